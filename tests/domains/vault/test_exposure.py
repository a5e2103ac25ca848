"""Who knew what when: of a secret, and of a person; older paper and sealed texts included."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import read_content
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.exposure import what_was_known, who_knew
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker
from tests.domains.register import scenes as register
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.vault import life, scenes


def known(person: Person, day: date) -> dict[int, list[str]]:
    """What a person did with each secret, in words."""
    found = what_was_known(person, day, TradeSecret.objects.all())
    return {secret.pk: [str(did.what) for did in one.did] for secret, one in found}


def test_older_paper_was_known_to_its_keeper_since_its_own_date(company: Cast, at: Ticker) -> None:
    secret = register.in_force(company, at)
    paper = life.sample(
        company, at, secret, form="paper", holder=company["head"], from_on=date(2019, 3, 4)
    )
    (keeper,) = [one for one in who_knew(secret, date(2019, 3, 4)) if one.did]
    assert keeper.person == company["head"]
    assert str(paper.number) in str(keeper.did[0].what)
    assert local_day(keeper.did[0].at) == date(2019, 3, 4)
    assert not [one for one in who_knew(secret, date(2019, 3, 3)) if one.did]
    actions.hand_over(
        paper, to=company["chemist"], whereabouts="B-1", purpose="调岗", by=company["custodian"],
        at=at(),
    )  # fmt: skip
    met = {one.person for one in who_knew(secret, local_day(at())) if one.did}
    assert {company["head"], company["chemist"]} <= met


def test_whoever_read_the_texts_alone_is_told_of_too(company: Cast, at: Ticker) -> None:
    secret = register.in_force(company, at)
    read_content(secret, by=company["chemist"], at=at())
    told = known(company["chemist"], local_day(at()))
    assert len(told[secret.pk]) == 1


def test_both_answers_say_the_same_of_a_person(company: Cast, at: Ticker) -> None:
    version = scenes.filled(company, at)
    secret = version.carrier.secret
    scenes.granted(company, at, secret)
    actions.view(version.carrier, version=version, by=company["chemist"], at=at())
    day = local_day(at())
    by_secret = {one.person.pk: one for one in who_knew(secret, day)}
    for person in (company["chemist"], company["engineer"]):
        ((_secret, mine),) = what_was_known(person, day, TradeSecret.objects.all())
        assert mine.could == by_secret[person.pk].could
        assert mine.did == by_secret[person.pk].did
    assert known(company["marketer"], day) == {}


def test_more_secrets_ask_no_more_queries(company: Cast, at: Ticker) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            what_was_known(company["engineer"], local_day(at.now), TradeSecret.objects.all())
        return len(asked)

    scenes.filled(company, at)
    few = queries()
    for _ in range(3):
        scenes.filled(company, at)
    assert queries() == few <= 16


def test_a_persons_list_is_taken_out_by_those_who_answer_for_it(
    company: Cast, at: Ticker, as_: As
) -> None:
    version = scenes.filled(company, at)
    actions.view(version.carrier, version=version, by=company["engineer"], at=at())
    address = f"/people/{company['engineer'].pk}/knew"
    for who in ("engineer", "office"):
        assert str(version.carrier.number) in text_of(as_(who).get(address))
        taken = as_(who).post(f"{address}/export", {})
        assert taken["Content-Type"].startswith("text/csv")
        assert str(version.carrier.number) in taken.content.decode()
    for who in ("chemist", "marketer", "system_admin", "sister_custodian"):
        assert as_(who).get(address).status_code == 403
        assert as_(who).post(f"{address}/export", {}).status_code == 403
    assert Entry.objects.filter(verb="vault.export_known", outcome="done").count() == 2
    assert Entry.objects.filter(verb="vault.export_known", outcome="refused").count() == 4
    with pytest.raises(Refused):
        actions.export_known(company["engineer"], day=local_day(at()), by=company["head"], at=at())
