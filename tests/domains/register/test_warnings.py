"""Warnings before grading."""

import pytest

from shoumi.domains.register.catalogue import information
from shoumi.domains.register.rules.warnings import (
    cautions_about,
    names_bare_customers,
    names_published_patent,
)


def codes(text: str, kind: str | None = None) -> list[str]:
    information_type = information().types[kind] if kind else None
    return [caution.code for caution in cautions_about(text, information_type)]


@pytest.mark.parametrize(
    "text",
    [
        "专利号 ZL201810123456.7", "ZL 2018 1 0123456.7", "ＺＬ２０１８１０１２３４５６．７",
        "CN108123456A", "CN 108123456 B", "US 10,123,456 B2", "US2020/0123456 A1", "WO2019/123456",
        "ZL98101234.5", "EP1234567B1", "该专利已授权", "已获发明专利", "公开号见附件",
        "a granted patent",
    ],
)  # fmt: skip
def test_a_published_patent_is_warned_of(text: str) -> None:
    assert names_published_patent(text)
    assert "published_patent" in codes(text)


@pytest.mark.parametrize(
    "text",
    ["拟申请专利的方案", "未申请专利", "专利检索报告", "合同号 CN-2024-001", "A 型 123456 B", ""],
)
def test_a_patent_yet_to_come_is_not(text: str) -> None:
    assert not names_published_patent(text)


@pytest.mark.parametrize(
    "text", ["该工艺已公开", "已经对外发表", "论文已公开发表", "already published"]
)
def test_what_is_published_is_warned_of(text: str) -> None:
    assert "already_public" in codes(text)


@pytest.mark.parametrize("text", ["未公开的工艺", "尚未公告", "非公开资料", "不公开"])
def test_what_is_unpublished_is_not(text: str) -> None:
    assert codes(text) == []


def test_bare_customer_names_warn_until_habits_or_terms_are_told() -> None:
    assert names_bare_customers("华东区客户名单")
    assert names_bare_customers("our customer list")
    assert not names_bare_customers("华东区客户名单，含交易习惯与成交价格")
    assert not names_bare_customers("产品配方")
    assert codes("华东区客户名单", "customer_list") == ["bare_customer_names"]
    assert codes("", "customer_list") == ["bare_customer_names"]
    assert codes("客户名单，含意向与底价", "customer_list") == []


def test_a_type_brings_its_own_warnings_once() -> None:
    assert codes("专利号 ZL201810123456.7", "published_patent") == ["published_patent"]
    assert codes("", "salary_system") == ["personal_information"]
