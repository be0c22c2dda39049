"""A first mapping for a foreign file: what its headers and values let one guess, to be read over and put right."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

from app.domain.countries import COUNTRY_CODES
from app.errors import InvalidDocument
from app.formats.delimited import Line, codec_of, has_utf16_mark, read_lines
from app.formats.mapping import sheet_lines
from app.formats.mapping_file import ENCODINGS, SEPARATORS, FileShape
from app.formats.mapping_words import (
    COUNTRY_VALUES,
    SEX_VALUES,
    event_column,
    person_column,
    plain,
    relative_of,
)
from app.formats.source_file import head_of
from app.formats.workbook_process import WorkbookReading, is_workbook

_SAMPLE_LINES = 1_000
_SAMPLE_BYTES = 65_536
_MOST_VALUES = 40
#: Excel takes the first line ``sep=;`` as the separator, and writes it no more.
_EXCEL = "sep="


def start_mapping(path: Path, dataset: str, encoding: str = "utf-8") -> str:
    """Propose a mapping for a file.

    Parameters
    ----------
    path : Path
        A workbook, or lines with separators.
    dataset : str
        First part of the ids.
    encoding : str
        Of a file of lines; it is not guessed.

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
    if encoding not in ENCODINGS:
        raise InvalidDocument(str(path), None, None, "encoding", "is of no known encoding", ", ".join(ENCODINGS))
    if encoding == "utf-8" and has_utf16_mark(head_of(path, 2)):
        encoding = "utf-16"
    shape = FileShape(encoding=encoding)
    if is_workbook(path):
        sheet, lines = _sheet(path)
        shape = FileShape(sheet=sheet)
    else:
        text = _sample(path, encoding)
        shape = FileShape(encoding=encoding, separator=_separator(text), header_row=1 + text.startswith(_EXCEL))
        lines = list(islice(read_lines(path, encoding, shape.separator, shape.header_row), _SAMPLE_LINES))
    if lines and lines[0].problem is not None:
        wrong = lines[0].problem
        raise InvalidDocument(str(path), lines[0].number, None, wrong.code, wrong.reason, wrong.allowed)
    if not lines or not lines[0].cells:
        raise InvalidDocument(str(path), 1, None, "no_header", "has no header", "names of columns in the first line")
    guess = _Guess(list(lines[0].cells), [line.cells for line in lines[1:]], dataset)
    if not guess.knows_persons:
        allowed = "a column Name, 이름 or 성명 in the first line; or write the mapping by hand"
        raise InvalidDocument(str(path), 1, None, "no_header", "names no column with names of persons", allowed)
    return "\n".join([*_head(path, dataset, shape), *guess.lines(), ""])


def _sheet(path: Path) -> tuple[str, list[Line]]:
    reading = WorkbookReading(path)
    name = next((sheet.name for sheet in reading.sheets if not sheet.is_hidden), reading.sheets[0].name)
    rows = reading.rows([name])
    lines = list(islice(sheet_lines((row for _, row in rows), 1), _SAMPLE_LINES))
    reading.close()
    return name, lines


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


def _head(path: Path, dataset: str, shape: FileShape) -> list[str]:
    lines = [
        f"# A first mapping for {path.name}: read it over, put it right, then",
        "#   kintrace import FILE --mapping THIS_FILE --dry-run",
        "[file]",
        f"dataset = {_quoted(dataset)}",
    ]
    lines += [f"sheet = {_quoted(shape.sheet)}"] if shape.sheet else [f"separator = {_quoted(shape.separator)}"]
    lines += [f"encoding = {_quoted(shape.encoding)}"] if shape.encoding != "utf-8" else []
    lines += [f"header_row = {shape.header_row}"] if shape.header_row > 1 else []
    source = ["", "[source]  # where the file comes from; see kintrace template for what else can be said"]
    return [*lines, *source, f"id = {_quoted(f'{dataset}:file')}", 'kind = "file"', f"title = {_quoted(path.stem)}"]


class _Guess:
    """What the columns of a file are taken for."""

    def __init__(self, headers: Sequence[str], records: Sequence[Mapping[str, str]], dataset: str) -> None:
        self._records = records
        self._dataset = dataset
        self._person: dict[str, str] = {}
        self._relatives: dict[str, str] = {}
        self._events: dict[str, dict[str, str]] = {}
        self._unknown: list[str] = []
        for header in headers:
            self._take(header)
        if "id" in self._person and not self._is_key(self._person["id"]):
            self._unknown.append(self._person.pop("id"))

    def _take(self, header: str) -> None:
        column, event = person_column(header), event_column(header)
        relation = relative_of(header)
        if column is not None and column not in self._person:
            self._person[column] = header
        elif relation is not None and relation not in self._relatives:
            self._relatives[relation] = header
        elif event is not None and event[1] not in self._events.get(event[0], {}):
            self._events.setdefault(event[0], {})[event[1]] = header
        else:
            self._unknown.append(header)

    @property
    def knows_persons(self) -> bool:
        """Whether there is a column with names of persons."""
        return "name" in self._person

    def _is_key(self, header: str) -> bool:
        values = [cells.get(header, "").strip() for cells in self._records if any(cells.values())]
        return all(values) and len(set(values)) == len(values)

    def lines(self) -> Iterator[str]:
        """Yield the value tables and the rules."""
        yield from self._value_table("sex", SEX_VALUES, ("female", "male", "other"))
        yield from self._value_table("nationality", COUNTRY_VALUES, COUNTRY_CODES)
        yield from self._persons()
        for relation, header in self._relatives.items():
            yield from self._relative(relation, header)
        for kind, parts in self._events.items():
            yield from self._event(kind, parts)
        if self._unknown:
            yield from ("", "# Not understood, and left out:", *(f"#   {_quoted(name)}" for name in self._unknown))

    def _value_table(self, column: str, known: Mapping[str, str], allowed: Iterable[str]) -> Iterator[str]:
        if column not in self._person:
            return
        header, codes = self._person[column], frozenset(allowed)
        found = Counter(text for cells in self._records if (text := cells.get(header, "").strip()))
        yield from ("", f"[values.{column}]  # what the file says = what we say")
        for text, _ in found.most_common(_MOST_VALUES):
            value = text if text in codes else known.get(plain(text))
            yield f"{_quoted(text)} = {_quoted(value or '')}{'' if value else '  # not understood; empty: left out'}"
        if not found or len(found) > _MOST_VALUES:
            yield '"*" = ""  # everything else is left out'

    def _persons(self) -> Iterator[str]:
        yield from _rule("persons", [self._person["name"]], f"id = {self._id()}")
        for column, header in self._person.items():
            if column in ("sex", "nationality"):
                yield f"{column} = {{ column = {_quoted(header)}, values = {_quoted(column)} }}"
            elif column == "names":
                yield f'names = {{ column = {_quoted(header)}, split = ";" }}'
            elif column != "id":
                yield f"{column} = {_quoted(header)}"

    def _id(self) -> str:
        """Return the field of the person's id: of the column with numbers, else of name and birth."""
        if "id" in self._person:
            return f'{{ column = {_quoted(self._person["id"])}, id = "person-" }}'
        named = [self._person[column] for column in ("name", "birth") if column in self._person]
        return f'{{ columns = [{", ".join(map(_quoted, named))}], join = "-", id = "person-" }}'

    def _relative_id(self, relation: str) -> str:
        named = [self._person[column] for column in ("id", "name", "birth") if column in self._person]
        named = named[:1] if "id" in self._person else named
        template = f"{'-'.join(f'{{{name}}}' for name in named)}-{relation}"
        return f'{{ template = {_quoted(template)}, id = "person-" }}'

    def _relative(self, relation: str, header: str) -> Iterator[str]:
        id = self._relative_id(relation)
        needed = [self._person["name"], header]
        yield from _rule("persons", needed, f"id = {id}", f"name = {_quoted(header)}")
        word = f"relation = {{ constant = {_quoted(relation)} }}"
        yield from _rule("kinship", needed, f"person_a = {id}", word, f"person_b = {self._id()}")

    def _event(self, kind: str, parts: Mapping[str, str]) -> Iterator[str]:
        told = parts.get("begin") or next(iter(parts.values()))
        fields = [f"person_id = {self._id()}", f"kind = {{ constant = {_quoted(kind)} }}"]
        if "begin" in parts:
            fields.append(f"begin = {_quoted(parts['begin'])}")
        if "place" in parts:
            id = f'{{ column = {_quoted(parts["place"])}, id = "place-" }}'
            city = 'kind = { constant = "city" }  # or province, county, settlement, facility, border_crossing …'
            yield from _rule("places", [parts["place"]], f"id = {id}", f"name = {_quoted(parts['place'])}", city)
            fields.append(f"place_id = {id}" if kind != "repatriation" else f"to_place_id = {id}")
        if "agency" in parts:
            id = f'{{ column = {_quoted(parts["agency"])}, id = "agency-" }}'
            unknown = 'kind = { constant = "unknown" }  # secret_police, police, border_guard …'
            yield from _rule("agencies", [parts["agency"]], f"id = {id}", f"name = {_quoted(parts['agency'])}", unknown)
            fields.append(f"by_agency_id = {id}")
        yield from _rule("events", [self._person["name"], told], *fields)


def _rule(table: str, when: Sequence[str], *fields: str) -> Iterator[str]:
    yield from ("", "[[rows]]", f"table = {_quoted(table)}", f"when = [{', '.join(map(_quoted, when))}]")
    yield from ("[rows.fields]", *fields)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
