"""The catalogue's data, its loader, and the order of the grades."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from django.utils.translation import override

from shoumi.domains.register import catalogue
from shoumi.domains.register.catalogue import (
    BadCatalogue,
    Bilingual,
    Level,
    QuestionKind,
    Scheme,
    Section,
    information,
    questions,
    read_scheme,
    schemes,
)
from shoumi.domains.register.catalogue.information import read_information
from shoumi.domains.register.catalogue.questionnaire import read_questions
from shoumi.domains.register.rules.elements import Element
from shoumi.domains.register.rules.marks import bears_state_marks, find_marks


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(catalogue) / name).read_text(encoding="utf-8"))


def scheme(**changes: Any) -> Scheme:
    """The default preset with the core grade changed."""
    raw = table("grades.toml")["schemes"]["default"]
    raw["grades"]["core"] |= changes
    return read_scheme("own", Section("own", raw))


def test_a_text_is_shown_in_the_language_now_active() -> None:
    both = Bilingual(zh="配方", en="Formula")
    for language, shown in (("zh-hans", "配方"), ("en", "Formula"), ("en-gb", "Formula")):
        with override(language):
            assert str(both) == shown
    with override(None):
        assert str(both) == "配方"


def test_the_catalogue_holds_a_good_hundred_types_in_every_group() -> None:
    held = information()
    assert len(held.types) >= 110
    assert {one.group.category.code for one in held.types.values()} == {"technical", "business"}
    assert all(held.types_of(group) for group in held.groups)
    assert {one.level for one in held.types.values()} == set(Level)


def test_no_two_types_have_the_same_name() -> None:
    names = [one.name for one in information().types.values()]
    assert len({one.zh for one in names}) == len({one.en for one in names}) == len(names)


def test_the_names_of_information_types_bear_no_state_marks() -> None:
    for one in information().types.values():
        assert not find_marks(one.name.zh)
        assert not bears_state_marks(one.because.zh + "\n" + one.because.en)


def test_what_is_published_is_never_proposed_as_a_secret() -> None:
    types = information().types
    for code in ("published_patent", "published_material"):
        assert types[code].level is Level.INTERNAL
        assert types[code].cautions


def test_six_factors_speak_to_all_three_elements() -> None:
    factors = [one for one in questions().values() if one.kind is QuestionKind.FACTOR]
    assert len(factors) == 6
    assert {one.element for one in factors} == set(Element)


def test_the_presets_are_those_of_the_law_page() -> None:
    names = {code: [one.name.zh for one in each.grades] for code, each in schemes().items()}
    assert names == {
        "default": ["核心商密", "重要商密", "一般商密", "内部"],
        "central": ["核心商密", "普通商密"],
        "aaa": ["AAA 级", "AA 级", "A 级"],
    }


def test_only_internal_is_no_secret() -> None:
    lax = [one.code for each in schemes().values() for one in each.grades if not one.is_secret]
    assert lax == ["internal"]


def test_a_grade_is_found_by_code_and_by_score() -> None:
    preset = schemes()["default"]
    assert preset.grade("important").rank == 2
    assert [preset.for_score(score).code for score in (100, 75, 74, 25, 24, 0)] == [
        "core", "core", "important", "ordinary", "internal", "internal",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        preset.grade("none")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"longest_grant_days": 366}, "longest grant is laxer"),
        ({"max_audience": 51}, "audience is laxer"),
        ({"review_months": 13}, "review is laxer"),
        ({"export": "allowed"}, "export is laxer"),
        ({"watermark": "none"}, "watermark is laxer"),
        ({"two_person": False}, "second person is laxer"),
        ({"sign_in": "password"}, "sign-in is laxer"),
        ({"marking": ["header"]}, "marking is laxer"),
        ({"from_score": 50}, "score is laxer"),
        ({"level": "internal"}, "level is laxer"),
        ({"is_secret": False}, "secrecy is laxer"),
        ({"approvers": ["head"], "extension": ["leader"]}, "approval is laxer"),
        ({"extension": ["head"]}, "one level higher"),
        ({"approvers": ["office"]}, "besides the office"),
        ({"rank": 5}, "ranks must run"),
        ({"name": {"zh": "绝密", "en": "Core"}}, "绝密"),
        ({"mark": {"zh": "机密★", "en": "CORE"}}, "★"),
        ({"export": "sometimes"}, "export must be one of"),
        ({"default_term": "P0Y"}, "default_term"),
        ({"max_audience": 0}, "max_audience must be a number"),
        ({"max_audience": True}, "max_audience must be a number"),
        ({"colour": "red"}, "unknown: colour"),
    ],
)
def test_a_scheme_that_makes_no_order_is_refused_with_its_place(
    changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadCatalogue, match="own") as refusal:
        scheme(**changes)
    assert said in str(refusal.value)


def test_the_unchanged_preset_is_read_from_a_table_as_well() -> None:
    assert scheme().grades == schemes()["default"].grades


def test_the_lightest_grade_must_begin_at_zero() -> None:
    raw = table("grades.toml")["schemes"]["central"]
    raw["grades"]["ordinary"]["from_score"] = 1
    with pytest.raises(BadCatalogue, match="begin at score 0"):
        read_scheme("own", Section("own", raw))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"group": "nowhere"}, "nowhere is not in the file"),
        ({"carriers": ["cloud"]}, "cloud is not in the file"),
        ({"warnings": ["none"]}, "no warning none"),
        ({"term": "soon"}, "term"),
        ({"name": {"zh": "甲"}}, "en is missing"),
        ({"name": {"zh": "甲", "en": " "}}, "en must be a text"),
    ],
)
def test_a_mistake_in_a_type_names_its_place(change: dict[str, Any], said: str) -> None:
    raw = table("information_types.toml")
    raw["types"]["product_formula"] |= change
    with pytest.raises(BadCatalogue, match=r"types\.product_formula") as refusal:
        read_information(Section("file", raw))
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weight": 0}, "weight"),
        ({"kind": "check"}, "only a factor"),
        ({"element": "luck"}, "element"),
        ({"answers": {}}, "empty"),
    ],
)
def test_a_mistake_in_a_question_names_its_place(change: dict[str, Any], said: str) -> None:
    raw = table("questions.toml")
    raw["questions"]["known_outside"] |= change
    with pytest.raises(BadCatalogue, match="known_outside") as refusal:
        read_questions(Section("file", raw), information().cautions)
    assert said in str(refusal.value)
