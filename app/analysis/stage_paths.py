"""Stage paths: a stretch of custody reduced to its stages at one level of detail."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.analysis.bounds import Bounds, Delay, delay_between
from app.analysis.casebook import Casebook
from app.analysis.gaps import find_gaps
from app.analysis.positions import FACILITY, Position, after, before, end_of, stays
from app.analysis.records import EventRecord
from app.analysis.takings import Taking
from app.domain.custody import MOVES


class Stage(NamedTuple):
    """One stage: what it is at the level asked for, and when it began.

    Attributes
    ----------
    value : str or None
        None: not known, also where a gap lies between two stages.
    ordered : bool
        Whether dates or steps put it after the stage before it.
    """

    value: str | None
    begin: Bounds
    end: Bounds
    ordered: bool


def stage_path(book: Casebook, taking: Taking, events: Sequence[EventRecord], level: str) -> list[Stage]:
    """Return the stages of a part of a taking.

    Parameters
    ----------
    book : Casebook
    taking : Taking
    events : sequence of EventRecord
        Events of the taking, in its order.
    level : str
        facility, agency, kind or country.

    Returns
    -------
    list of Stage
        Neighbours differ; a gap is a stage of its own, not known.

    Notes
    -----
    Events that say who holds the person or where make the stages. A stretch that starts with a move has the side that
    it came from as its first stage. Neighbours of one value are one stage. A whole country is no facility: where only
    that is told as the place, the facility is not known. O(events).
    """
    course = book.course(taking.person)
    place = {event.id: position for position, event in enumerate(course.events)}
    gaps = {gap.later.id: gap for gap in find_gaps(book, course, [taking])}
    stages: list[Stage] = []
    last: EventRecord | None = None
    for event in events:
        if not stays(event) or event.taking == "closes":
            continue
        ordered = last is None or course.precedes(place[last.id], place[event.id])
        if last is None and event.kind in MOVES:
            _append(stages, Stage(_value(book, before(book, event), level), event.begin, event.begin, True))
        if event.id in gaps and last is not None:
            gap = gaps[event.id]
            _append(stages, Stage(None, gap.bounds, gap.bounds, ordered))
        _append(stages, Stage(_value(book, after(book, event), level), event.begin, end_of(event), ordered))
        last = event
    return stages


def _value(book: Casebook, position: Position, level: str) -> str | None:
    value = position.at(level)
    return None if level == FACILITY and value is not None and book.places.is_country(value) else value


def _append(stages: list[Stage], stage: Stage) -> None:
    if stages and stages[-1].value == stage.value:
        stages[-1] = stages[-1]._replace(end=stage.end)
    else:
        stages.append(stage)


def stage_days(stages: Sequence[Stage]) -> list[tuple[str | None, Delay]]:
    """Return how long each stage but the last lasted: from its begin to that of the next, as a range of days.

    Parameters
    ----------
    stages : sequence of Stage

    Returns
    -------
    list of (value, (least, most))
        A stage that is not certainly before the next is left out; None is open.
    """
    found: list[tuple[str | None, Delay]] = []
    for one, other in pairwise(stages):
        least, most = delay_between(one.begin, other.begin)
        if other.ordered and (most is None or most >= 0):
            found.append((one.value, (max(0, least or 0), most)))
    return found
