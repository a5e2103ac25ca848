"""The register's papers: what stands on them, what never does, and who may have them."""

import io
import re
import zipfile
from datetime import date

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import (
    Existing,
    approve_grading,
    enter_existing,
    enter_paper_decision,
    issue_change_sheet,
    issue_label,
    issue_sheet,
    quarantine,
)
from shoumi.domains.register.documents import CHANGE_SHEET, LABEL, SHEET, label_of
from shoumi.kernel.access import may
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.documents.word import texts_of
from tests.conftest import Ticker
from tests.domains.register.papers import SEALED, anew, changed, opened, regraded, squeezed
from tests.domains.register.scenes import GROUNDS, described, in_force, nominated, proposed
from tests.kernel.documents.test_typesetting import text_of
from tests.kernel.papers import scan


def test_the_sheet_tells_all_that_was_decided_about(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    paper = issue_sheet(secret, by=company["office"], at=at())
    assert (paper.form, paper.number) == (SHEET.code, "定密审〔2026〕1 号")
    text = text_of(opened(paper, company, at, "office"))
    for part in squeezed(
        "商业秘密定密审批表", "商业秘密〔2026〕1 号", "低温固化升温曲线", "研发中心",
        "云岭新材料股份有限公司 重要商密 至2031-11-20", "研发中心加密盘 R:/curing", "周祎", "吴䶮",
        "四人均已签署", "部门负责人", "陈喆", "王龑", "李玥", "何一凡", "同意", "5 年",
    ):  # fmt: skip
        assert part in text
    sealed = [point.statement for point in secret.points.all()]
    assert all(sealed + [grounds.statement for grounds in secret.grounds.all()])
    assert len(re.findall(r"[0-9a-f]{64}", text)) >= 5


@pytest.mark.parametrize("file", ["pdf", "docx"])
def test_no_paper_holds_a_sealed_text(company: Cast, at: Ticker, file: str) -> None:
    secret = regraded(in_force(company, at), company, at)
    issue_sheet(secret, by=company["office"], at=at())
    issue_change_sheet(anew(secret), change=secret.changes.get(), by=company["office"], at=at())
    issue_label(anew(secret), by=company["engineer"], at=at())
    papers = list(IssuedDocument.objects.all())
    assert {paper.form for paper in papers} == {SHEET.code, CHANGE_SHEET.code, LABEL.code}
    for paper in papers:
        content = opened(paper, company, at, "office", file)
        text = text_of(content) if file == "pdf" else "".join(texts_of(content).split())
        assert "云岭新材料" in text
        assert not [part for part in squeezed(*SEALED) if part in text]


def test_a_decision_on_paper_shows_both_dates(company: Cast, at: Ticker) -> None:
    secret = proposed(company, at)
    enter_paper_decision(
        secret, person=company["head"], verdict="agree", signed_on=date(2026, 11, 12), scan=scan(),
        note="按重要管理。", by=company["custodian"], at=at(),
    )  # fmt: skip
    paper = issue_sheet(secret, by=company["office"], at=at())
    text = text_of(opened(paper, company, at, "office"))
    for part in ("2026-11-12", "2026-11-20", "纸质签署", "按重要管理。", "登记时编号"):
        assert part in text
    assert "分管领导王龑" in text  # the line to sign on, for who is still asked
    assert not paper.mark


def test_a_sheet_of_an_old_entry_says_where_its_approval_is(company: Cast, at: Ticker) -> None:
    secret = enter_existing(
        existing=Existing(
            title="耐磨底漆配方", org_unit=company.units["RD"], owner=company["chemist"],
            category="product_formula", grade="important", term="P5Y",
            approved_on=date(2024, 3, 1), grounds=GROUNDS, points=("填料粒径配比",),
        ),
        by=company["office"], at=at(),
    )  # fmt: skip
    text = text_of(
        opened(issue_sheet(secret, by=company["office"], at=at()), company, at, "office")
    )
    assert "2024-03-01" in text
    assert "以当时签署的纸质文件为准" in text
    assert "填料粒径" not in text


def test_the_next_sheet_replaces_the_one_before(company: Cast, at: Ticker) -> None:
    secret = proposed(company, at)
    first = issue_sheet(secret, by=company["office"], at=at())
    approve_grading(anew(secret), verdict="agree", by=company["head"], at=at())
    second = issue_sheet(anew(secret), by=company["office"], at=at())
    english = issue_sheet(anew(secret), language="en", by=company["office"], at=at())
    first.refresh_from_db()
    assert (first.state, second.supersedes, english.supersedes) == ("superseded", first, None)


def test_a_change_sheet_sets_old_beside_new(company: Cast, at: Ticker) -> None:
    secret = regraded(in_force(company, at), company, at)
    paper = issue_change_sheet(secret, change=secret.changes.get(), by=company["office"], at=at())
    text = text_of(opened(paper, company, at, "office"))
    for part in squeezed(
        "商业秘密变更审批表", "重要商密 至2031-11-20", "核心商密 至2031-11-20", "有人开始研究。",
        "陈喆", "王龑", "密决〔2026〕1 号", "已变更",
    ):  # fmt: skip
        assert part in text


def test_an_extension_is_counted_from_its_own_day(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    at(days=30)
    secret = changed(secret, company, at, "extend", "head", "leader", "chair", to_term="P8Y")
    label = label_of(secret, at=at(), size="a7", language="zh-hans")
    assert label.old_mark.endswith("重要商密 至2031-11-20")
    assert label.mark.endswith("重要商密 至2034-12-20")
    secret = changed(secret, company, at, "declassify", "head", "leader")
    declassified = secret.changes.get(kind="declassify")
    paper = issue_change_sheet(secret, change=declassified, by=company["office"], at=at())
    text = text_of(opened(paper, company, at, "office"))
    assert "商业秘密解密审批表" in text
    assert "至2034-12-20" in text
    assert not paper.mark


def test_no_sheet_before_it_was_submitted(company: Cast, at: Ticker) -> None:
    for secret in (nominated(company, at), described(company, at)):
        with pytest.raises(Refused):
            issue_sheet(secret, by=company["office"], at=at())


@pytest.mark.parametrize(
    ("who", "label", "sheet"),
    [
        ("custodian", True, False), ("head", True, False), ("engineer", True, False),
        ("office", True, True), ("chemist", False, False), ("leader", False, False),
        ("marketing_custodian", False, False), ("sister_custodian", False, False),
        ("system_admin", False, False), ("audit_admin", False, False),
    ],
)  # fmt: skip
def test_who_issues_what(company: Cast, at: Ticker, who: str, label: bool, sheet: bool) -> None:
    secret = in_force(company, at)
    assert may(company[who], "register.issue_label", secret, at()) is label
    assert may(company[who], "register.issue_sheet", secret, at()) is sheet
    if not label:
        with pytest.raises(Refused):
            issue_label(secret, by=company[who], at=at())
        assert not IssuedDocument.objects.exists()


def test_whoever_sees_the_secret_reads_its_papers(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    paper = issue_sheet(secret, by=company["office"], at=at())
    for who in ("chemist", "leader", "counsel", "custodian"):
        assert opened(paper, company, at, who)[:4] == b"%PDF"
    for who in ("marketer", "sister_custodian", "system_admin"):
        with pytest.raises(Refused):
            opened(paper, company, at, who)


def test_nobody_reads_a_paper_of_what_is_in_quarantine(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    paper = issue_sheet(secret, by=company["office"], at=at())
    quarantine(anew(secret), by=company["custodian"], at=at())
    for who in ("custodian", "office", "chemist"):
        with pytest.raises(Refused):
            opened(paper, company, at, who)


def test_word_files_name_the_chinese_fonts(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    paper = issue_sheet(secret, by=company["office"], at=at())
    with zipfile.ZipFile(io.BytesIO(opened(paper, company, at, "office", "docx"))) as word:
        styles = word.read("word/styles.xml").decode() + word.read("word/document.xml").decode()
    fonts = set(re.findall(r'w:eastAsia="([^"]+)"', styles)) - {"zh-CN", "en-US"}
    assert fonts & {"宋体", "仿宋", "仿宋_GB2312", "黑体", "SimSun", "FangSong"}, fonts


def test_a_change_sheet_is_of_this_secrets_change(company: Cast, at: Ticker) -> None:
    first = regraded(in_force(company, at), company, at)
    second = in_force(company, at)
    with pytest.raises(Invalid):
        issue_change_sheet(second, change=first.changes.get(), by=company["office"], at=at())
    assert not IssuedDocument.objects.exists()
