"""How plans and what is carried out of them show themselves on the house's one record page."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.body import plan_body, planned_work_body
from shoumi.domains.programme.models import Plan, PlannedWork
from shoumi.domains.programme.rules.flow import PLAN, PLANNED_WORK
from shoumi.kernel.records import kinds

PLANS = kinds.register(
    kinds.Kind(
        name="plan",
        label=_("Plan"),
        plural=_("Plans"),
        model=Plan,
        flow=PLAN,
        url="programme.plan",
        body="programme/_plan_body.html",
        context=plan_body,
        actions=(
            "programme.decide_plan",
            "programme.issue_plan",
            "programme.issue_summary",
            "programme.submit_plan",
            "programme.remark",
            "programme.close_consultation",
            "programme.write_item",
            "programme.consult_plan",
            "programme.submit_summary",
            "programme.write_summary",
            "programme.begin_next",
            "programme.describe_plan",
            "programme.strike_item",
            "programme.amend_plan",
            "programme.withdraw_plan",
        ),
        icon="list-details",
        home="programme.plans",
        tones={"consulting": "waiting", "submitted": "waiting", "adopted": "waiting",
               "in_force": "good", "summing": "waiting", "summary_adopted": "waiting",
               "declined": "bad"},
    )
)  # fmt: skip
PLANNED_WORKS = kinds.register(
    kinds.Kind(
        name="planned_work",
        label=_("Item of a plan"),
        plural=_("Items of plans"),
        model=PlannedWork,
        flow=PLANNED_WORK,
        url="programme.item",
        body="programme/_planned_work_body.html",
        context=planned_work_body,
        actions=("programme.name_lead",),
        icon="clipboard-check",
        home="programme.plans",
        tones={"under_way": "info"},
        drafted=False,
    )
)
