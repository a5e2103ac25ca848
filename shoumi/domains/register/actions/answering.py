"""What a department answers to a grading campaign, written by one and confirmed by another."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.campaigns.facts import nominated_since
from shoumi.domains.register.models import CampaignAnswer, NamedSecret, TradeSecret
from shoumi.domains.register.rules.campaign import ANSWER
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import local_day, standing
from shoumi.kernel.actions import NOTE, Invalid, action, require_said, require_text
from shoumi.kernel.records.moves import move

SEEN = 2000


@action(
    "register.answer_campaign", label=_("Answer the campaign"), clauses=("4.2",),
    step="register.answer_campaign",
)  # fmt: skip
def answer_campaign(
    answer: CampaignAnswer,
    *,
    secrets: Sequence[TradeSecret],
    text: str = "",
    by: Actor,
    at: datetime,
) -> CampaignAnswer:
    """The secrets that the department nominated for it, and what it sees beside them. Raises
    Refused, Invalid."""
    require_text("text", text, SEEN)
    wanted = {one.pk for one in secrets}
    if not wanted and not text.strip():
        raise Invalid(
            "text",
            _("Choose a secret or say what you see. Is there nothing? Answer “Nothing found”."),
        )
    if nominated_since(answer, by, at).filter(pk__in=wanted).count() != len(wanted):
        raise Invalid("secrets", _("Choose among what your department nominated for it."))
    answer.is_nil, answer.text = False, text.strip()
    _name(answer, wanted)
    _hand_to_head(answer, "register.answer_campaign", by, at)
    return answer


@action(
    "register.answer_nothing", label=_("Nothing found"), clauses=("4.2",),
    step="register.answer_nothing",
)  # fmt: skip
def answer_nothing(answer: CampaignAnswer, *, note: str, by: Actor, at: datetime) -> CampaignAnswer:
    """A nil report 零报告, with what was looked at and why nothing came of it. Raises Refused,
    Invalid."""
    answer.text = require_said(
        "note", note, NOTE, _("Say what was looked through, and why there is nothing.")
    )
    answer.is_nil = True
    _name(answer, set())
    _hand_to_head(answer, "register.answer_nothing", by, at)
    return answer


@action(
    "register.confirm_answer", label=_("Confirm it"), clauses=("4.2",),
    step="register.confirm_answer",
)  # fmt: skip
def confirm_answer(answer: CampaignAnswer, *, by: Actor, at: datetime) -> CampaignAnswer:
    """The head answers for it; with that it has come in. Raises Refused."""
    _come_in(answer, "register.confirm_answer", by, at)
    return answer


@action(
    "register.return_answer", label=_("Send it back"), clauses=("4.2",),
    step="register.return_answer",
)  # fmt: skip
def return_answer(answer: CampaignAnswer, *, note: str, by: Actor, at: datetime) -> CampaignAnswer:
    """It is to be written anew; its day stays. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows what to do."))
    move(answer, ANSWER, "register.return_answer", by=by, at=at, note=note)
    return answer


def _name(answer: CampaignAnswer, wanted: set[int]) -> None:
    known = {one.secret_id: one for one in answer.named.all()}
    for key in wanted - set(known):
        NamedSecret(answer=answer, secret_id=key).save()
    for key, row in known.items():
        if row.dropped != (key not in wanted):
            row.dropped = key not in wanted
            row.save()


def _hand_to_head(answer: CampaignAnswer, step: str, by: Actor, at: datetime) -> None:
    """To the head; where the head wrote it himself, it is confirmed by that."""
    answer.written_by = by if isinstance(by, Person) else None
    move(answer, ANSWER, step, by=by, at=at)
    if standing(by, at).has_at(answer.org_unit, Role.HEAD):
        _come_in(answer, "confirmed_by_writer", by, at)


def _come_in(answer: CampaignAnswer, step: str, by: Actor, at: datetime) -> None:
    answer.confirmed_by = by if isinstance(by, Person) else None
    answer.confirmed_on = local_day(at)
    move(answer, ANSWER, step, by=by, at=at)
