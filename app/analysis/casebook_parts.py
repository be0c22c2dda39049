"""How each part of a casebook is made, when it is first asked for; pure functions of the casebook."""

from typing import TYPE_CHECKING

from app.analysis.columns import column, read_agencies, read_events, read_persons, read_places
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
from app.analysis.records import EventRecord, PersonRecord
from app.analysis.structure import Agencies, Places
from app.analysis.takings import Taking, find_takings
from app.analysis.ties import TieIndex

if TYPE_CHECKING:
    from app.analysis.casebook import Casebook
    from app.domain.kinship import KinshipGraph

_PROCEDURE, _NOTICE = "procedure", "missing_person_notice"


def persons(book: "Casebook") -> dict[str, PersonRecord]:
    """Return the persons by id."""
    return read_persons(book.snapshot.tables["Person"])


def kinship(book: "Casebook") -> "KinshipGraph":
    """Return the kinship without rumours."""
    from app.domain.kinship import KinshipGraph

    return KinshipGraph.of_rows(kin_persons(book.persons.values()), kin_ties(book.snapshot))


def ties(book: "Casebook") -> TieIndex:
    """Return all ties as neighbours, without rumours."""
    return TieIndex(book.snapshot)


def events(book: "Casebook") -> dict[str, EventRecord]:
    """Return the events by id, rumours too."""
    return read_events(book.snapshot)


def agencies(book: "Casebook") -> Agencies:
    """Return the agencies with their bodies."""
    return read_agencies(book.snapshot)


def places(book: "Casebook") -> Places:
    """Return the places with what they lie within."""
    return read_places(book.snapshot)


def by_person(book: "Casebook") -> dict[str, tuple[EventRecord, ...]]:
    """Return every event of a person but procedure."""
    found: dict[str, list[EventRecord]] = {}
    for event in book.events.values():
        if event.person is not None and event.kind and event.category != _PROCEDURE:
            found.setdefault(event.person, []).append(event)
    return {person: tuple(listed) for person, listed in sorted(found.items())}


def courses(book: "Casebook") -> dict[str, Course]:
    """Return the events of a person that decide, in trail order."""
    return {
        person: order_events(each for each in listed if not each.rumoured)
        for person, listed in book.events_of.items()
        if any(not each.rumoured for each in listed)
    }


def acts(book: "Casebook") -> dict[str, tuple[EventRecord, ...]]:
    """Return the acts of the persons that have any."""
    acts = {person: tuple(e for e in course.events if e.category == "act") for person, course in book.courses.items()}
    return {person: found for person, found in acts.items() if found}


def takings(book: "Casebook") -> dict[str, tuple[Taking, ...]]:
    """Return the takings of the persons that have any."""
    takings = {person: find_takings(person, course.events) for person, course in book.courses.items()}
    return {person: found for person, found in takings.items() if found}


def taking_of(book: "Casebook") -> dict[str, Taking]:
    """Return the taking that each event belongs to."""
    return {event.id: each for found in book.takings.values() for each in found for event in each.events}


def because(book: "Casebook") -> tuple[Because, ...]:
    """Return what sources say was the reason."""
    return read_because(book.snapshot)


def because_about(book: "Casebook") -> dict[str, tuple[Because, ...]]:
    """Return the same by person."""
    return by_persons(book.because, book.events)


def families(book: "Casebook") -> dict[str, FamilyRecord]:
    """Return the named families."""
    return read_families(book.snapshot)


def families_of(book: "Casebook") -> dict[str, tuple[str, ...]]:
    """Return the ids of the families that name a person a member."""
    return grouped((member, each.id) for each in book.families.values() for member in each.members)


def groups_of(book: "Casebook") -> dict[str, tuple[str, ...]]:
    """Return the groups that a person is among."""
    return read_groups(book.snapshot)


def notices(book: "Casebook") -> frozenset[str]:
    """Return the persons with a missing-person notice."""
    events = book.events.values()
    return frozenset(e.person for e in events if e.kind == _NOTICE and e.person and not e.rumoured)


def data_day(book: "Casebook") -> int | None:
    """Return the last possible day on which a source was told or published; without one, of any event."""
    table = book.snapshot.tables["Source"]
    days = [day for name in ("told_on_latest", "published_latest") for day in column(table, name) if day is not None]
    if not days:
        days = [day for e in book.events.values() for day in (e.begin.latest, e.end.latest) if day is not None]
    return max(days, default=None)
