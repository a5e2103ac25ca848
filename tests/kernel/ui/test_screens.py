"""My work, tasks, people, organisation and the log: who sees them, and within which budget."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shoumi.demo.cast import Cast, open_accounts
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Account, Appointment, OrgUnit, Person
from shoumi.kernel.activity.models import Checkpoint, Entry
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import fall_due, remind
from shoumi.kernel.tasks.duties import Duty, Falling
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui.work.waiting import count, delays
from tests.kernel.ui import memos

HERE = Path(__file__).parent
PASSWORD = "a-long-Passw0rd-9"
WHO = (
    "engineer", "head", "custodian", "office", "marketer", "sister_custodian", "system_admin",
    "secrecy_admin", "audit_admin",
)  # fmt: skip
DUTY = Duty("memos.review", "Review the memo", ("4.2",), lambda day: [], needs_evidence=False)

Browser = Callable[[str], Client]


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def house(cast: Cast, at: Any, settings: Any) -> Cast:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [HERE / "templates"]}]
    open_accounts(cast, dict.fromkeys(WHO, PASSWORD), at=at())
    return cast


@pytest.fixture
def browser(house: Cast) -> Browser:
    def of(name: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(Account.objects.get(username=name))
        return client

    return of


@pytest.fixture
def memo(house: Cast, at: Any) -> Record:
    return memos.write(title="负极配方", readers=[house["head"]], by=house["engineer"], at=at())


@pytest.fixture
def task(memo: Record, house: Cast, at: Any, now: datetime) -> Task:
    due = now.date() + timedelta(days=2)
    falling = Falling(memo, due, house["engineer"], house.units["RD"], due)
    return fall_due(duty=DUTY, falling=falling, by=HOUSE, at=at())


def post(client: Client, task: Task, name: str, **fields: Any) -> Any:
    task.refresh_from_db()
    address = reverse("tasks.act", args=[task.pk, name])
    return client.post(address, {"version": task.version, **fields})


@pytest.mark.parametrize(
    ("who", "address", "budget"),
    [
        ("engineer", "/", 16),
        ("office", "/", 16),
        ("sister_custodian", "/", 16),
        ("engineer", "/people", 12),
        ("office", "/people?q=an&sort=-unit", 12),
        ("engineer", "/organisation", 12),
        ("office", "/organisation", 12),
        ("audit_admin", "/log", 25),
        ("audit_admin", "/log?verb=accounts.appoint&q=0202&recorded_from=2026-01-01", 25),
        ("engineer", "/account/sessions", 10),
        ("engineer", "/account/password", 10),
        ("office", "/people/new/accounts.add_person", 12),
        ("office", "/people/new/accounts.appoint", 12),
    ],
)
def test_a_screen_keeps_to_its_query_budget(
    browser: Browser, task: Task, who: str, address: str, budget: int
) -> None:
    client = browser(who)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    assert len(queries) <= budget, "\n".join(query["sql"][:140] for query in queries)


def test_the_bell_costs_two_queries(task: Task, house: Cast, now: datetime) -> None:
    person = house["engineer"]
    count(person, now)
    with CaptureQueriesContext(connection) as queries:
        assert count(person, now) == 1
    assert len(queries) <= 2


def test_nothing_to_do_says_so(browser: Browser) -> None:
    assert "Nothing waits for you" in browser("marketer").get("/").content.decode()


def test_a_task_goes_from_its_lead_to_whoever_signs_it_off(browser: Browser, task: Task) -> None:
    lead, head = browser("engineer"), browser("head")
    address = reverse("tasks.task", args=[task.pk])
    assert address in lead.get("/").content.decode()
    assert post(lead, task, "tasks.report", result="").status_code == 422
    assert post(lead, task, "tasks.report", result="done & seen").status_code == 302
    assert post(lead, task, "tasks.sign_off").status_code == 403
    assert address in head.get("/").content.decode()
    assert "done &amp; seen" in head.get(address).content.decode()
    assert post(head, task, "tasks.send_back", note="what of page 2?").status_code == 302
    assert post(lead, task, "tasks.report", result="page 2 as well").status_code == 302
    assert post(head, task, "tasks.sign_off").status_code == 302
    task.refresh_from_db()
    assert task.state == Task.State.CLOSED
    assert post(head, task, "tasks.withdraw", note="too late").status_code == 409


def test_more_time_is_asked_for_and_given(browser: Browser, task: Task) -> None:
    lead, head = browser("engineer"), browser("head")
    later = (task.due_on + timedelta(days=9)).isoformat()
    first = task.due_on
    assert post(lead, task, "tasks.ask_extension", to=later, note="illness").status_code == 302
    assert later in head.get(reverse("tasks.task", args=[task.pk])).content.decode()
    assert post(head, task, "tasks.extend", to=later).status_code == 302
    shown = lead.get(reverse("tasks.task", args=[task.pk])).content.decode()
    assert f"(first set for {first.isoformat()})" in shown


def test_a_task_gets_another_lead(browser: Browser, task: Task, house: Cast) -> None:
    assert post(browser("head"), task, "tasks.pass_on", lead="0204").status_code == 302
    task.refresh_from_db()
    assert task.lead == house["chemist"]


def test_a_task_is_hidden_from_others(browser: Browser, task: Task) -> None:
    for who in ("marketer", "sister_custodian", "system_admin"):
        address = reverse("tasks.task", args=[task.pk])
        assert browser(who).get(address).status_code == 404
        assert post(browser(who), task, "tasks.report", result="x").status_code == 404


def test_word_of_a_delay_reaches_the_head_without_the_title(
    browser: Browser, task: Task, now: datetime
) -> None:
    remind(tasks=[task], by=HOUSE, at=now + timedelta(days=10))
    shown = browser("head").get(reverse("tasks.task", args=[task.pk])).content.decode()
    assert "Overdue: department head told" in shown


def test_a_task_names_its_record_to_who_may_read_it(browser: Browser, task: Task) -> None:
    home = browser("engineer").get("/").content.decode()
    assert "负极配方" in home
    page = browser("engineer").get(reverse("tasks.task", args=[task.pk])).content.decode()
    assert "Go to the record" in page


def test_word_of_a_delay_names_the_record_only_to_who_may_read_it(
    task: Task, house: Cast, now: datetime
) -> None:
    late = now + timedelta(days=40)
    remind(tasks=[task], by=HOUSE, at=late)
    assert [one.note for one in delays(house["head"], late)] == [f"负极配方 · {task.lead}"]
    [told] = delays(house["leader"], late)
    assert told.note == f"{task.record.reference} · {task.lead}"


def test_word_of_a_delay_is_for_others_than_its_lead(
    memo: Record, house: Cast, at: Any, now: datetime
) -> None:
    late, head = now + timedelta(days=10), house["head"]
    tasks = [
        fall_due(
            duty=DUTY,
            falling=Falling(memo, now.date() + timedelta(n), lead, house.units["RD"], now.date()),
            by=HOUSE,
            at=at(),
        )
        for n, lead in enumerate((house["engineer"], head))
    ]
    remind(tasks=tasks, by=HOUSE, at=late)
    assert [one.url for one in delays(head, late)] == [
        reverse("tasks.task", args=[tasks[0].pk]),
    ]


def test_an_affiliate_does_not_see_its_sisters(browser: Browser, house: Cast) -> None:
    page = browser("sister_custodian").get("/people").content.decode()
    assert "1103" in page
    assert "0201" not in page
    assert "1201" not in page
    for person in ("head", "battery_custodian"):
        address = reverse("people.person", args=[house[person].pk])
        assert browser("sister_custodian").get(address).status_code == 404
    unit = reverse("people.unit", args=[house.units["BY-RD"].pk])
    assert browser("sister_custodian").get(unit).status_code == 404


def test_the_office_sees_all_and_an_employee_only_the_own_entity(browser: Browser) -> None:
    assert "1201" in browser("office").get("/people").content.decode()
    assert "1201" not in browser("engineer").get("/people").content.decode()


def test_accounts_are_shown_only_to_their_owner_and_the_system_administrator(
    browser: Browser, house: Cast
) -> None:
    address = reverse("people.person", args=[house["engineer"].pk])
    seen = {
        who: "Sign-in name" in browser(who).get(address).content.decode()
        for who in ("engineer", "system_admin", "office", "head", "custodian")
    }
    assert [who for who, shown in seen.items() if shown] == ["engineer", "system_admin"]


def test_a_person_is_added_appointed_and_given_an_account(browser: Browser, house: Cast) -> None:
    office, admin = browser("office"), browser("system_admin")
    added = office.post(
        "/people/new/accounts.add_person",
        {"name": "丁一", "staff_number": "0299", "org_unit": house.units["RD"].pk,
         "from_on": "2026-11-02", "version": ""},
    )  # fmt: skip
    person = Person.objects.get(staff_number="0299")
    address = reverse("people.person", args=[person.pk])
    assert added.headers["Location"] == address
    post_ = house.units["RD"].posts.get(role="head")
    office.post(
        "/people/new/accounts.appoint",
        {"person": "0299", "post": post_.pk, "from_on": "2026-11-03", "letter": "任〔2026〕1 号"},
    )
    assert "任〔2026〕1 号" in office.get(address).content.decode()
    opened = admin.post(
        f"{address}/do/accounts.open_account", {"username": "dingyi", "version": person.version}
    )
    assert opened.status_code == 200
    password = opened.context["password"]
    assert password in opened.content.decode()
    assert password not in admin.get(address).content.decode()
    fresh = Client()
    fresh.post("/sign-in", {"name": "dingyi", "password": password})
    assert fresh.get("/").headers["Location"] == "/account/password"


def test_a_first_password_is_made_once_for_two_clicks(browser: Browser, house: Cast) -> None:
    admin, person = browser("system_admin"), house["engineer"]
    address = reverse("people.person_act", args=[person.pk, "accounts.reset_password"])
    first = admin.post(address, {"version": person.version})
    second = admin.post(address, {"version": person.version})
    assert (first.status_code, second.status_code) == (200, 409)


def test_an_appointment_ends_by_a_date(browser: Browser, house: Cast) -> None:
    held = Appointment.objects.get(person=house["head"])
    address = reverse("people.end_appointment", args=[held.pk])
    office = browser("office")
    assert office.get(address).status_code == 200
    early = office.post(address, {"on": "2020-01-01", "version": held.version})
    assert early.status_code == 422
    office.post(address, {"on": "2026-11-21", "version": held.version})
    held.refresh_from_db()
    assert held.until_on == date(2026, 11, 21)


def test_a_deputy_is_named_and_withdrawn(browser: Browser, house: Cast, now: datetime) -> None:
    head = browser("head")
    address = head.get("/people/me").headers["Location"]
    day = now.date().isoformat()
    fields = {"deputy": "0202", "from_on": day, "until_on": day, "version": house["head"].version}
    named = head.post(f"{address}/do/accounts.declare_absence", fields)
    assert named.status_code == 302
    shown = head.get(address).content.decode()
    assert "Li Yue" in shown
    absence = house["head"].absences.get()
    withdraw = reverse("people.withdraw_absence", args=[absence.pk])
    assert browser("engineer").post(withdraw, {"version": absence.version}).status_code == 403
    head.post(withdraw, {"version": absence.version})
    assert "No absence is entered" in head.get(address).content.decode()


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("engineer", "accounts.add_person"),
        ("system_admin", "accounts.add_person"),
        ("engineer", "accounts.add_unit"),
        ("audit_admin", "accounts.appoint"),
    ],
)
def test_who_may_not_change_the_organisation_is_refused(
    browser: Browser, who: str, name: str
) -> None:
    assert browser(who).get(f"/people/new/{name}").status_code == 403
    assert "/people/new/" not in browser(who).get("/people").content.decode()


@pytest.mark.parametrize("name", ["accounts.found_company", "tasks.report", "nothing"])
def test_no_other_act_hides_behind_these_addresses(browser: Browser, name: str) -> None:
    assert browser("office").get(f"/people/new/{name}").status_code == 404


def test_the_office_does_not_open_accounts(browser: Browser, house: Cast) -> None:
    person = house["chemist"]
    address = reverse("people.person_act", args=[person.pk, "accounts.open_account"])
    response = browser("office").post(address, {"username": "x", "version": person.version})
    assert response.status_code == 403
    assert not Account.objects.filter(person=person).exists()


def test_a_unit_is_added_below_another(browser: Browser, house: Cast) -> None:
    fields = {
        "parent": house.units["RD"].pk,
        "kind": "department",
        "name": "分析室",
        "code": "RD-A",
    }
    browser("office").post("/people/new/accounts.add_unit", fields)
    assert OrgUnit.objects.get(code="RD-A").parent == house.units["RD"]
    sister = browser("sister_custodian").post("/people/new/accounts.add_unit", fields)
    assert sister.status_code in {403, 422}


@pytest.mark.parametrize("who", ["engineer", "office", "system_admin", "secrecy_admin"])
def test_the_log_is_the_audit_administrators(browser: Browser, who: str) -> None:
    assert browser(who).get("/log").status_code == 403
    assert 'href="/log"' not in browser(who).get("/people").content.decode()
    assert Entry.objects.filter(verb="activity.read_log", outcome="refused").exists()


def test_reading_the_log_is_logged(browser: Browser, house: Cast) -> None:
    auditor = browser("audit_admin")
    assert "Zhou Yi" not in auditor.get("/log?q=nobody").content.decode()
    page = auditor.get("/log?verb=activity.read_log").content.decode()
    assert house["audit_admin"].pseudonym[:12] in page
    assert Entry.objects.filter(verb="activity.read_log", outcome="done").count() == 2
    found = auditor.get(f"/log?q=accounts.person/{house['engineer'].pk}").content.decode()
    assert "Open an account" in found
    assert f"Person {house['engineer'].pk}" in found
    assert "Shoumi itself" in found


def test_the_log_says_what_nobody_outside_protects(browser: Browser) -> None:
    page = browser("audit_admin").get("/log").content.decode()
    assert "nothing protects these" in page


def test_an_anchor_needs_a_signed_checkpoint(browser: Browser, now: datetime) -> None:
    auditor = browser("audit_admin")
    fields = {"kind": "lawyer", "place": "Messrs. Zhong", "on": now.date().isoformat()}
    assert auditor.post("/log/anchors/new", fields).status_code == 422
    Checkpoint.objects.create(size=3, note="note", signed_at=now - timedelta(hours=1))
    assert auditor.post("/log/anchors/new", fields).status_code == 302
    assert "Messrs. Zhong" in auditor.get("/log").content.decode()


def test_a_hostile_name_is_only_text(browser: Browser, house: Cast) -> None:
    browser("office").post(
        "/people/new/accounts.add_person",
        {"name": "<script>alert(1)</script>", "staff_number": "0298",
         "org_unit": house.units["RD"].pk, "from_on": "2026-11-02"},
    )  # fmt: skip
    person = Person.objects.get(staff_number="0298")
    for address in ("/people", reverse("people.person", args=[person.pk]), "/organisation"):
        assert "<script>alert" not in browser("office").get(address).content.decode()
