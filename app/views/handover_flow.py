"""Handover paths as a flow: six columns from the country of taking to the last known stage, height = persons.

Unknown is a hatched band of its own in every column, never dropped. A ribbon keeps the colour and the hatching of the
country of taking through all columns.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from app.views.page_svg import cut_text, draw_svg, text_width

#: Columns of the handovers answer, in the order in which they are drawn.
COLUMNS = ("country_of_taking", "taking_agency", "crossing", "receiving_agency", "facility", "last_known")
_WIDTH, _HEIGHT = 1060.0, 520.0
_TOP, _BAND, _GAP = 56.0, 11.0, 22.0
_LABEL = 138.0
_MOST_BANDS = 12
#: Bands with a smaller part of the persons are one band *other*, where there are at least two of them.
_LEAST_SHARE = 0.02
#: Height below which name and number stand on one line.
_THIN = 12.0
_SWEEPS = 8
_ORIGINS = {"CN": "#c0703c", "KP": "#7d8590", "RU": "#3f7fbf", None: "#c9ced6"}
_OTHER_ORIGINS = ("#8e6bb0", "#4f9d84", "#b08a2e", "#8a6d5a")
#: How the ribbons of a country are hatched, so that no two differ by their colour alone: angles of the lines, and how
#: far apart these are. What is not known has the hatching of its bands.
_HATCHES = {"CN": ((), 8), "RU": ((45,), 8), "KP": ((0,), 8), None: ((135,), 6)}
_OTHER_HATCHES = tuple(
    (angles, apart) for apart in (12, 5) for angles in ((90,), (0, 90), (45, 135), (20,), (160,), (70, 160))
)
#: Between the countries of the line below the picture.
_LEGEND_GAP, _LEGEND_ROW = 44.0, 20.0
#: Stands for the bands that are too small to be drawn alone.
OTHER = "\u0000other"

Path = Mapping[str, Any]
Band = tuple[int, str | None]
#: One path: its values and how many persons it stands for.
Row = tuple[tuple[str | None, ...], int]


@dataclass(frozen=True, slots=True)
class FlowWords:
    """Words of the picture in the language of the page.

    Attributes
    ----------
    columns : sequence of str
        Headings, one for each of :data:`COLUMNS`.
    name : callable
        (column, value) to the text of a band; the value is never None.
    """

    title: str
    description: str
    columns: Sequence[str]
    unknown: str
    other: str
    name: Callable[[str, str], str]


@dataclass(slots=True)
class _Placed:
    """A band while it is placed: its persons and where it stands."""

    persons: int = 0
    y: float = 0.0
    height: float = 0.0
    used: dict[str, float] = field(default_factory=lambda: {"in": 0.0, "out": 0.0})


def _fold_small(paths: Sequence[Path]) -> list[Row]:
    """Return one tuple of band values a path, the smallest bands of a crowded column folded into one."""
    rows = [(tuple(path[column] for column in COLUMNS), path["persons"] or 0) for path in paths if path["persons"]]
    kept: list[set[str | None]] = []
    for column in range(len(COLUMNS)):
        counts = _weigh(rows, lambda values, column=column: values[column])
        counts.pop(None, None)
        ranked = sorted(counts, key=lambda value: (-counts[value], str(value)))
        whole = sum(weight for _, weight in rows)
        large = [value for value in ranked if counts[value] >= _LEAST_SHARE * whole][: _MOST_BANDS - 1]
        kept.append({None, *(ranked if len(ranked) <= min(len(large) + 1, _MOST_BANDS) else large)})
    return [(tuple(v if v in kept[i] else OTHER for i, v in enumerate(values)), weight) for values, weight in rows]


def _weigh(rows: Sequence[Row], key: Callable[..., Any]) -> Counter[Any]:
    """Return how many persons there are for each key of the values of a path."""
    counts: Counter[Any] = Counter()
    for values, weight in rows:
        counts[key(values)] += weight
    return counts


def _order(rows: Sequence[Row]) -> list[list[str | None]]:
    """Order the bands of each column by the mean place of their neighbours; unknown and other last."""
    columns = [_by_size(rows, i) for i in range(len(COLUMNS))]
    last = len(COLUMNS) - 1
    for sweep in range(_SWEEPS):
        onwards = [(i, i - 1) for i in range(1, last + 1)]
        back = [(i, i + 1) for i in range(last - 1, -1, -1)]
        for here, there in onwards if sweep % 2 == 0 else back:
            mean = _mean_places(rows, here, there, columns[there])
            order = {value: (_last(value), place, str(value)) for value, place in mean.items()}
            columns[here] = sorted(order, key=order.__getitem__)
    return columns


def _mean_places(rows: Sequence[Row], here: int, there: int, column: Sequence[str | None]) -> dict[str | None, float]:
    rank = {value: place for place, value in enumerate(column)}
    places: dict[str | None, list[int]] = {}
    for values, _ in rows:
        places.setdefault(values[here], []).append(rank[values[there]])
    return {value: sum(each) / len(each) for value, each in places.items()}


def _last(value: str | None) -> int:
    return 2 if value is None else int(value == OTHER)


def _by_size(rows: Sequence[Row], column: int) -> list[str | None]:
    counts = _weigh(rows, lambda values: values[column])
    return sorted(counts, key=lambda value: (_last(value), -counts[value], str(value)))


def _place(rows: Sequence[Row], columns: Sequence[Sequence[str | None]]) -> dict[Band, _Placed]:
    most = max(len(column) for column in columns)
    persons = sum(weight for _, weight in rows)
    unit = (_HEIGHT - _GAP * (most - 1)) / persons
    placed: dict[Band, _Placed] = {}
    for i, column in enumerate(columns):
        counts = _weigh(rows, lambda values, i=i: values[i])
        y = _TOP + (_HEIGHT - unit * persons - _GAP * (len(column) - 1)) / 2
        for value in column:
            placed[i, value] = _Placed(counts[value], y, unit * counts[value])
            y += unit * counts[value] + _GAP
    return placed


def flow_layout(paths: Sequence[Path]) -> dict[str, Any]:
    """Place bands and ribbons.

    Parameters
    ----------
    paths : sequence of mapping
        ``paths`` of the handovers answer, with at least one person in all.

    Returns
    -------
    dict
        ``bands``: column, value, persons, x, y, height; ``ribbons``: from, to, origin, persons and the four corners.
        In every column the persons of the bands add up to the same number. A band *other* has ``folded``, how many
        it stands for.

    Notes
    -----
    O(paths * columns). Bands of a column beyond the largest eleven, or with less than 2 % of the persons, are one band
    *other* where there are at least two of them.
    """
    rows = _fold_small(paths)
    columns = _order(rows)
    placed = _place(rows, columns)
    step = (_WIDTH - _LABEL - _BAND) / (len(COLUMNS) - 1)
    bands: list[dict[str, Any]] = [
        {"column": i, "value": value, "persons": band.persons, "x": i * step, "y": band.y, "height": band.height}
        for (i, value), band in placed.items()
    ]
    for band in bands:
        if band["value"] == OTHER:
            kept = {each["value"] for each in bands if each["column"] == band["column"]}
            band["folded"] = len({path[COLUMNS[band["column"]]] for path in paths if path["persons"]} - kept)
    unit = next(iter(placed.values())).height / next(iter(placed.values())).persons
    ribbons: list[dict[str, Any]] = []
    for i in range(len(COLUMNS) - 1):
        ribbons += _ribbons(i, rows, columns, placed, unit)
    for ribbon in ribbons:
        ribbon["x1"], ribbon["x2"] = ribbon["column"] * step + _BAND, (ribbon["column"] + 1) * step
    return {"bands": bands, "ribbons": ribbons, "step": step}


def _ribbons(
    i: int,
    rows: Sequence[Row],
    columns: Sequence[Sequence[str | None]],
    placed: dict[Band, _Placed],
    unit: float,
) -> list[dict[str, Any]]:
    counts = _weigh(rows, lambda values: (values[i], values[i + 1], values[0]))
    left, right, first = (
        {value: place for place, value in enumerate(column)} for column in (columns[i], columns[i + 1], columns[0])
    )
    found: list[dict[str, Any]] = []
    for start, end, origin in sorted(counts, key=lambda key: (left[key[0]], right[key[1]], first[key[2]])):
        height = unit * counts[start, end, origin]
        source = placed[i, start]
        found.append({"column": i, "from": start, "to": end, "origin": origin, "persons": counts[start, end, origin]})
        found[-1].update(y1=source.y + source.used["out"], height=height)
        source.used["out"] += height
    for ribbon in sorted(found, key=lambda each: (right[each["to"]], left[each["from"]], first[each["origin"]])):
        target = placed[i + 1, ribbon["to"]]
        ribbon["y2"] = target.y + target.used["in"]
        target.used["in"] += ribbon["height"]
    return found


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
    origins = _origins([band["value"] for band in layout["bands"] if band["column"] == 0], words)
    number = {(band["column"], band["value"]): f"b{at}" for at, band in enumerate(layout["bands"])}
    for ribbon in layout["ribbons"]:
        ends = (number[ribbon["column"], ribbon["from"]], number[ribbon["column"] + 1, ribbon["to"]])
        ribbon["of"] = " ".join(ends)
        ribbon["look"] = origins[ribbon["origin"]]["id"]
        ribbon["href"] = _link(links, {ribbon["column"]: ribbon["from"], ribbon["column"] + 1: ribbon["to"]})
        ribbon["pale"] = ribbon["from"] is None or ribbon["to"] is None
        steps = (_name(words, ribbon["column"] + number, ribbon[end]) for number, end in enumerate(("from", "to")))
        ribbon["text"] = f"{' → '.join(steps)} ({words.columns[0]}: {origins[ribbon['origin']]['name']})"
    for band in layout["bands"]:
        name = _name(words, band["column"], band["value"])
        name = f"{name} ({band['folded']})" if "folded" in band else name
        band["id"] = number[band["column"], band["value"]]
        share = f"{band['persons']} · {_percent(band['persons'], persons)}"
        href = _link(links, {band["column"]: band["value"]})
        thin = band["height"] < _THIN
        room = layout["step"] - _BAND - (40 if thin else 16)
        band.update(full=name, name=cut_text(name, 12, room), share=share, href=href, thin=thin)
    below = _place_legend(list(origins.values()), _TOP + _HEIGHT + 22)
    return draw_svg(
        "flow.svg", words=words, width=_WIDTH, height=below + 18, band_width=_BAND, origins=origins.values(), **layout
    )


def _link(links: Callable[[Mapping[str, str | None]], str] | None, values: Mapping[int, str | None]) -> str | None:
    """Return where a mark leads to; nowhere where it stands for several values of a column."""
    if links is None or OTHER in values.values():
        return None
    return links({COLUMNS[column]: value for column, value in values.items()})


def _percent(part: int, whole: int) -> str:
    share = round(100 * part / whole)
    return f"{share}%" if share else "<1%"


def _name(words: FlowWords, column: int, value: str | None) -> str:
    if value is None:
        return words.unknown
    return words.other if value == OTHER else words.name(COLUMNS[column], value)


def _origins(values: Sequence[str | None], words: FlowWords) -> dict[str | None, dict[str, Any]]:
    """Return how the ribbons of each country of taking look: ``name, id, colour, angles, apart``."""
    colours, hatches = cycle(_OTHER_ORIGINS), cycle(_OTHER_HATCHES)
    found: dict[str | None, dict[str, Any]] = {}
    for number, value in enumerate(values):
        known = value in _ORIGINS
        angles, apart = _HATCHES[value] if known else next(hatches)
        colour = _ORIGINS[value] if known else next(colours)
        found[value] = {"name": _name(words, 0, value), "id": f"from-{number}", "colour": colour}
        found[value].update(angles=angles, apart=apart)
    return found


def _place_legend(origins: Sequence[dict[str, Any]], top: float) -> float:
    """Place the countries in lines below the picture, and return where the last line stands."""
    x, y = 0.0, top
    for origin in origins:
        wide = _LEGEND_GAP + text_width(origin["name"], 12)
        if x and x + wide > _WIDTH:
            x, y = 0.0, y + _LEGEND_ROW
        origin.update(x=x, y=y)
        x += wide
    return y
