"""Handover paths as a flow: six columns from the country of taking to the last known stage, height = persons.

Unknown is a hatched band of its own in every column, never dropped. A ribbon keeps the colour and the hatching of the
country of taking through all columns.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, groupby
from typing import Any

from app.views.handover_layout import BAND, COLUMNS, HEIGHT, OTHER, SEVERAL, TOP, WIDTH, Band, Path, flow_layout
from app.views.page_svg import cut_text, draw_svg, text_width

#: Height below which name and number stand on one line.
_THIN = 12.0
#: Width of the names of a step where they are not those of its bands, in pixels of letters of 12.
_SAID = 320.0
_ORIGINS = {"CN": "#c0703c", "KP": "#7d8590", "RU": "#3f7fbf", None: "#c9ced6", SEVERAL: "#aab2bc"}
_OTHER_ORIGINS = ("#8e6bb0", "#4f9d84", "#b08a2e", "#8a6d5a")
#: How the ribbons of a country are hatched, so that no two differ by their colour alone: angles of the lines, and how
#: far apart these are. What is not known has the hatching of its bands; ribbons too thin for any are crossed close.
_HATCHES = {"CN": ((), 8), "RU": ((45,), 8), "KP": ((0,), 8), None: ((135,), 6), SEVERAL: ((45, 135), 4)}
_OTHER_HATCHES = tuple(
    (angles, apart) for apart in (12, 5) for angles in ((90,), (0, 90), (45, 135), (20,), (160,), (70, 160))
)
#: Between the countries of the line below the picture.
_LEGEND_GAP, _LEGEND_ROW = 44.0, 20.0


@dataclass(frozen=True, slots=True)
class FlowWords:
    """Words of the picture in the language of the page.

    Attributes
    ----------
    columns : sequence of str
        Headings, one for each of :data:`COLUMNS`.
    name : callable
        (column, value) to the text of a band; the value is never None.
    several : str
        What the ribbons of several countries are called that are too thin to be told apart.
    """

    title: str
    description: str
    columns: Sequence[str]
    unknown: str
    other: str
    several: str
    name: Callable[[str, str], str]


def draw_flow(
    paths: Sequence[Path], words: FlowWords, links: Callable[[Mapping[str, str | None]], str] | None = None
) -> str:
    """Draw handover paths.

    Parameters
    ----------
    paths : sequence of mapping
        ``paths`` of the handovers answer; none gives an empty text.
    words : FlowWords
    links : callable, optional
        Columns with the value of each to the address of the paths that have them: where a band or a ribbon leads to.

    Returns
    -------
    str
        An ``svg`` element; the same flows belong into a table beside it.
    """
    persons = sum(path["persons"] or 0 for path in paths)
    if not persons:
        return ""
    layout = flow_layout(paths)
    several = [SEVERAL] if any(ribbon["origin"] == SEVERAL for ribbon in layout["ribbons"]) else []
    origins = _origins([*(band["value"] for band in layout["bands"] if band["column"] == 0), *several], words)
    number = {(band["column"], band["value"]): f"b{at}" for at, band in enumerate(layout["bands"])}
    for band in layout["bands"]:
        name = _name(words, band["column"], band["value"])
        name = f"{name} ({band['folded']})" if "folded" in band else name
        share = f"{band['persons']} · {_percent(band['persons'], persons)}"
        thin = band["height"] < _THIN
        room = layout["step"] - BAND - (40 if thin else 16)
        band.update(full=name, name=cut_text(name, 12, room), share=share, thin=thin)
        band.update(id=number[band["column"], band["value"]], href=_link(links, {band["column"]: band["value"]}))
    steps = list(_steps(layout["ribbons"], number, words, links))
    for step in steps:
        step["ribbons"] = [{**each, "look": origins[each["origin"]]["id"]} for each in step["ribbons"]]
    below = _place_legend(list(origins.values()), TOP + HEIGHT + 22)
    size = {"width": WIDTH, "height": below + 18, "band_width": BAND, "step": layout["step"]}
    return draw_svg("flow.svg", words=words, bands=layout["bands"], steps=steps, origins=origins.values(), **size)


def _steps(
    ribbons: Sequence[Mapping[str, Any]],
    number: Mapping[Band, str],
    words: FlowWords,
    links: Callable[[Mapping[str, str | None]], str] | None,
) -> Iterator[dict[str, Any]]:
    """Yield the ribbons from each band to each of the next column as one mark, with what it says and leads to."""
    for (column, start, end), group in groupby(ribbons, key=lambda each: (each["column"], each["from"], each["to"])):
        both = {column: start, column + 1: end}
        among = list(group)
        origins: Counter[str | None] = sum((each["origins"] for each in among), Counter())
        names = " → ".join(cut_text(_name(words, *each), 12, _SAID) for each in both.items())
        said = ", ".join(
            f"{cut_text(_name(words, 0, origin), 12, _SAID / 3)} {persons}" for origin, persons in origins.most_common()
        )
        yield {
            "of": " ".join(number[each] for each in both.items()),
            "href": _link(links, both),
            "pale": start is None or end is None,
            "text": f"{names}: {origins.total()} ({words.columns[0]}: {said})" if column else f"{names}: {said}",
            "x": column,
            "ribbons": among,
        }


def _link(links: Callable[[Mapping[str, str | None]], str] | None, values: Mapping[int, str | None]) -> str | None:
    """Return where a mark leads to; nowhere where it stands for several values of a column."""
    if links is None or OTHER in values.values():
        return None
    return links({COLUMNS[column]: value for column, value in values.items()})


def _percent(part: int, whole: int) -> str:
    share = round(100 * part / whole)
    return f"{share}%" if share else "<1%"


def _name(words: FlowWords, column: int, value: str | None) -> str:
    said = {None: words.unknown, OTHER: words.other, SEVERAL: words.several}
    return said[value] if value in said else words.name(COLUMNS[column], str(value))


def _origins(values: Sequence[str | None], words: FlowWords) -> dict[str | None, dict[str, Any]]:
    """Return how the ribbons of each country of taking look: ``name, id, colour, angles, apart``."""
    colours, hatches = cycle(_OTHER_ORIGINS), cycle(_OTHER_HATCHES)
    found: dict[str | None, dict[str, Any]] = {}
    for number, value in enumerate(values):
        known = value in _ORIGINS
        angles, apart = _HATCHES[value] if known else next(hatches)
        colour = _ORIGINS[value] if known else next(colours)
        found[value] = {"name": _name(words, 0, value), "id": f"f{number}", "colour": colour}
        found[value].update(angles=angles, apart=apart)
    return found


def _place_legend(origins: Sequence[dict[str, Any]], top: float) -> float:
    """Place the countries in lines below the picture, and return where the last line stands."""
    x, y = 0.0, top
    for origin in origins:
        wide = _LEGEND_GAP + text_width(origin["name"], 12)
        if x and x + wide > WIDTH:
            x, y = 0.0, y + _LEGEND_ROW
        origin.update(x=x, y=y)
        x += wide
    return y
