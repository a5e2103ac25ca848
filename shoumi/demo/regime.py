"""How the cast adopts a regime, where its director decides until the committee meets, and revises
it, where the staff are asked first."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from shoumi.demo.cast import Cast
from shoumi.domains.committee.actions import Followed
from shoumi.domains.policies import actions as policies
from shoumi.journeys import deciding, revising
from shoumi.kernel.accounts.standing import local_day
from shoumi.regime.actions import (
    bind,
    confirm_all,
    draft_revision,
    propose_adoption,
    take_default,
    write_clause,
)
from shoumi.regime.models import Edition


def adopt_default(cast: Cast, at: Callable[[], datetime]) -> Edition:
    """Our edition, looked through, put before the committee and decided on."""
    edition = take_default(by=cast["office"], at=at())
    confirm_all(edition, by=cast["office"], at=at())
    propose_adoption(edition, by=cast["office"], at=at())
    return resolve(edition, cast, at)


def revise(cast: Cast, at: Callable[[], datetime]) -> Edition:
    """A revision that lies before the staff, one of whom has said something."""
    office = cast["office"]
    edition = draft_revision(by=office, at=at())
    held = edition.clauses.get(ident="5.1")
    write_clause(
        edition, ident="5.1", title=held.title, text=f"{held.text}经营环境有重大变化的，随时召开。",
        title_en=held.title_en,
        text_en=f"{held.text_en} When its business changes gravely it meets at once.",
        by=office, at=at(),
    )  # fmt: skip
    bind(
        edition, ident="5.1", controls=[*held.controls, "notices.circulars_received"],
        by=office, at=at(),
    )  # fmt: skip
    revising.lay(edition, by=office, at=at())
    taken = revising.rule_editions(edition).get()
    policies.describe_edition(taken, summary="会议条款修订。", by=office, at=at())
    closes = local_day(at()) + timedelta(days=10)
    policies.open_consultation(
        taken, closes_on=closes, how="公告栏张贴、员工代表座谈。", by=office, at=at()
    )
    policies.remark(
        taken, clause_ident="5.1", text="“重大变化”由谁认定，请写明。", by=cast["engineer"], at=at()
    )
    return edition


def resolve(
    edition: Edition,
    cast: Cast,
    at: Callable[[], datetime],
    verdict: str = "agree",
    on: date | None = None,
) -> Edition:
    """What lies before the committee, decided by its director; in force from that day on."""
    deciding.decide_meanwhile(
        entity=cast.units["YL"], text="同意施行本制度。", matter=edition, verdict=verdict,
        followed=Followed(in_force_on=on), by=cast["chair"], at=at(),
    )  # fmt: skip
    return Edition.objects.get(pk=edition.pk)
