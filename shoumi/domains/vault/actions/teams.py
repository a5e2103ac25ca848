"""Grants for a team: asked for once, decided once for all named, a grant for each (6.2)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.actions.granting import (
    SAY_WHY,
    give,
    keepers_asked,
    new_grant,
    open_to_keepers,
    require_in_force,
    require_needing,
)
from shoumi.domains.vault.facts import limits_of
from shoumi.domains.vault.models import Grant, TeamMember, TeamRequest
from shoumi.domains.vault.rules.flows import GRANT, TEAM
from shoumi.domains.vault.rules.granting import Wanted, objection
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, action, require_said
from shoumi.kernel.approvals import asking
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number

DECIDE = "vault.decide_team_grant"
MOST = 100


@action("vault.request_team_grant", label=_("Ask for a team"), clauses=("4.2", "6.2"), reads=True)
def request_team_grant(
    secret: TradeSecret,
    *,
    project: str,
    purpose: str,
    persons: Sequence[Person],
    wanted: Wanted,
    by: Actor,
    at: datetime,
) -> TeamRequest:
    """Ask that these persons may use a secret's carriers for one project; decided as a grant is,
    by nobody who asks or is named. Raises Refused, Invalid."""
    if not isinstance(by, Person):
        raise Invalid("", _("Only a person asks."))
    require_in_force(secret)
    project = require_said("project", project, 120, _("Name the project."))
    purpose = require_said("purpose", purpose, NOTE, SAY_WHY)
    named = _require_named(secret, persons, at)
    against = objection(wanted, limits_of(secret), at)
    if against is not None:
        raise Invalid(*against)
    team = _request(secret, by, project, purpose, wanted, at)
    begin(team, TEAM, step="vault.request_team_grant", by=by, at=at)
    TeamMember.objects.bulk_create(TeamMember(team=team, person=one) for one in named)
    open_to_keepers(team, secret, by, at)
    steps = keepers_asked(secret, by, at, also=named)
    asking.ask(team, DECIDE, content(team), steps, by=by, at=at)
    return team


def _require_named(secret: TradeSecret, persons: Sequence[Person], at: datetime) -> list[Person]:
    named = list({one.pk: one for one in persons}.values())
    if not 0 < len(named) <= MOST:
        text = _("Name between 1 and %(most)s people.") % {"most": MOST}
        raise Invalid("persons", text)
    if any(not one.is_active(local_day(at)) for one in named):
        raise Invalid("persons", _("One of them is no longer with the company."))
    if any(one.pk == secret.owner_id for one in named):
        raise Invalid("persons", _("The owner needs no grant. Leave that name out."))
    return named


def _request(
    secret: TradeSecret, by: Person, project: str, purpose: str, wanted: Wanted, at: datetime
) -> TeamRequest:
    return TeamRequest(
        kind="team_request",
        number=next_number(secret.entity, "team_request", "批授", local_day(at).year),
        title=secret.title,
        grade=secret.grade,
        entity=secret.entity,
        org_unit=secret.org_unit,
        owner=by,
        parent_id=secret.pk,
        clause="6.2",
        secret=secret,
        project=project,
        purpose=purpose,
        actions=list(dict.fromkeys(wanted.actions)),
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        uses=wanted.uses,
    )


def content(team: TeamRequest) -> dict[str, Any]:
    """What is decided about."""
    return {
        "secret": team.secret_id,
        "grade": team.secret.grade,
        "project": team.project,
        "purpose": team.purpose,
        "persons": sorted(team.members.values_list("person_id", flat=True)),
        "actions": sorted(team.actions),
        "window": [one.astimezone(UTC).isoformat() for one in (team.starts_at, team.ends_at)],
        "uses": team.uses,
    }


@action(DECIDE, label=_("Decide on the team's request"), clauses=("4.2", "6.2"), step=DECIDE)
def decide_team_grant(
    team: TeamRequest, *, verdict: str, note: str = "", by: Actor, at: datetime
) -> TeamRequest:
    """Take the decision of whoever is asked; the last one gives everybody a grant. Raises
    Refused."""
    outcome = asking.decide(team, content(team), verdict, note=note, by=by, at=at)
    if outcome is Outcome.PASSED:
        require_in_force(team.secret)
        persons = [one.person for one in team.members.select_related("person__org_unit")]
        require_needing(team.secret, persons, at)
        for person in persons:
            _give(team, person, by, at)
        move(team, TEAM, "grant_given", by=by, at=at, note=note)
    elif outcome in {Outcome.REJECTED, Outcome.RETURNED}:
        move(team, TEAM, "grant_refused", by=by, at=at, note=note)
    return team


def _give(team: TeamRequest, person: Person, by: Actor, at: datetime) -> Grant:
    told = Wanted(team.actions, team.starts_at, team.ends_at, team.uses)
    grant = new_grant(team.secret, person, team.purpose, told, at=at)
    grant.project, grant.team, grant.way = team.project, team, Grant.Way.TEAM
    begin(grant, GRANT, step="vault.request_team_grant", by=by, at=at)
    open_to_keepers(grant, team.secret, person, at)
    if team.created_by is not None and team.created_by_id != person.pk:
        open_to(grant, team.created_by, Capacity.KEEPS, because="asked for a team", at=at)
    give(grant, by=by, at=at)
    return grant


@action(
    "vault.withdraw_team_grant",
    label=_("Withdraw it"),
    clauses=("6.2",),
    step="vault.withdraw_team_grant",
)
def withdraw_team_grant(team: TeamRequest, *, by: Actor, at: datetime) -> TeamRequest:
    asking.void(team, because="withdrawn", at=at)
    move(team, TEAM, "vault.withdraw_team_grant", by=by, at=at)
    return team
