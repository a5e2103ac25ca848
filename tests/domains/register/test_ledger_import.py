"""An older register comes in with its true dates, goes out as a table, and comes back the same."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import Existing, Place, enter_existing
from shoumi.domains.register.imports import LEDGER, ledger
from shoumi.domains.register.imports.actions import import_ledger
from shoumi.domains.register.models import TradeSecret
from shoumi.foundation.sheets import Heading, workbook
from shoumi.kernel.accounts.imports.actions import check_import
from shoumi.kernel.accounts.imports.tables import State
from shoumi.kernel.accounts.models import ImportRun
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Audience, Transition
from tests.conftest import Ticker

GOOD: dict[str, Any] = {
    "名称": "耐磨底漆配方",
    "部门": "研发中心",
    "责任人": "0204",
    "类别": "产品配方与配比",
    "密级": "重要商密",
    "保密期限": "5年",
    "定密日期": "2024年3月1日",
    "原编号": "商密-2024-017",
    "原密级标志": "机密★",
    "载体及存放位置": "纸质：研发中心保险柜；电子：加密盘 R:/base",
    "知悉范围": "0203；李玥",
    "保密措施": "保密协议或保密条款：四人均已签署",
    "秘密性": "检索报告未见相同配比。",
    "价值性": "三年累计订单的主要产品。",
    "保密性": "原件在保险柜，四人知悉。",
    "密点": "两种填料的粒径配比；固化剂加入次序",
}


def sheet(*rows: Mapping[str, Any]) -> bytes:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    return workbook(
        [Heading(head) for head in heads],
        [[row.get(head) for head in heads] for row in rows],
        sheet="台账",
        guide=("说明", "列", "填写", "例"),
    )


def check(company: Cast, at: Ticker, content: bytes, **more: Any) -> ImportRun:
    return check_import(importer=LEDGER, content=content, by=company["office"], at=at(), **more)


def bring(company: Cast, at: Ticker, content: bytes) -> ImportRun:
    run = check(company, at, content)
    assert not run.problems, run.problems
    return import_ledger(run, content=content, by=company["office"], at=at())


def faults(company: Cast, at: Ticker, **changes: Any) -> list[list[Any]]:
    run = check(company, at, sheet(GOOD | changes))
    assert run.problem_count == len(run.problems)
    return run.problems  # type: ignore[no-any-return]


def test_a_row_becomes_a_secret_in_force_since_its_true_date(company: Cast, at: Ticker) -> None:
    run = bring(company, at, sheet(GOOD))
    secret = TradeSecret.objects.get()
    assert (run.new, run.changed, run.unchanged, run.state) == (1, 0, 0, "applied")
    assert secret.effective_on == date(2024, 3, 1)
    assert secret.number == "商业秘密〔2024〕1 号"
    assert secret.term == "P5Y"
    assert secret.term_ends_on == date(2029, 3, 1)
    assert secret.legacy_mark == "机密★"
    assert secret.grounds.count() == 3
    assert secret.points.count() == 2
    assert {(one.medium, one.whereabouts) for one in secret.places.all()} == {
        ("paper", "研发中心保险柜"),
        ("electronic", "加密盘 R:/base"),
    }
    knowing = Audience.objects.filter(record_id=secret.pk, capacity="knows")
    assert {row.person.staff_number for row in knowing if row.person} == {"0202", "0203", "0204"}
    entered = Transition.objects.filter(record_id=secret.pk).latest("pk")
    assert entered.on == date(2024, 3, 1)
    assert entered.recorded_at.date() == date(2026, 11, 20)


def test_a_dry_run_enters_nothing_and_is_kept(company: Cast, at: Ticker) -> None:
    run = check(company, at, sheet(GOOD, GOOD | {"名称": "另一项", "原编号": ""}))
    assert not TradeSecret.objects.exists()
    assert (run.rows, run.new, run.problem_count, run.can_be_applied) == (2, 2, 0, True)
    assert ImportRun.objects.get().sha256 == run.sha256


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("名称", "", "必须填写"),
        ("名称", "a\u0001b", "控制字符"),
        ("名称", "有\u202e反向", "控制字符"),
        ("名称", "长" * 201, "200"),
        ("部门", "不存在的部门", "部门"),
        ("责任人", "张三丰", "工号"),
        ("责任人", "1103", "权利"),
        ("类别", "不是类别", "目录"),
        ("密级", "绝密级别", "国家秘密"),
        ("密级", "没有这个", "密级"),
        ("保密期限", "很久", "长期"),
        ("保密期限", "5000年", "长期"),
        ("定密日期", "2024-13-01", "日期"),
        ("定密日期", "2027-01-01", "将来"),
        ("知悉范围", "全体员工", "知悉范围"),
        ("知悉范围", "云岭新材料股份有限公司", "知悉范围"),
        ("知悉范围", "张三丰", "知悉范围"),
        ("编号", "商业秘密〔2020〕99 号", "登记"),
        ("密点", "密级：机密★10年 配比", "国家秘密"),
    ],
)
def test_each_fault_is_named_with_its_row_column_and_remedy(
    company: Cast, at: Ticker, column: str, value: str, says: str
) -> None:
    problems = faults(company, at, **{column: value})
    assert len(problems) == 1, problems
    row, _where, what = problems[0]
    assert row == 2
    assert says in what
    assert value not in what or not value


def test_two_faults_in_one_row_are_both_told(company: Cast, at: Ticker) -> None:
    problems = faults(company, at, 部门="无", 定密日期="昨天")
    assert {where for _row, where, _what in problems} == {"部门", "定密日期"}


def test_one_bad_row_keeps_all_out(company: Cast, at: Ticker) -> None:
    content = sheet(GOOD, GOOD | {"名称": "", "原编号": "b"})
    run = check(company, at, content)
    assert [problem[0] for problem in run.problems] == [3]
    with pytest.raises(Invalid):
        import_ledger(run, content=content, by=company["office"], at=at())
    assert not TradeSecret.objects.exists()
    run.refresh_from_db()
    assert run.state == "checked"


def test_another_file_is_refused(company: Cast, at: Ticker) -> None:
    run = check(company, at, sheet(GOOD))
    with pytest.raises(Invalid) as refused:
        import_ledger(
            run, content=sheet(GOOD | {"密级": "核心商密"}), by=company["office"], at=at()
        )
    assert refused.value.field == "file"


def test_a_run_is_applied_once(company: Cast, at: Ticker) -> None:
    content = sheet(GOOD)
    run = check(company, at, content)
    stale = ImportRun.objects.get(pk=run.pk)
    import_ledger(run, content=content, by=company["office"], at=at())
    with pytest.raises(Stale):
        import_ledger(stale, content=content, by=company["office"], at=at())
    with pytest.raises(Refused):
        import_ledger(
            ImportRun.objects.get(pk=run.pk), content=content, by=company["office"], at=at()
        )
    assert TradeSecret.objects.count() == 1


def test_what_happened_since_the_dry_run_is_looked_at_again(company: Cast, at: Ticker) -> None:
    content = sheet(GOOD)
    first, second = check(company, at, content), check(company, at, content)
    import_ledger(first, content=content, by=company["office"], at=at())
    with pytest.raises(Invalid):
        import_ledger(second, content=content, by=company["office"], at=at())
    assert TradeSecret.objects.count() == 1


@pytest.mark.parametrize("who", ["engineer", "custodian", "system_admin", "sister_custodian"])
def test_only_the_office_imports_secrets(company: Cast, at: Ticker, who: str) -> None:
    with pytest.raises(Refused):
        check_import(importer=LEDGER, content=sheet(GOOD), by=company[who], at=at())
    run = check(company, at, sheet(GOOD))
    with pytest.raises(Refused):
        import_ledger(run, content=sheet(GOOD), by=company[who], at=at())


def test_the_secrecy_administrator_learns_nothing_of_the_register(
    company: Cast, at: Ticker
) -> None:
    with pytest.raises(Refused):
        check_import(importer=LEDGER, content=sheet(GOOD), by=company["secrecy_admin"], at=at())


def test_every_hundred_rows_are_one_entry(company: Cast, at: Ticker) -> None:
    rows = [GOOD | {"名称": f"第{n}项", "原编号": f"旧-{n}"} for n in range(101)]
    bring(company, at, sheet(*rows))
    verbs = list(Entry.objects.order_by("-pk").values_list("verb", flat=True)[:3])
    assert verbs == ["register.import_ledger", *["register.enter_ledger_rows"] * 2]
    assert TradeSecret.objects.latest("pk").number == "商业秘密〔2024〕101 号"


def test_the_table_taken_out_changes_nothing_when_brought_back(company: Cast, at: Ticker) -> None:
    bring(company, at, sheet(GOOD))
    out = ledger(TradeSecret.objects.all(), person=company["office"], at=at())
    run = check(company, at, out)
    assert (run.problems, run.unchanged, run.new, run.changed) == ([], 1, 0, 0)


def test_a_previous_number_is_the_same_secret(company: Cast, at: Ticker) -> None:
    bring(company, at, sheet(GOOD))
    again = {key: GOOD[key] for key in ("名称", "部门", "责任人", "类别", "密级", "保密期限",
                                        "定密日期", "原编号")}  # fmt: skip
    run = check(company, at, sheet(again))
    assert (run.problems, run.unchanged) == ([], 1)


def test_corrections_by_number_are_made_and_the_rest_is_refused(company: Cast, at: Ticker) -> None:
    bring(company, at, sheet(GOOD))
    number = TradeSecret.objects.get().number
    needed = dict.fromkeys(("部门", "类别", "密级", "保密期限", "定密日期"), "")
    row = needed | {"编号": number, "名称": "耐磨底漆配方（二代）", "责任人": "0203"}
    run = bring(company, at, sheet(row))
    assert run.changed == 1
    secret = TradeSecret.objects.get()
    assert secret.title == "耐磨底漆配方（二代）"
    assert secret.owner == company["engineer"]
    assert secret.places.filter(until_on=None).count() == 2
    for column, value in {"密级": "核心商密", "保密期限": "8年", "定密日期": "2024-03-02",
                          "部门": "市场部", "密点": "新密点"}.items():  # fmt: skip
        (problem,) = check(company, at, sheet(row | {column: value})).problems
        assert problem[0] == 2


def test_nobody_takes_out_or_probes_what_is_not_open_to_him(company: Cast, at: Ticker) -> None:
    secret = enter_existing(
        existing=Existing(
            title="x", org_unit=company.units["RD"], owner=company["chemist"],
            category="product_formula", grade="core", term="P5Y", approved_on=date(2024, 1, 1),
        ),
        by=company["office"], at=at(),
    )  # fmt: skip
    with pytest.raises(Invalid):
        LEDGER.read(ledger(TradeSecret.objects.all(), person=company["marketer"], at=at()))
    with pytest.raises(Refused):
        check_import(
            importer=LEDGER, content=sheet({"编号": secret.number}), by=company["marketer"], at=at()
        )


names = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Cf"]), min_size=1, max_size=60
).filter(str.strip)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    title=names,
    where=names,
    note=names,
    term=st.sampled_from(["P5Y", "P18M", "P1Y6M10D", "2029-08-31", "long_term", "until_public"]),
)
def test_import_of_an_export_is_identity(
    company: Cast, at: Ticker, title: str, where: str, note: str, term: str
) -> None:
    enter_existing(
        existing=Existing(
            title=title, org_unit=company.units["RD"], owner=company["chemist"],
            category="product_formula", grade="core", term=term, approved_on=date(2024, 1, 1),
            places=(Place("paper", where), Place("electronic", f"R:{where}")),
            measures={"other": note, "agreement": ""}, audience=(company["engineer"],),
        ),
        by=company["office"], at=at(),
    )  # fmt: skip
    out = ledger(TradeSecret.objects.all(), person=company["office"], at=at())
    plan = LEDGER.dry_run(LEDGER.read(out), by=company["office"], at=at())
    assert not plan.problems
    assert {row.state for row in plan.rows} == {State.UNCHANGED}


def test_an_empty_template_is_sent_back(company: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        LEDGER.read(LEDGER.template())
    assert refused.value.field == "file"


def test_a_column_with_another_head_is_mapped_by_hand(company: Cast, at: Ticker) -> None:
    row = {("别的叫法" if key == "责任人" else key): value for key, value in GOOD.items()}
    content = sheet(row)
    run = check(company, at, content)
    assert run.problems == [[0, "责任人", run.problems[0][2]]]
    table = LEDGER.read(content)
    mapping = {**table.mapping, "owner": table.heads.index("别的叫法")}
    mended = check(company, at, content, mapping=mapping)
    assert mended.can_be_applied
    import_ledger(mended, content=content, by=company["office"], at=at())
    assert TradeSecret.objects.get().owner == company["chemist"]


def test_a_mapping_to_a_column_that_is_not_there_is_refused(company: Cast, at: Ticker) -> None:
    with pytest.raises(Invalid) as refused:
        check(company, at, sheet(GOOD), mapping={"title": 99})
    assert refused.value.field == "mapping"
