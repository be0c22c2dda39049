"""Days to pixels: one scale of time for every picture that has one."""

from collections.abc import Sequence
from datetime import date

#: Steps between ticks in months; how many ticks fit, and how wide the widest label is.
_TICKS_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
_MOST_TICKS, _LABEL = 12, 52.0


def day_number(text: str | None) -> float | None:
    """Return the number of an ISO day; None where there is none.

    Examples
    --------
    >>> day_number("0001-01-02"), day_number(None)
    (2.0, None)
    """
    return None if text is None else float(date.fromisoformat(text).toordinal())


class TimeScale:
    """Days to pixels, with a margin of a few per cent and ticks at round years.

    Parameters
    ----------
    days : sequence of float
        Day numbers that must lie on it; at least one.
    left, right : float
        Pixels between which it lies.
    """

    def __init__(self, days: Sequence[float], left: float, right: float) -> None:
        least, most = min(days), max(days)
        margin = max((most - least) * 0.04, 45.0)
        self.start = max(least - margin, 1.0)
        self.stop = min(most + margin, float(date.max.toordinal()))
        self.left, self.right = left, right

    def x(self, day: float) -> float:
        """Return the pixel of a day."""
        share = (day - self.start) / (self.stop - self.start)
        return self.left + share * (self.right - self.left)

    def span(self, first: str | None, last: str | None) -> tuple[float, float] | None:
        """Return the pixels of possible days, the last day in whole; an open side runs to the edge.

        Parameters
        ----------
        first, last : str or None
            ISO days; None is open.

        Returns
        -------
        tuple of float or None
            None when both are open.
        """
        if first is None and last is None:
            return None
        a, b = day_number(first), day_number(last)
        return (self.left if a is None else self.x(a), self.right if b is None else self.x(b + 1))

    def ticks(self) -> list[tuple[float, str]]:
        """Return (pixel, label) of each tick: round years, or months where the whole is short."""
        months = (self.stop - self.start) / 30.44
        most = min(_MOST_TICKS, (self.right - self.left) / _LABEL)
        every = next((each for each in _TICKS_MONTHS if months / each <= most), _TICKS_MONTHS[-1])
        first = date.fromordinal(int(self.start)).year * 12
        last = date.fromordinal(int(self.stop)).year * 12 + 12
        marks = []
        for month in range(first - first % every, last, every):
            day = float(date(month // 12, month % 12 + 1, 1).toordinal()) if month >= 12 else self.start - 1
            label = f"{month // 12}" if month % 12 == 0 else f"{month // 12}-{month % 12 + 1:02}"
            marks.append((day, label))
        return [(self.x(day), label) for day, label in marks if self.start <= day <= self.stop]
