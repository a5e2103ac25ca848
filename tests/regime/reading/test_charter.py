"""The committee's own text, messy as it came, is read exactly and bound as in our edition."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.kernel.reading import extract_text, read_clauses
from shoumi.kernel.reading.structure import Clause
from shoumi.regime.editions import load_edition, load_laws
from shoumi.regime.reading import examine, propose
from tests.kernel.reading.makers import CHARTER

IDS = [
    *("1", "2.1", "2.2", "3.1", "3.2", "3.3"),
    *("4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8", "4.M1", "4.M2", "4.M3", "4.M4"),
    *("5.1", "5.2", "5.3", "5.4", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6"),
    *("7.1", "7.2", "7.3", "8.1", "8.2"),
]
DAY = date(2026, 11, 20)
charter_is_here = pytest.mark.skipif(not CHARTER.exists(), reason="the shared folder is not here")


@charter_is_here
def test_the_charter_has_eight_articles_and_thirty_three_leaf_clauses() -> None:
    regime = read_clauses(extract_text(CHARTER.read_bytes()))
    assert [article.number for article in regime.articles] == list("12345678")
    assert [clause.id for clause in regime.clauses()] == IDS
    assert regime.warnings == ()


@charter_is_here
def test_the_charter_is_bound_as_our_edition() -> None:
    regime = read_clauses(extract_text(CHARTER.read_bytes()))
    ours = {clause.id: set(clause.controls) for clause in load_edition().clauses()}
    assert {clause.id: set(propose(clause).controls) for clause in regime.clauses()} == ours
    assert all(propose(clause).because.zh.startswith("提到“") for clause in regime.clauses())


@charter_is_here
def test_headings_and_broken_lines_do_not_stay_in_the_words() -> None:
    regime = read_clauses(extract_text(CHARTER.read_bytes()))
    texts = {clause.id: clause.text for clause in regime.clauses()}
    assert texts["4.8"].endswith("有效性和可靠性。")
    assert texts["6.1"] == "制度保障：制定严格的保密制度和操作规范，确保商业秘密的安全。"
    assert texts["6.4"].startswith("资金保障：")


@charter_is_here
def test_what_the_charter_should_mend_is_pointed_out() -> None:
    regime = read_clauses(extract_text(CHARTER.read_bytes()))
    found = {
        (warning.code, warning.clause) for warning in examine(regime, load_laws(), DAY).warnings
    }
    assert found == {("state_secrets_law", "1"), ("patent_listed", "2.2")}


@charter_is_here
def test_even_without_any_white_space_the_ids_are_the_same() -> None:
    text = re.sub(r"\s", "", CHARTER.read_text(encoding="utf-8"))
    assert [clause.id for clause in read_clauses(text).clauses()] == IDS


@charter_is_here
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3300), st.sampled_from(["\n", "\f", "  ", "\n- 2 -\n"]))))
def test_page_breaks_and_blanks_never_change_its_ids(cuts: list[tuple[int, str]]) -> None:
    text = CHARTER.read_text(encoding="utf-8")
    for at, gap in sorted(cuts, reverse=True):
        if at < len(text) and max(text[at - 1], text[at]) >= "\u2e80":
            text = text[:at] + gap + text[at:]
    assert [clause.id for clause in read_clauses(text).clauses()] == IDS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_our_own_wording_is_recognised_in_both_languages(language: str) -> None:
    laws = load_laws()
    for article in load_edition().articles:
        for clause in article.clauses:
            words = clause.text_on(DAY, laws).said_in(language)
            under = f"{article.title.said_in(language)} {clause.title.said_in(language)}"
            found = propose(Clause(clause.id, words, under))
            assert set(found.controls) == set(clause.controls), clause.id


@charter_is_here
def test_our_edition_uses_its_own_words() -> None:
    theirs = re.sub(r"\s", "", CHARTER.read_text(encoding="utf-8"))
    for clause in load_edition().clauses():
        words = clause.text.zh
        shared = [
            words[at : at + 14] for at in range(len(words) - 13) if words[at : at + 14] in theirs
        ]
        assert not shared, clause.id
