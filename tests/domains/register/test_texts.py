"""What is typed or pasted: refused at its field in plain words, and nothing is half-saved."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register import actions
from shoumi.domains.register.actions import Description, Place, nominate, refine
from shoumi.domains.register.actions.amending import Amendment
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.actions import STATEMENT, Invalid, Refused, require_text
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.acts import DAY, changing, existing, quarantined
from tests.kernel.papers import scan
from tests.kernel.witness import codes, entries_after, last_entry, nothing_changes

PASTE = "秘" * 7_000_000  # 20 MB as it is sent
UNSHOWN = ("温度\x00", "温度\x1b[31m", "温度\x7f", "温度\u202e", "温度\ud800", "温\x0b度")
NOMINATION: dict[str, Any] = {
    "title": "低温固化升温曲线",
    "brief": "三段升温的温度与时间组合。",
    "whereabouts": "加密盘 R:/curing",
    "no_state_secret": True,
}


def invalid(field: str, act: Callable[..., Any], *args: Any, **given: Any) -> None:
    last = last_entry()
    with nothing_changes(), pytest.raises(Invalid) as refused:
        act(*args, **given)
    assert refused.value.field == field
    assert str(refused.value.message).strip()
    assert entries_after(last) == []


def describe(secret: TradeSecret, cast: Cast, at: Ticker, **words: Any) -> TradeSecret:
    return refine(secret, description=Description(**words), by=cast["custodian"], at=at())


@pytest.mark.parametrize("field", ["title", "brief", "whereabouts"])
@pytest.mark.parametrize("text", ["", " \n\t", PASTE, *UNSHOWN], ids=range(9))
def test_a_nomination_says_which_field_is_wrong(
    company: Cast, at: Ticker, field: str, text: str
) -> None:
    invalid(field, nominate, **{**NOMINATION, field: text}, by=company["engineer"], at=at())


def test_without_the_attestation_nothing_is_nominated(company: Cast, at: Ticker) -> None:
    wanted = {**NOMINATION, "no_state_secret": False}
    invalid("no_state_secret", nominate, **wanted, by=company["engineer"], at=at())


def test_a_text_of_just_the_length_is_taken_and_one_more_is_not(company: Cast, at: Ticker) -> None:
    whole = {**NOMINATION, "title": "甲" * 200, "brief": "乙" * STATEMENT}
    secret = nominate(**whole, by=company["engineer"], at=at())
    assert secret.title == "甲" * 200
    longer = {**NOMINATION, "title": "甲" * 201}
    invalid("title", nominate, **longer, by=company["engineer"], at=at())
    longer = {**NOMINATION, "brief": "乙" * (STATEMENT + 1)}
    invalid("brief", nominate, **longer, by=company["engineer"], at=at())


def test_line_ends_and_rare_characters_are_text(company: Cast, at: Ticker) -> None:
    for text in ("一行\r\n两行\t表", "吴䶮与𠮷野", "naïve − 5 ℃ 🜂", "\u200b温度"):
        require_text("brief", text, 100)


@pytest.mark.parametrize("text", [PASTE, *UNSHOWN], ids=range(7))
def test_a_description_says_which_field_is_wrong(company: Cast, at: Ticker, text: str) -> None:
    secret = scenes.described(company, at)
    for field, words in (
        ("title", {"title": text}),
        ("category", {"category": text}),
        ("origin_note", {"origin_note": text}),
        ("secrecy", {"grounds": {**scenes.GROUNDS, "secrecy": text}}),
        ("points", {"points": ["第一段。", text]}),
        ("places", {"places": [Place("paper", text)]}),
        ("measures", {"measures": {"agreement": text}}),
    ):
        invalid(field, describe, secret, company, at, **words)


@pytest.mark.parametrize("text", ["无", "见附件", "。。。", "同上", "xxxx"])
def test_empty_words_ground_nothing(company: Cast, at: Ticker, text: str) -> None:
    secret = scenes.nominated(company, at)
    invalid("value", describe, secret, company, at, grounds={**scenes.GROUNDS, "value": text})


def test_what_a_description_can_not_hold_is_said(company: Cast, at: Ticker) -> None:
    secret = scenes.described(company, at)
    for field, words in (
        ("title", {"title": "  "}),
        ("origin", {"origin": "stolen"}),
        ("owner", {"owner": company["sister_engineer"]}),
        ("grounds", {"grounds": {"beauty": "很美观很好看。"}}),
        ("value", {"grounds": {"secrecy": "无人知晓这条曲线。", "value": "无人知晓这条曲线"}}),
        ("places", {"places": [Place("cloud", "云端")]}),
        ("measures", {"measures": {"prayer": "每天"}}),
        ("audience", {"audience": [company.units["YL"]]}),
        ("audience", {"audience": [company["chemist"], company.units["HC"]]}),
        ("proposed_grade", {"proposed_grade": "绝密"}),
        ("proposed_term", {"proposed_term": "forever"}),
        ("proposed_term", {"proposed_term": "2026-11-20"}),
        ("proposed_term", {"proposed_term": "2026-11-19"}),
    ):
        invalid(field, describe, secret, company, at, **words)


@pytest.mark.parametrize(
    "words",
    [
        {"title": "机密★ 升温曲线"},
        {"origin_note": "密级：机密"},
        {"points": ["秘密★10年"]},
        {"grounds": {**scenes.GROUNDS, "value": "绝密★\n来自某研究所的材料"}},
        {"places": [Place("paper", "机密★ 文件柜三层")]},
        {"measures": {"agreement": "绝密★ 已签"}},
    ],
    ids=lambda words: next(iter(words)),
)
def test_a_state_mark_in_the_description_is_not_saved(
    company: Cast, at: Ticker, words: dict[str, Any]
) -> None:
    invalid("", describe, scenes.described(company, at), company, at, **words)


def test_a_term_that_ran_out_while_it_lay_there_is_refused_at_submission(
    company: Cast, at: Ticker
) -> None:
    secret = scenes.described(company, at)
    secret = describe(secret, company, at, proposed_term="2026-12-01")
    late = at(days=30)
    by = company["custodian"]
    invalid("proposed_term", actions.propose_grading, secret, by=by, at=late)


def test_what_is_missing_is_named_before_submission(company: Cast, at: Ticker) -> None:
    secret = scenes.nominated(company, at)
    with nothing_changes(), pytest.raises(Refused) as refused:
        actions.propose_grading(secret, by=company["custodian"], at=at())
    assert codes(refused) == ["guard"]
    for part in ("密点", "知悉范围", "信息类型"):
        assert part in str(refused.value), str(refused.value)


@pytest.mark.parametrize("text", [PASTE, "理由\x00", "理由\u202e"], ids=["paste", "null", "turned"])
def test_every_reason_and_note_is_bounded(company: Cast, at: Ticker, text: str) -> None:
    """One of each act; the acts are tried on the same secret, since none of them goes through."""
    by = company.__getitem__
    secret = scenes.nominated(company, at)
    custodian, office = by("custodian"), by("office")
    invalid("note", actions.decline, secret, note=text, by=custodian, at=at())
    invalid("note", actions.quarantine, secret, note=text, by=custodian, at=at())
    invalid("note", actions.hold, secret, held=True, note=text, by=office, at=at())
    invalid("note", actions.void, secret, note=text, by=office, at=at())
    invalid("note", actions.release, secret, note=text, by=office, at=at())
    invalid("note", actions.entomb, secret, note=text, by=office, at=at())
    invalid("note", actions.review, secret, outcome="keep", note=text, by=custodian, at=at())
    change = {"kind": "declassify", "reason": text, "by": custodian}
    invalid("reason", actions.propose_change, secret, **change, at=at())
    widen = {"whom": by("marketer"), "because": text, "by": custodian}
    invalid("because", actions.widen_audience, secret, **widen, at=at())


@pytest.mark.parametrize("text", [PASTE, "不行\x00"], ids=["paste", "null"])
def test_a_deciders_note_is_bounded_too(company: Cast, at: Ticker, text: str) -> None:
    secret, head = scenes.proposed(company, at), company["head"]
    given = {"verdict": "return", "note": text, "at": at()}
    invalid("note", actions.approve_grading, secret, **given, by=head)
    paper = {**given, "person": head, "signed_on": DAY, "scan": scan(), "by": company["office"]}
    invalid("note", actions.enter_paper_decision, secret, **paper)


def test_every_reason_that_is_asked_for_is_needed(company: Cast, at: Ticker) -> None:
    office, custodian = company["office"], company["custodian"]
    secret = quarantined(company, at)
    for act in (actions.release, actions.entomb, actions.void):
        invalid("note", act, secret, note="  ", by=office, at=at())
    invalid("note", actions.hold, secret, held=True, note=" ", by=office, at=at())
    secret = changing(company, at)
    invalid("note", actions.decline, secret, note="", by=custodian, at=at())
    invalid("note", actions.review, secret, outcome="change", note=" ", by=custodian, at=at())
    invalid("outcome", actions.review, secret, outcome="perhaps", by=custodian, at=at())


@pytest.mark.parametrize("text", [PASTE, "配比\x00", "配比\u202e"], ids=["paste", "null", "turned"])
def test_an_older_entry_says_which_field_is_wrong(company: Cast, at: Ticker, text: str) -> None:
    for field, changes in (
        ("title", {"title": text}),
        ("category", {"category": text}),
        ("previous_number", {"previous_number": text}),
        ("legacy_mark", {"legacy_mark": text}),
        ("secrecy", {"grounds": {"secrecy": text}}),
        ("points", {"points": (text,)}),
        ("places", {"places": (Place("paper", text),)}),
        ("measures", {"measures": {"agreement": text}}),
    ):
        wanted = existing(company, **changes)
        invalid(field, actions.enter_existing, existing=wanted, by=company["office"], at=at())
    secret = scenes.in_force(company, at)
    for field in ("title", "category", "previous_number", "legacy_mark"):
        changed: dict[str, Any] = {field: text}
        amendment = Amendment(**changed)
        by = company["office"]
        invalid(field, actions.amend_entry, secret, amendment=amendment, by=by, at=at())


def test_what_an_older_entry_can_not_be_is_said(company: Cast, at: Ticker) -> None:
    for field, changes in (
        ("title", {"title": " "}),
        ("title", {"points": ("机密★",)}),
        ("title", {"places": (Place("paper", "机密★"),)}),
        ("title", {"measures": {"agreement": "机密★"}}),
        ("origin", {"origin": "stolen"}),
        ("approved_on", {"approved_on": DAY + timedelta(1)}),
        ("reviewed_on", {"reviewed_on": DAY + timedelta(1)}),
        ("grade", {"grade": "top"}),
        ("owner", {"owner": company["sister_engineer"]}),
        ("audience", {"audience": (company.units["YL"],)}),
        ("term", {"term": "soon"}),
        ("places", {"places": (Place("cloud", "x"),)}),
        ("measures", {"measures": {"prayer": "每天"}}),
    ):
        wanted = existing(company, **changes)
        invalid(field, actions.enter_existing, existing=wanted, by=company["office"], at=at())


def test_what_a_correction_can_not_be_is_said(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    for field, amendment in (
        ("title", Amendment(title="机密★")),
        ("title", Amendment(places=[Place("paper", "机密★")])),
        ("title", Amendment(measures={"agreement": "机密★"})),
        ("origin", Amendment(origin="stolen")),
    ):
        by = company["office"]
        invalid(field, actions.amend_entry, secret, amendment=amendment, by=by, at=at())


def test_a_last_day_in_the_past_is_no_need_to_know(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    given = {"whom": company["marketer"], "because": "试产。", "by": company["engineer"]}
    for day in (DAY, date(2026, 1, 1)):
        invalid("until_on", actions.widen_audience, secret, **given, until_on=day, at=at())
