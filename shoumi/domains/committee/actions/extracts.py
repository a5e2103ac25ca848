"""Drawing up what the records say as a paper: a member's year, the seats of a day (3.1, 4.M1)."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.seats import is_office
from shoumi.domains.committee.actions.calling import OTHER_COMMITTEE
from shoumi.domains.committee.documents.declared import SEAT_LIST, SERVICE_SHEET
from shoumi.domains.committee.documents.seat_list import seat_list_paper
from shoumi.domains.committee.documents.service import service_paper
from shoumi.domains.committee.membership import director_and_office
from shoumi.domains.committee.models import Extract
from shoumi.domains.committee.pledges import pledging_posts
from shoumi.domains.committee.rules.seat_flows import EXTRACT
from shoumi.domains.committee.seating import seating
from shoumi.domains.committee.service import committees_of, seated_in, served
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.documents.papers import Paper
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, open_to
from shoumi.kernel.records.numbering import next_number

THERE = Reason("there", _("There is one already. Open it, and issue it anew if it has changed."))
NO_SEAT = Reason("no_seat", _("This person held no seat in that year."))
FORMS = {Extract.Sort.SERVICE: SERVICE_SHEET.code, Extract.Sort.SEATS: SEAT_LIST.code}


@action("committee.issue_service", label=_("Issue the record of service"), clauses=("4.M1",))
def issue_service(*, person: Person, year: int, by: Actor, at: datetime) -> Extract:
    """The member's sheet of the year as a paper, which he reads. Raises Refused, Sealed,
    DiskFull."""
    committees = committees_of(person, year)
    if not committees:
        raise Refused(NO_SEAT)
    entity = next((one for one in committees if is_office(by, one, at)), None)
    if entity is None:
        raise Refused(OTHER_COMMITTEE)
    extract = Extract(
        title=f"{person.name} · {year}", clause="4.M1", sort=Extract.Sort.SERVICE, person=person,
        year=year, on=local_day(at),
    )  # fmt: skip
    there = Extract.objects.filter(sort=Extract.Sort.SERVICE, person=person, year=year)
    _begin(extract, entity, there.exists, "committee.issue_service", by, at)
    open_to(extract, person, Capacity.KNOWS, because="committee", at=at)
    return _issued(extract, None, by, at)


@action("committee.issue_seats", label=_("Issue the list of seats"), clauses=("3.1",))
def issue_seats(*, entity: OrgUnit, on: date, by: Actor, at: datetime) -> Extract:
    """Who holds which seat on that day, as a paper for all who hold one. Raises Refused, Invalid,
    Sealed, DiskFull."""
    if on > local_day(at):
        raise Invalid("on", _("This day has not come yet."))
    if not is_office(by, entity, at) or entity not in seating(on).committees:
        raise Refused(OTHER_COMMITTEE)
    extract = Extract(
        title=f"{entity.name} · {on.isoformat()}", clause="3.1", sort=Extract.Sort.SEATS,
        year=on.year, on=on,
    )  # fmt: skip
    there = Extract.objects.filter(sort=Extract.Sort.SEATS, entity=entity, on=on)
    _begin(extract, entity, there.exists, "committee.issue_seats", by, at)
    for post in pledging_posts(entity, local_day(at)):
        open_to(extract, post, Capacity.KNOWS, because="committee", at=at)
    return _issued(extract, None, by, at)


@action("committee.reissue_extract", label=_("Issue it anew"), clauses=("3.1", "4.M1"))
def reissue_extract(extract: Extract, *, by: Actor, at: datetime) -> Extract:
    """As the records stand now; the paper before is replaced. Raises Refused, Sealed, DiskFull."""
    if extract.sort == Extract.Sort.SERVICE:
        extract.on = local_day(at)
    extract.save()
    return _issued(extract, extract.paper, by, at)


def _begin(
    extract: Extract, entity: OrgUnit, is_there: Callable[[], bool], step: str, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Number and first line of history. Taking the number first keeps two from beginning at
    once."""
    extract.kind, extract.entity, extract.org_unit = "committee_extract", entity, entity
    extract.number = next_number(entity, "committee_extract", "密表", local_day(at).year)
    if is_there():
        raise Refused(THERE)
    extract.owner = by if isinstance(by, Person) else None
    begin(extract, EXTRACT, step=step, by=by, at=at)
    for post in director_and_office(entity):
        open_to(extract, post, Capacity.KEEPS, because="committee", at=at)


def _issued(extract: Extract, before: IssuedDocument | None, by: Actor, at: datetime) -> Extract:
    extract.paper = papers.issue(
        extract, paper=_paper(extract, at), form=FORMS[Extract.Sort(extract.sort)],
        supersedes=before, by=by, at=at,
    )  # fmt: skip
    extract.save()
    return extract


def _paper(extract: Extract, at: datetime) -> Paper:
    if extract.sort == Extract.Sort.SEATS:
        return seat_list_paper(extract, seating(extract.on), at=at, language="zh-hans")
    people = seated_in(extract.year, OrgUnit.objects.all()).filter(pk__in=[extract.person_id])
    row = served(people, extract.year, extract.on).get()
    return service_paper(extract, row, at=at, language="zh-hans")
