"""Rows told one by one, as a form or program sends them: recorded by the same import as files, reported by number."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from app.domain.columns import SEPARATOR
from app.domain.tables import TABLES
from app.errors import InvalidParameter
from app.formats.csv_tables import write_csv_tables
from app.services.importing import ImportOptions

if TYPE_CHECKING:
    from app.services.ledger import Ledger

Value = str | int | float | list[str] | None
#: A table and one row of it.
Told = tuple[str, Mapping[str, Value]]
_FIRST_LINE = 2


def record_rows(ledger: Ledger, told: Sequence[Told], options: ImportOptions) -> dict[str, Any]:
    """Record rows of any tables as one import.

    Parameters
    ----------
    ledger : Ledger
    told : sequence of (str, mapping)
        Table, and column to value; numbers and lists of texts are written as cells would be, None is an empty cell.
    options : ImportOptions

    Returns
    -------
    dict
        The import report. ``file`` of a problem is the table, ``row`` the number of the row in ``told``, from 1.

    Raises
    ------
    InvalidParameter
        A table or column does not exist, a row is empty, or a value cannot be a cell; nothing is recorded.
    """
    rows = [(table, _cells(number, table, row)) for number, (table, row) in enumerate(told, 1)]
    numbers = _line_numbers(rows)
    with TemporaryDirectory(prefix="kintrace-told-") as folder:
        write_csv_tables(rows, Path(folder))
        report = ledger.import_paths([Path(folder)], options).to_dict()
    report["files"] = [Path(file).stem for file in report["files"]]
    for entry in (*report["problems"], *report["warnings"]):
        entry["file"] = Path(entry["file"]).stem
        entry["row"] = numbers.get((entry["file"], entry["row"]))
    return report


def foresee_rows(ledger: Ledger, told: Sequence[Told], *, answers: bool = False) -> dict[str, Any]:
    """Return what rows would do that a dry run found right, as :meth:`Ledger.foresee` does.

    Parameters
    ----------
    ledger : Ledger
    told : sequence of (str, mapping)
    answers : bool

    Returns
    -------
    dict

    Raises
    ------
    InvalidParameter
        As for :func:`record_rows`.
    """
    rows = [(table, _cells(number, table, row)) for number, (table, row) in enumerate(told, 1)]
    return ledger.foresee(rows, answers=answers)


def _cells(number: int, table: str, row: Mapping[str, Value]) -> dict[str, str]:
    spec = TABLES.get(table)
    if spec is None:
        raise InvalidParameter(f"row {number}, table", ", ".join(TABLES), "is no table")
    for name in row:
        if spec.column(name) is None:
            raise InvalidParameter(f"row {number}", ", ".join(c.name for c in spec.columns), f"no column of {table}")
    cells = {name: _cell(number, name, value) for name, value in row.items() if value is not None}
    if not any(text.strip() for text in cells.values()):
        raise InvalidParameter(f"row {number}", f"a row of {table}", "is empty")
    return cells


def _cell(number: int, name: str, value: Value) -> str:
    if isinstance(value, list):
        if any(SEPARATOR in each for each in value):
            raise InvalidParameter(f"row {number}, {name}", f"texts without {SEPARATOR}")
        return SEPARATOR.join(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidParameter(f"row {number}, {name}", "a finite number")
        return f"{value:.12f}".rstrip("0").rstrip(".")
    return str(value)


def _line_numbers(rows: Sequence[tuple[str, Mapping[str, str]]]) -> dict[tuple[str, int | None], int]:
    """Return which row begins at which line of its table's file; a text may hold line ends."""
    found: dict[tuple[str, int | None], int] = {}
    lines: dict[str, int] = {}
    for number, (table, cells) in enumerate(rows, 1):
        line = lines.get(table, _FIRST_LINE)
        found[table, line] = number
        texts = [text.replace("\r\n", "\n").replace("\r", "\n") for text in cells.values()]
        lines[table] = line + 1 + sum(text.count("\n") for text in texts)
    return found
