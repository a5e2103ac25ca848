"""The frame around every page, and the answers to what goes wrong."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shoumi.kernel.ui import navigation
from shoumi.kernel.ui.errors import problem, unavailable
from shoumi.kernel.ui.navigation import Bell, Entry, Section, everyone


def nobody(_person: Any, _at: datetime) -> bool:
    return False


WORK = Entry("workbench", "Workbench", "home", Section.DAILY, 1, everyone)
FORM = Entry("nomination", "Nominate", "plus", Section.DAILY, 2, everyone)
HIDDEN = Entry("papers", "The hidden register", "list", Section.REGISTERS, 1, nobody)
SIGN_OUT = Entry("papers.label", "Sign out", "logout", Section.PERSON, 9, everyone, post=True)


def test_a_person_sees_only_the_entries_that_are_allowed(signed_in: Client) -> None:
    navigation.declare(WORK, FORM, HIDDEN, SIGN_OUT)
    page = signed_in.get("/form").content.decode()
    assert "Workbench" in page
    assert "The hidden register" not in page
    assert 'href="/form" aria-current="page"' in page
    assert page.count('aria-current="page"') == 1
    assert '<form method="post" action="/label">' in page


@pytest.mark.django_db
def test_a_stranger_sees_no_navigation(stranger: Client) -> None:
    navigation.declare(WORK, FORM)
    assert "Nominate" not in stranger.get("/form").content.decode()


def test_the_bell_counts_and_is_capped(signed_in: Client) -> None:
    navigation.declare_bell(Bell("nomination", lambda _person, _at: 120))
    page = signed_in.get("/form").content.decode()
    assert "99+" in page
    assert 'aria-label="Inbox: 120 wait for you"' in page


def test_two_entries_for_one_address_are_refused(screens: None) -> None:
    navigation.declare(WORK)
    navigation.declare(WORK)
    with pytest.raises(ValueError, match="Two navigation entries"):
        navigation.declare(Entry("workbench", "Other", "home", Section.DAILY, 1, everyone))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/form", "/sign-in", "/nowhere", "/refuse/refused"])
def test_every_page_says_that_it_is_not_for_state_secrets(stranger: Client, address: str) -> None:
    page = stranger.get(address, headers={"accept-language": "zh-hans"}).content.decode()
    assert "本系统为非涉密信息系统，严禁存储、处理、传输国家秘密" in page


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/form", "/nowhere", "/refuse/stale"])
def test_every_answer_carries_the_strict_policy_and_is_not_cached(
    stranger: Client, address: str
) -> None:
    response = stranger.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere", 404, "it is not meant for you"),
        ("/refuse/refused", 403, "不能审批自己提交的事项。"),
        ("/refuse/stale", 409, "Nothing of yours was saved"),
        ("/refuse/invalid", 400, "名称不能为空。"),
    ],
)
def test_a_refusal_is_a_page_with_the_reason(
    stranger: Client, address: str, status: int, words: str
) -> None:
    response = stranger.get(address)
    assert response.status_code == status
    assert words in response.content.decode()


def test_an_error_of_ours_asks_no_database_and_shows_nothing_of_it(
    stranger: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    stranger.raise_request_exception = False
    with django_assert_num_queries(0):
        response = stranger.get("/refuse/broken")
    assert response.status_code == 500
    assert "a title that must not be shown" not in response.content.decode()
    assert "An error of ours" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("sealed", "Ask the system administrator to put the key back"),
        ("silent", "Nothing was lost"),
    ],
)
def test_what_an_administrator_must_mend_is_told_without_its_insides(
    stranger: Client, caplog: pytest.LogCaptureFixture, kind: str, words: str
) -> None:
    response = stranger.get(f"/refuse/{kind}")
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert words in page
    assert "root-1.key" not in page
    assert "db.internal" not in page
    assert any(record.name == "shoumi.ui" for record in caplog.records)


@pytest.mark.django_db
def test_a_text_larger_than_allowed_is_told_so(stranger: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = stranger.post("/form", {"title": "x" * 200})
    assert response.status_code == 413
    assert "Send less at once" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_plain_words(screens: None) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = client.post("/form", {"title": "x"})
    assert response.status_code == 403
    assert "open for too long" in response.content.decode()


def test_when_to_come_back_is_said_in_words_and_in_the_header(rf: Any, screens: None) -> None:
    response = problem(rf.get("/"), 429, retry_after=30)
    assert response["Retry-After"] == "30"
    assert "30" in response.content.decode()
    assert unavailable(retry_after=90)["Retry-After"] == "90"


def test_a_status_without_a_page_is_an_error(rf: Any) -> None:
    with pytest.raises(ValueError, match="418"):
        problem(rf.get("/"), 418)


def test_the_theme_is_kept_and_drawn_by_the_server(stranger: Client, db: None) -> None:
    response = stranger.post("/preferences/theme", {"theme": "dark", "next": "/form"})
    assert response.headers["Location"] == "/form"
    assert 'data-bs-theme="dark"' in stranger.get("/form").content.decode()


def test_an_unknown_theme_changes_nothing(stranger: Client, db: None) -> None:
    stranger.post("/preferences/theme", {"theme": "pink"})
    assert 'data-bs-theme="pink' not in stranger.get("/form").content.decode()
    stranger.cookies["shoumi_theme"] = "pink"
    assert 'data-theme-choice="auto"' in stranger.get("/form").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_a_choice_never_leads_to_another_host(stranger: Client, elsewhere: str) -> None:
    response = stranger.post("/preferences/theme", {"theme": "dark", "next": elsewhere})
    assert response.headers["Location"] == "/"


def test_the_language_is_switched_by_a_form(stranger: Client, db: None) -> None:
    stranger.post("/preferences/language", {"language": "zh-hans", "next": "/form"})
    assert '<html lang="zh-hans"' in stranger.get("/form").content.decode()
