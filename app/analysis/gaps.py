"""Gaps: unknown stretches of custody between two ordered stages that differ, where no transfer is recorded."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.analysis.bounds import Bounds, delay_between
from app.analysis.casebook import Casebook
from app.analysis.ordering import Course
from app.analysis.positions import Position, after, before, end_of, holds
from app.analysis.records import EventRecord
from app.analysis.takings import Taking


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
    Asked of neighbouring events of one taking that say who holds the person or where, and that dates or steps put in
    order. There is a gap when the holder (as a body) or the place after the first differs from that before the
    second: both are told, and neither lies within the other. A transfer between them leaves no gap, even where it
    names nobody; so does an agency or place that is not named. Unordered neighbours have none. O(events).
    """
    gaps = []
    for taking in takings:
        positions = [
            taking.start + offset
            for offset, event in enumerate(taking.events)
            if (holds(event) or event.category == "sign") and not event.rumoured
        ]
        for first, second in pairwise(positions):
            gap = _between(book, course.events[first], course.events[second])
            if gap is not None and course.precedes(first, second):
                gaps.append(gap)
    return gaps


def _between(book: Casebook, earlier: EventRecord, later: EventRecord) -> Gap | None:
    if not differ(book, after(book, earlier), before(book, later)):
        return None
    start, stop = end_of(earlier), later.begin
    least, most = delay_between(start, stop)
    if most is not None and most < 0:
        return None  # the two overlap: a contradiction, no gap
    return Gap(earlier, later, Bounds(start.earliest, stop.latest), (max(0, least or 0), most))


def differ(book: Casebook, one: Position, other: Position) -> bool:
    """Say whether holder or place are both told and differ."""
    agencies = one.agency and other.agency and not book.agencies.containment.overlap(one.agency, other.agency)
    places = one.place and other.place and not book.places.containment.overlap(one.place, other.place)
    return bool(agencies or places)
