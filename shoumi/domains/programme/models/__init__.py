"""What is stored of plans: their items, what was said of them, and what is carried out."""

from shoumi.domains.programme.models.item import PlanItem
from shoumi.domains.programme.models.plan import Plan
from shoumi.domains.programme.models.planned_work import PlannedWork
from shoumi.domains.programme.models.remark import PlanRemark

__all__ = ["Plan", "PlanItem", "PlanRemark", "PlannedWork"]
