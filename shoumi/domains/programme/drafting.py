"""The first draft of a plan's summary, put together from the figures (4.1)."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as t

from shoumi.domains.programme.comparing import Row, compared
from shoumi.domains.programme.models import Plan

SHOWN, LONG = 30, 70


def drafted_summary(plan: Plan, day: date) -> str:
    """In the language in use, for the office to go on from. Four queries."""
    return "\n".join(_lines(plan, day))


def _lines(plan: Plan, day: date) -> Iterator[str]:
    found = compared(plan, day)
    total = found.total
    yield t("Planned %(planned)s times in %(items)s items, taken back %(withdrawn)s.") % {
        "planned": total.planned, "items": len(found.rows), "withdrawn": total.withdrawn,
    }  # fmt: skip
    yield t("Done in time: %(done)s; done late: %(late)s; not done: %(left)s.") % {
        "done": total.done, "late": total.done_late, "left": total.not_done,
    }  # fmt: skip
    left = [row for row in found.rows if row.count.not_done]
    if left:
        yield t("Not done, or not each time:")
        yield from _named(left)
    late = [row for row in found.rows if row.count.done_late]
    if late:
        yield t("Among those done, late at least once:")
        yield from _named(late)
    yield ""
    yield t("What went well:")
    yield t("What did not, and why:")
    yield t("What follows for next year:")


def _named(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows[:SHOWN]:
        text = row.item.display_text
        yield f"{row.item.ident}. {text if len(text) <= LONG else text[: LONG - 1] + '…'}"
    if len(rows) > SHOWN:
        yield "…"
