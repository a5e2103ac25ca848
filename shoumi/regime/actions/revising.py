"""A revision: a draft that begins as a copy of the edition in force, written clause by clause
(8.1)."""

import re
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action, require_said, require_text
from shoumi.kernel.records.moves import move
from shoumi.regime.actions.drafting import begin_draft, require_no_draft
from shoumi.regime.assessment import edition_on
from shoumi.regime.flow import FLOW
from shoumi.regime.models import Clause, Edition

TITLE, TEXT = 200, 5000
_IDENT = re.compile(r"([0-9A-Za-z]{1,10})(?:\.[0-9A-Za-z]{1,4}){1,2}")
NOTHING_YET = Reason("nothing_yet", _("No regime is in force yet that could be revised."))
ONLY_CLAUSE = Reason(
    "only_clause",
    _("It is the only clause left, and an edition says something. Add another clause first, or "
      "drop the draft."),
)  # fmt: skip


@action("regime.draft_revision", label=_("Revise the regime in force"), clauses=("8.1",))
def draft_revision(*, by: Actor, at: datetime) -> Edition:
    """A draft that says and asks what the edition in force does. Who confirmed a binding stays with
    it until the clause is written anew. Raises Refused."""
    held = edition_on(local_day(at))
    if held is None:
        raise Refused(NOTHING_YET)
    require_no_draft(source="revision")
    edition = begin_draft(held.title, "revision", "regime.draft_revision", by, at)
    edition.name_en = held.name_en
    edition.save()
    for clause in held.clauses.standing():
        clause.pk, clause.edition = None, edition
        clause._state.adding = True
        clause.save()
    return edition


@action("regime.write_clause", label=_("Write a clause"), clauses=("8.1",),
        step="regime.write_clause")  # fmt: skip
def write_clause(
    edition: Edition,
    *,
    ident: str,
    title: str,
    text: str,
    title_en: str = "",
    text_en: str = "",
    by: Actor,
    at: datetime,
) -> Edition:
    """Write a clause of the draft anew, which brings back one that was struck out; what it asks is
    to be confirmed again. Raises Refused, Invalid."""
    clause = edition.clauses.filter(ident=ident).first()
    if clause is None:
        raise Invalid("ident", _("There is no such clause in this edition."))
    _write(clause, title, text, title_en, text_en)
    move(edition, FLOW, "regime.write_clause", by=by, at=at, note=ident)
    clause.save()
    return edition


@action("regime.add_clause", label=_("Add a clause"), clauses=("8.1",), step="regime.add_clause")
def add_clause(
    edition: Edition,
    *,
    ident: str,
    title: str,
    text: str,
    title_en: str = "",
    text_en: str = "",
    by: Actor,
    at: datetime,
) -> Edition:
    """A clause behind the others of its article, or where it stood if it was struck out; what it
    asks is to be confirmed. Raises Refused, Invalid."""
    there = edition.clauses.filter(ident=ident.strip()).first()
    if there is not None and not there.struck:
        raise Invalid("ident", _("There is a clause of this number already."))
    clause = there or _behind(edition, ident.strip())
    _write(clause, title, text, title_en, text_en)
    move(edition, FLOW, "regime.add_clause", by=by, at=at, note=clause.ident)
    if there is None:
        for later in edition.clauses.filter(place__gte=clause.place):
            later.place += 1
            later.save()
    clause.save()
    return edition


@action("regime.strike_clause", label=_("Strike the clause out"), clauses=("8.1",),
        step="regime.strike_clause")  # fmt: skip
def strike_clause(edition: Edition, *, ident: str, by: Actor, at: datetime) -> Edition:
    """Take a clause out of the draft, with its article where it is the last of it; the others keep
    their numbers. Raises Refused, Invalid."""
    standing = edition.clauses.standing()
    clause = standing.filter(ident=ident).first()
    if clause is None:
        raise Invalid("ident", _("There is no such clause in this edition."))
    if not standing.exclude(pk=clause.pk).exists():
        raise Refused(ONLY_CLAUSE)
    move(edition, FLOW, "regime.strike_clause", by=by, at=at, note=ident)
    clause.struck = True
    clause.save()
    return edition


def _behind(edition: Edition, ident: str) -> Clause:
    """A new clause behind the others of the article that its number names. Raises Invalid."""
    article = _IDENT.fullmatch(ident)
    last = edition.clauses.standing().filter(article=article[1]).last() if article else None
    if last is None:
        raise Invalid(
            "ident", _("Number it in an article that is there, such as 4.9 in article 4.")
        )
    return Clause(
        edition=edition, ident=ident, place=last.place + 1, article=last.article,
        article_title=last.article_title, article_title_en=last.article_title_en,
        opening=last.opening,
    )  # fmt: skip


def _write(clause: Clause, title: str, text: str, title_en: str, text_en: str) -> None:
    require_text("title", title, TITLE)
    require_text("title_en", title_en, TITLE)
    require_text("text_en", text_en, TEXT)
    clause.text = require_said("text", text, TEXT, _("Write what the clause says."))
    clause.title, clause.title_en = title.strip(), title_en.strip()
    clause.text_en = text_en.strip()
    clause.struck = False
    clause.confirmed_by = clause.confirmed_at = None
