"""Who may change persons, units, posts and accounts. The three administrators stay apart."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Absence, Account, Person, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing

NOT_ACTIVE = Reason("not_active", _("Your account is not active any more."))
NOT_ADMIN = Reason(
    "not_system_admin", _("Only the system administrator may do this. Ask them for it.")
)
NOT_ORGANISER = Reason(
    "not_organiser",
    _("Only the committee's office or the secrecy administrator may do this. Ask them for it."),
)
NOT_AUDITOR = Reason(
    "not_audit_admin", _("Only the audit administrator may do this. Ask them for it.")
)
NOT_YOURS = Reason("not_yours", _("You may do this only for yourself."))


def may_see_contacts(actor: Actor, at: datetime) -> bool:
    """Whether telephone and e-mail of others are shown: to those who keep the list of persons."""
    return standing(actor, at).has(Role.SECRECY_ADMIN, Role.SYSTEM_ADMIN, *OFFICE)


def inactive(actor: Actor, at: datetime) -> Iterator[Reason]:
    """What speaks against anybody who has left; the house itself never leaves."""
    if isinstance(actor, Person) and not actor.is_active(local_day(at)):
        yield NOT_ACTIVE


@rule("accounts.found_company", "accounts.shut_door")
def only_the_house(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield Reason("not_house", _("Only Shoumi itself does this."))


@rule(
    "accounts.add_unit",
    "accounts.end_unit",
    "accounts.add_post",
    "accounts.add_person",
    "accounts.appoint",
    "accounts.end_appointment",
    "accounts.end_person",
    "accounts.check_import",
    "accounts.import_units",
    "accounts.import_people",
)
def organisers(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    allowed = standing(actor, at).has(Role.SECRECY_ADMIN, *OFFICE)
    if not is_house(actor) and not allowed:
        yield NOT_ORGANISER


@rule("accounts.open_account", "accounts.close_account", "accounts.reset_password")
def system_administrators(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if not is_house(actor) and not standing(actor, at).has(Role.SYSTEM_ADMIN):
        yield NOT_ADMIN


@rule("activity.read_log", "activity.record_anchor", "activity.erase_opening", "activity.fork_log")
def audit_administrators(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """The log belongs to whoever neither runs the system nor keeps its secrets (6.2)."""
    yield from inactive(actor, at)
    if not is_house(actor) and not standing(actor, at).has(Role.AUDIT_ADMIN):
        yield NOT_AUDITOR


@rule(
    "accounts.change_password",
    "accounts.sign_in",
    "accounts.sign_out",
    "accounts.open_feed",
    "accounts.close_feed",
    "accounts.make_key",
    "accounts.revoke_key",
)
def own_account(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    person = record.person if isinstance(record, Account) else record
    if person is not None and person.pk != actor.pk:
        yield NOT_YOURS


@rule("accounts.end_session")
def own_or_administrator(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if record is None or (record.pk != actor.pk and not standing(actor, at).has(Role.SYSTEM_ADMIN)):
        yield NOT_YOURS


@rule("accounts.declare_absence", "accounts.withdraw_absence")
def own_absence(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    person_id = record.person_id if isinstance(record, Absence) else record and record.pk
    office = standing(actor, at).has(*OFFICE)
    if person_id is not None and person_id != actor.pk and not office:
        yield NOT_YOURS
