"""The ground of the map: a conformal conic projection, two extents, and the outlines of countries in them."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

Point = tuple[float, float]
Box = tuple[float, float, float, float]
_MARGIN = 6.0
_STEPS = 24
#: Pixels between two points of an outline below which one is left out.
_NEAR = 0.8


@dataclass(frozen=True, slots=True)
class LambertConic:
    """Lambert's conformal conic projection of the sphere with two standard parallels.

    Attributes
    ----------
    south, north : float
        Standard parallels in degrees; along them lengths are true.
    longitude : float
        The central meridian in degrees: it runs straight up.

    References
    ----------
    .. [1] Snyder, J. P. (1987). Map projections: a working manual. USGS Professional Paper 1395, pp. 104-107.

    Examples
    --------
    >>> LambertConic(33, 45, -96).project(-75, 35)[0]  # Snyder's worked example, sphere of radius 1 (p. 295)
    0.2966785
    """

    south: float
    north: float
    longitude: float

    def project(self, longitude: float, latitude: float) -> Point:
        """Return a place in radii of the sphere: to the right of the central meridian, and below the pole of the cone.

        Parameters
        ----------
        longitude, latitude : float
            In degrees; latitude above -90.

        Returns
        -------
        (float, float)
            Rounded to seven decimals (less than a metre).
        """
        n = self._cone
        first = math.radians(self.south)
        factor = math.cos(first) * _tangent(self.south) ** n / n
        rho = factor / _tangent(latitude) ** n
        theta = n * math.radians(longitude - self.longitude)
        return round(rho * math.sin(theta), 7), round(rho * math.cos(theta), 7)

    @property
    def _cone(self) -> float:
        one, two = math.radians(self.south), math.radians(self.north)
        return math.log(math.cos(one) / math.cos(two)) / math.log(_tangent(self.north) / _tangent(self.south))


def _tangent(latitude: float) -> float:
    return math.tan(math.pi / 4 + math.radians(latitude) / 2)


class Extent(NamedTuple):
    """A part of the world and how it is drawn.

    Attributes
    ----------
    box : (float, float, float, float)
        West, south, east, north in degrees.
    countries : mapping of str to sequence of (float, float)
        Country to longitude and latitude of its name; the first that is free is taken.
    """

    name: str
    projection: LambertConic
    box: Box
    width: float
    countries: Mapping[str, Sequence[Point]]


_BORDER = Extent(
    "border",
    LambertConic(39.5, 43.2, 127.5),
    (123.4, 38.7, 131.6, 44.0),
    880.0,
    {
        "CN": [(126.0, 42.75)],
        "KP": [(126.6, 40.5), (127.4, 40.45), (126.9, 39.4), (128.3, 41.3), (125.6, 40.2)],
        "RU": [(131.5, 43.75)],
    },
)
_REGION = Extent(
    "region",
    LambertConic(25.0, 47.0, 120.0),
    (99.0, 17.0, 142.0, 50.5),
    880.0,
    {
        "CN": [(108.0, 33.5)],
        "MN": [(104.0, 46.5)],
        "RU": [(136.0, 46.8)],
        "JP": [(138.0, 36.7)],
        "KR": [(127.9, 36.5)],
        "KP": [(126.6, 40.2), (127.6, 39.9), (126.8, 38.7), (126.8, 38.15)],
        "TW": [(121.0, 23.7)],
        "LA": [(103.2, 19.7)],
        "TH": [(101.5, 15.8)],
        "VN": [(105.3, 21.8)],
        "MM": [(96.8, 20.5)],
    },
)
#: The extents by name.
EXTENTS: dict[str, Extent] = {each.name: each for each in (_BORDER, _REGION)}


@dataclass(frozen=True, slots=True)
class Ground:
    """An extent in pixels.

    Attributes
    ----------
    width, height : float
    outlines : sequence of (str, str)
        Country (empty for one without a name here) and the path of its outline.
    """

    extent: Extent
    width: float
    height: float
    left: float
    top: float
    scale: float
    outlines: Sequence[tuple[str, str]]

    def at(self, longitude: float, latitude: float) -> Point:
        """Return where a place lies in pixels."""
        x, y = self.extent.projection.project(longitude, latitude)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def holds(self, point: Point) -> bool:
        """Say whether a point in pixels lies in the frame."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


@cache
def ground_of(name: str) -> Ground:
    """Return the ground of an extent.

    Parameters
    ----------
    name : str
        One of :data:`EXTENTS`.

    Returns
    -------
    Ground
    """
    extent = EXTENTS[name]
    west, south, east, north = extent.box
    steps = [i / _STEPS for i in range(_STEPS + 1)]
    sides = [(west + (east - west) * s, each) for s in steps for each in (south, north)]
    sides += [(each, south + (north - south) * s) for s in steps for each in (west, east)]
    points = [extent.projection.project(*side) for side in sides]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    scale = extent.width / (right - left)
    empty = Ground(extent, extent.width, round((bottom - top) * scale, 1), left, top, scale, ())
    return Ground(extent, empty.width, empty.height, left, top, scale, _outlines(empty))


def _outlines(ground: Ground) -> list[tuple[str, str]]:
    text = (files("app.views") / "data" / "outlines.geojson").read_text("utf-8")
    frame = (-_MARGIN, -_MARGIN, ground.width + _MARGIN, ground.height + _MARGIN)
    found = []
    for feature in json.loads(text)["features"]:
        rings = [ring for polygon in feature["geometry"]["coordinates"] for ring in polygon]
        clipped = (clip([ground.at(x, y) for x, y in ring[:-1]], frame) for ring in rings)
        path = "".join(_path(ring) for ring in clipped if len(ring) > 2)
        if path:
            found.append((feature["properties"]["country"] or "", path))
    return sorted(found)


def clip(ring: Sequence[Point], box: Box) -> list[Point]:
    """Return the part of a ring that lies in a box (Sutherland and Hodgman).

    Parameters
    ----------
    ring : sequence of (float, float)
        Not closed: the last point is followed by the first.
    box : (float, float, float, float)
        Least x, least y, most x, most y.

    Returns
    -------
    list of (float, float)
        Empty when it lies outside.

    Examples
    --------
    >>> clip([(0, 0), (4, 0), (4, 4), (0, 4)], (1, 1, 9, 9))
    [(1.0, 1.0), (4.0, 1.0), (4, 4), (1.0, 4.0)]
    """
    kept = list(ring)
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        given, kept = kept, []
        for i, point in enumerate(given):
            before = given[i - 1]
            inside, was_inside = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if inside != was_inside:
                t = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])))
            if inside:
                kept.append(point)
    return kept


def _path(ring: Sequence[Point]) -> str:
    kept = [ring[0]]
    for point in ring[1:]:
        if math.dist(point, kept[-1]) >= _NEAR:
            kept.append(point)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z"
