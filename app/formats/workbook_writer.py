"""Workbooks out: the claims as sheets, and nothing in the bytes but the data."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.domain.cells import guarded
from app.domain.columns import Table
from app.domain.tables import TABLES
from app.errors import TooLarge
from app.formats.archives import plain_member
from app.formats.base import TableRow, Written

MOST_ROWS = 1_048_576
_TEXT = "@"
_PIECE = 1 << 20
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_TIME = rb"\g<1>1980-01-01T00:00:00Z"


def write_workbook(rows: Iterable[TableRow], out: Path) -> Written:
    """Write rows as a workbook with one sheet for each table.

    Parameters
    ----------
    rows : iterable of (table name, cells)
        Table by table.
    out : Path

    Returns
    -------
    Written
        ``counts`` are the rows of each table; a table without rows gets no sheet. Nothing is lost.

    Raises
    ------
    TooLarge
        A table has more rows than a sheet.

    Notes
    -----
    The same rows in the same order give the same bytes. Every cell is text: no program that opens the workbook turns
    ``2009-08`` into a day or ``00012`` into a number. A cell that would open a formula gets ``'`` before it, which
    reading takes away.
    """
    book = new_book()
    sheets: dict[str, Any] = {}
    counts: dict[str, int] = {}
    try:
        for name, cells in rows:
            if name not in sheets:
                sheets[name] = add_sheet(book, TABLES[name])
            if counts.get(name, 0) == MOST_ROWS - 1:
                raise TooLarge(f"{MOST_ROWS:,} rows in a sheet", "Export csv, or a part of the data")
            sheets[name].append([_shown(TABLES[name], column.name, cells) for column in TABLES[name].columns])
            counts[name] = counts.get(name, 0) + 1
    finally:
        for sheet in sheets.values():
            sheet.close()
    if not sheets:
        book.create_sheet("README").append(["no rows"])
    save(book, out)
    return Written([out], {name: counts[name] for name in TABLES if name in counts})


def _shown(table: Table, name: str, cells: dict[str, str]) -> str | None:
    text = cells.get(name, "")
    column = table.column(name)
    is_number = column is not None and column.type in ("int", "number")
    return escaped(text if is_number else guarded(text)) or None


def escaped(text: str) -> str:
    r"""Return a text in which XML keeps a carriage return; :func:`app.formats.workbook.row_cells` takes it back.

    Examples
    --------
    >>> escaped("a\rb_x")
    'a_x000D_b_x005F_x'
    """
    return text.replace("_x", "_x005F_x").replace("\r", "_x000D_") if "\r" in text or "_x" in text else text


def new_book() -> Any:
    """Return an empty workbook that is written row by row."""
    from openpyxl import Workbook

    return Workbook(write_only=True)


def add_sheet(book: Any, table: Table) -> Any:
    """Add the sheet of a table, with its header: all its columns are text, the header stays in sight.

    Parameters
    ----------
    book : openpyxl workbook
    table : Table

    Returns
    -------
    openpyxl sheet
    """
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "A2"
    header = []
    for number, column in enumerate(table.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.number_format = _TEXT
        dimension.width = max(12, len(column.name) + 3)
        cell = WriteOnlyCell(sheet, column.name)
        cell.font = Font(bold=True)
        cell.number_format = _TEXT
        header.append(cell)
    sheet.append(header)
    return sheet


def save(book: Any, out: Path) -> None:
    """Write a workbook without the time at which it was made.

    Parameters
    ----------
    book : openpyxl workbook
    out : Path
    """
    with TemporaryDirectory(prefix="kintrace-workbook-") as folder:
        made = Path(folder) / "made.xlsx"
        book.save(made)
        with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in sorted(source.namelist()):
                _copy_member(source, target, name)


def _copy_member(source: zipfile.ZipFile, target: zipfile.ZipFile, name: str) -> None:
    if name == "docProps/core.xml":
        target.writestr(plain_member(name), _TIMES.sub(_NO_TIME, source.read(name)))
        return
    with source.open(name) as content, target.open(plain_member(name), "w", force_zip64=True) as member:
        shutil.copyfileobj(content, member, _PIECE)
