"""Data sets as workbooks (XLSX): one sheet for each table, named like the CSV files.

The file is read in a process of its own (:mod:`app.formats.workbook_process`), so that one made to hurt its reader
hurts nobody. A cell is what it shows: a date whose format has no day is a month or a year, a formula is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path

from app.domain.cells import Problem
from app.domain.columns import Table
from app.domain.tables import TABLES
from app.errors import InvalidDocument, TooLarge
from app.formats.base import FileNote, FileRow, ReadResult
from app.formats.csv_tables import MOST_COLUMNS, blank_rows, column_problems
from app.formats.workbook_process import Sheet, SheetRow, WorkbookLimits, WorkbookReading, is_workbook

README_SHEET = "README"
LISTS_SHEET = "_lists"
_HEADER_ROWS = 20
_MARKS: dict[str, tuple[str, str]] = {
    "formula": ("holds a formula", "the value itself: copy, and paste values only"),
    "error": ("holds an error of the spreadsheet", "the value itself"),
    "time": ("holds a time of day or a duration", "a day, or text"),
    "precision": ("holds a number of more than 15 digits, which a spreadsheet does not keep", "the digits as text"),
    "early": ("holds a spreadsheet date before March 1900, which programs count differently", "the date as text"),
    "merged": (
        "is merged with cells above it: one value is shown for several rows",
        "a value in each row: unmerge the cells, and fill it in",
    ),
    "no_year": ("holds a spreadsheet date that shows no year", "a format that shows the year, or the date as text"),
}


def recognise_workbook(path: Path) -> bool:
    """Say whether a path is an XLSX workbook."""
    return is_workbook(path)


def read_workbook(path: Path, dataset: str = "", limits: WorkbookLimits | None = None) -> ReadResult:
    """Open a workbook for reading.

    Parameters
    ----------
    path : Path
    dataset : str
        Not used: the ids of tables hold their data set.
    limits : WorkbookLimits, optional

    Returns
    -------
    ReadResult
        The items of its sheets, in the order of the tables of a data set. A header may stand in any of the first 20
        rows; hidden sheets are read, and reported; sheets that are not named like a table are reported only.

    Raises
    ------
    InvalidDocument
        It is no workbook, is damaged, or has no sheet named like a table.
    TooLarge
        It holds more than a workbook may.
    """
    reading = WorkbookReading(path, limits)
    order = list(TABLES)
    tables = [sheet for sheet in reading.sheets if _table_name(sheet.name) in TABLES]
    tables.sort(key=lambda sheet: order.index(_table_name(sheet.name)))
    if not tables:
        reading.close()
        allowed = f"{', '.join(TABLES)}; any other table with --mapping (kintrace map-start makes a first one)"
        raise InvalidDocument(str(path), None, None, "no_table", "has no sheet named like a table", allowed)
    files = [_place(path, sheet.name) for sheet in tables]
    return ReadResult(files, _items(path, reading, tables), tuple(_table_name(sheet.name) for sheet in tables))


def _table_name(sheet: str) -> str:
    return sheet.strip().casefold()


def _place(path: Path, sheet: str) -> str:
    return f"{path} [{sheet}]"


def _items(path: Path, reading: WorkbookReading, tables: list[Sheet]) -> Iterator[FileRow | FileNote]:
    for sheet in reading.sheets:
        yield from _notes_on(_place(path, sheet.name), sheet)
    read: set[str] = set()
    try:
        for name, rows in groupby(reading.rows([sheet.name for sheet in tables]), key=itemgetter(0)):
            read.add(name)
            yield from sheet_items(TABLES[_table_name(name)], _place(path, name), (row for _, row in rows))
    except (InvalidDocument, TooLarge) as error:
        yield FileNote(str(path), None, Problem("", error.code, str(error)), stops=True)
        return
    for sheet in tables:
        if sheet.name not in read:
            problem = Problem("", "no_header", "is empty", "a row with names of columns, or no such sheet")
            yield FileNote(_place(path, sheet.name), None, problem, stops=False)


def _notes_on(place: str, sheet: Sheet) -> Iterator[FileNote]:
    if sheet.name in (README_SHEET, LISTS_SHEET):
        return
    if _table_name(sheet.name) not in TABLES:
        note = Problem(
            "", "not_a_table", "is a sheet that is not named like a table, and is left alone", ", ".join(TABLES)
        )
        yield FileNote(place, None, note, stops=False)
    elif sheet.is_hidden:
        yield FileNote(place, None, Problem("", "hidden_sheet", "is hidden, and is read all the same"), stops=False)


def sheet_items(table: Table, place: str, rows: Iterable[SheetRow]) -> Iterator[FileRow | FileNote]:
    """Yield the items of one sheet.

    Parameters
    ----------
    table : Table
    place : str
        Name of file and sheet, as reports show it.
    rows : iterable of SheetRow
        The rows that are not empty.

    Yields
    ------
    FileRow and FileNote
    """
    remaining = iter(rows)
    first = _first_rows(remaining)
    at, columns = _header(table, first)
    problems = _header_problems(table, columns)
    last = first[at].number if columns else 0
    for row in first[: at if columns else 0]:
        yield FileNote(
            place, row.number, Problem("", "above_header", "stands above the header, and is passed over"), False
        )
    for problem in problems:
        yield FileNote(place, last or None, problem, stops=True)
    for row in chain(first[at + 1 if columns else 0 :], remaining):
        yield from _row_items(table, place, row, columns, last, readable=not problems)
        last = row.number


def _first_rows(rows: Iterator[SheetRow]) -> list[SheetRow]:
    """Take the rows among which the header may be, and the one behind them."""
    taken: list[SheetRow] = []
    for row in rows:
        taken.append(row)
        if row.number > _HEADER_ROWS or len(taken) > 2 * _HEADER_ROWS:  # numbers may be written twice
            break
    return taken


def _header(table: Table, rows: list[SheetRow]) -> tuple[int, dict[int, str]]:
    """Return the place of the row with most names of columns, and its columns; no columns when there is none."""
    known = {column.name for column in table.columns}
    found = [
        (sum(text.strip() in known for _, text, _ in row.cells), -place)
        for place, row in enumerate(rows)
        if row.number <= _HEADER_ROWS
    ]
    most, place = max(found, default=(0, 0))
    if most < min(2, len(known)):
        return 0, {}
    return -place, {column: text.strip() for column, text, _ in rows[-place].cells if text.strip()}


def _header_problems(table: Table, columns: dict[int, str]) -> list[Problem]:
    if len(columns) > MOST_COLUMNS:
        return [Problem("", "too_many_columns", "has too many columns", f"at most {MOST_COLUMNS}")]
    if columns:
        return column_problems(table, list(columns.values()))
    names = ", ".join(column.name for column in table.columns)
    return [
        Problem("", "no_header", "has no header", f"names of columns in one of the first {_HEADER_ROWS} rows: {names}")
    ]


def _row_items(
    table: Table, place: str, row: SheetRow, columns: dict[int, str], last: int, *, readable: bool
) -> Iterator[FileRow | FileNote]:
    missing = row.number - last - 1
    if missing > 0 and columns:
        yield FileNote(place, last + 1, blank_rows(missing - 1), stops=False)
    if all(not text.strip() for _, text, _ in row.cells):
        yield FileNote(place, row.number, blank_rows(0), stops=False)
    elif not readable:
        yield FileRow(place, row.number, table.name, {}, Problem("", "header", "cannot be read under this header"))
    else:
        cells, problem = row_cells(row, columns)
        yield FileRow(place, row.number, table.name, cells, problem)


_ESCAPE = re.compile("_x(005F|000D)_")


def _unescaped(found: re.Match[str]) -> str:
    return "_" if found[1] == "005F" else "\r"


def row_cells(row: SheetRow, columns: dict[int, str]) -> tuple[dict[str, str], Problem | None]:
    """Return the cells of a row by the names of their columns, and what is wrong with the first that is.

    Parameters
    ----------
    row : SheetRow
    columns : dict of int to str

    Returns
    -------
    cells : dict of str to str
    problem : Problem or None
    """
    cells: dict[str, str] = {}
    problem: Problem | None = None
    for column, raw, mark in row.cells:
        name, text = columns.get(column), _ESCAPE.sub(_unescaped, raw)
        if name is None:
            found = Problem("", "ragged", "has a cell in a column without a name", "a name in the header, or no cell")
        elif name in cells:
            found = Problem(name, "repeated_cell", "stands twice in the file", "each cell once")
        elif mark:
            found = Problem(name, f"{mark}_cell", *_MARKS[mark])
        else:
            cells[name] = text
            continue
        problem = problem or found
        if name is not None:
            cells.setdefault(name, text)
    return cells, problem
