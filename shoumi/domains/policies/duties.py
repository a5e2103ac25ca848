"""What of rules falls due: consultations to close, editions to publish, reviews, confirmations,
questions (4.1, 6.1, 8.1, 8.2)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.governing import lacks
from shoumi.domains.policies.models import Edition, EditionReview, Question
from shoumi.domains.policies.rules.readiness import PUBLISH_WITHIN
from shoumi.domains.policies.rules.reviewing import RECHECK_WITHIN, REVIEW_NOTICE
from shoumi.domains.policies.standing import confirmations, editions_on, last_day, upheld_on
from shoumi.domains.register.duties import Leads
from shoumi.kernel.accounts.standing import office_lead
from shoumi.kernel.tasks.duties import Falling, duty

REVIEW, CHASE, ANSWER, CLOSE, PUBLISH, CLEAR = (
    "policies.review_due", "policies.chase_confirmations", "policies.answer_question",
    "policies.close_in_time", "policies.publish_adopted", "policies.clear_the_way",
)  # fmt: skip


def _left(*states: str) -> Any:
    """Settled once the record has left these states."""
    return lambda tasks: tasks.exclude(record__state__in=states)


def _reviewed(tasks: Any) -> Any:
    """Settled by a review from the day it fell due by, or once the edition holds no more."""
    since = EditionReview.objects.filter(
        edition_id=OuterRef("record_id"), on__gte=OuterRef("opened_at__date")
    )
    return tasks.filter(Exists(since) | ~Q(record__state="in_force"))


@duty(REVIEW, label=_("Review a rule in force"), clauses=("1", "4.1", "8.2"), settled=_reviewed)
def review_due(day: date) -> Iterator[Falling]:
    """A month before the year is over, and at once when a law that it rests on was amended."""
    leads, editions = Leads(day), editions_on(day)
    for one in upheld_on(editions, day):
        lead = leads.of(one.edition.org_unit)
        if one.due_on <= day + REVIEW_NOTICE and lead is not None:
            by = one.due_on + RECHECK_WITHIN if one.amended else one.due_on
            yield Falling(one.edition, one.due_on, lead, one.edition.org_unit, by)


def _all_confirmed(tasks: Any) -> Any:
    waiting = Edition.objects.filter(
        pk=OuterRef("record_id"), state="in_force", dispatches__document=F("paper"),
        dispatches__receipts__state__in=["queued", "sent", "opened"],
    )  # fmt: skip
    return tasks.filter(~Exists(waiting))


@duty(
    CHASE, label=_("Get the missing confirmations of a rule"), clauses=("6.1", "8.2"),
    settled=_all_confirmed,
)  # fmt: skip
def chase_confirmations(day: date) -> Iterator[Falling]:
    """When the last day has passed and somebody has not confirmed, the office goes after it."""
    for one in confirmations(editions_on(day), day):
        lead = office_lead(one.edition.org_unit, on=day)
        if one.late and lead is not None:
            on = last_day(one.edition, day)
            yield Falling(one.edition, on, lead, lead.org_unit, on + PUBLISH_WITHIN)


@duty(
    ANSWER, label=_("Bring a question on a rule to its answer"), clauses=("8.1",),
    settled=_left("asked", "drafted", "agreed"),
)  # fmt: skip
def answer_question(day: date) -> Iterator[Falling]:
    """From the day it is asked, the office has it on its list."""
    waiting = Question.objects.filter(state__in=["asked", "drafted", "agreed"], asked_on__lte=day)
    for one in waiting.select_related("org_unit"):
        lead = office_lead(one.org_unit, on=day)
        if lead is not None:
            yield Falling(one, one.asked_on, lead, lead.org_unit, one.due_on or day)


@duty(
    CLOSE, label=_("Answer the staff and close a consultation"), clauses=("4.1", "8.1"),
    settled=_left("consulting"),
)  # fmt: skip
def close_in_time(day: date) -> Iterator[Falling]:
    """A week after its last day at the latest, by whoever leads for the unit."""
    leads = Leads(day)
    for one in Edition.objects.filter(state="consulting").select_related("org_unit"):
        lead = leads.of(one.org_unit)
        if lead is not None and one.due_on is not None:
            yield Falling(one, one.due_on, lead, one.org_unit, one.due_on + PUBLISH_WITHIN)


@duty(
    PUBLISH, label=_("Publish an edition that was adopted"), clauses=("4.1", "8.1"),
    settled=_left("adopted"),
)  # fmt: skip
def publish_adopted(day: date) -> Iterator[Falling]:
    """By the office, within a week of the committee's decision."""
    waiting = Edition.objects.filter(state="adopted", adopted_on__lte=day)
    for one in waiting.select_related("org_unit"):
        lead = office_lead(one.org_unit, on=day)
        if lead is not None and one.adopted_on is not None:
            due = one.adopted_on + PUBLISH_WITHIN
            yield Falling(one, one.adopted_on, lead, lead.org_unit, due)


@duty(
    CLEAR, label=_("See why an edition did not come into force"), clauses=("4.1", "8.1"),
    settled=_left("published"),
)  # fmt: skip
def clear_the_way(day: date) -> Iterator[Falling]:
    """Published, its day has come, and something stands in its way: the office sees to it."""
    waiting = Edition.objects.filter(state="published", in_force_on__lte=day)
    for one in waiting.select_related("org_unit", "rule"):
        begun = one.in_force_on or day
        lead = office_lead(one.org_unit, on=day) if begun < day or lacks(one, day) else None
        if lead is not None:
            yield Falling(one, begun, lead, lead.org_unit, begun + PUBLISH_WITHIN)
