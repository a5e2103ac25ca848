"""What of the vault falls due: confirming grants every quarter, reviewing emergencies (6.2)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.duties import Leads
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.models import Emergency, Grant
from shoumi.domains.vault.rules.emergencies import against_reviewer
from shoumi.domains.vault.rules.granting import RECERTIFY_EVERY, RECERTIFY_NOTICE, recertify_by
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import OFFICE, holders, local_day
from shoumi.kernel.controls.days import begins
from shoumi.kernel.tasks.duties import Falling, duty
from shoumi.kernel.tasks.models import Task

CONFIRM = "vault.confirm_grants"
REVIEW = "vault.review_emergencies"


def to_confirm(day: date) -> Any:
    """The grants in force that must be confirmed within the notice from that day on, or should
    have been; with `confirmed`, when they were given or confirmed last."""
    rows = Grant.objects.filter(state="active", ends_at__gt=begins(day))
    dated = rows.annotate(confirmed=Coalesce("recertified_on", "given_on"))
    due = dated.filter(confirmed__lte=day + RECERTIFY_NOTICE - RECERTIFY_EVERY)
    return due.order_by("confirmed", "pk")


def needs_it(grant: Grant) -> bool:
    """Whether it is still in force on the day by which it must be confirmed."""
    given = grant.given_on
    return given is not None and local_day(grant.ends_at) > recertify_by(
        given, grant.recertified_on
    )


def _settled(tasks: Any) -> list[Task]:
    """Those of whose secrets every grant that was due then is confirmed, revoked or over."""
    dated = list(tasks.annotate(fell_on=F("occurrence__on")))
    return [task for task in dated if not _still_open(task.record_id, task.fell_on)]


def _still_open(secret_id: int, day: date) -> bool:
    return any(needs_it(one) for one in to_confirm(day).filter(secret_id=secret_id))


@duty(
    CONFIRM,
    label=_("Confirm or revoke the grants to a secret"),
    clauses=("4.2", "6.2"),
    settled=_settled,
    by_record=True,
)
def confirm_grants(day: date) -> Iterator[Falling]:
    """Every quarter the owner says of each grant that it is still needed; told so two weeks
    ahead. One task for a secret at a time, closed when none of its grants waits any more."""
    under_way = Task.objects.open().filter(duty=CONFIRM).values("record_id")
    first: dict[int, Grant] = {}
    for grant in to_confirm(day).exclude(secret_id__in=under_way):
        if needs_it(grant):
            first.setdefault(grant.secret_id, grant)
    secrets = TradeSecret.objects.select_related("owner__org_unit", "org_unit").in_bulk(first)
    leads = Leads(day)
    for key, grant in first.items():
        lead = leads.owner_of(secrets[key])
        if lead is not None and grant.given_on is not None:
            on = recertify_by(grant.given_on, grant.recertified_on)
            yield Falling(secrets[key], on, lead, lead.org_unit, on)


def _reviewed(tasks: Any) -> Any:
    done = Emergency.objects.exclude(reviewed_at=None)
    return tasks.filter(record_id__in=done.values("grant_id"))


@duty(
    REVIEW,
    label=_("Review an emergency access"),
    clauses=("6.2",),
    settled=_reviewed,
    by_record=True,
)
def review_emergencies(day: date) -> Iterator[Falling]:
    """The office looks at each on the next working day; never who used it or named the delegate."""
    waiting = Emergency.objects.filter(reviewed_at=None).select_related(
        "grant__org_unit", "delegation"
    )
    for one in waiting:
        lead = _uninvolved(one, day)
        if lead is not None:
            on = local_day(one.opened_at)
            yield Falling(one.grant, on, lead, lead.org_unit, one.review_by)


def _uninvolved(one: Emergency, day: date) -> Person | None:
    office = holders(one.grant.org_unit, *OFFICE, on=day)
    free = (
        person
        for person in office
        if not against_reviewer(person.pk, one.grant.grantee_id, one.delegation.named_by_id)
    )
    return next(free, None)
