"""Tasks whose lead has left, or whose unit was dissolved: the office names another (3.2)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.standing import office_lead
from shoumi.kernel.tasks.duties import Falling, duty
from shoumi.kernel.tasks.models import Task

NAME_LEAD = "tasks.name_another_lead"
NAME_WITHIN = timedelta(days=7)


def gone_by(day: date | OuterRef) -> Q:
    """What is led by somebody who is not here any more, or for a unit that is dissolved."""
    return Q(lead__until_on__lte=day) | Q(lead_unit__ended_on__lte=day)


def _led_again(tasks: Any) -> Any:
    """Settled once whatever is open of the record is led by somebody who is here."""
    same = Task.objects.open().filter(
        gone_by(OuterRef("occurrence__on")), record=OuterRef("record")
    )
    return tasks.filter(~Exists(same.exclude(duty=NAME_LEAD).order_by()))


@duty(
    NAME_LEAD, label=_("Name another lead"), clauses=("3.2",), settled=_led_again, by_record=True,
)  # fmt: skip
def name_another_lead(day: date) -> Iterator[Falling]:
    """Within a week of the day on which the lead left or the unit was dissolved; once for all that
    is open of a record. Where the office itself has left it, the next of the office gets it."""
    rows = Task.objects.open().filter(gone_by(day)).order_by("pk")
    offices: dict[int, Any] = {}
    for task in rows.select_related("record__entity", "lead", "lead_unit"):
        entity = task.record.entity
        if entity.pk not in offices:
            offices[entity.pk] = office_lead(entity, on=day)
        lead = offices[entity.pk]
        since = max(on for on in (task.lead.until_on, task.lead_unit.ended_on) if on and on <= day)
        if lead is not None:
            yield Falling(task.record, since, lead, lead.org_unit, since + NAME_WITHIN)
