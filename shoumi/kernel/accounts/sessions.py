"""Sessions in the database, as rows that say whose they are, so that they can be seen and ended."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils.crypto import salted_hmac

from shoumi.kernel.accounts.models import SignInSession

STARTED = "started_at"
BROWSER = "browser"
_BROWSERS = ("Edg", "OPR", "MicroMessenger", "DingTalk", "Lark", "Firefox", "Chrome", "Safari")
_NAMES = {"Edg": "Edge", "OPR": "Opera", "MicroMessenger": "WeChat", "Lark": "Feishu"}
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux")


class SessionStore(DatabaseSessions):
    """`SESSION_ENGINE`. Beside the signed contents each row names account, start and browser."""

    @classmethod
    def get_model_class(cls) -> type[SignInSession]:
        return SignInSession

    def create_model_instance(self, data: dict[str, Any]) -> SignInSession:
        # The stubs know Django's own row only; it is of the class that `get_model_class` names.
        row: SignInSession = super().create_model_instance(data)  # type: ignore[assignment]
        account = data.get(SESSION_KEY)
        row.account_id = int(account) if account else None
        started = data.get(STARTED)
        row.started_at = datetime.fromisoformat(started) if started else None
        row.browser = data.get(BROWSER, "")
        return row


def browser_of(user_agent: str) -> str:
    """Browser and system in two words; the rest of what a browser tells is not kept."""
    browser = next((name for name in _BROWSERS if f"{name}/" in user_agent), "")
    system = next((name for name in _SYSTEMS if name in user_agent), "")
    return " · ".join(part for part in (_NAMES.get(browser, browser), system) if part)


def label_of(session_key: str) -> str:
    """How a page names a session; the key itself would open it."""
    return salted_hmac("shoumi.accounts.session", session_key, algorithm="sha256").hexdigest()[:24]
