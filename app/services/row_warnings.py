"""What is odd when rows are seen together: ids that nothing describes, too many children, dates that contradict.

Warnings only: everything is recorded as it was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import Any

from app.domain.cells import Problem, read_day
from app.domain.claims import Claim, ClaimKind
from app.domain.custody import event_kinds
from app.domain.dates import PartialDate
from app.domain.tables import IDENTITY_KINDS
from app.evidence.keys import NodeKey, Stated, records_of
from app.services.import_report import Listing, Place
from app.services.spool import Spool
from app.services.tally import Tally
from app.store.base import Reader
from app.store.lookups import described

_MOST_CHILDREN = 40
_KINDS = {
    "Person": ClaimKind.PERSON,
    "Family": ClaimKind.FAMILY,
    "Case": ClaimKind.CASE,
    "Agency": ClaimKind.AGENCY,
    "Place": ClaimKind.PLACE,
    "Event": ClaimKind.EVENT,
}


@dataclass(slots=True)
class _Birth:
    earliest: date | None
    latest: date | None
    claim: str


@dataclass(slots=True)
class _Custody:
    """What is kept of a person to see a handover before every arrest."""

    first_opening: date | None = None
    opening_claim: str = ""
    undated: bool = False


class RowWarnings:
    """Sees the claims of an import one by one and tells what is odd.

    Parameters
    ----------
    reader : Reader
        Asked which ids are described on record.
    listing : Listing
        Takes the warnings.
    tally : Tally
        Knows the ids that the rows so far describe; a claim is counted there before it comes here.

    Notes
    -----
    Only what later rows can still answer is kept: an id that no row has described yet, a parent whose birth or whose
    child's birth no row has told yet. What may be a list of all rows is kept packed.
    """

    def __init__(self, reader: Reader, listing: Listing, tally: Tally) -> None:
        self._reader = reader
        self._listing = listing
        self._tally = tally
        self._mentioned: dict[NodeKey, tuple[Place, str]] = {}
        self._births: dict[str, _Birth] = {}
        self._children: dict[str, tuple[str, ...]] = {}
        self._parents = Spool()
        self._custody: dict[str, _Custody] = {}
        self._handovers = Spool()
        self._begins = Spool()
        self._days: dict[tuple[str, date], tuple[frozenset[str], str]] = {}
        self._two_places: list[tuple[Place, str, frozenset[str], frozenset[str], str, str]] = []
        self._within: dict[str, set[str]] = {}

    def take(self, place: Place, claim: Claim, ties: Sequence[Stated]) -> None:
        """See one claim that is new or on record and accepted."""
        statement = claim.statement
        for record in _records(claim, ties):
            if record not in self._mentioned and record.id not in self._tally.ids(_KINDS[record.label]):
                self._mentioned[record] = (place, _column_of(statement, record.id))
        if claim.kind == ClaimKind.PERSON and "birth" in statement:
            born = read_day(statement["birth"])
            self._births.setdefault(intern(statement["id"]), _Birth(born.earliest, born.latest, claim.id))
        elif claim.kind == ClaimKind.KINSHIP:
            self._take_kinship(place, claim, ties)
        elif claim.kind == ClaimKind.STRUCTURE and statement["relation"] == "within":
            self._within.setdefault(statement["from_id"], set()).add(statement["to_id"])
        elif claim.kind == ClaimKind.EVENT and "begin" in statement:
            self._take_event(place, claim)

    def _take_kinship(self, place: Place, claim: Claim, ties: Iterable[Stated]) -> None:
        for type, start, end, properties in ties:
            if type != "PARENT_OF":
                continue
            children = self._children.setdefault(intern(start.id), ())
            if end.id not in children and len(children) <= _MOST_CHILDREN:
                self._children[start.id] = (*children, intern(end.id))
            if len(self._children[start.id]) == _MOST_CHILDREN + 1 > len(children):
                reason = f"{start.id} has more than {_MOST_CHILDREN} children; analyses do not go through such a person"
                self._tell(place, "", "many_children", reason)
            if properties.get("nature") in ("birth", "unknown"):
                self._take_parent(place, start.id, end.id, claim.id)

    def _take_parent(self, place: Place, parent: str, child: str, claim: str) -> None:
        """Compare the two births; when one is not told yet, later."""
        if parent in self._births and child in self._births:
            self._tell_older_child(place, parent, child, claim)
        else:
            self._parents.append([*place, parent, child, claim])

    def _take_event(self, place: Place, claim: Claim) -> None:
        statement = claim.statement
        kind = event_kinds()[statement["kind"]]
        begin = read_day(statement["begin"], kind.lasts)
        person = intern(statement["person_id"])
        if begin.latest is not None and kind.name != "birth":
            self._take_begin(place, person, begin.latest, claim.id)
        if kind.taking == "opens":
            self._take_opening(person, begin, claim.id)
        elif kind.crosses and begin.latest is not None:
            self._handovers.append([*place, person, begin.latest.isoformat(), claim.id])
        if begin.earliest is not None and begin.earliest == begin.latest and "at_place_id" in statement:
            self._take_day(place, (person, begin.earliest), frozenset(statement["at_place_id"]), claim.id)

    def _take_begin(self, place: Place, person: str, latest: date, claim: str) -> None:
        """Compare with the birth; when no row has told it yet, later."""
        born = self._births.get(person)
        if born is None:
            self._begins.append([*place, person, latest.isoformat(), claim])
        elif born.earliest is not None and latest < born.earliest:
            reason = f"lies before the birth of {person}: claims {born.claim}, {claim}"
            self._tell(place, "begin", "event_before_birth", reason)

    def _take_opening(self, person: str, begin: PartialDate, claim: str) -> None:
        kept = self._custody.setdefault(person, _Custody())
        if begin.earliest is None:
            kept.undated = True
        elif kept.first_opening is None or begin.earliest < kept.first_opening:
            kept.first_opening, kept.opening_claim = begin.earliest, claim

    def _take_day(self, place: Place, key: tuple[str, date], places: frozenset[str], claim: str) -> None:
        known = self._days.setdefault(key, (places, claim))
        if known[1] != claim and not known[0] & places:
            self._two_places.append((place, key[0], known[0], places, known[1], claim))

    def finish(self) -> None:
        """Tell what only all claims together show."""
        self._tell_undescribed()
        for file, row, person, latest, claim in self._begins:
            if person in self._births:
                self._take_begin(Place(file, row), person, date.fromisoformat(latest), claim)
        for file, row, parent, child, claim in self._parents:
            self._tell_older_child(Place(file, row), parent, child, claim)
        for file, row, person, latest, claim in self._handovers:
            kept = self._custody.get(person)
            if kept and not kept.undated and kept.first_opening and date.fromisoformat(latest) < kept.first_opening:
                reason = f"lies before every arrest of {person}: claims {kept.opening_claim}, {claim}"
                self._tell(Place(file, row), "begin", "handover_before_arrest", reason)
        for place, person, first, second, claim, other in self._two_places:
            if not any(self._contains(a, b) or self._contains(b, a) for a in first for b in second):
                reason = f"{person} is in two places on one day: claims {claim}, {other}"
                self._tell(place, "place_id", "two_places_on_one_day", reason)

    def _tell_older_child(self, place: Place, parent: str, child: str, claim: str) -> None:
        old, young = self._births.get(parent), self._births.get(child)
        if old and young and old.earliest and young.latest and young.latest < old.earliest:
            reason = f"the child {child} is older than the parent {parent}: claims {old.claim}, {young.claim}, {claim}"
            self._tell(place, "", "child_older_than_parent", reason)

    def _tell_undescribed(self) -> None:
        open_ids: dict[str, list[str]] = {}
        for record in self._mentioned:
            if record.id not in self._tally.ids(_KINDS[record.label]):
                open_ids.setdefault(record.label, []).append(record.id)
        for label, ids in open_ids.items():
            on_record = described(self._reader, label, ids)
            for id in sorted(set(ids) - on_record.keys()):
                place, column = self._mentioned[NodeKey(label, id)]
                reason = f"no row and no record describes the {label.lower()} {id}; it is shown by its id"
                self._tell(place, column, "undescribed", reason)

    def _contains(self, inner: str, outer: str) -> bool:
        """Say whether a place lies within another, by the rows of this import."""
        seen: set[str] = set()
        open_places = [inner]
        while open_places:
            place = open_places.pop()
            if place == outer:
                return True
            if place not in seen:
                seen.add(place)
                open_places.extend(self._within.get(place, ()))
        return False

    def _tell(self, place: Place, column: str, code: str, reason: str) -> None:
        self._listing.add(place, Problem(column, code, reason))


def _records(claim: Claim, ties: Iterable[Stated]) -> set[NodeKey]:
    if claim.kind != ClaimKind.IDENTITY:
        return records_of(claim, ties)
    label = IDENTITY_KINDS[claim.statement["kind"]]
    return {NodeKey(label, claim.statement["record_a"]), NodeKey(label, claim.statement["record_b"])}


def _column_of(statement: dict[str, Any], id: str) -> str:
    """Return the column that holds an id."""
    return next(
        (name for name, value in statement.items() if value == id or (isinstance(value, list) and id in value)), ""
    )
