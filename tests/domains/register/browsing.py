"""Reading the register's screens as somebody of the cast, at the test's own time."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast, open_accounts
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.models import Account
from tests.conftest import Ticker

PASSWORD = "a-long-Passw0rd-9"


class Browser:
    """One person's browser; `lang` is the language of its pages."""

    def __init__(self, cast: Cast, key: str, at: Ticker, lang: str = "en") -> None:
        person = cast[key]
        if not Account.objects.filter(person=person).exists():
            open_accounts(cast, {key: PASSWORD}, at=at())
        self.client = Client(headers={"accept-language": lang})
        self.client.force_login(Account.objects.get(person=person))

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers=headers)

    def post(self, path: str, data: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.client.post(path, data or {}, headers=headers)

    def act(self, secret: TradeSecret, action: str, **data: Any) -> Any:
        """Send an act's form with the version that the page shows now."""
        version = TradeSecret.objects.get(pk=secret.pk).version
        path = f"/records/{secret.pk}/do/{action}"
        return self.post(path, {"version": version, **data})

    def queries(self, path: str) -> int:
        """How many queries the page asks once the process is warm."""
        self.get(path)
        with CaptureQueriesContext(connection) as asked:
            response = self.get(path)
        assert response.status_code == 200
        return len(asked)


def text_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, at: Ticker) -> Ticker:
    """The house's clock goes by the test's own, a second a look."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(seconds=1))
    return at
