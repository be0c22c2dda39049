"""Foreign files through a mapping: each line makes the rows of our tables that :mod:`app.formats.mapping_file` says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.domain.cells import Problem
from app.domain.columns import SEPARATOR
from app.domain.identifiers import escape_local
from app.errors import InvalidDocument, TooLarge
from app.formats.base import FileNote, FileRow, Format, ReadResult
from app.formats.csv_tables import blank_rows
from app.formats.delimited import Line, line_of, read_lines
from app.formats.graph_cells import OWN_NAMES
from app.formats.mapping_file import OTHERS, FieldMap, FileShape, Mapping, RowMap
from app.formats.workbook import row_cells
from app.formats.workbook_process import SheetRow, WorkbookReading, is_workbook

_MOST_COLUMNS = 256
_MOST_NAMED = 20
#: What each node, edge or event has beside its attributes.
_SAID_BY_GRAPHS = frozenset({*OWN_NAMES, "key", "case", "case:concept:name", "day", "step"})
_NAMED = re.compile(r"\{([^{}]+)\}")


class _Unmapped(Exception):
    """A value that is in no line of its value table."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class RowMaker:
    """Makes rows of our tables from lines of a foreign file.

    Parameters
    ----------
    mapping : Mapping
    file : str
        Name of the foreign file, as reports show it.
    dataset : str
        First part of the ids made here; empty: that of the mapping.

    Raises
    ------
    InvalidDocument
        Ids are to be made, and no data set is named.
    """

    def __init__(self, mapping: Mapping, file: str, dataset: str = "") -> None:
        self._mapping = mapping
        self._file = file
        self.raw_header = b""
        self._dataset = dataset or mapping.file.dataset
        makes_ids = any(field.id is not None for rule in mapping.rows for field in rule.fields.values())
        if makes_ids and not self._dataset:
            reason = "the mapping makes ids and names no data set"
            raise InvalidDocument(file, None, "file.dataset", "bad_mapping", reason, "dataset in [file], or --dataset")

    def source(self) -> Iterator[FileRow]:
        """Yield the row of the source that the mapping describes."""
        if self._mapping.source:
            yield FileRow(self._file, 1, "sources", dict(self._mapping.source))

    def rows(self, line: Line) -> Iterator[FileRow | FileNote]:
        """Yield the rows that one line makes; what is wrong with it is a row too."""
        if line.problem is not None:
            yield FileRow(self._file, line.number, "", line.cells, line.problem, line.raw, self.raw_header)
            return
        if not any(text.strip() for text in line.cells.values()):
            yield FileNote(self._file, line.number, blank_rows(line.more), stops=False)
            return
        rules = [rule for rule in self._mapping.rows if _fits(rule, line.cells)]
        if not rules:
            unfit = Problem("", "no_row", "makes no row: no rule of the mapping fits")
            yield FileNote(self._file, line.number, unfit, stops=False)
        for rule in rules:
            yield self._row(rule, line)

    def _row(self, rule: RowMap, line: Line) -> FileRow:
        cells: dict[str, str] = {}
        problem: Problem | None = None
        for name, field in rule.fields.items():
            try:
                text = self._cell(field, line.cells)
            except _Unmapped as error:
                reason = f"is in no line of the value table {error.table}"
                allowed = ", ".join(self._mapping.values[error.table])
                problem = problem or Problem(name, "no_value", reason, allowed)
                text = _text(field, line.cells)
            if text:
                cells[name] = text
        if self._mapping.source and rule.table not in ("sources", "derivations"):
            cells.setdefault("source_id", self._mapping.source["id"])
        return FileRow(self._file, line.number, rule.table, cells, problem)

    def _cell(self, field: FieldMap, cells: dict[str, str]) -> str:
        text = _text(field, cells)
        if field.split is None:
            return self._value(field, text)
        pieces = [piece.strip() for piece in text.split(field.split)]
        if field.part is not None:
            return self._value(field, pieces[field.part - 1] if field.part <= len(pieces) else "")
        return SEPARATOR.join(value for piece in pieces if piece and (value := self._value(field, piece)))

    def _value(self, field: FieldMap, text: str) -> str:
        if text and field.values is not None:
            table, known = self._mapping.values[field.values], _composed(text)
            if known not in table and OTHERS not in table:
                raise _Unmapped(field.values)
            text = table.get(known, table.get(OTHERS, ""))
        return f"{self._dataset}:{escape_local(field.id + _composed(text))}" if text and field.id is not None else text


def _text(field: FieldMap, cells: dict[str, str]) -> str:
    if field.constant is not None:
        return field.constant
    if field.template is not None:
        found = [cells.get(name, "").strip() for name in field.sources()]
        filled = _NAMED.sub(lambda name: cells.get(name[1], "").strip(), field.template)
        return filled if any(found) or not found else ""
    return field.join.join(text for name in field.sources() if (text := cells.get(name, "").strip()))


def _composed(text: str) -> str:
    """Return a text as mappings are compared: letters that a Mac writes in parts are one."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _fits(rule: RowMap, cells: dict[str, str]) -> bool:
    if isinstance(rule.when, dict):
        return all(_composed(cells.get(name, "").strip()) in values for name, values in rule.when.items())
    return all(cells.get(name, "").strip() for name in rule.when)


def read_mapped(
    records: Iterable[FileRow | FileNote], mapping: Mapping, file: str, dataset: str = ""
) -> Iterator[FileRow | FileNote]:
    """Yield the rows that records of a foreign file make.

    Parameters
    ----------
    records : iterable of FileRow and FileNote
        Of each the cells: column to text; a column that a record has not is empty.
    mapping : Mapping
    file : str
        Name of the file, as reports show it.
    dataset : str
        First part of the ids made here; empty: that of the mapping.

    Yields
    ------
    FileRow and FileNote

    Raises
    ------
    InvalidDocument
        Ids are to be made, and no data set is named.

    Notes
    -----
    A record that is wrong is kept as a line with the columns that the mapping reads: such lines are read by it too.
    """
    maker, columns, unread = RowMaker(mapping, file, dataset), mapping.columns(), set[str]()
    maker.raw_header = line_of(columns, mapping.file, mapping.file.header_row)
    yield from maker.source()
    for item in records:
        if isinstance(item, FileNote):
            yield item
            continue
        cells = {_composed(name): text for name, text in item.cells.items()}
        unread |= cells.keys() - columns if len(unread) < _MOST_COLUMNS else set()
        raw = line_of([cells.get(name, "") for name in columns], mapping.file) if item.problem else b""
        yield from maker.rows(Line(item.row, cells, item.problem, raw))
    yield from _unread(file, None, sorted(unread - _SAID_BY_GRAPHS))


def read_with_mapping(path: Path, mapping: Mapping, dataset: str, graphs: Iterable[Format] = ()) -> ReadResult:
    """Open a foreign file for reading through a mapping.

    Parameters
    ----------
    path : Path
        A workbook, a file of a format whose records need a mapping, or lines with separators.
    mapping : Mapping
    dataset : str
        First part of the ids made here; empty: that of the mapping.
    graphs : iterable of Format
        Formats that give raw records.

    Returns
    -------
    ReadResult

    Raises
    ------
    InvalidDocument
        The file cannot be read, or the sheet is not in it; or ids are to be made, and no data set is named.
    TooLarge
        A workbook holds more than it may.
    """
    maker = RowMaker(mapping, str(path), dataset)
    raw = next((each.read_raw for each in graphs if each.read_raw and each.recognise and each.recognise(path)), None)
    if raw is not None:
        return ReadResult([str(path)], read_mapped(raw(path), mapping, str(path), dataset), mapping.tables())
    lines = _sheet_lines(path, mapping) if is_workbook(path) else _text_lines(path, mapping)
    return ReadResult([str(path)], _items(str(path), maker, mapping, lines), mapping.tables())


def _items(file: str, maker: RowMaker, mapping: Mapping, lines: Iterator[Line]) -> Iterator[FileRow | FileNote]:
    try:
        header = next(lines, Line(mapping.file.header_row, {}))
        for problem in _header_problems(mapping, header):
            yield FileNote(file, header.number, problem, stops=True)
            return
        yield from _unread(file, header.number, [name for name in header.cells if name not in mapping.columns()])
        yield from maker.source()
        maker.raw_header = header.raw
        for line in lines:
            yield from maker.rows(line)
    except (InvalidDocument, TooLarge) as error:
        yield FileNote(file, None, Problem("", error.code, str(error)), stops=True)


def _unread(file: str, row: int | None, columns: list[str]) -> Iterator[FileNote]:
    """Yield a note that names the columns of the file of which nothing is made."""
    if columns:
        reason = f"columns that the mapping does not read: {', '.join(columns[:_MOST_NAMED])} ({len(columns)} in all)"
        yield FileNote(file, row, Problem("", "left_out", reason), stops=False)


def _header_problems(mapping: Mapping, header: Line) -> list[Problem]:
    if header.problem is not None:
        return [header.problem]
    if not header.cells:
        return [Problem("", "no_header", "has no header", "names of columns in the row header_row of the mapping")]
    if len(header.cells) > _MOST_COLUMNS:
        return [Problem("", "too_many_columns", "has too many columns", f"at most {_MOST_COLUMNS}")]
    known = ", ".join(header.cells)
    missing = [name for name in mapping.columns() if name not in header.cells]
    return [Problem(name, "missing_column", "is named by the mapping and not in the header", known) for name in missing]


def _text_lines(path: Path, mapping: Mapping) -> Iterator[Line]:
    shape = mapping.file
    return read_lines(path, shape.encoding, shape.separator, shape.header_row)


def _sheet_lines(path: Path, mapping: Mapping) -> Iterator[Line]:
    """Return the lines of the sheet that the mapping names, or of the first that one sees."""
    reading = WorkbookReading(path)
    wanted = mapping.file.sheet or next((sheet.name for sheet in reading.sheets if not sheet.is_hidden), "")
    names = [sheet.name for sheet in reading.sheets]
    if wanted not in names:
        reading.close()
        raise InvalidDocument(str(path), None, "file.sheet", "no_sheet", "has no such sheet", ", ".join(names))
    return sheet_lines((row for _, row in reading.rows([wanted])), mapping.file)


def sheet_lines(rows: Iterator[SheetRow], shape: FileShape) -> Iterator[Line]:
    """Yield the header and the lines of a sheet, as :func:`app.formats.delimited.read_lines` does for a file.

    Parameters
    ----------
    rows : iterator of SheetRow
    shape : FileShape
        Says which row is the header. Rows that are wrong are kept as lines of a file of this shape.

    Yields
    ------
    Line
    """
    first = next((row for row in rows if row.number >= shape.header_row), SheetRow(shape.header_row, []))
    columns = {column: _composed(text.strip()) for column, text, _ in first.cells if text.strip()}
    names = list(columns.values())
    repeated = len(set(names)) < len(names)
    problem = Problem("", "repeated_column", "has two columns of one name in the header", "each name once")
    above = line_of(names, shape, shape.header_row)
    yield Line(first.number, {name: name for name in names}, problem if repeated else None, above)
    for row in rows:
        cells, wrong = row_cells(row, columns)
        raw = line_of([cells.get(name, "") for name in names], shape) if wrong is not None else b""
        yield Line(row.number, cells, wrong, raw)
