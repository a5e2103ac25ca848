"""Tables as people bring them, and as an attacker does."""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from shoumi.foundation.sheets import (
    BadCell,
    BadSheet,
    Column,
    Heading,
    as_day,
    as_parts,
    as_text,
    guess,
    read_sheet,
    workbook,
)
from shoumi.foundation.sheets.reading import MAX_ROWS

GUIDE = ("Guide", "Column", "What", "Example")


def book(fill: object) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as made:
        fill(made, made.add_worksheet())  # type: ignore[operator]
    return written.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(BadSheet) as bad:
        read_sheet(content)
    return bad.value.code


def test_a_workbook_keeps_its_types_and_its_row_numbers() -> None:
    def fill(made: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(1, 0, ["name", "day", "count"])
        page.write_string(3, 0, "007")
        page.write_datetime(3, 1, datetime(2024, 3, 1), day)  # noqa: DTZ001
        page.write_number(3, 2, 12)

    sheet = read_sheet(book(fill))
    assert sheet.heads == ("name", "day", "count")
    assert sheet.rows == ((4, ("007", date(2024, 3, 1), 12)),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_shape(encoding: str, sign: str) -> None:
    content = f"名称{sign}部门\n一项{sign}研发\n".encode(encoding)
    assert read_sheet(content).rows == ((2, ("一项", "研发")),)


def test_a_formula_counts_as_what_it_last_showed_and_text_stays_text() -> None:
    def fill(made: object, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.write_row(0, 0, ["a", "b"])
        page.write_formula(1, 0, "=1+1", None, 2)
        page.write_string(1, 1, "=cmd|' /C calc'!A0")

    assert read_sheet(book(fill)).rows == ((2, (2.0, "=cmd|' /C calc'!A0")),)


def test_merged_rows_are_named() -> None:
    def fill(made: object, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.write_row(0, 0, ["a", "b"])
        page.merge_range(1, 0, 2, 0, "both")

    assert read_sheet(book(fill)).merged == frozenset({2, 3})


def test_what_is_no_table_is_refused_with_its_cause() -> None:
    assert refused(b"") == "empty"
    assert refused(b" \n ") == "empty"
    assert refused(b"\xd0\xcf\x11\xe0 old excel") == "old"
    assert refused(b"%PDF-1.7\x00\xff\xfe") == "unreadable"
    assert refused(b"a,b\n1,\x002\n") == "unreadable"
    assert refused(b"PK\x03\x04 broken") == "unreadable"
    assert refused(b'a,b\n"open') == "unreadable"
    assert refused(b"a,b\n") == "no_rows"
    assert refused(b",,\n,,\n") == "no_table"
    assert refused(b"x" * (20 * 1024 * 1024 + 1)) == "too_large"
    assert refused(b",".join([b"a"] * 101) + b"\n1\n") == "too_wide"
    assert refused(b"a\n" + b"1\n" * (MAX_ROWS + 1)) == "too_many_rows"
    assert refused(book(lambda made, page: None)) == "no_table"


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(packed.getvalue()) == "unreadable"


def test_a_declared_bomb_is_not_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * (80 * 1024 * 1024))
    assert len(packed.getvalue()) < 1024 * 1024
    assert refused(packed.getvalue()) == "bomb"


def test_two_cells_at_the_corners_of_a_sheet_end_in_their_own_process() -> None:
    def fill(made: object, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.write(0, 0, "a")
        page.write(1_048_575, 16_383, "z")

    assert refused(book(fill)) in {"bomb", "too_many_rows", "too_wide"}


def test_a_million_rows_are_too_many() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 300_000))
    sheet = book(lambda made, page: page.write(0, 0, "a"))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet)) as source, zipfile.ZipFile(packed, "w", 8) as target:
        for member in source.namelist():
            content = source.read(member)
            if member == "xl/worksheets/sheet1.xml":
                start, end = content.index(b"<sheetData>"), content.index(b"</sheetData>")
                content = content[: start + 11] + rows.encode() + content[end:]
            target.writestr(member, content)
    assert refused(packed.getvalue()) in {"too_many_rows", "bomb"}


def test_one_long_text_shared_by_many_cells_is_too_large() -> None:
    def fill(made: object, page: xlsxwriter.worksheet.Worksheet) -> None:
        for row in range(3000):
            page.write_string(row, 0, "长" * 30_000)

    assert refused(book(fill)) == "too_large"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("2024/3/1", date(2024, 3, 1)),
        ("2024.3.1", date(2024, 3, 1)),
        ("2024年3月1日", date(2024, 3, 1)),
        ("２０２４－０３－０１", date(2024, 3, 1)),
        ("20240301", date(2024, 3, 1)),
        (20240301.0, date(2024, 3, 1)),
        ("2024-03-01 00:00:00", date(2024, 3, 1)),
        (45352.0, date(2024, 3, 1)),
        (61, date(1900, 3, 1)),
        (date(2024, 3, 1), date(2024, 3, 1)),
        ("", None),
        (None, None),
    ],
)
def test_a_day_is_read_however_it_is_kept(cell: object, day: date | None) -> None:
    assert as_day(cell) == day  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["昨天", "2024-13-01", "2024-02-30", "01/02/2024", 3.0, -1, True])
def test_what_is_no_day_is_refused(cell: object) -> None:
    with pytest.raises(BadCell):
        as_day(cell)  # type: ignore[arg-type]


@given(st.dates(min_value=date(1900, 3, 1)))
def test_a_serial_number_is_the_day_that_a_spreadsheet_shows(day: date) -> None:
    assert as_day((day - date(1899, 12, 30)).days) == day


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b", "\u202eevil", "a\x1bb"])
def test_hidden_control_characters_are_refused(text: str) -> None:
    with pytest.raises(BadCell) as bad:
        as_text(text)
    assert bad.value.code == "control"


def test_texts_are_taken_as_people_mean_them() -> None:
    assert as_text("  a\u200b b\t") == "a b"
    assert as_text(201.0) == "201"
    assert as_text("一\r\n二") == "一\n二"
    assert as_parts("甲；乙; 丙\n\n丁 ;") == ["甲", "乙", "丙", "丁"]
    with pytest.raises(BadCell):
        as_text("长" * 5001)


def test_columns_are_found_by_their_heads_in_either_language() -> None:
    columns = (
        Column("title", ("名称", "Name of the secret"), required=True),
        Column("owner", ("责任人",)),
        Column("term", ("保密期限",)),
    )
    assert guess(["序号", "名 称 *", "责任人（工号）", "备注"], columns) == {"title": 1, "owner": 2}
    assert guess(["NAME OF THE SECRET", "term"], columns) == {"title": 0, "term": 1}
    assert guess(["名称", "名称"], columns) == {"title": 0}


def test_a_template_keeps_texts_as_texts_and_is_no_formula() -> None:
    made = workbook(
        [Heading("a", "hint", "x", ("one", "two"), required=True), Heading("b")],
        [("0102", date(2024, 3, 1)), ("=1+1", "_x0041_")],
        sheet="s",
        guide=GUIDE,
    )
    sheet = read_sheet(made)
    assert sheet.heads == ("a *", "b")
    assert [row for _number, row in sheet.rows] == [
        ("0102", date(2024, 3, 1)),
        ("=1+1", "_x0041_"),
    ]
