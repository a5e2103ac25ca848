"""The older register comes in through its pages, for the office alone."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.models import ImportRun
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.browsing import Browser, text_of
from tests.domains.register.conftest import As
from tests.domains.register.test_ledger_import import GOOD, sheet

PAGE = "/secrets/import"


def bring(browser: Browser, content: bytes) -> Any:
    return browser.post(PAGE, {"file": SimpleUploadedFile("ledger.xlsx", content)})


def checked(browser: Browser, content: bytes) -> ImportRun:
    response = bring(browser, content)
    run = ImportRun.objects.latest("pk")
    assert response["Location"] == f"{PAGE}/{run.pk}"
    return run


def test_the_office_finds_the_way_from_the_list(company: Cast, as_: As) -> None:
    office = as_("office")
    assert f'href="{PAGE}"' in text_of(office.get("/secrets"))
    page = text_of(office.get(PAGE))
    assert f'href="{PAGE}/template"' in page
    assert f'href="{PAGE}/existing"' in page
    assert office.get(f"{PAGE}/template").status_code == 200


@pytest.mark.parametrize(
    "who", ["engineer", "custodian", "secrecy_admin", "system_admin", "sister_custodian"]
)
def test_nobody_else_brings_in_secrets(company: Cast, as_: As, who: str) -> None:
    run = checked(as_("office"), sheet(GOOD))
    browser = as_(who)
    assert f'href="{PAGE}"' not in text_of(browser.get("/secrets"))
    for path in ("", "/template", "/existing", f"/{run.pk}", f"/{run.pk}/problems"):
        assert browser.get(PAGE + path).status_code == 403, path
    assert bring(browser, sheet(GOOD)).status_code == 403
    assert browser.post(f"{PAGE}/{run.pk}", {"version": run.version}).status_code == 403
    assert not TradeSecret.objects.exists()


def test_a_ledger_comes_in_with_one_upload(company: Cast, as_: As) -> None:
    office = as_("office")
    run = checked(office, sheet(GOOD))
    page = text_of(office.get(f"{PAGE}/{run.pk}"))
    assert "Bring in this row" in page
    assert GOOD["秘密性"] not in page
    done = office.post(f"{PAGE}/{run.pk}", {"version": run.version})
    assert done["Location"] == f"{PAGE}/{run.pk}"
    secret = TradeSecret.objects.get()
    assert secret.legacy_mark == "机密★"
    assert 'href="/secrets"' in text_of(office.get(f"{PAGE}/{run.pk}"))


def test_problems_stand_by_row_and_quote_nothing(company: Cast, as_: As) -> None:
    office = as_("office", "zh-hans")
    run = checked(office, sheet(GOOD, GOOD | {"名称": "另一项", "原编号": "b", "部门": "无此部门"}))
    page = text_of(office.get(f"{PAGE}/{run.pk}"))
    assert "第 3 行" in page
    assert "另一项" not in page
    assert office.post(f"{PAGE}/{run.pk}", {"version": run.version}).status_code == 422
    assert not TradeSecret.objects.exists()


def test_the_register_goes_out_with_a_trace_and_comes_back_unchanged(
    company: Cast, at: Ticker, as_: As
) -> None:
    scenes.in_force(company, at)
    office = as_("office")
    out = office.get(f"{PAGE}/existing").content
    assert Entry.objects.latest("pk").verb == "register.export_list"
    run = checked(office, out)
    assert (run.problem_count, run.unchanged) == (0, 1)
    assert "There is nothing to bring in" in text_of(office.get(f"{PAGE}/{run.pk}"))


def test_the_pages_stay_within_their_budgets(company: Cast, as_: As) -> None:
    office = as_("office")
    run = checked(office, sheet(GOOD))
    assert office.queries(PAGE) <= 16
    assert office.queries(f"{PAGE}/{run.pk}") <= 20
