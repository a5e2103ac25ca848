"""A grading standard and a scope catalogue on their way, through the house's actions."""

from typing import Any

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions
from shoumi.domains.policies.models import Edition
from shoumi.journeys.annexes import writing
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again


def begun(cast: Cast, at: Ticker, starter: str, **changed: Any) -> Edition:
    """A draft of the house's own text, with its annex."""
    given = {"unit": "LG", "applies_to": "YL", "who": "office", **changed}
    return actions.take_starter(
        starter=starter, unit=cast.units[given["unit"]], applies_to=cast.units[given["applies_to"]],
        by=cast[given["who"]], at=at(),
    )  # fmt: skip


def basis(edition: Edition) -> Record:
    """Something that stands for a resolution."""
    return Record.objects.get(pk=edition.rule_id)


def in_force(cast: Cast, at: Ticker, edition: Edition) -> Edition:
    """Adopted, published and in force on one day, a week and more after it was drafted."""
    return story.in_force(cast, at, basis(edition), edition)


def standard(cast: Cast, at: Ticker, preset: str = "") -> Edition:
    """A grading standard in force."""
    edition = begun(cast, at, "grading_standard")
    if preset:
        writing.begin_grades(edition, preset=preset, by=cast["office"], at=at())
    return in_force(cast, at, edition)


def catalogue(cast: Cast, at: Ticker, *without: str) -> Edition:
    """A scope catalogue in force: our own list, without these entries."""
    edition = begun(cast, at, "scope_catalogue")
    for code in without:
        writing.strike_entry(again(edition), code=code, by=cast["office"], at=at())
    return in_force(cast, at, again(edition))


def next_edition(cast: Cast, at: Ticker, edition: Edition) -> Edition:
    return actions.draft_edition(again(edition.rule), by=cast["office"], at=at())


def entry(**changed: str) -> dict[str, str]:
    """What the form of an entry says."""
    said = {
        "group": "formulas", "level": "core", "name": "配方", "name_en": "", "covers": "产品配方。",
        "covers_en": "", "departments": "研发", "departments_en": "", "note": "", "note_en": "",
    }  # fmt: skip
    return {**said, **changed}
