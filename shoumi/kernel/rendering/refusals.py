"""What rendering says when it refuses: each sentence says what to do, and none names content."""

from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Code = Literal["unsupported", "damaged", "locked", "too_large", "timeout", "unmarkable"]

_SENTENCES: "Final[dict[str, StrOrPromise]]" = {
    "unsupported": _(
        "Files of this kind can't be shown here. Ask the owner to add a viewing copy (PDF)."
    ),
    "damaged": _(
        "This file is damaged or is not what its name says, so it can't be shown. Ask the owner "
        "to upload it again or to add a viewing copy (PDF)."
    ),
    "locked": _(
        "This file opens only with a password of its own, so it can't be shown. Ask the owner to "
        "upload it without the password."
    ),
    "too_large": _(
        "This file is too large to be shown here. Ask the owner to add a smaller viewing copy "
        "(PDF)."
    ),
    "timeout": _(
        "Preparing this file took too long and was stopped. Try again; if it happens again, ask "
        "the owner to add a viewing copy (PDF)."
    ),
}

_LEAVING: "Final[dict[str, StrOrPromise]]" = {
    "damaged": _(
        "This file is damaged or is not what its name says. No mark can be put on it, so it does "
        "not leave. Ask the owner to upload it again."
    ),
    "locked": _(
        "This file opens only with a password of its own. No mark can be put on it, so it does not "
        "leave. Ask the owner to upload it without the password."
    ),
    "too_large": _(
        "This file is too large to have the mark put on its pages, so it does not leave. Look at "
        "it here, or ask the owner to put it in in smaller parts."
    ),
    "timeout": _(
        "Putting the mark on this file took too long and was stopped; nothing left. Try again; if "
        "it happens again, ask the owner to put it in in smaller parts."
    ),
    "unmarkable": _(
        "This file is built in a way that no mark can be put on it, so it does not leave. Ask the "
        "owner to save it anew in Word, Excel, PowerPoint or WPS and to upload that."
    ),
}


class CannotRender(Exception):
    """This file can't be shown; `code` says why, `text` tells the reader what to do."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code

    @property
    def text(self) -> "StrOrPromise":
        return _SENTENCES.get(self.code, _SENTENCES["damaged"])

    def __str__(self) -> str:
        return str(self.text)


class CannotMark(CannotRender):
    """No mark can be put on this file, which takes one by its kind: it doesn't leave."""

    @property
    def text(self) -> "StrOrPromise":
        return _LEAVING.get(self.code, _LEAVING["damaged"])


class NoSuchPage(LookupError):
    """The file has no page of that number."""


def refused(code: object) -> CannotRender:
    """The refusal of that code; a code that there isn't, as a broken worker might send, is
    `damaged`."""
    return CannotRender(cast(Code, code) if code in get_args(Code) else "damaged")
