"""A line of small bars, one for each year, to stand in a row of a table; the numbers stand beside it."""

from collections.abc import Mapping

from app.views.page_svg import COLOURS, legend_mark

_WIDTH, _HEIGHT, _LEAST_BAR = 92.0, 20.0, 2.5


def draw_spark(counts: Mapping[int, int], first: int, last: int, most: int) -> str:
    """Draw counts by year.

    Parameters
    ----------
    counts : mapping of int to int
        Year to count; none gives an empty text.
    first, last : int
        The years of the scale, the same for every row of a table.
    most : int
        The greatest count of any row.

    Returns
    -------
    str
        An ``svg`` element without text: what it shows belongs into words beside it.
    """
    if not counts:
        return ""
    step = _WIDTH / (last - first + 1)
    wide = max(step - 0.6, _LEAST_BAR)
    bars = [f'<path d="M0 {_HEIGHT - 0.5}H{_WIDTH}" stroke="{COLOURS["pale"]}" stroke-width="1"/>']
    for year, count in sorted(counts.items()):
        height = max((_HEIGHT - 2) * count / most, _LEAST_BAR)
        x = (year - first) * step
        bars.append(
            f'<rect x="{x:.1f}" y="{_HEIGHT - 1 - height:.1f}" width="{wide:.1f}" height="{height:.1f}" '
            f'fill="{COLOURS["red"]}"/>'
        )
    return legend_mark("".join(bars), _WIDTH, _HEIGHT)
