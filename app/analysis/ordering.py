"""The order of a custody trail: what dates make certain, then what sources count, then a fixed rule for ties."""

import heapq
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.analysis.bounds import surely_before, time_key
from app.analysis.records import EventRecord
from app.domain.claims import DECIDING_RANK, GRADE_RANK

WEAKEST_RANK = max(GRADE_RANK.values())


class LeftOut(NamedTuple):
    """A step order that would close a circle: a source counts ``first`` before ``second``, the rest says otherwise."""

    rank: int
    source: str
    first: str
    second: str


class Course:
    """Events in trail order, with what is known of their order.

    Attributes
    ----------
    events : tuple of EventRecord
    left_out : tuple of LeftOut
    """

    def __init__(self, events: Sequence[EventRecord], after: Sequence[int], left_out: Iterable[LeftOut]) -> None:
        self.events = tuple(events)
        self.left_out = tuple(left_out)
        self._after = tuple(after)

    def precedes(self, first: int, second: int) -> bool:
        """Say whether dates or steps put the event at one position before that at another; else they are unordered."""
        return bool(self._after[first] >> second & 1)


class _Relation:
    """A growing order that never holds a circle; what follows from it is kept closed, as bit sets."""

    def __init__(self, size: int) -> None:
        self.after = [0] * size
        self.before = [0] * size

    def add(self, first: int, second: int) -> bool:
        """Put one before another; False, and nothing done, if that would close a circle."""
        if first == second or self.after[second] >> first & 1:
            return False
        if self.after[first] >> second & 1:
            return True
        later, earlier = self.after[second] | 1 << second, self.before[first] | 1 << first
        for each in range(len(self.after)):
            if earlier >> each & 1:
                self.after[each] |= later
            if later >> each & 1:
                self.before[each] |= earlier
        return True


def order_events(events: Iterable[EventRecord]) -> Course:
    """Put the events of one person in order.

    Parameters
    ----------
    events : iterable of EventRecord
        Of one person, in any order; procedure does not belong to a trail and is left out by the caller.

    Returns
    -------
    Course

    Notes
    -----
    First every pair whose dates are certainly ordered; then, source by source in the order (grade, source id), each
    pair of different step numbers, taken by (earlier number, later number, ids), unless it would close a circle: then
    it is listed. What is still open goes by (earliest, latest, id), undated last, always taking the first event that
    nothing open must precede. Rumoured events decide nothing: the others are ordered without them, then they are put
    in between. O(n^2) pairs, each O(n); n is the number of events of one person.
    """
    listed = sorted(events, key=lambda event: event.id)
    if len(listed) == 1:  # most persons of a register
        return Course(listed, (0,), ())
    firm = [event for event in listed if not event.rumoured]
    course = _arrange(firm, _counted(firm, DECIDING_RANK), ())
    if len(firm) == len(listed):
        return course
    weak = {event.id for event in listed if event.rumoured}
    refused = set(course.left_out)
    counted = [
        pair
        for pair in _counted(listed, WEAKEST_RANK)
        if pair not in refused and (pair.rank <= DECIDING_RANK or pair.first in weak or pair.second in weak)
    ]
    return _arrange(listed, counted, course.events, course.left_out)


def _arrange(
    listed: list[EventRecord], counted: list[LeftOut], chain: Sequence[EventRecord], left_out: Sequence[LeftOut] = ()
) -> Course:
    """Order events by dates, then by what sources count; those of ``chain`` keep their order."""
    place = {event.id: position for position, event in enumerate(listed)}
    known, forced = _Relation(len(listed)), _Relation(len(listed))
    for first, one in enumerate(listed):
        for second, other in enumerate(listed):
            if surely_before(one.begin, other.begin):
                known.add(first, second)
                forced.add(first, second)
    for one, other in pairwise(chain):
        forced.add(place[one.id], place[other.id])
    closing = []
    for pair in counted:
        if forced.add(place[pair.first], place[pair.second]):
            known.add(place[pair.first], place[pair.second])
        else:
            closing.append(pair)
    sequence = _linear(listed, forced.before)
    position = {old: new for new, old in enumerate(sequence)}
    after = [sum(1 << position[each] for each in position if known.after[old] >> each & 1) for old in sequence]
    return Course([listed[old] for old in sequence], after, [*left_out, *closing])


def _counted(events: list[EventRecord], most: int) -> list[LeftOut]:
    """Return the pairs that sources count in claims of at most some rank, in the order in which they are taken."""
    steps: dict[str, list[tuple[int, int, str]]] = {}
    for event_id, (rank, source, number) in ((event.id, step) for event in events for step in event.steps):
        if rank <= most:
            steps.setdefault(source, []).append((number, rank, event_id))
    pairs = [
        # two claims of one source: the pair is as sure as the weaker of them
        (max(rank, other_rank), source, number, other_number, first, second)
        for source, counted in steps.items()
        for number, rank, first in counted
        for other_number, other_rank, second in counted
        if number < other_number and first != second
    ]
    return [LeftOut(rank, source, first, second) for rank, source, _, _, first, second in sorted(pairs)]


def _linear(events: list[EventRecord], before: list[int]) -> list[int]:
    """Take, again and again, the first event that nothing open must precede."""
    waiting = [mask.bit_count() for mask in before]
    ready = [(time_key(event.begin), event.id, number) for number, event in enumerate(events) if not waiting[number]]
    heapq.heapify(ready)
    taken: list[int] = []
    while ready:
        number = heapq.heappop(ready)[2]
        taken.append(number)
        for each in (each for each, mask in enumerate(before) if mask >> number & 1):
            waiting[each] -= 1
            if not waiting[each]:
                heapq.heappush(ready, (time_key(events[each].begin), events[each].id, each))
    return taken
