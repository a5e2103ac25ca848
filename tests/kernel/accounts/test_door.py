"""The door: who comes in, how long it stays shut, where one is signed in."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from shoumi.demo.cast import Cast, open_accounts
from shoumi.kernel.accounts import actions
from shoumi.kernel.accounts.door import Shut, Wrong, enter
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.middleware import OPEN
from shoumi.kernel.accounts.models import Account, SignInAttempt, SignInSession
from shoumi.kernel.accounts.sessions import browser_of
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker

PASSWORD = "a-long-Passw0rd-9"
NEW = "nine calm otters 7"


@pytest.fixture
def accounts(cast: Cast, at: Ticker) -> Cast:
    open_accounts(cast, {"engineer": PASSWORD, "system_admin": PASSWORD}, at=at())
    return cast


@pytest.fixture
def browser() -> Client:
    return Client(
        headers={"accept-language": "en", "user-agent": "Mozilla/5.0 (Windows) Firefox/140"}
    )


def try_door(browser: Client, name: str = "engineer", password: str = PASSWORD, **more: str) -> Any:
    return browser.post("/sign-in", {"name": name, "password": password, **more})


def test_name_and_password_open_the_door_and_are_logged(accounts: Cast, browser: Client) -> None:
    response = try_door(browser)
    assert response.status_code == 302
    assert response.headers["Location"] == "/"
    assert browser.get("/").status_code == 200
    entry = Entry.objects.filter(verb="accounts.sign_in").get()
    assert entry.actor == accounts["engineer"].pseudonym


@pytest.mark.parametrize(
    ("name", "password"),
    [("engineer", "wrong"), ("nobody-here", PASSWORD), ("marketer", PASSWORD), ("", "")],
)
def test_what_was_wrong_is_never_told(
    accounts: Cast, browser: Client, name: str, password: str
) -> None:
    response = try_door(browser, name, password)
    assert response.status_code == 422
    page = response.content.decode()
    assert ("The name or the password is not right." in page) == bool(name)
    assert not SignInSession.objects.filter(account__isnull=False).exists()


def test_a_closed_account_and_somebody_who_has_left_stay_outside(
    accounts: Cast, at: Ticker
) -> None:
    actions.end_person(accounts["engineer"], on=date(2026, 11, 20), by=HOUSE, at=at())
    with pytest.raises(Wrong):
        enter("engineer", PASSWORD, "192.0.2.1", at=at())
    actions.close_account(accounts["system_admin"], by=HOUSE, at=at())
    with pytest.raises(Wrong):
        enter("system_admin", PASSWORD, "192.0.2.1", at=at())


def test_somebody_who_leaves_is_out_at_the_next_click(accounts: Cast, browser: Client) -> None:
    try_door(browser)
    now = datetime.now(UTC)
    actions.end_person(accounts["engineer"], on=now.date() - timedelta(days=1), by=HOUSE, at=now)
    assert browser.get("/").headers["Location"] == "/sign-in"


def test_the_door_shuts_after_so_many_tries_and_opens_again(accounts: Cast, at: Ticker) -> None:
    for _ in range(settings.SIGN_IN_TRIES):
        with pytest.raises(Wrong):
            enter("engineer", "wrong", "192.0.2.1", at=at(seconds=1))
    with pytest.raises(Shut) as shut:
        enter("engineer", PASSWORD, "192.0.2.1", at=at(seconds=1))
    assert shut.value.until - at.now < timedelta(minutes=settings.SIGN_IN_WINDOW_MINUTES)
    assert Entry.objects.filter(verb="accounts.shut_door").count() == 1
    enter("engineer", PASSWORD, "192.0.2.1", at=at(minutes=settings.SIGN_IN_WINDOW_MINUTES))


def test_an_unknown_name_is_shut_as_well(accounts: Cast, at: Ticker) -> None:
    for _ in range(settings.SIGN_IN_TRIES):
        with pytest.raises(Wrong):
            enter("nobody-here", "wrong", "192.0.2.1", at=at(seconds=1))
    with pytest.raises(Shut):
        enter("Nobody-Here", "wrong", "192.0.2.2", at=at(seconds=1))


def test_one_address_that_tries_many_names_is_shut(accounts: Cast, at: Ticker) -> None:
    for number in range(settings.SIGN_IN_TRIES * 5):
        with pytest.raises(Wrong):
            enter(f"name-{number}", "wrong", "192.0.2.1", at=at(seconds=1))
    with pytest.raises(Shut):
        enter("engineer", PASSWORD, "192.0.2.1", at=at(seconds=1))
    enter("engineer", PASSWORD, "192.0.2.2", at=at(seconds=1))


def test_a_shut_door_says_when_to_come_back(accounts: Cast, browser: Client) -> None:
    for _ in range(settings.SIGN_IN_TRIES):
        try_door(browser, password="wrong")
    response = try_door(browser)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 60
    assert "Too many tries" in response.content.decode()


def test_neither_name_nor_address_is_kept_in_the_clear(accounts: Cast, at: Ticker) -> None:
    with pytest.raises(Wrong):
        enter("engineer", "wrong", "192.0.2.1", at=at())
    attempt = SignInAttempt.objects.get()
    assert len(attempt.name_digest) == len(attempt.address_digest) == 64
    assert "engineer" not in attempt.name_digest


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1", "/\\evil"]
)
def test_the_door_never_leads_to_another_host(
    accounts: Cast, browser: Client, elsewhere: str
) -> None:
    assert try_door(browser, next=elsewhere).headers["Location"] == "/"


def test_the_door_leads_to_where_one_wanted_to_go(accounts: Cast, browser: Client) -> None:
    wanted = browser.get("/people?q=a").headers["Location"]
    assert wanted == "/sign-in?next=%2Fpeople%3Fq%3Da"
    response = browser.post(wanted, {"name": "engineer", "password": PASSWORD})
    assert response.headers["Location"] == "/people?q=a"


def test_the_session_key_changes_at_sign_in(accounts: Cast, browser: Client) -> None:
    browser.get("/sign-in")
    browser.session.save()
    before = browser.session.session_key
    try_door(browser)
    assert browser.session.session_key != before
    row = SignInSession.objects.get(account__username="engineer")
    assert row.browser == "Firefox · Windows"
    assert row.started_at is not None


def test_a_first_password_is_changed_before_anything_else(
    accounts: Cast, browser: Client, at: Ticker
) -> None:
    actions.open_account(accounts["head"], username="head", password=PASSWORD, by=HOUSE, at=at())
    try_door(browser, "head")
    assert browser.get("/people").headers["Location"] == "/account/password"
    assert browser.get("/people", headers={"HX-Request": "true"})["HX-Redirect"]
    weak = browser.post("/account/password", {"old": PASSWORD, "new": "short", "again": "short"})
    assert weak.status_code == 422
    done = browser.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert done.headers["Location"] == "/"
    assert browser.get("/people").status_code == 200


def test_a_new_password_ends_the_other_sign_ins(accounts: Cast, browser: Client) -> None:
    other = Client()
    try_door(other)
    try_door(browser)
    browser.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert browser.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert SignInSession.objects.filter(account__username="engineer").count() == 1


def test_one_sees_and_ends_where_one_is_signed_in(accounts: Cast, browser: Client) -> None:
    other = Client(headers={"user-agent": "Chrome/140 Android"})
    try_door(other)
    try_door(browser)
    page = browser.get("/account/sessions")
    shown = page.context["sessions"]
    assert [one["here"] for one in shown].count(True) == 1
    assert str(browser.session.session_key) not in page.content.decode()
    elsewhere = next(one["label"] for one in shown if not one["here"])
    browser.post("/account/sessions/end", {"session": elsewhere})
    assert other.get("/").status_code == 302
    assert browser.get("/").status_code == 200
    assert Entry.objects.filter(verb="accounts.end_session").exists()


def test_nobody_ends_the_session_of_another(accounts: Cast, browser: Client) -> None:
    other = Client()
    try_door(other, "system_admin")
    label = other.get("/account/sessions").context["sessions"][0]["label"]
    try_door(browser)
    assert browser.post("/account/sessions/end", {"session": label}).status_code == 404
    assert other.get("/").status_code == 200


def test_the_system_administrator_ends_a_persons_session(accounts: Cast, browser: Client) -> None:
    other = Client()
    try_door(other)
    try_door(browser, "system_admin")
    address = reverse("people.person", args=[accounts["engineer"].pk])
    label = browser.get(address).context["sessions"][0]["label"]
    browser.post(f"{address}/sessions/end", {"session": label})
    assert other.get("/").status_code == 302


def test_signing_out_ends_the_session_and_is_logged(accounts: Cast, browser: Client) -> None:
    try_door(browser)
    assert browser.get("/sign-out").status_code == 405
    browser.post("/sign-out")
    assert browser.get("/").status_code == 302
    assert Entry.objects.filter(verb="accounts.sign_out").exists()


def test_the_language_is_kept_with_the_account(accounts: Cast, browser: Client) -> None:
    try_door(browser)
    browser.post("/preferences/language", {"language": "zh-hans", "next": "/"})
    assert Account.objects.get(username="engineer").language == "zh-hans"
    fresh = Client(headers={"accept-language": "en"})
    try_door(fresh)
    assert fresh.cookies[settings.LANGUAGE_COOKIE_NAME].value == "zh-hans"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Safari/537 Edg/120",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (iPhone) MicroMessenger/8.0", "WeChat · iPhone"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_of_a_browser_only_two_words_are_kept(agent: str, words: str) -> None:
    assert browser_of(agent) == words


def addresses(patterns: Any = None, prefix: str = "/") -> list[tuple[str, str]]:
    """Every address of the house with its name, places filled with plausible values."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            here = re.sub(r"<int:\w+>", "1", here)
            here = re.sub(r"<[^>]+>", "x", here)
            found.append((pattern.name or "", here))
    return found


ALL = addresses()
# What partners and calendar programs reach without signing in, each of which looks by itself at
# whom it lets in.
OUTDOORS = {"feed.dates", "vault.door", "vault.visit", "vault.visited_page"}


def test_the_list_of_addresses_is_whole() -> None:
    assert len(ALL) > 25
    assert not [address for _, address in ALL if "<" in address]


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def test_strangers_reach_nothing_but_what_is_named_here() -> None:
    """Whatever else is marked to be reached without signing in must be thought about first."""
    marked = {one.name for one in patterns() if getattr(one.callback, "is_outdoors", False)}
    assert marked == OUTDOORS
    assert {"accounts.sign_in", "ui.set_language", "ui.set_theme", "healthz"} == OPEN


@pytest.mark.django_db(databases=["default", "keystore"])
@pytest.mark.parametrize(("name", "address"), ALL, ids=[address for _, address in ALL])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_gets_nowhere(name: str, address: str, method: str) -> None:
    response = getattr(Client(), method)(address)
    if name in OPEN:
        assert response.headers.get("Location", "/") == "/" or response.status_code in {200, 405}
    elif name in OUTDOORS:
        assert response.headers.get("Location", "/outside/x") == "/outside/x"
        assert response.status_code in {200, 302, 403, 404, 405}
        assert b"<img" not in response.content
    elif address.startswith("/api/"):
        assert response.status_code in {401, 404, 405}
    else:
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/sign-in")
