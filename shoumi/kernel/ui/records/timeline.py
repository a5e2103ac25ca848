"""The section of the record's history: each act with its entry in the log, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from shoumi.kernel import actions
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions.action import reference
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals.models import Approval
from shoumi.kernel.records import kinds
from shoumi.kernel.records.models import Transition
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui.records.sections import Section, Shown, declare

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AT_MOST = 60


@dataclass(frozen=True)
class Moment:
    """One act. `on` is the day it took effect where that is not the day it was recorded."""

    label: "StrOrPromise"
    who: "StrOrPromise"
    recorded_at: datetime
    on: date | None
    note: str
    state: "StrOrPromise"
    number: int | None


def shown(record: Any, person: Any, at: datetime) -> Shown | None:
    """Acts on the record, its approvals and tasks, without mere readings. Three queries."""
    about = Q(subject=reference(record))
    for model in (Approval, Task):
        about |= Q(subject__in=_references(model, record))
    steps = {
        one.entry: one
        for one in Transition.objects.filter(record_id=record.pk).select_related("by")
    }
    # What made it was done on another record: on the secret whose carrier or grant it is.
    about |= Q(uid__in=list(steps))
    found = Entry.objects.filter(about).exclude(outcome="refused").order_by("-id")
    entries = list(found[: AT_MOST + 1])
    moments = list(_moments(record, entries[:AT_MOST], steps))
    return {"moments": moments, "more": len(entries) > AT_MOST}


def _references(model: type[Approval | Task], record: Any) -> Any:
    """How the log names the record's rows of this model, as a subquery."""
    name = Concat(Value(f"{model._meta.label_lower}/"), Cast("pk", CharField()))
    rows = model.objects.filter(record_id=record.pk).order_by()
    return rows.annotate(subject=name).values("subject")


def _moments(
    record: Any, entries: Iterable[Entry], steps: dict[Any, Transition]
) -> Iterable[Moment]:
    entries = [one for one in entries if one.uid in steps or not _only_reads(one.verb)]
    people = _people({entry.actor for entry in entries}, steps.values())
    flow = kinds.find(record.kind).flow
    for entry in entries:
        step = steps.get(entry.uid)
        late = step is not None and step.on != local_day(step.recorded_at)
        moved = step is not None and step.from_state != step.to_state
        yield Moment(
            label=_label(entry.verb),
            who=str(people.get(entry.actor) or _("Shoumi itself")),
            recorded_at=entry.recorded_at,
            on=step.on if step is not None and late else None,
            note=step.note if step is not None else "",
            state=str(flow.state(step.to_state).label) if step is not None and moved else "",
            number=entry.index,
        )


def _people(pseudonyms: set[str], steps: Iterable[Transition]) -> dict[str, Person]:
    """Who bears these pseudonyms; asked only for those whom the history doesn't name already."""
    known = {step.by.pseudonym: step.by for step in steps if step.by is not None}
    unknown = pseudonyms - set(known) - {HOUSE.pseudonym}
    if unknown:
        found = Person.objects.filter(pseudonym__in=unknown)
        known.update({one.pseudonym: one for one in found})
    return known


def _only_reads(verb: str) -> bool:
    known = actions.all_actions().get(verb)
    return known is not None and known.reads


def _label(verb: str) -> "StrOrPromise":
    """The verb in words; a verb that a later release dropped stands as it was written."""
    known = actions.all_actions().get(verb)
    return known.label if known is not None else verb


declare(
    Section(
        name="timeline",
        label=_("What happened"),
        template="ui/records/_timeline.html",
        shown=shown,
        order=90,
        beside=True,
    )
)
