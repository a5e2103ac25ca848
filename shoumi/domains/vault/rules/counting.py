"""Pure decisions on stocktaking and on checking out: the state table, and how long each lasts."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.foundation.workflow import Flow, State, Step

EVERY = timedelta(days=365)
NOTICE = timedelta(days=30)
FIND_WITHIN = timedelta(days=14)
LOCKED_FOR = timedelta(days=7)

STOCKTAKING = Flow(
    kind="stocktaking",
    start="open",
    states=(
        State("open", pgettext_lazy("of a stocktaking", "Being counted")),
        State("closed", pgettext_lazy("of a stocktaking", "Counted, to be signed off")),
        State("signed", pgettext_lazy("of a stocktaking", "Signed off"), final=True),
    ),
    steps=(
        Step("vault.count", ("open",), None, "counter", _("Count")),
        Step("vault.count_surplus", ("open",), None, "counter", _("Not on the list")),
        Step("vault.close_stocktaking", ("open",), "closed", "custodian", _("Close it")),
        Step("vault.sign_off_stocktaking", ("closed",), "signed", "head", _("Sign it off")),
    ),
)


def due_on(first_on: date, last_on: date | None) -> date:
    """By when a department is counted: a year after the last time, else after its first carrier."""
    return (last_on or first_on) + EVERY


def is_locked(by: int | None, until: date | None, who: int | None, day: date) -> bool:
    """Whether somebody else has a carrier checked out on that day; its last day counts whole."""
    return by is not None and by != who and until is not None and day <= until
