"""Which bucket an installation uses, and how it gets there."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A bucket, the prefix of our names in it, its server, and the credentials for it.

    ``endpoint`` is "" for Amazon's own; ``style`` is how the bucket is named in addresses, by
    ``path`` or as a ``virtual`` host; ``ca_file`` is a certificate authority of the company's own.
    ``lock_days``, if not 0, is how long each object is retained by the server's object lock.
    ``connect`` and ``read`` are timeouts in seconds; ``tries`` bounds how often a request is made.
    """

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = "us-east-1"
    style: str = "path"
    ca_file: str = ""
    key_id: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    lock_days: int = 0
    connect: float = 5
    read: float = 30
    tries: int = 3
