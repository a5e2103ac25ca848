"""A term in the words that people write in tables, and back."""

import re
import unicodedata

from django.utils.translation import gettext as t
from django.utils.translation import ngettext

from shoumi.foundation.periods import BadPeriod, Term, TermKind
from shoumi.foundation.sheets import BadCell, as_day

_LENGTH = re.compile(
    r"(?:(\d{1,3})\s*(?:年|years?|y))?\s*(?:(\d{1,4})\s*个?(?:月|months?|m))?"
    r"\s*(?:(\d{1,5})\s*(?:天|日|days?|d))?"
)
_UNTIL = re.compile(r"(?:至|到|until|to)\s*(?=\d)")
_LONG = {"长期", "長期", "longterm"}
_PUBLIC = {"公布前", "公开前", "untilpublic", "untilmadepublic"}


def term_in_words(term: Term) -> str:
    """5年, 18个月, 2029-08-31, 长期, 公布前, in the language in use."""
    if term.kind is TermKind.LONG_TERM:
        return t("long-term")
    if term.kind is TermKind.UNTIL_PUBLIC:
        return t("until public")
    if term.on is not None:
        return term.on.isoformat()
    parts = (
        (term.years, ngettext("%(count)s year", "%(count)s years", term.years)),
        (term.months, ngettext("%(count)s month", "%(count)s months", term.months)),
        (term.days, ngettext("%(count)s day", "%(count)s days", term.days)),
    )
    return " ".join(words % {"count": count} for count, words in parts if count)


def term_of_words(said: str) -> Term | None:
    """The term that was meant, or None. A bare number up to 99 counts years; stored forms are
    read as well."""
    text = unicodedata.normalize("NFKC", said).casefold().strip()
    bare = re.sub(r"[\s\-_]", "", text)
    if bare in _LONG:
        return Term.long_term()
    if bare in _PUBLIC:
        return Term.until_public()
    try:
        if re.fullmatch(r"\d{1,2}", text):
            return Term.lasting(years=int(text))
        length = _LENGTH.fullmatch(text)
        if length and any(length.groups()):
            years, months, days = (int(part or 0) for part in length.groups())
            return Term.lasting(years=years, months=months, days=days)
        until = _UNTIL.match(text)
        day = as_day(text[until.end() :] if until else text)
        return Term.until(day) if day else None
    except BadCell:
        return _stored(said)
    except BadPeriod:
        return None


def _stored(said: str) -> Term | None:
    try:
        return Term.parse(said.strip())
    except BadPeriod:
        return None
