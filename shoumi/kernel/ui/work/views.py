"""The home page of everybody, and the page of one task."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.duties import all_duties
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import Button
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.records.page import RecordPage, seen
from shoumi.kernel.ui.work import heads, piles
from shoumi.kernel.ui.work.acts import NAMES

TONES = {
    Task.State.OPEN: Tone.INFO,
    Task.State.REPORTED: Tone.WAITING,
    Task.State.CLOSED: Tone.GOOD,
    Task.State.WITHDRAWN: Tone.NEUTRAL,
}


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """My work."""
    person, at = request.person, request.at
    found = piles.drawn(person, at)
    context = {
        "today": timezone.localtime(at),
        "piles": [one for one in found if not one.pile.quiet],
        "quiet": [one for one in found if one.pile.quiet],
        "figures": heads.figures(person, at),
        "cards": heads.cards(person, at),
        "shortcuts": piles.shortcuts(person, at),
    }
    return render(request, "ui/work/home.html", context)


@require_GET
def task(request: PersonRequest, pk: int) -> HttpResponse:
    found, record_seen = _seen(request, pk)
    day = local_day(request.at)
    # What a task asks for is mostly done on the page of its record, and only then reported.
    # Of whoever was called in, only his answer is wanted.
    called_in = found.parties.waiting().filter(person=request.person).exists()
    done_there = record_seen and found.state == Task.State.OPEN and not called_in
    open_still = found.state in {Task.State.OPEN, Task.State.REPORTED}
    context = {
        "task": found,
        "tone": TONES[Task.State(found.state)],
        "colour": found.colour(day) if open_still else "",
        "record_url": reverse("records.record", args=[found.record_id]) if record_seen else "",
        "done_there": done_there,
        "buttons": [
            *_buttons(request, found, pushed=not done_there),
            *(_of_record(request, found) if record_seen else ()),
        ],
        "parties": found.parties.select_related("person__org_unit"),
        "reminders": found.reminders.select_related("person"),
    }
    return render(request, "ui/work/task.html", context)


@require_http_methods(["GET", "POST"])
def task_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    found, _record_seen = _seen(request, pk)
    act = acts.find(action)
    if act is None or action not in NAMES:
        raise Http404
    return acts.answer(
        request, act, found, back=reverse("tasks.task", args=[pk]), about=found.label
    )


def _seen(request: PersonRequest, pk: int) -> tuple[Task, bool]:
    """The task, for its lead, those who were called in, those who may sign it off, and whoever
    sees its record; and whether the record is seen. Raises Http404."""
    rows = Task.objects.select_related("lead", "lead_unit", "closed_by", "record__org_unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    seen = Record.objects.visible_to(request.person, request.at)
    record_seen = seen.filter(pk=found.record_id).exists()
    signs = may(request.person, "tasks.sign_off", found, request.at)
    known = record_seen or signs or found.lead_id == request.person.pk
    if not known and not found.parties.standing().filter(person=request.person).exists():
        raise Http404
    return found, record_seen


def _buttons(request: PersonRequest, task: Task, *, pushed: bool) -> list[Button]:
    person, at = request.person, request.at
    known = [acts.all_acts()[name] for name in NAMES]
    offered = [act for act in known if act.fits(task) and may(person, act.action, task, at)]
    return [
        Button.of(
            act,
            reverse("tasks.act", args=[task.pk, act.action]),
            task,
            person,
            at,
            first=pushed and act is offered[0],
        )
        for act in offered
    ]


def _of_record(request: PersonRequest, task: Task) -> list[Button]:
    """What can be done with the record and is wanted beside its task."""
    duty = all_duties().get(task.duty)
    if duty is None or not duty.acts or task.state != Task.State.OPEN:
        return []
    record = seen(task.record_id, request.person, request.at)
    return RecordPage(record, request.person, request.at).buttons_beside(duty.acts)
