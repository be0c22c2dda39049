"""The tree of agencies with bars: dark is the office itself, light with the offices below it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.page_svg import cut_text, draw_svg, text_width

#: What is counted, a column of bars each.
MEASURES = ("arrests", "handovers_received", "held")
_NAMES, _BARS, _BAR = 400.0, 220.0, 150.0
_TOP, _ROW, _GAP = 40.0, 23.0, 12.0
_STEP = 18.0
_SIZE, _SMALL = 13.0, 11.0


@dataclass(frozen=True, slots=True)
class TreeWords:
    """Words of the tree in the language of the page.

    Attributes
    ----------
    columns : sequence of str
        Headings, one for each of :data:`MEASURES`.
    name : callable
        Agency of the answer to its name.
    counted : callable
        (persons of the office itself, persons with the offices below) to words, where the two differ.
    """

    title: str
    description: str
    columns: Sequence[str]
    name: Callable[[Mapping[str, Any]], str]
    counted: Callable[[int, int], str]


def tree_layout(agencies: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Place names, bars and the lines that join an office to the one above.

    Parameters
    ----------
    agencies : sequence of mapping
        ``agencies`` of the analysis of that name, or a part of it that keeps its order.

    Returns
    -------
    dict
        ``rows``: id, x, y, level, ``bars`` (x, y, own, all: widths; persons); ``lines``: x, y1, y2, x2; ``height``.
        Widths are true to the numbers, one scale for each column.

    Notes
    -----
    Under an office that is not among the rows nothing hangs. O(rows).
    """
    most = [max((row[each]["all"]["persons"] for row in agencies), default=0) or 1 for each in MEASURES]
    y = _TOP
    rows: list[dict[str, Any]] = []
    lines: list[dict[str, float]] = []
    place: dict[str, float] = {}
    for agency in agencies:
        parent = agency["parent"] if agency["parent"] in place else None
        y += _GAP if rows and parent is None else 0.0
        x = agency["level"] * _STEP if parent is not None else 0.0
        if parent is not None:
            lines.append({"x": x - _STEP + 6, "y1": place[parent] + 7, "y2": y, "x2": x - 3})
        bars = [
            {
                "x": _NAMES + i * _BARS,
                "own": _BAR * agency[each]["own"]["persons"] / most[i],
                "all": _BAR * agency[each]["all"]["persons"] / most[i],
                "persons": (agency[each]["own"]["persons"], agency[each]["all"]["persons"]),
                "more": any(agency[each][which]["persons_most"] is None for which in ("own", "all")),
            }
            for i, each in enumerate(MEASURES)
        ]
        rows.append({"agency": agency, "id": agency["id"], "level": agency["level"], "x": x, "y": y, "bars": bars})
        place[agency["id"]] = y
        y += _ROW
    return {"rows": rows, "lines": lines, "height": y}


def draw_tree(
    agencies: Sequence[Mapping[str, Any]], words: TreeWords, links: Callable[[str], str] | None = None
) -> str:
    """Draw agencies as an indented tree with bars.

    Parameters
    ----------
    agencies : sequence of mapping
        As for :func:`tree_layout`; none gives an empty text.
    words : TreeWords
    links : callable, optional
        Id of an agency to its address.

    Returns
    -------
    str
        An ``svg`` element; the same rows belong into a table beside it.
    """
    if not agencies:
        return ""
    layout = tree_layout(agencies)
    for row in layout["rows"]:
        row["name"] = words.name(row["agency"])
        row["short"] = cut_text(row["name"], _SIZE, _NAMES - row["x"] - 16)
        row["href"] = links(row["id"]) if links else None
        row["text"] = f"{row['name']}: " + "; ".join(
            f"{heading} {_said(words, *bar['persons'])}"
            for heading, bar in zip(words.columns, row["bars"], strict=True)
        )
        for bar in row["bars"]:
            own, whole = bar["persons"]
            bar["said"] = f"{whole}{'+' if bar['more'] else ''}"
            bar["own_said"] = f"({own})" if own != whole else ""
            bar["beside"] = bar["x"] + bar["all"] + 10 + text_width(bar["said"], _SIZE)
    heads = [{"text": text, "x": _NAMES + i * _BARS} for i, text in enumerate(words.columns)]
    return draw_svg("agency_tree.svg", words=words, width=_NAMES + len(MEASURES) * _BARS, heads=heads, **layout)


def _said(words: TreeWords, own: int, whole: int) -> str:
    """Return the persons of an office, and with the offices below where these have more."""
    return str(own) if own == whole else words.counted(own, whole)
