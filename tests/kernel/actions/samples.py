"""A row of each kind that is acted on: one of R&D, in which a sister affiliate has no part.

What only the rule looks at need not be saved.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.domains.committee import models as committee
from shoumi.domains.committee.actions import adopt_resolution, issue_service, note_vacancy
from shoumi.domains.notices import models as notices
from shoumi.domains.policies import models as policies
from shoumi.domains.policies.actions import suspend_clause
from shoumi.domains.programme import models as programme
from shoumi.domains.register import models as register
from shoumi.domains.vault import models as vault
from shoumi.kernel.accounts import models as accounts
from shoumi.kernel.accounts.actions import declare_absence
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.approvals.models import Approval
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.documents.models import Evidence, IssuedDocument
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.models import Task
from shoumi.regime import models as regime
from shoumi.regime.actions import take_default
from tests.conftest import Ticker
from tests.domains.committee import meetings, seats
from tests.domains.notices import story as notices_story
from tests.domains.policies import story as policies_story
from tests.domains.programme import story as plans
from tests.domains.register import campaigns, scenes
from tests.domains.vault import life as vault_life
from tests.domains.vault import nights as vault_nights
from tests.domains.vault import scenes as vault_scenes
from tests.kernel.tasks.test_tasks import a_task

DAY = date(2026, 11, 20)


def a_stocktaking(cast: Cast, at: Ticker) -> Any:
    vault_life.sample(cast, at, scenes.in_force(cast, at))
    return vault_life.stocktaking(cast, at)


def a_campaign(cast: Cast, at: Ticker) -> Any:
    """Of one department only."""
    return campaigns.opened(cast, at, "RD")


def an_answer(cast: Cast, at: Ticker) -> Any:
    return campaigns.answer_of(a_campaign(cast, at), cast, "RD")


def a_draft(cast: Cast, at: Ticker) -> Any:
    """A rule of one department only."""
    return policies_story.draft(cast, at, unit="RD", applies_to="RD")


def a_rule_in_force(cast: Cast, at: Ticker) -> Any:
    """Published to one department only."""
    return policies_story.in_force(cast, at, scenes.nominated(cast, at), a_draft(cast, at))


def a_question(cast: Cast, at: Ticker) -> Any:
    return policies_story.question(cast, at, a_rule_in_force(cast, at), who="engineer")


def a_suspension(cast: Cast, at: Ticker) -> Any:
    edition = a_rule_in_force(cast, at)
    return suspend_clause(
        edition, clause=policies_story.clause(edition, "2"), law=policies_story.LAWS[0],
        because="与新法抵触", by=cast["office"], at=at(),
    )  # fmt: skip


def a_vote(cast: Cast, at: Ticker) -> Any:
    item = meetings.in_session(cast, at, meetings.with_item(cast, at))
    return meetings.opened(cast, at, item)


def a_resolution(cast: Cast, at: Ticker) -> Any:
    vote = a_vote(cast, at)
    meetings.cast_all(cast, at, vote)
    meetings.closed(cast, at, vote)
    item = meetings.again(vote.item)
    return adopt_resolution(item, followed=meetings.NO_LEAD, by=cast["office"], at=at())


def a_report(cast: Cast, at: Ticker) -> Any:
    return notices.DepartmentReport(org_unit=cast.units["RD"], entity=cast.units["YL"])


def a_check(cast: Cast, at: Ticker) -> Any:
    unit, member = cast.units["RD"], cast["head"]
    return committee.DepartmentCheck(org_unit=unit, entity=cast.units["YL"], owner=member)


SAMPLES: dict[type, Callable[[Cast, Ticker], Any]] = {
    accounts.Absence: lambda cast, at: declare_absence(
        cast["engineer"],
        deputy=cast["chemist"],
        from_on=DAY,
        until_on=DAY,
        by=cast["engineer"],
        at=at(),
    ),
    accounts.Appointment: lambda cast, at: accounts.Appointment.objects.get(
        person=cast["custodian"]
    ),
    accounts.ImportRun: lambda cast, at: accounts.ImportRun(),
    accounts.OrgUnit: lambda cast, at: cast.units["RD"],
    accounts.Person: lambda cast, at: cast["engineer"],
    Approval: lambda cast, at: Approval.objects.get(record=scenes.proposed(cast, at)),
    Dispatch: lambda cast, at: Dispatch(record=scenes.in_force(cast, at), sent_by=cast["office"]),
    Evidence: lambda cast, at: Evidence(record=scenes.in_force(cast, at)),
    IssuedDocument: lambda cast, at: IssuedDocument(record=scenes.in_force(cast, at)),
    Receipt: lambda cast, at: Receipt(
        dispatch=Dispatch(record=scenes.in_force(cast, at)), person=cast["engineer"]
    ),
    Record: scenes.in_force,
    Task: a_task,
    register.Campaign: a_campaign,
    register.CampaignAnswer: an_answer,
    register.Grade: lambda cast, at: register.Grade.objects.get(code="core"),
    register.TradeSecret: scenes.proposed,
    vault.Carrier: vault_scenes.carrier,
    vault.Delegation: vault_nights.delegated,
    vault.Destruction: lambda cast, at: vault_life.asked(
        cast, at, vault_life.sample(cast, at, scenes.in_force(cast, at)), method="crushed"
    ),
    vault.Disclosure: vault_scenes.disclosed,
    vault.Grant: lambda cast, at: vault_scenes.asked(cast, at, scenes.in_force(cast, at)),
    vault.Stocktaking: a_stocktaking,
    vault.TeamRequest: lambda cast, at: vault_nights.team_asked(
        cast, at, scenes.in_force(cast, at)
    ),
    committee.Meeting: meetings.called,
    committee.AgendaItem: meetings.with_item,
    committee.Attendance: lambda cast, at: meetings.notified(
        cast, at, meetings.with_item(cast, at)
    ).meeting.attendances.get(person=cast["head"]),
    committee.Vote: a_vote,
    committee.Resolution: a_resolution,
    committee.Extract: lambda cast, at: issue_service(
        person=cast["head"], year=at.now.year, by=cast["office"], at=at()
    ),
    committee.Interest: seats.declared,
    committee.Nomination: seats.nominated,
    committee.Opinion: lambda cast, at: seats.asked(cast, at, scenes.in_force(cast, at)),
    committee.Undertaking: seats.undertaking,
    committee.Vacancy: lambda cast, at: note_vacancy(
        unit=cast.units["RD"], role="custodian", person=None, by=HOUSE, at=at()
    ),
    committee.DepartmentCheck: a_check,
    notices.Bulletin: lambda cast, at: notices.Bulletin(org_unit=cast.units["YL"]),
    notices.Circular: lambda cast, at: notices_story.draft(cast, at, "RD"),
    notices.CooperationAnswer: lambda cast, at: notices_story.asked(cast, at, "MK")["MK"],
    notices.CooperationRequest: lambda cast, at: notices_story.asked(cast, at, "MK")["MK"].request,
    notices.DepartmentReport: a_report,
    policies.Rule: lambda cast, at: policies_story.rule_of(a_draft(cast, at)),
    policies.Edition: a_draft,
    policies.Remark: lambda cast, at: policies.Remark(
        consultation=policies.Consultation(edition=a_draft(cast, at)), said_by=cast["engineer"]
    ),
    policies.Question: a_question,
    policies.Suspension: a_suspension,
    programme.Plan: plans.begun,
    programme.PlanRemark: lambda cast, at: programme.PlanRemark(plan=plans.begun(cast, at)),
    programme.PlannedWork: lambda cast, at: programme.PlannedWork(entity=cast.units["YL"]),
    regime.Edition: lambda cast, at: take_default(by=cast["office"], at=at()),
}
