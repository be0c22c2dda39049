"""How a cell is read by the type of its column. Nothing is guessed: a cell is read or refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from app.domain.cells import CellRefused
from app.domain.columns import SEPARATOR, Column
from app.domain.countries import COUNTRY_CODES
from app.domain.identifiers import is_id

MOST_NAME_CHARACTERS = 300
MOST_TEXT_CHARACTERS = 20_000
MOST_VALUES = 50
_MOST_URL_CHARACTERS = 2_000
ID_RULE = "dataset:local, of ASCII letters, digits and ._- (other characters as ~XX), such as published:person-1"

_BREAK = re.compile("[\t\n\r\u2028\u2029]")
_INT = re.compile(r"-?[0-9]{1,12}")
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")
_URL = re.compile(r"https?://[^\s<>\"]+")

#: Types of column whose readers refuse every text with blanks around it or with anything odd in it.
STRICT = frozenset({"id", "code", "int", "number", "country"})
Reader = Callable[[str], Any]


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
