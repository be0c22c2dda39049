"""Where the marks and legs of the map stand, as plain numbers.

Nothing stands at a point that is not recorded: a leg with an end that has none is counted as not drawn.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.map_base import Ground, Point, ground_of

#: Crossings that are nearer to one another are one mark.
MERGE = 34.0
_FACILITY, _TOWN, _DIAMOND, _DIAMOND_MOST = 5.0, 4.5, 11.0, 18.0
_BEND, _SHORTEST = 0.14, 14.0
_THIN, _THICK = 1.8, 6.5
_HEAD = 9.0
#: So many persons at least make the widest leg, so that one person is always a thin one.
_MANY = 12
#: Words in the recorded precision of a point that make it a rough one.
_ROUGH = ("centroid", "nearest", "rounded", "approx", "county_seat")
#: Rivers of the border by where a crossing lies: west, south, east, north.
_RIVERS = {"Tumen": (128.6, 41.98, 130.75, 43.1), "Yalu": (124.0, 39.8, 128.6, 41.98)}

Answer = Mapping[str, Any]


@dataclass(slots=True)
class _Layout:
    """What is placed so far."""

    ground: Ground
    answer: Answer
    at: dict[str, Point]
    marks: list[dict[str, Any]]
    mark_of: dict[str, int]


def is_rough(precision: str | None) -> bool:
    """Say whether a recorded point is only near the place: a middle of a county, the nearest settlement.

    Examples
    --------
    >>> is_rough("county_centroid"), is_rough("facility_point")
    (True, False)
    """
    return any(each in (precision or "") for each in _ROUGH)


def map_layout(answer: Answer, extent: str) -> dict[str, Any]:
    """Place marks and legs.

    Parameters
    ----------
    answer : mapping
        The answer of the analysis ``moves``.
    extent : str
        ``border`` or ``region``.

    Returns
    -------
    dict
        ``ground``; ``marks``: kind (crossing, facility, town), places, persons, x, y, half, rough; ``legs``: kind,
        from, to (mark numbers), persons, legs (of the answer), width, the points of its curve; ``not_drawn``: legs
        without a point at both ends, outside this extent, too short to be seen, each with their ``persons``.

    Notes
    -----
    Every leg of the answer is in a mark, in a drawn leg or in ``not_drawn``. O(legs + places squared).
    """
    ground = ground_of(extent)
    points = {
        place: ground.at(row["longitude"], row["latitude"])
        for place, row in answer["places"].items()
        if row["longitude"] is not None and row["latitude"] is not None
    }
    layout = _Layout(ground, answer, points, [], {})
    not_drawn: dict[str, list[Any]] = {"no_point": [], "outside": [], "short": []}
    _mark_crossings(layout, not_drawn)
    _mark_places(layout)
    legs = _legs(layout, not_drawn)
    return {"ground": ground, "marks": layout.marks, "legs": legs, "not_drawn": not_drawn}


def _mark_crossings(layout: _Layout, not_drawn: dict[str, list[Any]]) -> None:
    """Mark crossings, the largest first; one near to a mark joins it."""
    for leg in layout.answer["legs"]:
        if leg["kind"] != "crossing":
            continue
        point = layout.at.get(leg["from"])
        if point is None:
            not_drawn["no_point"].append(leg)
            continue
        if not layout.ground.holds(point):
            not_drawn["outside"].append(leg)
            continue
        near = [i for i, mark in enumerate(layout.marks) if math.dist(point, (mark["x"], mark["y"])) < MERGE]
        if near:
            number = min(near, key=lambda i: math.dist(point, (layout.marks[i]["x"], layout.marks[i]["y"])))
        else:
            number = len(layout.marks)
            layout.marks.append(_mark("crossing", point, _DIAMOND))
        _join(layout, number, leg["from"], leg["persons"], leg)
    most = max((mark["persons"] for mark in layout.marks), default=1) or 1
    for mark in layout.marks:
        mark["half"] = _DIAMOND + (_DIAMOND_MOST - _DIAMOND) * math.sqrt(mark["persons"] / most)


def _mark(kind: str, point: Point, half: float) -> dict[str, Any]:
    return {
        "kind": kind, "x": point[0], "y": point[1], "half": half, "persons": 0, "places": [], "legs": [],
        "rough": False, "claims": [],
    }  # fmt: skip


def _join(layout: _Layout, number: int, place: str, persons: int, row: Mapping[str, Any] | None) -> None:
    mark = layout.marks[number]
    if place not in mark["places"]:
        mark["places"].append(place)
    mark["persons"] += persons
    mark["rough"] = mark["rough"] or is_rough(layout.answer["places"][place]["precision"])
    if row is not None:
        mark["legs"].append(row)
        mark["claims"] += row["claims"]
    layout.mark_of[place] = number


def _mark_places(layout: _Layout) -> None:
    """Mark facilities where people were held, and the other ends of legs; those on one spot are one mark."""
    held = {row["place"]: row for row in layout.answer["facilities"]}
    ends = {leg[end] for leg in layout.answer["legs"] if leg["from"] and leg["to"] for end in ("from", "to")}
    wanted = sorted({*held, *ends}, key=lambda id_: (-(held[id_]["persons"] if id_ in held else 0), id_))
    for place in wanted:
        if place in layout.mark_of or place not in layout.at:
            continue
        facility = layout.answer["places"][place]["kind"] == "facility"
        point, half = layout.at[place], _FACILITY if facility else _TOWN
        kind = "facility" if facility else "town"
        near = (i for i, mark in enumerate(layout.marks) if mark["kind"] == kind and _on(mark, point, half))
        number = next(near, len(layout.marks))
        if number == len(layout.marks):
            layout.marks.append(_mark(kind, point, half))
        row = held.get(place)
        _join(layout, number, place, row["persons"] if row else 0, row)


def _on(mark: Mapping[str, Any], point: Point, half: float) -> bool:
    return bool(math.dist((mark["x"], mark["y"]), point) < half + mark["half"] - 1)


def _legs(layout: _Layout, not_drawn: dict[str, list[Any]]) -> list[dict[str, Any]]:
    found: dict[tuple[str, int, int], list[Any]] = {}
    for leg in layout.answer["legs"]:
        if leg["kind"] == "crossing":
            continue
        if leg["from"] not in layout.mark_of or leg["to"] not in layout.mark_of:
            not_drawn["no_point"].append(leg)
            continue
        ends = layout.mark_of[leg["from"]], layout.mark_of[leg["to"]]
        one, other = (centre_of(layout.marks[end]) for end in ends)
        if not layout.ground.holds(one) and not layout.ground.holds(other):
            not_drawn["outside"].append(leg)
        elif math.dist(one, other) < sum(layout.marks[end]["half"] for end in ends) + _SHORTEST:
            not_drawn["short"].append(leg)
        else:
            found.setdefault((leg["kind"], *ends), []).append(leg)
    most = max([_MANY, *(sum(leg["persons"] for leg in legs) for legs in found.values())])
    rows = [_leg(layout, key, legs, most) for key, legs in found.items()]
    return sorted(rows, key=lambda row: -row["persons"])


def centre_of(mark: Mapping[str, Any]) -> Point:
    """Return the point of a mark."""
    return mark["x"], mark["y"]


def _leg(layout: _Layout, key: tuple[str, int, int], legs: list[Any], most: int) -> dict[str, Any]:
    kind, start, end = key
    one, other = layout.marks[start], layout.marks[end]
    persons = sum(leg["persons"] for leg in legs)
    width = _THIN + (_THICK - _THIN) * math.sqrt(persons / most)
    claims = [claim for leg in legs for claim in leg["claims"]]
    curve = _curve(centre_of(one), centre_of(other), one["half"] + 2, other["half"] + 2, _HEAD + width)
    row = {"kind": kind, "from": start, "to": end, "persons": persons, "legs": legs, "width": width, "claims": claims}
    return {**row, **curve}


def _curve(start: Point, end: Point, before: float, after: float, head: float) -> dict[str, Any]:
    """Return a bent line from mark to mark that stops at their edges, and the arrow head at its end."""
    (x1, y1), (x2, y2) = start, end
    bend = _BEND * math.dist(start, end)
    length = math.dist(start, end)
    middle = ((x1 + x2) / 2 - (y2 - y1) / length * bend, (y1 + y2) / 2 + (x2 - x1) / length * bend)
    first = _towards(start, middle, before)
    tip = _towards(end, middle, after)
    foot = _towards(tip, middle, head)
    wing = head * 0.42
    dx, dy = (tip[0] - foot[0]) / head, (tip[1] - foot[1]) / head
    wings = ((foot[0] - dy * wing, foot[1] + dx * wing), (foot[0] + dy * wing, foot[1] - dx * wing))
    return {"start": first, "middle": middle, "foot": foot, "head": (tip, *wings)}


def _towards(start: Point, end: Point, distance: float) -> Point:
    part = distance / math.dist(start, end)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def along(leg: Mapping[str, Any], t: float) -> Point:
    """Return a point on the curve of a leg; 0 is its start, 1 the foot of its head."""
    (x0, y0), (x1, y1), (x2, y2) = leg["start"], leg["middle"], leg["foot"]
    return (
        (1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t * t * x2,
        (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t * t * y2,
    )


def river_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the border river that all of some places lie on, as far as their points tell; empty for none.

    Examples
    --------
    >>> river_of([{"longitude": 129.8, "latitude": 42.9}])
    'Tumen'
    """
    for river, (west, south, east, north) in _RIVERS.items():
        if all(west <= row["longitude"] <= east and south <= row["latitude"] <= north for row in rows):
            return river
    return ""
