"""The state table of a receipt, and what a notice may say. Values only."""

from django.utils.translation import gettext_lazy as _

from shoumi.foundation.workflow import Flow, State, Step

PENDING = ("queued", "sent", "opened")

RECEIPT_FLOW = Flow(
    kind="receipt",
    start="queued",
    states=(
        State("queued", _("To be sent")),
        State("sent", _("Not opened yet")),
        State("opened", _("Opened")),
        State("done", _("Done"), final=True),
        State("declined", _("Declined"), final=True),
        State("expired", _("Too late"), final=True),
        State("withdrawn", _("Recalled"), final=True),
    ),
    steps=(
        Step("send", ("queued",), "sent", "channel", _("Send")),
        Step("open", ("sent", "opened"), "opened", "recipient", _("Open")),
        Step("acknowledge", ("opened",), "done", "recipient", _("Confirm")),
        Step("acknowledge_on_paper", PENDING, "done", "sender", _("Enter the signed paper")),
        Step("decline", ("opened",), "declined", "recipient", _("Decline")),
        Step("expire", PENDING, "expired", "house", _("Let it lapse")),
        Step("recall", PENDING, "withdrawn", "sender", _("Recall")),
    ),
)

SUBJECTS = {
    "know": _("Please read: %(number)s"),
    "acknowledge": _("Please confirm receipt: %(number)s"),
    "sign": _("Please sign: %(number)s"),
    "reply": _("Please reply: %(number)s"),
}


def subject_line(act: str, number: str) -> str:
    """What a notice says: the verb and the number, never a title."""
    return str(SUBJECTS[act] % {"number": number})
