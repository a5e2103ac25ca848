"""Every action by its name. Permissions, log filters, tests and reference pages read this."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Action:
    """One verb of the house.

    `clauses` are served by it; `step` is the move in the subject's state table that it makes;
    `creates` says that it has no subject before it is done; `quiet` actions are never shown as a
    button of their own; `reads` says that it changes nothing and only leaves its entry.
    """

    name: str
    label: "StrOrPromise"
    function: Callable[..., Any]
    clauses: tuple[str, ...]
    step: str | None
    creates: bool
    quiet: bool
    reads: bool


_actions: dict[str, Action] = {}


def register(action: Action) -> None:
    if action.name in _actions:
        raise ValueError(f"The action {action.name} is declared twice.")
    _actions[action.name] = action


def find(name: str) -> Action:
    return _actions[name]


def all_actions() -> dict[str, Action]:
    return dict(_actions)
