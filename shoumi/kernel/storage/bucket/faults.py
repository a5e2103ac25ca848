"""What a server of buckets answers when it does not do as asked, as this house's refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EEXIST

from botocore.exceptions import BotoCoreError, ClientError

from shoumi.kernel.storage.refusals import (
    DiskFull,
    Lost,
    StoreRefused,
    StoreUnreachable,
    TooLarge,
)

_FULL = {
    "InsufficientStorage", "QuotaExceeded", "StorageFull", "UserQuotaExceeded",
    "XMinioAdminBucketQuotaExceeded", "XMinioStorageFull",
}  # fmt: skip
_GONE = {"NoSuchKey", "NoSuchVersion"}
_TAKEN = {"ConditionalRequestConflict", "PreconditionFailed"}
_BUSY = {"RequestTimeout", "SlowDown", "Throttling"}
UNTRIED = {"NotImplemented"}
"""The server does not know what was asked."""


@contextmanager
def asking(name: str = "") -> Iterator[None]:
    """Around each request: its failure becomes `Lost`, `DiskFull`, `TooLarge`, FileExistsError,
    `StoreUnreachable` or, for everything else, `StoreRefused` with the server's code."""
    try:
        yield
    except ClientError as error:
        raise _refusal(error, name) from error
    except BotoCoreError as error:
        raise StoreUnreachable(type(error).__name__) from error


def code_of(error: ClientError) -> str:
    """The server's word for what is wrong; an answer without a body has only its status."""
    return str(error.response.get("Error", {}).get("Code", ""))


def status_of(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _refusal(error: ClientError, name: str) -> Exception:
    code, status = code_of(error), status_of(error)
    if code in _GONE or (status == 404 and code == "404" and name):
        return Lost(name)
    if code in _TAKEN or status == 412:
        return FileExistsError(EEXIST, "this object version is stored already")
    if code in _FULL or status == 507:
        return DiskFull()
    if code == "EntityTooLarge":
        return TooLarge()
    if code in _BUSY or (status >= 500 and code not in UNTRIED):
        return StoreUnreachable(code)
    return StoreRefused(code)
