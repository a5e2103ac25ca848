"""Who may do what: one decision for every act, default deny."""

from shoumi.kernel.access.decisions import Actor, Decision, Reason, decide, gate, may, rule, ruled

__all__ = ["Actor", "Decision", "Reason", "decide", "gate", "may", "rule", "ruled"]
