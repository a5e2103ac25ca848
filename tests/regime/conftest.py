"""An edition in each of its states, and the browsers of those who have to do with it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from shoumi.demo.cast import Cast, open_accounts
from shoumi.demo.regime import resolve
from shoumi.kernel.accounts.actions import end_appointment
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Account, Appointment, Role
from shoumi.regime.actions import confirm_all, propose_adoption, take_default
from shoumi.regime.models import Edition
from tests.conftest import Ticker

Browser = Callable[..., Client]

OWN_TEXT = """商业秘密保护制度

第一条 组织
（一）公司设保密委员会，由总经理任主任。
（二）各部门指定一名保密管理员。

第二条 会议
委员会每年至少召开一次全体会议，形成会议纪要。

第三条 密级
公司的秘密分为绝密、机密、秘密三级。

第四条 致谢
感谢全体同事。
"""


def later(at: Ticker, days: int) -> date:
    """Some days pass; answers the day it is then."""
    return timezone.localdate(at(days=days))


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    """A page or a command leaves its reader's language behind; the next test speaks Chinese."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def draft(cast: Cast, at: Ticker) -> Edition:
    return take_default(by=cast["office"], at=at())


@pytest.fixture
def director_alone(cast: Cast, at: Ticker) -> None:
    """Nobody but the director sits on the committee."""
    on = timezone.localdate(at())
    for seat in Appointment.objects.filter(post__role__in=(Role.DEPUTY, Role.MEMBER)):
        end_appointment(seat, on=on, by=HOUSE, at=at())


@pytest.fixture
def proposed(draft: Edition, cast: Cast, at: Ticker) -> Edition:
    confirm_all(draft, by=cast["office"], at=at())
    return propose_adoption(draft, by=cast["office"], at=at())


@pytest.fixture
def in_force(proposed: Edition, cast: Cast, at: Ticker) -> Edition:
    return resolve(proposed, cast, at)


@pytest.fixture
def browser(cast: Cast, at: Ticker, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """`browser("office")` is that person's, in English unless told; its clock is the test's."""
    monkeypatch.setattr(timezone, "now", lambda: at.now)

    def opened(key: str, language: str = "en", **kwargs: Any) -> Client:
        if not Account.objects.filter(username=key).exists():
            open_accounts(cast, {key: "a-long-Passw0rd-9"}, at=at())
        client = Client(headers={"accept-language": language}, **kwargs)
        client.force_login(Account.objects.get(username=key))
        return client

    return opened
