"""What a decision on a look costs beside what it reads, and the carriers' list beside all of them.

The company is the register's; each of its secrets gets a carrier, and one in ten a grant.
"""

import copy
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from statistics import median
from typing import Any
from unittest import mock

from django.db import connection, models, transaction

from shoumi.config.bench.company import AT, FEW, OFFICE, RESTRICTED, TODAY, Company
from shoumi.config.bench.inserting import insert, instant, settle, unguarded
from shoumi.config.bench.turns import by_turns
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import tables
from shoumi.domains.vault.access import opening
from shoumi.domains.vault.facts import facts_of
from shoumi.domains.vault.models import Carrier, Grant
from shoumi.domains.vault.seals import close
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import standing
from shoumi.kernel.activity import ledger, recording
from shoumi.kernel.records.models import Audience, Capacity, Record

LOOK = "vault.view"
DECISIONS = 50
PAGE = 50
IN_FORCE = ("active", "changing")
Asked = list[tuple[str, Any]]


def measure(made: Company, *, rounds: int) -> dict[str, Any]:
    """Microseconds of CPU for a decision above what it reads: above the reading as the house does
    it, and above the same SQL sent bare. And the list's time over that of the same page of all
    carriers, on the clock, since a database server's work counts too."""
    furnish(made)
    deciding, listing = _deciding(made, rounds), _listing(made, rounds)
    return {**deciding, **listing, "context": deciding["context"] | listing["context"]}


def furnish(made: Company) -> None:
    """Carriers and grants, inserted in bulk; the restricted reader has one to all that he knows."""
    secrets = list(
        TradeSecret.objects.order_by("pk").values_list("pk", "grade", "org_unit_id", "owner_id")
    )
    last = Record.objects.order_by("-pk").values_list("pk", flat=True)[0]
    reader = made.cast.persons[RESTRICTED].pk
    knows = set(_known_to(reader).values_list("record_id", flat=True))
    granted = [
        (secret, reader if secret[0] in knows else secret[3])
        for place, secret in enumerate(secrets)
        if secret[0] in knows or place % 10 == 0
    ]
    root = made.cast.units["YL"].pk
    first_grant = last + len(secrets) + 1
    with unguarded():
        insert(
            Record,
            "id version kind number title grade state entity_id org_unit_id owner_id created_by_id "
            "created_at due_on parent_id seen_with_parent clause legal_hold",
            [
                (last + n, 1, "carrier", f"密载{n}", f"第{n}号载体", grade, "held", root, unit,
                 owner, owner, instant(AT), None, pk, True, "4.8", False)
                for n, (pk, grade, unit, owner) in enumerate(secrets, 1)
            ]
            + [
                (first_grant + n, 1, "grant", f"授{n}", f"第{n}号授权", grade, "active", root, unit,
                 grantee, grantee, instant(AT), None, pk, False, "6.2", False)
                for n, ((pk, grade, unit, _owner), grantee) in enumerate(granted)
            ],
        )  # fmt: skip
        insert(
            Carrier,
            "record_ptr_id secret_id medium form source received_from received_under pieces "
            "whereabouts holder_id copy_number sha256 code from_on",
            (
                (last + n, pk, "electronic", "file", "made", "", "", 1, "R:/", owner, 1, "",
                 f"bench{n}", TODAY.isoformat())
                for n, (pk, _grade, _unit, owner) in enumerate(secrets, 1)
            ),
        )  # fmt: skip
        insert(
            Grant,
            "record_ptr_id secret_id grantee_id purpose project way actions starts_at ends_at uses "
            "given_on seal",
            (
                (first_grant + n, secret[0], grantee, "bench", "", "asked", '["view"]',
                 instant(AT), instant(AT.replace(year=AT.year + 1)), None, TODAY.isoformat(), "")
                for n, (secret, grantee) in enumerate(granted)
            ),
        )  # fmt: skip
    settle()
    if knows:
        _seal(Grant.objects.get(grantee_id=reader, secret_id=min(knows)))


def _seal(grant: Grant) -> None:
    """As whoever gives a grant does; the others' seals are never asked for."""
    with transaction.atomic(), ledger.opened() as book:
        close(grant, at=AT)
        grant.save()
        recording.record(book, verb="vault.decide_grant", actor=HOUSE.pseudonym, at=AT)


def _known_to(person: int) -> models.QuerySet[Audience]:
    rows = Audience.objects.at(TODAY).filter(person_id=person, capacity=Capacity.KNOWS)
    return rows.filter(record__state__in=IN_FORCE)


def _deciding(made: Company, rounds: int) -> dict[str, Any]:
    person = made.cast[RESTRICTED]
    known = min(_known_to(person.pk).values_list("record_id", flat=True))
    carrier = Carrier.objects.select_related("secret__org_unit").get(secret_id=known)
    asked = _asked(lambda: _require_allowed(person, carrier))
    acts: dict[str, Callable[[Any, Any], object]] = {
        "decide": lambda who, what: decide(who, LOOK, what, AT),
        "bare_queries": lambda _who, _what: _ask(asked),
    }
    one = _microseconds(acts, person, carrier, rounds)
    with _facts_at_hand(person, carrier):
        given = {"decide_with_facts_at_hand": acts["decide"]}
        one |= _microseconds(given, _with_standing(person), carrier, rounds)
    return {
        "decide_above_reading_microseconds": one["decide_with_facts_at_hand"],
        "decide_above_bare_queries_microseconds": one["decide"] - one["bare_queries"],
        "decide_queries": len(asked),
        "context": {f"{name}_microseconds": value for name, value in one.items()},
    }


def _microseconds(
    acts: dict[str, Callable[[Any, Any], object]], person: Any, carrier: Carrier, rounds: int
) -> dict[str, float]:
    """CPU time of one call, each with a copy of its own of person and carrier: what a rule keeps
    on them for the length of a request is not there beforehand."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _round in range(rounds + 1):
        for name, act in acts.items():
            fresh = [(copy.copy(person), copy.copy(carrier)) for _turn in range(DECISIONS)]
            began = time.process_time()
            for who, what in fresh:
                act(who, what)
            times[name].append((time.process_time() - began) / DECISIONS)
    return {name: 1e6 * median(taken[1:]) for name, taken in times.items()}


def _facts_at_hand(person: Any, carrier: Carrier) -> AbstractContextManager[object]:
    """The decision's facts as if they had been read already."""
    facts = facts_of(copy.copy(person), carrier, AT)
    return mock.patch.object(opening, "facts_of", return_value=facts)


def _with_standing(person: Any) -> Any:
    known = copy.copy(person)
    standing(known, AT)
    return known


def _require_allowed(person: Any, carrier: Carrier) -> None:
    against = decide(copy.copy(person), LOOK, copy.copy(carrier), AT).because
    if against:
        raise RuntimeError(f"the bench's own reader may not look: {against[0].code}")


def _asked(act: Callable[[], object]) -> Asked:
    """The queries of an act, with their parameters."""
    asked: Asked = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return asked


def _ask(asked: Asked) -> None:
    with connection.cursor() as cursor:
        for sql, params in asked:
            cursor.execute(sql, params)
            cursor.fetchall()


def _listing(made: Company, rounds: int) -> dict[str, Any]:
    """The first page as it comes, for one who sees one in fifty, for one who sees twenty, for one
    who sees all. Their standing and reach are known, since the frame of every page asks them."""
    readers = {"list": RESTRICTED, "list_for_few": FEW, "list_for_office": OFFICE}

    def page(rows: models.QuerySet[Any]) -> list[Any]:
        return list(rows.order_by("-number", "-pk")[:PAGE])

    def seen(who: str) -> Callable[[], object]:
        known = _with_standing(made.cast[who])
        Record.objects.visible_to(known, AT)
        return lambda: page(tables.visible(Carrier, copy.copy(known), AT))

    unfiltered = Carrier.objects.select_related("holder", "org_unit")
    acts = {name: seen(who) for name, who in readers.items()}
    acts["all"] = lambda: page(unfiltered.all())
    times = by_turns(acts, rounds, time.perf_counter)
    everything = times.pop("all")
    told = {f"carriers_{name}_over_unfiltered": took / everything for name, took in times.items()}
    return {**told, "context": {"unfiltered_carriers_ms": 1000 * everything}}
