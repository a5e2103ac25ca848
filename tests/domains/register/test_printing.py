"""The list on paper, and papers issued from the record page."""

import pypdfium2
import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.documents import CHANGE_SHEET, list_paper
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.activity.models import Opening
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.documents.typesetting import typeset
from shoumi.kernel.documents.word import filled, texts_of
from tests.conftest import Ticker
from tests.domains.register.conftest import As
from tests.domains.register.papers import anew, regraded, squeezed
from tests.domains.register.scenes import in_force
from tests.kernel.documents.test_typesetting import text_of


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
