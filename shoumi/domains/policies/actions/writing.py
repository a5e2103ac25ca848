"""Writing a draft clause by clause, and holding it against the law (1, 4.1)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import governing
from shoumi.domains.policies.facts import basis_of
from shoumi.domains.policies.models import Edition, EditionBasis, EditionClause
from shoumi.domains.policies.rules.flow import EDITION
from shoumi.domains.policies.rules.texts import HEADING, MOST_CLAUSES, TEXT, place_of
from shoumi.foundation.law import load_laws
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said, require_text
from shoumi.kernel.records.moves import move

NO_ANNEX = Reason("no_annex", _("Rules of this sort have no annex: write a clause."))


@action(
    "policies.write_clause", label=_("Write a clause"), clauses=("4.1", "6.1"),
    step="policies.write_clause",
)  # fmt: skip
def write_clause(
    edition: Edition,
    *,
    ident: str,
    heading: str,
    text: str,
    heading_en: str = "",
    text_en: str = "",
    by: Actor,
    at: datetime,
) -> Edition:
    """Add a clause to the draft, or write the one of that number anew. Raises Refused, Invalid."""
    ident, place = ident.strip(), place_of(ident.strip())
    if place is None:
        raise Invalid("ident", _("A clause is numbered 1 to 999, or 3.1 after 3."))
    heading = require_said("heading", heading, HEADING, _("Give the clause a heading."))
    text = require_said("text", text, TEXT, _("Write what the clause says."))
    require_text("heading_en", heading_en, 200)
    require_text("text_en", text_en, TEXT)
    governing.require_own_text(edition.rule)
    move(edition, EDITION, "policies.write_clause", by=by, at=at, note=ident)
    row = edition.clauses.filter(ident=ident).first()
    if row is None:
        if edition.clauses.count() >= MOST_CLAUSES:
            raise Invalid("ident", _("An edition holds at most %(most)s clauses.") % {
                "most": MOST_CLAUSES
            })  # fmt: skip
        row = EditionClause(edition=edition, ident=ident, place=place)
    row.heading, row.text, row.struck = heading, text, False
    row.heading_en, row.text_en = heading_en.strip(), text_en.strip()
    row.save()
    return edition


@action(
    "policies.strike_clause", label=_("Strike a clause out"), clauses=("4.1",),
    step="policies.strike_clause",
)  # fmt: skip
def strike_clause(edition: Edition, *, clause: EditionClause, by: Actor, at: datetime) -> Edition:
    """Take a clause out of the draft. Raises Refused, Invalid."""
    if clause.edition_id != edition.pk or clause.struck:
        raise Invalid("clause", _("This is no clause of the draft."))
    governing.require_own_text(edition.rule)
    move(edition, EDITION, "policies.strike_clause", by=by, at=at, note=clause.ident)
    clause.struck = True
    clause.save()
    return edition


@action(
    "policies.describe_edition", label=_("Say what is new"), clauses=("4.1",),
    step="policies.describe_edition",
)  # fmt: skip
def describe_edition(
    edition: Edition, *, summary: str, wanted_on: date | None = None, by: Actor, at: datetime
) -> Edition:
    """Say in short what the edition brings, and from which day it is to hold. Raises Refused,
    Invalid."""
    summary = require_said("summary", summary, NOTE, _("Say in short what is new."))
    if wanted_on is not None and wanted_on < local_day(at):
        raise Invalid("wanted_on", _("A rule takes effect on the day of its publication or later."))
    edition.summary, edition.wanted_on = summary, wanted_on
    move(edition, EDITION, "policies.describe_edition", by=by, at=at)
    return edition


@action(
    "policies.write_annex", label=_("Write the annex"), clauses=("2.2", "4.1", "4.2"),
    step="policies.write_annex",
)  # fmt: skip
def write_annex(edition: Edition, *, annex: dict[str, Any], by: Actor, at: datetime) -> Edition:
    """Say what the draft sets besides its clauses. Raises Refused; Invalid where whoever carries it
    out could not read it."""
    governs = governing.of(edition)
    if governs is None:
        raise Refused(NO_ANNEX)
    governing.require_own_text(edition.rule)
    against = governs.objects(annex)
    if against is not None:
        raise Invalid("annex", against)
    edition.annex = annex
    move(edition, EDITION, "policies.write_annex", by=by, at=at)
    return edition


@action(
    "policies.check_basis", label=_("Check it against the law"), clauses=("1", "8.2"),
    step="policies.check_basis",
)  # fmt: skip
def check_basis(edition: Edition, *, laws: Sequence[str], by: Actor, at: datetime) -> Edition:
    """Say which laws and standards the draft was held against today, each in the version in force.
    Raises Refused, Invalid."""
    require_laws(laws, local_day(at))
    move(edition, EDITION, "policies.check_basis", by=by, at=at)
    write_basis(edition, laws, local_day(at))
    return edition


def require_laws(laws: Sequence[str], day: date) -> None:
    """Raises Invalid for none, an unknown one, or one that is not in force."""
    if not laws:
        raise Invalid("laws", _("Tick at least one law that it rests on."))
    known = load_laws().laws
    for key in laws:
        if key not in known or known[key].version_on(day) is None:
            raise Invalid("laws", _("Choose among the laws in force."))


def write_basis(edition: Edition, laws: Sequence[str], day: date) -> None:
    """New rows for all, also for those that the edition rests on no more."""
    known = load_laws().laws
    for key in sorted(set(laws)):
        held = known[key].version_on(day)
        EditionBasis(
            edition=edition, law=key, law_version=held.name if held else "", checked_on=day
        ).save()
    for key, version in sorted(basis_of(edition, day).items()):
        if key not in laws:
            EditionBasis(
                edition=edition, law=key, law_version=version, checked_on=day, dropped=True
            ).save()
