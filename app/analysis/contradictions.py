"""What cannot be in one trail: two places on one day, a handover before the arrest, two agencies for one act."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from app.analysis.bounds import surely_before
from app.analysis.casebook import Casebook
from app.analysis.ordering import Course
from app.analysis.positions import after, end_of, stays
from app.analysis.records import EventRecord
from app.analysis.takings import Taking
from app.domain.custody import MOVES

#: On a day with one of these a person can be in two places.
_TRAVEL = MOVES | {
    "release",
    "escape_from_custody",
    "departure",
    "border_crossing",
    "escape",
    "escape_attempt",
    "migration",
}
_CAUGHT = frozenset({"arrest", "abduction"})


class Contradiction(NamedTuple):
    """Something that cannot be, with the events and claims that say it; listed, never dropped."""

    kind: str
    events: tuple[str, ...]
    claims: tuple[str, ...]


class _Stay(NamedTuple):
    """A person was certainly at a place from one day to another."""

    event: EventRecord
    place: str
    first: int
    last: int


def find_contradictions(book: Casebook, course: Course, takings: Sequence[Taking]) -> list[Contradiction]:
    """Return what cannot be in the trail of one person.

    Parameters
    ----------
    book : Casebook
    course : Course
        The events that decide.
    takings : sequence of Taking

    Returns
    -------
    list of Contradiction
        By (kind, events). Kinds: *different_agencies*, *different_places* (two claims name two for one role of one
        event, and neither contains the other), *two_places* (on one day, none within the other, and no travel on that
        day), *handover_before_arrest* (a taking that starts with a handover and holds a certainly later arrest).

    Notes
    -----
    Only what holds for every choice of days is listed. O(events^2).
    """
    found = [
        contradiction
        for event in course.events
        for contradiction in (
            *_exclusive(event, "different_agencies", event.all_agencies, _same_agency(book)),
            *_exclusive(event, "different_places", event.all_places, book.places.containment.overlap),
        )
    ]
    if course.events and book.person(course.events[0].person or "").count_most == 1:  # a group can be in two places
        found += _two_places(book, course.events)
    found += _handover_first(takings)
    return sorted(found)


def _same_agency(book: Casebook) -> Callable[[str, str], bool]:
    agencies = book.agencies
    return lambda a, b: agencies.containment.overlap(agencies.body(a), agencies.body(b))


def _exclusive(
    event: EventRecord,
    kind: str,
    ties: Iterable[tuple[str, str, tuple[str, ...]]],
    overlap: Callable[[str, str], bool],
) -> Iterable[Contradiction]:
    """One claim that names two agencies means both; two claims that each name another one contradict each other."""
    for one, other in combinations(ties, 2):
        if one[0] == other[0] and set(one[2]).isdisjoint(other[2]) and not overlap(one[1], other[1]):
            yield Contradiction(kind, (event.id,), tuple(sorted({*one[2], *other[2]})))


def _two_places(book: Casebook, events: Sequence[EventRecord]) -> Iterable[Contradiction]:
    stays = [stay for event in events for stay in _stays(book, event)]
    for one, other in combinations(stays, 2):
        first, last = max(one.first, other.first), min(one.last, other.last)
        if first > last or book.places.containment.overlap(one.place, other.place):
            continue
        if first == last and (_is_edge(one, first) or _is_edge(other, first) or _travelled(events, first)):
            continue
        pair = sorted((one.event, other.event), key=lambda event: event.id)
        claims = {claim for event in pair for claim in event.support.claims}
        yield Contradiction("two_places", (pair[0].id, pair[1].id), tuple(sorted(claims)))


def _stays(book: Casebook, event: EventRecord) -> Iterable[_Stay]:
    place = after(book, event).place
    if place is None or event.kind in _TRAVEL or not stays(event):
        return
    first, last = event.begin.latest, end_of(event).earliest
    if first is not None and last is not None and (event.lasts or event.begin.earliest == first) and first <= last:
        yield _Stay(event, place, first, last)


def _is_edge(stay: _Stay, day: int) -> bool:
    """Say whether a day is the first or last of several: a day on which one may have been moved."""
    return stay.first < stay.last and day in (stay.first, stay.last)


def _travelled(events: Iterable[EventRecord], day: int) -> bool:
    for event in events:
        earliest, latest = event.begin
        if event.kind in _TRAVEL and (earliest is None or earliest <= day) and (latest is None or day <= latest):
            return True
    return False


def _handover_first(takings: Sequence[Taking]) -> Iterable[Contradiction]:
    for taking in takings:
        if not taking.first.crosses:
            continue
        for event in taking.events:
            if event.kind in _CAUGHT and surely_before(taking.first.begin, event.begin):
                claims = tuple(sorted({*taking.first.support.claims, *event.support.claims}))
                yield Contradiction("handover_before_arrest", (taking.id, event.id), claims)
