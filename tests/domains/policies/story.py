"""An edition on its way, through the house's actions; each step goes on from the one before."""

from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Model

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions
from shoumi.domains.policies.daily import go_on
from shoumi.domains.policies.models import Edition, EditionClause, Question, Rule
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.actions import acknowledge, open_receipt
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker

Row = TypeVar("Row", bound=Model)
LAWS = ["anti_unfair_competition", "trade_secret_interpretation"]


def again(row: Row) -> Row:
    """As it stands now."""
    return type(row)._default_manager.get(pk=row.pk)


def draft(cast: Cast, at: Ticker, *, unit: str = "LG", applies_to: str = "YL") -> Edition:
    """Of two clauses."""
    edition = actions.begin_rule(
        title="涉密会议管理规定", title_en="Rule on confidential meetings", sort="rule",
        unit=cast.units[unit], applies_to=cast.units[applies_to], by=cast["office"], at=at(),
    )  # fmt: skip
    for ident, heading, text in (
        ("1", "适用范围", "本规定适用于讨论商业秘密的会议。"),
        ("2", "手机", "与会人把手机交会务保管。"),
    ):
        actions.write_clause(
            edition, ident=ident, heading=heading, text=text, by=cast["office"], at=at()
        )
    return edition


def consulted(cast: Cast, at: Ticker, edition: Edition) -> Edition:
    edition = again(edition)
    closes = local_day(at.now) + timedelta(days=7)
    actions.open_consultation(
        edition, closes_on=closes, how="公告栏和班组会", by=cast["office"], at=at()
    )
    at(days=8)
    actions.close_consultation(edition, outcome="无异议", by=cast["office"], at=at())
    return edition


def submitted(cast: Cast, at: Ticker, edition: Edition) -> Edition:
    edition = consulted(cast, at, edition)
    actions.check_basis(edition, laws=LAWS, by=cast["office"], at=at())
    actions.submit_edition(edition, by=cast["office"], at=at())
    return edition


def before_committee(cast: Cast, at: Ticker, edition: Edition) -> Edition:
    edition = submitted(cast, at, edition)
    actions.review_edition(edition, verdict="agree", by=cast["counsel"], at=at())
    return edition


def resolved(record: Any, at: Ticker, basis: Record, verdict: str = "agree") -> Any:
    return actions.follow_resolution(
        again(record), resolution=basis, verdict=verdict, on=local_day(at.now), by=HOUSE, at=at()
    )


def adopted(cast: Cast, at: Ticker, basis: Record, edition: Edition | None = None) -> Edition:
    edition = before_committee(cast, at, edition or draft(cast, at))
    resolved(edition, at, basis)
    return again(edition)


def in_force(cast: Cast, at: Ticker, basis: Record, edition: Edition | None = None) -> Edition:
    """Published, and in force on the same day."""
    edition = adopted(cast, at, basis, edition)
    actions.publish_edition(edition, by=cast["office"], at=at())
    go_on(by=HOUSE, at=at())
    return again(edition)


def next_draft(cast: Cast, at: Ticker, edition: Edition, **clauses: str) -> Edition:
    """The next edition, with the clauses named written anew: `c2="…"`."""
    following = actions.draft_edition(again(edition.rule), by=cast["office"], at=at())
    for name, text in clauses.items():
        actions.write_clause(
            following, ident=name[1:], heading="手机", text=text, by=cast["office"], at=at()
        )
    return following


def confirmed(edition: Edition, at: Ticker, *people: Person) -> None:
    for person in people:
        receipt = Receipt.objects.get(person=person, dispatch__document=edition.paper)
        open_receipt(receipt, by=person, at=at())
        acknowledge(receipt, by=person, at=at())


def clause(edition: Edition, ident: str) -> EditionClause:
    return edition.clauses.get(ident=ident)


def question(cast: Cast, at: Ticker, edition: Edition, *, who: str = "marketer") -> Question:
    return actions.ask_question(
        again(edition), clause=clause(edition, "2"), asked="智能手表算不算手机？",
        by=cast[who], at=at(),
    )  # fmt: skip


def answered(cast: Cast, at: Ticker, basis: Record, asked: Question) -> Question:
    actions.draft_answer(again(asked), answer="算。", by=cast["office"], at=at())
    resolved(asked, at, basis)
    actions.publish_answer(again(asked), by=cast["office"], at=at())
    return again(asked)


def rule_of(edition: Edition) -> Rule:
    return again(edition.rule)


def day(at: Ticker) -> date:
    return local_day(at.now)
