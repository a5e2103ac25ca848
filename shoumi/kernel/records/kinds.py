"""The kinds of record that the loaded domains keep; each is declared once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shoumi.foundation.workflow import Flow
from shoumi.kernel.records.models import Record

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class GradeMark:
    """A record's grade as the head of its page shows it; shade 1 is the strongest of four."""

    label: str
    shade: int


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name, model, state table and how its page is made.

    `body` names the template that shows the record's own fields; `context` gives what that
    template needs for this person; `steps` are the names of the actions offered as buttons, in
    the order in which they are shown; `url` names the address of one record, `home` that of the
    list of all of them; `tones` colours a state by more than whether it is the first or the last,
    `due` says in words what its due `%(day)s` is for. `drafted` is whether somebody has yet to
    take it up while it is in its first state.
    """

    name: str
    label: "StrOrPromise"
    plural: "StrOrPromise"
    model: type[Record]
    flow: Flow
    url: str
    body: str
    context: Callable[[Any, Any, datetime], dict[str, Any]]
    actions: tuple[str, ...]
    icon: str = "file"
    home: str = ""
    due: "StrOrPromise" = ""
    tones: Mapping[str, str] = field(default_factory=dict)
    mark: "Callable[[Any], GradeMark | None]" = field(default=lambda record: None)
    drafted: bool = True


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    if kind.name in _kinds:
        raise ValueError(f"The kind {kind.name} is declared twice.")
    _kinds[kind.name] = kind
    return kind


def find(name: str) -> Kind:
    return _kinds[name]


def all_kinds() -> dict[str, Kind]:
    return dict(_kinds)


def specific(record: Record) -> Any:
    """The record as its own kind's row."""
    model = find(record.kind).model
    return record if isinstance(record, model) else model._default_manager.get(pk=record.pk)
