"""The one table: what it finds, shows, refuses, and what it costs."""

import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from shoumi.kernel.ui.tables import table as table_module
from shoumi.kernel.ui.tables.keyset import Anchor, Order, mark, page_of
from tests.kernel.ui.pages import PapersTable, may_all
from tests.kernel.ui.papers import Paper, Shelf

SORTS = ["number", "-number", "due_on", "-due_on", "shelf", "-shelf", "made_at", "-made_at"]


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def asked(address: str = "", **kwargs: Any) -> PapersTable:
    visible = Paper.objects.filter(secret=False).select_related("shelf")
    return PapersTable(QueryDict(address.removeprefix("?")), visible=visible, **kwargs)


def numbers(table: PapersTable) -> list[str]:
    return [row.number for row in table.page.rows]


def walk(address: str, step: str) -> list[list[str]]:
    pages = []
    while address:
        table = asked(address)
        pages.append(numbers(table))
        address = getattr(table, step)
    return pages


@pytest.mark.parametrize("sort", SORTS)
def test_every_row_is_met_once_in_order_whether_one_walks_on_or_back(
    papers: list[Paper], sort: str
) -> None:
    onward = walk(f"?sort={sort}", "after_address")
    met = [number for page in onward for number in page]
    name = sort.removeprefix("-")
    field = {"shelf": "shelf__name"}.get(name, name)
    sign = "-" if sort.startswith("-") else ""
    filled = Paper.objects.filter(**{f"{field}__isnull": False}).order_by(
        f"{sign}{field}", f"{sign}pk"
    )
    blank = Paper.objects.filter(**{f"{field}__isnull": True}).order_by(f"{sign}pk")
    assert met == [row.number for row in [*filled, *blank]]
    before_last = Paper.objects.get(number=onward[-2][-1])
    last = asked(f"sort={sort}&after={mark(before_last, asked(f'sort={sort}').order)}")
    back = walk(last.before_address, "before_address")
    assert list(reversed(back)) == onward[:-1]


@given(
    dues=st.lists(st.none() | st.dates().filter(lambda day: day.year > 1900), max_size=30),
    size=st.integers(1, 7),
    descending=st.booleans(),
)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_paging_loses_and_doubles_nothing(
    paper_tables: None, db: None, dues: list[Any], size: int, descending: bool
) -> None:
    Paper.objects.all().delete()
    Paper.objects.bulk_create(
        Paper(number=str(i), title="x", made_at="2026-11-03T01:00Z", due_on=due)
        for i, due in enumerate(dues)
    )
    order, met, anchor = Order("due_on", descending), [], None
    for _page in range(len(dues) + 1):
        rows = Paper.objects.all()
        page = page_of(rows, visible=rows, order=order, anchor=anchor, size=size)
        met += [row.pk for row in page.rows]
        if not page.after:
            break
        anchor = Anchor.read(page.after, before=False)
    assert len(met) == len(dues)
    assert len(set(met)) == len(dues)


@pytest.mark.parametrize("sort", ["number", "due_on", "shelf"])
@pytest.mark.parametrize("place", ["", "after"])
def test_a_page_with_its_count_costs_at_most_three_queries(
    papers: list[Paper], sort: str, place: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = asked(f"sort={sort}").after_address if place else f"?sort={sort}&q=0"
    with django_assert_num_queries(2):
        table = asked(address)
        assert table.page.rows
        assert table.count_text
        assert table.after_address


def test_the_last_page_of_a_field_that_may_be_empty_costs_three(
    papers: list[Paper], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        table = asked("sort=due_on&size=200")
        assert len(table.page.rows) == 120
        assert table.count_text == "120"


def test_the_count_stops_at_its_cap(papers: list[Paper], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_module, "COUNT_CAP", 50)
    assert asked().count == 51
    assert asked().count_text == "50+"


@pytest.mark.parametrize("field", ["number", "due_on"])
def test_a_deep_page_is_one_range_of_an_index(papers: list[Paper], field: str) -> None:
    rows = Paper.objects.filter(secret=False)
    with_due = Paper.objects.filter(due_on__isnull=False).first()
    assert with_due is not None
    with CaptureQueriesContext(connection) as queries:
        page_of(rows, visible=rows, order=Order(field), anchor=Anchor(with_due.pk), size=20)
    assert RANGE_OF_AN_INDEX[connection.vendor] in plan_of(queries[0]["sql"])


RANGE_OF_AN_INDEX = {"sqlite": "SEARCH papers_paper USING INDEX", "postgresql": "Index Cond: (("}


def plan_of(sql: str) -> str:
    """How the database would walk; PostgreSQL is kept from reading a short table whole."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {sql}")
        return "\n".join(str(line) for line in cursor.fetchall())


def test_the_address_never_holds_a_title(papers: list[Paper]) -> None:
    table = asked("sort=title")
    assert "after=" in table.after_address
    assert "%E5" not in table.after_address
    assert re.search(r"after=\d+(&|$)", table.after_address)


def test_a_key_that_one_may_not_see_tells_nothing_of_its_place(papers: list[Paper]) -> None:
    hidden = Paper.objects.create(
        number="SM-2026-0060-x", title="x", made_at="2026-11-03T01:00Z", secret=True
    )
    table = asked(f"after={hidden.pk}")
    assert table.page.rows == []
    assert table.is_beyond


@pytest.mark.parametrize("key", ["x", "-1", "1e9", "9" * 40, "１", "1;drop", "ee", "%00"])
def test_an_unreadable_place_is_said_and_the_list_begins_anew(
    papers: list[Paper], key: str
) -> None:
    table = asked(f"after={key}")
    assert numbers(table)[0] == "SM-2026-0000"
    assert table.notices == ["The place in the list could not be read; this is its beginning."]


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ("grade=topsecret", "The filter “密级” could not be read and was left out."),
        ("due_from=yesterday", "The filter “保密期限” could not be read and was left out."),
        ("due_until=0001-01-01", "The filter “保密期限” could not be read and was left out."),
        ("sort=secret", "This list can't be sorted that way; it is in its usual order."),
        ("sort=pages", "This list can't be sorted that way; it is in its usual order."),
    ],
)
def test_what_cannot_be_read_is_left_out_and_said(
    papers: list[Paper], address: str, notice: str
) -> None:
    table = asked(address)
    assert table.count == 120
    assert notice in table.notices


def test_what_was_left_out_is_said_on_the_page(papers: list[Paper], stranger: Client) -> None:
    page = stranger.get("/papers?after=x&grade=topsecret").content.decode()
    assert "this is its beginning." in page
    assert "could not be read and was left out." in page


def test_filters_narrow_together_and_stay_in_the_address(papers: list[Paper]) -> None:
    table = asked("q=工艺&grade=core&due_from=2027-03-01&due_until=2027-04-01&made_from=2026-11-03")
    assert 0 < table.count < 120
    assert all(row.grade == "core" and row.due_on.month in {3, 4} for row in table.page.rows)
    again = asked(table.address(sort="-number"))
    assert again.count == table.count
    assert asked(table.clear_address).count == 120


def test_a_day_of_instants_is_the_local_day(papers: list[Paper]) -> None:
    Paper.objects.filter(number="SM-2026-0007").update(made_at="2026-11-09T17:00Z")
    assert numbers(asked("made_from=2026-11-10&made_until=2026-11-10")) == ["SM-2026-0007"]


def test_a_search_takes_signs_as_they_are(papers: list[Paper]) -> None:
    assert asked("q=%25").count == 0
    assert asked("q=%00SM").count == 120
    assert asked("q=" + "S" * 5000).count == 0


def test_chosen_columns_are_shown_in_their_own_order(papers: list[Paper]) -> None:
    table = asked("cols=pages&cols=number&cols=nothing")
    assert [column.name for column in table.chosen] == ["number", "pages"]
    assert "cols=number&cols=pages" in table.address(sort="-number")
    assert "cols" not in asked().address(sort="-number")


def test_a_cell_is_escaped_and_nothing_is_a_dash(papers: list[Paper]) -> None:
    Paper.objects.filter(number="SM-2026-0000").update(title="<script>alert(1)</script>")
    body = asked().drawn_rows
    assert "<script>" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert '<td data-label="责任部门" class="cell-none"><div>—</div></td>' in body


def test_a_sort_by_a_field_that_is_not_there_is_an_error_of_ours(papers: list[Paper]) -> None:
    rows = Paper.objects.all()
    with pytest.raises(ImproperlyConfigured, match="colour"):
        page_of(rows, visible=rows, order=Order("colour"), anchor=None, size=5)


def test_without_leave_there_is_neither_batch_nor_export(
    papers: list[Paper], stranger: Client
) -> None:
    page = stranger.get("/plain-papers").content.decode()
    assert 'name="pick"' not in page
    assert "export=" not in page
    assert stranger.get("/plain-papers?export=csv").status_code == 403


def test_the_picked_rows_are_sent_to_the_action(papers: list[Paper], stranger: Client) -> None:
    page = stranger.get("/papers").content.decode()
    assert 'formaction="/review"' in page
    first, second = re.findall(r'name="pick" value="(\d+)" form="table-papers-batch"', page)[:2]
    assert (
        stranger.post("/review", {"pick": [first, second]}).content == f"{first},{second}".encode()
    )


def test_htmx_gets_the_table_alone_with_a_short_address(
    papers: list[Paper], stranger: Client
) -> None:
    usual = "&".join(f"cols={c.name}" for c in PapersTable.columns if c.shown)
    response = stranger.get(
        f"/papers?q=7&{usual}", headers={"hx-request": "true", "hx-target": "table-papers"}
    )
    page = response.content.decode()
    assert page.lstrip().startswith('<section id="table-papers"')
    assert "<html" not in page
    assert response["HX-Push-Url"] == "/papers?q=7"


def test_without_javascript_everything_is_a_link_or_a_form(
    papers: list[Paper], stranger: Client
) -> None:
    page = stranger.get("/papers").content.decode()
    assert '<form class="list-tools" method="get"' in page
    assert 'href="?sort=-number"' in page
    assert re.search(r'rel="next" href="\?after=\d+"', page)


def test_an_empty_list_says_what_to_do_next(shelves: list[Shelf], stranger: Client) -> None:
    assert "先登记一项商业秘密。" in stranger.get("/papers").content.decode()
    assert "Nothing fits these filters" in stranger.get("/papers?q=x").content.decode()


def test_may_is_asked_by_the_action_s_name(papers: list[Paper]) -> None:
    names: list[str] = []

    def may(action: str) -> bool:
        names.append(action)
        return action == "papers.review"

    table = asked(may=may)
    assert names == ["papers.export", "papers.review", "papers.label"]
    assert [batch.action for batch in table.offered] == ["papers.review"]
    assert not table.may_export
    assert asked(may=may_all).may_export
