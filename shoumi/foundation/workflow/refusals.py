"""What a state table answers when it says no."""

from __future__ import annotations

from collections.abc import Sequence


class BadFlow(ValueError):
    """A state table contradicts itself; raised while it is built, so never at run time."""


class NotAllowed(Exception):
    """A step may not be taken now.

    ``reasons`` holds what the guards said (labels a person can read, possibly lazy); it is empty
    when the state itself does not offer the step. ``offered`` names the steps the state offers.
    """

    def __init__(
        self,
        kind: str,
        state: str,
        step: str,
        *,
        reasons: Sequence[object] = (),
        offered: Sequence[str] = (),
    ) -> None:
        self.kind = kind
        self.state = state
        self.step = step
        self.reasons = tuple(reasons)
        self.offered = tuple(offered)
        super().__init__(kind, state, step)

    def __str__(self) -> str:
        said = "; ".join(str(reason) for reason in self.reasons)
        if not said:
            said = "the state offers " + (", ".join(self.offered) or "no step")
        return f"{self.step} is not allowed on {self.kind} in state {self.state}: {said}"
