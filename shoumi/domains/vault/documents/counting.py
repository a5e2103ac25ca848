"""载体盘点表: what should have been there, what was found, and who counted and signed (4.8)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.vault.models import Counted, Stocktaking
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import (
    Column,
    Facts,
    Grid,
    Heading,
    Language,
    Paper,
    Signatures,
)


def count_sheet(taking: Stocktaking, *, at: datetime, language: Language) -> Paper:
    """The report as it stands; carriers by number, none by name."""
    lines = list(
        taking.lines.select_related("carrier", "expected_holder", "counted_by").order_by("pk")
    )
    with override(language):
        return Paper(
            title=t("Stocktaking report for carriers"),
            organ=taking.entity.display_name,
            blocks=(
                Heading(t("1. Summary")),
                Facts(tuple(_summary(taking, lines)), pairs=2),
                Heading(t("2. Carrier by carrier")),
                _grid(lines),
                Signatures((t("Closed by"), t("Signed off by"))),
            ),
            dated=local_day(at),
            language=language,
        )


def _summary(taking: Stocktaking, lines: Iterable[Counted]) -> Iterable[tuple[str, str]]:
    counted = Counter(line.result for line in lines)
    cleared = sum(bool(line.cleared_on) for line in lines)
    yield t("Department"), taking.org_unit.display_name
    yield t("Count opened on"), taking.opened_on.isoformat()
    yield t("Closed on"), taking.closed_on.isoformat() if taking.closed_on else ""
    yield t("Closed by"), taking.closed_by.display_name if taking.closed_by else ""
    yield t("Signed off on"), taking.signed_off_on.isoformat() if taking.signed_off_on else ""
    yield t("Signed off by"), taking.signed_off_by.display_name if taking.signed_off_by else ""
    for result in Counted.Result:
        if result != Counted.Result.OPEN:
            yield str(result.label), str(counted[result.value])
    yield t("Missing, cleared up since"), str(cleared)


def _grid(lines: Iterable[Counted]) -> Grid:
    return Grid(
        (
            Column(t("No."), 0.4, "center"),
            Column(t("Number"), 1.4),
            Column(t("Should be at"), 1.6),
            Column(t("Holder"), 0.9),
            Column(t("Result"), 1),
            Column(t("Remark"), 1.8),
            Column(t("Counted by"), 0.9),
        ),
        tuple(
            (
                str(place),
                str(line.carrier) if line.carrier else t("not entered"),
                line.expected_place,
                line.expected_holder.display_name if line.expected_holder else "",
                str(line.get_result_display()),
                _remark(line),
                line.counted_by.display_name if line.counted_by else "",
            )
            for place, line in enumerate(lines, start=1)
        ),
    )


def _remark(line: Counted) -> str:
    parts = [line.note, line.place]
    if line.cleared_on:
        parts.append(f"{line.cleared_on.isoformat()}: {line.cleared_note}")
    return " · ".join(part for part in parts if part)
