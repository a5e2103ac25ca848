"""A tombstone leaves of what the vault was told in words nothing, and who knew what when stands."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps

from shoumi.demo.cast import Cast
from shoumi.domains.register import actions as register
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.ending import end_over, flag_forged
from shoumi.domains.vault.exposure import what_was_known, who_knew, who_knew_outside
from shoumi.domains.vault.models import Emergency, Grant
from shoumi.domains.vault.rules.granting import Wanted
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.activity.verification.entries import EntryCheck
from shoumi.kernel.activity.verification.rows import reconcile
from tests.conftest import Ticker
from tests.domains.vault import life, nights, scenes
from tests.domains.vault.test_disclosing import handed_out
from tests.domains.vault.test_granting_taken import copied, printed
from tests.kernel.rendering.makers import letter

WORD = "绝非寻常"


@pytest.fixture
def secret(company: Cast, at: Ticker) -> TradeSecret:
    """With everything that the vault keeps, a word of its own in each text that somebody wrote."""
    version = scenes.filled(company, at, letter(2), f"{WORD}.pdf", grade="ordinary")
    found = version.carrier.secret
    register.widen_audience(
        found, whom=company["head"], because=WORD, by=company["engineer"], at=at()
    )
    found = TradeSecret.objects.get(pk=found.pk)
    scenes.granted(company, at, found, purpose=WORD, actions=["view", "print_out", "copy_out"])
    printed(company, at, version, "chemist", whereabouts=WORD)
    copied(company, at, version, "chemist", part=WORD, whereabouts=WORD)
    now = at()
    nights.team_agreed(company, at, nights.team_asked(
        company, at, found, "engineer", persons=[company["head"]], project=WORD, purpose=WORD,
        wanted=Wanted(["view"], now, now + timedelta(days=2), None),
    ))  # fmt: skip
    nights.delegated(company, at)
    nights.opened(company, at, found, reason=WORD)
    actions.review_emergency(
        Emergency.objects.get().grant, finding="right", note=WORD, by=company["office"], at=at()
    )
    handed_out(company, at, version, purpose=WORD)
    sample = life.sample(company, at, found, title=WORD, whereabouts=WORD, holder=company["head"],
                         from_on=date(2020, 2, 3))  # fmt: skip
    actions.hand_over(
        sample, to=company["chemist"], whereabouts=WORD, purpose=WORD, by=company["custodian"],
        at=at(),
    )  # fmt: skip
    taking = life.stocktaking(company, at)
    life.counted(company, at, taking, "elsewhere", place=WORD)
    life.asked(
        company, at, life.sample(company, at, found), method="crushed", reason=WORD, staying=WORD
    )
    return TradeSecret.objects.get(pk=found.pk)


def entombed(cast: Cast, at: Ticker, secret: TradeSecret) -> TradeSecret:
    secret = register.quarantine(secret, note=WORD, by=cast["office"], at=at())
    return register.entomb(secret, note="已移交保密办。", by=cast["office"], at=at(days=1))


def holding(word: str) -> set[str]:
    """Which logged tables hold it, in whichever column."""
    models = [one for one in apps.get_models() if issubclass(one, LoggedModel)]
    return {one._meta.label for one in models if word in str(list(one.objects.values_list()))}


def test_of_the_words_nothing_is_left(secret: TradeSecret, company: Cast, at: Ticker) -> None:
    assert len(holding(WORD)) > 10
    entombed(company, at, secret)
    assert holding(WORD) == set()
    assert holding("升温") == set()
    assert holding("调试") == set()


def test_who_knew_what_when_still_tells(secret: TradeSecret, company: Cast, at: Ticker) -> None:
    day = local_day(at())
    before, outside = told(secret, day), who_knew_outside(secret, day)
    entombed(company, at, secret)
    gone = TradeSecret.objects.get(pk=secret.pk)
    assert told(gone, day) == before
    assert len([did for _name, _could, did in before if did]) >= 3
    ((was,), (now,)) = outside, who_knew_outside(gone, day)
    assert (now.disclosure.partner, now.disclosure.recipient, now.disclosure.agreement) == (
        was.disclosure.partner, was.disclosure.recipient, was.disclosure.agreement,
    )  # fmt: skip
    ((_secret, mine),) = what_was_known(company["chemist"], day, TradeSecret.objects.all())
    assert [did.number for did in mine.did if did.number]
    assert str(mine.could[0].since)


def test_every_row_stands_as_the_log_says(secret: TradeSecret, company: Cast, at: Ticker) -> None:
    entombed(company, at, secret)
    assert [str(one) for one in reconcile(EntryCheck().marks())] == []


def test_its_grants_end_and_none_is_called_forged(
    secret: TradeSecret, company: Cast, at: Ticker
) -> None:
    entombed(company, at, secret)
    assert Grant.objects.filter(state="active").exists()
    assert flag_forged(by=HOUSE, at=at()) == 0
    end_over(by=HOUSE, at=at())
    assert not Grant.objects.filter(state="active").exists()


def told(secret: TradeSecret, day: date) -> list[Any]:
    """Persons, days, instants, numbers: all but the words."""
    return [
        (
            one.person.name,
            [(str(could.why), could.since) for could in one.could],
            [(did.at, did.number, did.pages) for did in one.did],
        )
        for one in who_knew(secret, day)
    ]
