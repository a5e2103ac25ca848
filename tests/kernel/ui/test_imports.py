"""Units and people come in through their pages: checked first, then all or nothing."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast, open_accounts
from shoumi.foundation.sheets import Heading, read_sheet, workbook
from shoumi.kernel.accounts.imports.people import PEOPLE
from shoumi.kernel.accounts.models import Account, ImportRun, OrgUnit, Person
from shoumi.kernel.storage.models import WrappedKey
from tests.conftest import Ticker

PASSWORD = "a-long-Passw0rd-9"
ORGANISERS = ("office", "office_head", "secrecy_admin")
OTHERS = ("engineer", "custodian", "system_admin", "audit_admin", "sister_custodian")
PAGES = ("/people/import", "/organisation/import")

Browser = Callable[..., Client]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch, at: Ticker) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(seconds=1))


@pytest.fixture
def browser(company: Cast, at: Ticker) -> Browser:
    def of(key: str, lang: str = "en") -> Client:
        if not Account.objects.filter(person=company[key]).exists():
            open_accounts(company, {key: PASSWORD}, at=at())
        client = Client(headers={"accept-language": lang})
        client.force_login(Account.objects.get(person=company[key]))
        return client

    return of


def sheet(*rows: Mapping[str, Any]) -> bytes:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    return workbook(
        [Heading(head) for head in heads],
        [[row.get(head) for head in heads] for row in rows],
        sheet="x",
        guide=("说明", "列", "填写", "例"),
    )


def person(number: str, name: str, where: str = "研发中心", **more: Any) -> dict[str, Any]:
    return {"工号": number, "姓名": name, "部门": where, **more}


def bring(client: Client, content: bytes, page: str = "/people/import", name: str = "x") -> Any:
    return client.post(page, {"file": SimpleUploadedFile(f"{name}.xlsx", content)})


def text(response: Any) -> str:
    return str(response.content.decode())


def checked(client: Client, content: bytes, page: str = "/people/import") -> ImportRun:
    response = bring(client, content, page)
    run = ImportRun.objects.latest("pk")
    assert response.status_code == 302
    assert response["Location"] == f"{page}/{run.pk}"
    return run


def apply(client: Client, run: ImportRun, **more: Any) -> Any:
    return client.post(f"/people/import/{run.pk}", {"version": run.version, **more})


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ORGANISERS)
def test_who_keeps_the_lists_may_bring_them_in(browser: Browser, who: str, page: str) -> None:
    client = browser(who)
    assert client.get(page).status_code == 200
    template = client.get(f"{page}/template")
    assert template["Content-Disposition"].endswith('-template.xlsx"')
    assert f'href="{page}"' in text(client.get(page.removesuffix("/import")))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_may(browser: Browser, company: Cast, who: str, page: str) -> None:
    rows = sheet({"编码": "N", "名称": "新部门", "上级编码": "YL", "工号": "1", "姓名": "金",
                  "部门": "RD"})  # fmt: skip
    run = checked(browser("office"), rows, page)
    client = browser(who)
    assert f'href="{page}"' not in text(client.get(page.removesuffix("/import")))
    for path in ("", "/template", f"/{run.pk}", f"/{run.pk}/problems"):
        assert client.get(page + path).status_code == 403, path
    assert bring(client, rows, page).status_code == 403
    assert client.post(f"{page}/{run.pk}", {"version": 1}).status_code == 403
    assert client.post(f"{page}/{run.pk}/columns").status_code == 403
    assert ImportRun.objects.count() == 1


def test_a_stranger_is_sent_to_the_door(company: Cast) -> None:
    assert Client().get("/people/import")["Location"].startswith("/sign-in")


def test_people_come_in_with_one_upload(browser: Browser, company: Cast) -> None:
    client = browser("office")
    content = sheet(person("0901", "金一"), person("0902", "金二", "MK"), person("0203", "周祎"))
    run = checked(client, content)
    page = text(client.get(f"/people/import/{run.pk}"))
    assert "Bring in all 3 rows" in page
    assert not Person.objects.filter(staff_number="0901").exists()
    done = apply(client, run)
    assert done["Location"] == f"/people/import/{run.pk}"
    assert Person.objects.filter(staff_number__in=["0901", "0902"]).count() == 2
    told = text(client.get(f"/people/import/{run.pk}"))
    assert "The table was brought in" in told
    assert 'href="/people"' in told
    assert not WrappedKey.objects.filter(vault_key__level="waiting").exists()


def test_units_come_in_and_go_out_to_be_edited(browser: Browser, company: Cast) -> None:
    client = browser("secrecy_admin")
    content = sheet({"编码": "N", "名称": "新部门", "上级编码": "YL"})
    run = checked(client, content, "/organisation/import")
    client.post(f"/organisation/import/{run.pk}", {"version": run.version})
    assert OrgUnit.objects.filter(code="N").exists()
    out = client.get("/organisation/import/existing").content
    again = checked(client, out, "/organisation/import")
    assert again.unchanged == OrgUnit.objects.count()
    page = text(client.get(f"/organisation/import/{again.pk}"))
    assert "There is nothing to bring in" in page
    assert "Bring in all" not in page
    assert client.get("/people/import/existing").status_code == 404


def test_each_problem_is_shown_with_row_column_and_remedy(browser: Browser) -> None:
    client = browser("office", "zh-hans")
    run = checked(client, sheet(person("0901", "金一", 入职日期="去年"), person("", "金二")))
    page = text(client.get(f"/people/import/{run.pk}"))
    assert "第 2 行" in page
    assert "请写成 2026-03-01" in page
    assert "第 3 行" in page
    assert "金一" not in page
    refused = apply(client, run)
    assert refused.status_code == 422
    assert not Person.objects.filter(staff_number="0901").exists()


def test_problems_go_out_as_files_without_formulas(browser: Browser) -> None:
    client = browser("office")
    run = checked(client, sheet(person("0901", "金一", 邮箱="=1+1")))
    answer = client.get(f"/people/import/{run.pk}/problems?as=csv")
    lines = answer.content.decode("utf-8-sig")
    assert lines.splitlines()[0] == "Row,Column,What is wrong and what to do"
    assert lines.splitlines()[1].startswith("2,邮箱,")
    assert "=1+1" not in lines
    book = client.get(f"/people/import/{run.pk}/problems?as=xlsx").content
    assert read_sheet(book).rows[0][1][1] == "邮箱"


def test_a_column_that_was_not_recognised_is_chosen(browser: Browser) -> None:
    client = browser("office")
    run = checked(client, sheet({"号": "0901", "姓名": "金一", "部门": "RD", "备注": "x"}))
    path = f"/people/import/{run.pk}"
    page = text(client.get(path))
    assert "The whole table" in page
    assert "D · 备注" in page
    twice = client.post(f"{path}/columns", {"staff_number": "1", "name": "1", "unit": "2"})
    assert twice.status_code == 422
    assert "chosen twice" in text(twice)
    foreign = client.post(f"{path}/columns", {"staff_number": "99", "name": "1", "unit": "2"})
    assert foreign.status_code == 422
    mended = client.post(f"{path}/columns", {"staff_number": "0", "name": "1", "unit": "2"})
    again = ImportRun.objects.latest("pk")
    assert mended["Location"] == f"/people/import/{again.pk}"
    assert again.can_be_applied
    assert apply(client, again).status_code == 302
    assert Person.objects.filter(staff_number="0901").exists()


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"\x00\x01\x02" * 500, "no table that can be read"),
        (b"PK\x03\x04" + b"\x00" * 200, "no table that can be read"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 200, "old or locked"),
        ("工号,姓名\n".encode(), "no rows below"),
        (bomb, "was not opened"),
    ],
    ids=["empty", "binary", "broken zip", "old excel", "heads only", "bomb"],
)
def test_a_hostile_file_is_refused_in_plain_words(
    browser: Browser, content: Any, says: str
) -> None:
    response = bring(browser("office"), content() if callable(content) else content)
    assert response.status_code == 422
    assert says in text(response)
    assert not ImportRun.objects.exists()


def test_no_file_at_all_is_said(browser: Browser) -> None:
    response = browser("office").post("/people/import", {})
    assert response.status_code == 422
    assert "This field is required" in text(response)


def test_names_in_a_hostile_head_are_text(browser: Browser) -> None:
    client = browser("office")
    run = checked(client, sheet({**person("0901", "金一"), "<script>x</script>": "x"}))
    page = text(client.get(f"/people/import/{run.pk}"))
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_who_was_not_there_at_the_check_gives_the_same_file_again(browser: Browser) -> None:
    content = sheet(person("0901", "金一"))
    run = checked(browser("office"), content)
    other = browser("office_head")
    page = text(other.get(f"/people/import/{run.pk}"))
    assert "The same table again" in page
    foreign = apply(other, run, file=SimpleUploadedFile("y.xlsx", sheet(person("0902", "金二"))))
    assert foreign.status_code == 422
    assert "not the file that was checked" in text(foreign)
    assert apply(other, run).status_code == 422
    assert not Person.objects.filter(staff_number__startswith="090").exists()
    assert apply(other, run, file=SimpleUploadedFile("z.xlsx", content)).status_code == 302
    assert Person.objects.filter(staff_number="0901").exists()


def test_a_run_whose_file_was_replaced_asks_for_it(browser: Browser) -> None:
    client = browser("office")
    first = checked(client, sheet(person("0901", "金一")))
    checked(client, sheet(person("0902", "金二")))
    assert "The same table again" in text(client.get(f"/people/import/{first.pk}"))
    gone = client.post(f"/people/import/{first.pk}/columns", {"name": "1"}, follow=True)
    assert "Bring it in again" in text(gone)
    assert apply(client, first).status_code == 422
    assert WrappedKey.objects.filter(vault_key__level="waiting").count() == 1


def test_a_second_click_and_a_stale_page_are_refused(browser: Browser) -> None:
    client = browser("office")
    run = checked(client, sheet(person("0901", "金一")))
    assert apply(client, run).status_code == 302
    for version in (run.version, run.version + 1):
        assert client.post(f"/people/import/{run.pk}", {"version": version}).status_code == 409
    assert Person.objects.filter(staff_number="0901").count() == 1


def test_what_changed_since_the_check_is_said(browser: Browser) -> None:
    client = browser("office")
    first = checked(client, sheet(person("0901", "金一")))
    second = checked(client, sheet(person("0901", "金三")))
    assert apply(client, second).status_code == 302
    late = apply(client, first, file=SimpleUploadedFile("x.xlsx", sheet(person("0901", "金一"))))
    assert late.status_code == 422


def test_a_run_of_another_kind_is_not_there(browser: Browser) -> None:
    client = browser("office")
    run = checked(client, sheet(person("0901", "金一")))
    assert client.get(f"/organisation/import/{run.pk}").status_code == 404


def test_where_the_vault_is_sealed_people_still_come_in(
    browser: Browser, data: Any, company: Cast
) -> None:
    (data / "keys" / "root-1.key").unlink()
    client = browser("office")
    content = sheet(person("0901", "金一"))
    run = checked(client, content)
    assert "The same table again" in text(client.get(f"/people/import/{run.pk}"))
    given = SimpleUploadedFile("x.xlsx", content)
    assert apply(client, run, file=given).status_code == 302


def test_the_pages_stay_within_their_budgets(browser: Browser) -> None:
    client = browser("office")
    run = checked(client, sheet(person("0901", "金一"), person("", "金二")))
    for path, budget in (("/people/import", 16), (f"/people/import/{run.pk}", 20)):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        assert len(asked) <= budget, path


def test_the_template_filled_in_in_chinese_is_recognised_whole(browser: Browser) -> None:
    client = browser("office", "zh-hans")
    heads = read_sheet(PEOPLE.template([["0901", "金一", "", "RD", None, "", "", ""]])).heads
    template = client.get("/people/import/template").content
    assert len(heads) == len(PEOPLE.columns)
    with zipfile.ZipFile(io.BytesIO(template)) as book:
        assert "工号" in book.read("xl/sharedStrings.xml").decode()
