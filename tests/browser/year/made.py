"""The company whose year is played: its people in office, its regime adopted, and one core secret
that department and leader have agreed to. Run in a process of its own, on the first day."""

import os
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from shoumi.config import first_start
from shoumi.demo.cast import assemble, open_accounts
from shoumi.demo.regime import adopt_default
from shoumi.domains.register.actions import adopt_grades, approve_grading
from shoumi.kernel.accounts.actions import end_appointment
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, Role
from shoumi.kernel.storage import keyring
from shoumi.kernel.tasks.published import enter_published
from tests.browser.year.house import PASSWORD
from tests.conftest import Ticker
from tests.domains.register import scenes

SINCE = date(2025, 7, 1)


def main() -> None:
    folder = Path(os.environ["SHOUMI_DATA"])
    first_start.make_ready(folder, {})
    with transaction.atomic(), keyring.together():
        build(Ticker(timezone.now() - timedelta(hours=2)))


def build(at: Ticker) -> None:
    """Everybody signs in under the own key in the cast. The chemist's seat is vacant."""
    cast = assemble(at=at(), since=SINCE)
    enter_published(by=HOUSE, at=at())
    adopt_grades(preset="default", by=HOUSE, at=at())
    adopt_default(cast, at)
    secret = scenes.proposed(cast, at, "core")
    for signer in ("head", "leader"):
        secret = approve_grading(secret, verdict="agree", by=cast[signer], at=at())
    seat = Appointment.objects.get(person=cast["chemist"], post__role=Role.MEMBER)
    end_appointment(seat, on=today(at), by=HOUSE, at=at())
    open_accounts(cast, dict.fromkeys(cast.persons, PASSWORD), at=at())


def today(at: Ticker) -> date:
    return timezone.localdate(at.now)
