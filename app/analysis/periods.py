"""Stretches of time that counts are compared over: years, and who led North Korea."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from app.analysis.bounds import Bounds, can_meet


class Period(NamedTuple):
    """A stretch of days, both ends included; None is open."""

    name: str
    first: int | None
    last: int | None

    def certain(self, day: Bounds) -> bool:
        """Say whether a date lies in it whatever its day is."""
        return (self.first is None or (day.earliest is not None and self.first <= day.earliest)) and (
            self.last is None or (day.latest is not None and day.latest <= self.last)
        )

    def possible(self, day: Bounds) -> bool:
        """Say whether a date can lie in it."""
        return can_meet(day, self.first, self.last)


_FOUNDED, _SECOND, _THIRD = (
    date(1948, 9, 9).toordinal(),
    date(1994, 7, 8).toordinal(),
    date(2011, 12, 17).toordinal(),
)
#: Leadership periods; the day on which one leader died is the first of the next.
LEADERS = (
    Period("before", None, _FOUNDED - 1),
    Period("kim_il_sung", _FOUNDED, _SECOND - 1),
    Period("kim_jong_il", _SECOND, _THIRD - 1),
    Period("kim_jong_un", _THIRD, None),
)


def years_of(days: Iterable[Bounds]) -> list[Period]:
    """Return every year from the first to the last possible day of some dates; open ends add none.

    Parameters
    ----------
    days : iterable of Bounds

    Returns
    -------
    list of Period

    Examples
    --------
    >>> [year.name for year in years_of([Bounds(733408, 733800), Bounds(None, None)])]
    ['2009', '2010']
    """
    known = [day for each in days for day in each if day is not None]
    if not known:
        return []
    first, last = date.fromordinal(min(known)).year, date.fromordinal(max(known)).year
    return [
        Period(f"{year:04}", date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
        for year in range(first, last + 1)
    ]
