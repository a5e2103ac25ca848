"""Small pieces of a page as safe HTML: icons, marks, badges, chips. Words carry the meaning;
colour only helps (WCAG 2.2, 1.4.1)."""

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shoumi.kernel.controls.verdict import Status

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SPRITE = "vendor/tabler-icons/icons.svg"


class Tone(StrEnum):
    """How something stands, for the colour beside the word."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WAITING = "waiting"
    BAD = "bad"


_VERDICTS: dict[Status, tuple[str, Tone]] = {
    Status.KEPT: ("circle-check", Tone.GOOD),
    Status.DUE: ("clock", Tone.WAITING),
    Status.BROKEN: ("alert-triangle", Tone.BAD),
    Status.UNKNOWN: ("help-circle", Tone.INFO),
    Status.NOT_APPLICABLE: ("minus", Tone.NEUTRAL),
}


@cache
def _sprite() -> str:
    return static(SPRITE)


@cache
def _decoration(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', _sprite(), name
    )


def icon(name: str, label: "StrOrPromise" = "") -> SafeString:
    """A sprite icon by its Tabler name; with `label` it speaks, without it is decoration."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            label, _sprite(), name,
        )  # fmt: skip
    return _decoration(name)


def grade_mark(label: "StrOrPromise", shade: int, term: "StrOrPromise" = "") -> SafeString:
    """A grade (密级) as a mark; shade 1 is the strongest, 4 the faintest. `term` stands behind it.

    No star between them: ★ is reserved for state secrets.
    """
    after = format_html('<span class="mark-term">{}</span>', term) if term else ""
    return format_html(
        '<span class="mark mark-grade-{}">{}<span>{}</span>{}</span>',
        min(max(shade, 1), 4), icon("lock"), label, after,
    )  # fmt: skip


def state_badge(label: "StrOrPromise", tone: str = Tone.NEUTRAL) -> SafeString:
    """Where a record stands, with a dot in the tone's colour."""
    return format_html(
        '<span class="mark mark-{}"><span class="mark-dot" aria-hidden="true"></span>{}</span>',
        Tone(tone), label,
    )  # fmt: skip


def verdict_badge(status: Status | str) -> SafeString:
    """A control's answer: icon and word. Raises ValueError for a status that does not exist."""
    known = Status(status)
    name, tone = _VERDICTS[known]
    return format_html('<span class="mark mark-{}">{}{}</span>', tone, icon(name), known.label)


def person_chip(name: "StrOrPromise", note: "StrOrPromise" = "") -> SafeString:
    """A person with unit or post beneath; nobody is said in words, never left blank."""
    if not name:
        return format_html('<span class="text-secondary">{}</span>', _("Nobody"))
    beneath = format_html('<span class="chip-note">{}</span>', note) if note else ""
    return format_html(
        '<span class="chip">{}<span class="chip-words"><span class="chip-name">{}</span>{}</span>'
        "</span>",
        icon("user"), name, beneath,
    )  # fmt: skip
