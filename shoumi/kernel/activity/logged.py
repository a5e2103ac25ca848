"""Rows that the log protects: they change only inside an action, and are never deleted."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, cast
from uuid import UUID

from django.db import models

from shoumi.kernel.activity import ledger
from shoumi.kernel.activity.ledger import RowState, UnloggedChange

M = TypeVar("M", bound="LoggedModel")


class LoggedQuerySet(models.QuerySet[M]):
    """Reads as any query set; changes by query would pass the log by and are refused."""

    def update(self, **kwargs: Any) -> int:
        raise UnloggedChange("Change rows one by one inside an action; update() passes the log by.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise UnloggedChange("Nothing dated is deleted; end it or void it.")

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        created = super().bulk_create(objs, *args, **kwargs)
        for row in created:
            row.enter()
        return created

    def bulk_extend(self, objs: Sequence[M]) -> None:
        """Insert the own rows of objects whose parent rows stand already, many at a time: Django's
        `bulk_create` refuses models that extend another."""
        book = ledger.current()
        self._for_write = True
        inserting = cast(Any, self)
        inserting._batched_insert(objs, self.model._meta.local_concrete_fields, None)
        for row in objs:
            row._state.adding, row._state.db = False, self.db
            book.note(row_state(row, self.model))

    def bulk_update(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> int:
        """Many rows by one statement; each is entered, as by its own `save`."""
        rows = list(objs)
        ledger.current()
        # Django writes by `update()` of the same class, which here refuses whoever calls it.
        plain: models.QuerySet[M] = models.QuerySet(self.model, using=self.db)
        count = plain.bulk_update(rows, *args, **kwargs)
        for row in rows:
            row.enter()
        return count


Q = TypeVar("Q", bound=models.QuerySet[Any])


def manager_of(queryset: type[Q]) -> Q:
    """The query set as a model's manager, typed as what it answers with."""
    return cast(Q, queryset.as_manager())


class LoggedModel(models.Model):
    """A protected row. `canonical_forms` names, by version, the fields its canonical form holds.

    A released version never changes: a new field means a new version, so that an old entry can
    still be held against the row with the form that it was written in.

    `free_text` names what people wrote into the row's own table in their own words about the record
    that `free_text_about` leads to, by which record and secret are to be forgotten with it.
    """

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]]
    free_text: ClassVar[tuple[str, ...]] = ()
    free_text_about: ClassVar[str] = "record"

    objects: ClassVar[Any] = manager_of(LoggedQuerySet)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        ledger.current()
        super().save(*args, **kwargs)
        self.enter()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise UnloggedChange("Nothing dated is deleted; end it or void it.")

    def enter(self) -> None:
        """Tell the open ledger the state of this row, and of the parent rows it extends."""
        open_ledger = ledger.current()
        for model in row_models(type(self)):
            open_ledger.note(row_state(self, model))

    @classmethod
    def latest_form(cls) -> int:
        return max(cls.canonical_forms)


class VersionedModel(LoggedModel):
    """A protected row that actions are done on; `version` counts them, so stale forms are seen."""

    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def seen_at(self, version: int) -> Self:
        """This row as a form showed it; an action refuses it if the row has moved on since."""
        self.version = version
        return self


@cache
def row_models(model: type[LoggedModel]) -> list[type[LoggedModel]]:
    """The concrete tables that one instance of the model has rows in, its own first."""
    parents = [
        parent for parent in model._meta.get_parent_list() if issubclass(parent, LoggedModel)
    ]
    return [model, *parents]


def row_state(row: LoggedModel, model: type[LoggedModel], form: int | None = None) -> RowState:
    """The canonical form of the row's part that stands in the model's own table.

    Raises LookupError when the form names a field that the table no longer has.
    """
    form = model.latest_form() if form is None else form
    readers = _readers(model, model.canonical_forms[form])
    values = {name: read(getattr(row, attname)) for name, attname, read in readers}
    table, key = model._meta.label_lower, str(row.pk)
    canonical = _dumps({"t": table, "k": key, "f": form, "r": values})
    return RowState(table, key, form, canonical.encode())


_dumps = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


@cache
def _readers(
    model: type[LoggedModel], names: tuple[str, ...]
) -> tuple[tuple[str, str, Callable[[Any], Any]], ...]:
    """Each field's name, the attribute that holds it, and what makes its value portable."""
    return tuple((name, *_reader(model, name)) for name in names)


def _reader(model: type[LoggedModel], name: str) -> tuple[str, Callable[[Any], Any]]:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise LookupError(name)
    if isinstance(field, models.ForeignKey):
        return field.attname, _key
    to_python = field.to_python
    return field.attname, lambda value: _portable(to_python(value))


def _key(value: Any) -> str | None:
    return None if value is None else str(value)


# Asked for every field of every row that is written, hence before all the others.
_PLAIN = frozenset({str, int, bool})


def _portable(value: Any) -> Any:
    """A value in a shape that is the same before it is stored and after it is read again."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value
