"""Papers of plans: the plan as issued, and its summary."""

from shoumi.domains.programme.documents.declared import PLAN_PAPER, SUMMARY_PAPER

__all__ = ["PLAN_PAPER", "SUMMARY_PAPER"]
