"""The casebook: one snapshot, indexed for the analyses. Built once per snapshot and kept by the caller."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.analysis.bounds import Bounds
from app.analysis.columns import column
from app.analysis.engines import Engines, Tell
from app.analysis.ordering import Course, order_events
from app.analysis.person_ties import Because, by_persons
from app.analysis.readings import Readings
from app.analysis.records import EventRecord
from app.analysis.takings import Taking, find_takings
from app.domain.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx as nx

    from app.analysis.record import Record

_PROCEDURE, _NOTICE = "procedure", "missing_person_notice"


@dataclass(slots=True)
class Casebook(Readings):
    """A snapshot as the analyses read it: its records, the events of everyone in order, and takings.

    Notes
    -----
    Each part is made when it is first asked for and kept. O(persons + ties + events) in all, and the order of each
    person's events. Nothing of it changes afterwards.
    """

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
    def because_about(self) -> Mapping[str, tuple[Because, ...]]:
        """The same by person: whom it befell, and whose act or whom it is said to be for."""
        return self.once(_because_about)

    @property
    def notices(self) -> frozenset[str]:
        """Persons with a missing-person notice."""
        return self.once(_notices)

    @property
    def data_day(self) -> int | None:
        """The last possible day on which any source was told or published; without one, of any event."""
        return self.once(_data_day)

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


def _because_about(book: Casebook) -> dict[str, tuple[Because, ...]]:
    return by_persons(book.because, book.events)


def _notices(book: Casebook) -> frozenset[str]:
    events = book.events.values()
    return frozenset(e.person for e in events if e.kind == _NOTICE and e.person and not e.rumoured)


def _data_day(book: Casebook) -> int | None:
    table = book.snapshot.tables["Source"]
    days = [day for name in ("told_on_latest", "published_latest") for day in column(table, name) if day is not None]
    if not days:
        days = [day for e in book.events.values() for day in (e.begin.latest, e.end.latest) if day is not None]
    return max(days, default=None)
