"""A company's own text as the draft: read, looked at, put right, taken; and what is refused."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions
from shoumi.domains.policies.actions.taking import FAULTS, text_of_file
from shoumi.domains.policies.facts import clauses_of
from shoumi.domains.policies.models import Edition
from shoumi.domains.policies.rules.taking import Fault, taken
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.reading import WholeArticle, read_articles
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.reading.makers import DATA, archive, blank_pdf, pdf, word
from tests.kernel.reading.test_refusals import encrypted
from tests.kernel.witness import codes, nothing_changes

CHAPTERS = (DATA / "chapters.txt").read_text(encoding="utf-8")
BUDGET = 30
KEPT = ("policies.edition", "policies.editionclause")


def article(label: str, text: str = "甲。", title: str = "", chapter: str = "") -> WholeArticle:
    return WholeArticle(label, chapter, title, text)


def take(company: Cast, at: Ticker, edition: Edition, text: str, by: str = "office") -> Edition:
    return actions.take_text(edition, text=text, by=company[by], at=at())


def idents(edition: Edition) -> list[str]:
    return [one.ident for one in clauses_of(edition)]


def test_numbers_and_headings_stay() -> None:
    found = taken([article("1", title="目的", chapter="第一章 总则"), article("2-1", "乙，丙。")])
    assert [(one.ident, one.heading) for one in found.clauses] == [
        ("1", "第一章 总则 · 目的"), ("2.1", "乙"),
    ]  # fmt: skip
    assert not found.renumbered


@pytest.mark.parametrize("labels", [("1", "1"), ("2", "1"), ("1", "1a"), ("1", "2.1.1"), ("1000",)])
def test_numbers_that_do_not_rise_are_given_anew(labels: tuple[str, ...]) -> None:
    found = taken([article(one) for one in labels])
    assert [one.ident for one in found.clauses] == [str(at + 1) for at in range(len(labels))]
    assert found.renumbered


@pytest.mark.parametrize(
    ("articles", "fault"),
    [
        ([], Fault.NOTHING),
        ([article("1", "")], Fault.NOTHING),
        ([article(str(at)) for at in range(1, 202)], Fault.TOO_MANY),
        ([article("1", "甲" * 5001)], Fault.TOO_LONG),
    ],
)
def test_what_makes_no_draft_is_said(articles: list[WholeArticle], fault: Fault) -> None:
    assert taken(articles).fault == fault
    assert FAULTS[fault]


def test_two_hundred_clauses_are_taken() -> None:
    assert taken([article(str(at)) for at in range(1, 201)]).fault is None


def test_the_text_becomes_the_draft(company: Cast, at: Ticker) -> None:
    edition = take(company, at, story.draft(company, at), CHAPTERS)
    assert idents(edition) == [str(at) for at in range(1, 9)]
    third = edition.clauses.get(ident="3")
    assert third.heading == "第二章 组织机构"
    assert "（一）每半年召开一次例会" in third.text.split("\n")[1]
    assert Entry.objects.filter(verb="policies.take_text", outcome="done").count() == 1


def test_of_the_draft_what_the_text_lacks_is_struck_and_a_changed_clause_loses_its_english(
    company: Cast, at: Ticker
) -> None:
    edition = story.draft(company, at)
    for ident, text in (("1", "本规定适用于讨论商业秘密的会议。"), ("3", "旧。")):
        actions.write_clause(
            edition, ident=ident, heading="适用范围", text=text, heading_en="Scope", text_en="x",
            by=company["office"], at=at(),
        )  # fmt: skip
    same = "第一条 适用范围\n本规定适用于讨论商业秘密的会议。\n第二条 手机\n一律关机。"
    edition = take(company, at, edition, same)
    assert idents(edition) == ["1", "2"]
    rows = {one.ident: one for one in edition.clauses.all()}
    assert (rows["1"].text_en, rows["2"].text, rows["3"].struck) == ("x", "一律关机。", True)
    edition = take(company, at, edition, same.replace("讨论", "研究"))
    assert edition.clauses.get(ident="1").text_en == ""


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "甲" * 200_001, "第一条 甲\u202e乙。", "绝密★\n第一条 甲。", "# a\n" * 4_000,
     "\n".join(f"第{at}条 甲。" for at in range(1, 202)), "第一条 " + "甲" * 5001],
    ids=["nothing", "blanks", "too long", "unshown", "state secret", "thousands", "201", "clause"],
)  # fmt: skip
def test_a_text_that_makes_no_draft_changes_nothing(company: Cast, at: Ticker, text: str) -> None:
    edition = story.draft(company, at)
    with nothing_changes(*KEPT), pytest.raises(Invalid) as invalid:
        take(company, at, edition, text)
    assert invalid.value.field == "text"


FILES: dict[str, bytes] = {
    "nothing": b"",
    "over size": b"a" * (20 * 1024 * 1024 + 1),
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40,
    "a zip bomb": archive({"word/document.xml": b" " * 60_000_000}),
    "locked": encrypted(archive({"word/document.xml": "<a/>"})),
    "a scan": blank_pdf(3),
    "a broken PDF": b"%PDF-1.7\nnothing that follows makes sense",
    "a state secret in text": "机密★\n第一条 甲。".encode(),
    "a state secret in Word": word([("秘密★5年", "", 0), ("第一条 甲。", "", 0)]),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_can_not_be_read_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(Invalid) as invalid:
        text_of_file(FILES[name], "制度.docx")
    assert invalid.value.field == "file"
    assert len(str(invalid.value)) > 8


def test_a_file_named_like_a_state_secret_is_refused() -> None:
    with pytest.raises(Invalid):
        text_of_file(CHAPTERS.encode(), "绝密-制度.txt")


@pytest.mark.parametrize("made", ["text", "word", "pdf"])
def test_text_word_and_pdf_are_read(made: str) -> None:
    content = {
        "text": "第一条 甲。\n第二条 乙。".encode("gb18030"),
        "word": word([("甲。", "1", 0), ("乙。", "1", 0)]),
        "pdf": pdf("第一条 保守商业秘密。\n\n第二条 每年培训一次，并作记录。"),
    }[made]
    found = read_articles(text_of_file(content, "制度"))
    assert [one.label for one in found.articles] == ["1", "2"]


@pytest.mark.parametrize("who", ["counsel", "engineer", "chair", "secrecy_admin", "sister_leader"])
def test_only_the_keepers_take_a_text_up(company: Cast, at: Ticker, who: str) -> None:
    edition = story.draft(company, at)
    with nothing_changes(*KEPT), pytest.raises(Refused):
        take(company, at, edition, CHAPTERS, by=who)


def test_whoever_was_slower_is_told(company: Cast, at: Ticker) -> None:
    edition = story.draft(company, at)
    stale = story.again(edition)
    take(company, at, edition, CHAPTERS)
    with nothing_changes(*KEPT), pytest.raises(Stale):
        take(company, at, stale, CHAPTERS)


def test_what_is_on_its_way_takes_no_text(company: Cast, at: Ticker, basis: Record) -> None:
    edition = story.in_force(company, at, basis)
    with nothing_changes(*KEPT), pytest.raises(Refused) as refused:
        take(company, at, edition, CHAPTERS)
    assert codes(refused) == ["state"]


def uploaded(content: bytes, name: str = "rule.txt") -> Any:
    return SimpleUploadedFile(name, content)


def test_on_the_screen_it_is_looked_at_before_it_is_taken(
    company: Cast, at: Ticker, as_: As
) -> None:
    edition = story.draft(company, at)
    address, office = f"/rule-editions/{edition.pk}/take-text", as_("office")
    assert address in text_of(office.get(f"/rule-editions/{edition.pk}"))
    assert office.queries(address) <= BUDGET
    version = {"version": str(edition.version)}
    with nothing_changes(*KEPT):
        read = office.post(address, {**version, "file": uploaded(CHAPTERS.encode())})
        page = text_of(read)
        assert read.status_code == 200
        assert "8 clauses were read" in page
        assert "第二章 组织机构" in page
        again = office.post(address, {**version, "look": "1", "text": "第一条 甲。\r\n第二条 乙。"})
        assert "2 clauses were read" in text_of(again)
        bad = office.post(address, {**version, "file": uploaded(blank_pdf(2), "scan.pdf")})
        assert bad.status_code == 422
        assert "scan" in text_of(bad)
        marked = office.post(address, {**version, "look": "1", "text": "绝密★\n第一条 甲。"})
        assert "state secret" in text_of(marked)
        none = office.post(address, {**version, "text": " "})
        assert none.status_code == 422
    done = office.post(address, {**version, "text": "第一条 甲。\r\n第二条 乙。"})
    assert done.status_code == 302
    assert idents(edition) == ["1", "2"]
    late = office.post(address, {**version, "text": "第一条 甲。"})
    assert late.status_code == 409


def test_whoever_keeps_no_rules_is_shown_nothing_of_it(company: Cast, at: Ticker, as_: As) -> None:
    edition = story.draft(company, at)
    address = f"/rule-editions/{edition.pk}/take-text"
    counsel = as_("counsel")
    assert counsel.get(address).status_code == 403
    version = {"version": str(edition.version)}
    with nothing_changes(*KEPT):
        for fields in (
            {"file": uploaded(CHAPTERS.encode())}, {"text": "第一条 甲。"},
            {"text": "第一条 甲。", "look": "1"},
        ):  # fmt: skip
            assert counsel.post(address, {**version, **fields}).status_code == 403
    assert as_("engineer").get(address).status_code == 404
