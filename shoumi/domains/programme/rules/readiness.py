"""What a plan still lacks before its next step. Values only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Readiness:
    """A plan as its guards look at it on a day. `idle` are the numbers of items without a lead or a
    day, `gone` of those whose lead has left, has no account, or whose unit is dissolved;
    `unanswered` counts remarks without an outcome; `changed` tells whether anything differs from
    the version in force; `over_on` is the plan's last day."""

    today: date
    items: int = 0
    idle: Sequence[int] = ()
    gone: Sequence[int] = ()
    closes_on: date | None = None
    unanswered: int = 0
    changed: bool = True
    has_summary: bool = False
    over_on: date = date.max
    amended: bool = False


def cannot_consult(facts: Any) -> "StrOrPromise | None":
    """What speaks against asking the departments."""
    return next(_items_lack(facts), None)


def cannot_close(facts: Any) -> "StrOrPromise | None":
    """Everybody has until the last day, and every remark is answered."""
    if facts.closes_on is not None and facts.today <= facts.closes_on:
        told = {"day": facts.closes_on.isoformat()}
        return _("The departments have until %(day)s; close it after that day.") % told
    if facts.unanswered:
        return _("%(count)s remarks have no answer yet. Say of each what came of it.") % {
            "count": facts.unanswered
        }
    return None


def cannot_submit(facts: Any) -> "StrOrPromise | None":
    """What speaks against putting it before those who decide."""
    return next(_lacks(facts), None)


def cannot_submit_summary(facts: Any) -> "StrOrPromise | None":
    """A summary looks back on the whole plan, and on no draft that would still change it."""
    return next(_summary_lacks(facts), None)


def _lacks(facts: Readiness) -> "Iterator[StrOrPromise]":
    yield from _items_lack(facts)
    if facts.idle:
        yield _("These items lack a lead or a day: %(items)s.") % {"items": _listed(facts.idle)}
    if facts.gone:
        yield _(
            "Whoever leads these items has left or can't sign in, or the unit is gone: %(items)s."
        ) % {"items": _listed(facts.gone)}


def _items_lack(facts: Readiness) -> "Iterator[StrOrPromise]":
    if not facts.items:
        yield _("It has no item yet. Write one first.")
    elif not facts.changed:
        yield _("It says the same as the plan in force. Change something, or withdraw it.")


def _summary_lacks(facts: Readiness) -> "Iterator[StrOrPromise]":
    if facts.today <= facts.over_on:
        told = {"day": facts.over_on.isoformat()}
        yield _("The plan runs until %(day)s; it is summed up after that day.") % told
    if not facts.has_summary:
        yield _("Write the summary first.")
    if facts.amended:
        yield _("An amended plan is on its way. Finish or withdraw it first.")


def _listed(idents: Sequence[int]) -> str:
    return ", ".join(str(one) for one in idents)


def missing(facts: Readiness, state: str) -> "list[StrOrPromise]":
    """Everything that is missing before the next step of a plan in that state."""
    if state == "draft":
        return list(_lacks(facts))
    if state == "consulting":
        found = cannot_close(facts)
        return [found] if found is not None else []
    if state == "consulted":
        return list(_lacks(facts))
    return []
