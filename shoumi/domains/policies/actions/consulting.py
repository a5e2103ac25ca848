"""Consulting the staff 民主程序: asked, heard, answered one by one (4.1, 8.1)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.actions.opening import open_to_followers
from shoumi.domains.policies.facts import clauses_of, followers, hash_of, readiness
from shoumi.domains.policies.models import Consultation, Edition, Remark
from shoumi.domains.policies.rules.flow import EDITION
from shoumi.domains.policies.rules.readiness import CONSULT_AT_LEAST
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action, require_said
from shoumi.kernel.records.moves import move

REMARK, ANSWER = 2000, 1000
OVER = Reason("over", _("The consultation is over."))
ANSWERED = Reason("answered", _("What came of this remark has been said already."))


@action(
    "policies.open_consultation", label=_("Consult the staff"), clauses=("4.1", "8.1"),
    step="policies.open_consultation",
)  # fmt: skip
def open_consultation(
    edition: Edition, *, closes_on: date, how: str, by: Actor, at: datetime
) -> Edition:
    """Lay the draft before everybody whom it will apply to; a week at least. Raises Refused,
    Invalid."""
    day = local_day(at)
    how = require_said("how", how, 300, _("Say how the staff are told and where they may speak."))
    if closes_on < day + CONSULT_AT_LEAST:
        told = {"day": (day + CONSULT_AT_LEAST).isoformat()}
        raise Invalid("closes_on", _("Give the staff a week at least: until %(day)s.") % told)
    facts = readiness(edition, day)
    edition.seen_with_parent = True
    edition.due_on = closes_on
    move(edition, EDITION, "policies.open_consultation", by=by, at=at, facts=facts)
    for record in (edition.rule, edition):
        open_to_followers(record, edition.rule, at)
    Consultation(
        edition=edition, opened_on=day, closes_on=closes_on, how=how,
        text_sha256=hash_of(edition),
    ).save()  # fmt: skip
    return edition


@action(
    "policies.remark", label=_("Say something on the draft"), clauses=("8.1",), reads=True,
    step="policies.remark",
)  # fmt: skip
def remark(
    edition: Edition, *, text: str, clause_ident: str = "", by: Actor, at: datetime
) -> Remark:
    """What one of the staff says of the draft, of one clause or of the whole. Raises Refused,
    Invalid."""
    if not isinstance(by, Person):
        raise Refused(OVER)
    return _remark(edition, by, text, clause_ident, local_day(at), by, at)


@action(
    "policies.enter_remark", label=_("Enter what somebody said"), clauses=("8.1",), reads=True,
    step="policies.enter_remark",
)  # fmt: skip
def enter_remark(
    edition: Edition,
    *,
    said_by: Person,
    said_on: date,
    text: str,
    clause_ident: str = "",
    by: Actor,
    at: datetime,
) -> Remark:
    """What was said at a meeting or on paper, on its true day. Raises Refused, Invalid."""
    day = local_day(at)
    if not followers(edition.rule.applies_to, day).filter(pk=said_by.pk).exists():
        raise Invalid("said_by", _("The rule will not apply to this person."))
    if not isinstance(by, Person):
        raise Refused(OVER)
    return _remark(edition, said_by, text, clause_ident, said_on, by, at)


def _remark(
    edition: Edition,
    said_by: Person,
    text: str,
    clause_ident: str,
    on: date,
    by: Person,
    at: datetime,
) -> Remark:
    text = require_said("text", text, REMARK, _("Say what should be otherwise, and why."))
    under_way = edition.consultations.filter(closed_on=None).last()
    day = local_day(at)
    if edition.state != "consulting" or under_way is None or on > under_way.closes_on:
        raise Refused(OVER)
    if not under_way.opened_on <= on <= day:
        raise Invalid("said_on", _("The day lies within the consultation, and not in the future."))
    known = {one.ident for one in clauses_of(edition)}
    if clause_ident and clause_ident not in known:
        raise Invalid("clause_ident", _("This is no clause of the draft."))
    row = Remark(
        consultation=under_way, clause_ident=clause_ident, said_by=said_by, entered_by=by,
        said_on=on, text=text,
    )  # fmt: skip
    row.save()
    return row


@action("policies.answer_remark", label=_("Say what came of it"), clauses=("8.1",))
def answer_remark(remark: Remark, *, outcome: str, answer: str, by: Actor, at: datetime) -> Remark:
    """Whether a remark was taken up, and why or why not. Raises Refused, Invalid."""
    if remark.consultation.closed_on is not None or remark.outcome:
        raise Refused(ANSWERED)
    if outcome not in Remark.Outcome.values:
        raise Invalid("outcome", _("Choose one of the answers offered."))
    answer = require_said("answer", answer, ANSWER, _("Say why; whoever said it will read it."))
    remark.outcome, remark.answer = outcome, answer
    remark.answered_by = by if isinstance(by, Person) else None
    remark.answered_on = local_day(at)
    remark.save()
    return remark


@action(
    "policies.close_consultation", label=_("Close the consultation"), clauses=("4.1", "8.1"),
    step="policies.close_consultation",
)  # fmt: skip
def close_consultation(edition: Edition, *, outcome: str, by: Actor, at: datetime) -> Edition:
    """Say what came of it as a whole; the last day has passed and every remark is answered. Raises
    Refused, Invalid."""
    outcome = require_said(
        "outcome", outcome, ANSWER, _("Say what came of it, even if nobody said anything.")
    )
    day = local_day(at)
    facts = readiness(edition, day)
    edition.due_on = None
    move(edition, EDITION, "policies.close_consultation", by=by, at=at, facts=facts)
    under_way = edition.consultations.get(closed_on=None)
    under_way.closed_on, under_way.outcome = day, outcome
    under_way.save()
    return edition
