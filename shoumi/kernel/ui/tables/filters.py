"""What narrows a list. Each filter reads its own part of the address and says when it can't."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from shoumi.kernel.controls.days import begins, ends

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Options = Iterable[tuple[Any, StrOrPromise]]

LONGEST_SEARCH = 100


class Unreadable(ValueError):
    """A filter's value in the address can't be understood; the message names the filter."""


@dataclass(frozen=True)
class Filter:
    """The base: a name in the address and a label beside the field."""

    name: str
    label: "StrOrPromise"

    template = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        return (self.name,)

    def narrow(self, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
        """The rows that fit. Raises Unreadable; the caller then shows all and says so."""
        raise NotImplementedError

    def drawn(self, asked: QueryDict) -> dict[str, Any]:
        """What the template needs beside the filter itself."""
        return {"filter": self, "value": asked.get(self.name, "")}

    def unreadable(self) -> Unreadable:
        return Unreadable(
            _("The filter “%(name)s” could not be read and was left out.") % {"name": self.label}
        )


@dataclass(frozen=True)
class Search(Filter):
    """Free text over `fields` (contains, in either case), or by a `finder` with its own index."""

    fields: Sequence[str] = ()
    finder: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None

    template = "ui/tables/search.html"

    def narrow(self, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
        text = asked.get(self.name, "").replace("\x00", "").strip()[:LONGEST_SEARCH]
        if not text:
            return rows
        if self.finder:
            return self.finder(rows, text)
        wanted = Q()
        for field in self.fields:
            wanted |= Q(**{f"{field}__icontains": text})
        return rows.filter(wanted)


@dataclass(frozen=True)
class Choice(Filter):
    """One of several values of `field` (the filter's name by default).

    `options` are pairs (value, label), or a function giving them when the list is drawn; it must
    give only what this person may know.
    """

    options: "Options | Callable[[], Options]" = ()
    field: str = ""

    template = "ui/tables/choice.html"

    def pairs(self) -> "list[tuple[str, StrOrPromise]]":
        options = self.options() if callable(self.options) else self.options
        return [(str(value), label) for value, label in options]

    def narrow(self, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
        value = asked.get(self.name, "")
        if not value:
            return rows
        if value not in {known for known, _label in self.pairs()}:
            raise self.unreadable()
        return rows.filter(**{self.field or self.name: value})

    def drawn(self, asked: QueryDict) -> dict[str, Any]:
        return {**super().drawn(asked), "options": self.pairs()}


@dataclass(frozen=True)
class DateRange(Filter):
    """From a day to a day, both included. With `instants`, `field` holds moments, not days."""

    field: str = ""
    instants: bool = False

    template = "ui/tables/dates.html"

    @property
    def parameters(self) -> tuple[str, ...]:
        return (f"{self.name}_from", f"{self.name}_until")

    def narrow(self, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
        field = self.field or self.name
        first, last = (self._day(asked.get(name, "")) for name in self.parameters)
        if first:
            rows = rows.filter(**{f"{field}__gte": begins(first) if self.instants else first})
        if last and self.instants:
            rows = rows.filter(**{f"{field}__lt": ends(last)})
        elif last:
            rows = rows.filter(**{f"{field}__lte": last})
        return rows

    def drawn(self, asked: QueryDict) -> dict[str, Any]:
        first, last = self.parameters
        return {
            "filter": self,
            "first": first,
            "last": last,
            "first_value": asked.get(first, ""),
            "last_value": asked.get(last, ""),
        }

    def _day(self, text: str) -> date | None:
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise self.unreadable() from None
        if not 1900 <= day.year <= 2200:
            raise self.unreadable()
        return day
