"""Marks of state secrets: what is one, what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.domains.register.rules.marks import (
    Mark,
    MarkKind,
    bears_state_marks,
    find_marks,
    refuses_as_grade_name,
)

CERTAIN = [
    "绝密★30年",
    "机密★",
    "秘密★1年",
    "秘密★长期",
    "★机密",
    "绝密★启用前",
    "绝密·启用前",
    "绝 密",
    "机\u3000密★10年",
    "绝\u200b密",
    "绝\n密",
    "机\r\n密",
    "密级：机密",
    "密级:秘密",
    "密 级 ： 绝 密",
    "密级为机密",
    "【绝密】",
    "某某报告（机密）",
    "［秘密］",
    "机密",
    "秘密",
    "机密级",
    "机密 第3号",
    "秘密 1年",
    "机密_图纸.dwg",
    "絕密",
    "機密★",
    "机密⭐5年",
    "第一行\n机密\n第三行",
    "某某研究所\n秘密",
    "TOP SECRET",
    "TOP SECRET//NOFORN",
    "SECRET//NOFORN",
    "ＳＥＣＲＥＴ",
    "(SECRET)",
    "Classification: Secret",
]
SUSPECTED = [
    ("本文件绝密，不得外传", MarkKind.GRADE),
    ("这份机密文件请收好", MarkKind.GRADE),
    ("绝密级材料", MarkKind.GRADE),
    ("按秘密级管理", MarkKind.GRADE),
    ("密级分为绝密、机密、秘密三级", MarkKind.OFFERED),
    ("绝密/机密/秘密", MarkKind.OFFERED),
    ("涉及国家秘密的内容", MarkKind.PHRASE),
    ("国 家 秘 密", MarkKind.PHRASE),
    ("国家机密", MarkKind.PHRASE),
    ("核心商密★5年", MarkKind.STAR),
    ("商业秘密★5年", MarkKind.STAR),
]
EVERYDAY = [
    "",
    "商业秘密",
    "商业\n秘密",
    "本公司的商业秘密分为核心商密、重要商密和一般商密",
    "技术秘密",
    "工作秘密",
    "秘密点：第三步的温度",
    "秘密性",
    "密点说明",
    "涉密人员",
    "保密协议",
    "保密期限",
    "脱密期",
    "商密",
    "商业机密",
    "公司机密",
    "机密性、完整性、可用性",
    "机密计算",
    "计算机密码",
    "手机密码",
    "主机密钥",
    "发动机密封圈",
    "有机密度",
    "拒绝密谈",
    "杜绝密码外泄",
    "计算机 密封",
    "随机密文",
    "不属于国家秘密",
    "本系统为非涉密信息系统，严禁存储、处理、传输国家秘密",
    "《中华人民共和国保守国家秘密法》",
    "公司的秘密",
    "泄露秘密",
    "好评★★★★★",
    "TRADE SECRET",
    "CORE TRADE SECRET",
    "client_secret=abc SECRET_KEY",
    "the secret of success",
]


@pytest.mark.parametrize("text", CERTAIN)
def test_a_mark_that_stands_as_one_is_certain(text: str) -> None:
    assert bears_state_marks(text)


@pytest.mark.parametrize(("text", "kind"), SUSPECTED)
def test_a_doubtful_word_is_shown_to_a_person_and_not_quarantined(
    text: str, kind: MarkKind
) -> None:
    assert kind in {mark.kind for mark in find_marks(text)}
    assert not bears_state_marks(text)


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_word_is_no_mark(text: str) -> None:
    assert find_marks(text) == ()


def test_the_span_is_that_of_the_text_as_given() -> None:
    text = "题目（甲）\r\n密级：机\u3000密★10年"
    assert find_marks(text) == (Mark(10, 13, MarkKind.GRADE, certain=True),)
    assert text[10:13] == "机\u3000密"


def test_each_offered_grade_is_pointed_out() -> None:
    text = "密级分为绝密、机密、秘密三级"
    offered = [text[mark.start : mark.end] for mark in find_marks(text)]
    assert offered == ["绝密", "机密", "秘密"]


@given(st.text(alphabet="绝机秘密国家商业级★（）：、 \u3000\n\rTOP SECRET", max_size=60))
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    for mark in find_marks(text):
        assert 0 <= mark.start < mark.end <= len(text)


@given(
    word=st.sampled_from(["绝密", "机密", "秘密"]),
    gap=st.text(alphabet=" \t\u3000\u00a0\u200b", max_size=4),
    before=st.text(alphabet="产品设计说明", max_size=20),
    after=st.text(alphabet="产品设计说明", max_size=20),
)
def test_a_starred_line_is_found_wherever_it_stands(
    word: str, gap: str, before: str, after: str
) -> None:
    text = f"{before}\n{word[0]}{gap}{word[1]}★10年\n{after}"
    assert bears_state_marks(text)


@given(st.text(alphabet="产品客户价格工艺的在和是，。\n0123456789 abc", max_size=200))
def test_text_without_any_of_the_words_has_no_mark(text: str) -> None:
    assert find_marks(text) == ()


@pytest.mark.parametrize(
    "name",
    [
        "绝密",
        "机 密",
        "秘密级",
        "公司机密",
        "核心★",
        "國家秘密",
        "Ｔｏｐ Secret",
        "SECRET",
        "絕.密",
    ],
)
def test_the_names_of_state_secret_grades_are_refused(name: str) -> None:
    assert refuses_as_grade_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "核心商密",
        "普通商密",
        "核心商业秘密",
        "技术秘密 甲",
        "AAA",
        "CORE TRADE SECRET",
        "内部",
        "Secrecy A",
    ],
)
def test_other_names_of_grades_are_allowed(name: str) -> None:
    assert refuses_as_grade_name(name) is None
