"""Gaps: unknown stretches of custody between two ordered stages that differ, where no transfer is recorded."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.analysis.bounds import Bounds, delay_between
from app.analysis.casebook import Casebook
from app.analysis.ordering import Course
from app.analysis.positions import Position, after, before, end_of, stays
from app.analysis.records import EventRecord
from app.analysis.takings import Taking
from app.domain.custody import MOVES


class Gap(NamedTuple):
    """What is not known between two events of one taking.

    Attributes
    ----------
    bounds : Bounds
        First and last possible day of the gap.
    days : (int, int or None)
        At least and at most so long.
    """

    earlier: EventRecord
    later: EventRecord
    bounds: Bounds
    days: tuple[int, int | None]


def find_gaps(book: Casebook, course: Course, takings: Sequence[Taking]) -> list[Gap]:
    """Return the gaps of one person.

    Parameters
    ----------
    book : Casebook
    course : Course
        The person's events that decide.
    takings : sequence of Taking
        The same person's takings.

    Returns
    -------
    list of Gap
        In trail order.

    Notes
    -----
    Holder (as a body) and place are carried from event to event of one taking. There is a gap where what is told on
    entering an event differs from what was told last: both are told, and neither lies within the other. A transfer
    makes what was told before worthless, even where it names nobody, so it leaves no gap; an agency or place that is
    not named makes none. Between events that neither dates nor steps put in order there is none. O(events).
    """
    return [gap for taking in takings for gap in _gaps_of(book, course, taking)]


class _Told(NamedTuple):
    """Holder and place as told last, and the positions of the events that told them."""

    agency: str | None = None
    place: str | None = None
    agency_at: int = -1
    place_at: int = -1


def _gaps_of(book: Casebook, course: Course, taking: Taking) -> Iterator[Gap]:
    told = _Told()
    for position, event in enumerate(taking.events, taking.start):
        if not stays(event):
            continue
        entered = before(book, event)
        agency, place = _differences(book, Position(told.agency, None, told.place, None), entered)
        told_at = sorted([told.agency_at] * agency + [told.place_at] * place, reverse=True)
        ordered = (_between(course.events[since], event) for since in told_at if course.precedes(since, position))
        gap = next((each for each in ordered if each is not None), None)
        if gap is not None:
            yield gap
        told = _carried(told, after(book, event), position, afresh=gap is not None or event.kind in MOVES)


def _carried(told: _Told, now: Position, position: int, *, afresh: bool) -> _Told:
    """Keep what an event does not tell, unless a move or a gap made it worthless."""
    kept = _Told() if afresh else told
    if now.agency is not None:
        kept = kept._replace(agency=now.agency, agency_at=position)
    if now.place is not None:
        kept = kept._replace(place=now.place, place_at=position)
    return kept


def _between(earlier: EventRecord, later: EventRecord) -> Gap | None:
    start, stop = end_of(earlier), later.begin
    least, most = delay_between(start, stop)
    if most is not None and most < 0:
        return None  # the two overlap: a contradiction, no gap
    return Gap(earlier, later, Bounds(start.earliest, stop.latest), (max(0, least or 0), most))


def differ(book: Casebook, one: Position, other: Position) -> bool:
    """Say whether holder or place are both told and differ."""
    return any(_differences(book, one, other))


def _differences(book: Casebook, one: Position, other: Position) -> tuple[bool, bool]:
    """Say whether the holders differ, and whether the places do; what is not told does not."""
    agencies = one.agency and other.agency and not book.agencies.containment.overlap(one.agency, other.agency)
    places = one.place and other.place and not book.places.containment.overlap(one.place, other.place)
    return bool(agencies), bool(places)
