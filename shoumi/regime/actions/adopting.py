"""Adoption: by a resolution of the committee; until anybody sits on it, by its director (8.1)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.standing import COMMITTEE, committee_sits, holders, local_day
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.approvals import asking, bodies
from shoumi.kernel.approvals.models import Step
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import move, open_to
from shoumi.kernel.records.numbering import next_number
from shoumi.regime.facts import content, is_first, open_clauses
from shoumi.regime.flow import FLOW, Bindings
from shoumi.regime.models import Edition

ADOPT = "regime.adopt"
REVISION = Reason(
    "revision",
    _("A regime is in force, and another edition of it is a change for everybody: the staff are "
      "consulted, counsel reviews it, then the committee decides. Begin its adoption as a rule."),
)  # fmt: skip


@action(
    "regime.propose_adoption",
    label=_("Submit for adoption"),
    clauses=("8.1",),
    step="regime.propose_adoption",
)
def propose_adoption(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """Put the edition before the committee, once every binding is confirmed; while nobody but a
    director sits on it, before the director. Only the first edition goes this way. Raises
    Refused."""
    require_first()
    waiting = Bindings(open_clauses(edition).count())
    move(edition, FLOW, "regime.propose_adoption", by=by, at=at, facts=waiting)
    asking.ask(edition, ADOPT, content(edition), [_asked(edition, at)], by=by, at=at)
    return edition


def require_first() -> None:
    """Raises Refused where another edition was adopted before."""
    if not is_first():
        raise Refused(REVISION)


def _asked(edition: Edition, at: datetime) -> asking.Ask:
    day = local_day(at)
    if not committee_sits(edition.entity, on=day):
        chairs = holders(edition.entity, Role.CHAIR, on=day)
        return asking.Ask(title=str(Role.CHAIR), persons=chairs)
    seats = Post.objects.filter(
        org_unit_id__in=edition.entity.ancestor_ids, role__in=COMMITTEE, ended_on__isnull=True
    )
    for post in seats:
        open_to(edition, post, Capacity.DECIDES, because="approval", at=at)
    return asking.Ask(title="committee", mode=Step.Mode.BODY)


@action(ADOPT, label=_("Decide on the regime"), clauses=("8.1",), step=ADOPT)
def adopt(
    edition: Edition,
    *,
    verdict: str,
    note: str = "",
    effective_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Edition:
    """Take the director's decision; from its day on the edition is in force for everybody and the
    one before it is superseded. Raises Refused, Invalid."""
    outcome = asking.decide(edition, content(edition), verdict, note=note, by=by, at=at)
    _follow(edition, outcome, local_day(at), effective_on, note=note, by=by, at=at)
    return edition


@action(
    "regime.follow_resolution",
    label=_("Carry out the committee's resolution"),
    clauses=("3.2", "8.1"),
    quiet=True,
)
def follow_resolution(
    edition: Edition,
    *,
    resolution: Record,
    verdict: str,
    on: date,
    effective_on: date | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Edition:
    """Take the committee's decision on the regime: once, and only on the text and the bindings that
    lay before it. Raises Refused, Invalid."""
    outcome = bodies.decide(edition, content(edition), verdict, basis=resolution, on=on, at=at)
    _follow(edition, outcome, on, effective_on, note=note, by=by, at=at)
    return edition


@action(
    "regime.enter_paper_decision",
    label=_("Enter a decision signed on paper"),
    clauses=("8.1",),
)
def enter_paper_decision(
    edition: Edition,
    *,
    person: Person,
    verdict: str,
    signed_on: date,
    scan: Scan,
    note: str = "",
    effective_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Edition:
    """Enter the adoption that the director signed on paper. Raises Refused, Invalid."""
    outcome = asking.decide_on_paper(
        edition, content(edition), person, verdict,
        signed_on=signed_on, scan=scan, note=note, by=by, at=at,
    )  # fmt: skip
    _follow(edition, outcome, signed_on, effective_on, note=note, by=by, at=at)
    return edition


def _follow(
    edition: Edition,
    outcome: Outcome,
    decided_on: date,
    effective_on: date | None,
    *,
    note: str,
    by: Actor,
    at: datetime,
) -> None:
    if outcome is Outcome.PASSED:
        require_first()
        put_in_force(edition, decided_on, effective_on or decided_on, by=by, at=at, note=note)
    elif outcome is Outcome.RETURNED:
        move(edition, FLOW, "returned", by=by, at=at, on=decided_on, note=note)
    elif outcome is Outcome.REJECTED:
        move(edition, FLOW, "refused", by=by, at=at, on=decided_on, note=note)


def put_in_force(
    edition: Edition, decided_on: date, on: date, *, by: Actor, at: datetime, note: str
) -> None:
    """In force for everybody from that day on, and the one before it superseded. Raises Invalid for
    a day before the decision, or on which the edition before it began. Called inside actions."""
    if on < decided_on:
        raise Invalid("effective_on", _("It can't come into force before it is adopted."))
    for old in Edition.objects.filter(state="in_force"):
        if old.effective_on is not None and on <= old.effective_on:
            text = _("The edition before it is in force since %(day)s; name a later day.")
            raise Invalid("effective_on", text % {"day": old.effective_on})
        old.superseded_on = on
        move(old, FLOW, "superseded", by=by, at=at, on=on)
    edition.effective_on = on
    edition.number = next_number(OrgUnit.objects.get(pk=edition.entity_id), "regime", "制", on.year)
    move(edition, FLOW, "adopted", by=by, at=at, on=on, note=note)
    open_to(edition, edition.entity, Capacity.KNOWS, because="in force", at=at, from_on=on)


@action("regime.drop", label=_("Drop the draft"), clauses=("8.1",), step="regime.drop")
def drop(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    move(edition, FLOW, "regime.drop", by=by, at=at)
    return edition
