"""Taking up the company's own text as a draft: read from a file, looked at, then taken (4.1)."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import governing
from shoumi.domains.policies.models import Edition, EditionClause
from shoumi.domains.policies.rules.flow import EDITION
from shoumi.domains.policies.rules.taking import Fault, Taken, taken
from shoumi.domains.policies.rules.texts import MOST_CLAUSES, TEXT, Words, place_of
from shoumi.kernel.access import Actor
from shoumi.kernel.actions import UNSHOWN, Invalid, action, is_shown
from shoumi.kernel.documents.incoming import STATE_SECRET, STATE_SECRET_INSIDE, last_part
from shoumi.kernel.documents.leafing import bears_state_secret_mark
from shoumi.kernel.documents.marks import state_secret_head, state_secret_mark
from shoumi.kernel.reading import (
    MAX_CHARACTERS,
    TextWarning,
    Unreadable,
    extract_text,
    read_articles,
)
from shoumi.kernel.records.moves import move

FAULTS = {
    Fault.NOTHING: _("No clause was found in this. Write the text, or choose another file."),
    Fault.TOO_MANY: _("More than %(most)s clauses were found. A rule holds at most so many: take "
                      "it up in parts."),
    Fault.TOO_LONG: _("Clause %(at)s has more than %(longest)s characters. Part it, and take the "
                      "text up again."),
}  # fmt: skip


def text_of_file(content: bytes, name: str) -> str:
    """The words of a .txt, .docx or .pdf; nothing is kept. Raises Invalid on `file`: nothing that
    can be read, or a state secret's mark in its name or on a page."""
    if state_secret_mark(last_part(name)):
        raise Invalid("file", STATE_SECRET)
    try:
        text = extract_text(content)
    except Unreadable as no:
        raise Invalid("file", no.said_in(get_language() or "zh")) from None
    if state_secret_head(text) or bears_state_secret_mark(content, ""):
        raise Invalid("file", STATE_SECRET_INSIDE)
    return text


def clauses_in(text: str) -> tuple[Taken, tuple[TextWarning, ...]]:
    """The clauses that a text gives, and what should be looked at. Raises Invalid on `text`."""
    if len(text) > MAX_CHARACTERS:
        raise Invalid("text", _("Use at most %(most)s characters.") % {"most": MAX_CHARACTERS})
    if not is_shown(text.replace("\f", "\n").replace("\v", "\n")):
        raise Invalid("text", UNSHOWN)
    if state_secret_head(text):
        raise Invalid("text", STATE_SECRET_INSIDE)
    try:
        whole = read_articles(text)
    except Unreadable as no:
        raise Invalid("text", no.said_in(get_language() or "zh")) from None
    return taken(whole.articles), whole.warnings


def fault_of(found: Taken) -> str:
    """What is against taking it, in words; nothing where it can be taken."""
    if found.fault is None:
        return ""
    told = {"most": MOST_CLAUSES, "longest": TEXT, "at": found.at}
    return str(FAULTS[found.fault]) % told


@action(
    "policies.take_text", label=_("Take the text from a file"), clauses=("4.1", "6.1"),
    step="policies.take_text",
)  # fmt: skip
def take_text(edition: Edition, *, text: str, by: Actor, at: datetime) -> Edition:
    """The clauses of this text become those of the draft; what else stood in it is struck out.
    Raises Refused, Invalid."""
    governing.require_own_text(edition.rule)
    found, _warnings = clauses_in(text)
    if fault := fault_of(found):
        raise Invalid("text", fault)
    move(edition, EDITION, "policies.take_text", by=by, at=at, note=str(len(found.clauses)))
    rows = {one.ident: one for one in edition.clauses.all()}
    idents = {one.ident for one in found.clauses}
    for row in rows.values():
        if row.ident not in idents and not row.struck:
            row.struck = True
            row.save()
    for words in found.clauses:
        _write(rows.get(words.ident), edition, words)
    return edition


def _write(row: EditionClause | None, edition: Edition, words: Words) -> None:
    """A translation stays only beside the words that it was made of."""
    if row is None:
        row = EditionClause(
            edition=edition, ident=words.ident, place=place_of(words.ident) or 0
        )  # fmt: skip
    elif (row.heading, row.text, row.struck) == (words.heading, words.text, False):
        return
    if (row.heading, row.text) != (words.heading, words.text):
        row.heading_en = row.text_en = ""
    row.heading, row.text, row.struck = words.heading, words.text, False
    row.save()
