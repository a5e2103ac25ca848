"""Why a message could not be handed over. A fault is a code: what a server says may hold names."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Reach(StrEnum):
    """How far a fault reaches: this message for good, this message for now, the whole channel, or
    it is not known whether the message went."""

    LASTING = "lasting"
    PASSING = "passing"
    CHANNEL = "channel"
    UNSURE = "unsure"


class Undelivered(Exception):
    """`code` is one of `FAULTS`."""

    def __init__(self, code: str, reach: Reach) -> None:
        super().__init__(code)
        self.code, self.reach = code, reach


FAULTS = {
    "refused": _("The address was refused. Correct it, or tell the person otherwise."),
    "later": _("The server put it off again and again."),
    "unreachable": _("The server could not be reached."),
    "certificate": _("The server's certificate could not be verified."),
    "sign_in": _("The server did not let Shoumi in: name, password or settings are not right."),
    "unsure": _("The connection broke twice while it was sent; it may have arrived."),
    "no_address": _("The person has no address by this channel any more."),
}


def said(code: str) -> str:
    """The fault in words, in the reader's language."""
    return str(FAULTS.get(code, FAULTS["unreachable"]))
