"""The log on screens: who reads it, and what is said of whoever does."""

from datetime import datetime, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.activity.models import Checkpoint, Entry
from tests.kernel.ui.conftest import Browser


@pytest.mark.parametrize("who", ["engineer", "office", "system_admin", "secrecy_admin"])
def test_the_log_is_the_audit_administrators(browser: Browser, who: str) -> None:
    assert browser(who).get("/log").status_code == 403
    assert 'href="/log"' not in browser(who).get("/people").content.decode()
    assert Entry.objects.filter(verb="activity.read_log", outcome="refused").exists()


def test_reading_the_log_is_logged(browser: Browser, house: Cast) -> None:
    auditor = browser("audit_admin")
    assert "Zhou Yi" not in auditor.get("/log?q=nobody").content.decode()
    page = auditor.get("/log?verb=activity.read_log").content.decode()
    assert house["audit_admin"].pseudonym[:12] in page
    assert Entry.objects.filter(verb="activity.read_log", outcome="done").count() == 2
    found = auditor.get(f"/log?q=accounts.person/{house['engineer'].pk}").content.decode()
    assert "Open an account" in found


def test_the_log_says_what_nobody_outside_protects(browser: Browser) -> None:
    page = browser("audit_admin").get("/log").content.decode()
    assert "nothing protects these" in page


def test_an_anchor_needs_a_signed_checkpoint(browser: Browser, now: datetime) -> None:
    auditor = browser("audit_admin")
    fields = {"kind": "lawyer", "place": "Messrs. Zhong", "on": local_day(now).isoformat()}
    assert auditor.post("/log/anchors/new", fields).status_code == 422
    Checkpoint.objects.create(size=3, note="note", signed_at=now - timedelta(hours=1))
    assert auditor.post("/log/anchors/new", fields).status_code == 302
    assert "Messrs. Zhong" in auditor.get("/log").content.decode()
