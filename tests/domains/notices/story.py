"""Circulars, reports and requests on their way, through the house's actions."""

from datetime import date, timedelta
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.domains.notices import actions
from shoumi.domains.notices.daily import go_on
from shoumi.domains.notices.models import (
    Bulletin,
    Circular,
    CooperationAnswer,
    DepartmentReport,
)
from shoumi.kernel.accounts.actions import end_person, end_unit
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.actions import acknowledge, open_receipt
from shoumi.kernel.delivery.models import Receipt
from tests.conftest import Ticker

UNITS = ("RD", "MK", "FN")
NUMBERS = {"secrets_nominated": 2, "trainings": 1, "people_trained": 9}


def again(row: Any) -> Any:
    """As it stands now."""
    return type(row).objects.get(pk=row.pk)


def day(at: Ticker) -> date:
    return local_day(at.now)


def dissolve(cast: Cast, at: Ticker, code: str) -> None:
    """The unit with all its people."""
    unit = cast.units[code]
    for person in Person.objects.active(day(at)).filter(org_unit=unit):
        end_person(person, on=day(at), by=HOUSE, at=at())
    end_unit(again(unit), on=day(at), by=HOUSE, at=at())


def draft(cast: Cast, at: Ticker, *units: str, reaches: str = "units", **more: Any) -> Circular:
    to = actions.Addressed(reaches, [cast.units[one] for one in units or UNITS])
    given = {
        "title": "关于年底保密自查的通报",
        "text": "各部门于本月底前完成自查。",
        "to": to,
        **more,
    }
    return actions.draft_circular(by=cast["office"], at=at(), **given)


def approved(
    cast: Cast, at: Ticker, circular: Circular | None = None, who: str = "office_head"
) -> Circular:
    circular = again(circular or draft(cast, at))
    actions.submit_circular(circular, by=cast["office"], at=at())
    return actions.approve_circular(circular, by=cast[who], at=at())


def issued(
    cast: Cast, at: Ticker, circular: Circular | None = None, who: str = "office_head"
) -> Circular:
    return actions.issue_circular(approved(cast, at, circular, who), by=cast["office"], at=at())


def confirmed(circular: Any, at: Ticker, *people: Person) -> None:
    for person in people:
        receipt = Receipt.objects.get(person=person, dispatch__document=circular.paper)
        open_receipt(receipt, by=person, at=at())
        acknowledge(receipt, by=person, at=at())


def asked_for(at: Ticker) -> dict[str, DepartmentReport]:
    """The reports of the month before, by the department's code."""
    go_on(by=HOUSE, at=at())
    return {one.org_unit.code: one for one in DepartmentReport.objects.all()}


def reported(cast: Cast, at: Ticker, report: DepartmentReport, who: str, head: str) -> Any:
    """Written by one, confirmed by another."""
    said = actions.Said(NUMBERS, suggestions="增加碎纸机")
    actions.write_report(again(report), said=said, by=cast[who], at=at())
    return actions.confirm_report(again(report), by=cast[head], at=at())


def bulletin(cast: Cast, at: Ticker, report: DepartmentReport) -> Bulletin:
    """Of one report, issued."""
    actions.take_up_report(again(report), by=cast["office"], at=at())
    made = actions.draft_bulletin(
        month=report.month, text="本月情况平稳。", by=cast["office"], at=at()
    )
    return actions.issue_bulletin(made, by=cast["office"], at=at())


def asked(
    cast: Cast, at: Ticker, *units: str, days: int = 14, who: str = "custodian"
) -> dict[str, CooperationAnswer]:
    """R&D asks; the answers by the code of the department."""
    request = actions.ask_cooperation(
        unit=cast.units["RD"], of=[cast.units[one] for one in units or ("MK", "IT")],
        title="客户图纸回收", text="请回收九月发给客户的图纸。",
        wanted_by=day(at) + timedelta(days=days), by=cast[who], at=at(),
    )  # fmt: skip
    return {one.org_unit.code: one for one in request.answers.all()}


def done(cast: Cast, at: Ticker, answer: CooperationAnswer, who: str) -> CooperationAnswer:
    actions.accept_request(again(answer), by=cast[who], at=at())
    return actions.reply_to_request(again(answer), reply="已全部收回。", by=cast[who], at=at())
