"""Arrows of a family chart, from the act to the punished: over the row, through the gaps, through a free lane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_LANE_STEP = 4.0
_LOW, _HIGH = 26.0, 46.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Where rows and persons stand.

    Attributes
    ----------
    x : mapping of str to float
    row : mapping of str to int
    order : sequence of sequence of str
        The persons of each row from left to right.
    top, bottom : mapping of str to float
        Upper edge of the mark of a person, and lower edge of the text below it.
    slot : float
        Room of one person.
    row_top, row_bottom : sequence of float
        The band that the persons of a row fill.
    """

    x: Mapping[str, float]
    row: Mapping[str, int]
    order: Sequence[Sequence[str]]
    top: Mapping[str, float]
    bottom: Mapping[str, float]
    slot: float
    row_top: Sequence[float]
    row_bottom: Sequence[float]


@dataclass(slots=True)
class Router:
    """Makes the path of each arrow.

    Attributes
    ----------
    rows : Rows
    """

    rows: Rows
    _used: dict[tuple[int, float], int] = field(default_factory=dict)

    def path(self, start: str, end: str) -> str:
        """Return the path from one person to another, as an SVG path.

        Parameters
        ----------
        start, end : str

        Returns
        -------
        str
            To an elder it ends below the text, from below; in one row it arcs over; to the young it ends on top. No
            part of it lies on a row between the two but in a free lane.
        """
        here, there = self.rows.row[start], self.rows.row[end]
        if here == there:
            return self._over(start, end)
        return self._through(start, end, up=there < here)

    def _over(self, start: str, end: str) -> str:
        rows = self.rows
        a, b = rows.x[start], rows.x[end]
        y = min(rows.top[start], rows.top[end])
        high = y - min(_HIGH, _LOW + abs(b - a) / 12)
        bend = (b - a) * 0.2
        tip = rows.top[end]
        return f"M{a:.1f} {rows.top[start]:.1f}C{a + bend:.1f} {high:.1f} {b - bend:.1f} {high:.1f} {b:.1f} {tip:.1f}"

    def _through(self, start: str, end: str, *, up: bool) -> str:
        rows = self.rows
        step = -1 if up else 1
        x, y = rows.x[start], rows.top[start] if up else rows.bottom[start]
        goal = rows.x[end]
        found = [f"M{x:.1f} {y:.1f}"]
        for number in range(rows.row[start] + step, rows.row[end], step):
            lane = self._lane(number, (x + goal) / 2)
            near, far = (rows.row_bottom, rows.row_top) if up else (rows.row_top, rows.row_bottom)
            found.append(f"{_curve(x, y, lane, near[number])}V{far[number]:.1f}")
            x, y = lane, far[number]
        tip = rows.bottom[end] if up else rows.top[end]
        return "".join([*found, _curve(x, y, goal, tip)])

    def _lane(self, number: int, wanted: float) -> float:
        """Return the free lane of a row that is nearest to where it is wanted; a used one a little aside."""
        xs = [self.rows.x[each] for each in self.rows.order[number]]
        lanes = [(a + b) / 2 for a, b in pairwise(xs) if b - a > self.rows.slot + _LANE_STEP]
        edge = self.rows.slot / 2 + _LANE_STEP
        if xs:
            lanes += [xs[0] - edge, xs[-1] + edge]
        lane = min(lanes, key=lambda x: (abs(x - wanted), x), default=wanted)
        before = self._used.get((number, lane), 0)
        self._used[number, lane] = before + 1
        # 0, +1, -1, +2 … lanes aside
        return lane + _LANE_STEP * ((before + 1) // 2) * (1 if before % 2 else -1)


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (y + to_y) / 2
    return f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
