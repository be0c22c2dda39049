"""The parts of one date told in words, and the EDTF they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.date_edtf import read_one
from app.domain.date_parts import month_length
from app.domain.date_values import DateRefused

_CENTURY = 100
_THIRDS = 3
_MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Fields:
    """What is told of one date; None where nothing is told. Years are masks: 2009, 197X.

    ``loose`` is a number that can be a year of two digits: 09 after a month, '76 with its apostrophe.
    """

    year: str | None = None
    month: str | None = None
    day: str | None = None
    part: int | None = None
    century: int | None = None
    leap: bool = False
    loose: str = ""


@dataclass(frozen=True, slots=True)
class Atom:
    """One date in EDTF: a single one, or first and last of a stretch that EDTF has no name for."""

    first: str
    last: str | None = None
    precision: str | None = None

    def edtf(self, mark: str = "") -> str:
        """As one EDTF text, with a mark (~, ? or %) at its ends.

        Parameters
        ----------
        mark : str
            ``~``, ``?``, ``%`` or nothing.

        Returns
        -------
        str
        """
        return f"{self.first}{mark}" if self.last is None else f"[{self.first}{mark}..{self.last}{mark}]"

    @property
    def stop(self) -> str:
        """The EDTF date in which the last day lies."""
        return self.first if self.last is None else self.last


def stretch(first: date, last: date, precision: str) -> Atom:
    """An atom from two days.

    Parameters
    ----------
    first, last : date
        Both inside.
    precision : str
        What was told.

    Returns
    -------
    Atom
    """
    return Atom(first.isoformat(), None if first == last else last.isoformat(), precision)


def atom_of(fields: Fields) -> Atom:
    """The EDTF of told parts.

    Parameters
    ----------
    fields : Fields
        Of the Gregorian calendar.

    Returns
    -------
    Atom

    Raises
    ------
    DateRefused
        If the year is missing, or the parts do not go together.

    Notes
    -----
    Early, mid and late are the thirds of their unit: four months of a year, forty of a decade, days 1-10, 11-20 and
    21 to the last of a month. Of a winter they are not told apart, since it lies in two years.
    """
    if fields.century is not None:
        return _century(fields)
    if fields.year is None:
        raise no_year(fields)
    if fields.day is not None and fields.month is None:
        raise DateRefused("A day needs its month: write year, month and day.")
    text = "-".join(part for part in (fields.year, fields.month, fields.day) if part is not None)
    whole = read_one(text)
    if fields.part is None:
        return Atom(text)
    if fields.day is not None or whole.earliest is None or whole.latest is None or fields.month == "24":
        if fields.day is None and fields.month == "24":
            return Atom(text)
        raise DateRefused("Early, mid and late go with a month, year, decade or century.")
    if whole.precision == "month":
        return _third_of_month(whole.earliest, fields.part)
    return _third_of_months(whole.earliest, whole.latest, fields.part)


def no_year(fields: Fields) -> DateRefused:
    """The refusal of a date without a year of four digits.

    Parameters
    ----------
    fields : Fields
        Whose year is not told.

    Returns
    -------
    DateRefused
        With all that the text can mean: a year of two digits in both centuries, and a day whose year is not told.
    """
    month, loose = fields.month, fields.loose.removeprefix("'")
    rest = [part for part in (month, fields.day if fields.loose.startswith("'") else None) if part is not None]
    years = tuple("-".join([century + loose, *rest]) for century in ("19", "20")) if loose else ()
    if loose and (fields.loose != loose or int(loose) > _MOST_DAYS):
        return DateRefused("The year has two digits: write all four.", years)
    told = tuple(part for part in (month, fields.day) if part is not None)
    days = ("-".join(["XXXX", *told]),) if month is not None and _fits(told) else ()
    if loose:
        return DateRefused(
            "This can be a month of a year of two digits, or a day without its year: write year-month, or "
            "year-month-day.",
            years + days,
        )
    return DateRefused("The year is missing: write it with four digits, or XXXX if it is not known.", days)


def _fits(told: tuple[str, ...]) -> bool:
    try:
        read_one("-".join(["XXXX", *told]))
    except DateRefused:
        return False
    return True


def _century(fields: Fields) -> Atom:
    number = fields.century or 0
    if not 1 <= number <= _CENTURY - 1 or fields.year or fields.month or fields.day:
        raise DateRefused("A century is a number from 1 to 99 and stands alone: 20th century is 1901 to 2000.")
    first, last = (number - 1) * _CENTURY + 1, number * _CENTURY
    if fields.part is None:
        return Atom(f"{first:04d}", f"{last:04d}", "century")
    return _third_of_months(date(first, 1, 1), date(last, 12, 31), fields.part)


def _third_of_month(first: date, part: int) -> Atom:
    starts, stops = (1, 11, 21), (10, 20, month_length(first.year, first.month))
    return Atom(first.replace(day=starts[part - 1]).isoformat(), first.replace(day=stops[part - 1]).isoformat())


def _third_of_months(first: date, last: date, part: int) -> Atom:
    begin = first.year * 12 + first.month - 1
    months = last.year * 12 + last.month - begin
    start, stop = begin + months * (part - 1) // _THIRDS, begin + months * part // _THIRDS - 1
    return Atom(_month(start), None if start == stop else _month(stop))


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
