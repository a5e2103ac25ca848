"""Who may do what with a secret, and who may read what it is."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.models.posts import ADMINISTRATORS
from shoumi.kernel.accounts.standing import OFFICE, Standing, local_day, standing
from shoumi.kernel.approvals.access import by_resolution_only
from shoumi.kernel.approvals.asking import objections
from shoumi.kernel.documents.access import permits
from shoumi.kernel.records.models import Audience, Capacity

NOT_CUSTODIAN = Reason(
    "not_custodian",
    _("The confidentiality administrator or the head of the department does this. Ask them."),
)
NOT_OFFICE = Reason("not_office", _("The committee's office does this. Ask it."))
NOT_KEEPER = Reason(
    "not_keeper",
    _("Whoever keeps the register takes it out: administrators of departments, heads, the office."),
)
NOT_NOMINATOR = Reason("not_nominator", _("Only whoever nominated it may withdraw it."))
NOT_OWNER = Reason(
    "not_owner", _("The owner or the confidentiality administrator of the department does this.")
)
ADMINISTRATOR = Reason(
    "administrator", _("An administrator of the system takes no part in what secrets hold.")
)
NO_NEED_TO_KNOW = Reason(
    "no_need_to_know", _("You are not in the audience of this secret. Ask its owner to add you.")
)
NOT_COMMITTEE = Reason(
    "not_committee", _("Grades are set by the committee; its office enters them.")
)
QUARANTINED = Reason(
    "quarantined", _("This is in quarantine; nobody opens it until it is cleared.")
)


def of_department(seat: Standing, record: Any) -> bool:
    """Holds the post of confidentiality administrator or head in the record's own department."""
    return seat.has_at(record.org_unit, Role.CUSTODIAN, Role.HEAD)


def apart(actor: Actor, at: datetime) -> Iterator[Reason]:
    """Active, and no administrator of the system."""
    yield from inactive(actor, at)
    if standing(actor, at).has(*ADMINISTRATORS):
        yield ADMINISTRATOR


@rule("register.nominate")
def any_employee(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)


@rule("register.refine", "register.propose_grading", "register.decline", "register.propose_change")
def the_department(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not of_department(standing(actor, at), record):
        yield NOT_CUSTODIAN


rule("register.follow_resolution")(by_resolution_only)


@rule(
    "register.follow_standard",
    "register.end_standard",
    "register.follow_catalogue",
    "register.end_catalogue",
)
def only_the_calendar(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """When an edition comes into force or is repealed, and by nobody's hand."""
    if not is_house(actor):
        yield NOT_COMMITTEE


@rule("register.export_list")
def whoever_keeps_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has(Role.CUSTODIAN, Role.HEAD, Role.COUNSEL, *OFFICE):
        yield NOT_KEEPER


@rule("register.withdraw")
def the_nominator(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.created_by_id != actor.pk:
        yield NOT_NOMINATOR


@rule("register.approve_grading", "register.approve_change")
def those_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    yield from objections(record, actor, local_day(at))


@rule("register.enter_paper_decision")
def the_department_or_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    seat = standing(actor, at)
    if not of_department(seat, record) and not seat.has_over(record.org_unit, *OFFICE):
        yield NOT_CUSTODIAN


@rule(
    "register.file",
    "register.issue_sheet",
    "register.issue_change_sheet",
    "register.void",
    "register.release",
    "register.entomb",
    "register.hold",
)
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.org_unit, *OFFICE):
        yield NOT_OFFICE


@rule(
    "register.review",
    "register.widen_audience",
    "register.narrow_audience",
)
def the_owner(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.owner_id != actor.pk and not of_department(standing(actor, at), record):
        yield NOT_OWNER


@rule("register.issue_label")
def whoever_marks_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """The owner, the department, or the office, which sees to it that all bear their mark."""
    yield from apart(actor, at)
    seat = standing(actor, at)
    office = seat.has_over(record.org_unit, *OFFICE)
    if record.owner_id != actor.pk and not of_department(seat, record) and not office:
        yield NOT_OWNER


@rule("register.quarantine")
def the_owner_or_whoever_keeps_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    seat = standing(actor, at)
    office = seat.has_over(record.org_unit, *OFFICE, Role.COUNSEL)
    if record.owner_id != actor.pk and not of_department(seat, record) and not office:
        yield NOT_OWNER


@rule(
    "register.enter_existing",
    "register.enter_ledger_rows",
    "register.amend_entry",
    "register.import_ledger",
)
def the_office_of_the_company(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not is_house(actor) and not standing(actor, at).has(*OFFICE):
        yield NOT_OFFICE


@rule("register.adopt_grades", "register.amend_grade")
def the_office_for_the_committee(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not is_house(actor) and not standing(actor, at).has(*OFFICE):
        yield NOT_COMMITTEE


@rule("register.read_content")
def need_to_know(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Points and grounds: the owner, the audience, the department's custodian and head, and those
    who are asked to decide now. The office keeps the register and reads no content."""
    yield from apart(actor, at)
    if record.state in {"quarantined", "entombed"}:
        yield QUARANTINED
    seat = standing(actor, at)
    if record.owner_id == actor.pk or of_department(seat, record):
        return
    if record.state in {"nominated", "proposed"} and record.created_by_id == actor.pk:
        return
    is_asked = record.state in {"proposed", "changing"} and not objections(
        record, actor, local_day(at)
    )
    if is_asked:
        return
    reached = Audience.objects.reaching(seat, local_day(at))
    if not reached.filter(record_id=record.pk, capacity=Capacity.KNOWS).exists():
        yield NO_NEED_TO_KNOW


@permits("secret")
def papers_of_a_secret(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees the entry reads its papers, which hold no sealed text, and files evidence; the
    owner, the department and the office issue, void and send them. In quarantine all stays shut."""
    yield from apart(actor, at)
    if record.state in {"quarantined", "entombed"}:
        yield QUARANTINED
    seat = standing(actor, at)
    if act in {"documents.read", "documents.add_evidence"} or record.owner_id == seat.person_id:
        return
    if not of_department(seat, record) and not seat.has_over(record.org_unit, *OFFICE):
        yield NOT_OWNER
