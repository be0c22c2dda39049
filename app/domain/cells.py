"""How one cell of a table is read, by the type of its column. Nothing is guessed: a cell is read or refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.domain.countries import COUNTRY_CODES
from app.domain.dates import DateRefused, PartialDate, read_date
from app.domain.identifiers import is_id
from app.domain.tables import SEPARATOR, Column

MOST_CELL_CHARACTERS = 32_767
MOST_NAME_CHARACTERS = 300
MOST_TEXT_CHARACTERS = 20_000
MOST_VALUES = 50
_MOST_URL_CHARACTERS = 2_000
#: Characters that open a formula in a spreadsheet.
FORMULA_START = "=+-@\t\r"
ID_RULE = "dataset:local, of ASCII letters, digits and ._- (other characters as ~XX), such as published:person-1"

#: Tab and line breaks are left: they may stand in a longer text.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BREAK = re.compile("[\t\n\r\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LOST = "\ufffd"
_INT = re.compile(r"-?[0-9]{1,12}")
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")
_URL = re.compile(r"https?://[^\s<>\"]+")
#: `'` that an export put before a cell that would open a formula.
_GUARDED = re.compile("'+[=+\\-@\t\r]")

Reader = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or odd, in a row.

    Attributes
    ----------
    column : str
        Name of the column; empty when the whole row is meant.
    code : str
        One fixed word, such as ``bad_date``.
    reason : str
        What is wrong, without the content of the cell.
    allowed : str
        What would be right.
    """

    column: str
    code: str
    reason: str
    allowed: str = ""


class CellRefused(ValueError):
    """A cell that cannot be read.

    Parameters
    ----------
    code, reason, allowed : str
        As in :class:`Problem`.
    """

    def __init__(self, code: str, reason: str, allowed: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.allowed = allowed


def plain_text(raw: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text of a cell without blanks around it and without the guard of an export, and what is odd in it.

    Parameters
    ----------
    raw : str
        The cell as the file has it.

    Returns
    -------
    text : str
    oddities : list of (code, reason)

    Raises
    ------
    CellRefused
        For text that is too long or holds control characters, unpaired surrogates or characters that are none.

    Examples
    --------
    >>> plain_text(" '=1+1 ")
    ('=1+1', [])
    """
    if len(raw) > MOST_CELL_CHARACTERS:
        raise CellRefused("too_long", "the cell is too long", f"at most {MOST_CELL_CHARACTERS:,} characters")
    oddities: list[tuple[str, str]] = []
    if not raw.isprintable():
        if _SURROGATE.search(raw):
            raise CellRefused("bad_text", "the cell holds half a character", "valid text in UTF-8")
        if _CONTROL.search(raw):
            raise CellRefused(
                "control_character", "the cell holds a control character", "text without NUL and control characters"
            )
        if _HIDDEN.search(raw):
            oddities.append(
                ("hidden_character", "holds characters that cannot be seen or that turn the direction of writing")
            )
    if _LOST in raw:
        oddities.append(("lost_character", "holds the sign that stands for a character lost earlier"))
    text = raw.strip()
    if text[:1] == "'" and _GUARDED.match(text):
        return text[1:], oddities
    if text[:1] == "=":
        oddities.append(("formula", "starts like a formula; kept as text, nothing is computed"))
    return text, oddities


def guarded(text: str) -> str:
    """Return a cell for a spreadsheet: with ``'`` before it when it would open a formula, so that nothing is computed.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        :func:`plain_text` takes the sign away again.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1"), guarded("a-b")
    ("'=1+1", "''=1", 'a-b')
    """
    opens = text.lstrip("'")[:1]
    return f"'{text}" if opens and opens in FORMULA_START else text


def unguarded(text: str) -> str:
    """Return a cell without the sign that :func:`guarded` put before it.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'a")
    ('=1+1', "'a")
    """
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


@lru_cache(maxsize=65_536)
def read_day(text: str, period: bool = False) -> PartialDate:
    """Read a date as :func:`app.domain.dates.read_date` does, remembering the last ones read."""
    return read_date(text, period=period)


def reader_of(column: Column) -> Reader:
    """Return the function that reads the cells of a column.

    Parameters
    ----------
    column : Column

    Returns
    -------
    callable
        Takes a text without blanks around it, gives the value for the statement, and raises :class:`CellRefused`.
        Dates and kinship terms are given back as they are: they are read with the other cells of their row.
    """
    return _READERS[column.type](column)


def _read_id(text: str) -> str:
    if not is_id(text):
        raise CellRefused("bad_id", "is no id", ID_RULE)
    return text


def _ids(column: Column) -> Reader:
    def read(text: str) -> list[str]:
        return list(dict.fromkeys(_read_id(one) for one in _several(text)))

    return read


def _several(text: str) -> list[str]:
    values = [one.strip() for one in text.split(SEPARATOR)]
    if len(values) > MOST_VALUES:
        raise CellRefused("too_many", "holds too many values", f"at most {MOST_VALUES} values")
    if not all(values):
        raise CellRefused(
            "empty_value", f"holds an empty value between {SEPARATOR}", f"values with one {SEPARATOR} between them"
        )
    return values


def _read_name(text: str) -> str:
    if _BREAK.search(text):
        raise CellRefused("line_break", "a name holds a line break or a tab", "a name on one line")
    if len(text) > MOST_NAME_CHARACTERS and len(unicodedata.normalize("NFC", text)) > MOST_NAME_CHARACTERS:
        raise CellRefused("too_long", "the name is too long", f"at most {MOST_NAME_CHARACTERS} characters")
    return text


def _names(column: Column) -> Reader:
    def read(text: str) -> list[str]:
        return list(dict.fromkeys(_read_name(one) for one in _several(text)))

    return read


def _read_text(text: str) -> str:
    if len(text) > MOST_TEXT_CHARACTERS:
        raise CellRefused("too_long", "the text is too long", f"at most {MOST_TEXT_CHARACTERS:,} characters")
    return text


def _code(column: Column) -> Reader:
    values = {str(value): str(value) for value in column.allowed}
    allowed = ", ".join(values)

    def read(text: str) -> str:
        if text not in values:
            raise CellRefused("not_allowed", "is none of the allowed values", allowed)
        return values[text]

    return read


def _int(column: Column) -> Reader:
    def read(text: str) -> int:
        if not _INT.fullmatch(text) or not _within(column, int(text)):
            raise CellRefused(
                "bad_number", "is no whole number that is allowed here", f"a whole number{_range(column)}"
            )
        return int(text)

    return read


def _number(column: Column) -> Reader:
    def read(text: str) -> float:
        if not _NUMBER.fullmatch(text) or not _within(column, float(text)):
            raise CellRefused(
                "bad_number", "is no number that is allowed here", f"a decimal number with a point{_range(column)}"
            )
        return float(text) + 0.0

    return read


def _within(column: Column, value: float) -> bool:
    return (column.least is None or value >= column.least) and (column.most is None or value <= column.most)


def _range(column: Column) -> str:
    if column.least is None or column.most is None:
        return ""
    return f" from {column.least:,g} to {column.most:,.15g}"


def _read_country(text: str) -> str:
    if text not in COUNTRY_CODES:
        raise CellRefused("bad_country", "is no country code", "two capital letters of ISO 3166-1, such as KP, CN, RU")
    return text


def _read_url(text: str) -> str:
    if len(text) > _MOST_URL_CHARACTERS or not _URL.fullmatch(text):
        raise CellRefused(
            "bad_url", "is no web address", f"http:// or https://, at most {_MOST_URL_CHARACTERS:,} characters"
        )
    return text


def read_date_cell(text: str, period: bool) -> PartialDate:
    """Read a cell as a date.

    Parameters
    ----------
    text : str
    period : bool
        True when ``a/b`` is a begin and an end.

    Returns
    -------
    PartialDate

    Raises
    ------
    CellRefused
        With the reason of the refusal and, for an ambiguous date, its readings.
    """
    try:
        return read_day(text, period)
    except DateRefused as refused:
        meant = (
            f"one of: {', '.join(refused.readings)}"
            if refused.readings
            else "a date such as 2009, 2009-08, 2009-08-14, 2009~, 2009/2011"
        )
        raise CellRefused("bad_date", refused.reason.rstrip("."), meant) from refused


_READERS: dict[str, Callable[[Column], Reader]] = {
    "id": lambda column: _read_id,
    "ids": _ids,
    "text": lambda column: _read_text,
    "name": lambda column: _read_name,
    "names": _names,
    "date": lambda column: _read_text,
    "code": _code,
    "term": lambda column: _read_name,
    "int": _int,
    "number": _number,
    "country": lambda column: _read_country,
    "url": lambda column: _read_url,
}
