"""The committee of the made-up company: plans, meetings, resolutions, rules, reports, tasks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from shoumi.config.bench.company import AT, RESTRICTED, SINCE, TODAY, Company
from shoumi.config.bench.inserting import Rows, put, settle, unguarded
from shoumi.domains.committee.duties import CARRY_OUT as CARRY_RESOLUTION
from shoumi.domains.committee.models import Meeting, Resolution
from shoumi.domains.notices.models import DepartmentReport
from shoumi.domains.policies.models import Edition, EditionClause, Rule
from shoumi.domains.programme.facts import CARRY_OUT as CARRY_ITEM
from shoumi.domains.programme.models import Plan, PlanItem, PlannedWork
from shoumi.foundation.periods import add_months
from shoumi.kernel.accounts.models import OrgUnit, Post, Role
from shoumi.kernel.delivery.models import Act, Dispatch, Receipt
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Audience, Record, Transition
from shoumi.kernel.storage.models import SealedObject
from shoumi.kernel.tasks.models import Occurrence, Task

YEARS, MONTHS, MEETINGS, RULES, CONFIRMED = 5, 24, 200, 40, 5
EVERY = 50


@dataclass(frozen=True)
class Filled:
    """What the pages are asked for: the plan of this year, with so many items."""

    plan: int
    items: int


class Maker:
    """Gives records their keys, and opens them: all to the posts that keep them, one in fifty to
    the restricted reader as well."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.root = company.cast.units["YL"]
        self.next = Record.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
        roles = (Role.OFFICE, Role.OFFICE_HEAD, Role.CHAIR)
        posts = Post.objects.filter(org_unit=self.root, role__in=roles)
        self.keepers = list(posts.values_list("pk", flat=True))
        self.reader = company.cast.persons[RESTRICTED].pk

    def records(self, kind: str, model: type[models.Model], rows: Rows) -> list[int]:
        """Rows of a kind of record, their audience and the step that made them; their keys."""
        own = {one.attname for one in model._meta.local_concrete_fields}
        given = [{**row, "id": self.next + place} for place, row in enumerate(rows)]
        self.next += len(given)
        base = {
            "kind": kind, "version": 1, "entity_id": self.root.pk, "org_unit_id": self.root.pk,
            "created_at": AT, "clause": "3.2",
        }  # fmt: skip
        put(Record, ({**base, **row} for row in given))
        put(
            model,
            ({**{k: v for k, v in row.items() if k in own}, "record_ptr_id": row["id"]}
             for row in given),
        )  # fmt: skip
        put(Audience, self._audience([row["id"] for row in given]))
        put(
            Transition,
            ({"record_id": row["id"], "step": "bench", "to_state": row["state"], "on": SINCE,
              "recorded_at": AT, "entry": "00000000-0000-0000-0000-000000000001"}
             for row in given),
        )  # fmt: skip
        return [row["id"] for row in given]

    def _audience(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        same = {"from_on": SINCE, "because": "bench", "recorded_at": AT}
        for place, key in enumerate(keys):
            for post in self.keepers:
                yield {"record_id": key, "post_id": post, "capacity": "keeps", **same}
            if place % EVERY == 7 or len(keys) < EVERY:
                yield {"record_id": key, "person_id": self.reader, "capacity": "knows", **same}


def fill(company: Company, tasks: int, tell: Callable[[str], None]) -> Filled:
    """All of it; four tasks in five belong to items of plans, the others to resolutions."""
    maker = Maker(company)
    tell(f"{tasks} tasks, with plans, meetings, resolutions, rules and reports")
    with unguarded():
        filled = _plans(maker, tasks * 4 // 5)
        _resolutions(maker, tasks // 5)
        _meetings(maker)
        _reports(maker)
        with transaction.atomic():
            # An edition and its paper name each other.
            _rules(maker)
    _go_on_counting()
    settle()
    return filled


def _go_on_counting() -> None:
    """Rows with keys of their own leave PostgreSQL's counters behind."""
    told = [Record, Audience, SealedObject, IssuedDocument, Dispatch, Receipt, Task, Occurrence]
    told += [OrgUnit, Post]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), told):
            cursor.execute(statement)


def _leads(company: Company) -> Iterator[int]:
    """The restricted reader leads one task in two hundred."""
    place = 0
    while True:
        reader = place % 200 == 11
        yield company.cast.persons[RESTRICTED].pk if reader else company.people[place * 7 % 2000]
        place += 1


def _task(maker: Maker, record: int, duty: str, lead: int, due: date) -> dict[str, Any]:
    late = (TODAY - due).days
    state = "open" if late < 20 else "reported" if record % 40 == 0 else "closed"
    return {
        "version": 1, "record_id": record, "duty": duty, "title": "", "lead_id": lead,
        "lead_unit_id": maker.company.departments[lead % len(maker.company.departments)],
        "due_on": due, "original_due_on": due, "state": state, "opened_at": AT,
        "closed_on": due if state == "closed" else None,
    }  # fmt: skip


def _put_tasks(rows: list[tuple[dict[str, Any], date]]) -> None:
    last = Task.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    put(Task, ({**row, "id": last + n} for n, (row, _on) in enumerate(rows, start=1)))
    put(
        Occurrence,
        (
            {"duty": row["duty"], "record_id": row["record_id"], "on": on, "task_id": last + n}
            for n, (row, on) in enumerate(rows, start=1)
        ),
    )


def _plans(maker: Maker, tasks: int) -> Filled:
    """One for each of five years, each item due every month."""
    items, leads = max(1, tasks // (12 * YEARS)), _leads(maker.company)
    plan, made = 0, []
    for year in range(TODAY.year - YEARS + 1, TODAY.year + 1):
        this = year == TODAY.year
        [plan] = maker.records("plan", Plan, [{
            "title": f"{year}年度保密工作计划", "number": f"密计〔{year}〕1 号",
            "state": "in_force" if this else "summed_up", "sort": "yearly", "from_year": year,
            "to_year": year, "adopted_on": date(year, 1, 5), "issued_on": date(year, 1, 6),
            "summed_up_on": None if this else date(year + 1, 1, 20), "figures": {},
        }])  # fmt: skip
        chosen = [next(leads) for _item in range(items)]
        units = maker.company.departments
        works = maker.records("planned_work", PlannedWork, (
            {
                "title": f"第{n}项工作", "state": "in_hand", "parent_id": plan,
                "ident": n, "lead_id": lead, "lead_unit_id": units[n % len(units)],
                "since": date(year, 1, 6),
            }
            for n, lead in enumerate(chosen, start=1)
        ))  # fmt: skip
        put(PlanItem, (
            {
                "plan_id": plan, "ident": n, "text": f"完成第{n}项保密工作", "clauses": ["4.1"],
                "lead_id": lead, "lead_unit_id": units[n % len(units)], "every": "monthly",
                "due_on": date(year, 1, 28), "days": [], "planned_work_id": works[n - 1],
            }
            for n, lead in enumerate(chosen, start=1)
        ))  # fmt: skip
        for work, lead in zip(works, chosen, strict=True):
            for month in range(12):
                on = add_months(date(year, 1, 28), month)
                made.append((_task(maker, work, CARRY_ITEM, lead, on), on))
    _put_tasks(made)
    return Filled(plan, items)


def _resolutions(maker: Maker, number: int) -> None:
    leads = _leads(maker.company)
    chosen = [next(leads) for _resolution in range(number)]
    days = [TODAY - timedelta(days=n * 5 * 365 // number) for n in range(number)]
    dues = [day + timedelta(days=30) for day in days]
    keys = maker.records("resolution", Resolution, (
        {
            "number": f"密决〔{day.year}〕{n + 100} 号", "title": f"第{n}项议定事项",
            "state": "adopted" if (TODAY - due).days < 20 else "closed", "owner_id": lead,
            "due_on": due, "text": f"由牵头部门完成第{n}项保密整改。", "lead_id": lead,
            "in_force_on": day,
        }
        for n, (lead, day, due) in enumerate(zip(chosen, days, dues, strict=True), start=1)
    ))  # fmt: skip
    told = zip(keys, chosen, dues, days, strict=True)
    _put_tasks(
        [(_task(maker, key, CARRY_RESOLUTION, lead, due), on) for key, lead, due, on in told]
    )


def _meetings(maker: Maker) -> None:
    chair, office = (maker.company.cast.persons[one].pk for one in ("chair", "office"))
    days = [TODAY - timedelta(days=7 * n + 7) for n in range(MEETINGS)]
    maker.records("meeting", Meeting, (
        {
            "number": f"密会〔{day.year}〕{n} 号", "title": f"保密委员会第{n}次会议",
            "state": "signed", "form": "yearly" if n % 52 == 1 else "regular",
            "starts_at": datetime.combine(day, time(1), UTC), "place": "一号会议室",
            "chair_id": chair, "recorder_id": office, "drafted_by_id": office, "seats": 9,
            "quorum": 6, "present": 8, "session_on": day,
        }
        for n, day in enumerate(days, start=1)
    ))  # fmt: skip


def _reports(maker: Maker) -> None:
    """Of two years and all departments; those of the last month are one in ten not there yet."""
    months = [add_months(TODAY.replace(day=1), -n) for n in range(1, MONTHS + 1)]
    asked = [(month, unit) for month in months for unit in maker.company.departments]
    maker.records("department_report", DepartmentReport, (
        {
            "title": f"{month:%Y-%m}", "org_unit_id": unit, "month": month, "is_nil": unit % 3 == 0,
            "state": "open" if month == months[0] and unit % 10 == 0 else "taken_up",
            "due_on": add_months(month, 1) + timedelta(days=7),
            "submitted_on": add_months(month, 1) + timedelta(days=5),
        }
        for month, unit in asked
    ))  # fmt: skip


def _rules(maker: Maker) -> None:
    """Each with its edition in force; the newest are confirmed by nineteen of twenty."""
    begun = TODAY - timedelta(days=120)
    rules = maker.records("rule", Rule, (
        {
            "number": f"密制〔2026〕{n} 号", "title": f"第{n}号保密制度", "state": "in_force",
            "sort": "rule", "applies_to_id": maker.root.pk,
        }
        for n in range(1, RULES + 1)
    ))  # fmt: skip
    first = IssuedDocument.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    papers = [*[None] * (RULES - CONFIRMED), *range(first, first + CONFIRMED)]
    editions = maker.records("rule_edition", Edition, (
        {
            "title": f"第{n}号保密制度", "state": "in_force", "rule_id": rule, "ordinal": 1,
            "parent_id": rule, "adopted_on": begun, "published_on": begun, "in_force_on": begun,
            "due_on": add_months(begun, 12), "paper_id": papers[n - 1],
        }
        for n, rule in enumerate(rules, start=1)
    ))  # fmt: skip
    put(EditionClause, (
        {"edition_id": key, "ident": str(n), "place": n, "heading": "通则", "text": "应当保密。"}
        for key in editions
        for n in range(1, 21)
    ))  # fmt: skip
    _confirm(maker, editions[-CONFIRMED:], first, begun)


def _confirm(maker: Maker, editions: list[int], paper: int, begun: date) -> None:
    sealed = SealedObject.objects.values_list("pk", flat=True)[0]
    at = datetime.combine(begun, time(2), UTC)
    sent = Dispatch.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for n, edition in enumerate(editions):
        put(IssuedDocument, [{
            "id": paper + n, "version": 1, "record_id": edition, "entity_id": maker.root.pk,
            "form": "policies.edition", "number": f"密制版〔2026〕{n} 号", "language": "zh-hans",
            "dated": begun, "issued_at": at, "values_sha256": "", "sha256": "",
            "docx_sha256": "", "pdf_id": sealed, "docx_id": sealed,
        }])  # fmt: skip
        put(Dispatch, [{
            "id": sent + 1 + n, "version": 1, "record_id": edition, "document_id": paper + n,
            "act": Act.ACKNOWLEDGE, "deadline": begun + timedelta(days=10), "sent_at": at,
        }])  # fmt: skip
        put(Receipt, (
            {
                "version": 1, "dispatch_id": sent + 1 + n, "person_id": one,
                "state": "sent" if one % 20 == 0 else "done",
                "done_at": None if one % 20 == 0 else at + timedelta(days=3),
                "method": "" if one % 20 == 0 else "click",
            }
            for one in maker.company.people
        ))  # fmt: skip
