"""The committee's boards and lists at 10,000 tasks and 2,000 persons, against a bare view of as
many rows; and a circular to 2,000 persons against inserting its rows and nothing else."""

import time
from statistics import median
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from shoumi.config.bench.committee_filling import Filled, fill
from shoumi.config.bench.company import AT, OFFICE, RESTRICTED, Company
from shoumi.config.bench.inserting import put, unguarded
from shoumi.config.bench.register import by_turns, percentile, queries, visit
from shoumi.domains.notices import actions as notices
from shoumi.domains.notices.models import Circular, Recipient
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.tasks.models import Task

__all__ = ["SECRETS", "addresses", "fill", "measure"]

LISTS = {
    "meetings": "committee.meetings",
    "resolutions": "committee.board",
    "circulars": "notices.circulars",
    "rules": "policies.rules",
    "reports": "notices.reports",
    "home": "work.home",
}
PAGE = 50
SECRETS = 2_000


def measure(company: Company, filled: Filled, *, rounds: int) -> dict[str, Any]:
    """p50 and p95 of each page over the bare view's, their queries, and the sending."""
    sending, circular = _sending(company, rounds=max(2, rounds // 20))
    with override_settings(ROOT_URLCONF="shoumi.config.bench.bare"):
        told, context = _pages(company, filled, circular, rounds)
    counts = {
        "tasks": Task.objects.count(),
        "persons": len(company.people),
        "receipts": Receipt.objects.count(),
    }
    context |= counts | sending.pop("context")
    return {"committee": {**told, **sending, "context": context}}


def addresses(company: Company, filled: Filled, circular: Circular) -> dict[str, tuple[str, str]]:
    """By name of the figure: whose page, and where."""
    found = {
        f"{name}_for_{word}": (who, reverse(place))
        for name, place in LISTS.items()
        for word, who in (("office", OFFICE), ("employee", RESTRICTED))
    }
    year = reverse("programme.year", args=[filled.plan])
    received = reverse("notices.received", args=[circular.pk])
    found["seats_for_office"] = OFFICE, reverse("committee.seats")
    found["year_for_office"] = OFFICE, year
    found["received_for_office"] = OFFICE, received
    return found


def _pages(
    company: Company, filled: Filled, circular: Circular, rounds: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    asked = addresses(company, filled, circular)
    visits = {name: visit(company, who, where) for name, (who, where) in asked.items()}
    bare = {
        rows: visit(company, OFFICE, f"{reverse('bench.bare_tasks')}?rows={rows}")
        for rows in {PAGE, filled.items}
    }
    times = by_turns({**visits, **{f"bare_{rows}": see for rows, see in bare.items()}}, rounds)
    told: dict[str, Any] = {}
    context: dict[str, Any] = {}
    for name, see in visits.items():
        beside = times[f"bare_{filled.items if name.startswith('year') else PAGE}"]
        for part in (50, 95):
            told[f"{name}_p{part}_over_bare"] = percentile(times[name], part) / percentile(
                beside, part
            )
        told[f"{name}_queries"] = queries(see)
        context[f"{name}_p95_ms"] = 1000 * percentile(times[name], 95)
    context |= {
        f"bare_{rows}_p95_ms": 1000 * percentile(times[f"bare_{rows}"], 95) for rows in bare
    }
    return told, context


def _sending(company: Company, *, rounds: int) -> tuple[dict[str, Any], Circular]:
    """A circular to everybody in sixty departments, issued as the office does, paper included."""
    taken: list[float] = []
    beside: list[float] = []
    asked = 0
    for turn in range(rounds):
        circular = _approved(company, turn)
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as statements:
            notices.issue_circular(circular, by=company.cast[OFFICE], at=AT)
        taken.append(time.perf_counter() - began)
        asked = len(statements)
        beside.append(_bare_sending(circular))
    return {
        "sending_over_bulk_insert": median(taken) / median(beside),
        "sending_queries": asked,
        "context": {"sending_seconds": median(taken), "bulk_insert_seconds": median(beside)},
    }, circular


def _approved(company: Company, turn: int) -> Circular:
    cast, at = company.cast, AT
    to = notices.Addressed(Circular.Reaches.STAFF, [cast.units["YL"]])
    circular = notices.draft_circular(
        title=f"第{turn}号通报", text="各部门于本月底前完成自查。", to=to, by=cast[OFFICE], at=at
    )
    notices.submit_circular(circular, by=cast[OFFICE], at=at)
    return notices.approve_circular(circular, by=cast["chair"], at=at)


def _bare_sending(circular: Circular) -> float:
    """Seconds for inserting as many receipts and recipients; they are taken back."""
    sent = Dispatch.objects.filter(record_id=circular.pk).latest("pk")
    people = list(sent.receipts.values_list("person_id", "person__org_unit_id"))
    last = Receipt.objects.order_by("-pk").values_list("pk", flat=True)[0]
    with unguarded():
        began = time.perf_counter()
        with transaction.atomic():
            put(Dispatch, [{
                "id": sent.pk + 1, "version": 1, "record_id": circular.pk, "act": sent.act,
                "sent_at": AT,
            }])  # fmt: skip
            put(Receipt, (
                {"id": last + n, "version": 1, "dispatch_id": sent.pk + 1, "person_id": person}
                for n, (person, _unit) in enumerate(people, start=1)
            ))  # fmt: skip
            put(Recipient, (
                {"circular_id": circular.pk, "org_unit_id": unit, "receipt_id": last + n}
                for n, (_person, unit) in enumerate(people, start=1)
            ))  # fmt: skip
            taken = time.perf_counter() - began
            transaction.set_rollback(True)
    return taken
