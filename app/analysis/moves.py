"""Moves: from which place to which people were brought, over which crossing, and where they were held."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.analysis.bounds import can_meet, iso
from app.analysis.casebook import Casebook
from app.analysis.headcount import shown_counts
from app.analysis.network import PLACES, moves_of
from app.analysis.options import option, shown_options
from app.analysis.positions import after, holds
from app.analysis.records import EventRecord, weakest

#: A handover over a crossing; any other way over a border; a transfer outside and inside North Korea.
CROSSING, HANDOVER, ABROAD, INSIDE = "crossing", "handover", "abroad", "inside"
LEG_KINDS = (CROSSING, HANDOVER, ABROAD, INSIDE)
_HOME = "KP"
Ends = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class MoveOptions:
    """Which moves are asked for.

    Attributes
    ----------
    kind : str or None
        One of :data:`LEG_KINDS`.
    first_day, last_day : int or None
        Only events that can lie between these days.
    """

    kind: str | None = option(None, "choice", "only legs of this kind", allowed=LEG_KINDS)
    first_day: int | None = option(None, "day", "only events that can lie on or after this day", name="from")
    last_day: int | None = option(None, "day", "only events that can lie on or before this day", name="to")


def moves(book: Casebook, options: MoveOptions | None = None) -> dict[str, Any]:
    """Return the legs of all recorded moves, the facilities where people were held, and where these places lie.

    Parameters
    ----------
    book : Casebook
    options : MoveOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, legs, facilities, places``. A leg has ``kind, from, to`` (ids of places, None is
        not known; of a crossing both are the crossing), ``persons, persons_most, who, first, last, events, claims``;
        most persons first. A facility has ``place, persons, persons_most, who, first, last, events, claims``.
        ``places``: id to ``kind, facility_kind, country, latitude, longitude, precision`` of every place named.

    Notes
    -----
    A move starts where it is said to start, else at the stage before it in the same taking if nothing is unknown
    between, and ends likewise. A handover over a crossing is up to three legs: to the crossing, the crossing, and on
    from it. Of two ends of which one lies in the other no leg is made. A leg with an end that is not known is kept:
    it belongs into the table, not onto a map. A group counts with its least number. Rumours are left out. O(events of
    the persons taken).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> [(leg["kind"], leg["from"], leg["to"]) for leg in moves(sample_case())["legs"]]
    [('crossing', 'x:bridge', 'x:bridge'), ('inside', 'x:bridge', 'x:jail')]
    """
    asked = options or MoveOptions()
    found: dict[Ends, list[EventRecord]] = {}
    takings = (taking for listed in book.takings.values() for taking in listed)
    for event, start, end in (move for taking in takings for move in moves_of(book, taking, PLACES)):
        if can_meet(event.begin, asked.first_day, asked.last_day):
            for leg in _legs(book, event, start, end):
                found.setdefault(leg, []).append(event)
    legs = [
        {"kind": kind, "from": start, "to": end, **_counted(book, events)}
        for (kind, start, end), events in found.items()
        if asked.kind in (None, kind)
    ]
    legs.sort(key=lambda leg: (-leg["persons"], LEG_KINDS.index(leg["kind"]), leg["from"] or "~", leg["to"] or "~"))
    facilities = _facilities(book, asked)
    named = {leg[end] for leg in legs for end in ("from", "to")} | {row["place"] for row in facilities}
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        "legs": legs,
        "facilities": facilities,
        "places": _places(book, named),
    }


def _legs(book: Casebook, event: EventRecord, start: str | None, end: str | None) -> Iterator[Ends]:
    at = event.places.get("at")
    if at is not None and book.places.is_crossing(at) and event.crosses:
        yield CROSSING, at, at
        way: list[str | None] = [each for each in (start, at, end) if each is not None]
    else:
        way = [start, end]
        if event.crosses and start is None and end is None:
            yield HANDOVER, None, None
            return
    for one, other in pairwise(way):
        if one is None or other is None or not book.places.containment.overlap(one, other):
            yield _kind(book, event, one, other), one, other


def _kind(book: Casebook, event: EventRecord, start: str | None, end: str | None) -> str:
    ends = [each for each in (start, end) if each is not None]
    over = any(book.places.is_crossing(each) for each in ends)
    countries = {book.places.country(each) for each in ends if not book.places.is_crossing(each)}
    if len(countries - {None}) > 1:
        return HANDOVER
    if event.crosses and not over and not (len(ends) == 2 and len(countries) == 1 and None not in countries):
        return HANDOVER  # both ends in one country: whoever was given the person, no border was passed here
    countries = countries or {after(book, event).country}
    return INSIDE if countries == {_HOME} else ABROAD


def _facilities(book: Casebook, asked: MoveOptions) -> list[dict[str, Any]]:
    """Return where people were held, most persons first."""
    found: dict[str, list[EventRecord]] = {}
    for course in book.courses.values():
        for event in course.events:
            place = after(book, event).place
            if place is None or not holds(event) or event.taking == "closes" or not book.places.is_facility(place):
                continue
            if can_meet(event.begin, asked.first_day, asked.last_day):
                found.setdefault(place, []).append(event)
    rows = [{"place": place, **_counted(book, events)} for place, events in found.items()]
    return sorted(rows, key=lambda row: (-row["persons"], row["place"]))


def _counted(book: Casebook, events: list[EventRecord]) -> dict[str, Any]:
    who = {event.person for event in events if event.person is not None}
    first = [event.begin.earliest for event in events if event.begin.earliest is not None]
    last = [event.begin.latest for event in events if event.begin.latest is not None]
    return {
        **shown_counts(book, {"persons": who}),
        "who": sorted(who),
        "first": iso(min(first, default=None)),
        "last": iso(max(last, default=None)),
        "events": sorted(event.id for event in events),
        "claims": list(weakest(event.support for event in events).claims),
    }


def _places(book: Casebook, named: Iterable[str | None]) -> dict[str, dict[str, Any]]:
    wanted = {each for each in named if each is not None}
    points = {
        row["id"]: {
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "precision": row["coordinate_precision"],
        }
        for row in book.snapshot.rows("Place")
        if row["id"] in wanted
    }
    nowhere = dict.fromkeys(("latitude", "longitude", "precision"))
    found = {}
    for place in sorted(wanted):
        record = book.places.records.get(place)
        kinds = {"kind": record.kind if record else None, "facility_kind": record.facility_kind if record else None}
        found[place] = {**kinds, "country": book.places.country(place), **points.get(place, nowhere)}
    return found
