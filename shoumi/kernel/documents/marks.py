"""The mark that a secret and its carriers bear, and marks that only state secrets may bear."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

from shoumi.foundation.periods.terms import Term, TermKind

# 保守国家秘密法 (2024) arts 14, 22: 绝密, 机密, 秘密 and ★ belong to state secrets alone. 秘密 is
# also the everyday word inside 商业秘密, so by itself it says nothing; 机密性 is the IT word.
_STATE_SECRET = re.compile(
    r"绝密|机密(?!性)|★|☆秘密|秘密☆|(?<!商业)秘密级|[\[(〔【《<]\s*秘密\s*[\])〕】》>]|^\s*秘密\s*[-_·.\s]"
)


# On a page the mark stands with its star, or alone on a line; 机密 inside a sentence, as contracts
# have it, is none. Spaces are those of one line, so that a flood of empty lines takes no longer.
_HEAD = re.compile(r"[绝机秘]密[^\S\n]{0,8}★|^[^\S\n]*[绝机]密[^\S\n]*$", re.MULTILINE)


def marking(entity_name: str, grade_label: str, term_words: str) -> str:
    """Owner, grade and term in one line: 某公司 核心商密 至2029-08-31.

    After arts 13–15 of the SASAC provisional rules 国资发〔2010〕41号. Raises ValueError for a mark
    without owner, grade or term, and for one that only a state secret may bear.
    """
    parts = [" ".join(part.split()) for part in (entity_name, grade_label, term_words)]
    if not all(parts):
        raise ValueError("a mark names owner, grade and term")
    if state_secret_mark(parts[1]):
        raise ValueError("a state secret's grade is no mark of a trade secret")
    return " ".join(parts)


def term_words(term: Term, since: date) -> str:
    """A term as a mark states it, counted from the day of grading: 至2029-08-31, 长期, 公布前."""
    if term.kind is TermKind.LONG_TERM:
        return _("long-term")
    if term.kind is TermKind.UNTIL_PUBLIC:
        return _("until made public")
    ends = term.ends_on(since)
    return _("until %(day)s") % {"day": ends.isoformat() if ends else ""}


def state_secret_mark(text: str) -> str | None:
    """The sign in a text that only state secrets may bear, or None.

    Full-width letters and spaces between the characters do not hide it.
    """
    found = _STATE_SECRET.search(_folded(text))
    return found.group().strip() if found else None


def state_secret_head(text: str) -> str | None:
    """The mark of a state secret as a page bears it, or None."""
    found = _HEAD.search(_folded(text))
    return found.group().strip() if found else None


def _folded(text: str) -> str:
    return re.sub(r"(?<=[绝机秘])[^\S\n]+(?=密)", "", unicodedata.normalize("NFKC", text))
