"""Reads the sheets of one workbook in a process of its own, with little memory and time: what a stranger's file makes
of a reader ends with that process.

Run as ``python workbook_child.py FILE SECONDS BYTES``. It writes lines of JSON: the sheets, then, for the sheets named
in a line on the standard input, their rows. A row is its number and its cells: column, text, and a word for a cell
that has no text of its own (``formula``, ``error``, ``time``, ``precision``, ``early``, ``no_year``, ``merged``).

Only the standard library and openpyxl are imported, nothing of Kintrace: the process starts in isolated mode.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import math
import os
import re
import sys
import warnings
from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

#: From here on all programs count days alike; before, one of them has a 29 February 1900.
_FIRST_SURE_DAY = datetime.date(1900, 3, 1)
_MOST_EXACT = 1e15
_NOT_SHOWN = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.|\*.')
_ZEROS = re.compile("0{2,}")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=[\"']([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})[\"']")
_LONGEST_MERGED = 100
_PIECE = 1 << 20
OUT_OF_MEMORY = 3

Cell = tuple[int, str, str]


def main(path: str, seconds: int, most_bytes: int) -> None:
    """Write the sheets of a workbook and the rows of those that are asked for.

    Parameters
    ----------
    path : str
    seconds, most_bytes : int
        Of the processor, and of memory beyond what is held at the start.
    """
    prepare(seconds, most_bytes)
    warnings.simplefilter("ignore")  # what it leaves aside (pictures, charts) holds no rows
    book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
    say(["sheets", [[sheet.title, sheet.sheet_state] for sheet in book.worksheets]])
    sys.stdout.flush()
    by_name = {sheet.title: sheet for sheet in book.worksheets}
    for name in json.loads(sys.stdin.readline() or "[]"):
        say(["sheet", name])
        for number, cells in rows(book, by_name[name]):
            say(["row", number, cells])
    say(["end"])


def prepare(seconds: int, most_bytes: int) -> None:
    """Bound the time of the processor and the memory of this process, where the system can.

    Parameters
    ----------
    seconds, most_bytes : int

    Notes
    -----
    Sheets are opened without looking for their size, for which every one of them would be read twice.
    """
    ReadOnlyWorksheet._get_size = lambda sheet: None
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        with open("/proc/self/statm", encoding="ascii") as file:
            held = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + most_bytes, held + most_bytes))


def say(message: list[Any]) -> None:
    """Write one message."""
    sys.stdout.write(json.dumps(message) + "\n")


def rows(book: Any, sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of a sheet that hold anything, as the file has them.

    Parameters
    ----------
    book, sheet : openpyxl workbook and read-only sheet

    Yields
    ------
    (number, cells)

    Notes
    -----
    The parser is asked directly: the sheet's own iterator believes the size that the file states, and drops rows
    beyond it or written twice.
    """
    merged = Merged(sheet)
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=False,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, found in parser.parse():
            cells = [shown(ReadOnlyCell(sheet, **cell)) for cell in found if cell["value"] is not None]
            if cells:
                yield number, merged.with_shown(number, cells)


class Merged:
    """Cells that are merged with others below them: these show a value that only the first one has.

    Parameters
    ----------
    sheet : openpyxl read-only sheet
        It is looked through once: what is merged stands behind its rows.
    """

    def __init__(self, sheet: Any) -> None:
        found: list[tuple[int, int, int]] = []
        with sheet._get_source() as source:
            text = b""
            while piece := source.read(_PIECE):
                text, done = text[-_LONGEST_MERGED:] + piece, 0
                for one in _MERGED.finditer(text):
                    found.append((int(one[2]), int(one[3]), column_index_from_string(one[1].decode("ascii"))))
                    done = one.end()
                text = text[done:]
        self._waiting = deque(sorted(each for each in found if each[0] < each[1]))
        self._open: dict[int, tuple[int, str]] = {}

    def with_shown(self, number: int, cells: list[Cell]) -> list[Cell]:
        """Return the cells of a row and those that show what a row above holds, marked; rows come in their order."""
        self._open = {column: (last, text) for column, (last, text) in self._open.items() if last >= number}
        own = {column: text for column, text, _ in cells}
        shown = [(column, text, "merged") for column, (_, text) in self._open.items() if column not in own]
        while self._waiting and self._waiting[0][0] <= number:
            first, last, column = self._waiting.popleft()
            if first == number and column in own:
                self._open[column] = (last, own[column])
        return sorted([*cells, *shown]) if shown else cells


def shown(cell: Any) -> Cell:
    """Return column, text and mark of one cell."""
    return cell.column, *text_of(cell.value, cell.data_type, cell.number_format)


def text_of(value: Any, kind: str, number_format: str) -> tuple[str, str]:
    """Return the text of a value, and a mark when it is no text that can be trusted.

    Parameters
    ----------
    value : object
    kind : str
        Type of the cell: s, n, b, d, e or f.
    number_format : str

    Returns
    -------
    text, mark : str

    Examples
    --------
    >>> text_of(12, "n", "00000"), text_of(datetime.datetime(2009, 4, 1), "d", "mmm yyyy")
    (('00012', ''), ('2009-04', ''))
    """
    if kind == "f":
        return str(getattr(value, "text", value)), "formula"
    if kind == "e":
        return str(value), "error"
    if isinstance(value, bool):
        return str(value).upper(), ""
    if isinstance(value, datetime.datetime):
        return _date(value, number_format)
    if isinstance(value, datetime.date):
        return value.isoformat(), ""
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value), "time"
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value), ""


def _date(value: datetime.datetime, number_format: str) -> tuple[str, str]:
    """Return a date as precisely as its cell shows it."""
    if value.date() < _FIRST_SURE_DAY:
        return value.date().isoformat(), "early"
    signs = set(_NOT_SHOWN.sub("", number_format.partition(";")[0].lower()))
    if not signs & set("dhs"):
        if "y" not in signs:
            return value.date().isoformat(), "no_year"
        return f"{value:%Y-%m}" if "m" in signs else f"{value:%Y}", ""
    at_midnight = value.time() == datetime.time()
    return value.date().isoformat() if at_midnight else value.isoformat(timespec="seconds"), ""


def _number(value: float, number_format: str) -> tuple[str, str]:
    if not math.isfinite(value) or abs(value) >= _MOST_EXACT:
        return str(value), "precision"
    if value == int(value):
        text = str(int(value))
        return (text.zfill(len(number_format)) if _ZEROS.fullmatch(number_format) else text), ""
    return format(Decimal(repr(value)), "f"), ""


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
        sys.stdout.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
