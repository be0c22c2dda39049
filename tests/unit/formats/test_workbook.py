"""Facts about workbooks read: which cells are what, where the header is, and what is never taken silently."""

import datetime
import io
import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.domain.tables import TABLES
from app.errors import InvalidDocument
from app.formats import FileNote, FileRow, format_of, workbook_child, workbook_process
from app.formats.workbook import read_workbook, recognise_workbook, sheet_items
from app.formats.workbook_process import SheetRow
from tests.unit.formats.workbooks import SHEET, raw_workbook, text_cell

HEADER = ["id", "name", "birth", "note", "source_id"]


def moment(*parts: int) -> datetime.datetime:
    """A date as a spreadsheet has it: without a zone."""
    return datetime.datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 -- spreadsheets have no zones


def saved(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def items(path: Path) -> list[FileRow | FileNote]:
    return list(read_workbook(path).items)


def seen(found: list[FileRow | FileNote]) -> list[tuple[int | None, str]]:
    return [
        (each.row, each.note.code)
        if isinstance(each, FileNote)
        else (each.row, each.problem.code if each.problem else "ok")
        for each in found
    ]


def sheet(rows: list[tuple[int, list[str]]], table: str = "persons") -> list[FileRow | FileNote]:
    """The items of a sheet of text cells, without a process."""
    given = [SheetRow(n, [(c, t, "") for c, t in enumerate(cells, start=1) if t]) for n, cells in rows]
    return list(sheet_items(TABLES[table], "f", given))


@pytest.mark.parametrize(
    ("value", "kind", "number_format", "text", "mark"),
    [
        ("1E5", "s", "General", "1E5", ""),
        ("00012", "s", "General", "00012", ""),
        ("null", "s", "General", "null", ""),
        (2009, "n", "General", "2009", ""),
        (12, "n", "00000", "00012", ""),
        (100000.0, "n", "0.00E+00", "100000", ""),
        (0.1, "n", "General", "0.1", ""),
        (1e-7, "n", "General", "0.0000001", ""),
        (12345678901234567, "n", "General", "12345678901234567", "precision"),
        (True, "b", "General", "TRUE", ""),
        ("=1+1", "f", "General", "=1+1", "formula"),
        ("#REF!", "e", "General", "#REF!", "error"),
        (moment(2009, 4, 8), "d", "yyyy-mm-dd", "2009-04-08", ""),
        (moment(2009, 4, 8, 13, 5), "d", "yyyy-mm-dd h:mm", "2009-04-08T13:05:00", ""),
        (moment(2009, 4, 1), "d", "mmm\\ yyyy", "2009-04", ""),
        (moment(2009, 1, 1), "d", 'yyyy"년"', "2009", ""),
        (moment(2009, 4, 8), "d", "[$-412]yyyy년 m월 d일;@", "2009-04-08", ""),
        (moment(2009, 4, 8), "d", "mmmm", "2009-04-08", "no_year"),
        (moment(1900, 2, 28), "d", "yyyy-mm-dd", "1900-02-28", "early"),
        (datetime.date(1900, 3, 1), "d", "yyyy-mm-dd", "1900-03-01", ""),
        (datetime.time(13, 5), "d", "h:mm", "13:05:00", "time"),
        (datetime.timedelta(hours=30), "d", "[h]:mm", "1 day, 6:00:00", "time"),
    ],
)
def test_a_cell_is_what_it_shows(value: Any, kind: str, number_format: str, text: str, mark: str) -> None:
    assert workbook_child.text_of(value, kind, number_format) == (text, mark)


def test_dates_texts_and_formulas_of_a_spreadsheet(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEADER,
        ["x:1", "A", datetime.date(1950, 3, 2), "00012", "x:s"],
        ["x:2", "B", "1899-05", "1E5", "x:s"],
        ["x:3", "C", 1951, "=1+1", "x:s"],
        ["x:4", "D", 18324, "'=kept", "x:s"],
    ]
    first, second, third, fourth = items(saved(tmp_path / "a.xlsx", {"Persons ": rows}))
    assert isinstance(first, FileRow) and first.file == f"{tmp_path / 'a.xlsx'} [Persons ]"
    assert first.cells == {"id": "x:1", "name": "A", "birth": "1950-03-02", "note": "00012", "source_id": "x:s"}
    assert isinstance(second, FileRow) and (second.cells["birth"], second.cells["note"]) == ("1899-05", "1E5")
    assert isinstance(third, FileRow) and third.problem is not None
    assert (third.row, third.problem.column, third.problem.code) == (4, "note", "formula_cell")
    assert third.cells["note"] == "=1+1"  # word for word, to be put right
    assert isinstance(fourth, FileRow) and fourth.cells["birth"] == "18324"  # which no date is


def test_sheets_are_read_in_the_order_of_the_tables_and_others_are_reported(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "figures": [["a"]],
        "events": [["id", "kind", "person_id", "source_id"], ["x:e", "arrest", "x:1", "x:s"]],
        "README": [["hello"]],
        "sources": [["id", "kind"], ["x:s", "report"]],
        "cases": [],
    }
    path = saved(tmp_path / "a.xlsx", sheets)
    book = openpyxl.load_workbook(path)
    book["sources"].sheet_state = "hidden"
    book.save(path)
    result = read_workbook(path)
    assert result.tables == ("sources", "cases", "events")
    assert seen(list(result.items)) == [
        (None, "not_a_table"),
        (None, "hidden_sheet"),
        (2, "ok"),
        (2, "ok"),
        (None, "no_header"),
    ]


@pytest.mark.parametrize("at", [1, 2, 20])
def test_the_header_stands_in_any_of_the_first_20_rows(at: int) -> None:
    above = [(n, ["id", "of the register"]) for n in range(1, at)]
    found = sheet([*above, (at, HEADER), (at + 1, ["x:1", "A", "", "", "x:s"])])
    assert seen(found) == [*((n, "above_header") for n in range(1, at)), (at + 1, "ok")]


def test_without_a_header_every_row_is_counted_and_nothing_is_read() -> None:
    found = sheet([(n, ["x:1", "A"]) for n in range(1, 4)])
    assert seen(found) == [(None, "no_header"), (1, "header"), (2, "header"), (3, "header")]
    assert seen(sheet([(21, HEADER), (22, ["x:1"])]))[0] == (None, "no_header")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (["id", "name", "source_id", "colour"], "unknown_column"),
        (["id", "name", "name", "source_id"], "repeated_column"),
        (["id", "name"], "missing_column"),
    ],
)
def test_a_wrong_header_stops_the_sheet(header: list[str], code: str) -> None:
    found = sheet([(1, header), (2, ["x:1", "A", "x:s"])])
    assert seen(found) == [(1, code), (2, "header")] and isinstance(found[0], FileNote) and found[0].stops


def test_blank_rows_and_cells_beside_the_columns_are_told() -> None:
    found = sheet(
        [(1, ["id", "name", "source_id"]), (3, ["x:1", "A", "x:s"]), (7, [" "]), (8, ["x:2", "B", "x:s", "more"])]
    )
    assert seen(found) == [(2, "blank_row"), (3, "ok"), (4, "blank_row"), (7, "blank_row"), (8, "ragged")]
    assert isinstance(found[2], FileNote) and "2 after it" in found[2].note.reason


def test_rows_written_twice_or_beyond_the_stated_size_are_read(tmp_path: Path) -> None:
    header = "".join(
        text_cell(f"{letter}1", name) for letter, name in zip("ABC", ("id", "name", "source_id"), strict=True)
    )

    def row(number: int, id: str) -> str:
        cells = "".join(
            text_cell(f"{letter}{number}", text) for letter, text in zip("ABC", (id, "A", "x:s"), strict=True)
        )
        return f'<row r="{number}">{cells}</row>'

    rows = f'<row r="1">{header}</row>{row(2, "x:1")}{row(2, "x:2")}{row(9, "x:3")}'
    xml = SHEET.format(rows=rows).replace("<sheetData>", '<dimension ref="A1:C2"/><sheetData>')
    found = items(raw_workbook(tmp_path / "a.xlsx", {"families": xml}))
    assert [each.cells["id"] for each in found if isinstance(each, FileRow)] == ["x:1", "x:2", "x:3"]


def test_a_cell_written_twice_is_refused() -> None:
    given = [
        SheetRow(1, [(1, "id", ""), (2, "name", ""), (3, "source_id", "")]),
        SheetRow(2, [(1, "x:1", ""), (1, "x:2", "")]),
    ]
    (found,) = sheet_items(TABLES["families"], "f", given)
    assert isinstance(found, FileRow) and found.problem is not None and found.problem.code == "repeated_cell"


def test_a_workbook_is_recognised_by_its_content(tmp_path: Path) -> None:
    path = saved(tmp_path / "data.bin", {"persons": [HEADER]})
    found = format_of(path)
    assert found is not None and found.name == "workbook"
    for name, content in (("a.xlsx", b"id,name\n"), ("b.bin", b"PK\x03\x04 broken"), ("c.xlsx", b"")):
        (tmp_path / name).write_bytes(content)
        assert not recognise_workbook(tmp_path / name)
    assert not recognise_workbook(tmp_path) and not recognise_workbook(tmp_path / "nothing")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked"], ids=["cut", "locked"]
)
@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_a_workbook_that_is_damaged_locked_or_old_is_refused_as_one(
    suffix: str, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    found = format_of(path)
    assert found is not None and found.name == "workbook"
    with pytest.raises(InvalidDocument, match="not damaged or locked"):
        read_workbook(path)


def test_a_workbook_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidDocument, match="no sheet named like a table"):
        read_workbook(saved(tmp_path / "a.xlsx", {"figures": [["a"]]}))


def test_both_sides_know_the_same_word_for_out_of_memory() -> None:
    assert workbook_process._OUT_OF_MEMORY == workbook_child.OUT_OF_MEMORY


def test_the_reader_writes_the_sheets_and_the_rows_that_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path / "a.xlsx", {"one": [["a", None, 1]], "two": [["b"]]})
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO('["two", "one"]\n'))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(workbook_child, "prepare", lambda seconds, most_bytes: None)
    workbook_child.main(str(path), 1, 1)
    messages = [json.loads(line) for line in out.getvalue().splitlines()]
    assert messages == [
        ["sheets", [["one", "visible"], ["two", "visible"]]],
        ["sheet", "two"],
        ["row", 1, [[1, "b", ""]]],
        ["sheet", "one"],
        ["row", 1, [[1, "a", ""], [3, "1", ""]]],
        ["end"],
    ]
