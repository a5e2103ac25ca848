"""The register's list for people who may see a part of it, against a bare view of the same size.

The requests go through the whole house in this process, by turns, so that a noisy machine
disturbs all alike.
"""

import re
import time
from collections.abc import Callable
from html import unescape
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from shoumi.config.bench.company import FEW, OFFICE, RESTRICTED, Company
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.models import Account, Person
from shoumi.kernel.records.models import Audience

BARE = "bench.bare"
WARM_UP = 3
Visit = Callable[[], Any]


def measure(company: Company, *, rounds: int) -> dict[str, Any]:
    """p50 and p95 of the list's first page over the bare view's, queries, and other ways in."""
    with override_settings(ROOT_URLCONF="shoumi.config.bench.bare"):
        return _measure(company, rounds)


def _measure(company: Company, rounds: int) -> dict[str, Any]:
    here = reverse("register.list")
    visits = {
        "bare": visit(company, RESTRICTED, reverse(BARE)),
        "list": visit(company, RESTRICTED, here),
        "list_for_few": visit(company, FEW, here),
        "list_for_office": visit(company, OFFICE, here),
    }
    times = by_turns(visits, rounds)
    rare = {
        "fifth_page": visit(company, RESTRICTED, fifth_page(company, here)),
        "by_title": visit(company, RESTRICTED, f"{here}?sort=title"),
        "by_review": visit(company, RESTRICTED, f"{here}?sort=review"),
        "search": visit(company, RESTRICTED, f"{here}?q=77"),
        "of_state": visit(company, RESTRICTED, f"{here}?state=nominated"),
        "figures": visit(company, RESTRICTED, reverse("register.figures")),
    }
    others = by_turns({"bare": visits["bare"], **rare}, max(3, rounds // 5))
    bare = times.pop("bare")
    told: dict[str, Any] = {}
    for name, spans in times.items():
        told[f"{name}_p50_over_bare"] = percentile(spans, 50) / percentile(bare, 50)
        told[f"{name}_p95_over_bare"] = percentile(spans, 95) / percentile(bare, 95)
        told[f"{name}_queries"] = queries(visits[name])
    beside = median(others.pop("bare"))
    told["other_p50_over_bare"] = {name: median(s) / beside for name, s in others.items()}
    return {"register": {**told, "context": _context(company, {"bare": bare, **times}, visits)}}


def _context(
    company: Company, times: dict[str, list[float]], visits: dict[str, Visit]
) -> dict[str, float]:
    """The absolutes that the ratios were made of."""
    person = company.cast[RESTRICTED]
    sizes = {f"{name}_bytes": len(see().content) for name, see in visits.items()}
    spans = {
        f"{name}_p{part}_ms": 1000 * percentile(found, part)
        for name, found in times.items()
        for part in (50, 95)
    }
    counts = {
        "records": TradeSecret.objects.count(),
        "audience_rows": Audience.objects.count(),
        "seen_by_restricted": _seen(person),
        "seen_by_few": _seen(company.cast[FEW]),
        "seen_by_office": _seen(company.cast[OFFICE]),
        "bare_queries": queries(visits["bare"]),
    }
    return {**counts, **spans, **sizes}


def _seen(person: Person) -> int:
    account = Account.objects.get(person=person)
    rows = TradeSecret.objects.visible_to(account.person, account.opened_at)
    return int(rows.order_by().count())


def visit(company: Company, key: str, address: str) -> Visit:
    """A function that asks for the page as that person and makes sure that it came."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(person=company.cast.persons[key]))

    def see() -> Any:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address.split('?', maxsplit=1)[0]} answered {answer.status_code}")
        return answer

    return see


def fifth_page(company: Company, here: str) -> str:
    """The address of the fifth page, as a reader gets there by its links."""
    see = visit(company, RESTRICTED, here)
    for _turn in range(4):
        see = visit(company, RESTRICTED, here + _onward(see()))
    return here + _onward(see())


def _onward(answer: Any) -> str:
    """Where the page's own link to the next one leads; nowhere on a list of one page."""
    found = re.search(r'href="(\?[^"]*\bafter=[^"]*)"', answer.content.decode())
    return unescape(found.group(1)) if found else ""


def by_turns(visits: dict[str, Visit], rounds: int) -> dict[str, list[float]]:
    """Seconds of each visit, one after the other, round by round."""
    for see in visits.values():
        for _warm in range(WARM_UP):
            see()
    times: dict[str, list[float]] = {name: [] for name in visits}
    for _round in range(rounds):
        for name, see in visits.items():
            began = time.perf_counter()
            see()
            times[name].append(time.perf_counter() - began)
    return times


def percentile(values: list[float], part: int) -> float:
    """The value that `part` per cent of them don't exceed."""
    return sorted(values)[max(0, -(-len(values) * part // 100) - 1)]


def queries(see: Visit) -> int:
    with CaptureQueriesContext(connection) as asked:
        see()
    return len(asked)
