"""What comes in all the same, and is pointed out by row: advice keeps nothing out."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.imports import LEDGER, ledger
from shoumi.domains.register.imports.actions import import_ledger
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.models import ImportRun
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.register.test_ledger_import import GOOD, bring, check, sheet
from tests.domains.register.test_screens_importing import PAGE, checked

PLAIN = ("名称", "部门", "责任人", "类别", "密级", "保密期限", "定密日期", "原编号")
# Graded, and so to be reviewed, so lately that no review is overdue for long.
FRESH = GOOD | {"定密日期": "2026-03-01"}


def warned(company: Cast, at: Ticker, *rows: dict[str, Any]) -> list[list[Any]]:
    run = check(company, at, sheet(*rows))
    assert not run.problems, run.problems
    assert run.warning_count == len(run.warnings)
    assert run.can_be_applied
    return run.warnings  # type: ignore[no-any-return]


def test_a_row_in_order_is_not_warned_of(company: Cast, at: Ticker) -> None:
    assert warned(company, at, FRESH) == []


@pytest.mark.parametrize(
    ("changes", "column", "says"),
    [
        ({"名称": "专利号 ZL 2019 1 0123456.7 的配方"}, "名称", "专利"),
        ({"密点": "见授权公告 CN112345678B"}, "密点", "专利"),
        ({"名称": "华东区客户名单"}, "名称", "客户"),
        ({"类别": "已公布或授权的专利"}, "类别", "专利"),
        ({"保密期限": "2026-10-01"}, "保密期限", "2026-10-01"),
        ({"定密日期": "2023-03-01", "复审日期": ""}, "复审日期", "2024-03-01"),
        ({"秘密性": "其中引用了一份国家秘密材料的编号，已核对。"}, "秘密性", "国家秘密"),
    ],
)
def test_what_to_look_at_is_told_by_row_and_column(
    company: Cast, at: Ticker, changes: dict[str, str], column: str, says: str
) -> None:
    (found,) = warned(company, at, FRESH | changes)
    row, where, what = found
    assert (row, where) == (2, column)
    assert says in what


def test_a_customer_list_with_habits_and_prices_is_not_bare(company: Cast, at: Ticker) -> None:
    row = FRESH | {"名称": "华东区客户名单", "密点": "各客户的采购习惯与底价"}
    assert warned(company, at, row) == []


def test_a_search_report_may_cite_patents(company: Cast, at: Ticker) -> None:
    assert warned(company, at, FRESH | {"秘密性": "与授权公告 CN112345678B 不同。"}) == []


def test_a_review_late_by_less_than_a_cycle_waits_for_the_register(
    company: Cast, at: Ticker
) -> None:
    assert warned(company, at, FRESH | {"定密日期": "2025-03-01"}) == []


def test_an_owner_who_has_left_is_kept_and_pointed_out(company: Cast, at: Ticker) -> None:
    owner = company["chemist"]
    end_person(owner, on=at().date(), by=company["secrecy_admin"], at=at())
    content = sheet(FRESH)
    at(days=1)
    run = check(company, at, content)
    assert [found[1] for found in run.warnings] == ["责任人"]
    assert "离职" in run.warnings[0][2]
    import_ledger(run, content=content, by=company["office"], at=at())
    secret = TradeSecret.objects.get()
    assert secret.owner == owner
    out = ledger(TradeSecret.objects.all(), person=company["office"], at=at())
    again = check(company, at, out)
    assert (again.problems, again.warnings, again.unchanged) == ([], [], 1)


def test_nobody_who_has_left_becomes_the_owner_of_an_entry(company: Cast, at: Ticker) -> None:
    bring(company, at, sheet(FRESH))
    end_person(company["engineer"], on=at().date(), by=company["secrecy_admin"], at=at())
    at(days=1)
    row = {"编号": TradeSecret.objects.get().number, "责任人": "0203"}
    heads = {"名称": "", "部门": "", "类别": "", "密级": "", "保密期限": "", "定密日期": ""}
    run = check(company, at, sheet(row | heads))
    assert [found[1] for found in run.problems] == ["责任人"]


def test_a_name_that_stands_twice_is_pointed_out(company: Cast, at: Ticker) -> None:
    other = FRESH | {"原编号": "", "名称": "耐磨底漆 配方"}
    (found,) = warned(company, at, FRESH, other)
    assert found[:2] == [3, "名称"]
    assert "第 2 行" in found[2]
    bring(company, at, sheet(FRESH))
    (found,) = warned(company, at, other)
    assert str(TradeSecret.objects.get().number) in found[2]


def test_what_stands_in_the_register_already_is_not_warned_of(company: Cast, at: Ticker) -> None:
    old = GOOD | {"保密期限": "2025-10-01", "定密日期": "2020-03-01"}
    bring(company, at, sheet(old))
    assert warned(company, at, {name: old[name] for name in PLAIN}) == []


def test_warnings_are_kept_with_the_run_and_counted_in_full(company: Cast, at: Ticker) -> None:
    rows = [GOOD | {"原编号": f"旧-{n}", "保密期限": "2025-10-01"} for n in range(300)]
    content = sheet(*rows)
    run = check(company, at, content)
    assert (len(run.warnings), run.warning_count) == (500, 300 + 300 + 299)
    import_ledger(run, content=content, by=company["office"], at=at())
    assert ImportRun.objects.get().warning_count == 899


def test_a_problem_names_the_column_as_the_table_itself_does(company: Cast, at: Ticker) -> None:
    run = check(company, at, sheet(GOOD | {"载体及存放位置": "坏\u202e的", "密级": "没有"}))
    assert {found[1] for found in run.problems} == {"载体及存放位置", "密级"}
    marked = check(company, at, LEDGER.template([["", "", "机密★10年"]]))
    assert [(found[0], found[1]) for found in marked.problems] == [(2, "秘密名称")]


def test_the_page_shows_them_and_brings_the_rows_in_all_the_same(
    company: Cast, as_: As, at: Ticker
) -> None:
    office = as_("office")
    run = checked(office, sheet(GOOD | {"保密期限": "2025-10-01", "复审日期": "2026-03-01"}))
    page = text_of(office.get(f"{PAGE}/{run.pk}"))
    assert "1 point to look at" in page
    assert "2025-10-01" in page
    assert "Bring in this row" in page
    lines = office.get(f"{PAGE}/{run.pk}/warnings?as=csv").content.decode("utf-8-sig")
    assert lines.splitlines()[0] == "Row,Column,What to look at"
    assert lines.splitlines()[1].startswith("2,保密期限,")
    assert office.get(f"{PAGE}/{run.pk}/warnings?as=xlsx").status_code == 200
    assert as_("engineer").get(f"{PAGE}/{run.pk}/warnings").status_code == 403
    office.post(f"{PAGE}/{run.pk}", {"version": run.version})
    assert TradeSecret.objects.count() == 1
    assert "1 point to look at" in text_of(office.get(f"{PAGE}/{run.pk}"))
