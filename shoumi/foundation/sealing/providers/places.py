"""Where an installation's root keys are kept, and how one gets there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keyfiles:
    """Files in the data folder."""


@dataclass(frozen=True)
class Transit:
    """The transit engine of an OpenBao or Vault server; ``key`` is the name of the key there.

    ``token_file`` is read anew for each request, so that an agent may renew it. ``timeout`` is in
    seconds.
    """

    address: str
    token_file: str
    key: str = "shoumi-root"
    mount: str = "transit"
    namespace: str = ""
    ca_file: str = ""
    timeout: float = 5


@dataclass(frozen=True)
class Token:
    """A token of a PKCS#11 device: its library, its label, the file with its PIN.

    ``key`` and the version are the label of a key on it.
    """

    library: str
    label: str
    pin_file: str
    key: str = "shoumi-root"


Keeper = Keyfiles | Transit | Token
