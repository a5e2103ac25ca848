"""One command at a time works on the keys; the system lets go of the lock if it dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from shoumi.kernel.storage.refusals import KeysInUse

LOCK = "keys.lock"


@contextmanager
def alone() -> Iterator[None]:
    """Raises ``KeysInUse`` while another command rotates, closes an epoch or drills."""
    with (settings.DATA / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KeysInUse from None
        yield
