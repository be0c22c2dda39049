"""Dates in numbers: accepted where they have one meaning, else refused with all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from app.domain.date_atoms import Atom, Fields, stretch
from app.domain.date_values import DateRefused

_WEEK = re.compile(r"([0-9]{4})-?w([0-9]{2})(?:-?([1-7]))?")
_ORDINAL = re.compile(r"([0-9]{4})-([0-9]{3})")
_SHORT_YEAR = 2
_MONTHS = 12


def read_whole_number(text: str) -> Atom | None:
    """A date written as one number or as an ISO week or day of the year.

    Parameters
    ----------
    text : str
        Folded text.

    Returns
    -------
    Atom or None
        None if the text is something else.

    Raises
    ------
    DateRefused
        If the number is no date for sure, with its readings.
    """
    week = _WEEK.fullmatch(text)
    if week:
        return _week(int(week[1]), int(week[2]), int(week[3] or 0))
    ordinal = _ORDINAL.fullmatch(text)
    if ordinal:
        return _day_of_year(int(ordinal[1]), int(ordinal[2]))
    if not re.fullmatch(r"[0-9]+(?:[.][0-9]{3,})?", text) or len(text) == len("2009"):
        return None
    return _plain_number(text)


def _week(year: int, week: int, day: int) -> Atom:
    try:
        first = date.fromisocalendar(year, week, day or 1)
        last = first if day else first + timedelta(days=6)
    except (ValueError, OverflowError) as error:
        raise DateRefused(f"There is no such week {week:02d} of that year.") from error
    return stretch(first, last, "day" if day else "week")


def _day_of_year(year: int, number: int) -> Atom:
    if year < 1 or not 1 <= number <= (date(year, 12, 31) - date(year, 1, 1)).days + 1:
        raise DateRefused("There is no such day of that year: days are 001 to 365 or 366.")
    day = date(year, 1, 1) + timedelta(days=number - 1)
    return stretch(day, day, "day")


def _plain_number(text: str) -> Atom:
    if len(text) == len("20090603") and text.isdigit():
        if readings(text[:4], text[4:6], text[6:]):
            return Atom(f"{text[:4]}-{text[4:6]}-{text[6:]}")
        other = (*readings(text[4:], text[2:4], text[:2]), *readings(text[4:], text[:2], text[2:4]))
        raise DateRefused(
            "Eight digits are read as year, month, day, and this is no such day.", tuple(dict.fromkeys(other))
        )
    if len(text) == len("200906") and text.isdigit():
        other = (*readings(text[:4], text[4:]), *_short_years(text[:2], text[2:4], text[4:]))
        raise DateRefused("Six digits have several meanings: write the date with hyphens.", other)
    if len(text) <= _SHORT_YEAR:
        raise DateRefused(
            "The year has two digits or fewer: write all four.", tuple(f"{c}{text.zfill(2)}" for c in ("19", "20"))
        )
    raise DateRefused("This is a plain number, perhaps a spreadsheet's day count: write the date as year-month-day.")


def readings(year: str, month: str, day: str | None = None) -> tuple[str, ...]:
    """The EDTF of a year, month and day, if they make one.

    Parameters
    ----------
    year, month, day : str
        Digits.

    Returns
    -------
    tuple of str
        One text or none.
    """
    try:
        first = date(int(year), int(month), int(day) if day is not None else 1)
    except ValueError:
        return ()
    return (first.isoformat() if day is not None else first.isoformat()[:7],)


def _short_years(year: str, month: str, day: str | None = None) -> tuple[str, ...]:
    return tuple(one for century in ("19", "20") for one in readings(century + year.zfill(2), month, day))


def _first_of(*found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for group in found for one in group))


def read_separated(text: str, separator: str) -> Fields:
    """A date of two or three numbers with ``.``, ``/`` or ``-`` between them.

    Parameters
    ----------
    text : str
        As ``2009. 6. 3.``, ``13/04/2009`` or ``6/2009``.
    separator : str
        What stands between the numbers.

    Returns
    -------
    Fields

    Raises
    ------
    DateRefused
        If day and month could be exchanged, the year has two digits, or there is no such day.
    """
    numbers = [n.strip() for n in text.strip(" .").split(separator)]
    if len(numbers) == 2:
        return _two(numbers[0], numbers[1], separator)
    a, b, c = numbers
    if len(a) == len("2009"):
        return Fields(a, b.zfill(2), c.zfill(2))
    if len(c) != len("2009"):
        found = _first_of(_short_years(c, b, a), _short_years(c, a, b), _short_years(a, b, c))
        raise DateRefused("The year has two digits: write all four.", found)
    day_month, month_day = readings(c, b, a), readings(c, a, b)
    if day_month and month_day and day_month != month_day:
        raise DateRefused("Day and month can be exchanged: write the date as year-month-day.", day_month + month_day)
    return _day(day_month or month_day)


def _day(found: tuple[str, ...]) -> Fields:
    if not found:
        raise DateRefused("There is no such day: write the date as year-month-day.")
    year, month, day = found[0].split("-")
    return Fields(year, month, day)


def _two(a: str, b: str, separator: str) -> Fields:
    if len(a) == len("2009") and len(b) <= _SHORT_YEAR:
        spans = separator in "/-" and len(b) == _SHORT_YEAR and (int(a) + 1) % 100 == int(b)
        month = readings(a, b)
        if spans:
            both = f"{a}/{int(a) + 1:04d}"
            raise DateRefused("This can be two years or a month: write year-month, or year/year.", (*month, both))
        if month:
            return Fields(a, month[0][5:])
        raise DateRefused("There is no such month: months are 01 to 12.")
    if len(b) == len("2009") and 1 <= int(a) <= _MONTHS:
        return Fields(b, a.zfill(2))
    raise DateRefused("The year is missing or has two digits: write year-month-day.", _short_years(b, a))
