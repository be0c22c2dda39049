"""Where a recorded move led from and to, as far as it is certain.

The analyses put whole trails in order and show what is open. Here only what no reading of the data contradicts is kept:
a move between two places that are told, or from the one place where the person certainly was held last. Everything
else gives no line, and is counted with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from app.domain.claims import DECIDING_RANK, GRADE_RANK
from app.domain.custody import DECISIONS, MOVES, event_kinds
from app.domain.snapshot import Snapshot

_HELD = frozenset({"opens", "may_open", "continues"})
#: Reasons for which a move gives no line.
UNKNOWN_END = "where the move came from or led to is not told"
UNORDERED = "the order of events before the move is not certain, or leaves a gap"
NO_POINT = "a place on the way has no coordinates"
SEVERAL = "several places are told for one end"
WITHIN = "one place lies within the other"
RUMOURED = "the move is only rumoured"


class Leg(NamedTuple):
    """A move, or a part of one, between two places that have points."""

    event: str
    person: str
    from_place: str
    to_place: str


@dataclass
class Stage:
    """An event of a trail with its places.

    Attributes
    ----------
    places : dict of str to set of str
        By ``AT_PLACE, FROM_PLACE, TO_PLACE``.
    agencies : dict of str to set of str
        By ``BY_AGENCY, FROM_AGENCY, TO_AGENCY``.
    """

    id: str
    kind: str
    row: dict[str, Any]
    places: dict[str, set[str]] = field(default_factory=dict)
    agencies: dict[str, set[str]] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)

    @property
    def taking(self) -> str:
        """What the event does to a taking; empty for events that say nothing of custody."""
        known = event_kinds().get(self.kind)
        return known.taking if known and self.kind not in DECISIONS else ""

    @property
    def steps(self) -> dict[str, int]:
        """The number that each source gives the event; a source that gives several says nothing."""
        found: dict[str, int] = {}
        parts = [step.split("|") for step in self.row["steps"] or ()]
        for _, source, number in (part for part in parts if GRADE_RANK[part[0]] <= DECIDING_RANK):
            found[source] = int(number) if found.get(source, int(number)) == int(number) else -1
        return {source: number for source, number in found.items() if number >= 0}


def read_stages(snapshot: Snapshot) -> dict[str, Stage]:
    """Return the events that tell of a place or of custody, by id, with the ties that decide.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    dict of str to Stage
    """
    stages = {row["id"]: Stage(row["id"], row["kind"] or "", row) for row in snapshot.rows("Event")}
    for row in snapshot.rows("event_ties"):
        stage = stages.get(row["a"])
        if stage is None or not decides(row):
            continue
        if row["type"] == "SUBJECT_OF":
            stage.persons.add(row["b"])
        elif row["type"].endswith("_PLACE"):
            stage.places.setdefault(row["type"], set()).add(row["b"])
        elif row["type"].endswith("_AGENCY"):
            stage.agencies.setdefault(row["type"], set()).add(row["b"])
    return {id: stage for id, stage in stages.items() if stage.places or stage.taking}


def decides(row: dict[str, Any]) -> bool:
    """Say whether a record or tie is better than a rumour."""
    return GRADE_RANK[row["grade"] or "ungraded"] <= DECIDING_RANK


class Trails:
    """Finds the legs of all moves.

    Parameters
    ----------
    snapshot : Snapshot
    located : collection of str
        Ids of the places that have a point.

    Attributes
    ----------
    lost : Counter of str
        Moves without a line, by reason; filled while the legs are taken.
    """

    def __init__(self, snapshot: Snapshot, located: frozenset[str]) -> None:
        self.stages = read_stages(snapshot)
        self._located = located
        self._within: dict[str, set[str]] = {}
        for row in snapshot.rows("structure"):
            if row["type"] == "WITHIN":
                self._within.setdefault(row["a"], set()).add(row["b"])
        self._of_person: dict[str, list[Stage]] = {}
        for stage in self.stages.values():
            if decides(stage.row) and not _is_procedure(stage):
                for person in stage.persons:
                    self._of_person.setdefault(person, []).append(stage)
        self.lost: Counter[str] = Counter()

    def legs(self) -> Iterator[Leg]:
        """Yield the legs in the order of event ids, persons and the way."""
        for id in sorted(id for id, stage in self.stages.items() if stage.kind in MOVES):
            stage = self.stages[id]
            if not decides(stage.row):
                self.lost[RUMOURED] += 1
                continue
            for person in sorted(stage.persons):
                yield from self._legs_of(stage, person)

    def _legs_of(self, move: Stage, person: str) -> Iterator[Leg]:
        way = [move.places.get(role, set()) for role in ("FROM_PLACE", "AT_PLACE", "TO_PLACE")]
        if not way[0]:
            held = self._held_before(move, person)
            if held is None:
                self.lost[UNORDERED] += 1
                return
            way[0] = held
        told = [places for places in way if places]
        if len(told) < 2:
            self.lost[UNKNOWN_END] += 1
            return
        for one, other in pairwise(told):
            reason = self._hindrance(one, other)
            if reason:
                self.lost[reason] += 1
            else:
                yield Leg(move.id, person, min(one), min(other))

    def _hindrance(self, one: set[str], other: set[str]) -> str:
        if len(one) > 1 or len(other) > 1:
            return SEVERAL
        start, end = min(one), min(other)
        if start == end or end in self._around(start) or start in self._around(end):
            return WITHIN
        return "" if {start, end} <= self._located else NO_POINT

    def _around(self, place: str) -> set[str]:
        found: set[str] = set()
        waiting = [place]
        while waiting:
            wider = self._within.get(waiting.pop(), set()) - found
            found |= wider
            waiting += wider
        return found

    def _held_before(self, move: Stage, person: str) -> set[str] | None:
        """Return the places told by the event that certainly is the last before a move; None when none is."""
        others = [each for each in self._of_person.get(person, ()) if each is not move and not _before(move, each)]
        if any(not _before(each, move) for each in others):
            return None
        stage = _last(others)
        if stage is None:
            return set() if not others else None
        if stage.taking not in _HELD or _overruns(stage, move) or _another_holder(others, move):
            return None
        roles = ("TO_PLACE",) if stage.kind in MOVES else ("AT_PLACE", "TO_PLACE")
        return next((stage.places[role] for role in roles if role in stage.places), set())


def _is_procedure(stage: Stage) -> bool:
    known = event_kinds().get(stage.kind)
    return known is not None and known.category == "procedure"


def _last(stages: Sequence[Stage]) -> Stage | None:
    """Return the event that certainly lies after all others; None when none does."""
    return next((each for each in stages if all(other is each or _before(other, each) for other in stages)), None)


def _before(one: Stage, other: Stage) -> bool:
    """Say whether an event certainly lies before another: by dates, else by the numbers of a source."""
    if _earlier(one.row["begin_latest"], other.row["begin_earliest"]):
        return True
    if _earlier(other.row["begin_latest"], one.row["begin_earliest"]):
        return False
    mine, theirs = one.steps, other.steps
    counted = [(mine[source], theirs[source]) for source in mine.keys() & theirs.keys()]
    return any(first < second for first, second in counted) and all(first <= second for first, second in counted)


def _earlier(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def _overruns(stage: Stage, move: Stage) -> bool:
    return _earlier(move.row["begin_latest"], stage.row["end_earliest"])


def _another_holder(others: Iterable[Stage], move: Stage) -> bool:
    """Say whether the move may start with another holder than the one told last: then something is not known."""
    given = move.agencies.get("FROM_AGENCY", set())
    told = [each for each in others if each.taking and _holder(each)]
    if not given or not told:
        return False
    last = _last(told)
    return last is None or _holder(last).isdisjoint(given)


def _holder(stage: Stage) -> set[str]:
    return stage.agencies.get("TO_AGENCY" if stage.kind in MOVES else "BY_AGENCY", set())
