"""The tables of a snapshot read into records, each kind when it is first asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from app.analysis.bounds import UNDATED
from app.analysis.columns import read_agencies, read_events, read_persons, read_places
from app.analysis.engines import Engines
from app.analysis.person_ties import (
    Because,
    FamilyRecord,
    grouped,
    kin_persons,
    kin_ties,
    read_because,
    read_families,
    read_groups,
)
from app.analysis.records import EventRecord, PersonRecord, unknown_event
from app.analysis.structure import Agencies, Places
from app.analysis.ties import TieIndex
from app.domain.snapshot import Snapshot
from app.errors import NotFound

if TYPE_CHECKING:
    from app.analysis.record import Record
    from app.domain.kinship import KinshipGraph

Made = TypeVar("Made")


@dataclass(slots=True)
class Readings:
    """What stands in a snapshot, as records; what follows from it is the casebook's.

    Attributes
    ----------
    snapshot : Snapshot
    record : Record or None
        The claims behind it, where they are at hand.
    engines : Engines
        What joins tables when everyone is asked for.
    """

    snapshot: Snapshot
    record: "Record | None" = None
    engines: Engines = field(default_factory=Engines)
    _made: dict[Any, Any] = field(default_factory=dict)
    _making: dict[Any, RLock] = field(default_factory=dict)

    @property
    def data_version(self) -> int:
        """The data version of the snapshot."""
        return self.snapshot.data_version

    @property
    def persons(self) -> Mapping[str, PersonRecord]:
        """The persons of the snapshot by id."""
        return self.once(_persons)

    @property
    def kinship(self) -> "KinshipGraph":
        """The kinship of the snapshot, without rumours."""
        return self.once(_kinship)

    @property
    def ties(self) -> TieIndex:
        """All ties of the snapshot as neighbours, without rumours."""
        return self.once(_ties)

    @property
    def events(self) -> Mapping[str, EventRecord]:
        """Events by id, sorted by id; rumours are among them and marked."""
        return self.once(_events)

    @property
    def agencies(self) -> Agencies:
        """The agencies with their bodies."""
        return self.once(_agencies)

    @property
    def places(self) -> Places:
        """The places with what they lie within."""
        return self.once(_places)

    @property
    def because(self) -> tuple[Because, ...]:
        """What sources say was the reason; sorted, without rumours."""
        return self.once(_because)

    @property
    def families(self) -> Mapping[str, FamilyRecord]:
        """The named families."""
        return self.once(_families)

    @property
    def families_of(self) -> Mapping[str, tuple[str, ...]]:
        """Person to the ids of the families that name the person a member."""
        return self.once(_families_of)

    @property
    def groups_of(self) -> Mapping[str, tuple[str, ...]]:
        """Person to the groups that it is among, over any number of steps."""
        return self.once(_groups_of)

    def once(self, make: Callable[..., Made], *means: Any) -> Made:
        """Return what a function makes of this casebook, made when first asked for.

        Parameters
        ----------
        make : callable
            A pure function of a casebook that is defined once in a module; its answer is kept as long as the casebook.
        *means
            What else it takes, such as a session of an engine; its answer is the same whatever they are.

        Returns
        -------
        object
            What the function returned.
        """
        if make not in self._made:
            with self._making.setdefault(make, RLock()):  # each its own: two are made side by side
                if make not in self._made:
                    self._made[make] = make(self, *means)
        made: Made = self._made[make]
        return made

    def person(self, person: str) -> PersonRecord:
        """Return a person; one that only a tie names is one person of whom nothing is known."""
        found = self.persons.get(person)
        return found or PersonRecord(person, None, None, UNDATED, UNDATED, False, None, 1, 1, False)

    def known_person(self, person: str) -> PersonRecord:
        """Return a person of the snapshot.

        Raises
        ------
        NotFound
            No person has this id.
        """
        if person not in self.persons:
            raise NotFound("person", person, "Look for the person by name first")
        return self.persons[person]

    def event(self, event: str) -> EventRecord:
        """Return an event; one that only a tie mentions is an event of which nothing is known."""
        return self.events.get(event) or unknown_event(event)


def _persons(book: Readings) -> dict[str, PersonRecord]:
    return read_persons(book.snapshot.tables["Person"])


def _kinship(book: Readings) -> "KinshipGraph":
    from app.domain.kinship import KinshipGraph

    return KinshipGraph.of_rows(kin_persons(book.persons.values()), kin_ties(book.snapshot))


def _ties(book: Readings) -> TieIndex:
    return TieIndex(book.snapshot)


def _events(book: Readings) -> dict[str, EventRecord]:
    return read_events(book.snapshot)


def _agencies(book: Readings) -> Agencies:
    return read_agencies(book.snapshot)


def _places(book: Readings) -> Places:
    return read_places(book.snapshot)


def _because(book: Readings) -> tuple[Because, ...]:
    return read_because(book.snapshot)


def _families(book: Readings) -> dict[str, FamilyRecord]:
    return read_families(book.snapshot)


def _families_of(book: Readings) -> dict[str, tuple[str, ...]]:
    return grouped((member, each.id) for each in book.families.values() for member in each.members)


def _groups_of(book: Readings) -> dict[str, tuple[str, ...]]:
    return read_groups(book.snapshot)
