"""Handover paths: the parts of trails that lead from a taking in one country into custody of another."""

from collections.abc import Iterator
from typing import NamedTuple

from app.analysis.bounds import Bounds, Delay, delay_between
from app.analysis.casebook import Casebook
from app.analysis.positions import after, before, end_of, stays
from app.analysis.records import EventRecord
from app.analysis.takings import Taking
from app.domain.custody import MOVES

#: Columns of a path, in order.
COLUMNS = ("country_of_taking", "taking_agency", "crossing", "receiving_agency", "facility", "last_known")
#: They tell of the search for a person, not of the person.
_SEARCH = frozenset({"denial", "non_notification", "family_inquiry"})


class HandoverPath(NamedTuple):
    """One way of one person from a taking in one country to custody in another, up to release or last known.

    Attributes
    ----------
    events : tuple of EventRecord
        In trail order.
    handover : EventRecord or None
        The first handover; None where only custody in two countries is recorded.
    columns : tuple of (str or None)
        One value for each of :data:`COLUMNS`; None is not known.
    days, days_to_handover : (int or None, int or None)
        From the taking to the last event, and to the handover.
    corridor : tuple of (str or None)
        Country left, receiving country, last place before and first place after the crossing.
    left_agency : str or None
        Who held the person last before the crossing; who received the person is a column.
    """

    person: str
    taking: Taking
    events: tuple[EventRecord, ...]
    handover: EventRecord | None
    columns: tuple[str | None, ...]
    days: Delay
    days_to_handover: Delay
    corridor: tuple[str | None, str | None, str | None, str | None]
    left_agency: str | None

    @property
    def crossed(self) -> Bounds:
        """When the border was crossed: the date of the handover, else of the first custody in the other country."""
        return self.handover.begin if self.handover else self.events[-1].begin


def find_paths(book: Casebook, person: str) -> list[HandoverPath]:
    """Return the handover paths of one person, in trail order.

    Parameters
    ----------
    book : Casebook
    person : str

    Returns
    -------
    list of HandoverPath

    Notes
    -----
    A path is a part of a taking. A new path starts where the person must have come back without that being recorded:
    at an opening event in the country that was left, or at a handover out of it. So a person sent back twice has two
    paths, with or without a recorded release; a handover on to a third country belongs to the same path. O(events).
    """
    return [
        path
        for taking in book.takings.get(person, ())
        for part in _parts(book, taking)
        if (path := _path(book, taking, part)) is not None
    ]


def _parts(book: Casebook, taking: Taking) -> Iterator[list[EventRecord]]:
    """Cut a taking where the person was back in the country that the last handover had left."""
    part: list[EventRecord] = []
    left: str | None = None  # the country that was left last
    received: str | None = None  # and the one that received the person
    for event in taking.events:
        if _is_back(book, event, left, received):
            yield part
            part, left, received = [], None, None
        part.append(event)
        if event.crosses:
            left = before(book, event).country or _country_of(book, part[:-1])
            received = after(book, event).country
    yield part


def _is_back(book: Casebook, event: EventRecord, left: str | None, received: str | None) -> bool:
    if left is None and received is None:
        return False
    if event.crosses:
        start, goal = before(book, event).country, after(book, event).country
        return (start is not None and start == left) or (start is None and goal is not None and goal == received)
    here = after(book, event)
    still_held = here.agency is not None and book.agencies.country(here.agency) == received  # as in a consulate
    return event.taking == "opens" and here.country is not None and here.country == left and not still_held


def _country_of(book: Casebook, events: list[EventRecord]) -> str | None:
    """Return the last country that custody is recorded in."""
    return next(
        (country for event in reversed(events) if stays(event) and (country := after(book, event).country)), None
    )


def _path(book: Casebook, taking: Taking, events: list[EventRecord]) -> HandoverPath | None:
    held = [event for event in events if stays(event)]
    turn = next((place for place, event in enumerate(held) if event.crosses), None)
    handover = held[turn] if turn is not None else None
    origin = _origin(book, held[0]) if held else None
    if turn is None:
        turn = next((place for place, event in enumerate(held) if _is_foreign(book, event, origin)), None)
    if turn is None:
        return None
    later = held[turn + 1 :] if handover is not None else held[turn:]
    goal = after(book, held[turn]).country
    last = [event for event in events if event.kind not in _SEARCH][-1]
    columns = (
        origin,
        None if held[0].crosses else after(book, held[0]).agency,
        _crossing(book, handover),
        _receiver(book, handover, later, goal),
        _facility(book, held[turn:]),
        last.kind,
    )
    corridor = (_left_country(book, held, turn), goal, _left_place(book, held, turn), _first_place(book, held[turn:]))
    to_handover = delay_between(events[0].begin, handover.begin) if handover else (None, None)
    days = from_zero(delay_between(events[0].begin, last.begin if last.end.undated else end_of(last)))
    return HandoverPath(
        taking.person,
        taking,
        tuple(events),
        handover,
        columns,
        days,
        from_zero(to_handover),
        corridor,
        _left_agency(book, held, turn),
    )


def from_zero(delay: Delay) -> Delay:
    """Return a delay without negative days: the later event stands later in the trail.

    Examples
    --------
    >>> from_zero((-3, 5))
    (0, 5)
    """
    least, most = delay
    return None if least is None else max(0, least), None if most is None else max(0, most)


def _origin(book: Casebook, first: EventRecord) -> str | None:
    return before(book, first).country if first.kind in MOVES else after(book, first).country


def _is_foreign(book: Casebook, event: EventRecord, origin: str | None) -> bool:
    here = after(book, event).country
    return event.taking != "closes" and origin is not None and here is not None and here != origin


def _crossing(book: Casebook, handover: EventRecord | None) -> str | None:
    at = handover.places.get("at") if handover else None
    return at if at is not None and book.places.is_crossing(at) else None


def _receiver(book: Casebook, handover: EventRecord | None, later: list[EventRecord], goal: str | None) -> str | None:
    """Return who received the person: told, else the first agency of that country that held the person."""
    told = after(book, handover).agency if handover else None
    if told is not None:
        return told
    for event in later:
        position = after(book, event)
        if position.agency is not None and event.taking != "closes":
            return position.agency if goal in (None, position.country) else None
    return None


def _facility(book: Casebook, events: list[EventRecord]) -> str | None:
    """Return the first facility in which the person was held from the handover on."""
    places = (after(book, event).place for event in events if event.taking != "closes")
    return next((place for place in places if place is not None and book.places.is_facility(place)), None)


def _left_country(book: Casebook, held: list[EventRecord], turn: int) -> str | None:
    told = before(book, held[turn]).country if held[turn].crosses else None
    return told or _country_of(book, held[:turn])


def _left_place(book: Casebook, held: list[EventRecord], turn: int) -> str | None:
    told = before(book, held[turn]).place if held[turn].crosses else None
    return told or next((place for event in reversed(held[:turn]) if (place := after(book, event).place)), None)


def _left_agency(book: Casebook, held: list[EventRecord], turn: int) -> str | None:
    told = before(book, held[turn]).agency if held[turn].crosses else None
    return told or next((agency for event in reversed(held[:turn]) if (agency := after(book, event).agency)), None)


def _first_place(book: Casebook, held: list[EventRecord]) -> str | None:
    return next((place for event in held if event.taking != "closes" and (place := after(book, event).place)), None)
