"""Every act on the register, each with a case in which it goes well."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.domains.register import actions
from shoumi.domains.register.actions import Description
from shoumi.domains.register.actions.amending import Amendment
from shoumi.domains.register.actions.existing import enter_ledger_rows
from shoumi.domains.register.actions.intake import Existing
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.kernel.records.models import Audience
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.kernel.papers import scan

DAY = date(2026, 11, 20)


DEPARTMENT = frozenset({"custodian", "head"})


OWNER = DEPARTMENT | {"engineer"}


OFFICE = frozenset({"office", "office_head"})


ADMINISTRATORS = frozenset({"system_admin", "secrecy_admin", "audit_admin"})


def approved(cast: Cast, at: Ticker) -> TradeSecret:
    secret = scenes.proposed(cast, at)
    for signer in ("head", "leader"):
        secret = actions.approve_grading(secret, verdict="agree", by=cast[signer], at=at())
    return secret


def changing(cast: Cast, at: Ticker, **change: Any) -> TradeSecret:
    secret = scenes.in_force(cast, at)
    wanted = {"kind": "regrade", "to_grade": "core", "reason": "客户指定为独家工艺。", **change}
    return actions.propose_change(secret, by=cast["custodian"], at=at(), **wanted)


def quarantined(cast: Cast, at: Ticker) -> TradeSecret:
    secret = scenes.nominated(cast, at)
    return actions.quarantine(secret, note="像是外来文件", by=cast["custodian"], at=at())


def core_grade(cast: Cast, at: Ticker) -> Grade:
    return Grade.objects.get(code="core")


def existing(cast: Cast, **changes: Any) -> Existing:
    given: dict[str, Any] = {
        "title": "陶瓷浆料配比", "org_unit": cast.units["RD"], "owner": cast["engineer"],
        "category": "product_formula", "grade": "important", "term": "P5Y",
        "approved_on": date(2024, 3, 11), "reviewed_on": date(2025, 3, 1),
        "grounds": dict(scenes.GROUNDS), "points": ("粉体与分散剂按 7：3 配比。",),
        "audience": (cast["chemist"],), "measures": {"agreement": "已签"},
        "previous_number": "旧字 12 号", "legacy_mark": "内部",
    }  # fmt: skip
    return Existing(**{**given, **changes})


@dataclass(frozen=True)
class Act:
    """`subject` plays the scene that it is done in (None: it creates); `do` does it; `may` are the
    keys of those of the cast who may; `to` is the state it leads to, where it has one."""

    verb: str
    subject: Callable[[Cast, Ticker], Any] | None
    do: Callable[..., Any]
    may: frozenset[str]
    to: str = ""

    def __str__(self) -> str:
        return self.verb

    def perform(self, row: Any, cast: Cast, *, by: Any, at: Ticker) -> Any:
        given = (cast,) if row is None else (row, cast)
        return self.do(*given, by=by, at=at())


def a_row(secret: TradeSecret, cast: Cast) -> Audience:
    return Audience.objects.get(record_id=secret.pk, person=cast["chemist"], capacity="knows")


ON_A_SECRET = [
    Act(
        "register.refine", scenes.nominated,
        lambda one, cast, **who: actions.refine(
            one, description=Description(category="process_parameters"), **who
        ),
        DEPARTMENT, "nominated",
    ),
    Act(
        "register.propose_grading", scenes.described,
        lambda one, cast, **who: actions.propose_grading(one, **who),
        DEPARTMENT, "proposed",
    ),
    Act(
        "register.decline", scenes.nominated,
        lambda one, cast, **who: actions.decline(one, note="已公开。", **who),
        DEPARTMENT, "declined",
    ),
    Act(
        "register.withdraw", scenes.proposed,
        lambda one, cast, **who: actions.withdraw(one, **who),
        frozenset({"engineer"}), "void",
    ),
    Act(
        "register.approve_grading", scenes.proposed,
        lambda one, cast, **who: actions.approve_grading(one, verdict="agree", **who),
        frozenset({"head"}), "proposed",
    ),
    Act(
        "register.enter_paper_decision", scenes.proposed,
        lambda one, cast, **who: actions.enter_paper_decision(
            one, person=cast["head"], verdict="agree", signed_on=DAY, scan=scan(), **who
        ),
        DEPARTMENT | OFFICE, "proposed",
    ),
    Act(
        "register.file", approved,
        lambda one, cast, **who: actions.file(one, **who),
        OFFICE, "active",
    ),
    Act(
        "register.review", scenes.in_force,
        lambda one, cast, **who: actions.review(one, outcome="keep", **who),
        OWNER, "active",
    ),
    Act(
        "register.propose_change", scenes.in_force,
        lambda one, cast, **who: actions.propose_change(
            one, kind="declassify", reason="已随产品公开。", **who
        ),
        DEPARTMENT, "changing",
    ),
    Act(
        "register.approve_change", changing,
        lambda one, cast, **who: actions.approve_change(one, verdict="agree", **who),
        frozenset({"head"}), "changing",
    ),
    Act(
        "register.widen_audience", scenes.in_force,
        lambda one, cast, **who: actions.widen_audience(
            one, whom=cast["marketer"], because="试产第三批。", **who
        ),
        OWNER, "active",
    ),
    Act(
        "register.narrow_audience", scenes.in_force,
        lambda one, cast, **who: actions.narrow_audience(one, row=a_row(one, cast), **who),
        OWNER, "active",
    ),
    Act(
        "register.amend_entry", scenes.in_force,
        lambda one, cast, **who: actions.amend_entry(
            one, amendment=Amendment(title="低温固化曲线（二）"), **who
        ),
        OFFICE, "active",
    ),
    Act(
        "register.void", scenes.in_force,
        lambda one, cast, **who: actions.void(one, note="重复登记。", **who),
        OFFICE, "void",
    ),
    Act(
        "register.hold", scenes.in_force,
        lambda one, cast, **who: actions.hold(one, held=True, note="（2026）民初 1 号", **who),
        OFFICE, "active",
    ),
    Act(
        "register.quarantine", scenes.in_force,
        lambda one, cast, **who: actions.quarantine(one, **who),
        OWNER | OFFICE | {"counsel"}, "quarantined",
    ),
    Act(
        "register.release", quarantined,
        lambda one, cast, **who: actions.release(one, note="经核实不是。", **who),
        OFFICE, "nominated",
    ),
    Act(
        "register.entomb", quarantined,
        lambda one, cast, **who: actions.entomb(one, note="已移交保密办。", **who),
        OFFICE, "entombed",
    ),
]  # fmt: skip


OTHERS = [
    Act(
        "register.enter_existing", None,
        lambda cast, **who: actions.enter_existing(existing=existing(cast), **who),
        OFFICE,
    ),
    Act(
        "register.enter_ledger_rows", None,
        lambda cast, **who: enter_ledger_rows(rows=[existing(cast)], **who),
        OFFICE,
    ),
    Act(
        "register.adopt_grades", None,
        lambda cast, **who: actions.adopt_grades(preset="central", **who),
        OFFICE,
    ),
    Act(
        "register.amend_grade", core_grade,
        lambda grade, cast, **who: actions.amend_grade(grade, values={"review_months": 3}, **who),
        OFFICE,
    ),
]  # fmt: skip


def propose(secret: TradeSecret, cast: Cast, at: Ticker, kind: str, **more: Any) -> TradeSecret:
    by = cast["custodian"]
    return actions.propose_change(secret, kind=kind, reason="见说明。", by=by, at=at(), **more)
