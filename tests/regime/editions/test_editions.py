"""The default edition, the catalogue and the law table hold together; bad files are refused."""

from datetime import date
from pathlib import Path

import pytest

from shoumi.regime.editions import BadEdition, load_catalogue, load_edition, load_laws

NOTHING = 'asks_nothing = {zh = "只说目的", en = "It only says why"}'
GOOD = """
key = "ours"
version = "1"
title = {zh = "制度", en = "Regime"}
[[article]]
number = "1"
title = {zh = "一", en = "One"}
[[article.clause]]
id = "1"
title = {zh = "一", en = "One"}
text = {zh = "文字", en = "Words"}
asks_nothing = {zh = "只说目的", en = "It only says why"}
"""


def test_the_default_edition_has_thirty_three_clauses_each_bound_or_explained() -> None:
    clauses = list(load_edition().clauses())
    assert len(clauses) == 33
    assert len(load_edition().articles) == 8
    assert all(bool(clause.controls) != bool(clause.asks_nothing) for clause in clauses)


def test_the_catalogue_names_exactly_the_clauses_that_bind_each_control() -> None:
    bound: dict[str, list[str]] = {control: [] for control in load_catalogue()}
    for clause in load_edition().clauses():
        for control in clause.controls:
            bound[control].append(clause.id)
    assert bound == {key: list(entry.clauses) for key, entry in load_catalogue().items()}


def test_every_part_of_the_house_has_questions() -> None:
    domains = {entry.domain for entry in load_catalogue().values()}
    assert domains == {
        *("accounts", "activity", "regime", "people", "register", "committee"),
        *("programme", "policies", "agreements", "storage", "vault", "inspections"),
        *("incidents", "training", "resources", "notices", "tracing"),
    }


def test_citations_follow_the_law_of_the_day() -> None:
    first = next(load_edition().clauses())
    assert "第10条" in first.text_on(date(2026, 6, 1), load_laws()).zh
    assert "第9条" in first.text_on(date(2025, 10, 14), load_laws()).zh
    assert "Article 10 of the Anti-Unfair" in first.text_on(date(2026, 6, 1), load_laws()).en


def test_no_article_number_stands_in_the_words_of_the_edition() -> None:
    for clause in load_edition().clauses():
        assert "《" not in clause.text.zh
        assert "Article " not in clause.text.en


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('id = "1"\n', 'id = "2.1"\n'), "does not begin"),
        (("asks_nothing", "something"), "either name controls or say why"),
        (
            ('asks_nothing = {zh = "只说目的", en = "It only says why"}', 'controls = ["a.b"]'),
            "unknown controls: a.b",
        ),
        (('en = "Words"', 'en = ""'), "non-empty"),
        (('zh = "文字", en = "Words"', 'zh = "{law:x}", en = "{law:x}"'), "unknown law x"),
        (('zh = "文字", en = "Words"', 'zh = "{law:civil_code}", en = "W"'), "different laws"),
        (('key = "ours"', "key = 1"), "key must be a text"),
        (("[[article]]", "[[articles]]"), "needs at least one"),
        (('version = "1"', "version = "), "edition.toml"),
    ],
)
def test_a_bad_edition_is_refused(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    file = tmp_path / "edition.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert load_edition(file).key == "ours"
    bad = tmp_path / "bad" / "edition.toml"
    bad.parent.mkdir()
    bad.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises((BadEdition, ValueError), match=complaint):
        load_edition(bad)


def test_overlapping_versions_of_a_law_are_refused(tmp_path: Path) -> None:
    version = (
        '[[law.version]]\nname = "{}"\nin_force_from = {}-01-01\nread = true\narticles = {{}}\n'
    )
    head = '[[law]]\nkey = "a"\ntitle = {zh = "甲法", en = "A"}\n'
    file = tmp_path / "laws.toml"
    file.write_text(head + version.format("1", 2001) + version.format("2", 2002), encoding="utf-8")
    with pytest.raises(BadEdition, match="overlap"):
        load_laws(file)


def test_a_control_given_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.toml"
    file.write_text(
        '[[control]]\nid = "a.b"\ntitle = {zh = "甲", en = "A"}\n' * 2, encoding="utf-8"
    )
    with pytest.raises(BadEdition, match="given twice"):
        load_catalogue(file)
