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


class WrongPlace(StorageRefused):
    """Bytes came that do not go on where the last ones ended; ``arrived`` says where that is."""

    message = _("The file goes on at another place than this. Ask how much has come, then go on.")

    def __init__(self, arrived: int) -> None:
        super().__init__(arrived)
        self.arrived = arrived


class NotWhole(StorageRefused):
    """A file was to be taken in of which not every byte has come, or that was taken in already."""

    message = _("Not all of this file has come yet, or it was taken in already.")


class Lost(StorageRefused):
    """The object or its key is not where it must be."""

    message = _(
        "The stored file or its key is missing. Ask the system administrator to restore it from "
        "the backup."
    )


class Destroyed(Lost):
    """The object's key was shredded: nobody opens it any more, and that is as it was decided."""

    message = _("This was destroyed by decision; nobody can open it any more.")


class StoreUnreachable(StorageRefused):
    """The server that keeps sealed files does not answer; `code` says how."""

    message = _(
        "The server that keeps the files can't be reached. Nothing was changed; ask the system "
        "administrator to look at it and at the network, then do it again."
    )

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"{self.message} ({self.code})"


class StoreRefused(StoreUnreachable):
    """The server that keeps sealed files answers, and does not do what it is asked; `code` is its
    own word for it."""

    message = _(
        "The server that keeps the files does not do what it was asked. Nothing was changed; ask "
        "the system administrator to look at the bucket's name, its rights and its credentials."
    )


class KeptElsewhere(StorageRefused):
    """Something was asked that only root keys in files can do."""

    message = _(
        "The root key never leaves the device or service that keeps it, so there are no recovery "
        "shares of it: what brings it back is that service's own backup."
    )


class OnHold(StorageRefused):
    """A record under legal hold; nothing of it may be destroyed until that ends."""

    message = _(
        "This belongs to a matter under legal hold. Nothing of it may be destroyed until that ends."
    )


class KeysDamaged(StorageRefused):
    """Wrapped keys don't open; ``args`` names them, at most a few."""

    message = _(
        "Some keys in the keystore don't open, so nothing was changed. Restore the newest copy of "
        "the keystore, then do it again."
    )


class KeysInUse(StorageRefused):
    """Another rotation, epoch or drill is under way."""

    message = _("Another command is working on the keys now. Wait until it has ended.")


class KeysNotWritable(StorageRefused):
    """This process may read the root keys and not replace them."""

    message = _(
        "An epoch of the keys is due, but the worker may not write where the root keys are. Let "
        "whoever may run: shoumi keys epoch"
    )


class NoShares(StorageRefused):
    """There is nothing that recovery shares could open."""

    message = _("No recovery shares were made here; the root key must come from its own backup.")


class Held(StorageRefused):
    """In quarantine; it was to be opened for something else than looking through it."""

    message = _("This is in quarantine: nobody opens it until the office has decided about it.")


class TooManyOrphans(StorageRefused):
    """So much is unclaimed that a database restored from an old backup is likelier than crashes."""

    message = _(
        "An unusual number of stored files belong to no record. If the database was restored from "
        "a backup, restore the newest one; nothing was removed."
    )
