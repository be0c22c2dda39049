"""Foreign files of lines: any separator, any encoding that is named; each line with its number, or what is wrong."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from app.domain.cells import Problem
from app.formats.csv_lines import Record, read_records
from app.formats.csv_tables import DAMAGE

_NO_UTF8 = b"\xff"


class Line(NamedTuple):
    """One line of a foreign file: its number, its cells by column, what is wrong with it, and its bytes if it is."""

    number: int
    cells: dict[str, str]
    problem: Problem | None = None
    raw: bytes = b""


class _Recoded:
    """A file whose lines are given as UTF-8; a line that is not of the encoding is given as bytes that are no UTF-8."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._encoding = encoding

    def readline(self, most: int) -> bytes:
        line = self._file.readline(most)
        try:
            return line.decode(self._encoding).encode("utf-8")
        except UnicodeError:
            return _NO_UTF8 + b"\n" * line.endswith(b"\n")


class _Wide:
    """A UTF-16 file whose lines are given as UTF-8; what is no character becomes the sign for a lost one."""

    def __init__(self, file: BinaryIO) -> None:
        self._text = io.TextIOWrapper(file, "utf-16", errors="replace", newline="\n")

    def readline(self, most: int) -> bytes:
        return self._text.readline(most).encode("utf-8")


@contextmanager
def open_lines(path: Path, encoding: str) -> Iterator[BinaryIO]:
    """Open a file so that its lines are UTF-8.

    Parameters
    ----------
    path : Path
    encoding : str
        One of :data:`app.formats.mapping_file.ENCODINGS`.

    Yields
    ------
    binary file
        With the method ``readline``.
    """
    with path.open("rb") as file:
        if encoding == "utf-8":
            yield file
        elif encoding == "utf-16":
            yield cast(BinaryIO, _Wide(file))
        else:
            yield cast(BinaryIO, _Recoded(file, encoding))


def read_lines(path: Path, encoding: str, separator: str, header_row: int = 1) -> Iterator[Line]:
    """Yield the header and the lines of a file.

    Parameters
    ----------
    path : Path
    encoding, separator : str
    header_row : int
        Which line is the header.

    Yields
    ------
    Line
        First the header, whose cells are the names of the columns (to themselves); then each line, damaged or not. A
        blank line has no cells and no problem.
    """
    with open_lines(path, encoding) as file:
        records = read_records(file, separator)
        header = next((record for record in records if record.line >= header_row), Record(header_row, []))
        columns = [cell.strip() for cell in header.cells]
        named = [column for column in columns if column]
        problem = _damage(header)
        if problem is None and len(set(named)) < len(named):
            problem = Problem("", "repeated_column", "has two columns of one name in the header", "each name once")
        yield Line(header.line, {column: column for column in named}, problem, header.raw)
        for record in records:
            yield _line(record, columns)


def _line(record: Record, columns: list[str]) -> Line:
    cells = record.cells
    if record.damage or not any(cell.strip() for cell in cells):
        return Line(record.line, {}, _damage(record), record.raw)
    if len(cells) != len(columns):
        ragged = Problem("", "ragged", f"has {len(cells):,} cells", f"{len(columns)} cells, as in the header")
        return Line(record.line, {}, ragged, record.raw)
    return Line(record.line, {name: text for name, text in zip(columns, cells, strict=True) if name})


def _damage(record: Record) -> Problem | None:
    return Problem("", record.damage, *DAMAGE[record.damage]) if record.damage else None
