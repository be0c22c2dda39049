"""Bars by year: one bar a year, the count written on it, years without a record left empty."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.views.page_svg import draw_svg

_WIDTH, _HEIGHT = 1040.0, 190.0
_TOP, _BOTTOM = 28.0, 30.0
_WIDEST_STEP = 44.0
#: Bars above which there is no room to write the counts on them.
_MOST_COUNTED = 70


def bar_layout(counts: Mapping[int, int]) -> list[dict[str, Any]]:
    """Place one bar for each year from the first to the last.

    Parameters
    ----------
    counts : mapping of int to int
        Year to count; years between that are missing have no record.

    Returns
    -------
    list of dict
        ``year, count, x, y, width, height, labelled``, by year.
    """
    if not counts:
        return []
    years = range(min(counts), max(counts) + 1)
    step = min(_WIDEST_STEP, _WIDTH / len(years))
    most = max(counts.values())
    room = _HEIGHT - _TOP - _BOTTOM
    every = next(each for each in (1, 2, 5, 10, 20, 50, 100) if each * step >= 42)
    bars = []
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
    return bars


def draw_bars(
    counts: Mapping[int, int], *, title: str, description: str, links: Mapping[int, str] | None = None
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

    Returns
    -------
    str
        An ``svg`` element; the same numbers belong into a table beside it.
    """
    bars: Sequence[dict[str, Any]] = bar_layout(counts)
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
    )
