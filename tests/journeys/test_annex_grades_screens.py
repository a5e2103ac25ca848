"""The pages on which a grade is added to the draft of a standard, or struck."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.policies.models import Edition
from shoumi.journeys.annexes import standard
from tests.conftest import Ticker
from tests.domains.policies.story import again
from tests.domains.register import scenes
from tests.domains.register.browsing import Browser, clock, text_of
from tests.domains.register.conftest import As, as_
from tests.journeys import annexes

__all__ = ["as_", "clock"]

NEW = {"name": "重点商密", "name_en": "Key", "rank": "2"}


@pytest.fixture
def edition(company: Cast, at: Ticker) -> Edition:
    return annexes.begun(company, at, "grading_standard")


def root(edition: Edition) -> str:
    return f"/rule-editions/{edition.pk}"


def send(browser: Browser, edition: Edition, place: str, **said: Any) -> Any:
    form = {"version": again(edition).version, **said}
    return browser.post(f"{root(edition)}/{place}", form)


def codes(edition: Edition) -> list[str]:
    return [one.code for one in standard.grades_of(again(edition).annex)]


def test_a_grade_is_added_at_its_place_and_then_written(edition: Edition, as_: As) -> None:
    office = as_("office")
    assert f"{root(edition)}/annex/grade" in text_of(office.get(f"{root(edition)}/annex"))
    page = text_of(office.get(f"{root(edition)}/annex/grade"))
    for place in (
        "The gravest of all, above “Core”",
        "Lighter than “Core”, graver than “Important”",
        "The lightest of all, below “Internal”",
    ):
        assert place in page
    answer = send(office, edition, "annex/grade", **NEW)
    assert answer.status_code == 302
    assert answer["Location"] == f"{root(edition)}/annex-grades/g1"
    assert codes(edition) == ["core", "g1", "important", "ordinary", "internal"]
    page = text_of(office.get(answer["Location"]))
    assert "The grade is added." in page
    assert 'value="Key"' in page
    assert 'value="62"' in page


def test_in_chinese_the_places_are_told_in_plain_words(edition: Edition, as_: As) -> None:
    page = text_of(as_("office", "zh-hans").get(f"{root(edition)}/annex/grade"))
    for place in (
        "最高一级，在“核心商密”之上",
        "低于“核心商密”，高于“重要商密”",
        "最低一级，在“内部”之下",
    ):
        assert place in page


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""}, {"name": "机密"}, {"name": "一般商密"}, {"rank": ""}, {"rank": "0"},
        {"rank": "6"}, {"rank": "core"}, {"name_en": "x" * 41}, {"inside": "on"},
    ],
)  # fmt: skip
def test_what_can_not_be_taken_is_said_and_what_was_typed_is_kept(
    edition: Edition, as_: As, changed: dict[str, str]
) -> None:
    answer = send(as_("office"), edition, "annex/grade", **{**NEW, **changed})
    assert answer.status_code == 422
    assert {**NEW, **changed}["name"] in text_of(answer)
    assert len(codes(edition)) == 4


def test_a_form_grown_stale_is_refused(edition: Edition, as_: As) -> None:
    office, version = as_("office"), again(edition).version
    assert send(office, edition, "annex/grade", **NEW).status_code == 302
    for place in ("annex/grade", "annex-grades/g1/strike"):
        form = {**NEW, "name": "关键商密", "name_en": "", "version": version}
        assert office.post(f"{root(edition)}/{place}", form).status_code == 409
    assert len(codes(edition)) == 5


def test_a_grade_is_struck_after_it_was_said_what_follows(
    edition: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    scenes.in_force(company, at)
    office = as_("office")
    place = f"{root(edition)}/annex-grades/important/strike"
    assert place in text_of(office.get(f"{root(edition)}/annex"))
    page = text_of(office.get(place))
    assert "are listed as waiting for that" in page
    assert "1 secret that you may see bears it now." in page
    assert "then the lightest" not in page
    last = text_of(office.get(f"{root(edition)}/annex-grades/internal/strike"))
    assert "“Ordinary” is then the lightest grade and is proposed from score 0." in last
    assert "bears it now" not in last
    assert send(office, edition, "annex-grades/important/strike").status_code == 302
    assert codes(edition) == ["core", "ordinary", "internal"]
    for code in ("important", "secret"):
        for place in (f"annex-grades/{code}", f"annex-grades/{code}/strike"):
            assert office.get(f"{root(edition)}/{place}").status_code == 404
            assert send(office, edition, place).status_code == 404


def test_in_force_who_is_to_regrade_is_led_to_it(
    edition: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.in_force(company, at)
    send(as_("office"), edition, "annex-grades/important/strike")
    annexes.in_force(company, at, again(edition))
    assert "missing=regrade" in text_of(as_("office").get("/secrets/grades"))
    listed = text_of(as_("custodian").get("/secrets?missing=regrade"))
    assert f"/secrets/{secret.pk}" in listed
    assert "A grade of the standard in force" in listed


def test_the_last_of_trade_secrets_and_a_tenth_are_not_offered(edition: Edition, as_: As) -> None:
    office = as_("office")
    for code in ("core", "important"):
        assert send(office, edition, f"annex-grades/{code}/strike").status_code == 302
    page = text_of(office.get(f"{root(edition)}/annex"))
    assert "annex-grades/ordinary/strike" not in page
    assert "annex-grades/internal/strike" in page
    refused = send(office, edition, "annex-grades/ordinary/strike")
    assert refused.status_code == 409
    assert "one grade of trade secrets at least" in text_of(refused)
    for number in range(7):
        said = {"name": f"重点{number}", "name_en": "", "rank": "1"}
        assert send(office, edition, "annex/grade", **said).status_code == 302
    page = text_of(office.get(f"{root(edition)}/annex"))
    assert f"{root(edition)}/annex/grade" not in page
    refused = send(office, edition, "annex/grade", **NEW)
    assert refused.status_code == 409
    assert "nine grades at most" in text_of(refused)


def test_only_the_keepers_are_asked(edition: Edition, company: Cast, at: Ticker, as_: As) -> None:
    for place in ("annex/grade", "annex-grades/core/strike"):
        path = f"{root(edition)}/{place}"
        assert as_("counsel").get(path).status_code == 403
        assert send(as_("counsel"), edition, place, **NEW).status_code == 403
        for stranger in ("engineer", "sister_custodian", "system_admin"):
            assert as_(stranger).get(path).status_code == 404
            assert send(as_(stranger), edition, place, **NEW).status_code == 404
        assert as_("office").queries(path) <= 20
    assert len(codes(edition)) == 4
    other = annexes.begun(company, at, "scope_catalogue")
    for place in ("annex/grade", "annex-grades/core/strike"):
        assert as_("office").get(f"{root(other)}/{place}").status_code == 404


def test_the_page_of_nine_grades_asks_no_more_than_that_of_four(edition: Edition, as_: As) -> None:
    office, path = as_("office"), f"{root(edition)}/annex"
    before = office.queries(path)
    for number in range(5):
        send(office, edition, "annex/grade", name=f"重点{number}", name_en="", rank="1")
    assert office.queries(path) == before
