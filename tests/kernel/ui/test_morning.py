"""The daily digest: on working mornings, once, to who is reached and has something waiting."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast, open_accounts
from shoumi.foundation.periods import CalendarDay
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.delivery.models import Outgoing, Reach
from shoumi.kernel.delivery.outbox.going_out import go_out
from shoumi.kernel.tasks.actions import set_calendar
from shoumi.kernel.ui.work.morning import put_digests
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.kernel.acting import acting
from tests.kernel.delivery.servers import Post, mail_server

MORNING = datetime(2026, 12, 1, 0, 31, tzinfo=UTC)
"""A Tuesday, 08:31 where the company is."""


@pytest.fixture
def post(settings: Settings, company: Cast, at: Ticker) -> Iterator[Post]:
    open_accounts(company, dict.fromkeys(company.persons, "correct horse battery"), at=at())
    with acting(at):
        for key in ("head", "engineer"):
            person = Person.objects.get(pk=company[key].pk)
            person.email = f"{key}@example.cn"
            person.save()
    with mail_server() as (post, place):
        settings.MAIL, settings.ADDRESS = place, "https://shoumi.example.cn"
        yield post


@pytest.fixture
def asked(company: Cast, at: Ticker) -> str:
    """The head of R&D is asked to decide; answers the title that must not leave."""
    return str(scenes.proposed(company, at).title)


def test_who_has_something_waiting_is_told_counts_and_links_once(post: Post, asked: str) -> None:
    assert put_digests(at=MORNING) >= 1
    assert put_digests(at=MORNING) == 0
    assert go_out(now=lambda: MORNING) >= 1
    letters = dict(post.letters)
    written = letters["head@example.cn"].get_payload(decode=True)
    assert isinstance(written, bytes)
    assert "https://shoumi.example.cn/#decide" in written.decode()
    assert asked not in written.decode()
    assert len([to for to, _letter in post.letters if to == "head@example.cn"]) == 1


@pytest.mark.parametrize(
    "when",
    [
        datetime(2026, 12, 1, 0, 29, tzinfo=UTC),
        datetime(2026, 12, 1, 10, 1, tzinfo=UTC),
        datetime(2026, 12, 5, 2, 0, tzinfo=UTC),
    ],
    ids=["too early", "evening", "Saturday"],
)
def test_only_on_a_working_day_from_half_past_eight(post: Post, asked: str, when: datetime) -> None:
    assert put_digests(at=when) == 0
    assert not Outgoing.objects.exists()


def test_holidays_and_make_up_days_count(post: Post, asked: str, at: Ticker) -> None:
    days = [
        CalendarDay(MORNING.date(), is_workday=False),
        CalendarDay(datetime(2026, 12, 5, tzinfo=UTC).date(), is_workday=True),
    ]
    set_calendar(days=days, by=HOUSE, at=at())
    assert put_digests(at=MORNING) == 0
    assert put_digests(at=datetime(2026, 12, 5, 2, 0, tzinfo=UTC)) >= 1


def test_whom_nothing_awaits_is_looked_at_once_and_told_nothing(post: Post) -> None:
    put_digests(at=MORNING)
    looked_at = Outgoing.objects.filter(person__email="engineer@example.cn")
    assert [row.state for row in looked_at] == ["dropped"]
    go_out(now=lambda: MORNING)
    assert "engineer@example.cn" not in dict(post.letters)


@pytest.mark.parametrize("choice", [{"digest": False}, {"email": False}])
def test_whoever_wants_none_gets_none(
    post: Post, asked: str, company: Cast, at: Ticker, choice: dict[str, bool]
) -> None:
    with acting(at):
        Reach(person=company["head"], **choice).save()
    put_digests(at=MORNING)
    assert not Outgoing.objects.filter(person=company["head"]).exists()


def test_without_a_channel_nothing_is_asked(company: Cast, asked: str) -> None:
    assert put_digests(at=MORNING) == 0
    assert not Outgoing.objects.exists()
