"""Looking through what came in: at once where it is small, else by the worker; and again what the
scanner could not answer for."""

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q

from shoumi.domains.vault.actions import screen_version
from shoumi.domains.vault.models import CarrierVersion
from shoumi.domains.vault.rules.screening import again_after, causes
from shoumi.foundation.sealing import SealingError
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.rendering import Source
from shoumi.kernel.screening import Clamd, Findings, Marks, Outcome, Scanned, is_disguised, screen
from shoumi.kernel.storage.objects import open_object
from shoumi.kernel.storage.refusals import Lost, StorageRefused

SCREEN = "vault.screen_version"
SMALL = 8 * 1024 * 1024
"""What is looked through before the person who put it in is answered, in bytes."""
WHILE_ONE_WAITS = 20.0
"""Seconds that the scanner is given meanwhile."""
# A small one that is still waiting after this long was left by a server that fell.
LEFT = timedelta(minutes=1)
AT_ONCE = 20
UNREADABLE = Findings("", Scanned(Outcome.FAILED), Marks.DAMAGED)

Standing = CarrierVersion.Standing


def look_through(
    version: CarrierVersion, *, at: datetime, scanner: Clamd | None = None
) -> CarrierVersion:
    """Open the version as the house, look through it and enter what was found, at the instant when
    that is known. One whose bytes were changed or are gone counts as not looked through. Raises
    Refused, Sealed."""
    begun = time.monotonic()
    decision = decide(HOUSE, SCREEN, version.carrier, at)
    try:
        with open_object(version.file, decision, at=at, though_held=True) as source:
            findings = screen(source, scanner or configured())
    except (SealingError, Lost):
        findings = UNREADABLE
    known = at + timedelta(seconds=time.monotonic() - begun)
    return screen_version(version.carrier, version=version, findings=findings, by=HOUSE, at=known)


def look_through_if_small(version: CarrierVersion, *, at: datetime) -> CarrierVersion:
    """At once, while somebody waits. What is large, or can't be looked through now, is left to the
    worker and stays shut so long."""
    if version.size <= SMALL:
        with suppress(StorageRefused, Refused, OSError):
            return look_through(version, at=at, scanner=configured(WHILE_ONE_WAITS))
    return version


def require_clear(file: Source, name: str) -> None:
    """For what is shown in place of a version, which has no quarantine of its own: what a version
    would wait in quarantine for is not taken. Raises Invalid."""
    findings = screen(file, configured(WHILE_ONE_WAITS))
    disguised = is_disguised(findings.kind, name)
    for cause in causes(findings.scanned.outcome, findings.marks, disguised=disguised):
        raise Invalid("file", cause.text)
    file.seek(0)


def attend(*, at: datetime) -> int:
    """The worker's turn: what is waiting, oldest first, then what no scanner has answered for;
    answers how many were looked through. Where the scanner is silent, what waits for it waits on.
    """
    done, begun = 0, time.monotonic()
    for version in _due(at):
        now = at + timedelta(seconds=time.monotonic() - begun)
        with suppress(StorageRefused, Refused):
            look_through(version, at=now)
            done += 1
    return done


def configured(patience: float | None = None) -> Clamd | None:
    """The scanner of the settings, None without one."""
    if not settings.CLAMD:
        return None
    return Clamd(settings.CLAMD) if patience is None else Clamd(settings.CLAMD, patience=patience)


def _due(at: datetime) -> Iterator[CarrierVersion]:
    rows = CarrierVersion.objects.filter(file__shredded_at=None).select_related(
        "file", "carrier__secret__org_unit"
    )
    waiting = rows.filter(standing=Standing.WAITING)
    left = Q(added_at__lte=at - LEFT) | Q(file__size__gt=SMALL)
    yield from waiting.filter(left).order_by("added_at", "pk")[:AT_ONCE]
    scanner = configured(WHILE_ONE_WAITS)
    if scanner is None:
        return
    unanswered = (
        rows.filter(
            outcome__in=[Outcome.FAILED, Outcome.BLIND, Outcome.OFF],
            standing__in=[Standing.CLEAR, Standing.QUARANTINED],
        )
        .annotate(tried=Count("screenings"), tried_at=Max("screenings__at"))
        .order_by("tried_at", "pk")[:AT_ONCE]
    )
    due = [one for one in unanswered if _is_due(one, at)]
    if due and scanner.version():
        yield from due


def _is_due(version: CarrierVersion, at: datetime) -> bool:
    tried = vars(version)
    again_at: datetime = tried["tried_at"] + again_after(tried["tried"])
    return version.outcome == Outcome.OFF or at >= again_at
