"""定密审批表: what was graded, on which grounds, by whom and when (4.2).

It says what stood when the last decision was entered: that is what was decided about.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as t
from django.utils.translation import override, pgettext

from shoumi.domains.register.catalogue import information
from shoumi.domains.register.documents.marking import mark_in_force, said_term
from shoumi.domains.register.documents.opinions import opinions, rounds, said, still_asked
from shoumi.domains.register.knowing import knowers
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.register.rules.elements import Element, MeasureType
from shoumi.domains.register.submission import digest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.models import Approval
from shoumi.kernel.documents.papers import (
    Column,
    Facts,
    Grid,
    Heading,
    Language,
    Note,
    Opinion,
    Opinions,
    Paper,
    Signatures,
)

APPROVE = "register.approve_grading"
Block = Heading | Facts | Grid | Note | Opinions | Signatures


def grading_sheet(secret: TradeSecret, *, at: datetime, language: Language) -> Paper:
    """The approval sheet as it stands; while a decision is awaited it has lines to sign on."""
    with override(language):
        approvals = rounds(secret, APPROVE)
        day = _decided_on(approvals, at)
        blocks: list[Block] = [
            Heading(t("1. What it is")),
            Facts(tuple(about(secret)), pairs=2),
            Heading(t("2. The three legal elements")),
            _elements(secret, day),
            Heading(t("3. Secret points")),
            _points(secret, day),
            Heading(t("4. Carriers and where they are")),
            _places(secret, day),
            Heading(t("5. Audience")),
            _audience(secret, day),
            Heading(t("6. Protective measures")),
            _measures(secret, day),
            Heading(t("7. Grade and term")),
            Facts(tuple(_grade_and_term(secret)), pairs=2),
            Heading(t("8. Opinions")),
            *_opinions(secret, approvals),
        ]
        return Paper(
            title=t("Grading approval sheet for a trade secret"),
            organ=secret.entity.organ_name,
            blocks=tuple(blocks),
            dated=local_day(at),
            language=language,
            mark=mark_in_force(secret) if secret.is_live else "",
        )


def about(secret: TradeSecret) -> Iterator[tuple[str, str]]:
    """The head of every sheet: what it is called, where it belongs, who answers for it."""
    kind = information().types.get(secret.category)
    origin = str(secret.get_origin_display()) if secret.origin else ""
    yield t("Number"), secret.number or t("given when it is filed")
    yield pgettext("of a secret", "Name"), secret.title
    yield t("Kind of information"), str(kind.name) if kind else secret.category
    yield t("Origin"), " · ".join(part for part in (origin, secret.origin_note) if part)
    yield t("Rights holder"), secret.entity.display_name
    yield t("Department"), secret.org_unit.display_name
    yield t("Owner"), secret.owner.display_name if secret.owner else ""
    yield t("Nominated on"), secret.nominated_on.isoformat()
    if secret.previous_number:
        yield t("Earlier number"), secret.previous_number
    if secret.legacy_mark:
        yield t("Earlier mark"), secret.legacy_mark


def _decided_on(approvals: list[Approval], at: datetime) -> date:
    """The day whose description was decided on: that of the last decision, else today."""
    closed = approvals[-1].closed_at if approvals else None
    return local_day(closed or at)


def _elements(secret: TradeSecret, day: date) -> Grid:
    given = {row.element: row for row in secret.grounds.at(day)}
    rows = []
    for element in Element:
        row = given.get(element.value)
        sealed = digest(row.statement) if row and row.statement else ""
        state = t("given, sealed") if row else t("not given")
        rows.append((str(element.label), state, row.from_on.isoformat() if row else "", sealed))
    return Grid(
        (
            Column(t("Element"), 1.3),
            Column(t("Grounds"), 0.9, "center"),
            Column(t("Since"), 0.9, "center"),
            Column(t("SHA-256 of the sealed text"), 2.6),
        ),
        tuple(rows),
    )


def _points(secret: TradeSecret, day: date) -> Grid:
    return Grid(
        (
            Column(t("No."), 0.5, "center"),
            Column(t("Edition"), 0.6, "center"),
            Column(t("Since"), 0.9, "center"),
            Column(t("SHA-256 of the sealed text"), 3.6),
        ),
        tuple(
            (str(row.place), str(row.edition), row.from_on.isoformat(), digest(row.statement))
            for row in secret.points.at(day)
        ),
    )


def _places(secret: TradeSecret, day: date) -> Grid:
    return Grid(
        (Column(t("Carrier"), 1), Column(t("Where it is"), 3), Column(t("Since"), 0.9, "center")),
        tuple(
            (str(row.get_medium_display()), row.whereabouts, row.from_on.isoformat())
            for row in secret.places.at(day)
        ),
    )


def _audience(secret: TradeSecret, day: date) -> Grid:
    return Grid(
        (
            Column(t("Who may know it"), 2),
            Column(t("Because"), 2),
            Column(t("Since"), 0.9, "center"),
            Column(t("Until"), 0.9, "center"),
        ),
        tuple(
            (one.whom, str(one.because), one.since.isoformat(), _day(one.until))
            for one in knowers(secret, day)
        ),
    )


def _measures(secret: TradeSecret, day: date) -> Grid:
    return Grid(
        (Column(t("Measure"), 2), Column(t("Note"), 3), Column(t("Since"), 0.9, "center")),
        tuple(
            (str(MeasureType(row.kind).label), row.note, row.from_on.isoformat())
            for row in secret.measures.at(day)
        ),
    )


def _grade_and_term(secret: TradeSecret) -> Iterator[tuple[str, str]]:
    """What was proposed and decided; a change since then stands on a sheet of its own."""
    first = secret.changes.filter(state="made").order_by("proposed_at", "pk").first()
    names = {grade.code: str(grade) for grade in Grade.objects.all()}
    yield t("Proposed grade"), names.get(secret.proposed_grade, secret.proposed_grade)
    yield t("Proposed term"), said_term(secret.proposed_term)
    if not secret.grade:
        return
    grade, term = secret.grade, said_term(secret.term, secret.term_ends_on)
    if first is not None:
        grade, term = first.from_grade, said_term(first.from_term)
    yield t("Grade decided"), names.get(grade, grade)
    yield t("Term decided"), term
    yield t("In force since"), _day(secret.effective_on)


def _opinions(secret: TradeSecret, approvals: list[Approval]) -> Iterator[Block]:
    entries = [*opinions(approvals), *_filed(secret)]
    if entries:
        yield Opinions(tuple(entries))
    if not approvals:
        yield Note(t("Entered from an earlier register; the approval is the paper signed then."))
    lines = still_asked(approvals)
    if lines:
        yield Signatures(lines)
    yield Note(
        t("Grounds and points are sealed and never printed. A text is the one decided on if its "
          "sealed form has the SHA-256 given here.")
    )  # fmt: skip


def _filed(secret: TradeSecret) -> Iterator[Opinion]:
    """That the office filed it, or entered what had been approved before."""
    steps: dict[str, Any] = {
        "register.file": t("Filed"),
        "register.enter_existing": t("Entered"),
    }
    moves = secret.history.filter(step__in=steps, to_state="active").select_related("by")
    for move in moves:
        yield said(
            t("Filed by the office"), steps[move.step], move.by, move.recorded_at, on=move.on
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
