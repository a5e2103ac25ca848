"""State tables as values: a ``Flow`` is checked when it is built and never changes afterwards.

It only answers questions. The change itself is made by an action, which asks here first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from shoumi.foundation.workflow.refusals import BadFlow, NotAllowed

ANY: Final = "*"
"""As a source: every state that is not final."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_STEP_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")


class Label(Protocol):
    """Text for people: a ``str``, or a lazy translation that becomes one when it is shown."""

    def __str__(self) -> str: ...
    def __mod__(self, value: Any, /) -> str: ...


Guard = Callable[[Any], "Label | None"]
"""Looks at facts (a value the domain defines) and returns why not, or ``None`` for no objection."""


@dataclass(frozen=True, slots=True)
class State:
    """One state. A final state offers no step; every other state must offer at least one."""

    name: str
    label: Label
    final: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step: from any of ``sources`` to ``target``; ``target=None`` stays where it is.

    ``name`` is the action's verb (``approve_grading`` or ``register.approve_grading``); ``who`` is
    the duty that may take it, which the domain's access rules resolve to persons. The same name
    may stand twice with different targets, as long as no source is shared.
    """

    name: str
    sources: tuple[str, ...]
    target: str | None
    who: str
    label: Label
    guards: tuple[Guard, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.sources, str):
            object.__setattr__(self, "sources", (self.sources,))


@dataclass(frozen=True)
class Flow:
    """The state table of one kind of record.

    Raises ``BadFlow`` at construction for unknown or malformed names, duplicate states, two steps
    of one name sharing a source, a state nobody can reach, and a dead end that is not final.
    """

    kind: str
    start: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    _by_name: dict[str, State] = field(init=False, repr=False, compare=False, hash=False)
    _table: dict[tuple[str, str], Step] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {state.name: state for state in self.states})
        self._require_names()
        object.__setattr__(self, "_table", self._tabulate())
        self._require_sound_graph()

    def state(self, name: str) -> State:
        """The state of that name; raises ``BadFlow`` when there is none."""
        try:
            return self._by_name[name]
        except KeyError:
            raise BadFlow(f"{self.kind}: unknown state {name!r}") from None

    def is_final(self, state: str) -> bool:
        return self.state(state).final

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """The steps the state offers, in the order they were written; guards are not asked."""
        self.state(state)
        return tuple(step for step in self.steps if self._table.get((state, step.name)) is step)

    def step(self, state: str, step: str) -> Step:
        """The step of that name from that state; raises ``NotAllowed``."""
        self.state(state)
        found = self._table.get((state, step))
        if found is None:
            offered = [each.name for each in self.steps_from(state)]
            raise NotAllowed(self.kind, state, step, offered=offered)
        return found

    def target(self, state: str, step: str) -> str:
        """Where the step leads; raises ``NotAllowed``. Guards are not asked."""
        found = self.step(state, step)
        return state if found.target is None else found.target

    def objections(self, state: str, step: str, facts: object) -> tuple[Label, ...]:
        """What the guards object to; raises ``NotAllowed`` when the state lacks the step."""
        said = (guard(facts) for guard in self.step(state, step).guards)
        return tuple(reason for reason in said if reason is not None)

    def take(self, state: str, step: str, facts: object) -> str:
        """The state after the step; raises ``NotAllowed`` with every objection there is."""
        objections = self.objections(state, step, facts)
        if objections:
            raise NotAllowed(self.kind, state, step, reasons=objections)
        return self.target(state, step)

    def _require_names(self) -> None:
        if not _NAME.fullmatch(self.kind):
            raise BadFlow(f"{self.kind!r} is not a name for a kind")
        if len(self._by_name) != len(self.states):
            raise BadFlow(f"{self.kind}: a state is declared twice")
        for state in self.states:
            if not _NAME.fullmatch(state.name):
                raise BadFlow(f"{self.kind}: {state.name!r} is not a name for a state")
        for step in self.steps:
            if not _STEP_NAME.fullmatch(step.name):
                raise BadFlow(f"{self.kind}: {step.name!r} is not a name for a step")
            if not step.who:
                raise BadFlow(f"{self.kind}: nobody may take {step.name}")
        for name in self._names_used():
            self.state(name)

    def _names_used(self) -> Iterator[str]:
        yield self.start
        for step in self.steps:
            if not step.sources:
                raise BadFlow(f"{self.kind}: {step.name} starts from no state")
            yield from (source for source in step.sources if source != ANY)
            if step.target is not None:
                yield step.target

    def _sources(self, step: Step) -> Iterable[str]:
        if ANY not in step.sources:
            return step.sources
        if len(step.sources) > 1:
            raise BadFlow(f"{self.kind}: {step.name} names {ANY} and further sources")
        return (each.name for each in self.states if not each.final and each.name != step.target)

    def _tabulate(self) -> dict[tuple[str, str], Step]:
        table: dict[tuple[str, str], Step] = {}
        for step in self.steps:
            for source in self._sources(step):
                if (source, step.name) in table:
                    raise BadFlow(f"{self.kind}: {step.name} stands twice for state {source}")
                table[source, step.name] = step
        return table

    def _require_sound_graph(self) -> None:
        reached, edge = {self.start}, [self.start]
        while edge:
            here = edge.pop()
            onward = {self.target(here, step.name) for step in self.steps_from(here)} - reached
            reached |= onward
            edge.extend(onward)
        for state in self.states:
            if state.name not in reached:
                raise BadFlow(f"{self.kind}: state {state.name} cannot be reached")
            leaves = any(step.target is not None for step in self.steps_from(state.name))
            if state.final and self.steps_from(state.name):
                raise BadFlow(f"{self.kind}: final state {state.name} offers steps")
            if not state.final and not leaves:
                raise BadFlow(f"{self.kind}: state {state.name} is a dead end but not final")
