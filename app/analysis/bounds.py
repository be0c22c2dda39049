"""Questions of order on day numbers: the same answers as ``app.domain.dates``, for many dates at once.

A date known only in part is its first and its last possible day, as proleptic Gregorian ordinals; None is open. These
few functions are all that the analyses ask of time, so that another engine needs to say no more than they do.
"""

from datetime import date
from typing import NamedTuple


class Bounds(NamedTuple):
    """First and last possible day; None is open on that side."""

    earliest: int | None
    latest: int | None

    @property
    def closed(self) -> bool:
        """Whether both days are known."""
        return self.earliest is not None and self.latest is not None

    @property
    def undated(self) -> bool:
        """Whether neither day is known."""
        return self.earliest is None and self.latest is None


UNDATED = Bounds(None, None)
#: Days of a delay, least and most; None is open.
Delay = tuple[int | None, int | None]


def surely_before(a: Bounds, b: Bounds) -> bool:
    """Say whether a lies on a strictly earlier day than b, whatever the days are.

    Examples
    --------
    >>> surely_before(Bounds(1, 2), Bounds(3, 9)), surely_before(Bounds(1, 3), Bounds(3, 9))
    (True, False)
    """
    return a.latest is not None and b.earliest is not None and a.latest < b.earliest


def can_come_by(a: Bounds, b: Bounds) -> bool:
    """Say whether a can lie before b or on the same day: an act and the arrest for it share a day more often than not.

    Examples
    --------
    >>> can_come_by(Bounds(5, 5), Bounds(5, 5)), can_come_by(Bounds(6, 6), Bounds(5, 5))
    (True, False)
    """
    return a.earliest is None or b.latest is None or a.earliest <= b.latest


def can_lie_between(start: Bounds, a: Bounds, end: Bounds) -> bool:
    """Say whether one choice of days puts a at or after the start and at or before the end, all three together.

    Notes
    -----
    The earliest day that fits is taken, step by step; pairs that are possible one by one can be impossible together.

    Examples
    --------
    >>> can_lie_between(Bounds(3, 9), Bounds(1, 5), Bounds(2, 4))
    True
    >>> can_lie_between(Bounds(5, 9), Bounds(1, 5), Bounds(2, 4))
    False
    """
    first = max((day for day in (start.earliest, a.earliest) if day is not None), default=None)
    if first is None:
        return True
    return (a.latest is None or first <= a.latest) and (end.latest is None or first <= end.latest)


def delay_between(a: Bounds, b: Bounds) -> Delay:
    """Return least and most days from a to b: ``[b.earliest - a.latest, b.latest - a.earliest]``; None is open.

    Examples
    --------
    >>> delay_between(Bounds(10, 12), Bounds(11, 20))
    (-1, 10)
    """
    least = None if b.earliest is None or a.latest is None else b.earliest - a.latest
    most = None if b.latest is None or a.earliest is None else b.latest - a.earliest
    return least, most


def lies_within(delay: Delay, least: int, most: int) -> bool:
    """Say whether every possible delay lies in ``[least, most]``; an open end never does.

    Examples
    --------
    >>> lies_within((1, 30), 1, 1096), lies_within((0, 30), 1, 1096), lies_within((1, None), 1, 1096)
    (True, False, False)
    """
    return delay[0] is not None and delay[1] is not None and least <= delay[0] and delay[1] <= most


def meets(delay: Delay, least: int, most: int) -> bool:
    """Say whether some possible delay lies in ``[least, most]``.

    Examples
    --------
    >>> meets((-5, 0), 0, 1096), meets((-5, -1), 0, 1096), meets((None, 3), 0, 1096)
    (True, False, True)
    """
    return (delay[0] is None or delay[0] <= most) and (delay[1] is None or delay[1] >= least)


def can_meet(a: Bounds, first: int | None, last: int | None) -> bool:
    """Say whether a can lie between two days, both included; None is no limit."""
    return (first is None or a.latest is None or a.latest >= first) and (
        last is None or a.earliest is None or a.earliest <= last
    )


def time_key(a: Bounds) -> tuple[bool, float, float]:
    """Return a sort key: by first, then last possible day; what has no day at all comes last.

    Notes
    -----
    An open begin sorts before every day, an open end after every day.

    Examples
    --------
    >>> sorted([Bounds(None, None), Bounds(5, None), Bounds(5, 6), Bounds(None, 9)], key=time_key)[0]
    Bounds(earliest=None, latest=9)
    """
    earliest = float("-inf") if a.earliest is None else a.earliest
    latest = float("inf") if a.latest is None else a.latest
    return a.undated, earliest, latest


def iso(day: int | None) -> str | None:
    """Return a day number as an ISO date, None when open.

    Examples
    --------
    >>> iso(733682)
    '2009-10-02'
    """
    return None if day is None else date.fromordinal(day).isoformat()
