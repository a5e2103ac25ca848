"""The committee decides, and what it decided takes effect, in one transaction (3.2, 5.1).

A resolution whose effect is refused is not adopted; an effect without a resolution has no caller.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from shoumi.domains.committee import actions as committee
from shoumi.domains.committee.actions.resolving import NO_EFFECT
from shoumi.domains.committee.models import AgendaItem, Resolution
from shoumi.domains.policies import actions as policies
from shoumi.domains.policies.models import Edition, Question, Rule
from shoumi.domains.programme import actions as programme
from shoumi.domains.programme.models import Plan
from shoumi.domains.register import actions as register
from shoumi.domains.register.models import Campaign, TradeSecret
from shoumi.domains.vault import actions as vault
from shoumi.domains.vault.models import Destruction
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused
from shoumi.kernel.records.models import Record
from shoumi.regime import actions as regime
from shoumi.regime.models import Edition as RegimeEdition


def decide(
    item: AgendaItem, *, followed: committee.Followed, by: Actor, at: datetime
) -> Resolution:
    """Adopt what the vote on a point carried, and carry it out. Raises Refused, Invalid, Stale."""
    return committee.adopt_resolution(
        item, followed=followed, carry_out=partial(carry_out, at=at), by=by, at=at
    )


def decide_meanwhile(
    *,
    entity: OrgUnit,
    text: str,
    matter: Record,
    verdict: str,
    followed: committee.Followed,
    by: Actor,
    at: datetime,
) -> Resolution:
    """The director decides on what waits for the committee, until its next meeting. Raises
    Refused, Invalid."""
    return committee.decide_meanwhile(
        entity=entity, title="", text=text, matter=matter, verdict=verdict, followed=followed,
        carry_out=partial(carry_out, at=at), by=by, at=at,
    )  # fmt: skip


def carry_out(resolution: Resolution, *, at: datetime) -> None:
    """Bring about what a resolution says on its matter. Raises Refused, Stale."""
    matter = resolution.matter
    effect = _EFFECTS.get(matter.kind) if matter is not None else None
    if matter is None or effect is None:
        raise Refused(NO_EFFECT)
    effect.follow(
        effect.model.objects.get(pk=matter.pk), resolution=resolution,
        verdict=resolution.verdict, on=local_day(at), note=resolution.text[:500], by=HOUSE, at=at,
    )  # fmt: skip


@dataclass(frozen=True)
class Effect:
    """How the domain of one kind of record follows a resolution on it: by an action of its own."""

    model: Any
    follow: Callable[..., Any]


def _follow_regime(edition: RegimeEdition, *, resolution: Resolution, **decided: Any) -> None:
    """It comes into force on the day that the resolution names."""
    regime.follow_resolution(
        edition, resolution=resolution, effective_on=resolution.in_force_on, **decided
    )


_EFFECTS: dict[str, Effect] = {
    "secret": Effect(TradeSecret, register.follow_resolution),
    "destruction": Effect(Destruction, vault.follow_resolution),
    "campaign": Effect(Campaign, register.follow_campaign_resolution),
    "plan": Effect(Plan, programme.follow_resolution),
    "regime": Effect(RegimeEdition, _follow_regime),
    "rule": Effect(Rule, policies.follow_resolution),
    "rule_edition": Effect(Edition, policies.follow_resolution),
    "rule_question": Effect(Question, policies.follow_resolution),
}
