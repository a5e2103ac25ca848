"""State tables: what they offer, what they refuse, and what cannot be built at all."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.foundation.workflow import ANY, BadFlow, Flow, Label, NotAllowed, State, Step, mermaid


@dataclass(frozen=True)
class Facts:
    fixed_by: str
    verified_by: str
    has_evidence: bool


def not_the_doer(facts: Facts) -> Label | None:
    return "who did the work cannot verify it" if facts.fixed_by == facts.verified_by else None


def has_evidence(facts: Facts) -> Label | None:
    return None if facts.has_evidence else "attach the evidence first"


STATES = (
    State("open", "待整改"),
    State("fixed", "待复核"),
    State("closed", "已结案", final=True),
    State("void", "作废", final=True),
)
STEPS = (
    Step("note", (ANY,), None, "lead", "Add a note"),
    Step("fix", ("open",), "fixed", "lead", "Report as fixed"),
    Step("verify", ("fixed",), "closed", "office", "Verify", (not_the_doer, has_evidence)),
    Step("send_back", ("fixed",), "open", "office", "Send back: why?"),
    Step("withdraw", (ANY,), "void", "deputy", "Withdraw"),
)
REMEDY = Flow("remedy", "open", STATES, STEPS)


def test_a_state_offers_its_steps_in_the_order_written() -> None:
    assert [step.name for step in REMEDY.steps_from("open")] == ["note", "fix", "withdraw"]
    assert REMEDY.steps_from("closed") == ()


def test_a_step_leads_to_its_target() -> None:
    assert REMEDY.target("open", "fix") == "fixed"
    assert REMEDY.target("fixed", "withdraw") == "void"


def test_a_step_without_target_stays() -> None:
    assert REMEDY.target("fixed", "note") == "fixed"


def test_a_step_the_state_does_not_offer_is_refused_and_says_what_is_offered() -> None:
    with pytest.raises(NotAllowed) as refused:
        REMEDY.target("open", "verify")
    assert refused.value.offered == ("note", "fix", "withdraw")
    assert "verify is not allowed on remedy in state open" in str(refused.value)


def test_a_final_state_refuses_even_steps_from_anywhere() -> None:
    with pytest.raises(NotAllowed, match="offers no step"):
        REMEDY.target("closed", "withdraw")


def test_an_unknown_state_is_an_error_and_not_a_refusal() -> None:
    with pytest.raises(BadFlow, match="unknown state 'lost'"):
        REMEDY.steps_from("lost")


def test_all_objections_are_told_at_once() -> None:
    with pytest.raises(NotAllowed) as refused:
        REMEDY.take("fixed", "verify", Facts("li", "li", has_evidence=False))
    assert refused.value.reasons == (
        "who did the work cannot verify it",
        "attach the evidence first",
    )


def test_a_step_without_objection_is_taken() -> None:
    assert REMEDY.take("fixed", "verify", Facts("li", "wang", has_evidence=True)) == "closed"


def test_one_name_may_lead_elsewhere_from_elsewhere() -> None:
    steps = (
        *STEPS[1:3],
        Step("send_back", ("fixed",), "open", "office", "Send back"),
        Step("send_back", ("open",), "void", "office", "Send back"),
    )
    flow = Flow("remedy", "open", STATES, steps)
    assert flow.target("fixed", "send_back") == "open"
    assert flow.target("open", "send_back") == "void"


def test_a_flow_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        REMEDY.start = "closed"  # type: ignore[misc]


def test_a_single_source_may_be_written_as_text() -> None:
    step = Step("fix", "open", "fixed", "lead", "Fix")  # type: ignore[arg-type]
    assert step.sources == ("open",)


TWO = (State("a", "A"), State("b", "B", final=True))
GO = Step("go", ("a",), "b", "x", "Go")


@pytest.mark.parametrize(
    ("kind", "start", "states", "steps", "said"),
    [
        ("Remedy!", "a", TWO, (GO,), "not a name for a kind"),
        ("k", "z", TWO, (GO,), "unknown state 'z'"),
        ("k", "a", (*TWO, State("a", "A")), (GO,), "declared twice"),
        ("k", "a", (State("A b", "A"), *TWO), (GO,), "not a name for a state"),
        ("k", "a", TWO, (GO, Step("Go-", ("a",), "b", "x", "")), "not a name for a step"),
        ("k", "a", TWO, (GO, Step("run", ("z",), "b", "x", "")), "unknown state 'z'"),
        ("k", "a", TWO, (GO, Step("run", ("a",), "z", "x", "")), "unknown state 'z'"),
        ("k", "a", TWO, (GO, Step("run", (), "b", "x", "")), "starts from no state"),
        ("k", "a", TWO, (GO, Step("run", ("a",), "b", "", "")), "nobody may take run"),
        ("k", "a", TWO, (GO, Step("run", (ANY, "a"), "b", "x", "")), "further sources"),
        ("k", "a", TWO, (GO, Step("go", ("a",), None, "x", "")), "stands twice"),
        ("k", "a", (*TWO, State("c", "C", final=True)), (GO,), "c cannot be reached"),
        ("k", "a", TWO, (GO, Step("back", ("b",), "a", "x", "")), "final state b offers"),
        ("k", "a", (State("a", "A"), State("b", "B")), (GO,), "b is a dead end"),
        ("k", "a", (State("a", "A"),), (Step("n", ("a",), None, "x", ""),), "a is a dead end"),
    ],
)
def test_a_table_that_contradicts_itself_cannot_be_built(
    kind: str, start: str, states: tuple[State, ...], steps: tuple[Step, ...], said: str
) -> None:
    with pytest.raises(BadFlow, match=said):
        Flow(kind, start, states, steps)


@given(st.lists(st.sampled_from([step.name for step in STEPS]), max_size=12))
def test_no_walk_leaves_the_declared_states_or_moves_a_final_one(names: list[str]) -> None:
    state = REMEDY.start
    for name in names:
        try:
            after = REMEDY.target(state, name)
        except NotAllowed:
            continue
        assert not REMEDY.is_final(state)
        assert after in {each.name for each in STATES}
        state = after


def test_the_diagram_names_every_state_and_step() -> None:
    text = mermaid(REMEDY)
    assert text.startswith("stateDiagram-v2\n")
    assert '    state "待整改" as open\n' in text
    assert "    [*] --> open\n" in text
    assert "    open --> fixed: Report as fixed\n" in text
    assert "    fixed --> open: Send back why?\n" in text
    assert "    void --> [*]\n" in text
