"""Where the texts of a picture stand, by the widths that layouts count with."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

from app.views.page_svg import text_width

SVG = "{http://www.w3.org/2000/svg}"
_MOVE = re.compile(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)")
_NOT_DRAWN = frozenset({f"{SVG}defs", f"{SVG}title", f"{SVG}desc"})
#: Part of the width by which a text starts left of where it is told to.
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


class Text(NamedTuple):
    """A text of a picture, the size of its letters, and its box."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Text") -> bool:
        """Say whether two texts lie over each other by more than a pixel."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 1


def texts(drawn: str) -> list[Text]:
    """Return the texts of an SVG document."""
    return list(_texts(ElementTree.fromstring(drawn), 0.0, 0.0, 16.0, "start"))


def covered(drawn: str) -> list[tuple[str, str]]:
    """Return the pairs of texts that lie over each other."""
    return [(one.text, other.text) for one, other in combinations(texts(drawn), 2) if one.covers(other)]


def _texts(element: ElementTree.Element, x: float, y: float, size: float, anchor: str) -> Iterator[Text]:
    if element.tag in _NOT_DRAWN:
        return
    if moved := _MOVE.match(element.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2])
    size, anchor = float(element.get("font-size", size)), element.get("text-anchor", anchor)
    if element.tag == f"{SVG}text":
        text = "".join(element.itertext()).strip()
        left, base = x + float(element.get("x", 0)), y + float(element.get("y", 0))
        wide = text_width(text, size)
        left -= wide * _ANCHORS[anchor]
        yield Text(text, size, left, base - 0.72 * size, left + wide, base + 0.1 * size)
        return
    if element.tag == f"{SVG}svg":
        x, y = x + float(element.get("x", 0)), y + float(element.get("y", 0))
    for below in element:
        yield from _texts(below, x, y, size, anchor)
