"""A kind of the tests' own: a memo that is written, approved and void, on the bare record table."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.test import Client
from django.urls import reverse

from shoumi.foundation.workflow import Flow, State, Step
from shoumi.kernel.access import Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, action
from shoumi.kernel.approvals import asking
from shoumi.kernel.documents.access import permits
from shoumi.kernel.records import kinds
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import ActForm, NoteForm
from shoumi.kernel.ui.records.forms import DecideForm, PaperDecisionForm

FLOW = Flow(
    kind="memo",
    start="draft",
    states=(State("draft", "Draft"), State("asked", "Asked"), State("void", "Gone", final=True)),
    steps=(
        Step("memos.rename", ("draft",), None, "author", "Rename"),
        Step("memos.ask", ("draft",), "asked", "author", "Ask"),
        Step("memos.approve", ("asked",), None, "asked", "Decide"),
        Step("memos.void", ("draft", "asked"), "void", "author", "Void"),
    ),
)


NOT_AUTHOR = Reason("not_author", "Only its author does this.")


@rule("memos.write")
def anybody(actor: Any, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)


@rule("memos.rename", "memos.ask", "memos.void")
def the_author(actor: Any, record: Any, at: datetime) -> Iterator[Reason]:
    if record.created_by_id != actor.pk:
        yield NOT_AUTHOR


@rule("memos.approve", "memos.enter_paper")
def those_asked(actor: Any, record: Any, at: datetime) -> Iterator[Reason]:
    yield from asking.objections(record, actor, local_day(at))


@permits("memo")
def whoever_sees_it(actor: Any, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    yield from ()


@action("memos.write", label="Write a memo", quiet=True)
def write(*, title: str, readers: list[Person], by: Any, at: datetime) -> Record:
    unit = by.org_unit
    memo = Record(kind="memo", title=title, org_unit=unit, entity_id=unit.entity_id, owner=by)
    begin(memo, FLOW, step="memos.write", by=by, at=at)
    for reader in [by, *readers]:
        open_to(memo, reader, Capacity.KNOWS, because="test", at=at)
    return memo


@action("memos.rename", label="Rename", quiet=True, step="memos.rename")
def rename(memo: Record, *, title: str, by: Any, at: datetime) -> Record:
    if title == "forbidden":
        raise Invalid("title", "Not this title.")
    memo.title = title
    memo.save()
    return memo


@action("memos.ask", label="Ask for it", quiet=True, step="memos.ask")
def ask(memo: Record, *, of: list[Person], by: Any, at: datetime) -> Record:
    move(memo, FLOW, "memos.ask", by=by, at=at)
    asking.ask(
        memo, "memos.approve", {"title": memo.title}, [asking.Ask("Heads", of)], by=by, at=at
    )
    return memo


@action("memos.approve", label="Decide", quiet=True, step="memos.approve")
def approve(memo: Record, *, verdict: str, note: str = "", by: Any, at: datetime) -> Record:
    asking.decide(memo, {"title": memo.title}, verdict, note=note, by=by, at=at)
    return memo


@action("memos.enter_paper", label="Enter a paper", quiet=True)
def enter_paper(memo: Record, *, by: Any, at: datetime, **paper: Any) -> Record:
    asking.decide_on_paper(memo, {"title": memo.title}, by=by, at=at, **paper)
    return memo


@action("memos.void", label="Make it void", quiet=True, step="memos.void")
def void(memo: Record, *, note: str, by: Any, at: datetime) -> Record:
    move(memo, FLOW, "memos.void", by=by, at=at, note=note)
    return memo


class TitleForm(ActForm):
    title = forms.CharField(max_length=200)

    def prepare(self) -> None:
        self.fields["title"].initial = self.subject.title


acts.form("memos.rename", TitleForm, rename)


acts.form("memos.approve", DecideForm, approve, brief=True)


acts.form("memos.enter_paper", PaperDecisionForm, enter_paper)


acts.form("memos.void", NoteForm, void, brief=True, danger=True)


KIND = kinds.register(
    kinds.Kind(
        name="memo",
        label="Memo",
        plural="Memos",
        model=Record,
        flow=FLOW,
        url="records.record",
        body="pages/memo.html",
        context=lambda memo, person, at: {"remark": f"for {person}"},
        actions=("memos.rename", "memos.approve", "memos.enter_paper", "memos.void"),
        mark=lambda memo: kinds.GradeMark("Important", 2),
    )
)


def page(client: Client, record: Record) -> str:
    response = client.get(reverse("records.record", args=[record.pk]))
    assert response.status_code == 200
    return response.content.decode()


def act(client: Client, record: Record, name: str, **fields: Any) -> Any:
    record.refresh_from_db()
    fields.setdefault("version", record.version)
    return client.post(reverse("records.act", args=[record.pk, name]), fields)
