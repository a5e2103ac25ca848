"""What of the register falls due: decisions on nominations, yearly reviews, ends of terms (4.2)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.models.secret import SecretQuerySet
from shoumi.domains.register.rules.grading import DECIDE_WITHIN, FILE_WITHIN, TERM_NOTICE
from shoumi.domains.register.rules.proving import REVIEW_NOTICE
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import OFFICE, holders
from shoumi.kernel.tasks.duties import Falling, duty
from shoumi.kernel.tasks.models import Occurrence

REVIEW = "register.yearly_review"
TERM = "register.term_ending"
DECIDE = "register.decide_nomination"
FILE = "register.file_approved"

# Whom a duty falls to where nobody is in the post that should lead it, in this order.
DEPARTMENT: tuple[tuple[str, ...], ...] = ((Role.CUSTODIAN,), (Role.HEAD,), OFFICE, (Role.CHAIR,))


class Leads:
    """Who leads for which unit on a day; asked once for each unit."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._known: dict[int, Person | None] = {}

    def of(self, unit: OrgUnit) -> Person | None:
        """The department's custodian, else its head, else the office, else the director."""
        if unit.pk not in self._known:
            held = (holders(unit, *roles, on=self.day) for roles in DEPARTMENT)
            self._known[unit.pk] = next((found[0] for found in held if found), None)
        return self._known[unit.pk]

    def owner_of(self, secret: TradeSecret) -> Person | None:
        """The owner, or whoever leads for the department once the owner has left."""
        if secret.owner is not None and secret.owner.is_active(self.day):
            return secret.owner
        return self.of(secret.org_unit)


def _open(secrets: SecretQuerySet, name: str, on: str) -> SecretQuerySet:
    """Those of the secrets for which this duty has not fallen due on that day yet."""
    fallen = Occurrence.objects.filter(duty=name, record_id=OuterRef("pk"), on=OuterRef(on))
    return secrets.filter(~Exists(fallen)).select_related("owner__org_unit", "org_unit")


def _moved_on(field: str) -> Callable[[Any], Any]:
    """Settled once the day that made the duty is the secret's no more, or it is out of force."""

    def settled(tasks: Any) -> Any:
        same = TradeSecret.objects.live().filter(
            pk=OuterRef("record_id"), **{field: OuterRef("occurrence__on")}
        )
        return tasks.filter(~Exists(same))

    return settled


def _left(*states: str) -> Callable[[Any], Any]:
    """Settled once the secret has left these states."""

    def settled(tasks: Any) -> Any:
        return tasks.exclude(record__state__in=states)

    return settled


@duty(
    REVIEW,
    label=_("Review a secret in force"),
    clauses=("4.2",),
    settled=_moved_on("due_on"),
)
def yearly_review(day: date) -> Iterator[Falling]:
    """The owner looks at it again; told so a month ahead."""
    leads = Leads(day)
    due = TradeSecret.objects.live().filter(due_on__lte=day + REVIEW_NOTICE)
    for secret in _open(due, REVIEW, "due_on"):
        yield from _falling(secret, secret.due_on, leads.owner_of(secret))


@duty(
    TERM,
    label=_("Decide what follows the end of a term"),
    clauses=("4.2",),
    settled=_moved_on("term_ends_on"),
)
def term_ending(day: date) -> Iterator[Falling]:
    """Extend it or declassify: the department proposes one of them before the term ends."""
    leads = Leads(day)
    ending = TradeSecret.objects.live().filter(term_ends_on__lte=day + TERM_NOTICE)
    for secret in _open(ending, TERM, "term_ends_on"):
        yield from _falling(secret, secret.term_ends_on, leads.of(secret.org_unit))


@duty(
    DECIDE,
    label=_("Bring a nomination to its decision"),
    clauses=("4.2",),
    settled=_left("nominated", "proposed"),
)
def decide_nomination(day: date) -> Iterator[Falling]:
    """From the day of the nomination on, the department's administrator has it on the list."""
    leads = Leads(day)
    waiting = TradeSecret.objects.filter(state__in=["nominated", "proposed"], nominated_on__lte=day)
    for secret in _open(waiting, DECIDE, "nominated_on"):
        due = secret.nominated_on + DECIDE_WITHIN
        yield from _falling(secret, secret.nominated_on, leads.of(secret.org_unit), due)


@duty(
    FILE,
    label=_("File an approved secret in the register"),
    clauses=("4.2",),
    settled=_left("approved"),
)
def file_approved(day: date) -> Iterator[Falling]:
    """What is approved is filed by the office within a week."""
    waiting = TradeSecret.objects.filter(state="approved", decided_on__lte=day)
    for secret in _open(waiting, FILE, "decided_on"):
        office = holders(secret.org_unit, Role.OFFICE, on=day) or holders(
            secret.org_unit, Role.OFFICE_HEAD, on=day
        )
        due = (secret.decided_on or day) + FILE_WITHIN
        yield from _falling(secret, secret.decided_on, office[0] if office else None, due)


def _falling(
    secret: TradeSecret, on: date | None, lead: Person | None, due: date | None = None
) -> Iterator[Falling]:
    """Nothing where nobody at all could lead: a vacancy shows in the controls on appointments."""
    if on is not None and lead is not None:
        yield Falling(secret, on, lead, lead.org_unit, due or on)
