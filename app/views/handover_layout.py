"""Where the bands and ribbons of the handover flow stand: which are folded, in which order, how high.

Unknown is a band of its own in every column, never dropped.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

#: Columns of the handovers answer, in the order in which they are drawn.
COLUMNS = ("country_of_taking", "taking_agency", "crossing", "receiving_agency", "facility", "last_known")
WIDTH, HEIGHT = 1060.0, 520.0
TOP, BAND = 56.0, 11.0
_GAP, _LABEL = 22.0, 138.0
_MOST_BANDS, _LEAST_BANDS = 12, 4
#: Bands with a smaller part of the persons are one band *other*, where there are at least two of them.
_LEAST_SHARE = 0.02
#: Of so many steps from band to band each can still be seen; where there are more, fewer bands of a column stand alone.
_MOST_STEPS = 100
#: Height of a ribbon below which its colour and hatching cannot be told.
_LEAST_HEIGHT = 2.0
_SWEEPS = 8
#: Stands for the bands that are too small to be drawn alone.
OTHER = "\u0000other"
#: Stands for the countries of taking of the ribbons of one step that are too thin to be told apart.
SEVERAL = "\u0000several"

Path = Mapping[str, Any]
Band = tuple[int, str | None]
#: One path: its values and how many persons it stands for.
Row = tuple[tuple[str | None, ...], int]


@dataclass(slots=True)
class _Placed:
    """A band while it is placed: its persons and where it stands."""

    persons: int = 0
    y: float = 0.0
    height: float = 0.0
    used: dict[str, float] = field(default_factory=lambda: {"in": 0.0, "out": 0.0})


def _fold(paths: Sequence[Path]) -> list[Row]:
    """Return one tuple of band values a path, with so few bands a column that the steps between them can be seen."""
    most = _MOST_BANDS
    rows = _fold_small(paths, most)
    while most > _LEAST_BANDS and _count_steps(rows) > _MOST_STEPS:
        most -= 1
        rows = _fold_small(paths, most)
    return rows


def _count_steps(rows: Sequence[Row]) -> int:
    return len({(i, *step) for values, _ in rows for i, step in enumerate(pairwise(values))})


def _fold_small(paths: Sequence[Path], most: int) -> list[Row]:
    """Return one tuple of band values a path, the smallest bands of a crowded column folded into one."""
    rows = [(tuple(path[column] for column in COLUMNS), path["persons"] or 0) for path in paths if path["persons"]]
    kept: list[set[str | None]] = []
    for column in range(len(COLUMNS)):
        counts = _weigh(rows, lambda values, column=column: values[column])
        counts.pop(None, None)
        ranked = sorted(counts, key=lambda value: (-counts[value], str(value)))
        whole = sum(weight for _, weight in rows)
        large = [value for value in ranked if counts[value] >= _LEAST_SHARE * whole][: most - 1]
        kept.append({None, *(ranked if len(ranked) <= min(len(large) + 1, most) else large)})
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
    unit = (HEIGHT - _GAP * (most - 1)) / persons
    placed: dict[Band, _Placed] = {}
    for i, column in enumerate(columns):
        counts = _weigh(rows, lambda values, i=i: values[i])
        y = TOP + (HEIGHT - unit * persons - _GAP * (len(column) - 1)) / 2
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
        ``step``, the width of a column; ``bands``: column, value, persons, x, y, height; ``ribbons``: column, from, to,
        origin, persons, height, its upper corners y1 and y2, and ``origins``, the persons by country of taking.
        In every column the persons of the bands add up to the same number. A band *other* has ``folded``, how many
        it stands for.

    Notes
    -----
    O(paths * columns). Bands of a column beyond the largest eleven, or with less than 2 % of the persons, are one band
    *other* where there are at least two of them; so are more of them where there would be over 100 steps between bands.
    Ribbons of one step that are thinner than two pixels are one, of several countries.
    """
    rows = _fold(paths)
    columns = _order(rows)
    placed = _place(rows, columns)
    step = (WIDTH - _LABEL - BAND) / (len(COLUMNS) - 1)
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
    return {"bands": bands, "ribbons": ribbons, "step": step}


def _ribbons(
    i: int,
    rows: Sequence[Row],
    columns: Sequence[Sequence[str | None]],
    placed: dict[Band, _Placed],
    unit: float,
) -> list[dict[str, Any]]:
    told = _weigh(rows, lambda values: (values[i], values[i + 1], values[0]))
    left, right, first = (
        {value: place for place, value in enumerate(column)}
        for column in (columns[i], columns[i + 1], [*columns[0], SEVERAL])
    )
    counts: dict[tuple[str | None, str | None, str | None], Counter[str | None]] = {}
    for (start, end, origin), persons in told.items():
        key = (start, end, origin if unit * persons >= _LEAST_HEIGHT else SEVERAL)
        counts.setdefault(key, Counter())[origin] += persons
    for (start, end, _), of in [each for each in counts.items() if each[0][2] == SEVERAL and len(each[1]) == 1]:
        counts[start, end, next(iter(of))] = counts.pop((start, end, SEVERAL))
    found: list[dict[str, Any]] = []
    for start, end, origin in sorted(counts, key=lambda key: (left[key[0]], right[key[1]], first[key[2]])):
        of = counts[start, end, origin]
        source = placed[i, start]
        found.append({"column": i, "from": start, "to": end, "origin": origin, "origins": of, "persons": of.total()})
        found[-1].update(y1=source.y + source.used["out"], height=unit * of.total())
        source.used["out"] += found[-1]["height"]
    for ribbon in sorted(found, key=lambda each: (right[each["to"]], left[each["from"]], first[each["origin"]])):
        target = placed[i + 1, ribbon["to"]]
        ribbon["y2"] = target.y + target.used["in"]
        target.used["in"] += ribbon["height"]
    return found
