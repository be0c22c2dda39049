"""Published figures beside the data: a line at what was published, and a bar from the least to the most of the data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.page_svg import cut_text, draw_svg

Figure = Mapping[str, Any]
_WIDTH, _TEXT, _AXIS = 1040.0, 470.0, 380.0
_TOP, _ROW = 44.0, 26.0
_SIZE = 13.0
#: The end of the axis, in parts of the published figure; what is more ends in an arrow.
_END = 1.5


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Words of the picture in the language of the page.

    Attributes
    ----------
    axis : callable
        Percent of the published figure to words.
    shown : callable
        A figure to the words at its right: what the data have, what was published.
    """

    title: str
    description: str
    axis: Callable[[int], str]
    shown: Callable[[Figure], str]


def range_layout(figures: Sequence[Figure]) -> dict[str, Any]:
    """Place a bar for each figure that is counted again, on an axis in parts of the published figure.

    Parameters
    ----------
    figures : sequence of mapping
        ``published, least, most, agrees``; those that are not counted again are left to the table.

    Returns
    -------
    dict
        ``rows``: figure, y, x1, x2, ``beyond`` (more than the axis shows); ``published``: x of the line; ``ticks``;
        ``height``.
    """
    unit = _AXIS / _END
    rows = []
    for number, figure in enumerate(each for each in figures if each["least"] is not None):
        published = float(figure["published"])
        low = min(_END, figure["least"] / published)
        high = _END if figure["most"] is None else min(_END, figure["most"] / published)
        beyond = figure["most"] is None or figure["most"] / published > _END
        rows.append(
            {
                "figure": figure,
                "y": _TOP + number * _ROW,
                "x1": _TEXT + low * unit,
                "x2": _TEXT + high * unit,
                "beyond": beyond,
            }
        )
    ticks = [{"percent": percent, "x": _TEXT + percent / 100 * unit} for percent in (0, 50, 100, 150)]
    return {"rows": rows, "ticks": ticks, "published": _TEXT + unit, "height": _TOP + len(rows) * _ROW + 4}


def draw_figures(figures: Sequence[Figure], words: FigureWords) -> str:
    """Draw published figures beside the data.

    Parameters
    ----------
    figures : sequence of mapping
        As for :func:`range_layout`, with ``statement``.
    words : FigureWords

    Returns
    -------
    str
        An ``svg`` element; empty where no figure is counted again.
    """
    layout = range_layout(figures)
    if not layout["rows"]:
        return ""
    for row in layout["rows"]:
        row["short"] = cut_text(row["figure"]["statement"], _SIZE, _TEXT - 14)
        row["said"] = words.shown(row["figure"])
    for tick in layout["ticks"]:
        tick["text"] = words.axis(tick["percent"])
    return draw_svg("figure_ranges.svg", words=words, width=_WIDTH, beside=_TEXT + _AXIS + 16, **layout)
