"""The members' quarterly checks by their day, and what a check found not in order (4.M3)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models.checking import DepartmentCheck
from shoumi.domains.committee.rules.checking import POINTS
from shoumi.foundation.periods import quarter_of
from shoumi.kernel.tasks.duties import Falling, duty

CHECK = "committee.check_department"


def _over(tasks: Any) -> Any:
    return tasks.exclude(record__state="open")


@duty(CHECK, label=_("Confirm the check of your department"), clauses=("4.M3",), settled=_over,
      by_record=True)  # fmt: skip
def check_department(day: date) -> Iterator[Falling]:
    """From the day after the quarter's end, by each member."""
    rows = DepartmentCheck.objects.filter(state="open").select_related("owner", "org_unit")
    for one in rows.order_by("pk"):
        if one.owner is not None and one.due_on is not None:
            begun = quarter_of(one.quarter).last + timedelta(days=1)
            yield Falling(one, begun, one.owner, one.org_unit, one.due_on)


def found_by_a_check(_day: date) -> Iterator[Falling]:
    """Confirming the check lets it fall due; nothing is found later."""
    yield from ()


for _point in POINTS:
    duty(_point.duty, label=_point.mend, clauses=("4.M3",))(found_by_a_check)
