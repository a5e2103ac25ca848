"""What is asked of whom about which content, and what each of them decided."""

from shoumi.kernel.approvals.models.approval import Approval, Seat, Step
from shoumi.kernel.approvals.models.decision import BodyDecision, Decision, Verdict

__all__ = ["Approval", "BodyDecision", "Decision", "Seat", "Step", "Verdict"]
