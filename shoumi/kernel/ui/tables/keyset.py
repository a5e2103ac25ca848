"""Paging by key: a page begins after a row, not after a count: page 2,000 costs what page 1 does.

The address carries the row's key only, never its sort value (a title must not stand in an
address); the value is looked up among what the person may see, so that a guessed key tells nothing.
Rows without a sort value stand last in either direction, as a section of their own: so each query
is one range of one index.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import Field, Model, Q, QuerySet, Subquery

EMPTY_MARK = "e"


class UnreadableKey(ValueError):
    """The address names a row in a way that can't be read."""


@dataclass(frozen=True)
class Order:
    """Sorted by one field path, then by key in the same direction."""

    field: str
    descending: bool = False

    def keys(self, backwards: bool) -> tuple[str, str]:
        sign = "-" if self.descending != backwards else ""
        return f"{sign}{self.field}", f"{sign}pk"


@dataclass(frozen=True)
class Anchor:
    """The row beside which a page begins: `before` pages back; `empty`: it has no sort value."""

    key: int
    before: bool = False
    empty: bool = False

    @classmethod
    def read(cls, text: str, before: bool) -> "Anchor":
        """From the address: a key, or a key with the mark of an empty sort value."""
        empty = text.endswith(EMPTY_MARK)
        digits = text.removesuffix(EMPTY_MARK)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
            raise UnreadableKey(text)
        return cls(int(digits), before, empty)


@dataclass(frozen=True)
class Page:
    """The rows of one page, and how to go on: texts for the address, empty at the list's ends."""

    rows: list[Any]
    before: str
    after: str


def page_of(
    rows: QuerySet[Any], *, visible: QuerySet[Any], order: Order, anchor: Anchor | None, size: int
) -> Page:
    """One page of `rows`. At most one query, two where the sort field may be empty."""
    backwards = anchor is not None and anchor.before
    found: list[Any] = []
    for section in _sections(rows, visible, order, anchor):
        found += section[: size + 1 - len(found)]
        if len(found) > size:
            break
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    earlier, later = (more, True) if backwards else (anchor is not None, more)
    return Page(
        found,
        mark(found[0], order) if found and earlier else "",
        mark(found[-1], order) if found and later else "",
    )


def mark(row: Model, order: Order) -> str:
    """How the address names this row."""
    empty = may_be_empty(type(row), order.field) and _value(row, order.field) is None
    return f"{row.pk}{EMPTY_MARK if empty else ''}"


def may_be_empty(model: type[Model], path: str) -> bool:
    """Whether the path may lead to nothing, over all its steps."""
    return any(field.null for field in _steps(model, path))


def _steps(model: type[Model], path: str) -> "list[Field[Any, Any]]":
    steps: list[Field[Any, Any]] = []
    here: Any = model
    for name in path.split("__"):
        try:
            field = here._meta.pk if name == "pk" else here._meta.get_field(name)
        except FieldDoesNotExist:
            raise ImproperlyConfigured(
                f"{model.__name__} has no field {path} to sort by."
            ) from None
        steps.append(field)
        here = field.related_model
    return steps


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name) if row is not None else None
    return row


def _sections(
    rows: QuerySet[Any], visible: QuerySet[Any], order: Order, anchor: Anchor | None
) -> list[QuerySet[Any]]:
    """The stretches of the list from the anchor on, in walking order; each is one index range."""
    backwards = anchor is not None and anchor.before
    nullable = may_be_empty(rows.model, order.field)
    filled = rows.filter(**{f"{order.field}__isnull": False}) if nullable else rows
    filled = filled.order_by(*order.keys(backwards))
    if not nullable:
        return [filled.filter(_beyond(visible, order, anchor)) if anchor else filled]
    blank = rows.filter(**{f"{order.field}__isnull": True}).order_by(order.keys(backwards)[1])
    if anchor is None:
        return [filled, blank]
    if anchor.empty:
        rest = blank.filter(_beyond_key(order, anchor))
        return [rest, filled] if backwards else [rest]
    rest = filled.filter(_beyond(visible, order, anchor))
    return [rest] if backwards else [rest, blank]


def _beyond(visible: QuerySet[Any], order: Order, anchor: Anchor) -> Q:
    """`f >= v and (f > v or pk > k)`: the first half is the range an index can walk."""
    sign = "lt" if order.descending != anchor.before else "gt"
    row = visible.filter(pk=anchor.key).order_by()
    value = Subquery(row.values(order.field)[:1])
    strict = Q(**{f"{order.field}__{sign}": value})
    return Q(**{f"{order.field}__{sign}e": value}) & (strict | _beyond_key(order, anchor))


def _beyond_key(order: Order, anchor: Anchor) -> Q:
    return Q(**{"pk__lt" if order.descending != anchor.before else "pk__gt": anchor.key})
