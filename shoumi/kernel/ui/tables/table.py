"""A list as somebody asked for it in the address: narrowed, sorted, one page of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shoumi.kernel.ui.tables.columns import Column, drawn_rows
from shoumi.kernel.ui.tables.filters import Filter, Unreadable
from shoumi.kernel.ui.tables.keyset import Anchor, Order, Page, UnreadableKey, page_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

COUNT_CAP = 1000
SIZES = (20, 50, 100, 200)


def nobody(_action: str) -> bool:
    """Default deny: without an answer to who may, no batch and no export is offered."""
    return False


@dataclass(frozen=True)
class Batch:
    """An act on the picked rows: their keys are sent as `pick` to the view at `url`, which asks
    for confirmation where one is due and decides for each record."""

    action: str
    url: "StrOrPromise"
    label: "StrOrPromise"
    icon: str


@dataclass(frozen=True)
class Printed:
    """A form of the list on paper that its own view makes, beside CSV and XLSX: `pdf`, `docx`."""

    form: str
    label: "StrOrPromise"
    icon: str


@dataclass(frozen=True)
class Heading:
    """A column's head: its label, and where a click sorts."""

    label: "StrOrPromise"
    address: str
    sorted: str


class Table:
    """Subclass and declare. `visible` is the QuerySet already filtered by `visible_to`.

    Costs at most three queries: the page (two where the sort field may be empty) and the count up
    to `COUNT_CAP`. `may` is asked with an action's name before a batch or an export is offered;
    the act itself is decided again where it is done.
    """

    name: ClassVar[str]
    label: ClassVar["StrOrPromise"]
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    batches: ClassVar[Sequence[Batch]] = ()
    export_action: ClassVar[str] = ""
    papers: ClassVar[Sequence[Printed]] = ()
    sort: ClassVar[str]
    size: ClassVar[int] = 50
    empty_title: ClassVar["StrOrPromise"] = gettext_lazy("Nothing here yet")
    empty_body: ClassVar["StrOrPromise"] = ""

    def __init__(
        self,
        asked: QueryDict,
        *,
        visible: QuerySet[Any],
        may: Callable[[str], bool] = nobody,
    ) -> None:
        self.asked = asked
        self.visible = visible
        self.notices: list[str] = []
        self.may_export = bool(self.export_action) and may(self.export_action)
        self.offered = [batch for batch in self.batches if may(batch.action)]
        self.order, self.sorted_by = self._order()
        self.rows_per_page = self._size()
        self.chosen = self._chosen()
        self.narrowed = self._narrowed()
        self.anchor = self._read_anchor()

    @property
    def dom_id(self) -> str:
        return f"table-{self.name}"

    @property
    def wanted_export(self) -> str:
        """`csv`, `xlsx` or one of `papers` when the address asks for a file, else nothing; the view
        logs it, and makes the papers itself."""
        return self.asked.get("export", "")

    @property
    def is_narrowed(self) -> bool:
        names = [name for each in self.filters for name in each.parameters]
        return any(self.asked.get(name) for name in names)

    @property
    def is_beyond(self) -> bool:
        """Whether the address points past the list's end (or beside a row one may not see)."""
        return self.anchor is not None

    @cached_property
    def page(self) -> Page:
        return page_of(
            self.narrowed,
            visible=self.visible,
            order=self.order,
            anchor=self.anchor,
            size=self.rows_per_page,
        )

    @property
    def drawn_rows(self) -> SafeString:
        picked_in = f"{self.dom_id}-batch" if self.offered else ""
        return drawn_rows(self.chosen, self.page.rows, picked_in)

    @cached_property
    def count(self) -> int:
        """How many fit, counted no further than one past the cap."""
        return self.narrowed.order_by().select_related(None).values("pk")[: COUNT_CAP + 1].count()

    @property
    def count_text(self) -> str:
        return f"{COUNT_CAP}+" if self.count > COUNT_CAP else str(self.count)

    @property
    def headings(self) -> Iterator[Heading]:
        for column in self.chosen:
            here = column.name == self.sorted_by
            way = ("descending" if self.order.descending else "ascending") if here else ""
            turned = f"-{column.name}" if way == "ascending" else column.name
            yield Heading(column.label, self.address(sort=turned) if column.sort else "", way)

    @property
    def drawn_filters(self) -> list[dict[str, Any]]:
        return [{**each.drawn(self.asked), "table": self} for each in self.filters]

    @property
    def choosable(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.chosen) for column in self.columns]

    @property
    def sizes(self) -> list[tuple[int, str, bool]]:
        return [(n, self.address(size=str(n)), n == self.rows_per_page) for n in SIZES]

    @property
    def sort_text(self) -> str:
        """The sort as the address says it; empty when it is the table's own."""
        text = f"{'-' if self.order.descending else ''}{self.sorted_by}"
        return "" if text == self.sort else text

    @property
    def size_text(self) -> str:
        return "" if self.rows_per_page == self.size else str(self.rows_per_page)

    @property
    def here(self) -> str:
        """This very list as an address, without what is only the default."""
        kept = {name: self.asked.get(name, "") for name in ("after", "before")}
        return self.address(**kept)

    @property
    def first_address(self) -> str:
        return self.address()

    @property
    def before_address(self) -> str:
        return self.address(before=self.page.before) if self.page.before else ""

    @property
    def after_address(self) -> str:
        return self.address(after=self.page.after) if self.page.after else ""

    @property
    def clear_address(self) -> str:
        """The list without its filters, everything else as it is."""
        names = [name for each in self.filters for name in each.parameters]
        return self.address(**dict.fromkeys(names, ""))

    @property
    def csv_address(self) -> str:
        return self.address(export="csv")

    @property
    def xlsx_address(self) -> str:
        return self.address(export="xlsx")

    @property
    def paper_addresses(self) -> list[tuple[str, Printed]]:
        return [(self.address(export=paper.form), paper) for paper in self.papers]

    def address(self, **changes: str) -> str:
        """The list's address, some parts changed; a page's place or an export never stays on."""
        query = QueryDict(mutable=True)
        for each in self.filters:
            for name in each.parameters:
                query[name] = self.asked.get(name, "")
        query["sort"], query["size"] = self.sort_text, self.size_text
        for name, value in changes.items():
            query[name] = value
        for name in [name for name, value in query.items() if not value]:
            del query[name]
        if self.chosen != self._usual:
            query.setlist("cols", [column.name for column in self.chosen])
        return f"?{query.urlencode()}" if query else "?"

    @property
    def _usual(self) -> list[Column]:
        return [column for column in self.columns if column.shown]

    def _order(self) -> tuple[Order, str]:
        """The sort asked for, else the table's own."""
        sortable = {column.name: column.sort for column in self.columns if column.sort}
        wanted = self.asked.get("sort", "")
        if wanted and wanted.removeprefix("-") not in sortable:
            self.notices.append(_("This list can't be sorted that way; it is in its usual order."))
            wanted = ""
        wanted = wanted or self.sort
        name = wanted.removeprefix("-")
        return Order(sortable[name], wanted.startswith("-")), name

    def _size(self) -> int:
        wanted = self.asked.get("size", "")
        return int(wanted) if wanted in {str(size) for size in SIZES} else self.size

    def _chosen(self) -> list[Column]:
        names = set(self.asked.getlist("cols"))
        return [column for column in self.columns if column.name in names] or self._usual

    def _narrowed(self) -> QuerySet[Any]:
        rows = self.visible
        for each in self.filters:
            try:
                rows = each.narrow(rows, self.asked)
            except Unreadable as unreadable:
                self.notices.append(str(unreadable))
        return rows

    def _read_anchor(self) -> Anchor | None:
        try:
            if self.asked.get("before"):
                return Anchor.read(self.asked.get("before", ""), before=True)
            if self.asked.get("after"):
                return Anchor.read(self.asked.get("after", ""), before=False)
        except UnreadableKey:
            self.notices.append(
                _("The place in the list could not be read; this is its beginning.")
            )
        return None
