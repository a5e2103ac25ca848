"""The tree of units and the people come in as tables, all or nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.foundation.sheets import Heading, workbook
from shoumi.kernel.accounts.imports.actions import check_import, import_people, import_units
from shoumi.kernel.accounts.imports.people import PEOPLE
from shoumi.kernel.accounts.imports.tables import Importer
from shoumi.kernel.accounts.imports.units import UNITS, listing
from shoumi.kernel.accounts.models import Appointment, ImportRun, OrgUnit, Person, Role
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker


def sheet(*rows: Mapping[str, Any]) -> bytes:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    return workbook(
        [Heading(head) for head in heads],
        [[row.get(head) for head in heads] for row in rows],
        sheet="x",
        guide=("说明", "列", "填写", "例"),
    )


def unit(code: str, name: str, parent: str, kind: str = "部门") -> dict[str, str]:
    return {"编码": code, "名称": name, "上级编码": parent, "类型": kind}


def person(number: str, name: str, where: str = "研发中心", **more: Any) -> dict[str, Any]:
    return {"工号": number, "姓名": name, "部门": where, **more}


def check(cast: Cast, at: Ticker, importer: Importer, content: bytes) -> ImportRun:
    return check_import(importer=importer, content=content, by=cast["office"], at=at())


def test_units_come_in_whatever_their_order(cast: Cast, at: Ticker) -> None:
    content = sheet(
        unit("RD-2", "二组", "RD-X"), unit("RD-X", "新材料室", "RD"), unit("RD", "研发中心", "YL")
    )
    run = check(cast, at, UNITS, content)
    assert (run.problems, run.new, run.unchanged) == ([], 2, 1)
    import_units(run, content=content, by=cast["office"], at=at())
    assert OrgUnit.objects.get(code="RD-2").path.startswith(OrgUnit.objects.get(code="RD").path)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (unit("", "无编码", "YL"), "必须填写"),
        (unit("N", "新部门", "没有"), "上级编码"),
        (unit("N", "新部门", ""), "上级编码"),
        (unit("N", "新部门", "N"), "循环"),
        (unit("N", "新公司", "YL", "公司"), "只有一个"),
        (unit("N", "新公司", "RD", "所属企业"), "所属企业"),
        (unit("N", "新部门", "YL", "科室？"), "请选择"),
        (unit("RD", "改了名", "YL"), "不一致"),
        (unit("N", "名\u0007", "YL"), "控制字符"),
    ],
)
def test_each_fault_of_a_unit_is_named(
    cast: Cast, at: Ticker, row: dict[str, str], says: str
) -> None:
    (problem,) = check(cast, at, UNITS, sheet(row)).problems
    assert problem[0] == 2
    assert says in problem[2]


def test_a_code_stands_once_in_a_table(cast: Cast, at: Ticker) -> None:
    run = check(cast, at, UNITS, sheet(unit("N", "甲", "YL"), unit("N", "乙", "YL")))
    assert [problem[0] for problem in run.problems] == [3]


def test_the_list_of_units_brought_back_changes_nothing(cast: Cast, at: Ticker) -> None:
    run = check(cast, at, UNITS, listing())
    assert (run.problems, run.new, run.unchanged) == ([], 0, OrgUnit.objects.count())


def test_people_come_in_with_their_posts(cast: Cast, at: Ticker) -> None:
    content = sheet(
        person("0901", "金一", 入职日期="2025/3/1", 岗位="配方工程师；法务@YL"),
        person("0902", "金二", "MK", 邮箱="jin@example.com"),
        person("0203", "周祎", 岗位="试验员"),
    )
    run = check(cast, at, PEOPLE, content)
    assert (run.problems, run.new, run.changed) == ([], 2, 1)
    import_people(run, content=content, by=cast["office"], at=at())
    one = Person.objects.get(staff_number="0901")
    assert one.from_on == date(2025, 3, 1)
    held = Appointment.objects.filter(person=one).values_list("post__role", "post__title")
    assert set(held) == {(Role.JOB, "配方工程师"), (Role.COUNSEL, "")}
    again = check(cast, at, PEOPLE, content)
    assert (again.problems, again.unchanged) == ([], 3)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (person("", "金一"), "必须填写"),
        (person("0901", ""), "必须填写"),
        (person("0901", "金一", "没有的部门"), "部门"),
        (person("0901", "金一", 入职日期="去年"), "日期"),
        (person("0901", "金一", 邮箱="不是邮箱"), "邮箱"),
        (person("0901", "金一", 岗位="保密管理员@没有"), "@"),
        (person("0901", "金一", 岗位="系统管理员@YL；安全审计员@YL"), "三"),
        (person("0203", "别人"), "不一致"),
    ],
)
def test_each_fault_of_a_person_is_named(
    cast: Cast, at: Ticker, row: dict[str, Any], says: str
) -> None:
    (problem,) = check(cast, at, PEOPLE, sheet(row)).problems
    assert problem[0] == 2
    assert says in problem[2]
    assert "金一" not in str(problem)


def test_one_bad_person_keeps_all_out(cast: Cast, at: Ticker) -> None:
    content = sheet(person("0901", "金一"), person("0901", "金二"))
    run = check(cast, at, PEOPLE, content)
    assert [problem[0] for problem in run.problems] == [3]
    with pytest.raises(Invalid):
        import_people(run, content=content, by=cast["office"], at=at())
    assert not Person.objects.filter(staff_number="0901").exists()


def test_names_stay_out_of_the_log(cast: Cast, at: Ticker) -> None:
    content = sheet(person("0901", "金不换"))
    run = check(cast, at, PEOPLE, content)
    import_people(run, content=content, by=cast["office"], at=at())
    assert not any("金不换" in bytes(entry.leaf).decode() for entry in Entry.objects.all())


@pytest.mark.parametrize("who", ["engineer", "system_admin", "custodian"])
def test_only_organisers_import(cast: Cast, at: Ticker, who: str) -> None:
    content = sheet(person("0901", "金一"))
    with pytest.raises(Refused):
        check_import(importer=PEOPLE, content=content, by=cast[who], at=at())
    run = check(cast, at, PEOPLE, content)
    with pytest.raises(Refused):
        import_people(run, content=content, by=cast[who], at=at())
    with pytest.raises(Refused):
        import_units(run, content=content, by=cast["office"], at=at())
