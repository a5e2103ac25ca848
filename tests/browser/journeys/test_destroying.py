"""What carries a secret is destroyed: asked for, agreed by two others, seen by a witness."""

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import steps
from tests.browser.journeys.conftest import At
from tests.kernel.rendering.makers import letter

pytestmark = pytest.mark.browser


def test_two_others_agree_a_witness_stands_by_and_the_content_is_gone(
    at: At, complaints: list[str]
) -> None:
    engineer = at("engineer")
    secret = steps.secret(engineer)
    file = steps.carrier(engineer, "旧版升温记录", form="file", place="保管库", file=letter(1))
    engineer.goto(secret)
    steps.carrier(engineer, "旧版打印件", form="paper", place="档案柜 A-2")
    custodian = at("custodian")
    custodian.goto(file)
    custodian.locator(".more-menu > summary").click()
    custodian.locator(".more-menu a[href*='/destructions/new']").click()
    custodian.get_by_label("旧版打印件").last.check()
    custodian.fill("textarea[name=reason]", "已由新版取代")
    custodian.locator("main .act-card form button[type=submit]").click()
    # Paper has no keys: what is wrong is said, and what was typed stays.
    steps.says(custodian, "须选用其他销毁方式")
    custodian.select_option("select[name=method]", "shredded")
    steps.send(custodian, r"/destructions/\d+$")
    asked, number = custodian.url, steps.number(custodian)
    steps.says(custodian, "待审批")

    steps.agree(engineer, number)
    office = at("office")
    steps.agree(office, number)
    steps.says(office, "已批准")

    custodian.goto(asked)
    custodian.goto(f"{steps.record(custodian)}/do/vault.destroy")
    custodian.fill("input[name=place]", "办公楼 2 层碎纸间")
    custodian.fill("input[name=executor]", "0202")
    custodian.fill("input[name=witness]", "0202")
    steps.send(custodian, r"vault.destroy$")
    expect(custodian.locator("main")).to_contain_text("不能同时作监销人")
    custodian.fill("input[name=witness]", "0102")
    steps.send(custodian, r"/destructions/\d+$")
    steps.says(custodian, "销毁证明")
    with custodian.expect_download() as paper:
        custodian.locator("#papers button[formaction$='pdf']").first.click()
    assert paper.value.path().read_bytes().startswith(b"%PDF")

    engineer.goto(file)
    steps.says(engineer, "已销毁，其内容任何人都不能再打开")
    expect(engineer.locator("form[action$='/look']")).to_have_count(0)
    expect(engineer.locator(".page-actions a")).to_have_count(0)
    # What was refused on purpose is the browser's one complaint.
    assert [one for one in complaints if "422" not in one] == []
