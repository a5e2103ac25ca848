"""An edition whose text is kept elsewhere, as that of the regime is: taken over, never written here
(4.1, 8.1)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import governing
from shoumi.domains.policies.actions.publishing import publish
from shoumi.domains.policies.actions.writing import require_laws, write_basis
from shoumi.domains.policies.models import Edition, EditionClause
from shoumi.domains.policies.rules.flow import EDITION
from shoumi.domains.policies.rules.texts import Words
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.records.moves import move

WRITTEN_HERE = Reason("written_here", _("This rule is written clause by clause."))
ADOPTED_FIRST = _("It can be put before everybody once it is adopted and in force.")


@action(
    "policies.take_over", label=_("Take over the text"), clauses=("4.1", "8.1"),
    step="policies.take_over",
)  # fmt: skip
def take_over(
    edition: Edition,
    *,
    title: str,
    title_en: str,
    clauses: Sequence[tuple[Words, Words]],
    annex: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> Edition:
    """Let the draft say exactly this: each clause in Chinese and, where there is one, in English;
    what it said before and does not any more is struck out. Raises Refused."""
    if not governing.is_elsewhere(edition.rule):
        raise Refused(WRITTEN_HERE)
    edition.title, edition.annex = title, dict(annex)
    move(edition, EDITION, "policies.take_over", by=by, at=at)
    _rename(edition, title, title_en)
    there = {one.ident: one for one in edition.clauses.all()}
    for place, (words, english) in enumerate(clauses, start=1):
        row = there.pop(words.ident, None) or EditionClause(edition=edition, ident=words.ident)
        row.place, row.struck = place, False
        row.heading, row.text = words.heading, words.text
        row.heading_en, row.text_en = english.heading, english.text
        row.save()
    for row in there.values():
        row.struck = True
        row.save()
    return edition


def _rename(edition: Edition, title: str, title_en: str) -> None:
    rule = edition.rule
    if (rule.title, rule.title_en) != (title, title_en):
        rule.version += 1
        rule.title, rule.title_en = title, title_en
        rule.save()


@action(
    "policies.enter_adopted", label=_("Put before everybody what is in force"),
    clauses=("8.1", "8.2"), step="policies.enter_adopted",
)  # fmt: skip
def enter_adopted(
    edition: Edition, *, adopted_on: date, laws: Sequence[str], by: Actor, at: datetime
) -> Edition:
    """Publish a text that was adopted elsewhere before, without the staff having been consulted,
    which stays to be seen: it has no consultation, and its paper says so. It holds as a rule from
    the day of its publication. Raises Refused, Invalid, Sealed, DiskFull."""
    day = local_day(at)
    if not governing.is_elsewhere(edition.rule):
        raise Refused(WRITTEN_HERE)
    if adopted_on > day:
        raise Invalid("", ADOPTED_FIRST)
    require_laws(laws, day)
    edition.adopted_on = adopted_on
    write_basis(edition, laws, day)
    publish(edition, "policies.enter_adopted", by=by, at=at)
    return edition
