"""What the vault says in an inbox and on a record's page to whoever waits for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import widen_audience
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import Disclosure
from shoumi.domains.vault.piles import answered, cleared, in_emergency, to_sign_off
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid
from shoumi.kernel.controls.days import ends, last_day, until
from shoumi.kernel.ui.records.timeline import shown
from shoumi.kernel.ui.work.waiting import drafts
from tests.conftest import NOW, Ticker
from tests.domains.vault import life, nights, scenes


def test_an_emergency_stands_with_the_owner_and_the_office_until_it_is_reviewed(
    company: Cast, at: Ticker
) -> None:
    secret = scenes.filled(company, at).carrier.secret
    nights.delegated(company, at)
    grant = nights.opened(company, at, secret)
    for who in ("engineer", "office"):
        (item,) = in_emergency(company[who], at())
        assert str(company["chemist"]) in str(item.note)
        assert "夜班产线停机" in str(item.note)
    for who in ("chemist", "marketer", "system_admin"):
        assert in_emergency(company[who], at()) == []
    actions.review_emergency(grant, finding="right", note="属实", by=company["office"], at=at())
    assert in_emergency(company["engineer"], at()) == []


def test_whoever_asked_hears_that_it_may_leave_until_it_is_handed_out(
    company: Cast, at: Ticker
) -> None:
    row = scenes.disclosed(company, at)
    assert cleared(company["engineer"], at()) == []
    for seat in scenes.waiting(row):
        fresh = Disclosure.objects.get(pk=row.pk)
        actions.decide_disclosure(fresh, verdict="agree", by=seat.person, at=at())
    (item,) = cleared(company["engineer"], at())
    assert str(item.note).startswith(str(row.number))
    assert cleared(company["office"], at()) == []
    fresh = Disclosure.objects.get(pk=row.pk)
    actions.hand_out(fresh, code="AAAA-BBBB-CCCC", by=company["engineer"], at=at())
    assert cleared(company["engineer"], at()) == []


def test_whoever_asked_for_access_hears_the_answer_until_it_is_used(
    company: Cast, at: Ticker
) -> None:
    version = scenes.filled(company, at)
    grant = scenes.granted(company, at, version.carrier.secret)
    (item,) = answered(company["chemist"], at())
    assert str(grant.number) in str(item.note)
    assert answered(company["engineer"], at()) == []
    actions.view(version.carrier, version=version, by=company["chemist"], at=at())
    assert answered(company["chemist"], at()) == []


def test_a_carrier_is_no_draft_and_its_history_begins_with_its_entry(
    company: Cast, at: Ticker
) -> None:
    carrier = scenes.carrier(company, at)
    assert [one.title for one in drafts(company["engineer"], at())] == []
    history: Any = shown(carrier, company["engineer"], at())
    assert [str(one.label) for one in history["moments"]] == ["登记载体"]


def test_what_is_given_counts_its_last_day_whole(company: Cast, at: Ticker) -> None:
    version, now = scenes.filled(company, at, grade="ordinary"), at()
    last = local_day(now) + timedelta(days=7)
    told: dict[str, Any] = {
        "shown": version, "way": "link", "partner": "恒远设备", "recipient": "冯工",
        "agreement": "保密协议2026-18", "purpose": "设备选型", "ends_at": ends(last), "opens": 2,
        "by": company["engineer"],
    }  # fmt: skip
    secret = version.carrier.secret
    with pytest.raises(Invalid):
        short = last - timedelta(days=1)
        actions.request_disclosure(secret, **told, agreement_until=short, at=at())
    row = actions.request_disclosure(secret, **told, agreement_until=last, at=at())
    assert row.due_on == last


def test_an_end_is_said_by_its_day_or_by_its_minute() -> None:
    day = local_day(NOW)
    assert last_day(ends(day)) == day
    assert until(ends(day)) == day.isoformat()
    assert until(NOW).startswith(f"{day.isoformat()} ")


def test_nobody_confirms_his_own_grant_and_a_short_one_is_not_confirmed(
    company: Cast, at: Ticker, as_: Any
) -> None:
    secret = scenes.filled(company, at).carrier.secret
    told: dict[str, Any] = {"because": "项目", "by": company["engineer"]}
    widen_audience(TradeSecret.objects.get(pk=secret.pk), whom=company["head"], **told, at=at())
    short = scenes.granted(
        company,
        at,
        TradeSecret.objects.get(pk=secret.pk),
        "head",
        ends_at=at.now + timedelta(days=2),
    )
    path = f"/grants/{short.pk}"
    assert "vault.recertify_grant" not in as_("engineer").get(path).content.decode()
    assert may(company["engineer"], "vault.recertify_grant", short, at())
    against = decide(company["head"], "vault.recertify_grant", short, at()).because
    assert [one.code for one in against] == ["own_grant"]


def test_who_decides_is_said_in_the_reader_s_language(company: Cast, at: Ticker) -> None:
    secret = scenes.filled(company, at).carrier.secret
    with override("en"):
        grant = scenes.asked(company, at, secret)
    step = grant.approvals.get().steps.order_by("order")[0]
    with override("zh-hans"):
        assert step.label == "责任人"


def test_a_closed_stocktaking_waits_for_another_to_sign_it_off(company: Cast, at: Ticker) -> None:
    scenes.carrier(company, at)
    taking = life.counted(company, at, life.stocktaking(company, at))
    assert [one.note for one in to_sign_off(company["head"], at())] == [str(taking.number)]
    assert to_sign_off(company["custodian"], at()) == []
    assert to_sign_off(company["marketer"], at()) == []


def test_nothing_is_added_to_what_was_destroyed(company: Cast, at: Ticker, as_: Any) -> None:
    carrier = scenes.filled(company, at).carrier
    life.destroyed(company, at, carrier)
    page = as_("engineer").get(f"/carriers/{carrier.pk}").content.decode()
    assert "vault.add_viewing_copy" not in page
