"""What an edition still lacks before its next step. Values only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CONSULT_AT_LEAST = timedelta(days=7)
PUBLISH_WITHIN = timedelta(days=7)
# From the committee's decision on only what stands in its way lets an edition be withdrawn.
DECIDED = ("adopted", "published")
ACKNOWLEDGE_WITHIN = timedelta(days=14)
ANSWER_WITHIN = timedelta(days=30)
REVISE_WITHIN = timedelta(days=180)


@dataclass(frozen=True)
class Readiness:
    """An edition as the guards look at it on a day. `laws` counts those it was checked against,
    `outdated` those among them that were amended since; `closes_on` is the consultation's last
    day, `unanswered` counts remarks without an outcome; `changed` tells whether anything differs
    from the edition in force; `also_lacks` is what its annex lacks."""

    today: date
    clauses: int = 0
    laws: int = 0
    outdated: int = 0
    closes_on: date | None = None
    unanswered: int = 0
    changed: bool = True
    also_lacks: "tuple[StrOrPromise, ...]" = ()


def cannot_consult(facts: Any) -> "StrOrPromise | None":
    """What speaks against consulting the staff."""
    return next(_text_lacks(facts), None)


def cannot_close(facts: Any) -> "StrOrPromise | None":
    """Everybody has until the last day, and every remark is answered (劳动合同法 art. 4)."""
    if facts.closes_on is not None and facts.today <= facts.closes_on:
        told = {"day": facts.closes_on.isoformat()}
        return _("The staff have until %(day)s; close it after that day.") % told
    if facts.unanswered:
        return _("%(count)s remarks have no answer yet. Say of each what came of it.") % {
            "count": facts.unanswered
        }
    return None


def cannot_submit(facts: Any) -> "StrOrPromise | None":
    """What speaks against putting it before counsel and the committee."""
    return next(_lacks(facts), None)


def _lacks(facts: Readiness) -> "Iterator[StrOrPromise]":
    yield from _text_lacks(facts)
    if not facts.laws:
        yield _("Check it against the law first, and tick what it rests on.")
    elif facts.outdated:
        yield _("A law was amended since this was checked. Check it against the law again.")


def _text_lacks(facts: Readiness) -> "Iterator[StrOrPromise]":
    if not facts.clauses:
        yield _("It has no clause yet. Write one first.")
    elif not facts.changed:
        yield _("It says the same as the edition in force. Change something, or withdraw it.")
    yield from facts.also_lacks


def missing(facts: Readiness, state: str) -> "list[StrOrPromise]":
    """Everything that is missing before the next step of an edition in that state."""
    if state == "draft":
        return list(_text_lacks(facts))
    if state == "consulting":
        found = cannot_close(facts)
        return [found] if found is not None else []
    if state in DECIDED:
        return list(facts.also_lacks)
    return list(_lacks(facts)) if state == "consulted" else []


def takes_effect(wanted_on: date | None, published_on: date) -> date:
    """On the day named, but never before it was published."""
    return max(wanted_on or published_on, published_on)


def acknowledge_by(in_force_on: date, asked_on: date) -> date:
    """The last day to confirm: counted from its taking effect, or from a later asking."""
    return max(in_force_on, asked_on) + ACKNOWLEDGE_WITHIN
