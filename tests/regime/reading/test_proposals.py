"""What is proposed for clauses in words that nobody here has seen before."""

import pytest

from shoumi.kernel.reading.structure import Clause
from shoumi.regime.editions import load_catalogue
from shoumi.regime.reading import propose
from shoumi.regime.reading.proposals import load_cues

OTHERS = [
    ("领导小组每半年召开一次例会。", {"committee.annual_meeting_held"}),
    ("The committee holds not less than one meeting a year.", {"committee.annual_meeting_held"}),
    ("本公司设保密组长一名，由董事长担任。", {"accounts.chair_appointed"}),
    ("各部门须配备保密员一名。", {"accounts.custodian_in_every_department"}),
    ("与供应商签订保密条款。", {"agreements.partners_signed"}),
    ("员工离职时须交还全部资料。", {"people.leavers_cleared"}),
    ("Visitors are registered and escorted.", {"resources.visits_recorded"}),
    ("核心员工签订竞业限制协议。", {"agreements.non_competes_justified"}),
    ("涉密载体的复制、销毁须登记。", {"vault.carriers_accounted"}),
    ("每年组织一次泄密应急演练。", {"incidents.drill_held"}),
    ("A yearly budget is set aside for protection.", {"resources.budget_approved"}),
    ("新员工入职时声明未带入前雇主的资料。", {"people.newcomers_declared"}),
]


@pytest.mark.parametrize(("words", "expected"), OTHERS)
def test_other_wordings_are_recognised(words: str, expected: set[str]) -> None:
    assert expected <= set(propose(Clause("1", words)).controls)


def test_the_reason_names_the_words_it_was_recognised_by() -> None:
    proposal = propose(Clause("4.4", "The committee holds not less than one meeting a year."))
    assert proposal.because.en == "mentions “meeting”, “year”"


@pytest.mark.parametrize(
    "words", ["本制度所称部门，是指公司各处室。", "This policy applies to all affiliates."]
)
def test_a_definition_asks_nothing(words: str) -> None:
    proposal = propose(Clause("2", words))
    assert proposal.controls == ()
    assert "asks nothing" in proposal.because.en


def test_what_is_not_recognised_is_left_to_a_person() -> None:
    proposal = propose(Clause("9", "食堂每天供应三餐。"))
    assert proposal.controls == ()
    assert "A person must" in proposal.because.en


def test_every_control_of_the_catalogue_can_be_proposed() -> None:
    assert set(load_cues()) == set(load_catalogue())
    assert all(load_cues().values())
