"""The casebook: one snapshot, indexed for the analyses. Built once per snapshot and kept by the caller."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
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
from app.domain.kinship import KinshipGraph
from app.domain.snapshot import Snapshot
from app.errors import NotFound

if TYPE_CHECKING:
    import networkx as nx

    from app.analysis.record import Record

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
    events : dict
        By id, sorted by id. Rumours are among them and marked.
    events_of : dict of str to tuple of EventRecord
        Every event of a person but procedure, by id.
    courses : dict of str to Course
        The events of a person that decide, in trail order.
    acts, takings : dict of str to tuple
        Of the persons that have any.
    because : tuple of Because
        What sources say was the reason; sorted, without rumours.
    because_about : dict of str to tuple of Because
        The same by person: whom it befell, and whose act or whom it is said to be for.
    families : dict of str to FamilyRecord
    families_of : dict of str to tuple of str
        Person to the ids of the families that name the person a member.
    groups_of : dict of str to tuple of str
        Person to the groups that it is among, over any number of steps.
    notices : frozenset of str
        Persons with a missing-person notice.
    record : Record or None
        The claims behind it, where they are at hand.
    engines : Engines
        What joins tables when everyone is asked for.
    data_day : int or None
        The last possible day on which any source was told or published; without one, the last day of any event.

    Notes
    -----
    Everything is built by :meth:`of` but persons, kinship and ties, which are built when first asked for.
    O(persons + ties + events), and the order of each person's events. Nothing of it changes afterwards.
    """

    snapshot: Snapshot
    events: Mapping[str, EventRecord]
    agencies: Agencies
    places: Places
    events_of: Mapping[str, tuple[EventRecord, ...]]
    courses: Mapping[str, Course]
    acts: Mapping[str, tuple[EventRecord, ...]]
    takings: Mapping[str, tuple[Taking, ...]]
    because: tuple[Because, ...]
    because_about: Mapping[str, tuple[Because, ...]]
    families: Mapping[str, FamilyRecord]
    families_of: Mapping[str, tuple[str, ...]]
    groups_of: Mapping[str, tuple[str, ...]]
    notices: frozenset[str]
    data_day: int | None
    _persons: list[dict[str, PersonRecord]] = field(default_factory=list)
    _kinship: list[KinshipGraph] = field(default_factory=list)
    _ties: list[TieIndex] = field(default_factory=list)
    _taking_of: dict[str, Taking] = field(default_factory=dict)
    _made: dict[Any, Any] = field(default_factory=dict)
    record: "Record | None" = None
    engines: Engines = field(default_factory=Engines)

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
        events = read_events(snapshot)
        because, families = read_because(snapshot), read_families(snapshot)
        by_person = _by_person(events.values())
        courses = {
            person: order_events(each for each in listed if not each.rumoured)
            for person, listed in by_person.items()
            if any(not each.rumoured for each in listed)
        }
        acts = {person: tuple(e for e in course.events if e.category == "act") for person, course in courses.items()}
        takings = {person: find_takings(person, course.events) for person, course in courses.items()}
        return cls(
            snapshot=snapshot,
            events=events,
            agencies=read_agencies(snapshot),
            places=read_places(snapshot),
            events_of=by_person,
            courses=courses,
            acts={person: found for person, found in acts.items() if found},
            takings={person: found for person, found in takings.items() if found},
            because=because,
            because_about=by_persons(because, events),
            families=families,
            families_of=grouped((member, each.id) for each in families.values() for member in each.members),
            groups_of=read_groups(snapshot),
            notices=frozenset(e.person for e in events.values() if e.kind == _NOTICE and e.person and not e.rumoured),
            data_day=_data_day(snapshot, events.values()),
            _taking_of={e.id: each for found in takings.values() for each in found for e in each.events},
            record=record,
            engines=engines or Engines(),
        )

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
        if not self._persons:
            self._persons.append(read_persons(self.snapshot.tables["Person"]))
        return self._persons[0]

    @property
    def kinship(self) -> KinshipGraph:
        """The kinship of the snapshot, without rumours."""
        if not self._kinship:
            self._kinship.append(KinshipGraph.of_rows(kin_persons(self.persons.values()), kin_ties(self.snapshot)))
        return self._kinship[0]

    @property
    def ties(self) -> TieIndex:
        """All ties of the snapshot as neighbours, without rumours."""
        if not self._ties:
            self._ties.append(TieIndex(self.snapshot))
        return self._ties[0]

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
            self._made[make] = make(self, *means)
        made: Made = self._made[make]
        return made

    def taking_with(self, event: str) -> Taking | None:
        """Return the taking that an event belongs to, or None."""
        return self._taking_of.get(event)

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


def _by_person(events: Iterable[EventRecord]) -> dict[str, tuple[EventRecord, ...]]:
    found: dict[str, list[EventRecord]] = {}
    for event in events:
        if event.person is not None and event.kind and event.category != _PROCEDURE:
            found.setdefault(event.person, []).append(event)
    return {person: tuple(listed) for person, listed in sorted(found.items())}


def _data_day(snapshot: Snapshot, events: Iterable[EventRecord]) -> int | None:
    table = snapshot.tables["Source"]
    days = [day for name in ("told_on_latest", "published_latest") for day in column(table, name) if day is not None]
    if not days:
        days = [day for event in events for day in (event.begin.latest, event.end.latest) if day is not None]
    return max(days, default=None)
