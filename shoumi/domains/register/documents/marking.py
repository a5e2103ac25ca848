"""The mark that a secret bears: owner, grade and term, now and before its changes (4.2)."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as t

from shoumi.domains.register.models import Change, Grade, TradeSecret
from shoumi.domains.register.rules.grading import term_end
from shoumi.domains.register.rules.terms import term_in_words
from shoumi.foundation.periods import Term
from shoumi.kernel.documents.marks import marking, term_words


def mark_in_force(secret: TradeSecret) -> str:
    """The mark in the language in use, or nothing where its grade has no words for one."""
    if not secret.grade or not secret.effective_on:
        return ""
    return _mark(secret, secret.grade, secret.term, secret.term_ends_on, secret.effective_on)


def mark_before(change: Change) -> str:
    """The mark that this change struck out, or would strike out."""
    secret, since = change.secret, term_began(change)
    ends = term_end(Term.parse(change.from_term), since)
    return _mark(secret, change.from_grade, change.from_term, ends, since)


def mark_after(change: Change, day: date) -> str:
    """The mark that this change brings, counted from `day` while it is not made yet."""
    extends = change.kind == Change.Kind.EXTEND
    since = (change.effective_on or day) if extends else term_began(change)
    ends = term_end(Term.parse(change.to_term), since)
    return _mark(change.secret, change.to_grade, change.to_term, ends, since)


def last_change(secret: TradeSecret) -> Change | None:
    """The change that brought the mark in force, or None while it is that of the grading."""
    made = secret.changes.filter(state=Change.State.MADE).exclude(kind=Change.Kind.DECLASSIFY)
    return made.order_by("-proposed_at", "-pk").first()


def term_began(change: Change) -> date:
    """The day from which the term before this change was counted."""
    earlier = change.secret.changes.filter(
        state=Change.State.MADE, kind=Change.Kind.EXTEND, proposed_at__lt=change.proposed_at
    )
    last = earlier.order_by("-proposed_at", "-pk").values_list("effective_on", flat=True).first()
    return last or change.secret.effective_on or change.proposed_at.date()


def _mark(secret: TradeSecret, code: str, term: str, ends: date | None, since: date) -> str:
    grade = Grade.objects.filter(code=code).first()
    if grade is None or not words_of(grade):
        return ""
    value = Term.until(ends) if ends is not None else Term.parse(term)
    return marking(secret.entity.display_name, words_of(grade), term_words(value, since))


def said_term(stored: str, ends: date | None = None) -> str:
    """A stored term in words, with its last day where the words don't hold it."""
    said = term_in_words(Term.parse(stored)) if stored else ""
    if ends is None or ends.isoformat() == said:
        return said
    last = t("up to %(day)s") % {"day": ends.isoformat()}
    return f"{said} · {last}"


def words_of(grade: Grade) -> str:
    """The words of its marking in the language in use."""
    return grade.mark_en if grade.mark_en and get_language() == "en" else grade.mark
