"""One act on many records picked in a list: first what would happen, then each by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.onward import own_address
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records import kinds
from shoumi.kernel.records.models import Record
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import Act
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.records.page import address, fits_state

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AT_MOST = 200
PAGE = "ui/records/many.html"


@dataclass(frozen=True)
class Many:
    """An action that a list offers for many records at once, always with the same `fields`."""

    action: str
    lead: "StrOrPromise"
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One picked record: where it is, whether it can be done or was done, and if not, why."""

    record: Any
    url: str
    because: str = ""


_many: dict[str, Many] = {}


def declare(many: Many) -> None:
    """Raises ValueError for a second declaration of one action."""
    if _many.setdefault(many.action, many) != many:
        raise ValueError(f"{many.action} is declared twice for many records.")


@require_POST
def do(request: PersonRequest, action: str) -> HttpResponse:
    """Ask once for all that were picked; when confirmed, do it for each and say how it went.

    Each record is an act of its own with an entry of its own, so that one that is refused keeps
    no other back.
    """
    many, act = _many.get(action), acts.find(action)
    if many is None or act is None:
        raise Http404
    picked = _picked(request)
    if picked is None:
        return problem(request, 400)
    records = _seen(picked, request.person, request.at)
    confirmed = "confirmed" in request.POST
    lines = [
        _done(one, many, act, request, picked[one.pk])
        if confirmed
        else Line(one, address(one), _against(one, act, request.person, request.at))
        for one in records
    ]
    willing = [line for line in lines if not line.because]
    context = {
        "act": act, "many": many, "confirmed": confirmed, "willing": willing,
        "others": [line for line in lines if line.because], "picked": len(picked),
        "papers": _papers(willing, request) if confirmed else [],
        "back": own_address(request, request.POST.get("back", "")),
    }  # fmt: skip
    return render(request, PAGE, context)


def _picked(request: PersonRequest) -> dict[int, int | None] | None:
    """The keys that were sent, each with the version that was shown; None when they are no keys."""
    found: dict[int, int | None] = {}
    for one in request.POST.getlist("pick")[: AT_MOST + 1]:
        key, _, version = one.partition(":")
        parts = [part for part in (key, version) if part]
        if not all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts):
            return None
        found[int(key)] = int(version) if version else None
    return found if 0 < len(found) <= AT_MOST else None


def _seen(keys: Mapping[int, Any], person: Person, at: datetime) -> list[Any]:
    """Those of them that this person may see, in the order they were picked."""
    seen = Record.objects.visible_to(person, at).filter(pk__in=keys)
    by_kind: dict[str, list[int]] = {}
    for pk, kind in seen.values_list("pk", "kind"):
        by_kind.setdefault(kind, []).append(pk)
    rows: dict[int, Any] = {}
    for kind, found in by_kind.items():
        model: Any = kinds.find(kind).model
        rows |= model._default_manager.select_related("org_unit", "entity").in_bulk(found)
    return [rows[key] for key in keys if key in rows]


def _against(record: Any, act: Act, person: Person, at: datetime) -> str:
    reasons = decide(person, act.action, record, at).because
    if reasons:
        return " ".join(str(reason) for reason in reasons)
    if fits_state(record, act) and act.fits(record):
        return ""
    return str(kinds.find(record.kind).flow.state(record.state).label)


def _done(record: Any, many: Many, act: Act, request: PersonRequest, version: int | None) -> Line:
    if version is not None:
        record.seen_at(version)
    try:
        act.perform(record, by=request.person, at=request.at, **many.fields)
    except (Refused, Stale, Invalid) as no:
        return Line(record, address(record), str(no))
    return Line(record, address(record))


def _papers(lines: list[Line], request: PersonRequest) -> list[IssuedDocument]:
    """What was issued by it, to be printed together."""
    records = [line.record.pk for line in lines]
    return list(
        IssuedDocument.objects.filter(
            record_id__in=records, issued_at=request.at, issued_by=request.person
        )
    )
