"""What is required, on the screen: not yet, required, announced; for the office alone."""

from datetime import timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.people.models import Requirement
from shoumi.kernel.accounts.standing import local_day
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As


def test_not_yet_required_and_why(company: Cast, as_: As) -> None:
    page = text_of(as_("office", "zh-hans").get("/requirements"))
    assert page.count("尚未要求") == 2
    assert "/requirements/agreement" not in page
    assert as_("engineer").get("/requirements").status_code == 403
    assert as_("engineer").get("/requirements/agreement").status_code == 403
    assert as_("office", "zh-hans").get("/requirements/beauty").status_code == 404


@pytest.mark.usefixtures("agreements_kept")
def test_the_office_requires_agreements(company: Cast, at: Ticker, as_: As) -> None:
    office, day = as_("office", "zh-hans"), local_day(at()) + timedelta(days=400)
    assert "/requirements/agreement" in text_of(office.get("/requirements"))
    assert office.get("/requirements/agreement").status_code == 200
    sent = office.post(
        "/requirements/agreement",
        {"kind": "agreement", "required": "yes", "from_on": day.isoformat(), "because": "2号决议"},
    )
    assert sent.status_code == 302, sent.content.decode()
    assert Requirement.objects.get().from_on == day
    assert "已公布" in text_of(office.get("/requirements"))
