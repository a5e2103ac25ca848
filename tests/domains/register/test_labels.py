"""Labels: mark and number, and never a title."""

from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import (
    issue_label,
)
from shoumi.domains.register.documents import label_of
from shoumi.kernel.actions import Refused
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.documents.word import texts_of
from tests.conftest import Ticker
from tests.domains.register.papers import anew, changed, opened, regraded, squeezed
from tests.domains.register.scenes import in_force, proposed
from tests.kernel.documents.test_typesetting import text_of


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
    secret = changed(secret, company, at, "declassify", "head", "leader", "committee")
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


def test_the_days_of_a_month_later_stand_on_the_label(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    at(days=31)
    paper = issue_label(secret, by=company["engineer"], at=at())
    assert paper.dated == date(2026, 11, 20) + timedelta(days=31)
    assert "2026-11-20" in text_of(opened(paper, company, at, "engineer"))
