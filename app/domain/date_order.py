"""Order, delay, overlap and combination of dates that are known only in part; pure arithmetic on bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from app.domain.date_edtf import read_edtf
from app.domain.date_values import DateRefused, Order, PartialDate

_DAY = timedelta(days=1)

_OPEN = ("", "..")  # EDTF of an open begin of a period


def before(a: PartialDate, b: PartialDate) -> Order:
    """Whether a lies on a day strictly before b.

    Parameters
    ----------
    a, b : PartialDate
        Their begins are compared; an end is not read.

    Returns
    -------
    Order
        Certain if a.latest < b.earliest, impossible if a.earliest >= b.latest, else possible.

    Notes
    -----
    An open side (None) is unbounded: it makes nothing certain and nothing impossible. O(1).

    Examples
    --------
    >>> from app.domain.dates import read_date
    >>> str(before(read_date("2008"), read_date("2009-06")))
    'certain'
    """
    if a.latest is not None and b.earliest is not None and a.latest < b.earliest:
        return Order.CERTAIN
    if a.earliest is not None and b.latest is not None and a.earliest >= b.latest:
        return Order.IMPOSSIBLE
    return Order.POSSIBLE


def chain_order(dates: Sequence[PartialDate]) -> Order:
    """Whether the dates can follow one another, each on a strictly later day than the one before.

    Parameters
    ----------
    dates : sequence of PartialDate
        In the order that is asked about.

    Returns
    -------
    Order
        Certain if every step is; possible only if one choice of days fits the whole chain; else impossible.
        A chain of none or one is certain.

    Notes
    -----
    Takes the earliest day that fits, step by step; no other choice leaves more room. This is stricter than every pair
    being possible: 2009-06-01/02, three times, has possible pairs and no possible chain. O(n).

    Examples
    --------
    >>> from app.domain.dates import read_date
    >>> str(chain_order([read_date("2009"), read_date("2008")]))
    'impossible'
    """
    if all(before(a, b) is Order.CERTAIN for a, b in pairwise(dates)):
        return Order.CERTAIN
    taken: date | None = None  # None: still unbounded below
    for one in dates:
        first = one.earliest
        if taken is not None:
            if taken == date.max:
                return Order.IMPOSSIBLE
            first = taken + _DAY if first is None else max(first, taken + _DAY)
        if first is not None and one.latest is not None and first > one.latest:
            return Order.IMPOSSIBLE
        taken = first
    return Order.POSSIBLE


def _days(later: date | None, earlier: date | None) -> int | None:
    return None if later is None or earlier is None else (later - earlier).days


def delay_days(a: PartialDate, b: PartialDate) -> tuple[int | None, int | None]:
    """Days from a to b, as a range.

    Parameters
    ----------
    a, b : PartialDate
        Their begins are used.

    Returns
    -------
    (least, most) : tuple of int or None
        ``b.earliest - a.latest`` and ``b.latest - a.earliest`` in days; negative where b can come first; None is open.

    Examples
    --------
    >>> from app.domain.dates import read_date
    >>> delay_days(read_date("2009-06-03"), read_date("2009-06-10"))
    (7, 7)
    """
    return _days(b.earliest, a.latest), _days(b.latest, a.earliest)


def duration_days(a: PartialDate) -> tuple[int | None, int | None]:
    """Days from the begin of a period to its end, as a range.

    Parameters
    ----------
    a : PartialDate
        A period; the difference of its two days is meant, so one day alone lasts 0 days.

    Returns
    -------
    (least, most) : tuple of int or None
        Never negative; None is open. Both are None where no end is known.

    Examples
    --------
    >>> from app.domain.dates import read_date
    >>> print(duration_days(read_date("2009-06-03/2009-06-10", period=True)))
    (7, 7)
    """
    if a.end is None:
        return None, None
    least, most = _days(a.end.earliest, a.latest), _days(a.end.latest, a.earliest)
    return max(0, least or 0), most


def overlaps(a: PartialDate, b: PartialDate, *, a_lasts: bool = False, b_lasts: bool = False) -> Order:
    """Whether a and b share a day.

    Parameters
    ----------
    a, b : PartialDate
        Periods or single days.
    a_lasts, b_lasts : bool
        Says of a date without an end that it lasts and its end is not known. Otherwise it is one day.

    Returns
    -------
    Order
        Certain if every choice of days shares one, impossible if none does, else possible.

    Notes
    -----
    Two spans share a day if neither begins after the other has ended. O(1).

    Examples
    --------
    >>> from app.domain.dates import read_date
    >>> str(overlaps(read_date("2009"), read_date("2009-06")))
    'possible'
    """
    one, other = _gap(a, b, a_lasts), _gap(b, a, b_lasts)
    if Order.CERTAIN in (one, other):
        return Order.IMPOSSIBLE
    if one is other is Order.IMPOSSIBLE:
        return Order.CERTAIN
    return Order.POSSIBLE


def _gap(a: PartialDate, b: PartialDate, lasts: bool) -> Order:
    """Whether a has ended before b begins."""
    if a.end is not None:
        return before(a.end, b)
    if not lasts:
        return before(a, b)
    # the end is any day from the begin on: it can never be shown that it came before b, but the begin can refuse it
    return Order.IMPOSSIBLE if before(a, b) is Order.IMPOSSIBLE else Order.POSSIBLE


def cut_at(d: PartialDate, day: date) -> PartialDate | None:
    """The date as far as it can be known by someone who spoke on a given day.

    Parameters
    ----------
    d : PartialDate
        A date or period; both begin and end are cut.
    day : date
        Last possible day on which the source was told.

    Returns
    -------
    PartialDate or None
        The same text with the last possible day at most `day`; None if begin or end would have no day left.

    Examples
    --------
    >>> from datetime import date
    >>> from app.domain.dates import read_date
    >>> str(cut_at(read_date("2009"), date(2009, 6, 3)).latest)
    '2009-06-03'
    """
    if d.earliest is not None and d.earliest > day:
        return None
    end = d.end
    if end is not None:
        end = cut_at(end, day)
        if end is None:
            return None
    return replace(d, latest=day if d.latest is None else min(d.latest, day), end=end)


def intersect(dates: Sequence[PartialDate]) -> PartialDate | None:
    """What several claims about one date leave possible: their common days.

    Parameters
    ----------
    dates : sequence of PartialDate
        Claims about one and the same date. Ends are combined among those that have one.

    Returns
    -------
    PartialDate or None
        Text, reading and flags of the date whose own text is narrowest, with the common bounds. None if there is no
        common day (of begin or of end), or nothing was given.

    Notes
    -----
    Neither order nor grouping of the dates matters. The width of a text is read from its EDTF, not from the bounds
    it has by now: cut or combined bounds must not change which text is shown. O(n).

    Examples
    --------
    >>> from app.domain.dates import read_date
    >>> print(intersect([read_date("2009"), read_date("2009-06")]).edtf)
    2009-06
    """
    if not dates:
        return None
    earliest = max((d.earliest for d in dates if d.earliest is not None), default=None)
    latest = min((d.latest for d in dates if d.latest is not None), default=None)
    if earliest is not None and latest is not None and earliest > latest:
        return None
    ends = [d.end for d in dates if d.end is not None]
    end = intersect(ends) if ends else None
    if ends and end is None:
        return None
    return replace(min(dates, key=_narrowness), earliest=earliest, latest=latest, end=end)


def _narrowness(d: PartialDate) -> tuple[float, str, str, str]:
    """Sort key: width of the text in days, then fixed tie-breaks."""
    own = d
    if d.edtf in _OPEN:
        own = replace(d, earliest=None, latest=None)
    elif d.edtf is not None:
        try:
            own = read_edtf(d.edtf)
        except DateRefused:  # a reading made elsewhere: its bounds must do
            own = d
    width = _days(own.latest, own.earliest)
    flags = f"{d.approximate:d}{d.uncertain:d}{d.precision}{d.calendar}"
    return (float("inf") if width is None else float(width), d.edtf or "", d.text, flags)
