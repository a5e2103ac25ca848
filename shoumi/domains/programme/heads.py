"""What of the plans director and office see first: where this year's stands (4.1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.models import Plan
from shoumi.domains.programme.rules.flow import PLAN
from shoumi.domains.programme.rules.timing import issue_by
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.ui.work.heads import Figure, Head, declare, tone

CARRIED_OUT = ("in_force", "summing", "summary_adopted", "summed_up")


def this_years(person: Any, at: datetime) -> Sequence[Figure]:
    """The year's plan and its state; where there is none, the way to begin it. One query; for the
    director and the office."""
    seat, day = standing(person, at), local_day(at)
    if not seat.has(Role.CHAIR, *OFFICE):
        return []
    rows = Plan.objects.visible_to(person, at).standing()
    plans = list(rows.filter(sort=Plan.Sort.YEARLY, from_year=day.year).order_by("-pk"))
    # An amendment that is being drafted hides nothing of what is carried out meanwhile.
    carried_out = (one for one in plans if one.state in CARRIED_OUT)
    plan = next(carried_out, plans[0] if plans else None)
    label, late = _("This year's plan"), int(day > issue_by(day.year))
    if plan is None:
        begins = reverse("programme.begin") if seat.has(*OFFICE) else reverse("programme.plans")
        return [Figure(label, "–", begins, _("Not begun yet"), tone(late, 1))]
    waits = plan.state not in CARRIED_OUT
    said = str(PLAN.state(plan.state).label)
    colour = tone(late * waits, int(waits))
    return [Figure(label, day.year, reverse("programme.plan", args=[plan.pk]), said, colour)]


declare(Head("programme.this_years", this_years, 36))
