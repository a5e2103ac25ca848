"""履职表: a member's year in numbers, with the meetings and tasks that they come from (4.M1)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.committee.documents.letter import signed_by
from shoumi.domains.committee.models import Extract
from shoumi.domains.committee.sheets import facts_of, meetings_of, tasks_of
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import (
    Block,
    Column,
    Facts,
    Grid,
    Heading,
    Language,
    Note,
    Paper,
    Paragraph,
)


def service_paper(extract: Extract, row: Any, *, at: datetime, language: Language) -> Paper:
    """The sheet of the member whom `served` has counted as `row`."""
    entity = extract.entity
    with override(language):
        told = {"year": extract.year, "name": row.display_name}
        return Paper(
            title=t("Record of service %(year)s: %(name)s") % told,
            organ=entity.organ_name,
            blocks=tuple(_blocks(extract, row)),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
            closing=signed_by(entity),
        )


def _blocks(extract: Extract, row: Any) -> Iterator[Block]:
    person = (
        (t("Name"), row.display_name), (t("Staff number"), row.staff_number),
        (t("Department"), row.org_unit.display_name), (t("As of"), extract.on.isoformat()),
    )  # fmt: skip
    yield Facts(person, pairs=2)
    yield Heading(t("The year in numbers"))
    yield Facts(tuple((str(name), str(value)) for name, value in facts_of(row)), pairs=2)
    yield Heading(t("Meetings"))
    if meetings := meetings_of(row, extract.year):
        columns = (Column(t("Meeting"), 2), Column(t("Day"), 1.2), Column(t("Attendance"), 1.4))
        yield Grid(columns, tuple(_meeting(one) for one in meetings))
    else:
        yield Paragraph(t("No meeting was held in this year."))
    yield Heading(t("Tasks led"))
    if tasks := tasks_of(row, extract.year, extract.on):
        columns = (Column(t("Task"), 3), Column(t("Due on"), 1.2), Column(t("How it stands"), 1.2))
        yield Grid(columns, tuple((one.label, str(one.due_on), how) for one, how in tasks))
    else:
        yield Paragraph(t("No task fell due in this year."))
    yield Note(t("Counted from meetings, votes, tasks and checks; nothing was entered by hand."))


def _meeting(row: Any) -> tuple[str, str, str]:
    return str(row.meeting.number), str(row.meeting.session_on), str(row.get_state_display())
