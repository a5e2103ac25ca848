"""委员会组成名单: who held which seat on a day, by which letter, and what was vacant (3.1)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override, pgettext

from shoumi.domains.committee.composition import ORDER, SAID, lacking_fields
from shoumi.domains.committee.documents.letter import signed_by
from shoumi.domains.committee.expertise import BY_POST, fields_known
from shoumi.domains.committee.models import Extract, Field
from shoumi.domains.committee.pledges import seats_under
from shoumi.domains.committee.rules.composition import Gap, Lack
from shoumi.domains.committee.seating import Seating, tags_on
from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import Block, Column, Grid, Language, Note, Paper

Line = tuple[str, ...]


def seat_list_paper(extract: Extract, found: Seating, *, at: datetime, language: Language) -> Paper:
    """The list of one committee on the day of `found`. Four queries."""
    entity = extract.entity
    with override(language):
        return Paper(
            title=t("List of seats of the committee on %(day)s") % {"day": found.day.isoformat()},
            organ=entity.organ_name,
            blocks=tuple(_blocks(extract, found)),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
            closing=signed_by(entity),
        )


def _blocks(extract: Extract, found: Seating) -> Iterator[Block]:
    gaps = [one for one in found.gaps if _is_under(found, one, extract)]
    vacant = [one for one in gaps if one.lack != Lack.GENERAL_MANAGER]
    people = Person.objects.in_bulk([one.person for one in vacant if one.person is not None])
    rows = [*_held(extract, found), *(_vacant(one, found, people) for one in vacant)]
    rows.sort(key=lambda row: row[0])
    columns = (
        Column(t("No."), 0.4, "center"), Column(t("Seat"), 1.1), Column(t("Name"), 1),
        Column(t("Of"), 1.5), Column(t("Stands for"), 1.4), Column(t("Since"), 1),
        Column(t("Letter of appointment"), 1.6),
    )  # fmt: skip
    yield Grid(columns, tuple((str(no), *line) for no, (_o, line) in enumerate(rows, 1)))
    if len(vacant) < len(gaps):
        yield Note(str(SAID[Lack.GENERAL_MANAGER]))
    company = found.company
    if company is not None and company.pk == extract.entity_id:
        known = fields_known(found.held, tags_on(found.day, found.held))
        if lacking := t(", ").join(lacking_fields(found, known)):
            yield Note(
                t("Nobody on the committee stands for this: %(field)s.") % {"field": lacking}
            )


def _is_under(found: Seating, gap: Gap, extract: Extract) -> bool:
    committee = found.committee_of(found.units[gap.unit])
    return committee is not None and committee.pk == extract.entity_id


def _held(extract: Extract, found: Seating) -> Iterator[tuple[int, Line]]:
    seats = seats_under(found, extract.entity)
    tags = tags_on(found.day, seats)
    for one in seats:
        role = Role(one.post.role)
        known = dict.fromkeys(tag.field for tag in tags[one.pk])
        if role in BY_POST:
            known[BY_POST[role]] = None
        fields = t(", ").join(str(Field(field).label) for field in known)
        yield (
            2 * ORDER[role],
            (
                str(role.label), one.person.display_name, one.post.org_unit.display_name, fields,
                one.from_on.isoformat(), one.letter,
            ),
        )  # fmt: skip


def _vacant(gap: Gap, found: Seating, people: dict[int, Person]) -> tuple[int, Line]:
    """Behind the seats of that sort that are held."""
    role = Role(gap.role)
    said = pgettext("of a seat", "Vacant")
    if gap.person is not None:
        said = t("Vacant (for %(person)s)") % {"person": people[gap.person].display_name}
    unit = found.units[gap.unit].display_name
    return 2 * ORDER[role] + 1, (str(role.label), said, unit, "", "", "")
