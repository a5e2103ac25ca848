"""Other companies' texts, in other shapes, come out as well as the committee's."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.kernel.reading import ReadText, extract_text, read_clauses
from tests.kernel.reading.makers import DATA, pdf, word, word_by_a_word_processor

SHAPES = {
    "chapters.txt": "1 2 3.1 3.2 3.3 4 5 6.1 6.2.1 6.2.2 6.3 7 8",
    "run_together.txt": "1 2 3.1 3.2 3.3 4 5.1 5.2 5.3 6",
    "broken_lines.txt": "1 2.1 2.2 2.3 3.1 3.2 4",
    "english.txt": "1 2.1 2.2 2.3 3 4.1 4.2 4.3.1 4.3.2 5",
    "headings_without_numbers.txt": "1 2 3 4.1 4.2 4.3 5",
    "mixed_numbering.txt": "1.1 1.2 1.3 1.4 1.5 2.1 2.2 2.B1 2.B2 2.M1 2.M2",
    "numbered_points.txt": "1.1 1.2 2 3.1.1 3.1.2 3.2 4",
    "markdown.md": "1 2.1 2.2 3.1 3.2",
    "state_grades.txt": "1 2 3 4 5",
    "decimal.txt": "1 2.1 2.2.1 2.2.2 3",
}
TITLES = {
    "run_together.txt": ["目的", "机构", "职责", "人员", "检查", "附则"],
    "english.txt": ["Purpose", "Organisation", "Grading", "Staff duties", "Incidents"],
    "headings_without_numbers.txt": ["目的", "谁来负责", "怎样分级", "日常要求", "违反的后果"],
    "markdown.md": ["目的", "组织", "应急"],
    "decimal.txt": ["Purpose", "Responsibilities", "Training"],
}


def ids(regime: ReadText) -> list[str]:
    return [clause.id for clause in regime.clauses()]


def read(name: str) -> ReadText:
    return read_clauses(extract_text((DATA / name).read_bytes()))


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_gives_its_leaf_clauses(name: str) -> None:
    assert ids(read(name)) == SHAPES[name].split()


@pytest.mark.parametrize("name", TITLES)
def test_titles_are_parted_from_the_words(name: str) -> None:
    assert [article.title for article in read(name).articles] == TITLES[name]


@pytest.mark.parametrize("name", SHAPES)
def test_no_words_of_the_body_are_lost(name: str) -> None:
    regime = read(name)
    kept = "".join(
        article.title + article.opening + "".join(c.context + c.text for c in article.clauses)
        for article in regime.articles
    )
    kept = re.sub(r"\s", "", kept + regime.preamble)
    for word_in_text in ("秘密", "保密", "secret", "staff", "配方", "演练", "drill"):
        source = re.sub(r"\s", "", extract_text((DATA / name).read_bytes()))
        if word_in_text in source:
            assert word_in_text in kept
    assert all(clause.text for clause in regime.clauses())


def test_chapter_headings_and_the_date_below_belong_to_no_clause() -> None:
    texts = {clause.id: clause.text for clause in read("chapters.txt").clauses()}
    assert texts["2"].endswith("旧规定停止执行。")
    assert texts["8"] == "本办法自2026年7月1日起施行。"
    assert not any("章" in text for text in texts.values())


def test_a_mention_of_an_article_begins_none() -> None:
    regime = read_clauses("第一条 甲。\n第二条 按照\n第三条的规定办理，见\n第五条。\n第三条 丙。")
    assert ids(regime) == ["1", "2", "3"]


SMALL = {
    "第一章 总则\n一、甲。\n二、乙。\n第二章 组织\n一、丙。\n二、丁。": "1.1 1.2 2.1 2.2",
    "第一条 甲。\n第二条 乙。\n第二条之一 丙。\n第三条 丁。": "1 2 2-1 3",
    "第１条　目的\n甲。\n第２条　范围\n（１）甲；\n（２）乙。": "1 2.1 2.2",
    "第一条、目的：甲。\n第二条、范围：乙。按第一条、第二条办理。": "1 2",
    "1 范围\n甲。\n2 要求\n2.1 组织\n2.1.1 主任。\n2.1.2 委员。\n2.2 人员。": "1 2.1.1 2.1.2 2.2",
    "Section 1. Purpose\nX.\nSection 2. Scope\n(1) see Section 1; and\n(2) code.": "1 2.1 2.2",
    "Article I Purpose\nX.\nArticle II Scope\n1. a;\n2. b.": "1 2.1 2.2",
    "第一条 期限\n（一）核心 3.5 年；\n（二）费用 1. 5 万元；\n（三）2026.7.1 起。": "1.1 1.2 1.3",
    "第一条 甲。\n第二条 违反第一条第（二）项的：（一）警告；（二）调岗。": "1 2.1 2.2",
}


@pytest.mark.parametrize("text", SMALL)
def test_smaller_habits_of_numbering(text: str) -> None:
    assert ids(read_clauses(text)) == SMALL[text].split()


def test_page_heads_and_page_numbers_are_left_out_and_told() -> None:
    regime = read("broken_lines.txt")
    assert "海鲸" not in "".join(clause.text for clause in regime.clauses())
    assert [warning.code for warning in regime.warnings] == ["running_head_left_out"]


def test_a_word_text_numbered_by_word_itself_keeps_its_numbers() -> None:
    made = word(
        [
            ("商业秘密制度", "", 0),
            ("目的。保护公司的算法。", "1", 0),
            ("组织", "1", 0),
            ("主任由总经理担任；", "1", 1),
            ("各部门设保密管理员，负责：", "1", 1),
            ("登记载体；", "1", 2),
            ("收回载体。", "1", 2),
            ("办公室处理日常事务。", "1", 1),
            ("检查", "1", 0),
            ("每季度检查；", "2", 0),
            ("发现隐患，及时整改。", "2", 0),
            ("培训", "1", 0),
            ("入职培训；", "3", 0),
            ("年度培训。", "3", 0),
        ]
    )
    regime = read_clauses(extract_text(made))
    assert ids(regime) == ["1", "2.1", "2.2.1", "2.2.2", "2.3", "3.1", "3.2", "4.1", "4.2"]
    assert [article.title for article in regime.articles][1:] == ["组织", "检查", "培训"]


def test_headings_of_a_word_processor_part_the_articles() -> None:
    made = word_by_a_word_processor(
        ["# 目的", "保护公司的图纸。", "# 人员", "1. 员工签订保密协议；", "2. 离职时清退。"]
    )
    regime = read_clauses(extract_text(made))
    assert ids(regime) == ["1", "2.1", "2.2"]
    assert [article.title for article in regime.articles] == ["目的", "人员"]


def test_deleted_and_hidden_words_of_a_word_text_are_not_read() -> None:
    deleted = "<w:p><w:del><w:r><w:delText>第九条 旧文</w:delText></w:r></w:del></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>第八条 暗文</w:t></w:r></w:p>"
    made = word([("第一条 明文。", "", 0), ("第二条 正文。", "", 0)], extra=deleted + hidden)
    assert extract_text(made).split() == ["第一条", "明文。", "第二条", "正文。"]


def test_a_pdf_with_page_numbers_and_heads_reads_like_its_text() -> None:
    source = (DATA / "chapters.txt").read_text(encoding="utf-8").replace("\n", "\n\n")
    set_up = '#set page(height: 130mm, numbering: "— 1 —", header: [华衡精密仪器有限公司内部文件])'
    regime = read_clauses(extract_text(pdf(source.replace("…", ""), set_up=set_up)))
    assert ids(regime) == SHAPES["chapters.txt"].split()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_the_encoding_of_a_text_file_is_recognised(encoding: str) -> None:
    written = (DATA / "chapters.txt").read_text(encoding="utf-8")
    assert (
        ids(read_clauses(extract_text(written.encode(encoding)))) == SHAPES["chapters.txt"].split()
    )


WIDE = ("chapters.txt", "run_together.txt", "mixed_numbering.txt", "broken_lines.txt")
GAPS = st.sampled_from(
    ["\n", "\f", "\n\n", "  ", "\u3000", "\t", "\r\n", "\n- 3 -\n", "\n第 4 页 共 9 页\n\f"]
)


@settings(max_examples=120, deadline=None)
@given(data=st.data(), name=st.sampled_from(WIDE))
def test_breaks_and_blanks_between_chinese_signs_never_change_ids(
    data: st.DataObject, name: str
) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    text = re.sub(r"目    录\n(?:第.章.*\n){3}", "", text)
    places = [at for at in range(1, len(text)) if text[at - 1] >= "\u2e80" and text[at] >= "\u2e80"]
    cuts = data.draw(st.lists(st.sampled_from(places), max_size=25, unique=True))
    for at in sorted(cuts, reverse=True):
        text = text[:at] + data.draw(GAPS) + text[at:]
    assert ids(read_clauses(text)) == SHAPES[name].split()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="第一二三条章（）()1234.、。；①•- \n\f#甲乙abc★", max_size=200))
def test_any_text_is_read_without_failing_and_ids_are_unlike(text: str) -> None:
    regime = read_clauses(text)
    assert regime.articles
    assert len(set(ids(regime))) == len(ids(regime))
