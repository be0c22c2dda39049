"""The casebook: one snapshot, indexed for the analyses. Built once per snapshot and kept by the caller."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from app.analysis.bounds import UNDATED, Bounds
from app.analysis.columns import column, read_agencies, read_events, read_persons, read_places
from app.analysis.engines import Engines, Tell
from app.analysis.ordering import Course, order_events
from app.analysis.person_ties import (
    Because,
    FamilyRecord,
    by_persons,
    grouped,
    kin_persons,
    kin_ties,
    read_because,
    read_families,
    read_groups,
)
from app.analysis.records import EventRecord, PersonRecord, unknown_event
from app.analysis.structure import Agencies, Places
from app.analysis.takings import Taking, find_takings
from app.analysis.ties import TieIndex
from app.domain.snapshot import Snapshot
from app.errors import NotFound

if TYPE_CHECKING:
    import networkx as nx

    from app.analysis.record import Record
    from app.domain.kinship import KinshipGraph

Made = TypeVar("Made")
_PROCEDURE, _NOTICE = "procedure", "missing_person_notice"


@dataclass(slots=True)
class Casebook:
    """A snapshot as the analyses read it: events by person and in order, takings, kinship, agencies, places.

    Attributes
    ----------
    snapshot : Snapshot
    persons : dict
        By id, sorted by id.
    record : Record or None
        The claims behind it, where they are at hand.
    engines : Engines
        What joins tables when everyone is asked for.

    Notes
    -----
    Each part is made when it is first asked for and kept. O(persons + ties + events) in all, and the order of each
    person's events. Nothing of it changes afterwards.
    """

    snapshot: Snapshot
    record: "Record | None" = None
    engines: Engines = field(default_factory=Engines)
    _made: dict[Any, Any] = field(default_factory=dict)
    _making: RLock = field(default_factory=RLock)

    @classmethod
    def of(
        cls,
        data: "Snapshot | nx.MultiDiGraph | Casebook",
        record: "Record | None" = None,
        engines: Engines | None = None,
    ) -> "Casebook":
        """Index a snapshot, or a graph in the shape of ``Snapshot.to_networkx()``.

        Parameters
        ----------
        data : Snapshot, networkx.MultiDiGraph or Casebook
            A casebook is returned as it is.
        record : Record, optional
            The claims behind the snapshot; only what rests on what asks for them.
        engines : Engines, optional
            What joins tables, and how much memory it may take.

        Returns
        -------
        Casebook

        Examples
        --------
        >>> Casebook.of(Snapshot.from_rows({"Person": [{"id": "x:1"}]})).person("x:1").count_least
        1
        """
        if isinstance(data, Casebook):
            return data
        snapshot = data if isinstance(data, Snapshot) else _converted(data)
        return cls(snapshot, record, engines or Engines())

    def telling(self, tell: Tell) -> "Casebook":
        """Return the same casebook; its engines tell somebody of the steps of a long run."""
        return replace(self, engines=self.engines.telling(tell))

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
    def events_of(self) -> Mapping[str, tuple[EventRecord, ...]]:
        """Every event of a person but procedure, by id."""
        return self.once(_by_person)

    @property
    def courses(self) -> Mapping[str, Course]:
        """The events of a person that decide, in trail order."""
        return self.once(_courses)

    @property
    def acts(self) -> Mapping[str, tuple[EventRecord, ...]]:
        """The acts of the persons that have any."""
        return self.once(_acts)

    @property
    def takings(self) -> Mapping[str, tuple[Taking, ...]]:
        """The takings of the persons that have any."""
        return self.once(_takings)

    @property
    def because(self) -> tuple[Because, ...]:
        """What sources say was the reason; sorted, without rumours."""
        return self.once(_because)

    @property
    def because_about(self) -> Mapping[str, tuple[Because, ...]]:
        """The same by person: whom it befell, and whose act or whom it is said to be for."""
        return self.once(_because_about)

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

    @property
    def notices(self) -> frozenset[str]:
        """Persons with a missing-person notice."""
        return self.once(_notices)

    @property
    def data_day(self) -> int | None:
        """The last possible day on which any source was told or published; without one, of any event."""
        return self.once(_data_day)

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
            with self._making:
                if make not in self._made:
                    self._made[make] = make(self, *means)
        made: Made = self._made[make]
        return made

    def taking_with(self, event: str) -> Taking | None:
        """Return the taking that an event belongs to, or None."""
        return self.once(_taking_of).get(event)

    def course(self, person: str) -> Course:
        """Return the events of a person that decide, in trail order; an empty course for a person without any."""
        return self.courses.get(person) or Course((), (), ())

    def death_of(self, person: str) -> Bounds | None:
        """Return when a person died: by an event, else as recorded with the person; None when no death is recorded."""
        deaths = [event.begin for event in self.course(person).events if event.kind in ("death", "execution")]
        if deaths:
            return deaths[0]
        record = self.person(person)
        return record.death if record.has_death else None


def _converted(graph: "nx.MultiDiGraph") -> Snapshot:
    """Turn a graph into a snapshot; whoever has none starts without NetworkX."""
    from app.analysis.conversion import snapshot_of

    return snapshot_of(graph)


def _persons(book: Casebook) -> dict[str, PersonRecord]:
    return read_persons(book.snapshot.tables["Person"])


def _kinship(book: Casebook) -> "KinshipGraph":
    from app.domain.kinship import KinshipGraph

    return KinshipGraph.of_rows(kin_persons(book.persons.values()), kin_ties(book.snapshot))


def _ties(book: Casebook) -> TieIndex:
    return TieIndex(book.snapshot)


def _events(book: Casebook) -> dict[str, EventRecord]:
    return read_events(book.snapshot)


def _agencies(book: Casebook) -> Agencies:
    return read_agencies(book.snapshot)


def _places(book: Casebook) -> Places:
    return read_places(book.snapshot)


def _by_person(book: Casebook) -> dict[str, tuple[EventRecord, ...]]:
    found: dict[str, list[EventRecord]] = {}
    for event in book.events.values():
        if event.person is not None and event.kind and event.category != _PROCEDURE:
            found.setdefault(event.person, []).append(event)
    return {person: tuple(listed) for person, listed in sorted(found.items())}


def _courses(book: Casebook) -> dict[str, Course]:
    return {
        person: order_events(each for each in listed if not each.rumoured)
        for person, listed in book.events_of.items()
        if any(not each.rumoured for each in listed)
    }


def _acts(book: Casebook) -> dict[str, tuple[EventRecord, ...]]:
    acts = {person: tuple(e for e in course.events if e.category == "act") for person, course in book.courses.items()}
    return {person: found for person, found in acts.items() if found}


def _takings(book: Casebook) -> dict[str, tuple[Taking, ...]]:
    takings = {person: find_takings(person, course.events) for person, course in book.courses.items()}
    return {person: found for person, found in takings.items() if found}


def _taking_of(book: Casebook) -> dict[str, Taking]:
    return {event.id: each for found in book.takings.values() for each in found for event in each.events}


def _because(book: Casebook) -> tuple[Because, ...]:
    return read_because(book.snapshot)


def _because_about(book: Casebook) -> dict[str, tuple[Because, ...]]:
    return by_persons(book.because, book.events)


def _families(book: Casebook) -> dict[str, FamilyRecord]:
    return read_families(book.snapshot)


def _families_of(book: Casebook) -> dict[str, tuple[str, ...]]:
    return grouped((member, each.id) for each in book.families.values() for member in each.members)


def _groups_of(book: Casebook) -> dict[str, tuple[str, ...]]:
    return read_groups(book.snapshot)


def _notices(book: Casebook) -> frozenset[str]:
    events = book.events.values()
    return frozenset(e.person for e in events if e.kind == _NOTICE and e.person and not e.rumoured)


def _data_day(book: Casebook) -> int | None:
    table = book.snapshot.tables["Source"]
    days = [day for name in ("told_on_latest", "published_latest") for day in column(table, name) if day is not None]
    if not days:
        days = [day for e in book.events.values() for day in (e.begin.latest, e.end.latest) if day is not None]
    return max(days, default=None)
