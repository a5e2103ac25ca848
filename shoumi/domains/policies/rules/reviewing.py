"""When an edition in force is to be looked at again: every year, and once the law has changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from shoumi.domains.policies.rules.readiness import REVISE_WITHIN
from shoumi.foundation.law import Law, LawTable

REVIEW_NOTICE = timedelta(days=30)
# After an amendment there is so much time to hold the text against it.
RECHECK_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Amended:
    """A law that is not any more what it was when the text was checked against it; `version` is the
    one in force now, empty where there is none, `since` its first day."""

    law: str
    checked: str
    version: str
    since: date


def yearly(last_on: date) -> date:
    """A year after the edition took effect or was reviewed last."""
    return last_on + relativedelta(years=1)


def amended(basis: Mapping[str, str], laws: LawTable, day: date) -> list[Amended]:
    """Which laws hold on that day in another version than the one checked, the earliest first.

    A key that the table does not know any more is no amendment: nothing is known of it.
    """
    found = []
    for key, checked in basis.items():
        law = laws.laws.get(key)
        if law is None:
            continue
        now = law.version_on(day)
        version = now.name if now is not None else ""
        if version != checked:
            found.append(Amended(key, checked, version, _since(law, checked, day)))
    return sorted(found, key=lambda one: (one.since, one.law))


def _since(law: Law, checked: str, day: date) -> date:
    """The first day on which the version that was checked held no more."""
    ended = next((one.in_force_to for one in law.versions if one.name == checked), None)
    if ended is not None and ended < day:
        return ended + timedelta(days=1)
    now = law.version_on(day)
    return now.in_force_from if now is not None else day


def next_review(last_on: date, *, revise: bool) -> date:
    """A year after the last look; sooner where that found that a new edition is needed."""
    return last_on + REVISE_WITHIN if revise else yearly(last_on)


def review_due(next_on: date, basis: Mapping[str, str], laws: LawTable, day: date) -> date:
    """The day on which a review falls due, as known on `day`: at once when the law has changed."""
    changed = amended(basis, laws, day)
    return min([next_on, *(one.since for one in changed)])
