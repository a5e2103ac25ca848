"""The state tables of a grading campaign and of a department's answer, and how many took part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.foundation.workflow import Flow, State, Step

WITH_THE_UNIT = ("asked", "written")

CAMPAIGN = Flow(
    kind="campaign",
    start="draft",
    states=(
        State("draft", pgettext_lazy("of a campaign", "Draft")),
        State("submitted", pgettext_lazy("of a campaign", "Before the committee")),
        State("open", pgettext_lazy("of a campaign", "Departments are answering")),
        State("closed", pgettext_lazy("of a campaign", "Closed"), final=True),
        State("declined", pgettext_lazy("of a campaign", "Declined"), final=True),
        State("withdrawn", pgettext_lazy("of a campaign", "Withdrawn"), final=True),
    ),
    steps=(
        Step("register.revise_campaign", ("draft",), None, "office", _("Change the draft")),
        Step("register.submit_campaign", ("draft",), "submitted", "office", _("Submit it")),
        Step("register.decide_campaign", ("submitted",), None, "asked",
             _("Decide on the campaign")),
        Step("campaign_agreed", ("submitted",), "open", "committee", _("Agreed")),
        Step("campaign_returned", ("submitted",), "draft", "committee", _("Returned")),
        Step("campaign_declined", ("submitted",), "declined", "committee", _("Declined")),
        Step("register.close_campaign", ("open",), "closed", "office", _("Close it")),
        Step("register.withdraw_campaign", ("draft", "submitted"), "withdrawn", "office",
             _("Withdraw it")),
    ),
)  # fmt: skip

ANSWER = Flow(
    kind="campaign_answer",
    start="asked",
    states=(
        State("asked", pgettext_lazy("of an answer", "Asked")),
        State("written", pgettext_lazy("of an answer", "To be confirmed by the head")),
        State("confirmed", pgettext_lazy("of an answer", "Answered"), final=True),
        State("lapsed", pgettext_lazy("of an answer", "Never answered"), final=True),
    ),
    steps=(
        Step("register.answer_campaign", ("asked",), "written", "department",
             _("Answer the campaign")),
        Step("register.answer_nothing", ("asked",), "written", "department",
             _("Nothing found")),
        Step("register.confirm_answer", ("written",), "confirmed", "head", _("Confirm it")),
        Step("confirmed_by_writer", ("written",), "confirmed", "head", _("Confirmed")),
        Step("register.return_answer", ("written",), "asked", "head", _("Send it back")),
        Step("asked_anew", WITH_THE_UNIT, "lapsed", "house", _("Asked anew by a later campaign")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Came:
    """When a department's answer came in, if it did; `secrets` is how many it names."""

    on: date | None
    is_nil: bool = False
    secrets: int = 0


@dataclass(frozen=True)
class Taken:
    """How many departments took part."""

    asked: int
    in_time: int
    late: int
    nil: int
    waiting: int
    silent: int
    secrets: int

    @property
    def percent(self) -> int:
        """Of the departments asked, how many have answered, rounded down."""
        return (self.in_time + self.late) * 100 // self.asked if self.asked else 0


def took_part(answers: Iterable[Came], answer_by: date, day: date) -> Taken:
    """As it stood on that day: what came in later had not come in yet."""
    rows = list(answers)
    came = [one for one in rows if one.on is not None and one.on <= day]
    late = sum(one.on is not None and one.on > answer_by for one in came)
    missing = len(rows) - len(came)
    over = day > answer_by
    return Taken(
        asked=len(rows),
        in_time=len(came) - late,
        late=late,
        nil=sum(one.is_nil for one in came),
        waiting=0 if over else missing,
        silent=missing if over else 0,
        secrets=sum(one.secrets for one in came),
    )
