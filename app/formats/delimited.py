"""Foreign files of lines: any separator, any encoding that is named; each line with its number, or what is wrong."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from app.domain.cells import Problem
from app.formats.csv_lines import Record, read_records
from app.formats.csv_tables import DAMAGE
from app.formats.mapping_file import ENCODINGS, FileShape
from app.formats.source_file import head_of

#: Before the bytes of a line that is not of the encoding: no UTF-8 has it.
_NO_UTF8 = b"\xff"
_HEAD_BYTES = 4_096


class Line(NamedTuple):
    """One line of a foreign file: its number, its cells by column, what is wrong with it, and its bytes if it is.

    Of a blank one ``more`` says how many blank ones follow.
    """

    number: int
    cells: dict[str, str]
    problem: Problem | None = None
    raw: bytes = b""
    more: int = 0


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
            return _NO_UTF8 + line


class _Wide:
    """A UTF-16 file whose lines are given as UTF-8."""

    def __init__(self, file: BinaryIO, codec: str) -> None:
        self._text = io.TextIOWrapper(file, codec, errors="replace", newline="\n")

    def readline(self, most: int) -> bytes:
        line = self._text.readline(most)
        return (_NO_UTF8 if "\ufffd" in line else b"") + line.encode("utf-8")


def codec_of(path: Path, encoding: str) -> str:
    """Return the codec for a file of an encoding: of UTF-16 the order of the bytes, with or without its mark.

    Parameters
    ----------
    path : Path
    encoding : str
        One of :data:`app.formats.mapping_file.ENCODINGS`.

    Returns
    -------
    str

    Notes
    -----
    Without a mark the order is told by where the zeros of ASCII signs stand; every table has line ends and separators.
    """
    if encoding != "utf-16":
        return encoding
    head = head_of(path, _HEAD_BYTES)
    if has_utf16_mark(head):
        return encoding
    return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"


def has_utf16_mark(head: bytes) -> bool:
    """Say whether a file begins with a byte order mark of UTF-16."""
    return head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def line_of(texts: Iterable[str], shape: FileShape, header_row: int = 0) -> bytes:
    """Return cells as a line of a file of a shape; the header as the first line of one, at its row.

    Parameters
    ----------
    texts : iterable of str
    shape : FileShape
    header_row : int
        0 for any other line.

    Returns
    -------
    bytes

    Examples
    --------
    >>> line_of(["a", "b,c"], FileShape()), line_of(["Name"], FileShape(), 3)
    (b'a,"b,c"\\n', b'\\n\\nName\\n')
    """
    out = io.StringIO()
    csv.writer(out, delimiter=shape.separator, lineterminator="\n").writerow(texts)
    raw = ("\n" * (header_row - 1) + out.getvalue()).encode("utf-8", "backslashreplace")
    return _as_in_the_file(raw, shape.encoding, is_first=header_row > 0)


def _as_in_the_file(raw: bytes, encoding: str, *, is_first: bool = False) -> bytes:
    """Return a line as bytes of the encoding, to be kept word for word; UTF-16 gets its mark before the first."""
    if raw.startswith(_NO_UTF8):
        return raw.removeprefix(_NO_UTF8) if encoding != "utf-16" else _wide(raw.removeprefix(_NO_UTF8))
    if encoding == "utf-8":
        return raw
    mark = codecs.BOM_UTF16_BE if is_first else b""
    return mark + _wide(raw) if encoding == "utf-16" else raw.decode("utf-8").encode(encoding, "backslashreplace")


def _wide(raw: bytes) -> bytes:
    return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").encode("utf-16-be")


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
            yield cast(BinaryIO, _Wide(file, codec_of(path, encoding)))
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
        First the header, whose cells are the names of the columns (to themselves, in NFC) and whose bytes stand under
        as many lines as in the file; then each line, damaged or not. A blank line has no cells and no problem.
    """
    with open_lines(path, encoding) as file:
        records = read_records(file, separator)
        header = next((record for record in records if record.line >= header_row), Record(header_row, []))
        columns = [unicodedata.normalize("NFC", cell.strip()) for cell in header.cells]
        named = [column for column in columns if column]
        problem = _damage(header, encoding)
        if problem is None and len(set(named)) < len(named):
            problem = Problem("", "repeated_column", "has two columns of one name in the header", "each name once")
        above = _as_in_the_file(b"\n" * (header.line - 1) + header.raw, encoding, is_first=True)
        yield Line(header.line, {column: column for column in named}, problem, above)
        for record in records:
            line = _line(record, columns, encoding)
            yield line._replace(raw=_as_in_the_file(line.raw, encoding)) if line.raw else line


def _line(record: Record, columns: list[str], encoding: str) -> Line:
    cells = record.cells
    if record.damage or not any(cell.strip() for cell in cells):
        return Line(record.line, {}, _damage(record, encoding), record.raw, record.more)
    if len(cells) != len(columns):
        ragged = Problem("", "ragged", f"has {len(cells):,} cells", f"{len(columns)} cells, as in the header")
        return Line(record.line, {}, ragged, record.raw)
    return Line(record.line, {name: text for name, text in zip(columns, cells, strict=True) if name})


def _damage(record: Record, encoding: str) -> Problem | None:
    if not record.damage:
        return None
    if record.damage == "undecodable":
        allowed = f"text of the encoding that the mapping names, one of {', '.join(ENCODINGS)}"
        return Problem("", record.damage, f"holds bytes that are no {encoding.upper()}", allowed)
    return Problem("", record.damage, *DAMAGE[record.damage])
