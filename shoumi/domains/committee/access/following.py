"""Who carries a resolution out, and who signs it off: never the same person (3.2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.meeting import NOT_OFFICE
from shoumi.domains.register.access import apart
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.documents.access import permits

NOT_LEAD = Reason("not_lead", _("Only the person who leads this may report it."))
LED_IT = Reason("led_it", _("Whoever led it doesn't sign it off; another must look at it."))


@rule("committee.report_carried_out")
def the_lead(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.lead_id != actor.pk:
        yield NOT_LEAD


@rule("committee.close_resolution", "committee.return_report", "committee.lapse")
def the_office_but_not_the_lead(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.entity, *OFFICE):
        yield NOT_OFFICE
    if record.lead_id == actor.pk:
        yield LED_IT


@rule("committee.issue_resolution", "committee.issue_slip", "committee.name_lead")
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.entity, *OFFICE):
        yield NOT_OFFICE


@permits("resolution")
def papers_of_a_resolution(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees it reads its papers and files evidence; the office issues and sends them."""
    if is_house(actor):
        return
    yield from apart(actor, at)
    if act in {"documents.read", "documents.add_evidence"}:
        return
    if not standing(actor, at).has_over(record.entity, *OFFICE):
        yield NOT_OFFICE
