"""Ties between persons, and between events and persons, as the casebook keeps them; without rumours."""

from collections.abc import Iterable, Mapping
from itertools import compress
from typing import NamedTuple, TypeVar

import pyarrow as pa

from app.analysis.columns import column, decides, rows, words
from app.analysis.records import EventRecord, PersonRecord, Support, support_of
from app.domain.claims import decides as grade_decides
from app.domain.kinship import PersonRows, TieRows
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


def kin_persons(persons: Iterable[PersonRecord]) -> PersonRows:
    """Return what kinship asks of persons, as columns.

    Parameters
    ----------
    persons : iterable of PersonRecord

    Returns
    -------
    PersonRows
        In the order given.
    """
    listed = list(persons)
    return PersonRows(
        [person.id for person in listed],
        [person.sex for person in listed],
        [person.birth.earliest for person in listed],
        [person.birth.latest for person in listed],
    )


def kin_ties(snapshot: Snapshot) -> TieRows:
    """Return the ties of kinship that decide, as columns.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    TieRows
        In the order of the snapshot. Claims stay in the snapshot's own column until they are asked for.
    """
    table = snapshot.tables["kinship"]
    kinds = [_KIN_KINDS.get(kind, "") for kind in words(table, "type")]
    grades = words(table, "grade", "ungraded")
    wanted = [kind != "" and grade_decides(grade) for kind, grade in zip(kinds, grades, strict=True)]
    if not all(wanted):
        table = table.filter(pa.array(wanted, pa.bool_()))
        kinds, grades = list(compress(kinds, wanted)), list(compress(grades, wanted))
    return TieRows(
        kinds,
        words(table, "a"),
        words(table, "b"),
        words(table, "nature"),
        words(table, "term"),
        words(table, "until"),
        grades,
        [count or 0 for count in column(table, "independent_sources")],
        ClaimColumn(table),
    )


class ClaimColumn:
    """The claims of ties, read from the column of a snapshot one by one, when they are asked for.

    Parameters
    ----------
    table : pyarrow.Table
        With a column ``claims``.
    """

    def __init__(self, table: pa.Table) -> None:
        self._lists = pa.concat_arrays(table.column("claims").chunks or [pa.array([], pa.list_(pa.string()))])

    def __getitem__(self, row: int) -> tuple[str, ...]:
        return tuple(self._lists[row].as_py() or ())
