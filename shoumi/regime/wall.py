"""The wall of clauses on the home pages of those who answer for the regime: how each article
stands. The whole regime is assessed for it, so it is fetched after the page, and what was found is
shown for a while with its time."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.controls import Status
from shoumi.kernel.ui.work.heads import Card, declare_card
from shoumi.regime.assessment import Assessed, assess
from shoumi.regime.beside import halted
from shoumi.regime.models import Edition

KEPT_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Tile:
    """One clause and its verdict."""

    ident: str
    status: Status
    halted: bool = False


@dataclass(frozen=True)
class Row:
    number: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Wall:
    """As it was found at an instant: `counts` by verdict, and the clauses by article."""

    found_at: datetime
    counts: tuple[tuple[Status, int], ...]
    rows: tuple[Row, ...]


def answers_for_it(person: Any, at: datetime) -> bool:
    return standing(person, at).has(Role.CHAIR, Role.DEPUTY, Role.COUNSEL, *OFFICE)


def wall(edition: Edition, at: datetime) -> Wall:
    """How the clauses stand today; found anew once what was found before is too old."""
    day = local_day(at)
    key = f"regime.wall.{edition.pk}.{edition.version}.{day.isoformat()}"
    kept: Wall | None = cache.get(key)
    if kept is not None and kept.found_at <= at < kept.found_at + KEPT_FOR:
        return kept
    assessed, stopped = assess(edition, day), halted(edition, day)
    counts = Counter(one.verdict.status for one in assessed)
    rows = tuple(
        Row(number, tuple(_tile(one, stopped) for one in some))
        for number, some in groupby(assessed, key=lambda one: one.clause.article)
    )
    found = Wall(at, tuple((one, counts[one]) for one in Status if counts[one]), rows)
    cache.set(key, found, KEPT_FOR.total_seconds())
    return found


def _tile(one: Assessed, stopped: frozenset[str]) -> Tile:
    ident = one.clause.ident
    return Tile(ident, one.verdict.status, ident in stopped)


declare_card(Card("wall", _("How the regime is kept"), answers_for_it, "regime/_wall.html", 10, 0))
