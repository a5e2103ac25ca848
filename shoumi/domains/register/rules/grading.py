"""Pure decisions about grade, term, review and audience."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shoumi.foundation.periods import BadPeriod, Term, add_months

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# A nomination is decided within this many days (our default; the law sets none).
DECIDE_WITHIN = timedelta(days=30)
# What was approved is filed within this many days.
FILE_WITHIN = timedelta(days=7)
# What bears a grade that a new standard lacks is regraded within this many days.
REGRADE_WITHIN = timedelta(days=90)
# The end of a term is looked at this many days ahead.
TERM_NOTICE = timedelta(days=90)


def term_objection(term: str, on: date) -> "StrPromise | None":
    """Why this stored term can't be given on that day, or None."""
    try:
        value = Term.parse(term)
    except BadPeriod:
        return _("Choose a length, a last day, long-term, or until it becomes public.")
    ends = term_end(value, on)
    if ends is not None and ends <= on:
        return _("The term must end in the future.")
    return None


def term_end(term: Term, since: date) -> date | None:
    """The last day of protection, or None where the term names no day."""
    return term.ends_on(since)


def next_review(since: date, months: int) -> date:
    """The day by which the yearly review falls due after the last one."""
    return add_months(since, months)


def longer(old: date | None, new: date | None) -> bool:
    """Whether a term reaches further than the old one; a term without an end reaches furthest."""
    if old is None:
        return False
    return new is None or new > old


def approver_chain(
    approvers: Sequence[str], *, extension: bool, highest: Sequence[str]
) -> list[str]:
    """The posts that decide, in order; an extension goes one level higher than the grading."""
    chain = list(approvers)
    if extension:
        chain += [post for post in highest if post not in chain][:1]
    return chain
