"""A first mapping for a foreign file: what its headers and values let one guess, to be read over and put right."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

from app.domain.identifiers import is_id
from app.errors import InvalidDocument
from app.formats.base import Format
from app.formats.delimited import Line, codec_of, has_utf16_mark, read_lines
from app.formats.graph_file import checked_rows
from app.formats.mapping import sheet_lines
from app.formats.mapping_events import LogGuess
from app.formats.mapping_file import ENCODINGS, SEPARATORS, FileShape
from app.formats.mapping_graph import GraphGuess
from app.formats.mapping_guess import Guess, quoted
from app.formats.mapping_words import person_column
from app.formats.source_file import head_of
from app.formats.workbook_process import WorkbookReading, is_workbook

_SAMPLE_LINES = 1_000
#: As for the sheets of a workbook of ours.
_HEADER_ROWS = 20
#: Edges stand behind all nodes.
_SAMPLE_RECORDS = 1_000_000
_SAMPLE_BYTES = 65_536
#: Excel takes the first line ``sep=;`` as the separator, and writes it no more.
_EXCEL = "sep="


def dataset_of(stem: str) -> str:
    """Return the name of a data set after a file's name without its end; ``file`` where no letter of it can stand.

    Examples
    --------
    >>> dataset_of("list 2009"), dataset_of("명단")
    ('list-2009', 'file')
    """
    name = "".join(sign if is_id(f"{sign}:x") else "-" for sign in stem)
    return name if name.strip("-._") and is_id(f"{name}:x") else "file"


def start_mapping(path: Path, dataset: str, encoding: str = "utf-8", *, graphs: Iterable[Format] = ()) -> str:
    """Propose a mapping for a file.

    Parameters
    ----------
    path : Path
        A workbook, a graph, an event log, or lines with separators.
    dataset : str
        First part of the ids.
    encoding : str
        Of a file of lines; it is not guessed.
    graphs : iterable of Format
        Formats that give raw records: nodes and edges, or events.

    Returns
    -------
    str
        TOML, which :func:`app.formats.mapping_file.parse_mapping` reads. Columns that are not understood stand in it as
        comments.

    Raises
    ------
    InvalidDocument
        The file cannot be read, is not of this encoding, or its header says nothing that is known.
    """
    raw = next((each.read_raw for each in graphs if each.read_raw and each.recognise and each.recognise(path)), None)
    if raw is not None:
        records = [row.cells for row in islice(checked_rows(raw(path)), _SAMPLE_RECORDS)]
        of_graph = any(each["element"] == "node" for each in records)
        rules = GraphGuess(records, dataset).lines() if of_graph else LogGuess(records).lines()
        return "\n".join([*_head(path, dataset, None), *rules, ""])
    if encoding not in ENCODINGS:
        raise InvalidDocument(str(path), None, None, "encoding", "is of no known encoding", ", ".join(ENCODINGS))
    if encoding == "utf-8" and has_utf16_mark(head_of(path, 2)):
        encoding = "utf-16"
    shape, lines = _of_sheet(path) if is_workbook(path) else _of_text(path, encoding)
    if lines and lines[0].problem is not None:
        wrong = lines[0].problem
        raise InvalidDocument(str(path), lines[0].number, None, wrong.code, wrong.reason, wrong.allowed)
    if not lines or not lines[0].cells:
        allowed = f"names of columns in one of the first {_HEADER_ROWS} lines"
        raise InvalidDocument(str(path), 1, None, "no_header", "has no header", allowed)
    guess = Guess(list(lines[0].cells), [line.cells for line in lines[1:]], dataset)
    if not guess.knows_persons:
        allowed = f"a column Name, 이름 or 성명 in one of the first {_HEADER_ROWS} lines; or write the mapping by hand"
        raise InvalidDocument(str(path), 1, None, "no_header", "names no column with names of persons", allowed)
    return "\n".join([*_head(path, dataset, shape), *guess.lines(), ""])


def _of_sheet(path: Path) -> tuple[FileShape, list[Line]]:
    """Return the first sheet that one sees: its name, which row is its header, and its first lines."""
    reading = WorkbookReading(path)
    name = next((sheet.name for sheet in reading.sheets if not sheet.is_hidden), reading.sheets[0].name)
    rows = [row for _, row in islice(reading.rows([name]), _SAMPLE_LINES)]
    reading.close()
    shape = _with_header(FileShape(sheet=name), lambda each: sheet_lines(iter(rows), each))
    return shape, list(sheet_lines(iter(rows), shape))


def _of_text(path: Path, encoding: str) -> tuple[FileShape, list[Line]]:
    """Return the separator of a file, which line is its header, and its first lines."""
    text = _sample(path, encoding)
    shape = FileShape(encoding=encoding, separator=_separator(text), header_row=1 + text.startswith(_EXCEL))
    shape = _with_header(shape, lambda each: read_lines(path, encoding, each.separator, each.header_row))
    return shape, list(islice(read_lines(path, encoding, shape.separator, shape.header_row), _SAMPLE_LINES))


def _with_header(shape: FileShape, lines: Callable[[FileShape], Iterator[Line]]) -> FileShape:
    """Return a shape whose header is the first row that names a column of names; as it is when none does."""
    for row in range(shape.header_row, _HEADER_ROWS + 1):
        found = shape.model_copy(update={"header_row": row})
        header = next(lines(found), None)
        if header is not None and any(person_column(name) == "name" for name in header.cells):
            return shape.model_copy(update={"header_row": header.number})
    return shape


def _sample(path: Path, encoding: str) -> str:
    """Return the first lines of a file as text."""
    codec = codec_of(path, encoding)
    try:
        with path.open("rb") as file:
            return file.read(_SAMPLE_BYTES).decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        if error.end < _SAMPLE_BYTES - 4:
            reason = f"is not {encoding} text"
            allowed = f"UTF-8, or --encoding with one of {', '.join(ENCODINGS)}"
            raise InvalidDocument(str(path), None, None, "encoding", reason, allowed) from error
        return head_of(path, error.start).decode(codec).removeprefix("\ufeff")
    except OSError as error:
        raise InvalidDocument(str(path), None, None, "unreadable", "cannot be read", "a file") from error


def _separator(text: str) -> Literal[",", ";", "\t", "|"]:
    """Return the sign that cuts the first lines into the same number of cells, the most of them."""
    lines = [line for line in text.splitlines()[:20] if line.strip() and not line.startswith(_EXCEL)]
    return max(SEPARATORS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: Sequence[str], sign: str) -> tuple[int, int]:
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=sign) if cells]
    except csv.Error:
        return 0, 0
    usual, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return (times, usual) if usual > 1 and widths[0] == usual else (0, usual)


def _head(path: Path, dataset: str, shape: FileShape | None) -> list[str]:
    lines = [
        f"# A first mapping for {path.name}: read it over, put it right, then",
        "#   kintrace import FILE --mapping THIS_FILE --dry-run",
        "[file]",
        f"dataset = {quoted(dataset)}",
    ]
    lines += _shape(shape) if shape is not None else []
    source = ["", "[source]  # where the file comes from; see kintrace template for what else can be said"]
    return [*lines, *source, f"id = {quoted(f'{dataset}:file')}", 'kind = "file"', f"title = {quoted(path.stem)}"]


def _shape(shape: FileShape) -> list[str]:
    lines = [f"sheet = {quoted(shape.sheet)}"] if shape.sheet else [f"separator = {quoted(shape.separator)}"]
    lines += [f"encoding = {quoted(shape.encoding)}"] if shape.encoding != "utf-8" else []
    return lines + ([f"header_row = {shape.header_row}"] if shape.header_row > 1 else [])
