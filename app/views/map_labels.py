"""Places for labels: the first of eight free positions around a mark."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.views.page_svg import text_width

_GAP = 4.0
#: Side of the squares by which it is known what is taken near a place.
_CELL = 48


class Rect(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Rect") -> bool:
        """Say whether two rectangles have a point in common.

        Examples
        --------
        >>> Rect(0, 0, 2, 2).meets(Rect(1, 1, 3, 3)), Rect(0, 0, 2, 2).meets(Rect(3, 0, 4, 1))
        (True, False)
        """
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Label(NamedTuple):
    """Where a label stands: its baseline, and which end of the text is there."""

    x: float
    y: float
    anchor: str


@dataclass(slots=True)
class Room:
    """What of a picture is taken.

    Attributes
    ----------
    width, height : float
    taken : list of Rect
    """

    width: float
    height: float
    taken: list[Rect] = field(default_factory=list)
    _near: defaultdict[tuple[int, int], list[Rect]] = field(default_factory=lambda: defaultdict(list))

    def free(self, rect: Rect) -> bool:
        """Say whether a rectangle lies in the picture and meets nothing that is taken."""
        inside = rect.left >= 0 and rect.top >= 0 and rect.right <= self.width and rect.bottom <= self.height
        return inside and not any(rect.meets(each) for cell in _cells(rect) for each in self._near.get(cell, ()))

    def take(self, rect: Rect) -> None:
        """Mark a rectangle as taken."""
        self.taken.append(rect)
        for cell in _cells(rect):
            self._near[cell].append(rect)

    def take_square(self, x: float, y: float, half: float) -> None:
        """Mark a square around a point as taken."""
        self.take(Rect(x - half, y - half, x + half, y + half))

    def place(self, text: str, size: float, centre: tuple[float, float], half: float) -> Label | None:
        """Find a free position for a label and take it.

        Parameters
        ----------
        text : str
        size : float
            Size of the letters.
        centre : (float, float)
            The mark.
        half : float
            Half the size of the mark.

        Returns
        -------
        Label or None
            The first that is free of: right, left, above, below, and the four corners; None when none is.
        """
        width, (x, y) = text_width(text, size), centre
        away = half + _GAP
        for side, height in _POSITIONS:
            left = {1: x + away, -1: x - away - width, 0: x - width / 2}[side]
            middle = y + height * (away + size / 2)
            if side and height:
                left = x + half * 0.4 + _GAP if side > 0 else x - half * 0.4 - _GAP - width
            rect = Rect(left, middle - size * 0.6, left + width, middle + size * 0.6)
            if self.free(rect):
                self.take(rect)
                anchor = {1: "start", -1: "end", 0: "middle"}[side]
                at = {1: left, -1: left + width, 0: x}[side]
                return Label(at, middle + size * 0.36, anchor)
        return None


def _cells(rect: Rect) -> Iterator[tuple[int, int]]:
    for column in range(int(rect.left // _CELL), int(rect.right // _CELL) + 1):
        for row in range(int(rect.top // _CELL), int(rect.bottom // _CELL) + 1):
            yield column, row


#: Right, left, above, below, then the corners: (to the side, downwards).
_POSITIONS: Sequence[tuple[int, int]] = (
    (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1),
)  # fmt: skip
