"""Handover paths: the parts of trails that lead from a taking in one country into custody of another."""

from collections.abc import Iterator
from typing import NamedTuple

from app.analysis.bounds import Bounds, Delay, delay_between
from app.analysis.casebook import Casebook
from app.analysis.gaps import find_gaps
from app.analysis.positions import Position, after, before, end_of, lasted, stays, taken_at
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
    turn : EventRecord
        The first handover; where none is recorded, the first custody in another country.
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
    turn: EventRecord
    columns: tuple[str | None, ...]
    days: Delay
    days_to_handover: Delay
    corridor: tuple[str | None, str | None, str | None, str | None]
    left_agency: str | None

    @property
    def handover(self) -> EventRecord | None:
        """The first handover; None where only custody in two countries is recorded."""
        return self.turn if self.turn.crosses else None

    @property
    def crossed(self) -> Bounds:
        """When the border was crossed: the date of the handover, else of the first custody in the other country."""
        return self.turn.begin


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
    if event.taking != "opens" or not stays(event):  # a sentence says where it was passed
        return False
    here = after(book, event)
    still_held = here.agency is not None and book.agencies.country(here.agency) == received  # as in a consulate
    return here.country is not None and here.country == left and not still_held


def _country_of(book: Casebook, events: list[EventRecord]) -> str | None:
    """Return the last country that custody is recorded in."""
    return next(
        (country for event in reversed(events) if stays(event) and (country := after(book, event).country)), None
    )


def _path(book: Casebook, taking: Taking, events: list[EventRecord]) -> HandoverPath | None:
    held = [event for event in events if stays(event)]
    turn = next((place for place, event in enumerate(held) if event.crosses), None)
    handover = held[turn] if turn is not None else None
    origin = taken_at(book, held[0]).country if held else None
    if turn is None:
        home = origin or next((here for event in held if (here := after(book, event).country)), None)
        turn = next((place for place, event in enumerate(held) if _is_foreign(book, event, home)), None)
    if turn is None:
        return None
    unknown = {gap.later.id for gap in find_gaps(book, book.course(taking.person), [taking])}
    goal = after(book, held[turn]).country
    last = [event for event in events if event.kind not in _SEARCH][-1]
    columns = (
        origin,
        None if held[0].crosses else after(book, held[0]).agency,
        _crossing(book, handover),
        _receiver(book, held[turn:], goal, unknown),
        _facility(book, held[turn:]),
        last.kind,
    )
    reached = _first(book, held[turn:], "place", unknown)
    left_place = _last(book, held, turn, "place", unknown)
    corridor = (_left_country(book, held, turn), goal, left_place, reached.place if reached else None)
    return HandoverPath(
        taking.person,
        taking,
        tuple(events),
        held[turn],
        columns,
        _days(events[0], last, to_end=True),
        _days(events[0], handover) if handover else (None, None),
        corridor,
        _last(book, held, turn, "agency", unknown),
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


def _days(first: EventRecord, last: EventRecord, *, to_end: bool = False) -> Delay:
    """Return the days from one event to another of the same path, at least and at most."""
    told = to_end and (not last.end.undated or last.duration != (None, None))
    if first is last:
        return lasted(last) if told else (0, 0)
    return from_zero(delay_between(first.begin, end_of(last) if told else last.begin))


def _is_foreign(book: Casebook, event: EventRecord, home: str | None) -> bool:
    here = after(book, event).country
    return event.taking != "closes" and home is not None and here is not None and here != home


def _crossing(book: Casebook, handover: EventRecord | None) -> str | None:
    at = handover.places.get("at") if handover else None
    return at if at is not None and book.places.is_crossing(at) else None


def _receiver(book: Casebook, later: list[EventRecord], goal: str | None, unknown: set[str]) -> str | None:
    """Return who received the person: told, else the first agency of that country that held the person."""
    told = after(book, later[0]).agency if later[0].crosses else None
    if told is not None:
        return told
    first = _first(book, later, "agency", unknown)
    return first.agency if first and goal in (None, first.country) else None


def _facility(book: Casebook, later: list[EventRecord]) -> str | None:
    """Return the first facility in which the person was held from the handover on."""
    places = [after(book, later[0]).place]
    for event in later[1:]:
        if event.taking != "closes":
            places += [before(book, event).place, after(book, event).place]
    return next((place for place in places if place is not None and book.places.is_facility(place)), None)


def _first(book: Casebook, later: list[EventRecord], what: str, unknown: set[str]) -> Position | None:
    """Return the first position after a crossing that tells an agency or place, up to a gap or a move."""
    for event in later:
        if event is not later[0] and (event.id in unknown or event.kind in MOVES):
            left = before(book, event)
            return left if event.id not in unknown and getattr(left, what) else None
        reached = after(book, event)
        if event.taking != "closes" and getattr(reached, what):
            return reached
    return None


def _last(book: Casebook, held: list[EventRecord], turn: int, what: str, unknown: set[str]) -> str | None:
    """Return the last agency or place before a crossing; nothing is drawn across a gap or move."""
    told: str | None = getattr(before(book, held[turn]), what) if held[turn].kind in MOVES else None
    if told or held[turn].id in unknown:
        return told
    for event in reversed(held[:turn]):
        told = getattr(after(book, event), what)
        if told or event.kind in MOVES or event.id in unknown:
            return told
    return None


def _left_country(book: Casebook, held: list[EventRecord], turn: int) -> str | None:
    told = before(book, held[turn]).country if held[turn].kind in MOVES else None
    return told or _country_of(book, held[:turn])
