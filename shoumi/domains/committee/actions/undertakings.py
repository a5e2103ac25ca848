"""The year's undertaking: its text, who is asked to sign it, signatures on paper (4.M2)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.calling import OTHER_COMMITTEE
from shoumi.domains.committee.documents.declared import UNDERTAKING_PAPER
from shoumi.domains.committee.documents.pledged import undertaking_paper
from shoumi.domains.committee.membership import director_and_office
from shoumi.domains.committee.models import Undertaking
from shoumi.domains.committee.pledges import not_asked_yet, pledging_posts
from shoumi.domains.committee.rules.appointing import sign_by
from shoumi.domains.committee.rules.seat_flows import UNDERTAKING
from shoumi.domains.committee.seating import seating
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.actions import Refused, action, require_said
from shoumi.kernel.delivery.actions import expire, send
from shoumi.kernel.delivery.models import Act, Dispatch
from shoumi.kernel.delivery.signed import enter_signed
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number
from shoumi.kernel.tasks.calendar import work_calendar

LONGEST = 4000
THERE = Reason("there", _("There is an undertaking of this year already. Open that one."))
NOBODY = Reason("nobody", _("Nobody holds a seat who could sign it. Appoint members first."))
NOBODY_NEW = Reason("nobody_new", _("Everybody in a seat has been asked."))
NOT_OVER = Reason("not_over", _("The year is not over yet."))


@action("committee.open_undertaking", label=_("Ask for this year's undertaking"), clauses=("4.M2",))
def open_undertaking(*, entity: OrgUnit, text: str, by: Actor, at: datetime) -> Undertaking:
    """The text is issued as a paper and sent to everybody in a seat, to be signed. Raises Refused,
    Invalid, Sealed, DiskFull."""
    text = require_said("text", text.replace("\r\n", "\n"), LONGEST, _("Write what is signed."))
    day = local_day(at)
    if not standing(by, at).has_over(entity, *OFFICE) or entity not in seating(day).committees:
        raise Refused(OTHER_COMMITTEE)
    if Undertaking.objects.filter(entity=entity, year=day.year).exists():
        raise Refused(THERE)
    undertaking = Undertaking(
        kind="undertaking",
        number=next_number(entity, "undertaking", "密诺书", day.year),
        title=f"{day.year} · {entity.name}", entity=entity, org_unit=entity,
        owner=by if isinstance(by, Person) else None, clause="4.M2", year=day.year, text=text,
        opened_on=day, due_on=_sign_by(entity, day),
    )  # fmt: skip
    begin(undertaking, UNDERTAKING, step="committee.open_undertaking", by=by, at=at)
    for post in {*director_and_office(entity), *pledging_posts(entity, day)}:
        open_to(undertaking, post, Capacity.KEEPS, because="committee", at=at)
    undertaking.paper = papers.issue(
        undertaking, paper=undertaking_paper(undertaking, at=at, language="zh-hans"),
        form=UNDERTAKING_PAPER.code, by=by, at=at,
    )  # fmt: skip
    undertaking.save()
    people = not_asked_yet(undertaking, day)
    if not people:
        raise Refused(NOBODY)
    _ask(undertaking, people, by, at)
    return undertaking


def _sign_by(entity: OrgUnit, day: date) -> date:
    """By when those sign who have held their seats since the year began."""
    if Undertaking.objects.filter(entity=entity).exists():
        return max(date(day.year, 1, 31), day)
    began = date(day.year - 1, 1, 1)
    return sign_by(day.year, began, work_calendar(), first_asked=day)


def _ask(undertaking: Undertaking, people: Sequence[Person], by: Actor, at: datetime) -> None:
    send(
        undertaking, people=people, act=Act.SIGN, document=undertaking.paper,
        deadline=date(undertaking.year, 12, 31), by=by, at=at,
    )  # fmt: skip


@action(
    "committee.ask_newcomers", label=_("Ask those who were appointed since"), clauses=("4.M2",),
    quiet=True,
)  # fmt: skip
def ask_newcomers(undertaking: Undertaking, *, by: Actor, at: datetime) -> Undertaking:
    """Whoever took a seat since is sent the same text. Raises Refused."""
    day = local_day(at)
    people = not_asked_yet(undertaking, day)
    if not people:
        raise Refused(NOBODY_NEW)
    for post in pledging_posts(undertaking.entity, day):
        open_to(undertaking, post, Capacity.KEEPS, because="committee", at=at)
    undertaking.save()
    _ask(undertaking, people, by, at)
    return undertaking


@action(
    "committee.enter_undertakings", label=_("Enter undertakings signed on paper"),
    clauses=("4.M2",), step="committee.enter_undertakings",
)  # fmt: skip
def enter_undertakings(
    undertaking: Undertaking,
    *,
    people: Sequence[Person],
    scan: Scan,
    signed_on: date,
    by: Actor,
    at: datetime,
) -> Undertaking:
    """A scan of what these people signed stands for their signature here. Raises Refused, Invalid,
    Sealed, DiskFull."""
    move(undertaking, UNDERTAKING, "committee.enter_undertakings", by=by, at=at)
    enter_signed(
        undertaking, undertaking.paper, people=people, scan=scan, signed_on=signed_on,
        since=undertaking.opened_on, description=gettext("Undertakings signed on paper"),
        by=by, at=at,
    )  # fmt: skip
    return undertaking


@action(
    "committee.close_undertaking", label=_("Close the undertaking of a year"), clauses=("4.M2",),
    step="committee.close_undertaking", quiet=True,
)  # fmt: skip
def close_undertaking(undertaking: Undertaking, *, by: Actor, at: datetime) -> Undertaking:
    """The year is over: what nobody signed lapses. Raises Refused before that."""
    day = local_day(at)
    if day.year <= undertaking.year:
        raise Refused(NOT_OVER)
    move(undertaking, UNDERTAKING, "committee.close_undertaking", by=by, at=at)
    for dispatch in Dispatch.objects.overdue(day).filter(record_id=undertaking.pk):
        expire(dispatch, by=by, at=at)
    return undertaking
