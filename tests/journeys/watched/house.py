"""Secrets with all that hangs on them, made through actions by the cast, each thing marked."""

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.test import override_settings

from shoumi.demo.cast import Cast, open_accounts
from shoumi.domains.committee import actions as committee
from shoumi.domains.committee.members_daily import go_on as ask_members
from shoumi.domains.committee.models import Meeting
from shoumi.domains.notices import actions as notices
from shoumi.domains.policies import actions as policies
from shoumi.domains.programme import actions as programme
from shoumi.domains.register import actions as register
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions as vault
from shoumi.domains.vault.actions.disclosing import new_code
from shoumi.domains.vault.models import Carrier, CarrierVersion, Disclosure, Grant, Use
from shoumi.domains.vault.screening import look_through
from shoumi.kernel.accounts.actions import add_person, declare_absence, end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act, Receipt
from shoumi.kernel.documents.actions import add_evidence
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.tasks.ticking import turn
from shoumi.regime.actions import take_default
from tests.conftest import NOW, Ticker
from tests.domains.committee import meetings, seats
from tests.domains.notices import story as words
from tests.domains.policies import story as rules
from tests.domains.programme import story as plans
from tests.domains.register import campaigns
from tests.domains.register import scenes as committed
from tests.domains.register.browsing import PASSWORD, Browser
from tests.domains.register.test_ledger_import import GOOD, sheet
from tests.domains.vault import life, nights, scenes
from tests.journeys.watched.markers import Markers
from tests.keeping import KeptCast
from tests.kernel.papers import PDF
from tests.kernel.rendering.makers import letter


@dataclass
class House:
    """The cast in a house where much has happened, and the marker of each thing."""

    cast: Cast
    at: Ticker
    marks: Markers = field(default_factory=Markers)
    versions: dict[str, CarrierVersion] = field(default_factory=dict)
    disclosures: dict[str, Disclosure] = field(default_factory=dict)
    # Where the affiliate's custodian, who sits under the group's committee, is asked to sign.
    asked_of_custodians: set[str] = field(default_factory=set)
    code: str = ""
    folder: Path = Path()
    logged: io.StringIO = field(default_factory=io.StringIO)
    # Routes with the methods that they don't answer, as found out while asking.
    unanswered: set[tuple[str, str]] = field(default_factory=set)

    def secret(self, name: str) -> TradeSecret:
        return self.versions[name].carrier.secret


@contextmanager
def standing(kept: KeptCast, folder: Path) -> Iterator[House]:
    """The house for as long as the block lasts; afterwards the databases are as before."""
    at = Ticker(NOW)
    with ExitStack() as stack:
        stack.enter_context(override_settings(DATA=folder))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("django.utils.timezone.now", lambda: at(seconds=1))
        for alias in ("default", "keystore"):
            stack.enter_context(transaction.atomic(using=alias))
        house = House(kept.lay_out(), at, folder=folder)
        build(house)
        yield house
        for alias in ("default", "keystore"):
            connections[alias].set_rollback(True)


def build(house: House) -> None:
    """Play all of it; also in a house whose transactions really commit."""
    cast, at = house.cast, house.at
    keyring.establish(at=at())
    register.adopt_grades(preset="default", by=HOUSE, at=at())
    take_default(by=cast["office"], at=at())
    _make_rules(house)
    _plan(house)
    _join(house)
    _nominate(house, "early")
    for name in ("core", "ordinary"):
        _carry(house, name, _enforce(house, name))
    _tell(house)
    _give_away(house, "link")
    _give_away(house, "file")
    _go_on(house)
    _meet(house)
    _give_word(house)
    _look_for_secrets(house)
    _seat(house)
    turn(by=HOUSE, at=at(days=1))
    _bring_in_a_table(house)
    day = local_day(at())
    declare_absence(
        cast["marketer"], deputy=cast["marketing_head"], from_on=day, until_on=day,
        by=cast["marketer"], at=at(),
    )  # fmt: skip
    # A browser of hers stays signed in beyond the day on which she leaves.
    Browser(cast, "leaver", at)
    end_person(cast["leaver"], on=local_day(at()), by=HOUSE, at=at())


def _go_on(house: House) -> None:
    """An upload under way, a team asked for, a delegate and his emergency, a stocktaking, a
    destruction."""
    cast, at = house.cast, house.at
    secret = house.secret("ordinary")
    carrier = house.versions["ordinary"].carrier
    fresh = Carrier.objects.get(pk=carrier.pk)
    vault.begin_upload(fresh, brought=vault.Brought("a.bin", 9), by=cast["engineer"], at=at())
    nights.team_asked(cast, at, secret)
    nights.delegated(cast, at)
    nights.opened(cast, at, secret)
    life.stocktaking(cast, at)
    life.asked(cast, at, life.sample(cast, at, secret), method="crushed")


def _make_rules(house: House) -> None:
    """A rule of one department, so that nobody else sees it: in force with a question and a
    suspended clause, and its next edition, of which somebody has said something."""
    cast, at, office = house.cast, house.at, house.cast["office"]
    basis = Record.objects.order_by("pk")[0]
    edition = rules.in_force(cast, at, basis, rules.draft(cast, at, unit="RD", applies_to="RD"))
    rules.question(cast, at, edition, who="chemist")
    policies.suspend_clause(
        rules.again(edition), clause=rules.clause(edition, "1"), law="civil_code",
        because="待修订", by=office, at=at(),
    )  # fmt: skip
    coming = rules.next_draft(cast, at, edition, c2="与会人把手机和手表交会务保管。")
    closes = local_day(at()) + timedelta(days=30)
    policies.open_consultation(coming, closes_on=closes, how="班组会", by=office, at=at())
    policies.remark(coming, text="太严", by=cast["chemist"], at=at())


def _plan(house: House) -> None:
    """A yearly plan in force with an amended one before the departments, of which one has said
    something."""
    cast, at, office = house.cast, house.at, house.cast["office"]
    open_accounts(cast, dict.fromkeys(("custodian", "head"), PASSWORD), at=at())
    plan, basis = plans.begun(cast, at), Record.objects.order_by("pk")[0]
    programme.write_item(plan, written=plans.written(cast), by=office, at=at())
    plan = plans.in_force(cast, at, basis, plan)
    amended = programme.amend_plan(plan, because="机构调整", by=office, at=at())
    written = plans.written(cast, lead=cast["head"])
    programme.write_item(amended, written=written, by=office, at=at())
    closes = local_day(at()) + timedelta(days=30)
    programme.consult_plan(amended, closes_on=closes, by=office, at=at())
    programme.remark(amended, text="时间太紧", by=cast["head"], at=at())


def _meet(house: House) -> None:
    """A vote in writing: one point resolved with a lead, one open."""
    cast, at = house.cast, house.at
    open_still = meetings.with_item(cast, at, title="待议事项", form="written")
    done = committee.put_on_agenda(
        Meeting.objects.get(pk=open_still.meeting_id), title="已议事项", by=cast["office"], at=at()
    )
    meetings.notified(cast, at, open_still)
    committee.note(
        meetings.again(done), text=house.marks["meeting.note"], by=cast["office"], at=at()
    )
    meetings.carried(cast, at, done, text=house.marks["meeting.resolved"])
    due = local_day(at()) + timedelta(days=30)
    committee.adopt_resolution(
        meetings.again(done), followed=committee.Followed(cast["head"], due), by=cast["office"],
        at=at(),
    )  # fmt: skip
    meetings.opened(cast, at, open_still)


def _look_for_secrets(house: House) -> None:
    """A grading campaign in one department, which has answered, and the draft of another."""
    cast, at = house.cast, house.at
    campaign = campaigns.opened(cast, at, "RD", text=house.marks["campaign.scheme"])
    answer = campaigns.answer_of(campaign, cast, "RD")
    register.answer_campaign(
        answer, secrets=[], text=house.marks["campaign.answer"], by=cast["custodian"], at=at()
    )
    campaigns.begun(cast, at, "MK")


def _give_word(house: House) -> None:
    """A circular of one department, its report, the draft of a bulletin, which all staff would
    read, and a request; a member's check."""
    cast, at = house.cast, house.at
    to = notices.Addressed("units", [cast.units["RD"]])
    words.issued(cast, at, words.draft(cast, at, to=to, text=house.marks["circular.text"]))
    report = words.asked_for(at)["RD"]
    words.reported(cast, at, report, "custodian", "head")
    notices.take_up_report(words.again(report), by=cast["office"], at=at())
    notices.draft_bulletin(month=report.month, text="平稳", by=cast["office"], at=at())
    words.asked(cast, at, "MK")
    ask_members(by=HOUSE, at=at())


def _seat(house: House) -> None:
    """A member's record on paper, somebody nominated for a seat, one seat vacant, an undertaking,
    an interest, an opinion."""
    cast, at = house.cast, house.at
    year = at.now.year
    committee.issue_service(person=cast["head"], year=year, by=cast["office"], at=at())
    seats.nominated(cast, at, "marketer", role="office")
    committee.note_vacancy(unit=cast.units["HC"], role="member", person=None, by=HOUSE, at=at())
    asked = seats.undertaking(cast, at)
    own = Receipt.objects.get(dispatch__record_id=asked.pk, person=cast["sister_custodian"])
    house.asked_of_custodians = {
        f"/records/{asked.pk}", f"/papers/{own.dispatch.document_id}", f"/receipts/{own.pk}",
        f"/dispatches/{own.dispatch_id}",
    }  # fmt: skip
    seats.declared(cast, at, "counsel", house.marks["interest.text"])
    fresh = Record.objects.get(pk=house.secret("ordinary").pk)
    seats.asked(cast, at, fresh, "chemist")


def _join(house: House) -> None:
    house.cast.persons["leaver"] = add_person(
        staff_number="0299", name="邱离", org_unit=house.cast.units["RD"], from_on=date(2026, 1, 5),
        by=HOUSE, at=house.at(),
    )  # fmt: skip


def _nominate(house: House, name: str) -> TradeSecret:
    cast, at, marks = house.cast, house.at, house.marks
    return register.nominate(
        title=marks[f"{name}.title"], brief=marks[f"{name}.brief"],
        whereabouts=marks[f"{name}.place"], no_state_secret=True, by=cast["engineer"], at=at(),
    )  # fmt: skip


def _enforce(house: House, name: str) -> TradeSecret:
    cast, at, marks = house.cast, house.at, house.marks
    secret = register.refine(
        _nominate(house, name),
        description=register.Description(
            category="process_parameters", origin="own", owner=cast["engineer"],
            grounds={one: marks[f"{name}.{one}"] for one in ("secrecy", "value", "protection")},
            points=[marks[f"{name}.point"]],
            places=[register.Place("electronic", marks[f"{name}.place"])],
            audience=[cast["engineer"], cast["chemist"], cast["leaver"]],
            measures={"agreement": marks[f"{name}.measure"]},
            proposed_grade=name, proposed_term="P5Y",
        ),
        by=cast["custodian"], at=at(),
    )  # fmt: skip
    secret = register.propose_grading(secret, by=cast["custodian"], at=at())
    for signer in ("head", "leader"):
        note = marks[f"{name}.opinion"]
        secret = register.approve_grading(
            secret, verdict="agree", note=note, by=cast[signer], at=at()
        )
    if name == "core":
        secret = committed.resolved(secret, cast, at)
    return register.file(secret, by=cast["office"], at=at())


def _carry(house: House, name: str, secret: TradeSecret) -> None:
    """A file, a sample that is lent, grants given and asked for, looks, papers, evidence."""
    cast, at, marks = house.cast, house.at, house.marks
    owner = cast["engineer"]
    carrier = scenes.carrier(
        cast, at, secret, title=marks[f"{name}.carrier"], whereabouts=marks[f"{name}.shelf"]
    )
    # A PDF for what partners are shown; the text in the other is there for the canary's sake.
    content, ending = (marks[f"{name}.content"].encode(), "txt")
    if name == "ordinary":
        content, ending = letter(2) + b"%" + content, "pdf"
    put_in = vault.add_version(
        carrier, file=io.BytesIO(content), name=f"{marks[f'{name}.file_name']}.{ending}",
        note=marks[f"{name}.change"], by=owner, at=at(),
    )  # fmt: skip
    house.versions[name] = look_through(put_in, at=at())
    sample = scenes.carrier(cast, at, secret, medium="physical", form="sample")
    vault.lend(
        sample, to=cast["chemist"], purpose=marks[f"{name}.lending"],
        back_by=local_day(at()) + timedelta(days=7), by=owner, at=at(),
    )  # fmt: skip
    allowed = ["view"] if name == "core" else ["view", "download"]
    for who in ("chemist", "leaver"):
        scenes.granted(
            cast, at, secret, who, purpose=marks[f"{name}.purpose"], actions=allowed, uses=9
        )
    scenes.asked(cast, at, secret, "head", purpose=marks[f"{name}.purpose"])
    for who in ("engineer", "chemist", "leaver"):
        vault.view(
            Carrier.objects.get(pk=carrier.pk), version=house.versions[name], by=cast[who], at=at()
        )
    fresh = TradeSecret.objects.get(pk=secret.pk)
    register.issue_label(fresh, by=cast["custodian"], at=at())
    add_evidence(
        TradeSecret.objects.get(pk=secret.pk), file=io.BytesIO(PDF), file_name="a.pdf",
        description=marks[f"{name}.evidence"], signed_on=local_day(at()), by=owner, at=at(),
    )  # fmt: skip


def _tell(house: House) -> None:
    """The sheet of the ordinary secret, sent to the chemist to be noted."""
    cast, at, secret = house.cast, house.at, house.secret("ordinary")
    fresh = TradeSecret.objects.get(pk=secret.pk)
    sheet_of_it = register.issue_sheet(fresh, by=cast["office"], at=at())
    send(
        TradeSecret.objects.get(pk=secret.pk), people=[cast["chemist"]], act=Act.ACKNOWLEDGE,
        document=sheet_of_it, by=cast["office"], at=at(),
    )  # fmt: skip


def _give_away(house: House, way: str) -> None:
    cast, at, marks = house.cast, house.at, house.marks
    version, now = house.versions["ordinary"], at()
    row = vault.request_disclosure(
        version.carrier.secret, shown=version, way=way, partner=marks["ordinary.partner"],
        recipient=marks["ordinary.recipient"], agreement=marks["ordinary.agreement"],
        agreement_until=local_day(now) + timedelta(days=90), purpose=marks["ordinary.selection"],
        ends_at=now + timedelta(days=9), opens=9, by=cast["engineer"], at=now,
    )  # fmt: skip
    for seat in scenes.waiting(row):
        fresh = Disclosure.objects.get(pk=row.pk)
        vault.decide_disclosure(fresh, verdict="agree", by=seat.person, at=at())
    house.code = house.code or new_code()
    vault.hand_out(Disclosure.objects.get(pk=row.pk), code=house.code, by=cast["engineer"], at=at())
    house.disclosures[way] = Disclosure.objects.get(pk=row.pk)


def _bring_in_a_table(house: House) -> None:
    """A ledger that the office has checked and not applied."""
    row: dict[str, Any] = GOOD | {"名称": house.marks["ledger.title"]}
    row |= {"秘密性": house.marks["ledger.secrecy"]}
    file = SimpleUploadedFile("ledger.xlsx", sheet(row))
    Browser(house.cast, "office", house.at).post("/secrets/import", {"file": file})


def uses_of(key: str, house: House) -> list[str]:
    """The numbers of somebody's looks."""
    return list(Use.objects.filter(person=house.cast[key]).values_list("number", flat=True))


def grant_of(key: str, house: House, name: str) -> Grant:
    return Grant.objects.get(secret=house.secret(name), grantee=house.cast[key])
