"""Where a person is and who holds the person, before and after an event."""

from typing import NamedTuple

from app.analysis.bounds import Bounds, Delay, delay_between
from app.analysis.casebook import Casebook
from app.analysis.records import EventRecord
from app.domain.custody import DECISIONS, MOVES

FACILITY, AGENCY, KIND, COUNTRY = "facility", "agency", "kind", "country"
#: Levels of detail of a stage path, finest first.
LEVELS = (FACILITY, AGENCY, KIND, COUNTRY)


class Position(NamedTuple):
    """Holder (as a body), kind of the holder, place and country; None is not told."""

    agency: str | None
    kind: str | None
    place: str | None
    country: str | None

    def at(self, level: str) -> str | None:
        """Return what it is at one level of detail.

        Examples
        --------
        >>> Position("x:police", "police", None, "CN").at("country")
        'CN'
        """
        return {FACILITY: self.place, AGENCY: self.agency, KIND: self.kind, COUNTRY: self.country}[level]


def holds(event: EventRecord) -> bool:
    """Say whether an event says by whom or where a person is held, or that it ends."""
    return bool(event.taking) and event.kind not in DECISIONS


def stays(event: EventRecord) -> bool:
    """Say whether an event tells of custody at a place or by someone: also a sign of life with a place."""
    return holds(event) or (event.category == "sign" and bool(event.places))


def locates(event: EventRecord) -> bool:
    """Say whether an event says where a person was, in custody or free: no concealment, no decision."""
    return holds(event) or event.category in ("act", "sign", "life")


def before(book: Casebook, event: EventRecord) -> Position:
    """Return holder and place on entering an event.

    Parameters
    ----------
    book : Casebook
    event : EventRecord

    Returns
    -------
    Position
        Of a move what it comes FROM, of everything else what it is BY and AT.
    """
    if event.kind not in MOVES:
        return _position(book, event, event.agencies.get("by"), _at(event))
    agency, place = event.agencies.get("from"), event.places.get("from")
    at = event.places.get("at")
    country = _country(book, place, None, agency)
    if country is None and at is not None and not book.places.is_crossing(at):
        country = book.places.country(at)
    return Position(_body(book, agency), _kind(book, agency), place, country)


def after(book: Casebook, event: EventRecord) -> Position:
    """Return holder and place on leaving an event: of a move what it leads TO, else what it is BY and AT.

    Parameters
    ----------
    book : Casebook
    event : EventRecord

    Returns
    -------
    Position
        The country of a handover without further names is the receiving country that was told.
    """
    if event.kind not in MOVES:
        return _position(book, event, event.agencies.get("by"), _at(event))
    agency, place = event.agencies.get("to"), event.places.get("to")
    if event.crosses:
        country = event.country or _country(book, place, None, agency)
        return Position(_body(book, agency), _kind(book, agency) or event.agency_kind, place, country)
    return _position(book, event, agency, place)


def taken_at(book: Casebook, first: EventRecord) -> Position:
    """Return where and by whom a person was taken, as the first event of a taking tells it.

    Parameters
    ----------
    book : Casebook
    first : EventRecord

    Returns
    -------
    Position
        Of a move what it comes FROM: who is handed over was taken by others. A transfer stays in its state.
    """
    if first.kind not in MOVES:
        return after(book, first)
    entered = before(book, first)
    stayed = None if first.crosses else after(book, first).country
    return entered._replace(country=entered.country or stayed)


def end_of(event: EventRecord) -> Bounds:
    """Return when an event was over: its day, or of a kind that lasts its end, told or from its duration.

    Parameters
    ----------
    event : EventRecord

    Returns
    -------
    Bounds
        Of a kind that lasts without an end: from its begin, open.
    """
    if not event.lasts:
        return event.begin
    least, most = event.duration
    earliest, latest = event.end
    if earliest is None and event.begin.earliest is not None:
        earliest = event.begin.earliest + (least or 0)
    if latest is None and event.begin.latest is not None and most is not None:
        latest = event.begin.latest + most
    return Bounds(earliest, latest)


def lasted(event: EventRecord) -> Delay:
    """Return how many days an event lasted, at least and at most: as told, else from its begin to its end.

    Parameters
    ----------
    event : EventRecord

    Returns
    -------
    (least, most) : (int or None, int or None)
        None is open; both are None where no duration and no end is told.
    """
    if event.duration != (None, None) or not event.lasts or event.end.undated:
        return event.duration
    least, most = delay_between(event.begin, event.end)
    return (None if least is None else max(0, least)), most


def _at(event: EventRecord) -> str | None:
    return event.places.get("at") or event.places.get("to")


def _position(book: Casebook, event: EventRecord, agency: str | None, place: str | None) -> Position:
    kind = _kind(book, agency) or event.agency_kind
    return Position(_body(book, agency), kind, place, _country(book, place, event.country, agency))


def _body(book: Casebook, agency: str | None) -> str | None:
    return None if agency is None else book.agencies.body(agency)


def _kind(book: Casebook, agency: str | None) -> str | None:
    return None if agency is None else book.agencies.kind(agency)


def _country(book: Casebook, place: str | None, told: str | None, agency: str | None) -> str | None:
    """Return the country of the place, else the one that is told, else the agency's own."""
    found = book.places.country(place) if place is not None else None
    return found or told or (book.agencies.country(agency) if agency is not None else None)
