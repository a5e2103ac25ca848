"""Files made of lists: typed, complete, and never a formula."""

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from shoumi.kernel.ui.tables import exports
from shoumi.kernel.ui.tables.columns import Column
from shoumi.kernel.ui.tables.exports import csv_lines, harmless, xlsx_file
from tests.kernel.ui.papers import Paper

HOSTILE = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠x",
           " =1", "\u200b=1", "\u3000=1"]  # fmt: skip


class Row:
    def __init__(self, value: Any) -> None:
        self.value = value


COLUMNS = [Column("value", "Value")]


def csv_cells(value: Any) -> list[list[str]]:
    text = "".join(csv_lines(COLUMNS, [Row(value)]))
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


def xlsx_cells(value: Any) -> Any:
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx_file(COLUMNS, [Row(value)], "list")))
    return book.get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula(text: str) -> None:
    assert csv_cells(text)[1][0].startswith("'")
    assert xlsx_cells(text)[1][0].startswith("'")


@given(st.text())
def test_a_harmless_text_never_begins_as_a_formula(text: str) -> None:
    assert not harmless(text).lstrip(exports._UNSEEN).startswith(exports._FORMULA_STARTS)
    assert harmless(text).removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("value", [-5, 3.25, date(2026, 11, 3)])
def test_numbers_and_days_keep_their_type(value: Any) -> None:
    assert csv_cells(value)[1] == [str(value)]
    assert xlsx_cells(value)[1] == [value]


def test_control_characters_and_long_texts_do_not_break_the_file() -> None:
    assert xlsx_cells("a\x00b\x1fc")[1][0].startswith("ab")
    assert len(xlsx_cells("字" * 40_000)[1][0]) == exports.LONGEST_CELL
    assert csv_cells('a"b,c\nd')[1] == ['a"b,c\nd']


def test_a_list_too_long_for_xlsx_is_refused_with_a_way_out(
    papers: list[Paper], stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "XLSX_ROWS", 100)
    response = stranger.get("/papers?export=xlsx")
    assert response.status_code == 413
    assert "take it as CSV" in response.content.decode()


def test_an_export_holds_every_row_that_fits_and_only_chosen_columns(
    papers: list[Paper], stranger: Client
) -> None:
    response = stranger.get("/papers?export=csv&grade=core&cols=number&cols=due_on&size=20")
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert lines[0] == "编号,保密期限"
    assert len(lines) == 1 + Paper.objects.filter(grade="core").count()
    assert response["Content-Disposition"] == 'attachment; filename="papers.csv"'


def test_what_one_may_not_see_is_not_exported(papers: list[Paper], stranger: Client) -> None:
    Paper.objects.filter(number="SM-2026-0003").update(secret=True)
    sheet = CalamineWorkbook.from_filelike(BytesIO(stranger.get("/papers?export=xlsx").content))
    numbers = {row[0] for row in sheet.get_sheet_by_index(0).to_python()[1:]}
    assert len(numbers) == 119
    assert "SM-2026-0003" not in numbers


def test_an_export_leaves_no_file_behind(
    papers: list[Paper], stranger: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    written: list[Any] = []
    monkeypatch.setattr("tempfile.mkstemp", lambda *_a, **_k: written.append(1))
    monkeypatch.setattr("tempfile.TemporaryFile", lambda *_a, **_k: written.append(1))
    assert stranger.get("/papers?export=xlsx").status_code == 200
    assert written == []
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_kind_of_file_is_not_understood(papers: list[Paper], stranger: Client) -> None:
    assert stranger.get("/papers?export=exe").status_code == 400


def test_yes_and_no_are_words() -> None:
    with translation.override("en"):
        assert csv_cells(True)[1] == ["Yes"]
        assert xlsx_cells(False)[1] == ["No"]
