"""Bars by year: one bar a year, the count written on it, years without a record left empty."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.views.page_svg import draw_svg

_WIDTH, _HEIGHT = 1040.0, 190.0
_TOP, _BOTTOM = 28.0, 30.0
_WIDEST_STEP = 44.0
#: What the bar of those without a year takes at the right, and its own width.
_ASIDE, _ASIDE_WIDTH = 120.0, 34.0
#: Bars above which there is no room to write the counts on them.
_MOST_COUNTED = 70


def bar_layout(counts: Mapping[int, int], unknown: int = 0) -> list[dict[str, Any]]:
    """Place one bar for each year from the first to the last.

    Parameters
    ----------
    counts : mapping of int to int
        Year to count; years between that are missing have no record.
    unknown : int
        How many have no year that is known; their bar stands apart at the right.

    Returns
    -------
    list of dict
        ``year, count, x, y, width, height, labelled``, by year; ``year`` is None for those without.
    """
    years = range(min(counts), max(counts) + 1) if counts else range(0)
    step = min(_WIDEST_STEP, (_WIDTH - _ASIDE * bool(unknown)) / max(len(years), 1))
    most = max([*counts.values(), unknown, 1])
    room = _HEIGHT - _TOP - _BOTTOM
    every = next(each for each in (1, 2, 5, 10, 20, 50, 100) if each * step >= 42)
    bars: list[dict[str, Any]] = []
    for index, year in enumerate(years):
        height = room * counts.get(year, 0) / most
        bars.append(
            {
                "year": year,
                "count": counts.get(year, 0),
                "x": index * step,
                "y": _HEIGHT - _BOTTOM - height,
                "width": step * 0.78,
                "height": height,
                "labelled": year % every == 0,
            }
        )
    if unknown:
        height = room * unknown / most
        bars.append({"year": None, "count": unknown, "labelled": True, "x": step * len(years) + _ASIDE / 2})
        bars[-1].update(y=_HEIGHT - _BOTTOM - height, width=_ASIDE_WIDTH, height=height)
    return bars


def draw_bars(
    counts: Mapping[int, int],
    *,
    title: str,
    description: str,
    links: Mapping[int, str] | None = None,
    unknown: tuple[int, str] = (0, ""),
) -> str:
    """Draw counts by year.

    Parameters
    ----------
    counts : mapping of int to int
        Year to count.
    title, description : str
        Read out by screen readers.
    links : mapping of int to str, optional
        Year to the address that its bar leads to.
    unknown : (int, str)
        How many have no year that is known, and what that is called.

    Returns
    -------
    str
        An ``svg`` element; the same numbers belong into a table beside it. Empty where nothing is counted.
    """
    bars: Sequence[dict[str, Any]] = bar_layout(counts, unknown[0])
    if not bars:
        return ""
    return draw_svg(
        "bars.svg",
        bars=bars,
        links=links or {},
        width=_WIDTH,
        height=_HEIGHT,
        base=_HEIGHT - _BOTTOM,
        title=title,
        description=description,
        small=len(bars) > _MOST_COUNTED,
        unknown=unknown[1] if unknown[0] else "",
    )
