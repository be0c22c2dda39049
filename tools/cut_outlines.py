"""Cut the outlines of countries for the map: TopoJSON of Natural Earth in, a small GeoJSON out.

Natural Earth 1:50m countries are in the public domain. They come as TopoJSON in the npm package ``world-atlas`` 2.0.2
(file ``countries-50m.json``). Run once, by hand::

    python -m tools.cut_outlines countries-50m.json app/views/data/outlines.geojson

Every border is simplified once for both its sides, so that neighbours stay neighbours: to 0.008 degrees where it meets
the border zone, to 0.05 elsewhere. Then each ring is clipped to a box around Northeast Asia.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.views.map_base import Box, Point, clip

#: West, south, east, north of what is kept, and of the part that is kept finely.
BOX = (66.0, 6.0, 172.0, 63.0)
FINE_BOX = (122.0, 37.0, 133.5, 45.5)
FINE, COARSE = 0.008, 0.05
_LEAST_AREA = 0.06
#: Names in the file -> ISO code; names of any other country are left out of the picture.
CODES = {
    "China": "CN",
    "North Korea": "KP",
    "South Korea": "KR",
    "Russia": "RU",
    "Japan": "JP",
    "Mongolia": "MN",
    "Taiwan": "TW",
    "Vietnam": "VN",
    "Laos": "LA",
    "Thailand": "TH",
    "Myanmar": "MM",
}


def decode_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs of a topology in degrees."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + x0, y * ky + y0))
        arcs.append(points)
    return arcs


def simplify(points: Sequence[Point], most: float) -> list[Point]:
    """Return a line with fewer points, none of those left out further than ``most`` from it (Douglas-Peucker)."""
    keep, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        start, end = waiting.pop()
        far = max(range(start + 1, end), key=lambda i: _distance(points[i], points[start], points[end]), default=None)
        if far is not None and _distance(points[far], points[start], points[end]) > most:
            keep.add(far)
            waiting += [(start, far), (far, end)]
    return [points[i] for i in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    px, py = point[0] - start[0], point[1] - start[1]
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
    return float(((px - t * dx) ** 2 + (py - t * dy) ** 2) ** 0.5)


def _area(ring: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def _meets(points: Sequence[Point], box: Box) -> bool:
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points)


def _ring(arcs: list[list[Point]], numbers: Sequence[int]) -> list[Point]:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc if not points else arc[1:]
    return points[:-1]


def cut(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the outlines as a GeoJSON feature collection, every ring closed."""
    arcs = [simplify(a, FINE if _meets(a, FINE_BOX) else COARSE) for a in decode_arcs(topology)]
    features = []
    for country in topology["objects"]["countries"]["geometries"]:
        groups = (
            {"Polygon": [country["arcs"]], "MultiPolygon": country["arcs"]}[country["type"]]
            if "arcs" in country
            else []
        )
        polygons = []
        for rings in groups:
            clipped = [clip(_ring(arcs, numbers), BOX) for numbers in rings]
            kept = [r for r in clipped if len(r) > 2 and _area(r) > (0.002 if _meets(r, FINE_BOX) else _LEAST_AREA)]
            if kept and kept[0] == clipped[0]:
                polygons.append([[[round(x, 3), round(y, 3)] for x, y in [*ring, ring[0]]] for ring in kept])
        if polygons:
            code = CODES.get(country["properties"]["name"])
            geometry = {"type": "MultiPolygon", "coordinates": polygons}
            features.append({"type": "Feature", "properties": {"country": code}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Cut the outlines of countries for the map.")
    parser.add_argument("topology", type=Path, help="countries-50m.json of the npm package world-atlas")
    parser.add_argument("out", type=Path, help="the GeoJSON to write")
    given = parser.parse_args()
    found = cut(json.loads(given.topology.read_text("utf-8")))
    given.out.write_text(json.dumps(found, separators=(",", ":")) + "\n", "utf-8")
