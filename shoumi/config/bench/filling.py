"""The register of the made-up company: secrets, audiences, history, grounds and labels."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from shoumi.config.bench.company import AT, FEW, RESTRICTED, TODAY, Company
from shoumi.config.bench.inserting import insert, instant, settle, stored_uuid, unguarded
from shoumi.domains.register.catalogue import information
from shoumi.domains.register.documents import LABEL
from shoumi.domains.register.models import Grounds, Review, TradeSecret
from shoumi.domains.register.rules.elements import Element
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Audience, Record, Transition
from shoumi.kernel.storage.models import SealedObject

STATES = ("active",) * 88 + ("changing",) * 2 + ("nominated",) * 3 + ("declassified",) * 7
GRADES = ("core", "important", "ordinary")
SEEN_BY_FEW = 20


@dataclass(frozen=True)
class Secret:
    """One row of the register to be, as far as its other rows must agree with it."""

    key: int
    place: int
    state: str
    grade: str
    nominated: date
    decided: date | None
    ended: date | None


def fill(company: Company, records: int, tell: Callable[[str], None]) -> None:
    """The register: `records` secrets with ten rows of audience, three grounds and their history.

    The restricted reader sees one in fifty: by name, by post and by unit.
    """
    last = Record.objects.order_by("-pk").values_list("pk", flat=True)[0]
    secrets = list(_secrets(last + 1, records))
    with unguarded():
        tell(f"{records} records")
        _insert_secrets(company, secrets)
        tell(f"{10 * records} rows of audience")
        insert(
            Audience,
            "record_id person_id post_id org_unit_id capacity from_on until_on because recorded_at",
            _audience(company, secrets),
        )
        tell("history and grounds")
        insert(
            Transition,
            "record_id step from_state to_state on recorded_at note entry",
            (row for secret in secrets for row in _history(secret)),
        )
        _insert_labels(company, secrets)
        insert(
            Grounds,
            "secret_id element edition statement from_on recorded_at",
            (
                (one.key, element.value, 1, b"sealed" * 20, one.nominated.isoformat(), instant(AT))
                for one in secrets
                for element in Element
            ),
        )
        insert(Review, "secret_id on outcome note recorded_at", _reviews(secrets))
    settle()


def _secrets(first: int, records: int) -> Iterator[Secret]:
    draw = random.Random(2026)  # noqa: S311 - a picture of a register, not a secret
    for place in range(records):
        state = STATES[draw.randrange(len(STATES))]
        nominated = TODAY - timedelta(days=draw.randrange(10, 5 * 365))
        decided = min(nominated + timedelta(days=9), TODAY)
        if state == "nominated":
            nominated = TODAY - timedelta(days=draw.randrange(1, 20))
        yield Secret(
            key=first + place,
            place=place,
            state=state,
            grade="" if state == "nominated" else draw.choice(GRADES),
            nominated=nominated,
            decided=None if state == "nominated" else decided,
            ended=min(decided + timedelta(days=400), TODAY) if state == "declassified" else None,
        )


def _insert_secrets(company: Company, secrets: list[Secret]) -> None:
    units, people = company.departments, company.people
    root = company.cast.units["YL"].pk
    insert(
        Record,
        "id version kind number title grade state entity_id org_unit_id owner_id created_by_id "
        "created_at due_on clause legal_hold seen_with_parent",
        (
            (
                one.key, 3, "secret", f"商密〔2026〕{one.place} 号" if one.decided else None,
                f"第{one.place}号工艺参数与配方", one.grade, one.state, root,
                units[one.place % len(units)], people[one.place % len(people)],
                people[one.place * 7 % len(people)], instant(AT), _due(one), "4.2", False, False,
            )
            for one in secrets
        ),
    )  # fmt: skip
    categories = list(information().types)
    insert(
        TradeSecret,
        "record_ptr_id category brief origin origin_note proposed_grade proposed_term factors "
        "assistant term term_ends_on nominated_on decided_on effective_on ended_on legacy_mark "
        "previous_number",
        (
            (
                one.key, categories[one.place % len(categories)], b"sealed" * 20, "own", "",
                one.grade, "P5Y", '{"value": 3}', '{"score": 61}', "P5Y" if one.decided else "",
                _term_end(one), one.nominated.isoformat(), _iso(one.decided), _iso(one.decided),
                _iso(one.ended), "", "",
            )
            for one in secrets
        ),
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _term_end(one: Secret) -> str | None:
    return _iso(one.decided + timedelta(days=5 * 365 + 30)) if one.decided else None


def _due(one: Secret) -> str | None:
    """The next review: one in two hundred overdue, the others within the year."""
    if one.decided is None or one.ended:
        return None
    days = -5 if one.place % 200 == 0 else 5 + one.place % 350
    return (TODAY + timedelta(days=days)).isoformat()


def _audience(company: Company, secrets: list[Secret]) -> Iterator[tuple[Any, ...]]:
    """Ten rows a record: two that keep it, one that decides, seven that know; some have ended."""
    draw = random.Random(2027)  # noqa: S311 - as above
    leader = company.cast.persons["leader"].pk
    every = max(1, len(secrets) // SEEN_BY_FEW)
    own_unit = company.cast.units["RD"].pk
    own, few = company.cast.persons[RESTRICTED].pk, company.cast.persons[FEW].pk
    for one in secrets:
        known = [(draw.choice(company.people), None, None) for _person in range(5)]
        post, unit = draw.choice(company.jobs), draw.choice(company.departments)
        turn, left = divmod(one.place, 50)
        if left == 7:
            match turn % 5:
                case 3:
                    post = company.own_job
                case 4:
                    unit = own_unit
                case _:
                    known[0] = (own, None, None)
        if one.place % every == 0:
            known[1] = (few, None, None)
        custodian = company.custodians[one.place % len(company.custodians)]
        rows: list[tuple[Any, ...]] = [
            ("keeps", None, custodian, None),
            ("keeps", None, company.office_post, None),
        ]
        rows.append(("decides", leader, None, None))
        rows += [("knows", *whom) for whom in known]
        rows += [("knows", None, post, None), ("knows", None, None, unit)]
        begun = one.nominated.isoformat()
        for capacity, *whom in rows:
            ended = TODAY.isoformat() if capacity == "decides" and one.place % 2 else None
            yield one.key, *whom, capacity, begun, ended, "bench", instant(AT)


def _history(one: Secret) -> Iterator[tuple[Any, ...]]:
    stored = stored_uuid(one.key)
    steps = [("register.nominate", "", "nominated", one.nominated)]
    if one.decided:
        steps.append(("register.propose_grading", "nominated", "proposed", one.nominated))
        steps.append(("grading_approved", "proposed", "approved", one.decided))
        steps.append(("register.file", "approved", "active", one.decided))
    if one.ended:
        steps.append(("change_declassified", "changing", "declassified", one.ended))
    for step, source, target, on in steps:
        yield one.key, step, source, target, on.isoformat(), instant(_morning(on)), "", stored


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(2), UTC)


def _reviews(secrets: list[Secret]) -> Iterator[tuple[Any, ...]]:
    """Half of those in force were reviewed this year; some of it after the past day asked about."""
    for one in secrets:
        if one.decided and not one.ended and one.place % 2:
            day = max(one.decided, TODAY - timedelta(days=one.place % 300))
            yield one.key, day.isoformat(), "keep", "", instant(AT)


def _insert_labels(company: Company, secrets: list[Secret]) -> None:
    """All but one in three hundred of those in force bear a label, whose files are left out."""
    first = secrets[0].key
    insert(
        SealedObject,
        "id uuid version record_id suite size commitment held created_at",
        [(1, stored_uuid(1), 1, first, 1, 1000, "", False, instant(AT))],
    )
    entity = company.cast.units["YL"].pk
    insert(
        IssuedDocument,
        "version record_id entity_id form number language mark state dated issued_at values_sha256 "
        "sha256 docx_sha256 pdf_id docx_id void_reason",
        (
            (1, one.key, entity, LABEL.code, f"密标{one.place}", "zh-hans", "", "issued",
             one.decided.isoformat(), instant(_morning(one.decided)), "", "", "", 1, 1, "")
            for one in secrets
            if one.decided and one.place % 300
        ),
    )  # fmt: skip
