"""Who keeps carriers, who asks for and gives grants, and who may open what a carrier holds."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import NOT_CUSTODIAN, NOT_OFFICE, apart, of_department
from shoumi.domains.vault.facts import delegation_of, facts_of
from shoumi.domains.vault.models import Delegation, Emergency, TeamRequest
from shoumi.domains.vault.rules.deciding import COUNTED, against
from shoumi.domains.vault.rules.disclosing import NOT_OPEN, against_visitor
from shoumi.domains.vault.rules.emergencies import NOT_DELEGATE, against_reviewer
from shoumi.domains.vault.rules.granting import ACTIONS
from shoumi.domains.vault.visiting import Visitor, outside_of
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.approvals.asking import objections
from shoumi.kernel.approvals.models import Approval, Decision
from shoumi.kernel.documents.access import permits
from shoumi.kernel.records.models import Audience, Capacity, Record

NOT_KEEPER = Reason(
    "not_keeper",
    _("The owner of the secret, the department's confidentiality administrator or its head does "
      "this. Ask them."),
)  # fmt: skip
NOT_GRANTEE = Reason("not_grantee", _("Only whoever asked for the grant does this."))
NOT_ASKER = Reason("not_asker", _("Only whoever asked to give it away does this."))
NOT_SEEN = Reason("not_seen", _("This is not open to you."))
NOT_HEAD = Reason(
    "not_head", _("The head of the department or the leader in charge does this. Ask them.")
)
DECIDED = Reason(
    "decided_already", _("You have decided in this matter already; another must decide this step.")
)
GETS_IT = Reason("gets_it", _("Nobody decides on a grant that he gets himself."))
OWNS_IT = Reason("owns_it", _("You own this secret and need no grant."))
NOT_ANSWERING = Reason(
    "not_answering", _("This list is open to the person, the office and counsel.")
)
NOT_HOUSE = Reason("not_house", _("The house does this by itself."))
NOT_OUT = Reason("not_out", _("You have not checked it out."))
NOT_RECEIVER = Reason("not_receiver", _("Only whoever received it confirms that."))
NOT_LISTER = Reason(
    "not_lister",
    _("Whoever keeps the ledger takes it out: administrators of departments, heads, the office."),
)
NOT_COUNTER = Reason(
    "not_counter", _("The department's keepers, the office and whoever was named count here.")
)
NOT_SIGNER = Reason("not_head", _("The department's head or the office signs this off."))
CLOSED_IT = Reason("closed_it", _("Whoever closed it doesn't sign it off; another must."))


def _keeps(actor: Actor, secret: Any, at: datetime) -> bool:
    """The owner, and the department's confidentiality administrator and head."""
    return bool(secret.owner_id == actor.pk) or of_department(standing(actor, at), secret)


def _keeps_or_over(actor: Actor, secret: Any, at: datetime, *roles: str) -> bool:
    """Keeps it, or holds one of the roles in its unit or above."""
    return _keeps(actor, secret, at) or standing(actor, at).has_over(secret.org_unit, *roles)


@rule(
    "vault.register_carrier",
    "vault.copy_carrier",
    "vault.add_version",
    "vault.begin_upload",
    "vault.bring_in",
    "vault.add_viewing_copy",
    "vault.lend",
    "vault.give_back",
    "vault.send_to_repair",
    "vault.back_from_repair",
    "vault.hand_over",
    "vault.check_out",
    "vault.issue_carrier_label",
    "vault.issue_slip",
)
def the_keepers(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """On a secret, for a new carrier of it, or on one of its carriers."""
    yield from apart(actor, at)
    if record is None or not _keeps(actor, getattr(record, "secret", record), at):
        yield NOT_KEEPER


@rule(
    "vault.void_carrier",
    "vault.release_version",
    "vault.reject_version",
    "vault.take_over",
    "vault.release",
)
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.org_unit, *OFFICE):
        yield NOT_OFFICE


def _opened_by(action: str) -> None:
    """Declare the rule of one use: everything that `rules.deciding` has against it."""

    @rule(f"vault.{action}")
    def decided(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
        yield from inactive(actor, at)
        yield from against(facts_of(actor, record, at), action)


for _action in ACTIONS:
    _opened_by(_action)


def _going_on(name: str, action: str) -> None:
    """Declare the rule of what goes on after a use was entered: as the use itself, but for what
    it has counted already; whose it is and whether it is over, the action asks."""

    @rule(name)
    def decided(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
        yield from inactive(actor, at)
        reasons = against(facts_of(actor, record, at), action)
        yield from (one for one in reasons if one not in COUNTED)


_going_on("vault.show_page", "view")
_going_on("vault.give_sheet", "print_out")


@rule("vault.request_team_grant")
def whoever_sees_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Its owner as well, for those who work with him."""
    yield from apart(actor, at)
    if record is None or not Record.objects.visible_to(actor, at).filter(pk=record.pk).exists():
        yield NOT_SEEN


@rule("vault.request_destruction", "vault.withdraw_destruction", "vault.destroy")
def the_keepers_or_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """On a secret, on one of its carriers, or on a destruction."""
    yield from apart(actor, at)
    if not _keeps_or_over(actor, getattr(record, "secret", record), at, *OFFICE):
        yield NOT_KEEPER


@rule("vault.decide_destruction")
def two_that_are_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Two different persons: not even a deputy decides in both steps."""
    yield from apart(actor, at)
    yield from objections(record, actor, local_day(at))
    before = Decision.objects.filter(step__approval__record_id=record.pk, person_id=actor.pk)
    if before.filter(step__approval__state=Approval.State.PENDING).exists():
        yield DECIDED


@rule("vault.certify_destruction", "vault.finish_destruction")
def the_calendar(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield NOT_HOUSE


@rule("vault.check_in")
def whoever_has_it_out(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.checked_out_by_id != actor.pk:
        yield NOT_OUT


@rule("vault.confirm_receipt")
def whoever_received_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not record.handovers.filter(to_person_id=actor.pk, confirmed_at=None).exists():
        yield NOT_RECEIVER


@rule("vault.print_ledger")
def whoever_keeps_the_ledger(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has(Role.CUSTODIAN, Role.HEAD, Role.COUNSEL, *OFFICE):
        yield NOT_LISTER


@rule("vault.open_stocktaking")
def those_who_count(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """In some department; which one, the action asks."""
    yield from apart(actor, at)
    if not standing(actor, at).has(Role.CUSTODIAN, Role.HEAD, *OFFICE):
        yield NOT_COUNTER


@rule("vault.count", "vault.count_surplus")
def the_counters(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not counts(actor, record, at):
        yield NOT_COUNTER


@rule("vault.close_stocktaking", "vault.clear_missing", "vault.issue_count_sheet")
def the_department_or_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    seat = standing(actor, at)
    if not of_department(seat, record) and not seat.has_over(record.org_unit, *OFFICE):
        yield NOT_CUSTODIAN


@rule("vault.sign_off_stocktaking")
def another_than_closed_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    seat = standing(actor, at)
    head = seat.has_at(record.org_unit, Role.HEAD)
    if not head and not seat.has_over(record.org_unit, *OFFICE, Role.LEADER):
        yield NOT_SIGNER
    if record.closed_by_id == actor.pk:
        yield CLOSED_IT


def counts(actor: Actor, stocktaking: Any, at: datetime) -> bool:
    """Whether somebody may count: the department, the office, and the counter who was named."""
    seat = standing(actor, at)
    named = stocktaking.counter_id is not None and stocktaking.counter_id == actor.pk
    department = of_department(seat, stocktaking)
    return named or department or seat.has_over(stocktaking.org_unit, *OFFICE)


@rule("vault.request_grant")
def whoever_knows_of_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Anybody who sees the secret's entry asks; need-to-know is asked when it is decided."""
    yield from apart(actor, at)
    if record is None or not Record.objects.visible_to(actor, at).filter(pk=record.pk).exists():
        yield NOT_SEEN
    elif record.owner_id == actor.pk:
        yield OWNS_IT


@rule("vault.decide_grant", "vault.decide_disclosure", "vault.decide_team_grant")
def those_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Two steps are two persons, whomever they stand in for; none of them gets the grant."""
    yield from apart(actor, at)
    yield from objections(record, actor, local_day(at))
    decided = Decision.objects.filter(step__approval__record_id=record.pk, person_id=actor.pk)
    if decided.filter(step__approval__state=Approval.State.PENDING).exists():
        yield DECIDED
    if _gets_it(actor, record):
        yield GETS_IT


def _gets_it(actor: Actor, record: Any) -> bool:
    if isinstance(record, TeamRequest):
        return record.members.filter(person_id=actor.pk).exists()
    return bool(getattr(record, "grantee_id", None) == actor.pk)


@rule("vault.withdraw_team_grant")
def the_asker(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.created_by_id != actor.pk:
        yield NOT_GRANTEE


@rule("vault.withdraw_grant")
def the_grantee(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.grantee_id != actor.pk:
        yield NOT_GRANTEE


@rule("vault.revoke_grant", "vault.recertify_grant")
def the_keepers_or_the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not _keeps_or_over(actor, record.secret, at, *OFFICE):
        yield NOT_KEEPER


@rule(
    "vault.end_grant",
    "vault.end_disclosure",
    "vault.screen_version",
    "vault.flag_grant",
    "vault.keep_viewing_copy",
    "vault.break_off",
)
def only_the_calendar(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield NOT_HOUSE


@rule("vault.name_delegate")
def the_head_or_leader(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Of the unit."""
    yield from apart(actor, at)
    seat = standing(actor, at)
    if not seat.has_at(record, Role.HEAD) and not seat.has_over(record, Role.LEADER):
        yield NOT_HEAD


@rule("vault.end_delegation")
def the_head_the_leader_or_the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    seat = standing(actor, at)
    if not seat.has_at(record.unit, Role.HEAD) and not seat.has_over(
        record.unit, Role.LEADER, *OFFICE
    ):
        yield NOT_HEAD


@rule("vault.open_emergency")
def the_delegate(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Of the secret's unit; without a secret, of any unit, for whom the form is."""
    yield from apart(actor, at)
    if record is None:
        if not Delegation.objects.at(local_day(at)).filter(person_id=actor.pk).exists():
            yield NOT_DELEGATE
    elif delegation_of(actor, record, at) is None:
        yield NOT_DELEGATE
    elif record.owner_id == actor.pk:
        yield OWNS_IT


@rule("vault.review_emergency")
def an_uninvolved_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """The office, but whoever used it and whoever named the delegate."""
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.org_unit, *OFFICE):
        yield NOT_OFFICE
    row = Emergency.objects.filter(grant_id=record.pk).select_related("delegation").first()
    if row is not None:
        yield from against_reviewer(actor.pk, record.grantee_id, row.delegation.named_by_id)


@rule("vault.set_daily_budget")
def the_office_of_the_company(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has(*OFFICE):
        yield NOT_OFFICE


@permits("destruction")
def papers_of_a_destruction(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """The house issues the certificate; whoever sees the entry reads it."""
    if not is_house(actor):
        yield from papers(actor, act, record, at)


@permits("stocktaking")
def papers_of_a_stocktaking(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees it reads its papers; the department and the office keep them."""
    yield from apart(actor, at)
    seat = standing(actor, at)
    keeps = of_department(seat, record) or seat.has_over(record.org_unit, *OFFICE)
    if act != "documents.read" and not keeps:
        yield NOT_CUSTODIAN


@permits("disclosure")
@permits("carrier")
@permits("grant")
@permits("team_request")
def papers(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees the entry reads its papers; the keepers and the office keep them; the house
    gives word of what can't wait."""
    if is_house(actor) and act == "delivery.send":
        return
    yield from apart(actor, at)
    if act != "documents.read" and not _keeps_or_over(actor, record.parent, at, *OFFICE):
        yield NOT_KEEPER


@rule("vault.read_exposure", "vault.export_exposure")
def whoever_answers_for_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Who knew what when: the owner, the department's keepers, the office and counsel."""
    yield from apart(actor, at)
    if not _keeps_or_over(actor, record, at, *OFFICE, Role.COUNSEL):
        yield NOT_KEEPER


@rule("vault.request_disclosure")
def whoever_knows_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """The keepers, and whoever is named as needing to know."""
    yield from apart(actor, at)
    if record is None or not (_keeps(actor, record, at) or _knows(actor, record, at)):
        yield NOT_KEEPER


def _knows(actor: Actor, secret: Any, at: datetime) -> bool:
    reached = Audience.objects.reaching(standing(actor, at), local_day(at))
    return reached.filter(record_id=secret.pk, capacity=Capacity.KNOWS).exists()


@rule("vault.withdraw_disclosure", "vault.hand_out")
def whoever_asked_to_give(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.owner_id != actor.pk:
        yield NOT_ASKER


@rule("vault.revoke_disclosure")
def whoever_asked_or_keeps(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.owner_id != actor.pk and not _keeps_or_over(actor, record.secret, at, *OFFICE):
        yield NOT_KEEPER


@rule("vault.note_wrong_code")
def its_visitor(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not isinstance(actor, Visitor) or actor.disclosure_id != record.pk:
        yield NOT_OPEN


@rule("vault.visit")
def a_visitor(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _visitor(actor, record, at, begun=False)


@rule("vault.show_visitor")
def a_visitor_inside(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _visitor(actor, record, at, begun=True)


def _visitor(actor: Actor, record: Any, at: datetime, *, begun: bool) -> Iterator[Reason]:
    """On a carrier, for the recipient of a disclosure of one of its versions."""
    if not isinstance(actor, Visitor):
        yield NOT_OPEN
        return
    disclosure, facts = outside_of(actor.disclosure_id, at)
    if disclosure is None or facts is None or disclosure.shown.carrier_id != record.pk:
        yield NOT_OPEN
        return
    yield from against_visitor(facts, begun=begun)


@rule("vault.take_sealed")
def whoever_gives_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """On a carrier: whoever has a disclosure of it with a partner, as the action checks further."""
    yield from apart(actor, at)
    own = record.secret.disclosures.filter(
        owner_id=actor.pk, shown__carrier=record, state="open", ends_at__gt=at
    )
    facts = [outside_of(one, at)[1] for one in own.values_list("pk", flat=True)]
    if not any(one and not list(against_visitor(one, begun=True)) for one in facts):
        yield NOT_OPEN


@rule("vault.read_known", "vault.export_known")
def oneself_the_office_and_counsel(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """What a person knew: of what the reader may see."""
    yield from inactive(actor, at)
    own = record is not None and record.pk == actor.pk
    if not own and not (
        record is not None and standing(actor, at).has_over(record.org_unit, *OFFICE, Role.COUNSEL)
    ):
        yield NOT_ANSWERING
