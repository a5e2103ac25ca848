"""What a person should look at in a text, and what is rightly passed over."""

from datetime import date

import pytest

from shoumi.kernel.reading import extract_text, read_clauses
from shoumi.regime.editions import load_laws
from shoumi.regime.reading import examine
from tests.kernel.reading.makers import DATA

DAY = date(2026, 11, 20)


def warned(text: str, on: date = DAY) -> list[tuple[str, str]]:
    found = examine(read_clauses(text), load_laws(), on).warnings
    return [(warning.code, warning.clause) for warning in found]


def test_state_secret_grades_are_pointed_out_only_where_they_are_offered() -> None:
    text = extract_text((DATA / "state_grades.txt").read_bytes())
    assert warned(text) == [
        ("state_secret_grades", "1"),
        ("state_secret_star", "4"),
        ("state_secret_grades", "5"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "密级分为绝密、机密、秘密三级。",
        "文件分绝密级和普通级。",
        "按重要程度分为机密、秘密。",
        "Documents are marked top secret or restricted.",
        "密级标为机密。",
    ],
)
def test_these_words_offer_grades_of_state_secrets(words: str) -> None:
    assert ("state_secret_grades", "1") in warned(f"第一条 {words}\n第二条 乙。")


@pytest.mark.parametrize(
    "words",
    [
        "公司的商业秘密分为核心商密和一般商密。",
        "员工应当保守秘密，不得泄露商业机密。",
        "涉密人员遵守《保守国家秘密法》。",
        "不得使用绝密、机密、秘密作为密级。",
        "秘密性是指不为公众所知悉；秘密点须写明。",
        "国家秘密的密级为绝密、机密、秘密，不在本制度之内。",
    ],
)
def test_these_words_do_not(words: str) -> None:
    assert "state_secret_grades" not in [code for code, _ in warned(f"第一条 {words}\n第二条 乙。")]


def test_an_article_number_of_the_old_law_is_outdated_from_its_day_on() -> None:
    text = "第一条 依据《反不正当竞争法》第九条制定本制度。\n第二条 乙。"
    assert ("law_outdated", "1") in warned(text)
    assert warned(text, date(2025, 10, 14)) == []


def test_a_repealed_rule_is_outdated_and_its_successor_named() -> None:
    text = "第一条 依据《关于禁止侵犯商业秘密行为的若干规定》。\n第二条 乙。"
    found = examine(read_clauses(text), load_laws(), DAY).warnings
    assert [warning.code for warning in found] == ["law_outdated"]
    assert "《商业秘密保护规定》" in found[0].message.zh
    assert warned(text, date(2026, 5, 31)) == []


def test_an_old_version_named_by_its_year_is_outdated() -> None:
    text = "第一条 依据《反不正当竞争法》（2019年修正）。\n第二条 乙。"
    assert ("law_outdated", "1") in warned(text)


def test_a_law_to_come_is_not_yet_in_force() -> None:
    text = "第一条 依据《商业秘密保护规定》。\n第二条 乙。"
    assert ("law_outdated", "1") in warned(text, date(2026, 5, 1))


def test_unknown_laws_are_passed_over() -> None:
    assert warned("第一条 依据《公司章程》第九条。\n第二条 乙。") == []


def test_a_published_patent_is_no_secret_but_an_unpublished_one_may_be() -> None:
    assert ("patent_listed", "1") in warned("第一条 范围包括配方、专利技术。\n第二条 乙。")
    assert warned("第一条 范围包括配方、尚未申请的专利。\n第二条 乙。") == []


def test_gaps_and_repeats_in_numbering_are_pointed_out() -> None:
    text = "第一条 甲\n（一）子；\n（三）丑；\n（三）寅。\n第三条 丙。\n第三条 丁。"
    regime = read_clauses(text)
    assert [clause.id for clause in regime.clauses()] == ["1.1", "1.3", "1.3b", "3", "3b"]
    codes = [warning.code for warning in regime.warnings]
    assert sorted(codes) == ["article_missing", "article_twice", "number_missing", "number_twice"]


def test_items_before_the_first_article_are_pointed_out() -> None:
    found = warned("1. 发文范围：各部门；\n2. 密级：内部。\n第一条 甲。\n第二条 乙。")
    assert ("items_before_articles", "") in found


def test_a_text_without_any_structure_says_so() -> None:
    assert ("no_structure", "") in warned("大家都要保守秘密，谁也不例外。")


def test_opening_words_that_ask_something_are_not_passed_over() -> None:
    text = "第一条 委员会每年至少召开一次会议。会议议程包括：（一）总结；（二）计划。\n第二条 乙。"
    assert ("opening_asks", "1") in warned(text)


def test_a_report_is_plain_and_in_the_readers_language() -> None:
    reading = examine(
        read_clauses("第一条 密级分为绝密、机密。\n第二条 每年培训一次。"), load_laws(), DAY
    )
    report = reading.report("zh-hans")
    assert report["articles"][1]["clauses"] == [
        {
            "id": "2",
            "text": "每年培训一次。",
            "controls": ["training.yearly_training_given"],
            "because": "提到“培训”",
        }
    ]
    assert report["warnings"][0].startswith("1: 这里把“绝密、机密”用作密级")
    assert reading.report("en")["warnings"][0].startswith("1: “绝密、机密” is used here")
