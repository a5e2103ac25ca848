"""The first story: a regime is live, a secret is nominated and graded, the log holds it."""

from shoumi.demo.cast import Cast
from shoumi.demo.regime import adopt_default
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Transition
from shoumi.regime.assessment import assess, edition_on
from tests.conftest import Ticker
from tests.domains.register import scenes


def test_a_secret_goes_from_nomination_into_force(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    assert secret.state == "active"
    assert secret.number == "商业秘密〔2026〕1 号"
    assert secret.grade == "important"
    states = list(Transition.objects.filter(record=secret).values_list("to_state", flat=True))
    assert states == ["nominated", "nominated", "proposed", "approved", "active"]
    verbs = list(
        Entry.objects.filter(subject=f"register.tradesecret/{secret.pk}").values_list(
            "verb", flat=True
        )
    )
    assert verbs == [
        "register.nominate",
        "register.refine",
        "register.propose_grading",
        "register.approve_grading",
        "register.approve_grading",
        "register.file",
    ]


def test_a_core_secret_also_needs_the_director(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at, grade="core")
    assert secret.state == "active"
    assert secret.approvals.get().steps.count() == 3


def test_an_edition_is_adopted_and_every_clause_is_assessed(company: Cast, at: Ticker) -> None:
    edition = adopt_default(company, at)
    today = at.now.date()
    found = edition_on(today)
    assert found is not None
    assert found.pk == edition.pk
    assessed = assess(found, today)
    assert len(assessed) == 33
    assert edition_on(today.replace(year=2025)) is None


def test_who_sees_what(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)

    def sees(key: str) -> bool:
        return TradeSecret.objects.visible_to(company[key], at.now).filter(pk=secret.pk).exists()

    assert [key for key in company.persons if sees(key)] == [
        "leader", "office_head", "office", "counsel", "head", "custodian", "engineer", "chemist",
    ]  # fmt: skip
