"""The API asked at random from its own schema: whatever comes, the answer is as the schema says,
and never a fault of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from shoumi.config.api import api
from shoumi.demo.cast import Cast
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.kernel.storage.models import Arrival
from tests.conftest import Ticker
from tests.domains.vault import scenes
from tests.domains.vault.bringing import Program

EXAMPLES = 12
STATUS = [not_a_server_error, status_code_conformance]
WHOLE = [*STATUS, response_schema_conformance, content_type_conformance]


def schema() -> Any:
    loaded = schemathesis.openapi.from_dict(api.get_openapi_schema())
    loaded.app = WSGIHandler()
    return loaded


OPERATIONS = [one.ok() for one in schema().get_all_operations()]


@contextmanager
def connected() -> Iterator[None]:
    """The test's own connection stays open from one request to the next."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


def name(operation: Any) -> str:
    return f"{operation.method} {operation.path}"


def test_the_schema_tells_of_every_operation() -> None:
    assert {one.method.upper() for one in OPERATIONS} >= {"GET", "HEAD", "PATCH", "POST", "DELETE"}
    assert len(OPERATIONS) >= 12


@pytest.mark.parametrize("known", [False, True], ids=["anything", "what there is"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
def test_whatever_comes_is_answered_as_the_schema_says(
    operation: Any, known: bool, company: Cast, at: Ticker, clock: Ticker
) -> None:
    carrier = scenes.carrier(company, at)
    program = Program(company, "engineer", clock)
    program.begin(10, carrier=carrier.pk)
    there = {
        "carrier": carrier.pk, "secret": carrier.secret_id, "upload": str(Arrival.objects.get().pk),
    }  # fmt: skip
    asked = []

    @seed(20261122)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        if known:
            case.path_parameters = {key: there[key] for key in case.path_parameters or {}}
        response = case.call(headers={**program.door, "Host": "127.0.0.1"})
        asked.append(response.status_code)
        case.validate_response(response, checks=STATUS if case.method == "HEAD" else WHOLE)

    # Django's test client, which has asked before, would connect them again.
    with connected():
        ask()
    assert asked
    assert 500 not in asked
    assert all(one.carrier_id == carrier.pk for one in CarrierVersion.objects.all())
    assert Carrier.objects.filter(pk=carrier.pk).exists()
