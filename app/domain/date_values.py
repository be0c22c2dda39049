"""The values that speak of time: a date known only in part, an answer about order, a refused text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Order(StrEnum):
    """Answer to a question about order: it holds in every, in some, or in no choice of the possible days."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as a source gives it: the text, and the first and last day that it can mean.

    Parameters
    ----------
    text : str
        The words as given, never changed.
    edtf : str or None
        The reading in EDTF (ISO 8601-2); of a period only its begin. None where there is none.
    earliest, latest : date or None
        First and last possible day (Gregorian); None is open on that side. Of a period: of its begin.
    precision : str
        ``day``, ``week``, ``month``, ``season``, ``quarter``, ``half``, ``year``, ``decade``, ``century``,
        ``millennium``, ``interval``, ``set`` or ``unknown``.
    approximate, uncertain : bool
        What ``~`` and ``?`` say. The bounds are widened by the first, not by the second.
    calendar : str
        The calendar that the text used; the bounds are always Gregorian.
    end : PartialDate or None
        The end of a period, with its own bounds; None where no end is known, and for all that does not last.

    Notes
    -----
    Nothing here holds a time or a zone, so no day can move by one.

    Examples
    --------
    >>> PartialDate("2009", "2009", date(2009, 1, 1), date(2009, 12, 31), "year").latest
    datetime.date(2009, 12, 31)
    """

    text: str
    edtf: str | None
    earliest: date | None
    latest: date | None
    precision: str
    approximate: bool = False
    uncertain: bool = False
    calendar: str = "gregorian"
    end: PartialDate | None = None


class DateRefused(ValueError):
    """A text that is no date, or more than one.

    Parameters
    ----------
    reason : str
        What is wrong and what to write instead, in one sentence.
    readings : tuple of str
        The meanings of an ambiguous text, as EDTF; empty where there is none.
    """

    def __init__(self, reason: str, readings: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.readings = readings
