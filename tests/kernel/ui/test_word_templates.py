"""The page of Word templates: the office looks, downloads, replaces and goes back; nobody else."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from shoumi.demo.cast import Cast
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.documents import forms
from shoumi.kernel.documents.actions import replace_template, restore_template, template_in_use
from shoumi.kernel.documents.models import DocumentTemplate
from shoumi.kernel.documents.papers import Layout
from shoumi.kernel.documents.word import built_in_template, texts_of
from tests.conftest import Ticker
from tests.domains.register.browsing import clock
from tests.domains.register.conftest import As, as_
from tests.kernel.papers import entries

__all__ = ["as_", "clock"]
pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
CODE = "register.grading_sheet"
HERE = f"/word-templates/{CODE}/in/zh-hans"
OTHERS = ("custodian", "engineer", "head", "system_admin", "audit_admin", "sister_custodian")


def own(text: str = "本公司内部使用") -> bytes:
    document = Document(io.BytesIO(built_in_template(Layout.FORM, "zh-hans")))
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def put(cast: Cast, at: Ticker) -> DocumentTemplate:
    return replace_template(
        code=CODE, language="zh-hans", file=io.BytesIO(own()), by=cast["office"], at=at()
    )


def restored(cast: Cast, at: Ticker, who: str = "office", code: str = CODE) -> DocumentTemplate:
    return restore_template(code=code, language="zh-hans", by=cast[who], at=at())


def downloaded(answer: object) -> str:
    return texts_of(b"".join(answer.streaming_content))  # type: ignore[attr-defined]


def test_the_built_in_template_comes_back_and_every_edition_stays(
    company: Cast, at: Ticker
) -> None:
    put(company, at)
    back = restored(company, at, "secrecy_admin")
    assert (back.edition, back.is_built_in) == (2, True)
    assert template_in_use(CODE, "zh-hans") is None
    assert put(company, at).edition == 3
    assert template_in_use(CODE, "zh-hans") is not None
    assert entries("documents.restore_template") == 1


def test_what_is_built_in_or_unknown_is_not_gone_back_to(company: Cast, at: Ticker) -> None:
    with pytest.raises(Refused) as refused:
        restored(company, at)
    assert [one.code for one in refused.value.because] == ["built_in"]
    with pytest.raises(Invalid):
        restored(company, at, code="tests.none")
    assert not DocumentTemplate.objects.exists()


@pytest.mark.parametrize("who", OTHERS)
def test_others_neither_go_back_nor_see_the_page(
    company: Cast, at: Ticker, as_: As, who: str
) -> None:
    put(company, at)
    with pytest.raises(Refused):
        restored(company, at, who)
    assert as_(who).get("/word-templates").status_code == 403
    for one in ("download", "sample", "replace", "restore"):
        assert as_(who).get(f"{HERE}/{one}").status_code == 403


def test_the_office_replaces_it_and_goes_back_on_the_screen(
    company: Cast, at: Ticker, as_: As
) -> None:
    office = as_("office")
    assert office.get("/word-templates").content.decode().count("Built-in template") == 2 * len(
        forms.all_forms()
    )
    assert office.get(f"{HERE}/restore").status_code == 404
    answer = office.post(f"{HERE}/replace", {"file": SimpleUploadedFile("a.docx", own())})
    assert answer.status_code == 302
    page = office.get("/word-templates").content.decode()
    assert "Own template, edition 1" in page
    assert "本公司内部使用" in downloaded(office.get(f"{HERE}/download"))
    sample = downloaded(office.get(f"{HERE}/sample"))
    assert "本公司内部使用" in sample
    assert "试排字第七号" in sample
    assert office.post(f"{HERE}/restore").status_code == 302
    assert "Own template" not in office.get("/word-templates").content.decode()


def test_a_file_that_will_not_do_is_refused_in_plain_words(
    company: Cast, at: Ticker, as_: As
) -> None:
    answer = as_("office").post(
        f"{HERE}/replace", {"file": SimpleUploadedFile("a.docx", b"no word")}
    )
    assert answer.status_code == 422
    assert "Save it as .docx" in answer.content.decode()
    assert not DocumentTemplate.objects.exists()


@pytest.mark.parametrize("address", ["tests.none/in/en", f"{CODE}/in/fr"])
def test_what_the_house_does_not_have_is_not_there(company: Cast, as_: As, address: str) -> None:
    assert as_("office").get(f"/word-templates/{address}/download").status_code == 404


def test_the_page_costs_one_query_beside_the_frame(company: Cast, at: Ticker, as_: As) -> None:
    before = as_("office").queries("/word-templates")
    put(company, at)
    assert as_("office").queries("/word-templates") == before <= 12
