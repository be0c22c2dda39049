"""Ties between persons, and between events and persons, as the casebook keeps them; without rumours."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from app.analysis.columns import column, decides, rows
from app.analysis.records import EventRecord, PersonRecord, Support, support_of
from app.domain.claims import decides as grade_decides
from app.domain.kinship import KinPerson, KinTie
from app.domain.snapshot import Snapshot

Item = TypeVar("Item")
_KIN_KINDS = {"PARENT_OF": "parent", "SPOUSE_OF": "spouse", "SIBLING_OF": "sibling", "KIN_OF": "kin"}


class Because(NamedTuple):
    """A source says that an event befell its subject because of an act, or only because of a person."""

    event: str
    because_event: str | None
    because_person: str | None
    support: Support


class FamilyRecord(NamedTuple):
    """A family or household that a source names, with its members."""

    id: str
    name: str | None
    members: tuple[str, ...]


def read_because(snapshot: Snapshot) -> tuple[Because, ...]:
    """Return what sources say was the reason.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    tuple of Because
        By event, named event, named person.
    """
    found = []
    for row in rows(snapshot.tables["because_of"], ("a", "b", "b_label", "claims", "grade", "independent_sources")):
        support = support_of(row)
        if decides(support):
            by_event = row["b_label"] == "Event"
            found.append(Because(row["a"], row["b"] if by_event else None, None if by_event else row["b"], support))
    return tuple(sorted(found, key=lambda each: (each.event, each.because_event or "", each.because_person or "")))


def by_persons(because: Iterable[Because], events: Mapping[str, EventRecord]) -> dict[str, tuple[Because, ...]]:
    """Return the reasons by person.

    Parameters
    ----------
    because : iterable of Because
    events : mapping of str to EventRecord

    Returns
    -------
    dict of str to tuple of Because
        Of everyone whom such an event befell, whose event is named, or who is named.
    """

    def subject(event: str | None) -> str | None:
        found = events.get(event) if event is not None else None
        return found.person if found is not None else None

    return grouped(
        (person, each)
        for each in because
        for person in {subject(each.event), subject(each.because_event), each.because_person}
        if person is not None
    )


def grouped(pairs: Iterable[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
    """Gather items by key, in the order in which they come."""
    found: dict[str, list[Item]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in found.items()}


def _memberships(snapshot: Snapshot, kind: str) -> list[tuple[str, str]]:
    listed = rows(snapshot.tables["memberships"], ("type", "a", "b", "claims", "grade", "independent_sources"))
    return sorted({(row["a"], row["b"]) for row in listed if row["type"] == kind and decides(support_of(row))})


def read_families(snapshot: Snapshot) -> dict[str, FamilyRecord]:
    """Return the named families with their members.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    dict of str to FamilyRecord
        Members by id; a family that only a membership names has no name.
    """
    table = snapshot.tables["Family"]
    names = dict(zip(column(table, "id"), column(table, "name"), strict=True))
    members: dict[str, list[str]] = {family: [] for family in sorted(names)}
    for person, family in _memberships(snapshot, "MEMBER_OF"):
        members.setdefault(family, []).append(person)
    return {family: FamilyRecord(family, names.get(family), tuple(found)) for family, found in members.items()}


def read_groups(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Return the groups that a person is among, over any number of steps.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    dict of str to tuple of str
    """
    wholes: dict[str, list[str]] = {}
    for person, group in _memberships(snapshot, "AMONG"):
        wholes.setdefault(person, []).append(group)
    found = {}
    for person in wholes:
        queue = [person]
        for each in queue:
            queue.extend(group for group in wholes.get(each, ()) if group not in queue)
        found[person] = tuple(queue[1:])
    return found


def kin_persons(persons: Iterable[PersonRecord]) -> Iterable[KinPerson]:
    """Yield what kinship asks of persons."""
    for person in persons:
        yield KinPerson(person.id, person.sex, person.birth.earliest, person.birth.latest)


def kin_ties(snapshot: Snapshot) -> Iterable[KinTie]:
    """Yield the ties of kinship that decide.

    Parameters
    ----------
    snapshot : Snapshot

    Yields
    ------
    KinTie
    """
    names = ("type", "a", "b", "nature", "term", "until", "claims", "grade", "independent_sources")
    for row in rows(snapshot.tables["kinship"], names):
        kind = _KIN_KINDS.get(row["type"])
        grade = row["grade"] or "ungraded"
        if kind is not None and grade_decides(grade):
            yield KinTie(
                kind,
                row["a"],
                row["b"],
                nature=row["nature"] or "",
                term=row["term"] or "",
                until=row["until"] or "",
                claims=tuple(row["claims"] or ()),
                grade=grade,
                independent_sources=row["independent_sources"] or 0,
            )
