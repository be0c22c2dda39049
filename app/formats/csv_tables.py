"""Data sets as CSV files: a folder with one file for each table, or one such file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from app.domain.cells import Problem, guarded
from app.domain.columns import Table
from app.domain.tables import TABLES
from app.errors import InvalidDocument
from app.formats.base import FileNote, FileRow, ReadResult, TableRow, Written
from app.formats.csv_lines import Record, read_records

MOST_COLUMNS = 256
DAMAGE: dict[str, tuple[str, str]] = {
    "undecodable": ("holds bytes that are no UTF-8", "save the file as UTF-8"),
    "unclosed_quote": (
        "opens a quote that is not closed where a cell ends",
        "a quoted cell ends with a quote; a quote within it is written twice",
    ),
    "bad_quotes": (
        "holds a quote in the wrong place",
        "a cell with quotes is quoted as a whole; a quote within it is written twice",
    ),
    "bad_line_ends": ("holds a carriage return within a cell without quotes", "lines that end with LF or CRLF"),
    "too_long": ("is longer than a row can be", "at most 4 MiB in a line"),
}

#: Files that may lie beside the tables: published totals to compare with, and what words mean. They hold no claims.
COMPANIONS = frozenset({"figures", "vocabulary"})


def recognise_csv_tables(path: Path) -> bool:
    """Say whether a path is a table file or a folder that holds one.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bool
    """
    try:
        if path.is_dir():
            return any((path / f"{name}.csv").is_file() for name in TABLES)
    except OSError:
        return False
    return path.suffix.lower() == ".csv" and path.stem in TABLES


def read_csv_tables(path: Path, dataset: str = "") -> ReadResult:
    """Open a folder of tables, or one table, for reading.

    Parameters
    ----------
    path : Path
    dataset : str
        Not used: the ids of CSV tables hold their data set.

    Returns
    -------
    ReadResult
        Its items are read from the files while they are taken, table by table in the order of a data set.

    Raises
    ------
    InvalidDocument
        If the path does not exist or holds no table.
    """
    if not path.exists():
        raise InvalidDocument(str(path), None, None, "not_found", "there is no such file or folder")
    folder = path if path.is_dir() else path.parent
    tables = [table for name, table in TABLES.items() if (folder / f"{name}.csv").is_file()] if path.is_dir() else []
    if not path.is_dir() and path.suffix.lower() == ".csv" and path.stem in TABLES:
        tables = [TABLES[path.stem]]
    if not tables:
        allowed = f"files named {', '.join(f'{name}.csv' for name in TABLES)}"
        raise InvalidDocument(str(path), None, None, "no_table", "holds no table", allowed)
    files = {table.name: folder / f"{table.name}.csv" if path.is_dir() else path for table in tables}
    known = TABLES.keys() | COMPANIONS
    strangers = sorted(each for each in folder.glob("*.csv") if each.stem not in known) if path.is_dir() else []
    return ReadResult([str(file) for file in files.values()], _items(files, strangers), tuple(files))


def _items(files: dict[str, Path], strangers: list[Path]) -> Iterator[FileRow | FileNote]:
    for stranger in strangers:
        note = Problem(
            "",
            "not_a_table",
            "is not named like a table and is left alone",
            ", ".join(f"{name}.csv" for name in TABLES),
        )
        yield FileNote(str(stranger), None, note, stops=False)
    for name, file in files.items():
        yield from _read_table(TABLES[name], file)


def _read_table(table: Table, path: Path) -> Iterator[FileRow | FileNote]:
    name = str(path)
    with path.open("rb") as file:
        head = file.read(4)
        if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head:
            yield FileNote(name, None, Problem("", "encoding", "is UTF-16", "save the file as UTF-8"), stops=True)
            return
        file.seek(0)
        records = read_records(file)
        header = next((record for record in records if record.cells or record.damage), None)
        columns = [cell.strip() for cell in header.cells] if header else []
        wrong = _header_problems(table, header, columns)
        for problem in wrong:
            yield FileNote(name, header.line if header else 1, problem, stops=True)
        above = header.raw if header else b""
        for record in records:
            item = _item(table.name, name, columns, record, readable=not wrong)
            if isinstance(item, FileRow) and item.problem is not None:
                yield replace(item, raw=record.raw, raw_header=above)
            else:
                yield item


def _header_problems(table: Table, header: Record | None, columns: list[str]) -> list[Problem]:
    known = ", ".join(column.name for column in table.columns)
    if header is None:
        return [Problem("", "no_header", "has no header", f"a first line with names of columns: {known}")]
    if header.damage:
        reason, allowed = DAMAGE[header.damage]
        return [Problem("", header.damage, f"the header {reason}", allowed)]
    if len(columns) > MOST_COLUMNS:
        return [Problem("", "too_many_columns", "has too many columns", f"at most {MOST_COLUMNS}")]
    if len(columns) == 1 and table.column(columns[0]) is None and any(sign in columns[0] for sign in ";\t"):
        return [
            Problem("", "separator", "has no commas between its columns", "commas; save the file as CSV with commas")
        ]
    return column_problems(table, columns)


def column_problems(table: Table, columns: Sequence[str]) -> list[Problem]:
    """Return what is wrong with the names of columns of a table: repeated, unknown and missing ones.

    Parameters
    ----------
    table : Table
    columns : sequence of str

    Returns
    -------
    list of Problem
    """
    known = ", ".join(column.name for column in table.columns)
    found: list[Problem] = []
    for place, column in enumerate(columns):
        if column in columns[:place]:
            found.append(Problem(column, "repeated_column", "stands twice in the header", "each column once"))
        elif table.column(column) is None:
            what = "has no name in the header" if not column else "is no column of this table"
            found.append(Problem(_short(column), "unknown_column", what, known))
    for needed in table.columns:
        if needed.required and needed.name not in columns:
            found.append(
                Problem(
                    needed.name, "missing_column", "is missing in the header", "this column with a value in every row"
                )
            )
    return found


def blank_rows(more: int) -> Problem:
    """Return what is told of a blank row and those after it that are blank too.

    Parameters
    ----------
    more : int
        How many these are.

    Returns
    -------
    Problem
    """
    if not more:
        return Problem("", "blank_row", "is blank and is passed over")
    return Problem("", "blank_row", f"this row and the {more:,} after it are blank and are passed over")


def _short(name: str) -> str:
    """Return a foreign column name fit for a one-line message."""
    shown = name if name.isprintable() else ascii(name)[1:-1]
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _item(table: str, file: str, columns: list[str], record: Record, *, readable: bool) -> FileRow | FileNote:
    cells = record.cells
    if record.damage:
        reason, allowed = DAMAGE[record.damage]
        return FileRow(file, record.line, table, {}, Problem("", record.damage, reason, allowed))
    if not any(cells) or not any(cell.strip() for cell in cells):
        return FileNote(file, record.line, blank_rows(record.more), stops=False)
    if not readable:
        return FileRow(file, record.line, table, {}, Problem("", "header", "cannot be read under this header"))
    if len(cells) != len(columns):
        if len(cells) < len(columns) and not record.complete:
            problem = Problem("", "cut", "is cut off: the file ends within it", f"{len(columns)} cells")
        else:
            problem = Problem("", "ragged", f"has {len(cells):,} cells", f"{len(columns)} cells, as in the header")
        return FileRow(file, record.line, table, {}, problem)
    return FileRow(file, record.line, table, dict(zip(columns, cells, strict=True)))


def write_csv_tables(rows: Iterable[TableRow], folder: Path) -> Written:
    """Write rows as a folder of tables.

    Parameters
    ----------
    rows : iterable of (table name, cells)
    folder : Path
        Made when it is not there.

    Returns
    -------
    Written
        ``counts`` are the rows of each table; a table without rows gets no file. Nothing is lost.

    Notes
    -----
    UTF-8, LF, all columns in the order of the table. The same rows in the same order give the same bytes. A cell that
    would open a formula in a spreadsheet gets ``'`` before it, which reading takes away; numbers are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, int] = {}
    open_files: dict[str, TextIO] = {}
    try:
        for name, cells in rows:
            table = TABLES[name]
            if name not in open_files:
                open_files[name] = (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
                open_files[name].write(",".join(column.name for column in table.columns) + "\n")
            open_files[name].write(_line(table, cells))
            written[name] = written.get(name, 0) + 1
    finally:
        for file in open_files.values():
            file.close()
    counts = {name: written[name] for name in TABLES if name in written}
    return Written([folder / f"{name}.csv" for name in counts], counts)


def _line(table: Table, cells: dict[str, str]) -> str:
    shown = [
        cells.get(column.name, "") if column.type in ("int", "number") else guarded(cells.get(column.name, ""))
        for column in table.columns
    ]
    return ",".join(_quoted(cell) for cell in shown) + "\n"


def _quoted(cell: str) -> str:
    if any(sign in cell for sign in ',"\r\n') or cell != cell.strip():
        doubled = cell.replace('"', '""')
        return f'"{doubled}"'
    return cell
