"""Year, month and day as masks (``199X``, ``0X``, ``21``) to the first and last day that fits them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from app.domain.date_values import DateRefused

Bounds = tuple[date | None, date | None]

#: EDTF codes of parts of a year: first month, number of months. Winter has two meanings (before or after the summer
#: of its year); its hull runs from January to the February after, see ``_SPLIT``.
_CODES = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (1, 14), 25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (1, 14),
    29: (9, 3), 30: (1, 14), 31: (3, 3), 32: (6, 3), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}  # fmt: skip
_SPLIT = (24, 28, 30)
_SEASON_MONTHS = 3
_LONGEST = 31
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """Year, month or day: digits with X for each unknown one, and the marks that stand at it."""

    mask: str
    approximate: bool = False
    uncertain: bool = False


def month_length(year: int, month: int) -> int:
    """Days in a month of the Gregorian calendar, also before it was introduced.

    Parameters
    ----------
    year, month : int
        1 to 9999, 1 to 12.

    Returns
    -------
    int
        28 to 31 days.
    """
    return monthrange(year, month)[1]


def _fits(mask: str, lowest: int, highest: int, backwards: bool = False) -> Iterable[int]:
    """Numbers that a mask can stand for, in order."""
    if "X" not in mask:
        number = int(mask)
        return (number,) if lowest <= number <= highest else ()
    if not mask.strip("X"):
        return range(highest, lowest - 1, -1) if backwards else range(lowest, highest + 1)
    return _readings(mask, lowest, highest, backwards)


def _readings(mask: str, lowest: int, highest: int, backwards: bool) -> Iterator[int]:
    digits = "9876543210" if backwards else "0123456789"
    for chosen in product(*(digits if c == "X" else c for c in mask)):
        number = int("".join(chosen))
        if lowest <= number <= highest:
            yield number


def core_bounds(parts: Sequence[Part]) -> Bounds:
    """First and last day that fits the masks, before any widening.

    Parameters
    ----------
    parts : sequence of Part
        Year, then month or season code, then day.

    Returns
    -------
    (earliest, latest)
        Both None where no digit of the year is known: such a date has no place in time.

    Raises
    ------
    DateRefused
        If no day fits.

    Notes
    -----
    Walks the calendar from both sides to the first fit; a year mask has at most 1,000 readings.
    """
    masks = [p.mask for p in parts] + ["XX"] * (3 - len(parts))
    if len(parts) == 2 and masks[1].isdigit() and int(masks[1]) in _CODES:
        return _code_bounds(masks[0], int(masks[1]))
    first = _extreme(masks, backwards=False)
    if first is None:
        raise DateRefused(_why_none(masks))
    if masks[0] == "XXXX":
        return None, None
    exact = not any("X" in mask for mask in masks)
    return first, first if exact else _extreme(masks, backwards=True)


def _extreme(masks: Sequence[str], *, backwards: bool) -> date | None:
    for year in _fits(masks[0], 1, 9999, backwards):
        for month in _fits(masks[1], 1, 12, backwards):
            for day in _fits(masks[2], 1, month_length(year, month), backwards):
                return date(year, month, day)
    return None


def _code_bounds(year_mask: str, code: int) -> Bounds:
    if year_mask == "XXXX":
        return None, None
    first, last = next(iter(_fits(year_mask, 1, 9999))), next(iter(_fits(year_mask, 1, 9999, True)))
    month, months = _CODES[code]
    return _month_start(first * 12 + month - 1), _month_stop(last * 12 + month - 1 + months - 1)


def _why_none(masks: Sequence[str]) -> str:
    """Names the part that is wrong."""
    month, day = masks[1], masks[2]
    if not any(_fits(month, 1, 12)):
        return (
            f"There is no month {month}: months are 01 to 12 (21 to 41 are seasons, quarters and halves, without day)."
        )
    if not any(_fits(day, 1, _LONGEST)):
        return f"There is no day {day}: days are 01 to 31."
    if "X" in month:
        return f"No month that fits {month} has a day {day}."
    if "X" not in masks[0]:
        days = month_length(int(masks[0]), int(month))
        return f"{_MONTH_NAMES[int(month) - 1]} {masks[0]} has {days} days."
    return f"{_MONTH_NAMES[int(month) - 1]} never has a day {day} in such a year."


def _month_start(number: int) -> date:
    """First day of a month counted from year 0; what lies outside the calendar stops at its edge."""
    return date(number // 12, number % 12 + 1, 1) if 12 <= number < 120000 else (date.min if number < 12 else date.max)


def _month_stop(number: int) -> date:
    if not 12 <= number < 120000:
        return date.min if number < 12 else date.max
    year, month = number // 12, number % 12 + 1
    return date(year, month, month_length(year, month))


def widened_bounds(parts: Sequence[Part], core: Bounds) -> Bounds:
    """The bounds with every ``~`` applied: one unit of the part that carries the mark, on both sides.

    Parameters
    ----------
    parts : sequence of Part
        A mark on a wholly unknown part (``2009-XX~``) counts for the part before it.
    core : (earliest, latest)
        From `core_bounds`.

    Returns
    -------
    (earliest, latest)
        Never beyond the years 1 and 9999.

    Notes
    -----
    The unit of a part with unknown last digits is the whole they stand for: ten years for ``197X``.
    """
    months, days = _shift(parts)
    earliest, latest = core
    if earliest is None or latest is None or not (months or days):
        return core
    if months:
        day_known = len(parts) > 2 and parts[2].mask != "XX"
        earliest = _move(earliest, -months, day_known, _month_start)
        latest = _move(latest, months, day_known, _month_stop)
    return (
        date.fromordinal(max(date.min.toordinal(), earliest.toordinal() - days)),
        date.fromordinal(min(date.max.toordinal(), latest.toordinal() + days)),
    )


def _shift(parts: Sequence[Part]) -> tuple[int, int]:
    """Months and days by which all marks together widen."""
    months = days = 0
    for place, part in enumerate(parts):
        if not part.approximate:
            continue
        at = place
        while at > 0 and parts[at].mask == "XX":
            at -= 1
        mask = parts[at].mask
        unit = 10 ** (len(mask) - len(mask.rstrip("X")))
        if at == 0:
            months += 12 * unit
        elif at == 2:
            days += unit
        elif mask.isdigit() and int(mask) in _CODES:
            months += _SEASON_MONTHS if int(mask) in _SPLIT else _CODES[int(mask)][1]
        else:
            months += unit
    return months, days


def _move(day: date, months: int, day_known: bool, whole: Callable[[int], date]) -> date:
    number = day.year * 12 + day.month - 1 + months
    edge = whole(number)
    if not day_known or not 12 <= number < 120000:
        return edge
    return edge.replace(day=min(day.day, month_length(edge.year, edge.month)))
