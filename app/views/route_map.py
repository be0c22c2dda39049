"""The map: crossings with the number of people, transfers abroad and inside North Korea, and where people were held.

Nothing is drawn at a point that is not recorded.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.map_base import Ground, Point
from app.views.map_labels import Rect, Room
from app.views.map_layout import Answer, along, centre_of, map_layout, river_of
from app.views.page_svg import cut_text, draw_svg, text_width

_BADGE = 9.0
_LABEL, _LONGEST = 12.0, 190.0
#: Along a leg, where its number may stand.
_STATIONS = (0.5, 0.4, 0.6, 0.3, 0.7)
#: In so many parts a leg is cut, to keep labels away from it.
_PARTS = 24
#: Which labels are placed first.
_RANK = {"crossing": 0, "facility": 1, "town": 1}
Link = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class MapWords:
    """Words of the map in the language of the page.

    Attributes
    ----------
    name : callable
        Id of a place to its name.
    country : callable
        Code to name.
    crossings : callable
        Number and river (empty for none) to words, as *3 crossings, Tumen river*.
    persons : callable
        Number to words, as *5 persons*.
    precision : callable
        How exactly a point is recorded, in words.
    """

    title: str
    description: str
    name: Callable[[str], str]
    country: Callable[[str], str]
    crossings: Callable[[int, str], str]
    persons: Callable[[int], str]
    precision: Callable[[str], str]


def draw_map(answer: Answer, extent: str, words: MapWords, links: Link | None = None) -> str:
    """Draw the moves of people.

    Parameters
    ----------
    answer : mapping
        The answer of the analysis ``moves``.
    extent : str
        ``border`` or ``region``.
    words : MapWords
    links : callable, optional
        (``place`` or ``claim``, id) to an address.

    Returns
    -------
    str
        An ``svg`` element; the legs belong into a table beside it, also those that could not be drawn.
    """
    layout = map_layout(answer, extent)
    ground, link = layout["ground"], links or (lambda kind, id_: None)
    room = Room(ground.width, ground.height)
    marks = [mark for mark in layout["marks"] if ground.holds(centre_of(mark))]
    for mark in marks:
        room.take_square(mark["x"], mark["y"], mark["half"])
    for leg in layout["legs"]:
        _write_leg(leg, layout["marks"], words, link)
        leg["badge"] = _badge(leg, room)
    for leg in layout["legs"]:
        for step in range(1, _PARTS):
            room.take_square(*along(leg, step / _PARTS), 3.0)
    for mark in sorted(marks, key=lambda mark: (_RANK[mark["kind"]], -mark["persons"])):
        _write_mark(mark, answer, words, link)
        mark["label"] = room.place(mark["short"], _LABEL, centre_of(mark), mark["half"])
    countries = list(_countries(ground, room, words))
    marks.sort(key=lambda mark: -_RANK[mark["kind"]])  # crossings lie on top
    return draw_svg("route_map.svg", words=words, ground=ground, marks=marks, legs=layout["legs"], countries=countries)


def _countries(ground: Ground, room: Room, words: MapWords) -> Iterator[dict[str, Any]]:
    """Yield the names of countries, each at the first of its points that is free."""
    for code, points in ground.extent.countries.items():
        name = words.country(code)
        free = (at for at in (ground.at(*point) for point in points) if _has_room(room, name, at))
        if at := next(free, None):
            yield {"name": name, "at": at}


def _has_room(room: Room, name: str, at: Point) -> bool:
    half = text_width(name, _LABEL) / 2
    return room.free(Rect(at[0] - half, at[1] - 9, at[0] + half, at[1] + 5))


def _badge(leg: Mapping[str, Any], room: Room) -> Point | None:
    for t in _STATIONS:
        x, y = along(leg, t)
        if room.free(Rect(x - _BADGE, y - _BADGE, x + _BADGE, y + _BADGE)):
            room.take_square(x, y, _BADGE)
            return x, y
    return None


def _write_leg(leg: dict[str, Any], marks: Sequence[Any], words: MapWords, link: Link) -> None:
    ends = (words.name(marks[leg[end]]["places"][0]) for end in ("from", "to"))
    leg["text"] = f"{' → '.join(ends)}: {words.persons(leg['persons'])}"
    leg["href"] = link("claim", leg["claims"][0]) if leg["claims"] else None


def _write_mark(mark: dict[str, Any], answer: Answer, words: MapWords, link: Link) -> None:
    places = mark["places"]
    names = ", ".join(words.name(place) for place in places)
    label = words.name(places[0]).partition(" (")[0]
    if len(places) > 1 and mark["kind"] == "crossing":
        label = words.crossings(len(places), river_of([answer["places"][place] for place in places]))
    elif len(places) > 1:
        label = f"{label} +{len(places) - 1}"
    rough = sorted({answer["places"][place]["precision"] for place in places} - {None})
    exact = f" ({', '.join(words.precision(each) for each in rough)})" if rough else ""
    counted = f": {words.persons(mark['persons'])}" if mark["persons"] else ""
    mark["text"] = f"{names}{counted}{exact}"
    mark["short"] = cut_text(label, _LABEL, _LONGEST)
    mark["href"] = link("place", places[0])
