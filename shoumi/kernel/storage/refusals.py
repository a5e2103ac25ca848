"""What storage says when it refuses: each sentence says what to do, and none names content."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class StorageRefused(Exception):
    """Content could not be stored or opened."""

    message: "StrOrPromise" = ""

    def __init__(self, *details: object) -> None:
        super().__init__(*details)

    def __str__(self) -> str:
        return str(self.message)


class Sealed(StorageRefused):
    """The keys are not at hand: what is stored stays closed, and nothing new is accepted.

    ``cause`` says which of `keyring.State` it is, ``detail`` what an administrator should look at.
    """

    message = _(
        "The vault is sealed because its root key is missing or is not the right one. Everything "
        "else works. Ask the system administrator to put the key back."
    )

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(cause, detail)
        self.cause = cause
        self.detail = detail


class DecisionNeeded(StorageRefused):
    """Content was to be opened without a decision that allows it now; a check was forgotten."""

    message = _("This can't be opened: nobody has just decided that you may.")


class DiskFull(StorageRefused):
    """There is no room left; nothing was kept of what was being stored."""

    message = _(
        "The server's disk is full. Nothing was saved; ask the system administrator to make "
        "room, then do it again."
    )


class TooLarge(StorageRefused):
    """More bytes came than are allowed; nothing was kept."""

    message = _("This file is larger than is allowed. Nothing was saved.")


class Lost(StorageRefused):
    """The object or its key is not where it must be."""

    message = _(
        "The stored file or its key is missing. Ask the system administrator to restore it from "
        "the backup."
    )


class TooManyOrphans(StorageRefused):
    """So much is unclaimed that a database restored from an old backup is likelier than crashes."""

    message = _(
        "An unusual number of stored files belong to no record. If the database was restored from "
        "a backup, restore the newest one; nothing was removed."
    )
