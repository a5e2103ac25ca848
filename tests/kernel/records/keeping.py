"""A plain record with a state table of its own, kept as an action would keep it."""

from datetime import date

from shoumi.demo.cast import Cast
from shoumi.foundation.workflow import Flow, State, Step
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.records.models import Record
from shoumi.kernel.records.moves import begin
from tests.conftest import Ticker
from tests.kernel.acting import acting


def full(facts: object) -> str | None:
    return "还缺地点。" if facts == "empty" else None


FLOW = Flow(
    kind="plan",
    start="drafted",
    states=(
        State("drafted", "草稿"),
        State("agreed", "已同意"),
        State("running", "执行中"),
        State("closed", "已结束", final=True),
    ),
    steps=(
        Step("agree", ("drafted",), "agreed", "head", "同意", guards=(full,)),
        Step("start", ("agreed",), "running", "head", "开始"),
        Step("note", ("agreed", "running"), None, "head", "备注"),
        Step("close", ("running",), "closed", "head", "结束"),
    ),
)


def kept(cast: Cast, at: Ticker, *, on: date | None = None, unit: str = "RD") -> Record:
    record = Record(
        kind="plan", title="计划", entity=cast.units[unit].rights_holder,
        org_unit=cast.units[unit],
    )  # fmt: skip
    with acting(at):
        begin(record, FLOW, step="tests.draft", by=HOUSE, at=at.now, on=on)
    return record
