"""How an invented source dates what happened: to the day, the month, the year, or three years."""

from datetime import date
from random import Random

_DAY, _MONTH, _YEAR = 0.25, 0.55, 0.90


def recorded(rng: Random, day: int) -> str:
    """Return a date text whose bounds hold the day.

    Parameters
    ----------
    rng : Random
    day : int
        Ordinal of the true day.

    Returns
    -------
    str
        25 % a day, 30 % a month, 35 % a year, 10 % about a year (three years).
    """
    true = date.fromordinal(day)
    draw = rng.random()
    if draw < _DAY:
        return true.isoformat()
    if draw < _MONTH:
        return f"{true.year:04d}-{true.month:02d}"
    if draw < _YEAR:
        return f"{true.year:04d}"
    return f"{true.year + rng.randrange(-1, 2):04d}~"


def day_of(year: int, month: int = 1, day: int = 1) -> int:
    """Return the ordinal of a date."""
    return date(year, month, day).toordinal()
