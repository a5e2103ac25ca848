"""One's own channels, and the office's list of what could not be delivered."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.delivery.models import Dispatch, Outgoing, Reach
from shoumi.kernel.delivery.outbox.going_out import go_out
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.acting import acting
from tests.kernel.delivery.servers import Post, mail_server


@pytest.fixture
def post(settings: Settings, company: Cast, at: Ticker) -> Iterator[Post]:
    with acting(at):
        person = Person.objects.get(pk=company["chemist"].pk)
        person.email = "chemist@example.cn"
        person.save()
    with mail_server() as (post, place):
        settings.MAIL, settings.ADDRESS = place, "https://shoumi.example.cn"
        yield post


@pytest.fixture
def given_up(post: Post, dispatch: Dispatch, at: Ticker) -> Outgoing:
    post.recipient = lambda address: "550 no"
    go_out(now=at)
    post.recipient = lambda address: "250 ok"
    return Outgoing.objects.failed().get()


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_ones_own_channels_are_shown_and_chosen(
    company: Cast, as_: As, post: Post, lang: str
) -> None:
    chemist = as_("chemist", lang)
    assert chemist.queries("/account/channels") <= 16
    assert "chemist@example.cn" in text_of(chemist.get("/account/channels"))
    fields = {"email": "on", "wecom": "hua"}
    assert chemist.post("/account/channels", fields).status_code == 302
    reach = Reach.objects.get(person=company["chemist"])
    assert (reach.email, reach.digest, reach.wecom) == (True, False, "hua")
    assert chemist.post("/account/channels", {"wecom": "a b"}).status_code == 422


def test_a_test_message_is_asked_for(as_: As, post: Post, at: Ticker) -> None:
    chemist = as_("chemist")
    assert chemist.post("/account/channels/try").status_code == 302
    assert "on its way" in text_of(chemist.get("/account/channels"))
    assert go_out(now=at) == 1
    assert as_("head").post("/account/channels/try").status_code == 302
    assert Outgoing.objects.count() == 1


def test_without_a_channel_it_is_said(as_: As) -> None:
    assert "not set up in this company yet" in text_of(as_("chemist").get("/account/channels"))


def test_the_office_is_told_and_tries_again(
    given_up: Outgoing, dispatch: Dispatch, as_: As, post: Post, at: Ticker
) -> None:
    office = as_("office")
    assert "1 message could not be delivered" in text_of(office.get("/"))
    shown = text_of(office.get("/undelivered"))
    assert "The address was refused" in shown
    assert dispatch.record.title not in shown
    assert office.queries("/undelivered") <= 22
    assert office.post("/undelivered/again", {"pick": given_up.pk}).status_code == 302
    assert go_out(now=at) == 1
    assert "could not be delivered" not in text_of(office.get("/"))


def test_the_office_notes_that_they_were_told_otherwise(given_up: Outgoing, as_: As) -> None:
    office = as_("office")
    assert office.post("/undelivered/seen-to", {"pick": given_up.pk}).status_code == 302
    assert not Outgoing.objects.failed().exists()
    assert office.post("/undelivered/seen-to", {"pick": given_up.pk}).status_code == 302
    assert office.post("/undelivered/seen-to", {"pick": "x"}).status_code == 400


@pytest.mark.parametrize("who", ["chemist", "custodian", "system_admin"])
def test_nobody_else_sees_it(given_up: Outgoing, as_: As, who: str) -> None:
    browser = as_(who)
    assert browser.get("/undelivered").status_code == 403
    assert browser.post("/undelivered/again", {"pick": given_up.pk}).status_code == 403
