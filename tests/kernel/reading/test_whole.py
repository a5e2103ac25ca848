"""Whole articles: each in its own words, with the signs of its items, its title and its chapter."""

import re

import pytest

from shoumi.kernel.reading import Unreadable, WholeArticle, extract_text, read_articles
from tests.kernel.reading.makers import DATA, word_by_a_word_processor

SHAPES = {
    "chapters.txt": "1 2 3 4 5 6 7 8",
    "run_together.txt": "1 2 3 4 5 6",
    "broken_lines.txt": "1 2 3 4",
    "english.txt": "1 2.1 2.2 2.3 3 4 5",
    "headings_without_numbers.txt": "1 2 3 4 5",
    "mixed_numbering.txt": "1 2",
    "numbered_points.txt": "1 2 3 4",
    "markdown.md": "1 2 3.1 3.2",
    "decimal.txt": "1 2.1 2.2 3",
}


def articles(name: str) -> tuple[WholeArticle, ...]:
    return read_articles(extract_text((DATA / name).read_bytes())).articles


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_gives_its_articles(name: str) -> None:
    assert [one.label for one in articles(name)] == SHAPES[name].split()
    assert all(one.text for one in articles(name))


@pytest.mark.parametrize("name", sorted(SHAPES.keys() - {"broken_lines.txt", "markdown.md"}))
def test_nothing_of_the_articles_is_lost(name: str) -> None:
    source = extract_text((DATA / name).read_bytes())
    for one in articles(name):
        for line in one.text.split("\n"):
            assert re.sub(r"\s", "", line) in re.sub(r"\s", "", source)
    kept = re.sub(r"\s", "", "".join(one.title + one.text for one in articles(name)))
    for sentence in re.findall(r"[^。；;\n]{6,}[。；;]", source)[-3:]:
        said = re.sub(r"\s|^.*?[条、.）)]", "", sentence)
        assert said[-5:] in kept


def test_chapters_stand_with_the_article_that_they_begin_with() -> None:
    found = [one.chapter for one in articles("chapters.txt")]
    assert found == [
        "第一章 总则", "", "第二章 组织机构", "", "第三章 定密管理", "", "第四章 附则", "",
    ]  # fmt: skip
    (first, _second) = read_articles("第一章 总则\n第一节 目的\n第一条 甲。\n第二条 乙。").articles
    assert first.chapter == "第一章 总则 第一节 目的"


def test_items_stand_on_lines_of_their_own_with_their_signs() -> None:
    third = articles("run_together.txt")[2]
    assert (third.title, third.text.split("\n")[0]) == ("职责", "（一）每年召开会议不少于两次；")
    lines = articles("chapters.txt")[5].text.split("\n")
    assert [line[:3] for line in lines] == ["1．承", "2．部", "（1）", "（2）", "3．办"]


def test_numbers_written_out_make_clauses_of_their_own() -> None:
    said = {one.label: one for one in articles("decimal.txt")}
    assert said["2.1"].title == "Responsibilities"
    assert "2.2.2 inspects departments" in said["2.2"].text.split("\n")[2]


def test_an_article_put_between_keeps_its_number() -> None:
    found = read_articles("第一条 甲。\n第二条 乙。\n第二条之一 丙。\n第三条 丁。")
    assert [one.label for one in found.articles] == ["1", "2", "2-1", "3"]


def test_the_date_below_the_text_belongs_to_no_article() -> None:
    assert articles("chapters.txt")[-1].text == "本办法自2026年7月1日起施行。"


def test_headings_of_a_word_processor_part_the_articles() -> None:
    made = word_by_a_word_processor(
        ["# 目的", "保护公司的图纸。", "# 人员", "1. 员工签订保密协议；", "2. 离职时清退。"]
    )
    found = read_articles(extract_text(made)).articles
    assert [(one.label, one.title) for one in found] == [("1", "目的"), ("2", "人员")]
    assert found[1].text == "1.员工签订保密协议；\n2.离职时清退。"


def test_garbage_is_one_article_and_said_to_be_so() -> None:
    found = read_articles("asdf qwer zxcv")
    assert [one.text for one in found.articles] == ["asdf qwer zxcv"]
    assert [one.code for one in found.warnings] == ["no_structure"]


def test_thousands_of_articles_are_refused() -> None:
    with pytest.raises(Unreadable, match="More than 3000 clauses"):
        read_articles("# a\n" * 4_000)
