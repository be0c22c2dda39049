"""Dates as GEDCOM writes them: the phrase that is read back with the very same first and last possible day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from app.domain.cells import read_day
from app.domain.dates import DateRefused

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_ONE = timedelta(days=1)


def gedcom_date(row: Mapping[str, Any], name: str) -> str:
    """Return the date of a property as a phrase; empty when it has none, or none that says the same.

    Parameters
    ----------
    row : mapping
        A row of a snapshot.
    name : str
        The property: its bounds are ``name_earliest`` and ``name_latest``.

    Returns
    -------
    str
    """
    first, last = row.get(f"{name}_earliest"), row.get(f"{name}_latest")
    if first is None and last is None:
        return ""
    for phrase in _phrases(first, last):
        try:
            read = read_day(phrase)
        except DateRefused:
            continue
        if (read.earliest, read.latest) == (first, last):
            return phrase
    return ""


def _phrases(first: date | None, last: date | None) -> Iterator[str]:
    if first is None or last is None:
        if last is not None and last < date.max:
            yield f"BEF {_day(last + _ONE)}"
        if first is not None and first > date.min:
            yield f"AFT {_day(first - _ONE)}"
        return
    middle = first + (last - first) / 2
    parts = [_day(middle), f"{_MONTHS[middle.month - 1]} {middle.year:04d}", f"{middle.year:04d}"]
    yield from parts
    yield from (f"ABT {part}" for part in parts)
    yield f"BET {_day(first)} AND {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04d}"
