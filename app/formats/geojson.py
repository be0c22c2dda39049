"""GeoJSON (RFC 7946): places as points with their precision, events that refer to them, and recorded moves as lines.

No point is invented. A place without coordinates has a null geometry; an event has a null geometry and names its
places, since it happened somewhere within them and not at their point. A line is drawn only between two places that
follow one another for certain (:mod:`app.formats.geojson_trails`); it is straight, and the way taken is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from app.domain.snapshot import NODE_TABLES, TIE_TABLES, Snapshot
from app.formats.base import Loss, Written
from app.formats.geojson_trails import Leg, Trails
from app.formats.graph_records import Row, claims_loss, known, ordered_rows

Point = tuple[float, float]
Feature = dict[str, Any]
_ROLES = {"AT_PLACE": "at_place", "FROM_PLACE": "from_place", "TO_PLACE": "to_place", "SUBJECT_OF": "persons"}
_TOLD = ("kind", "begin", "begin_earliest", "begin_latest", "grade")


def write_geojson(snapshot: Snapshot, out: Path) -> Written:
    """Write the places of a snapshot, the events at them and the moves between them as GeoJSON.

    Parameters
    ----------
    snapshot : Snapshot
    out : Path

    Returns
    -------
    Written
        ``counts`` of places, events and lines. Lost are places without a point, events without a place, moves without
        a line by reason, all other records and ties, and the claims themselves.

    Notes
    -----
    One feature a line. The same data in another row order give the same bytes. O(n log n).
    """
    collection = _Collection(snapshot)
    counts: dict[str, int] = {}
    with out.open("wb") as file:
        head = {"type": "FeatureCollection", "kintrace_data_version": snapshot.data_version}
        file.write(orjson.dumps(head)[:-1] + b',"features":[')
        between = b"\n"
        for name, features in (("Place", collection.places), ("Event", collection.events), ("Trail", collection.lines)):
            counts[name] = 0
            for feature in features():
                file.write(between + orjson.dumps(feature))
                counts[name] += 1
                between = b",\n"
        file.write(b"\n]}\n")
    return Written([out], counts, collection.losses(counts))


class _Collection:
    """The features of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._place_rows = {row["id"]: row for row in ordered_rows(snapshot.tables["Place"])}
        self._points = {id: point for id, row in self._place_rows.items() if (point := _point(row)) is not None}
        self._trails = Trails(snapshot, frozenset(self._points))

    def places(self) -> Iterator[Feature]:
        for id, row in self._place_rows.items():
            values = known(row, ("id", "latitude", "longitude"))
            told = {"label": "Place", "record": id, **values, "coordinate_precision": row["coordinate_precision"]}
            point = self._points.get(id)
            yield _feature(f"Place/{id}", None if point is None else {"type": "Point", "coordinates": point}, told)

    def events(self) -> Iterator[Feature]:
        ends: dict[str, dict[str, list[str]]] = {}
        for row in ordered_rows(self._snapshot.tables["event_ties"]):
            if row["type"] in _ROLES:
                ends.setdefault(row["a"], {}).setdefault(_ROLES[row["type"]], []).append(row["b"])
        for row in ordered_rows(self._snapshot.tables["Event"]):
            named = ends.get(row["id"], {})
            if named.keys() - {"persons"}:
                told = {"label": "Event", "record": row["id"], **known(row, ("id",)), **named}
                yield _feature(f"Event/{row['id']}", None, told)

    def lines(self) -> Iterator[Feature]:
        last, number = None, 0
        for leg in self._trails.legs():
            number = number + 1 if last == (leg.event, leg.person) else 1
            last = (leg.event, leg.person)
            yield self._line(leg, number)

    def _line(self, leg: Leg, number: int) -> Feature:
        ends = (leg.from_place, leg.to_place)
        row = self._trails.stages[leg.event].row
        told = {
            "label": "Trail",
            "event": leg.event,
            "person": leg.person,
            "from_place": leg.from_place,
            "to_place": leg.to_place,
            "coordinate_precision": [self._place_rows[end]["coordinate_precision"] for end in ends],
            **known({name: row[name] for name in _TOLD}),
        }
        geometry = _straight(self._points[leg.from_place], self._points[leg.to_place])
        return _feature(f"Trail/{leg.event}/{leg.person}/{number}", geometry, told)

    def losses(self, counts: dict[str, int]) -> list[Loss]:
        """Return what is not carried; asked for when all features were taken."""
        tables = self._snapshot.tables
        found = [claims_loss(self._snapshot)]
        found.append(Loss("Place.point", counts["Place"] - len(self._points), "no coordinates, so a null geometry"))
        found.append(Loss("Event", tables["Event"].num_rows - counts["Event"], "the event has no place"))
        found += [Loss("Trail", count, f"no line: {why}") for why, count in sorted(self._trails.lost.items())]
        left = [name for name in (*NODE_TABLES, *TIE_TABLES) if name not in ("Place", "Event", "event_ties")]
        found += [Loss(name, tables[name].num_rows, "it has no place on a map") for name in left]
        agencies = sum(1 for kind in tables["event_ties"]["type"].to_pylist() if kind not in _ROLES)
        found.append(Loss("event_ties", agencies, "ties of events to agencies and other persons"))
        return [loss for loss in found if loss.count]


def _feature(id: str, geometry: dict[str, Any] | None, properties: Row) -> Feature:
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": properties}


def _point(row: Row) -> Point | None:
    """Return longitude and latitude; None unless both are numbers on the globe."""
    longitude, latitude = row["longitude"], row["latitude"]
    if longitude is None or latitude is None or not (abs(longitude) <= 180 and abs(latitude) <= 90):
        return None
    return longitude, latitude


def _straight(start: Point, end: Point) -> dict[str, Any]:
    """Return a line; one over the antimeridian is cut there, as RFC 7946 section 3.1.9 asks."""
    if abs(start[0] - end[0]) <= 180:
        return {"type": "LineString", "coordinates": [start, end]}
    side = 180.0 if start[0] > 0 else -180.0
    before, after = abs(side - start[0]), abs(-side - end[0])
    share = before / (before + after) if before + after else 0.5
    latitude = start[1] + (end[1] - start[1]) * share
    return {"type": "MultiLineString", "coordinates": [[start, (side, latitude)], [(-side, latitude), end]]}
