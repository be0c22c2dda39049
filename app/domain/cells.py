"""A cell as its file has it: its text, what is odd in it, why it is refused, and the date that it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.domain.dates import DateRefused, PartialDate, read_date

MOST_CELL_CHARACTERS = 32_767
#: Characters that open a formula in a spreadsheet.
FORMULA_START = "=+-@\t\r"

#: Tab and line breaks are left: they may stand in a longer text.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LOST = "\ufffd"
#: A blank, a formula, or the sign before one.
_OPENS_WITH_CARE = " ='"
#: `'` that an export put before a cell that would open a formula.
_GUARDED = re.compile("'+[=+\\-@\t\r]")


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


def is_plain(raw: str) -> bool:
    """Say whether a cell is its own text with nothing odd in it, as nearly all are: :func:`plain_text` gives it back.

    Parameters
    ----------
    raw : str
        Not empty.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_plain("Kim"), is_plain(" Kim"), is_plain("=1+1")
    (True, False, False)
    """
    return (
        raw.isprintable()
        and raw[0] not in _OPENS_WITH_CARE
        and raw[-1] != " "
        and _LOST not in raw
        and len(raw) <= MOST_CELL_CHARACTERS
    )


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
