"""Giving to partners: reviewed before it leaves, a code, marked pages, revoked at once (6.2)."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import Grade
from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.disclosing import new_code
from shoumi.domains.vault.ending import end_over
from shoumi.domains.vault.exposure import who_knew, who_knew_outside
from shoumi.domains.vault.models import CarrierVersion, Disclosure, PageShown, Use
from shoumi.domains.vault.visiting import Visitor
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.vault import scenes
from tests.kernel.rendering.makers import letter


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at, content=letter(2), name="曲线.pdf", grade="ordinary")


def requested(cast: Cast, at: Ticker, version: CarrierVersion, **changes: Any) -> Disclosure:
    now = at()
    told = {
        "shown": version, "way": "link", "partner": "恒远设备", "recipient": "冯工",
        "agreement": "保密协议2026-18", "agreement_until": local_day(now) + timedelta(days=90),
        "purpose": "设备选型", "ends_at": now + timedelta(days=7), "opens": 2,
    }  # fmt: skip
    by = cast[str(changes.pop("by", "engineer"))]
    return actions.request_disclosure(version.carrier.secret, **{**told, **changes}, by=by, at=now)


def cleared(cast: Cast, at: Ticker, version: CarrierVersion, **changes: Any) -> Disclosure:
    row = requested(cast, at, version, **changes)
    for seat in scenes.waiting(row):
        fresh = Disclosure.objects.get(pk=row.pk)
        actions.decide_disclosure(fresh, verdict="agree", by=seat.person, at=at())
    return Disclosure.objects.get(pk=row.pk)


def handed_out(
    cast: Cast, at: Ticker, version: CarrierVersion, **changes: Any
) -> tuple[Disclosure, str]:
    row, code = cleared(cast, at, version, **changes), new_code()
    actions.hand_out(row, code=code, by=cast["engineer"], at=at())
    return Disclosure.objects.get(pk=row.pk), code


def test_nothing_leaves_before_owner_custodian_and_office_agreed(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    row = requested(company, at, version)
    with pytest.raises(Refused):
        actions.hand_out(row, code=new_code(), by=company["engineer"], at=at())
    assert next(scenes.waiting(row)).person != company["engineer"]
    row = cleared(company, at, version, partner="另一家")
    assert row.state == "cleared"


def test_a_refusal_ends_it(version: CarrierVersion, company: Cast, at: Ticker) -> None:
    row = requested(company, at, version)
    seat = next(scenes.waiting(row))
    actions.decide_disclosure(row, verdict="refuse", note="不必全部", by=seat.person, at=at())
    assert row.state == "refused"
    with pytest.raises(Refused):
        actions.hand_out(row, code=new_code(), by=company["engineer"], at=at())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agreement": " "}, "agreement"), ({"partner": ""}, "partner"), ({"opens": 0}, "opens"),
        ({"opens": 51}, "opens"), ({"way": "pigeon"}, "way"), ({"recipient": ""}, "recipient"),
        ({"purpose": ""}, "purpose"),
    ],
)  # fmt: skip
def test_what_is_lacking_is_said(
    changes: dict[str, Any], field: str, version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    with pytest.raises(Invalid) as invalid:
        requested(company, at, version, **changes)
    assert invalid.value.field == field
    assert not Disclosure.objects.exists()


def test_no_longer_than_the_agreement_nor_than_thirty_days(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    now = at()
    for changes, field in (
        ({"ends_at": now + timedelta(days=40)}, "until_on"),
        ({"ends_at": now - timedelta(days=1)}, "until_on"),
        ({"agreement_until": local_day(now)}, "agreement_until"),
    ):
        with pytest.raises(Invalid) as invalid:
            requested(company, at, version, **changes)
        assert invalid.value.field == field


def test_nothing_of_a_grade_that_stays_leaves(company: Cast, at: Ticker) -> None:
    assert Grade.objects.get(code="core").export == Grade.Export.NEVER
    version = scenes.filled(company, at, grade="core")
    with pytest.raises(Invalid):
        requested(company, at, version)


def test_who_may_not_ask(version: CarrierVersion, company: Cast, at: Ticker) -> None:
    for who in ("marketer", "sister_custodian", "system_admin", "secrecy_admin", "audit_admin"):
        with pytest.raises(Refused):
            requested(company, at, version, by=who)


def test_only_whoever_asked_hands_it_out_and_a_stale_form_does_not(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    row = cleared(company, at, version)
    for who in ("custodian", "chemist", "office", "system_admin"):
        with pytest.raises(Refused):
            actions.hand_out(
                Disclosure.objects.get(pk=row.pk), code=new_code(), by=company[who], at=at()
            )
    stale = Disclosure.objects.get(pk=row.pk)
    actions.hand_out(row, code=new_code(), by=company["engineer"], at=at())
    with pytest.raises(Stale):
        actions.hand_out(stale, code=new_code(), by=company["engineer"], at=at())
    assert Entry.objects.filter(verb="vault.hand_out", outcome="done").count() == 1


@pytest.fixture
def visitor(clock: Ticker) -> Client:
    """A browser outside, in which nobody is signed in."""
    return Client(headers={"accept-language": "en"})


def test_a_partner_opens_it_with_the_code_page_by_page(
    version: CarrierVersion, company: Cast, at: Ticker, visitor: Client
) -> None:
    row, code = handed_out(company, at, version)
    door = f"/outside/{row.link}"
    assert "Passcode" in text_of(visitor.get(door))
    wrong = visitor.post(door, {"code": "AAAA-BBBB-CCCC-DDDD"})
    assert wrong.status_code == 403
    opened = visitor.post(door, {"code": code.lower().replace("-", " ")})
    assert opened["Location"] == f"{door}/pages"
    shown = text_of(visitor.get(f"{door}/pages"))
    use = Use.objects.get()
    assert use.number in shown
    assert version.name not in shown
    page = visitor.get(f"{door}/pages/1")
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store, private"
    assert PageShown.objects.get().use == use
    assert visitor.get(f"{door}/pages/99").status_code == 404
    (outsider,) = who_knew_outside(version.carrier.secret, local_day(at()))
    assert outsider.disclosure == row
    assert [did.pages for did in outsider.did] == [1]
    assert all(one.person is not None for one in who_knew(version.carrier.secret, local_day(at())))


def test_a_revoked_one_shows_no_further_page(
    version: CarrierVersion, company: Cast, at: Ticker, visitor: Client
) -> None:
    row, code = handed_out(company, at, version)
    door = f"/outside/{row.link}"
    visitor.post(door, {"code": code})
    assert visitor.get(f"{door}/pages/1").status_code == 200
    fresh = Disclosure.objects.get(pk=row.pk)
    actions.revoke_disclosure(fresh, note="项目终止", by=company["custodian"], at=at())
    assert visitor.get(f"{door}/pages/1").status_code == 403
    assert visitor.get(f"{door}/pages").status_code == 302
    assert visitor.post(door, {"code": code}).status_code == 403


def test_a_link_that_is_none_a_wrong_code_and_an_old_one_answer_alike(
    version: CarrierVersion, company: Cast, at: Ticker, visitor: Client
) -> None:
    row, old = handed_out(company, at, version)
    again = Disclosure.objects.get(pk=row.pk)
    actions.hand_out(again, code=new_code(), by=company["engineer"], at=at())
    answers = [
        visitor.post(address, {"code": code})
        for address, code in (
            ("/outside/000000000000000000000000", old), (f"/outside/{row.link}", old),
            (f"/outside/{row.link}", "X"), (f"/outside/{row.link}", "\x00\u202e"),
        )
    ]  # fmt: skip
    assert {answer.status_code for answer in answers} <= {403, 200}
    words = {text_of(answer).split("<form")[0] for answer in answers}
    assert len(words) == 1
    assert not Use.objects.exists()


def test_after_some_wrong_codes_the_right_one_opens_nothing_either(
    version: CarrierVersion, company: Cast, at: Ticker, visitor: Client
) -> None:
    row, code = handed_out(company, at, version)
    door = f"/outside/{row.link}"
    for _ in range(5):
        visitor.post(door, {"code": "AAAA-AAAA-AAAA-AAAA"})
    assert visitor.post(door, {"code": code}).status_code == 403
    row = Disclosure.objects.get(pk=row.pk)
    fresh = new_code()
    actions.hand_out(row, code=fresh, by=company["engineer"], at=at())
    assert visitor.post(door, {"code": fresh}).status_code == 302


def test_no_oftener_than_allowed(
    version: CarrierVersion, company: Cast, at: Ticker, visitor: Client
) -> None:
    row, code = handed_out(company, at, version, opens=1)
    door = f"/outside/{row.link}"
    assert visitor.post(door, {"code": code}).status_code == 302
    assert visitor.get(f"{door}/pages/1").status_code == 200
    assert visitor.post(door, {"code": code}).status_code == 403


def test_the_agreements_end_and_the_calendar_shut_it(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    row, _code = handed_out(
        company, at, version, agreement_until=local_day(at()) + timedelta(days=8)
    )
    who = Visitor(row.pk)
    assert decide(who, "vault.visit", version.carrier, at()).allowed
    late = at(days=10)
    codes = {one.code for one in decide(who, "vault.visit", version.carrier, late).because}
    assert codes == {"not_open", "agreement_over"}
    assert end_over(by=HOUSE, at=late) == 1
    assert Disclosure.objects.get().state == "ended"


def test_a_visitor_reaches_nothing_else(
    version: CarrierVersion, company: Cast, at: Ticker, visitor: Client
) -> None:
    row, code = handed_out(company, at, version)
    visitor.post(f"/outside/{row.link}", {"code": code})
    other = scenes.filled(company, at, grade="ordinary")
    for act in ("vault.visit", "vault.show_visitor", "vault.view", "vault.download"):
        assert not decide(Visitor(row.pk), act, other.carrier, at()).allowed
    for address in ("/", "/carriers", f"/carriers/{version.carrier_id}", f"/disclosures/{row.pk}"):
        assert visitor.get(address).status_code == 302
    cookie = visitor.cookies["shoumi_outside"]
    assert cookie["httponly"]
    assert cookie["path"] == f"/outside/{row.link}"
    visitor.cookies["shoumi_outside"] = cookie.value[:-1] + "A"
    assert visitor.get(f"/outside/{row.link}/pages/1").status_code == 403


def test_a_sealed_file_opens_with_the_code_alone(
    version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    row = cleared(company, at, version, way="file")
    owner = as_("engineer")
    address = f"/disclosures/{row.pk}/hand-out"
    assert owner.get(address).status_code == 200
    made = owner.post(address, {"version": row.version})
    code = text_of(made).split('name="code" value="')[1].split('"')[0]
    for wrong in ("", "AAAA-AAAA-AAAA-AAAA"):
        assert owner.post(f"/disclosures/{row.pk}/file", {"code": wrong}).status_code == 403
    taken = owner.post(f"/disclosures/{row.pk}/file", {"code": code})
    assert taken.status_code == 200
    assert b"/Encrypt" in taken.content
    closed = PdfReader(io.BytesIO(taken.content))
    assert closed.is_encrypted
    assert not closed.decrypt("AAAA-AAAA-AAAA-AAAA")
    assert closed.decrypt(code)
    assert Use.objects.get().disclosure == row
    for who in ("custodian", "chemist", "office"):
        refused = as_(who).post(f"/disclosures/{row.pk}/file", {"code": code})
        assert refused.status_code in {403, 404}


def test_what_can_be_made_into_no_pdf_is_said(company: Cast, at: Ticker, as_: As) -> None:
    version = scenes.filled(company, at, grade="ordinary")
    row = cleared(company, at, version, way="file")
    owner = as_("engineer")
    made = owner.post(f"/disclosures/{row.pk}/hand-out", {"version": row.version})
    code = text_of(made).split('name="code" value="')[1].split('"')[0]
    assert owner.post(f"/disclosures/{row.pk}/file", {"code": code}).status_code == 409
    assert not Use.objects.exists()


def test_it_is_asked_for_on_a_page_and_stands_in_the_lists_of_those_who_keep_it(
    version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    owner, secret = as_("engineer"), version.carrier.secret
    assert "/disclosures/new" in text_of(owner.get(f"/secrets/{secret.pk}"))
    day = local_day(at())
    sent = owner.post(
        f"/secrets/{secret.pk}/disclosures/new",
        {
            "version": secret.version, "shown": version.pk, "way": "link", "partner": "恒远设备",
            "recipient": "冯工", "agreement": "协18", "purpose": "选型", "opens": "3",
            "agreement_until": (day + timedelta(days=60)).isoformat(),
            "until_on": (day + timedelta(days=7)).isoformat(),
        },
    )  # fmt: skip
    row = Disclosure.objects.get()
    assert sent["Location"] == f"/disclosures/{row.pk}"
    assert "It is put to review." in text_of(owner.get(sent["Location"]))
    for who, sees in (("engineer", True), ("custodian", True), ("office", True),
                      ("marketer", False), ("sister_custodian", False)):  # fmt: skip
        page = as_(who).get(f"/disclosures/{row.pk}")
        assert (page.status_code == 200) is sees
        assert ("恒远设备" in text_of(as_(who).get("/disclosures"))) is sees
