"""The register's papers: what stands on them, what never does, and who may have them."""

import io
import re
import zipfile
from datetime import date, timedelta

import pypdfium2
import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import (
    Existing,
    approve_change,
    approve_grading,
    enter_existing,
    enter_paper_decision,
    issue_change_sheet,
    issue_label,
    issue_sheet,
    propose_change,
    quarantine,
)
from shoumi.domains.register.documents import CHANGE_SHEET, LABEL, SHEET, label_of, list_paper
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.access import may
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Opening
from shoumi.kernel.documents.actions import read_paper
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.documents.typesetting import typeset
from shoumi.kernel.documents.word import filled, texts_of
from tests.conftest import Ticker
from tests.domains.register.conftest import As
from tests.domains.register.scenes import GROUNDS, described, in_force, nominated, proposed
from tests.kernel.documents.test_typesetting import text_of
from tests.kernel.papers import scan

SEALED = ("80 ℃ 保持", "每分钟升 3", *(text[:8] for text in GROUNDS.values()), "三段升温的温度")


def opened(paper: IssuedDocument, cast: Cast, at: Ticker, by: str, file: str = "pdf") -> bytes:
    with read_paper(paper, file=file, by=cast[by], at=at()) as stream:  # type: ignore[arg-type]
        return stream.read()


def squeezed(*words: str) -> list[str]:
    return ["".join(word.split()) for word in words]


def anew(secret: TradeSecret) -> TradeSecret:
    return TradeSecret.objects.get(pk=secret.pk)


def changed(
    secret: TradeSecret, cast: Cast, at: Ticker, kind: str, *signers: str, **to: str
) -> TradeSecret:
    propose_change(anew(secret), kind=kind, reason="有人开始研究。", by=cast["custodian"], at=at(),
                   **to)  # fmt: skip
    for signer in signers:
        approve_change(anew(secret), verdict="agree", by=cast[signer], at=at())
    return anew(secret)


def regraded(secret: TradeSecret, cast: Cast, at: Ticker) -> TradeSecret:
    return changed(secret, cast, at, "regrade", "head", "leader", "chair", to_grade="core")


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
        "陈喆", "王龑", "欧阳骉", "已变更",
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


def test_a_label_bears_mark_and_number_and_no_title(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    paper = issue_label(secret, by=company["engineer"], at=at())
    assert paper.mark == "云岭新材料股份有限公司 重要商密 至2031-11-20"
    for file in ("pdf", "docx"):
        content = opened(paper, company, at, "engineer", file)
        text = text_of(content) if file == "pdf" else "".join(texts_of(content).split())
        for part in squeezed(paper.mark, "商业秘密〔2026〕1 号", "密标〔2026〕1 号"):
            assert part in text
        assert "升温曲线" not in text
        assert "周祎" not in text
    assert paper.values_sha256 in text_of(opened(paper, company, at, "engineer"))


def test_a_label_follows_the_mark(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    first = issue_label(secret, by=company["custodian"], at=at())
    secret = regraded(secret, company, at)
    second = issue_label(secret, size="a6", by=company["custodian"], at=at())
    first.refresh_from_db()
    assert (first.state, second.supersedes_id) == ("superseded", first.pk)
    label = label_of(secret, at=at(), size="a6", language="en")
    assert label.mark.endswith("CORE TRADE SECRET until 2031-11-20")
    assert label.old_mark.endswith("IMPORTANT TRADE SECRET until 2031-11-20")
    secret = changed(secret, company, at, "declassify", "head", "leader", "chair")
    last = issue_label(secret, by=company["custodian"], at=at())
    text = text_of(opened(last, company, at, "custodian"))
    assert "解密" in text
    assert "2026年11月20日" in text


def test_no_label_while_it_would_soon_be_wrong(company: Cast, at: Ticker) -> None:
    secret = proposed(company, at)
    with pytest.raises(Refused):
        issue_label(secret, by=company["custodian"], at=at())
    secret = in_force(company, at)
    changed(secret, company, at, "regrade", to_grade="core")
    with pytest.raises(Refused) as refused:
        issue_label(anew(secret), by=company["custodian"], at=at())
    assert [reason.code for reason in refused.value.because] == ["no_label"]
    assert not IssuedDocument.objects.exists()


def test_no_sheet_before_it_was_submitted(company: Cast, at: Ticker) -> None:
    for secret in (nominated(company, at), described(company, at)):
        with pytest.raises(Refused):
            issue_sheet(secret, by=company["office"], at=at())


@pytest.mark.parametrize(
    ("who", "label", "sheet"),
    [
        ("custodian", True, False), ("head", True, False), ("engineer", True, False),
        ("office", False, True), ("chemist", False, False), ("leader", False, False),
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


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_is_what_its_reader_sees(company: Cast, at: Ticker, language: str) -> None:
    in_force(company, at)
    at(seconds=1)
    rows = TradeSecret.objects.visible_to(company["marketing_custodian"], at.now)
    empty = list_paper(rows, person=company["marketing_custodian"], at=at(),
                       language=language)  # type: ignore[arg-type]  # fmt: skip
    assert "升温曲线" not in str(empty.plain())
    assert not empty.mark
    full = list_paper(TradeSecret.objects.visible_to(company["office"], at.now),
                      person=company["office"], at=at(),
                      language=language)  # type: ignore[arg-type]  # fmt: skip
    pdf, docx = typeset(full, form=full.title, at=at()), filled(full, at=at())
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    assert width > height
    wanted = squeezed("低温固化升温曲线", "商业秘密〔2026〕1 号", "2031-11-20", "0102")
    for text in (text_of(pdf), "".join(texts_of(docx).split())):
        assert not [part for part in wanted if part not in text]
    words = "重要商密" if language == "zh-hans" else "IMPORTANT TRADE SECRET"
    assert full.mark.endswith(words)


def test_the_list_is_printed_from_its_page_and_logged(company: Cast, at: Ticker, as_: As) -> None:
    in_force(company, at)
    office = as_("office", "zh-hans")
    assert "打印清单（PDF）" in office.get("/secrets").content.decode()
    response = office.get("/secrets?export=pdf&grade=important")
    assert response["Content-Type"] == "application/pdf"
    assert "secrets.pdf" in response["Content-Disposition"]
    text = text_of(response.content)
    assert "低温固化升温曲线" in text
    told = Opening.objects.filter(entry__verb="register.export_list").latest("entry_id").facts
    said = {name: value for name, (_salt, value) in told.items()}
    assert said["form"] == "pdf"
    assert said["fingerprint"] in text, "the hash in the footer finds the line in the log"
    assert text_of(office.get("/secrets?export=pdf&grade=core").content).count("升温曲线") == 0
    assert office.get("/secrets?export=docx").content[:2] == b"PK"
    refused = as_("engineer").get("/secrets?export=pdf")
    assert refused.status_code == 403
    assert not refused.content.startswith(b"%PDF")


def test_papers_are_issued_and_opened_on_the_record_page(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = in_force(company, at)
    office, custodian = as_("office", "zh-hans"), as_("custodian", "zh-hans")
    assert office.act(secret, "register.issue_sheet", language="zh-hans").status_code == 302
    assert custodian.act(
        secret, "register.issue_label", language="zh-hans", size="a6"
    ).status_code == 302  # fmt: skip
    page = custodian.get(f"/secrets/{secret.pk}").content.decode()
    assert "定密审〔2026〕1 号" in page
    assert "密标〔2026〕1 号" in page
    for paper in IssuedDocument.objects.all():
        assert custodian.post(f"/papers/{paper.pk}/open/pdf").status_code == 200
        assert as_("sister_custodian").post(f"/papers/{paper.pk}/open/pdf").status_code == 404
    assert custodian.act(secret, "register.issue_sheet", language="zh-hans").status_code == 403
    wrong = custodian.act(secret, "register.issue_label", language="fr", size="a0")
    assert wrong.status_code == 422
    secret = regraded(anew(secret), company, at)
    change = secret.changes.get()
    done = office.act(secret, "register.issue_change_sheet", language="en", change=change.pk)
    assert done.status_code == 302
    assert IssuedDocument.objects.filter(form=CHANGE_SHEET.code).count() == 1


def test_the_days_of_a_month_later_stand_on_the_label(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    at(days=31)
    paper = issue_label(secret, by=company["engineer"], at=at())
    assert paper.dated == date(2026, 11, 20) + timedelta(days=31)
    assert "2026-11-20" in text_of(opened(paper, company, at, "engineer"))
