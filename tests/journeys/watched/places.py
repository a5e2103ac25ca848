"""Every address of the house, its places filled with the keys of what is really there.

A place is known by the word before it in the address. Whoever adds an address with a place of a
new kind enters it in `FILLED`; until then the matrix fails and names it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from shoumi.domains.committee.models import (
    AgendaItem,
    Attendance,
    DepartmentCheck,
    Extract,
    Interest,
    Meeting,
    Nomination,
    Opinion,
    Resolution,
    Undertaking,
    Vacancy,
    Vote,
)
from shoumi.domains.committee.views.acting import ATTENDANCE_ACTS, ITEM_ACTS, VOTE_ACTS
from shoumi.domains.committee.views.seats import SEAT_ACTS
from shoumi.domains.notices.models import (
    Bulletin,
    Circular,
    CooperationAnswer,
    CooperationRequest,
    DepartmentReport,
)
from shoumi.domains.people.rules import Kind
from shoumi.domains.policies.models import Edition as RuleEdition
from shoumi.domains.policies.models import Question, Remark, Rule, Suspension
from shoumi.domains.programme.models import Plan, PlannedWork, PlanRemark
from shoumi.domains.register.models import Campaign, CampaignAnswer, Grade, TradeSecret
from shoumi.domains.vault.models import (
    Carrier,
    CarrierVersion,
    Delegation,
    Destruction,
    Disclosure,
    Grant,
    Handover,
    Stocktaking,
    TeamRequest,
    Use,
)
from shoumi.kernel.accounts.models import Absence, Appointment, ImportRun, OrgUnit, Person
from shoumi.kernel.approvals.models import Approval
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.documents.models import Evidence, IssuedDocument
from shoumi.kernel.records import kinds
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage.models import Arrival
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.papers.acts import RECEIPT_ACTS
from shoumi.kernel.ui.people.acts import NEW, OF_PERSON, OF_UNIT
from shoumi.kernel.ui.records.many import _many
from shoumi.kernel.ui.records.views import EVERY_KIND
from shoumi.kernel.ui.sending.acts import OF_DISPATCH
from shoumi.kernel.ui.work.acts import NAMES as TASK_ACTS
from shoumi.regime.models import Edition

NOWHERE = 999_999_999
_PLACE = re.compile(r"([\w-]+)/<(?:\w+:)?(\w+)>")


class UnknownPlaceError(AssertionError):
    """An address has a place that `FILLED` does not know."""


def _keys(rows: Any) -> Callable[[str], list[Any]]:
    return lambda before: list(rows().values_list("pk", flat=True))


def _one_each(model: Any, *by: str) -> Any:
    """The first row of each sort; the rest of the same sort would only be slower."""
    seen: dict[tuple[Any, ...], int] = {}
    for pk, *sort in model.objects.order_by("pk").values_list("pk", *by):
        seen.setdefault(tuple(sort), pk)
    return model.objects.filter(pk__in=seen.values())


def _receipts() -> Any:
    """One of each record that was sent, and one of each sort of record for everybody who got it."""
    of_records = _one_each(Receipt, "dispatch__record", "dispatch__act")
    return of_records | _one_each(Receipt, "dispatch__record__kind", "person")


def _people() -> Any:
    return Person.objects.filter(staff_number="0203")


def _acts_of(before: str) -> list[str]:
    """The acts that are offered under an address such as `records/12`."""
    family, key = before.split("/")[:2]
    if family == "records":
        kind = Record.objects.get(pk=key).kind
        # Each act of a kind once: whoever may not see one of its records sees no other either.
        first = str(Record.objects.filter(kind=kind).order_by("pk")[0].pk) == key
        return [*kinds.find(kind).actions, "no.such_act"] if first else list(EVERY_KIND)
    if family == "tasks":
        # Likewise: what a task is about makes no difference to its acts.
        first = str(Task.objects.order_by("pk")[0].pk) == key
        return [*TASK_ACTS, "no.such_act"] if first else list(TASK_ACTS[:1])
    offered = {
        "approvals": ("approvals.transfer", "approvals.add_signer"),
        "papers": ("documents.void",), "receipts": RECEIPT_ACTS, "people": OF_PERSON,
        "organisation": OF_UNIT, "agenda": ITEM_ACTS, "votes": VOTE_ACTS,
        "attendances": ATTENDANCE_ACTS, "committee": SEAT_ACTS, "dispatches": OF_DISPATCH,
    }  # fmt: skip
    if family not in offered:
        raise UnknownPlaceError(f"{before}/do/…: which acts?")
    return [*offered[family], "no.such_act"]


FILLED: dict[str, Callable[[str], list[Any]]] = {
    "annex-entries": lambda before: ["T-01"],
    "annex-grades": lambda before: ["core"],
    "about": _keys(lambda: _one_each(TradeSecret, "state")),
    "absences": _keys(Absence.objects.all),
    "agenda": _keys(lambda: _one_each(AgendaItem, "state")),
    "appointments": _keys(lambda: Appointment.objects.filter(person__staff_number="0202")),
    "approvals": _keys(lambda: _one_each(Approval, "state")),
    "attendances": _keys(lambda: _one_each(Attendance, "meeting__state")),
    "campaign-answers": _keys(CampaignAnswer.objects.all),
    "campaigns": _keys(Campaign.objects.all),
    "bulletins": _keys(Bulletin.objects.all),
    "carriers": _keys(Carrier.objects.all),
    "circulars": _keys(Circular.objects.all),
    "clauses": lambda before: ["4.2"],
    "cooperation": _keys(CooperationRequest.objects.all),
    "cooperation-answers": _keys(CooperationAnswer.objects.all),
    "count": lambda before: list(Carrier.objects.values_list("code", flat=True)[:1]),
    "delegates": _keys(Delegation.objects.all),
    "department-checks": _keys(lambda: _one_each(DepartmentCheck, "state")),
    "department-reports": _keys(lambda: _one_each(DepartmentReport, "state")),
    "destructions": _keys(Destruction.objects.all),
    "disclosures": _keys(Disclosure.objects.all),
    "dispatches": _keys(lambda: _one_each(Dispatch, "record")),
    "do": _acts_of,
    "editions": _keys(Edition.objects.all),
    "extracts": _keys(Extract.objects.all),
    "evidence": _keys(Evidence.objects.all),
    "grades": _keys(lambda: Grade.objects.filter(code="core")),
    "grants": _keys(lambda: _one_each(Grant, "secret", "state")),
    "handovers": _keys(Handover.objects.all),
    "import": _keys(ImportRun.objects.all),
    "interests": _keys(Interest.objects.all),
    "limits": _keys(lambda: Grade.objects.filter(code="core")),
    "looks": lambda before: [one.number for one in _one_each(Use, "person")],
    "many": lambda before: sorted(_many),
    "meetings": _keys(Meeting.objects.all),
    "new": lambda before: list(NEW),
    "nominations": _keys(Nomination.objects.all),
    "open": lambda before: ["pdf", "docx"],
    "opinions": _keys(Opinion.objects.all),
    "organisation": _keys(lambda: OrgUnit.objects.filter(code="RD")),
    # An address that nobody has; whose it is opens only that person's dates.
    "feed": lambda before: ["nobodys-feed"],
    "outside": lambda before: list(Disclosure.objects.values_list("link", flat=True)),
    "pages": lambda before: [1],
    "papers": _keys(lambda: _one_each(IssuedDocument, "record")),
    "people": _keys(_people),
    "plan-items": _keys(PlannedWork.objects.all),
    "plan-remarks": _keys(PlanRemark.objects.all),
    "plans": _keys(Plan.objects.all),
    "receipts": _keys(_receipts),
    "records": _keys(lambda: _one_each(Record, "kind", "state")),
    "remarks": _keys(Remark.objects.all),
    "requirements": lambda before: [one.value for one in Kind],
    "rule-editions": _keys(RuleEdition.objects.all),
    "rule-questions": _keys(Question.objects.all),
    "rules": _keys(Rule.objects.all),
    "resolutions": _keys(Resolution.objects.all),
    "seats": _keys(lambda: Appointment.objects.filter(person__staff_number="0202")),
    "service": _keys(lambda: Person.objects.filter(staff_number="0201")),
    "secrets": _keys(TradeSecret.objects.all),
    "stocktakings": _keys(Stocktaking.objects.all),
    "suspensions": _keys(Suspension.objects.all),
    "tasks": _keys(lambda: _one_each(Task, "record__kind")),
    "teams": _keys(TeamRequest.objects.all),
    "undertakings": _keys(Undertaking.objects.all),
    "units": _keys(lambda: OrgUnit.objects.filter(code="RD")),
    "uploads": _keys(Arrival.objects.all),
    "vacancies": _keys(Vacancy.objects.all),
    "versions": _keys(CarrierVersion.objects.all),
    "votes": _keys(lambda: _one_each(Vote, "state")),
    "word-templates": lambda before: ["register.grading_sheet"],
    "in": lambda before: ["zh-hans", "en"],
}


@dataclass(frozen=True)
class Address:
    """An address as one may ask for it, and what one might send there. `nowhere` is the same with
    keys that nobody has given."""

    route: str
    path: str
    nowhere: str
    view: Any
    name: str
    data: dict[str, Any] = field(compare=False, repr=False)


def routes() -> Iterator[tuple[str, URLPattern]]:
    yield from _walk(get_resolver().url_patterns, "")


def _walk(
    patterns: list[URLPattern | URLResolver], before: str
) -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, route)
        else:
            yield route, one


def addresses() -> list[Address]:
    """All of them. Raises UnknownPlaceError."""
    return [
        Address(
            route,
            f"/{path}",
            f"/{_filled_with_nothing(route)}",
            one.callback,
            one.name or "",
            typed(path),
        )
        for route, one in routes()
        for path in _filled(route)
    ]


def _filled(rest: str, done: str = "") -> list[str]:
    """What an address may be, its places filled from the left, each knowing those before."""
    place = _PLACE.search(rest)
    if place is None:
        if "<" in rest:
            raise UnknownPlaceError(f"A place without a word before it: {done}{rest}")
        return [done + rest]
    before, word = f"{done}{rest[: place.start()]}".rstrip("/"), place[1]
    if word not in FILLED:
        raise UnknownPlaceError(f"FILLED does not know what stands after “{word}/” in {done}{rest}")
    values = FILLED[word](before)
    if not values:
        raise UnknownPlaceError(f"Nothing is there to put after “{word}/” in {done}{rest}")
    start = f"{before}/{word}" if before else word
    return [path for value in values for path in _filled(rest[place.end() :], f"{start}/{value}")]


def _filled_with_nothing(route: str) -> str:
    def nothing(place: "re.Match[str]") -> str:
        word = place[1]
        if word == "do":
            return f"{word}/documents.add_evidence"
        return f"{word}/{NOWHERE}" if word != "open" else "open/pdf"

    return _PLACE.sub(nothing, route)


def typed(path: str) -> dict[str, Any]:
    """What somebody might send there: a plausible word for every field that any act asks for."""
    data: dict[str, Any] = {
        "version": "1", "note": "说明", "verdict": "agree", "reason": "说明", "code": "AAAA",
        "on": "2026-11-21",
    }  # fmt: skip
    key = re.match(r"\w+/(\d+)", path)
    record = Record.objects.filter(pk=key[1]).first() if key else None
    if record is not None:
        data["version"] = str(record.version)
    act = acts.find(path.rpartition("/do/")[2])
    for name, asked in (act.form.base_fields if act else {}).items():
        data.setdefault(name, _word_for(asked))
    return data


def _word_for(asked: Any) -> Any:
    kind = type(asked).__name__
    choices = [value for value, _ in getattr(asked, "choices", None) or [] if value]
    if choices:
        return [str(choices[0])] if "Multiple" in kind else str(choices[0])
    plain = {"DayField": "2026-11-25", "PersonField": "0204", "IntegerField": "2",
             "BooleanField": "on"}  # fmt: skip
    return plain.get(kind, "说明")
