"""Replacing a Word template: by the office only, and only with one that says what it must."""

import io

import pytest
from docx import Document

from shoumi.demo.cast import Cast
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.documents.actions import issue, replace_template, template_bytes, template_in_use
from shoumi.kernel.documents.actions.templates import require_complete
from shoumi.kernel.documents.models import DocumentTemplate, IssuedDocument
from shoumi.kernel.documents.papers import Layout, Paragraph
from shoumi.kernel.documents.word import built_in_template, texts_of
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.kernel.documents.test_issuing import issued, read
from tests.kernel.documents.test_word import _external, _macro, repacked, with_text
from tests.kernel.papers import FORM, entries, whole_paper

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])

OURS = built_in_template(Layout.FORM, "zh-hans")


def replaced(cast: Cast, at: Ticker, content: bytes, by: str = "office") -> DocumentTemplate:
    return replace_template(
        code=FORM.code, language="zh-hans", file=io.BytesIO(content), by=cast[by], at=at()
    )


def changed(text: str) -> bytes:
    document = Document(io.BytesIO(OURS))
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_papers_are_made_with_the_newest_edition(record: Record, cast: Cast, at: Ticker) -> None:
    before = issued(record, cast, at)
    first = replaced(cast, at, changed("本公司内部使用"))
    second = replaced(cast, at, changed("第二版"), by="secrecy_admin")
    assert (first.edition, second.edition) == (1, 2)
    assert template_in_use(FORM.code, "zh-hans") == second
    assert template_in_use(FORM.code, "en") is None
    after = issued(record, cast, at)
    assert (before.template, after.template) == (None, second)
    text = texts_of(read(after, cast, at, "custodian", "docx"))
    assert "第二版" in text
    assert after.number in text
    assert "第二版" not in texts_of(read(before, cast, at, "custodian", "docx"))
    assert entries("documents.replace_template") == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "打不开"),
        (with_text("{{ paper.__class__ }}"), "模板无法填写"),
        (with_text("{{ paper.nothing }}"), "模板无法填写"),
        (with_text("没有标记"), "密级标志"),
        (with_text("{{ paper.mark }}"), "编号"),
        (with_text("{{ paper.mark }} {{ paper.number }}"), "内容摘要"),
        (repacked(OURS, _macro), "宏"),
        (repacked(OURS, _external), "从别处取"),
        (b"\0" * (2 * 1024 * 1024 + 1), "2 MB"),
    ],
)
def test_a_template_that_will_not_do_is_refused_in_plain_words(
    cast: Cast, at: Ticker, content: bytes, said: str
) -> None:
    with pytest.raises(Invalid) as refused:
        replaced(cast, at, content)
    assert refused.value.field == "file"
    assert said in str(refused.value.message)
    assert not DocumentTemplate.objects.exists()


def test_a_template_that_fails_on_a_paper_issues_nothing(
    record: Record, cast: Cast, at: Ticker
) -> None:
    replaced(cast, at, changed("{{ paper.blocks[7].caption }}"))
    with pytest.raises(Invalid):
        issue(
            record,
            paper=whole_paper(blocks=(Paragraph("x"),)),
            form=FORM.code,
            by=cast["custodian"],
            at=at(),
        )
    assert not IssuedDocument.objects.exists()
    assert issued(record, cast, at).number.endswith("〕1 号")


def test_the_template_in_use_comes_back_as_it_was_and_may_be_replaced_by_itself(
    cast: Cast, at: Ticker
) -> None:
    assert template_bytes(FORM.code, "zh-hans") == OURS
    ours = changed("第二版")
    replaced(cast, at, ours)
    assert template_bytes(FORM.code, "zh-hans") == ours
    for layout in Layout:
        require_complete(built_in_template(layout, "en"), "en", at())


def test_an_unknown_form_is_refused(cast: Cast, at: Ticker) -> None:
    with pytest.raises(Invalid) as refused:
        replace_template(
            code="tests.none", language="zh-hans", file=io.BytesIO(OURS), by=cast["office"], at=at()
        )
    assert refused.value.field == "code"


@pytest.mark.parametrize("who", ["custodian", "engineer", "system_admin", "sister_custodian"])
def test_others_may_not_replace(cast: Cast, at: Ticker, who: str) -> None:
    with pytest.raises(Refused):
        replaced(cast, at, OURS, by=who)
    assert entries("documents.replace_template", b"refused") == 1
