"""The pages of the annexes, and what the register's screens say of what was adopted."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.policies.documents.edition import edition_paper
from shoumi.domains.register import actions as register
from shoumi.domains.register.models import ScopeEntry, TradeSecret
from shoumi.domains.register.scoping import entries_for
from shoumi.journeys.annexes import scope, standard, writing
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import Grid
from tests.conftest import Ticker
from tests.domains.policies.story import again
from tests.domains.register import scenes
from tests.domains.register.browsing import clock, text_of
from tests.domains.register.conftest import As, as_
from tests.journeys import annexes

__all__ = ["as_", "clock"]

GRADE = {
    "name": "重要商密", "name_en": "Important", "mark": "重要商密", "mark_en": "",
    "approvers": ["leader", "head", "office"],
    "extension_approvers": ["head", "leader", "office", "chair"], "review_months": "12",
    "longest_grant_days": "180", "max_audience": "25", "default_term_kind": "lasting",
    "default_term_number": "4", "default_term_unit": "years", "from_score": "55",
    "marking": ["cover", "header", "footer", "file_name"], "watermark": "traced",
    "export": "approved", "sign_in": "second_factor", "two_person": "on",
}  # fmt: skip


def entry_of(cast: Cast, code: str) -> ScopeEntry:
    return next(one for one in entries_for(cast.units["RD"]) if one.code == code)


@pytest.mark.parametrize("starter", ["grading_standard", "scope_catalogue"])
def test_the_keepers_write_the_annex_and_nobody_else(
    company: Cast, at: Ticker, as_: As, starter: str
) -> None:
    edition = annexes.begun(company, at, starter)
    path = f"/rule-editions/{edition.pk}/annex"
    page = text_of(as_("office").get(f"/rule-editions/{edition.pk}"))
    assert path in page
    assert as_("office").queries(path) <= 20
    assert as_("counsel").get(path).status_code == 403
    assert path not in text_of(as_("counsel").get(f"/rule-editions/{edition.pk}"))
    for stranger in ("engineer", "sister_custodian", "system_admin"):
        assert as_(stranger).get(path).status_code == 404
    annexes.in_force(company, at, again(edition))
    assert as_("office").get(path).status_code == 302
    for reader in ("engineer", "sister_engineer"):
        assert 'id="annex"' in text_of(as_(reader).get(f"/rule-editions/{edition.pk}"))


def test_a_rule_without_an_annex_has_no_such_page(company: Cast, at: Ticker, as_: As) -> None:
    edition = annexes.begun(company, at, "printing")
    office = as_("office")
    for place in ("annex", "annex/scheme", "annex/list", "annex-grades/core",
                  "annex-entries/T-01"):  # fmt: skip
        assert office.get(f"/rule-editions/{edition.pk}/{place}").status_code == 404


def test_a_grade_of_the_draft_is_written_on_its_page(company: Cast, at: Ticker, as_: As) -> None:
    edition = again(annexes.begun(company, at, "grading_standard"))
    path, office = f"/rule-editions/{edition.pk}/annex-grades/important", as_("office")
    form = {**GRADE, "version": edition.version}
    assert "IMPORTANT TRADE SECRET" in text_of(office.get(path))
    assert office.get(path.replace("important", "secret")).status_code == 404
    assert office.post(path, {**form, "name": "绝密"}).status_code == 422
    assert office.post(path, {**form, "from_score": "101"}).status_code == 422
    assert as_("counsel").post(path, form).status_code == 403
    assert office.post(path, form).status_code == 302
    assert office.post(path, form).status_code == 409
    grade = next(one for one in standard.grades_of(again(edition).annex) if one.rank == 2)
    assert (grade.max_audience, grade.from_score, str(grade.default_term)) == (25, 55, "P4Y")
    assert grade.mark.en == grade.mark.zh == "重要商密"
    laxer = {**form, "version": again(edition).version, "max_audience": "5000"}
    assert office.post(path, laxer).status_code == 302
    found = text_of(office.get(f"/rule-editions/{edition.pk}/annex"))
    assert "how many may be named" in found
    begin = f"/rule-editions/{edition.pk}/annex/scheme"
    form = {"version": again(edition).version, "preset": "aaa"}
    assert office.post(begin, {**form, "preset": "own"}).status_code == 422
    assert office.post(begin, form).status_code == 302
    assert "AAA" in text_of(office.get(f"/rule-editions/{edition.pk}/annex"))


def test_entries_are_added_changed_and_struck_on_their_pages(
    company: Cast, at: Ticker, as_: As
) -> None:
    edition = again(annexes.begun(company, at, "scope_catalogue"))
    root, office = f"/rule-editions/{edition.pk}", as_("office")
    assert "Formulas and compositions" in text_of(office.get(f"{root}/annex-entries/T-02"))

    def send(place: str, **said: Any) -> int:
        form = {"version": again(edition).version, **annexes.entry(), **said}
        return int(office.post(f"{root}/{place}", form).status_code)

    assert send("annex/entry", code="T-01") == 422
    assert send("annex/entry", code="T-20", note="机密★文件") == 422
    assert send("annex/entry", code="T-20", group="nowhere") == 422
    assert send("annex/entry", code="T-20") == 302
    assert send("annex-entries/T-02", name="涂料配方", version=0) == 409
    assert send("annex-entries/T-02", name="涂料配方") == 302
    assert send("annex-entries/T-01/strike") == 302
    assert send("annex-entries/T-01/strike") == 404
    entries = {one.code: one for one in scope.entries_of(again(edition).annex)}
    assert "T-01" not in entries
    assert entries["T-02"].name.en == "涂料配方"
    assert entries["T-20"].level == "core"
    assert send("annex/list") == 302
    assert scope.entries_of(again(edition).annex) == scope.entries_of(scope.first())


def test_the_annex_stands_on_the_paper_too(company: Cast, at: Ticker) -> None:
    for starter, told in (("grading_standard", "核心商密"), ("scope_catalogue", "T\u201101")):
        edition = annexes.begun(company, at, starter)
        for language in ("zh-hans", "en"):
            paper = edition_paper(edition, at=at(), language=language)
            (grid,) = [one for one in paper.blocks if isinstance(one, Grid)]
            cells = [
                *(one.title for one in grid.columns),
                *(cell for row in grid.rows for cell in row),
            ]
            assert told in cells
            assert all(cells)


def test_what_changed_in_the_annex_stands_beside_the_clauses(
    company: Cast, at: Ticker, as_: As
) -> None:
    first = annexes.catalogue(company, at)
    following = annexes.next_edition(company, at, first)
    path = f"/rule-editions/{following.pk}/difference"
    assert "Both say the same." in text_of(as_("office").get(path))
    writing.strike_entry(following, code="T-01", by=company["office"], at=at())
    said = annexes.entry(name="涂料配方", name_en="Paint formulas")
    writing.write_entry(again(following), code="T-02", by=company["office"], at=at(), **said)
    writing.add_entry(again(following), code="T-20", by=company["office"], at=at(), **said)
    page = text_of(as_("office").get(path))
    assert "The clauses say the same." in page
    for number, change in (("01", "Removed"), ("02", "Changed"), ("20", "New")):
        (row,) = [one for one in page.split("<article")[1:] if f"T\u2011{number}<" in one]
        assert change in row
    assert page.count("<article") == 3
    assert as_("office").queries(path) <= 20


def test_the_page_of_grades_says_which_edition_governs(company: Cast, at: Ticker, as_: As) -> None:
    edition = annexes.standard(company, at)
    office = as_("office")
    for who in ("office", "engineer", "sister_engineer"):
        page = text_of(as_(who).get("/secrets/grades"))
        assert str(edition.number) in page
        assert f"/rule-editions/{edition.pk}" in page
        assert "/secrets/grades/" not in page
    assert office.post("/secrets/grades/adopt", {"preset": "aaa"}).status_code == 409
    assert office.queries("/secrets/grades") <= 20


def test_who_is_to_regrade_is_led_to_it(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.in_force(company, at)
    annexes.standard(company, at, "central")
    assert "missing=regrade" in text_of(as_("office").get("/secrets/grades"))
    assert "missing=regrade" not in text_of(as_("marketer").get("/secrets/grades"))
    listed = text_of(as_("office").get("/secrets?missing=regrade"))
    assert f"/secrets/{secret.pk}" in listed
    assert as_("office").get(f"/secrets/{secret.pk}").status_code == 200


def test_a_secret_says_its_entry_and_its_standard(company: Cast, at: Ticker, as_: As) -> None:
    before = scenes.in_force(company, at)
    edition = annexes.standard(company, at)
    annexes.catalogue(company, at, "T-03")
    by = company["office"]
    old = register.enter_existing(existing=_existing(company, at), by=by, at=at())
    pages = {one.pk: text_of(as_("office").get(f"/secrets/{one.pk}")) for one in (before, old)}
    assert "Outside the catalogue in force" in pages[before.pk]
    assert str(edition.number) not in pages[before.pk]
    assert "Not said yet" in pages[old.pk]
    assert str(edition.number) in pages[old.pk]
    assert as_("office").queries(f"/secrets/{old.pk}") <= 31


def _existing(company: Cast, at: Ticker) -> Any:
    return register.Existing(
        title="底漆配方", org_unit=company.units["RD"], owner=company["chemist"],
        category="product_formula", grade="important", term="P5Y",
        approved_on=local_day(at.now), reviewed_on=local_day(at.now),
        grounds=dict(scenes.GROUNDS), points=("填料配比",),
    )  # fmt: skip


def test_a_nomination_offers_the_entries_and_the_list_narrows_by_them(
    company: Cast, at: Ticker, as_: As
) -> None:
    form = {"title": "涂布速度", "brief": "决定良品率。", "whereabouts": "车间",
            "no_state_secret": "on"}  # fmt: skip
    assert "scope_entry" not in text_of(as_("engineer").get("/secrets/new"))
    assert as_("engineer").post("/secrets/new", form).status_code == 302
    edition = annexes.catalogue(company, at)
    page = text_of(as_("engineer").get("/secrets/new"))
    assert f"/rule-editions/{edition.pk}" in page
    entry = entry_of(company, "T-03")
    assert f'value="{entry.pk}"' in page
    assert as_("engineer").post(
        "/secrets/new", {**form, "title": "涂布张力", "scope_entry": "999999"}
    ).status_code == 422  # fmt: skip
    named = {**form, "title": "涂布张力", "scope_entry": entry.pk}
    assert as_("engineer").post("/secrets/new", named).status_code == 302
    assert TradeSecret.objects.get(title="涂布张力").scope_entry == entry
    assert as_("engineer").post("/secrets/new", {**form, "title": "涂布温度"}).status_code == 302
    found = text_of(as_("engineer").get(f"/secrets?entry={entry.pk}"))
    assert "涂布张力" in found
    assert "涂布温度" not in found
    following = annexes.next_edition(company, at, edition)
    writing.strike_entry(following, code="T-01", by=company["office"], at=at())
    annexes.in_force(company, at, again(following))
    later = entry_of(company, "T-03")
    assert "涂布张力" in text_of(as_("engineer").get(f"/secrets?entry={later.pk}"))
    assert as_("engineer").queries("/secrets") <= 12


def test_the_description_offers_the_entries_and_takes_the_only_one_that_covers_it(
    company: Cast, at: Ticker, as_: As
) -> None:
    annexes.catalogue(company, at)
    secret = scenes.described(company, at)
    entry = entry_of(company, "T-03")
    path, custodian = f"/secrets/{secret.pk}/describe", as_("custodian")
    assert "the entry of the scope catalogue" in text_of(custodian.get(f"/secrets/{secret.pk}"))
    page = text_of(custodian.get(path))
    assert f'<option value="{entry.pk}">' in page
    said = {"title": "曲线", "category": "process_parameters", "version": again(secret).version}
    assert custodian.post(path, {**said, "scope_entry": "0"}).status_code == 422
    assert custodian.post(path, {**said, "scope_entry": ""}).status_code == 302
    assert again(secret).scope_entry == entry
    assert f'<option value="{entry.pk}" selected' in text_of(custodian.get(path))
