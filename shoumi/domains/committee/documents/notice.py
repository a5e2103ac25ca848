"""会议通知 with its agenda, and 签到表: matters by their numbers, none by its name (5.1)."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.committee.models import Meeting
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import (
    Column,
    Facts,
    Grid,
    Heading,
    Language,
    Paper,
    Paragraph,
)


def committee_of(meeting: Meeting) -> str:
    """Who signs the paper off."""
    return t("Trade secret protection committee of %(entity)s") % {
        "entity": meeting.entity.display_name
    }


def said_when(meeting: Meeting) -> str:
    """When it begins where the company is, or by when all answer."""
    if meeting.is_written:
        day = meeting.answers_by.isoformat() if meeting.answers_by else ""
        return t("In writing, to be answered by %(day)s") % {"day": day}
    if meeting.starts_at is None:
        return ""
    return timezone.localtime(meeting.starts_at).strftime("%Y-%m-%d %H:%M")


def notice(meeting: Meeting, *, at: datetime, language: Language) -> Paper:
    """The notice as it stands: when, where, who chairs, what is on the agenda."""
    with override(language):
        return Paper(
            title=t("Notice: %(title)s") % {"title": meeting.title},
            organ=meeting.entity.organ_name,
            addressee=t("To all members of the committee"),
            blocks=(
                Paragraph(_opening(meeting)),
                Heading(t("1. When and where")),
                Facts(_facts(meeting)),
                Heading(t("2. Agenda")),
                _agenda(meeting),
                Paragraph(
                    t("Whoever can't come says so beforehand. Whoever has an interest of his own "
                      "in a point keeps out of it.")
                ),
            ),
            dated=local_day(at),
            language=language,
            closing=committee_of(meeting),
        )  # fmt: skip


def _opening(meeting: Meeting) -> str:
    told = {"form": meeting.get_form_display(), "seats": meeting.seats, "quorum": meeting.quorum}
    return t("%(form)s. %(seats)s members are called; %(quorum)s of them must take part.") % told


def _facts(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    rows = [
        (t("When"), said_when(meeting)),
        (t("Where"), meeting.place),
        (t("Chaired by"), meeting.chair.display_name),
        (t("Recorded by"), meeting.recorder.display_name),
    ]
    return tuple(row for row in rows if row[1])


def _agenda(meeting: Meeting) -> Grid:
    items = meeting.items.select_related("matter").order_by("order")
    return Grid(
        (Column(t("No."), 0.4, "center"), Column(t("Point"), 3)),
        tuple((str(number), item.heading) for number, item in enumerate(items, 1)),
    )


def sign_in_sheet(meeting: Meeting, *, at: datetime, language: Language) -> Paper:
    """A line to sign on for each who is called."""
    rows = meeting.attendances.select_related("person__org_unit")
    with override(language):
        lines = tuple(
            (
                str(number),
                row.person.display_name,
                row.person.org_unit.display_name,
                t("Member") if row.is_voting else t("Sits in"),
                "",
            )
            for number, row in enumerate(rows, 1)
        )
        columns = (
            Column(t("No."), 0.4, "center"), Column(t("Name"), 1), Column(t("Department"), 1.4),
            Column(t("As"), 0.8), Column(t("Signature and time"), 1.6),
        )  # fmt: skip
        return Paper(
            title=t("Sign-in sheet: %(title)s") % {"title": meeting.title},
            organ=meeting.entity.organ_name,
            blocks=(Facts(_facts(meeting)), Grid(columns, lines)),
            dated=local_day(at),
            language=language,
        )
