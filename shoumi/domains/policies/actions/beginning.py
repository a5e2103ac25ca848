"""Beginning a rule, from nothing or from a starter, and drafting its next edition (4.1)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import governing, starters
from shoumi.domains.policies.access import keeps_unit
from shoumi.domains.policies.actions.opening import open_to_keepers
from shoumi.domains.policies.facts import clauses_of, in_force
from shoumi.domains.policies.models import Edition, EditionClause, Rule
from shoumi.domains.policies.rules.flow import EDITION, ON_ITS_WAY, RULE
from shoumi.domains.policies.rules.texts import Words, place_of
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said, require_text
from shoumi.kernel.records.moves import begin, move
from shoumi.kernel.records.numbering import next_number

NOT_YOUR_UNIT = Reason(
    "not_your_unit", _("You keep no rules for this unit. Choose your own, or ask the office.")
)
ON_THE_WAY = Reason(
    "on_the_way", _("Another edition is on its way already. Finish or withdraw that one first.")
)
ONE_ONLY = Reason("one_only", _("The company has one rule of this sort; draft its next edition."))
ONE_FOR_ALL = (Rule.Sort.REGIME, Rule.Sort.SCOPE_CATALOGUE, Rule.Sort.GRADING_STANDARD)


@action("policies.begin_rule", label=_("New rule"), clauses=("4.1", "6.1"))
def begin_rule(
    *,
    title: str,
    title_en: str = "",
    sort: str,
    unit: OrgUnit,
    applies_to: OrgUnit,
    by: Actor,
    at: datetime,
) -> Edition:
    """A rule that a unit answers for, with the empty draft of its first edition. Raises Refused,
    Invalid."""
    rule = _begin(title, title_en, sort, unit, applies_to, by, at)
    return _draft(rule, None, by, at)


@action("policies.take_starter", label=_("Begin from a ready text"), clauses=("4.1", "6.1"))
def take_starter(
    *, starter: str, unit: OrgUnit, applies_to: OrgUnit, by: Actor, at: datetime
) -> Edition:
    """Take one of the house's own texts over as a draft, with the laws that it should be checked
    against named in it. Raises Refused, Invalid."""
    text = starters.load().get(starter)
    if text is None:
        raise Invalid("starter", _("Choose one of the texts offered."))
    rule = _begin(text.title.zh, text.title.en, text.sort, unit, applies_to, by, at, starter)
    edition = _draft(rule, None, by, at)
    edition.annex = governing.first_annex(rule.sort)
    edition.save()
    for ident, one in enumerate(text.clauses, start=1):
        _clause(
            edition,
            Words(str(ident), one.heading.zh, one.text.zh),
            Words(str(ident), one.heading.en, one.text.en),
        )
    return edition


@action(
    "policies.draft_edition", label=_("Draft an edition"), clauses=("4.1", "8.1"),
    step="policies.draft_edition",
)  # fmt: skip
def draft_edition(rule: Rule, *, by: Actor, at: datetime) -> Edition:
    """The next edition, which begins as a copy of the one in force; its laws are to be checked
    anew. Raises Refused."""
    if rule.editions.filter(state__in=ON_ITS_WAY).exists():
        raise Refused(ON_THE_WAY)
    move(rule, RULE, "policies.draft_edition", by=by, at=at)
    before = in_force(rule, local_day(at))
    edition = _draft(rule, before, by, at)
    copy_clauses(clauses_of(before) if before is not None else [], edition)
    return edition


@action(
    "policies.abandon_rule", label=_("Give it up"), clauses=("4.1",),
    step="policies.abandon_rule",
)  # fmt: skip
def abandon_rule(rule: Rule, *, note: str, by: Actor, at: datetime) -> Rule:
    """Nothing of it ever came into force, and nothing is to. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    if rule.editions.filter(state__in=ON_ITS_WAY).exists():
        raise Refused(ON_THE_WAY)
    move(rule, RULE, "policies.abandon_rule", by=by, at=at, note=note)
    return rule


def _begin(
    title: str,
    title_en: str,
    sort: str,
    unit: OrgUnit,
    applies_to: OrgUnit,
    by: Actor,
    at: datetime,
    starter: str = "",
) -> Rule:
    title = require_said("title", title, 200, _("Give it a title."))
    require_text("title_en", title_en, 200)
    if sort not in Rule.Sort.values:
        raise Invalid("sort", _("Choose one of the sorts offered."))
    if not keeps_unit(by, unit, at):
        raise Refused(NOT_YOUR_UNIT)
    entity = unit.rights_holder
    if not applies_to.path.startswith(entity.path):
        raise Invalid(
            "applies_to", _("A unit makes rules only for the company that it is part of.")
        )
    if sort in ONE_FOR_ALL:
        _require_alone(sort, entity, applies_to)
    rule = Rule(
        kind="rule",
        number=next_number(entity, "rule", "密规", local_day(at).year),
        title=title,
        entity=entity,
        org_unit=unit,
        owner=by if isinstance(by, Person) else None,
        clause="6.1",
        sort=sort,
        title_en=title_en.strip(),
        applies_to=applies_to,
        starter=starter,
    )
    begin(rule, RULE, step="policies.begin_rule", by=by, at=at)
    open_to_keepers(rule, at)
    return rule


def _require_alone(sort: str, entity: OrgUnit, applies_to: OrgUnit) -> None:
    """Of these sorts a company has one, for all of it; the grading standard is the group's. Raises
    Refused, Invalid."""
    # Under the company's lock, so that no two are begun at once.
    OrgUnit.objects.select_for_update(no_key=True).get(pk=entity.pk)
    if sort == Rule.Sort.GRADING_STANDARD and entity.parent_id is not None:
        raise Invalid(
            "unit", _("The whole group grades by one standard. A unit of its head company has it.")
        )
    if applies_to.pk != entity.pk:
        raise Invalid("applies_to", _("A rule of this sort applies to the whole company."))
    ended = [state.name for state in RULE.states if state.final]
    if Rule.objects.filter(entity=entity, sort=sort).exclude(state__in=ended).exists():
        raise Refused(ONE_ONLY)


def _draft(rule: Rule, before: Edition | None, by: Actor, at: datetime) -> Edition:
    last = rule.editions.order_by("-ordinal").first()
    ordinal = last.ordinal + 1 if last is not None else 1
    edition = Edition(
        kind="rule_edition",
        number=f"{rule.number}-{ordinal}",
        title=rule.title,
        entity=rule.entity,
        org_unit=rule.org_unit,
        owner=by if isinstance(by, Person) else None,
        parent_id=rule.pk,
        clause=rule.clause,
        rule=rule,
        ordinal=ordinal,
        supersedes=before,
        annex=before.annex if before is not None else {},
    )
    begin(edition, EDITION, step="policies.draft_edition", by=by, at=at)
    open_to_keepers(edition, at)
    return edition


def copy_clauses(clauses: Sequence[EditionClause], edition: Edition) -> None:
    for one in clauses:
        _clause(
            edition,
            Words(one.ident, one.heading, one.text),
            Words(one.ident, one.heading_en, one.text_en),
        )


def _clause(edition: Edition, words: Words, english: Words) -> None:
    EditionClause(
        edition=edition,
        ident=words.ident,
        place=place_of(words.ident) or 0,
        heading=words.heading,
        text=words.text,
        heading_en=english.heading,
        text_en=english.text,
    ).save()
