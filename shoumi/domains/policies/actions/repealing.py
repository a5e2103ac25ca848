"""Repealing a rule: proposed, and decided by the committee as its adoption was (4.1, 8.1)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import governing
from shoumi.domains.policies.actions.beginning import ON_THE_WAY
from shoumi.domains.policies.actions.deciding import BY_COMMITTEE, FOLLOW
from shoumi.domains.policies.actions.opening import open_to_committee
from shoumi.domains.policies.facts import content
from shoumi.domains.policies.models import Rule
from shoumi.domains.policies.rules.flow import ON_ITS_WAY, RULE
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Refused, action, require_said
from shoumi.kernel.approvals import asking
from shoumi.kernel.records.moves import move

REPLACED_ONLY = Reason("replaced_only", _("This is not repealed: another edition takes its place."))


@action(
    "policies.propose_repeal", label=_("Propose to repeal it"), clauses=("4.1", "8.1"),
    step="policies.propose_repeal",
)  # fmt: skip
def propose_repeal(rule: Rule, *, note: str, by: Actor, at: datetime) -> Rule:
    """Ask the committee to repeal a rule; it holds until then. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why it is not needed any more."))
    if governing.is_elsewhere(rule):
        raise Refused(REPLACED_ONLY)
    if rule.editions.filter(state__in=ON_ITS_WAY).exists():
        raise Refused(ON_THE_WAY)
    move(rule, RULE, "policies.propose_repeal", by=by, at=at, note=note)
    open_to_committee(rule, at)
    asking.ask(rule, FOLLOW, content(rule, local_day(at)), [BY_COMMITTEE], by=by, at=at)
    return rule


@action(
    "policies.withdraw_repeal", label=_("Withdraw the proposal"), clauses=("4.1",),
    step="policies.withdraw_repeal",
)  # fmt: skip
def withdraw_repeal(rule: Rule, *, note: str, by: Actor, at: datetime) -> Rule:
    """It stays in force as it was. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    asking.void(rule, because="withdrawn", at=at)
    move(rule, RULE, "policies.withdraw_repeal", by=by, at=at, note=note)
    return rule
