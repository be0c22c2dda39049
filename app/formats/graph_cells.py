"""The cells of a node or edge of a graph file: named, of their declared types, and as text.

``id``, ``source``, ``target``, ``parent``, ``directed`` and ``element`` are what the graph itself says; an attribute of
such a name is ``attr.id`` and so on.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import orjson

from app.domain.cells import MOST_CELL_CHARACTERS, Problem
from app.domain.columns import SEPARATOR
from app.formats.base import FileRow

#: As many as a table may have columns.
MOST_ATTRIBUTES = 256
OWN_NAMES = frozenset({"id", "source", "target", "parent", "directed", "element"})
_WHOLE = re.compile(r"[+-]?[0-9]{1,30}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")
#: JSON can write half of a character that is made of two, as an escape.
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Shorter ASCII texts need no look, nor do the longer ones that :func:`typed` makes of them.
_SHORT = 200
_TRUTH = {"true": "true", "1": "true", "false": "false", "0": "false"}
NODES, EDGES = "nodes", "edges"


class BadValue(ValueError):
    """A value that is not of its declared type."""


def refused(row: FileRow, problem: Problem) -> FileRow:
    """Return a row with its problem."""
    return FileRow(row.file, row.row, row.table, row.cells, problem)


def own_name(name: str) -> str:
    """Return the name of a cell for an attribute of the file.

    Examples
    --------
    >>> own_name("id"), own_name("name")
    ('attr.id', 'name')
    """
    return f"attr.{name}" if name in OWN_NAMES else name


def typed(text: str, type_: str) -> str:
    """Return a value as text, when it is of its declared type.

    Parameters
    ----------
    text : str
    type_ : str
        ``boolean``, ``int``, ``integer``, ``long``, ``short``, ``float`` or ``double``; anything else is text.

    Returns
    -------
    str
        Truth as ``true`` or ``false``; a number without an exponent.

    Raises
    ------
    BadValue

    Examples
    --------
    >>> typed("True", "boolean"), typed("1e3", "double"), typed(" a ", "string")
    ('true', '1000', ' a ')
    """
    if type_ == "string":
        return text
    value = text.strip()
    if type_ == "boolean":
        if value.lower() not in _TRUTH:
            raise BadValue("is neither true nor false")
        return _TRUTH[value.lower()]
    if type_ in ("int", "integer", "long", "short"):
        if not _WHOLE.fullmatch(value):
            raise BadValue("is no whole number")
        return value
    if type_ in ("float", "double", "bigdecimal"):
        if not _DECIMAL.fullmatch(value):
            raise BadValue("is no number; NaN and infinity are none")
        return format(Decimal(value), "f") if "e" in value.lower() else value
    return text


def as_text(value: Any) -> str:
    """Return a JSON value as the text of a cell.

    Parameters
    ----------
    value : any
        What JSON can hold.

    Returns
    -------
    str
        Nothing for null. Texts of a list have ``|`` between them, as in the tables; a list that this would change, and
        an object, stay JSON.

    Examples
    --------
    >>> as_text(["a", "b"]), as_text(["a|b"]), as_text(None), as_text(True)
    ('a|b', '["a|b"]', '', 'true')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and value and all(isinstance(each, str) and each for each in value):
        joined = SEPARATOR.join(value)
        if joined.count(SEPARATOR) == len(value) - 1 and not joined.startswith("[") and joined.strip() == joined:
            return joined
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isfinite(value) and "e" in repr(value):
        return format(Decimal(repr(value)), "f")
    return repr(value) if isinstance(value, int | float) else orjson.dumps(value, default=str).decode()


def texts_of(cell: str) -> list[str]:
    """Return the texts of a list in a cell, written as JSON or with ``|`` between them.

    Parameters
    ----------
    cell : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> texts_of('["a","b"]'), texts_of("a|b"), texts_of("[a"), texts_of("")
    (['a', 'b'], ['a', 'b'], ['[a'], [])
    """
    if cell.startswith("["):
        try:
            found = orjson.loads(cell)
        except orjson.JSONDecodeError:
            return [cell]
        return [each if isinstance(each, str) else as_text(each) for each in found]
    return [each for each in cell.split(SEPARATOR) if each]


class Cells:
    """The cells of one node or edge while it is read.

    Parameters
    ----------
    file : str
    row : int
    table : str
        ``nodes`` or ``edges``.
    own : iterable of (str, str)
        What the graph itself says.
    """

    def __init__(self, file: str, row: int, table: str, own: Iterable[tuple[str, str]]) -> None:
        self._row = FileRow(file, row, table, dict(own))
        self._problem: Problem | None = None
        for name in self._row.cells:
            self._check_text(name)

    def put(self, name: str, text: str, type_: str = "string") -> None:
        """Add the value of an attribute; of several problems of a row the first is told."""
        cells = self._row.cells
        if name in cells:
            self.refuse(name, "repeated_attribute", "stands twice", "each attribute once")
            return
        try:
            cells[name] = text if type_ == "string" else typed(text, type_)
        except BadValue as wrong:
            cells[name] = text
            self.refuse(name, "bad_value", str(wrong), f"a value of the type {type_}")
        if len(text) > _SHORT or not text.isascii():
            self._check_text(name)

    def refuse(self, name: str, code: str, reason: str, allowed: str = "") -> None:
        """Note what is wrong."""
        self._problem = self._problem or Problem(name[:60], code, reason, allowed)

    def fill(self, defaults: Iterable[tuple[str, str]]) -> None:
        """Add the values that hold where none is told."""
        for name, value in defaults:
            self._row.cells.setdefault(name, value)

    def row(self) -> FileRow:
        """Return the row."""
        return self._row if self._problem is None else refused(self._row, self._problem)

    def _check_text(self, name: str) -> None:
        text = self._row.cells[name]
        if len(text) > MOST_CELL_CHARACTERS:
            self._row.cells[name] = ""
            self.refuse(name, "too_long", "the value is too long", f"at most {MOST_CELL_CHARACTERS:,} characters")
        elif _SURROGATE.search(text):
            self._row.cells[name] = ""
            self.refuse(name, "bad_text", "the value holds half a character", "valid text")
