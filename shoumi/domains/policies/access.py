"""Who keeps rules, who is heard, who decides, and who reads and confirms them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.models import Edition
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import OrgUnit, Role
from shoumi.kernel.accounts.models.posts import ADMINISTRATORS
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.approvals.access import by_resolution_only
from shoumi.kernel.approvals.asking import objections
from shoumi.kernel.documents.access import permits
from shoumi.kernel.records.models import Record

NOT_KEEPER = Reason(
    "not_keeper",
    _("The head or the confidentiality administrator of the unit that answers for the rule does "
      "this, or the committee's office. Ask them."),
)  # fmt: skip
NOT_OFFICE = Reason("not_office", _("The committee's office does this. Ask it."))
NOT_COUNSEL = Reason("not_counsel", _("The committee's office or counsel does this. Ask them."))
NOT_FOLLOWER = Reason("not_follower", _("This rule does not apply to you."))
NOT_ASKER = Reason("not_asker", _("Only whoever asked it may withdraw it."))
NOT_HOUSE = Reason("not_house", _("The house does this by itself."))
ADMINISTRATOR = Reason(
    "administrator", _("An administrator of the system takes no part in writing rules.")
)


def keeps_unit(actor: Actor, unit: OrgUnit, at: datetime) -> bool:
    """Head or confidentiality administrator of exactly that unit, or the office over it."""
    seat = standing(actor, at)
    return seat.has_at(unit, Role.HEAD, Role.CUSTODIAN) or seat.has_over(unit, *OFFICE)


def keeps(actor: Actor, record: Record, at: datetime) -> bool:
    return keeps_unit(actor, record.org_unit, at)


def _apart(actor: Actor, at: datetime) -> Iterator[Reason]:
    """Active, and no administrator of the system."""
    yield from inactive(actor, at)
    if standing(actor, at).has(*ADMINISTRATORS):
        yield ADMINISTRATOR


def _record(subject: Any) -> Any:
    """The record itself, or that of a remark or a suspension."""
    return subject if isinstance(subject, Record) else subject.record


@rule("policies.begin_rule", "policies.take_starter")
def whoever_keeps_rules(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _apart(actor, at)
    if not standing(actor, at).has(Role.HEAD, Role.CUSTODIAN, *OFFICE):
        yield NOT_KEEPER


@rule(
    "policies.draft_edition",
    "policies.abandon_rule",
    "policies.propose_repeal",
    "policies.withdraw_repeal",
    "policies.write_clause",
    "policies.take_text",
    "policies.strike_clause",
    "policies.describe_edition",
    "policies.check_basis",
    "policies.write_annex",
    "policies.take_over",
    "policies.open_consultation",
    "policies.enter_remark",
    "policies.answer_remark",
    "policies.close_consultation",
    "policies.submit_edition",
    "policies.withdraw_edition",
    "policies.review_in_force",
    "policies.draft_answer",
    "policies.dismiss_question",
)
def the_keepers(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _apart(actor, at)
    if not keeps(actor, _record(record), at):
        yield NOT_KEEPER


@rule(
    "policies.publish_edition",
    "policies.enter_adopted",
    "policies.publish_answer",
    "policies.enter_signatures",
    "policies.issue_signature_sheet",
    "policies.issue_translation",
    "policies.translate_answer",
)
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _apart(actor, at)
    if not standing(actor, at).has_over(record.org_unit, *OFFICE):
        yield NOT_OFFICE


@rule("policies.suspend_clause", "policies.lift_suspension")
def the_office_or_counsel(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _apart(actor, at)
    if not standing(actor, at).has_over(_record(record).org_unit, Role.COUNSEL, *OFFICE):
        yield NOT_COUNSEL


@rule("policies.remark", "policies.ask_question")
def whoever_follows_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """All to whom it applies, the administrators of the system among them."""
    yield from inactive(actor, at)
    if not _follows(actor, record, at):
        yield NOT_FOLLOWER


def _follows(actor: Actor, edition: Edition, at: datetime) -> bool:
    return standing(actor, at).unit_path.startswith(edition.rule.applies_to.path)


@rule("policies.review_edition")
def those_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _apart(actor, at)
    yield from objections(record, actor, local_day(at))


rule("policies.follow_resolution")(by_resolution_only)


@rule("policies.bring_into_force", "policies.ask_newcomers")
def only_the_calendar(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield NOT_HOUSE


@rule("policies.withdraw_question")
def the_asker(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if record.created_by_id != actor.pk:
        yield NOT_ASKER


@permits("rule")
@permits("rule_edition")
@permits("rule_question")
def papers(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees a text reads its papers; the office issues and sends them, counsel tells of a
    suspension, the calendar asks those who joined since; the keepers file evidence."""
    if act == "documents.read" or (is_house(actor) and act == "delivery.send"):
        return
    yield from _apart(actor, at)
    if act == "documents.add_evidence":
        if not keeps(actor, record, at):
            yield NOT_KEEPER
        return
    seat = standing(actor, at)
    roles = (Role.COUNSEL, *OFFICE) if act == "delivery.send" else OFFICE
    if not seat.has_over(record.org_unit, *roles):
        yield NOT_OFFICE
