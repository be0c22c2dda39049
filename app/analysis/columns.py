"""Snapshot tables to records: only the columns that the analyses ask for, dates as day numbers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from app.analysis.bounds import Bounds
from app.analysis.records import (
    AGENCY_ROLES,
    PLACE_ROLES,
    UNGRADED_RANK,
    EventRecord,
    PersonRecord,
    Support,
    support_of,
)
from app.analysis.structure import Agencies, AgencyRecord, PlaceRecord, Places
from app.domain.claims import DECIDING_RANK, GRADE_RANK
from app.domain.custody import event_kinds
from app.domain.snapshot import Snapshot

#: Ordinal of 1970-01-01, from which Arrow counts days.
_EPOCH = 719_163
_SUPPORT = ("claims", "grade", "independent_sources")
#: Supports of the ties of one event: (role, id, support).
Roles = list[tuple[str, str, Support]]


def column(table: pa.Table, name: str) -> list[Any]:
    """Return one column as a list; a day becomes its ordinal."""
    values = table.column(name)
    if pa.types.is_date32(values.type):
        return [None if day is None else day + _EPOCH for day in values.cast(pa.int32()).to_pylist()]
    return list(values.to_pylist())


def days(table: pa.Table, name: str) -> pa.ChunkedArray:
    """Return one column of days as day numbers, null where it is open."""
    return pc.add(table.column(name).cast(pa.int32()), pa.scalar(_EPOCH, pa.int32()))


def words(table: pa.Table, name: str, missing: str = "") -> list[str]:
    """Return one column of texts as a list in which equal texts are one object; ``missing`` for no text."""
    coded = table.column(name).combine_chunks().dictionary_encode()
    coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
    known = [word or missing for word in coded.dictionary.to_pylist()]
    return [missing if code is None else known[code] for code in coded.indices.to_pylist()]


def rows(table: pa.Table, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield rows with some columns only."""
    for values in zip(*(column(table, name) for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def _bounds(table: pa.Table, name: str) -> list[Bounds]:
    return list(map(Bounds, column(table, f"{name}_earliest"), column(table, f"{name}_latest")))


def decides(support: Support) -> bool:
    """Say whether a part decides anything; a rumour decides nothing."""
    return support.rank <= DECIDING_RANK


def read_persons(table: pa.Table) -> dict[str, PersonRecord]:
    """Return the persons by id.

    Parameters
    ----------
    table : pyarrow.Table
        ``Person`` of a snapshot.

    Returns
    -------
    dict of str to PersonRecord
        Sorted by id. Without a count it is one person; with a least count only, the most is not known.
    """
    found = zip(
        column(table, "id"),
        column(table, "name"),
        column(table, "sex"),
        _bounds(table, "birth"),
        _bounds(table, "death"),
        column(table, "death"),
        column(table, "nationality"),
        column(table, "count_least"),
        column(table, "count_most"),
        column(table, "invented"),
        strict=True,
    )
    persons = [
        PersonRecord(
            id_,
            name,
            sex,
            birth,
            death,
            bool(text),
            nationality,
            least or 1,
            1 if least is None and most is None else most,
            bool(invented),
        )
        for id_, name, sex, birth, death, text, nationality, least, most, invented in found
    ]
    return {person.id: person for person in sorted(persons)}


def read_agencies(snapshot: Snapshot) -> Agencies:
    """Return the agencies with their bodies and what they are part of.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    Agencies
    """
    table = snapshot.tables["Agency"]
    found = zip(
        *(column(table, name) for name in ("id", "name", "kind", "country")),
        _bounds(table, "valid_from"),
        _bounds(table, "valid_to"),
        strict=True,
    )
    records = {values[0]: AgencyRecord(*values) for values in found}
    ties = _structure(snapshot)
    return Agencies(records, ties["SAME_BODY"], ties["PART_OF"])


def read_places(snapshot: Snapshot) -> Places:
    """Return the places with what they lie within."""
    table = snapshot.tables["Place"]
    found = zip(*(column(table, name) for name in ("id", "name", "kind", "facility_kind", "country")), strict=True)
    return Places({values[0]: PlaceRecord(*values) for values in found}, _structure(snapshot)["WITHIN"])


def _structure(snapshot: Snapshot) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {"SAME_BODY": [], "PART_OF": [], "WITHIN": []}
    for row in rows(snapshot.tables["structure"], ("type", "a", "b", "grade")):
        if row["type"] in found and _grade_decides(row["grade"]):
            found[row["type"]].append((row["a"], row["b"]))
    return found


def _grade_decides(grade: str | None) -> bool:
    return (UNGRADED_RANK if grade is None else GRADE_RANK[grade]) <= DECIDING_RANK


def read_events(snapshot: Snapshot) -> dict[str, EventRecord]:
    """Return the events by id, with their subject and the agency and place of each role.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    dict of str to EventRecord
        Sorted by id. Of several ties of one role the best supported one is shown.

    Notes
    -----
    O(events + event ties). A tie that is only a rumour is left out unless the event is one too.
    """
    subjects, agencies, places = _event_ties(snapshot)
    table = snapshot.tables["Event"]
    names = [
        name
        for name in table.column_names
        if name not in ("note", "age", "duration_least", "duration_most") and not _is_date(name)
    ]
    dated = zip(
        _bounds(table, "begin"),
        _bounds(table, "end"),
        column(table, "duration_least"),
        column(table, "duration_most"),
        strict=True,
    )
    found: dict[str, EventRecord] = {}
    for row, (begin, end, least, most) in zip(rows(table, names), dated, strict=True):
        weak = not decides(support_of(row))
        row.update(begin_bounds=begin, end_bounds=end, duration=(least, most), rumoured=weak)
        found[row["id"]] = _event(
            row, _best(subjects.get(row["id"], []), weak), agencies.get(row["id"], []), places.get(row["id"], [])
        )
    return dict(sorted(found.items()))


def _is_date(name: str) -> bool:
    return name.endswith(("_earliest", "_latest", "_approximate", "_uncertain"))


def _event_ties(snapshot: Snapshot) -> tuple[dict[str, Roles], dict[str, Roles], dict[str, Roles]]:
    subjects: dict[str, Roles] = {}
    agencies: dict[str, Roles] = {}
    places: dict[str, Roles] = {}
    for row in rows(snapshot.tables["event_ties"], ("type", "a", "b", *_SUPPORT)):
        kind = row["type"]
        if kind == "SUBJECT_OF":
            subjects.setdefault(row["a"], []).append(("subject", row["b"], support_of(row)))
        elif kind in AGENCY_ROLES:
            agencies.setdefault(row["a"], []).append((AGENCY_ROLES[kind], row["b"], support_of(row)))
        elif kind in PLACE_ROLES:
            places.setdefault(row["a"], []).append((PLACE_ROLES[kind], row["b"], support_of(row)))
    return subjects, agencies, places


def _kept(ties: Roles, weak: bool) -> Roles:
    """Return the ties that count, best first: a rumour about a fact does not, a rumour about a rumour does."""
    kept = [tie for tie in ties if weak or decides(tie[2])]
    return sorted(kept, key=lambda tie: (tie[2].rank, -tie[2].sources, tie[2].claims[:1], tie[1]))


def _best(ties: Roles, weak: bool) -> str | None:
    kept = _kept(ties, weak)
    return kept[0][1] if kept else None


def _shown(ties: Roles) -> dict[str, str]:
    shown: dict[str, str] = {}
    for role, other, _ in ties:
        shown.setdefault(role, other)
    return shown


def _event(row: Mapping[str, Any], subject: str | None, agencies: Roles, places: Roles) -> EventRecord:
    kind = event_kinds().get(row["kind"] or "")
    weak = row["rumoured"]
    by_agency, by_place = _kept(agencies, weak), _kept(places, weak)
    return EventRecord(
        id=row["id"],
        person=subject,
        kind=row["kind"] or "",
        category=row["category"] or (kind.category if kind else ""),
        taking=kind.taking if kind else "",
        lasts=kind.lasts if kind else False,
        crosses=kind.crosses if kind else False,
        begin=row["begin_bounds"],
        begin_text=row["begin"] or "",
        end=row["end_bounds"],
        end_text=row["end"] or "",
        duration=row["duration"],
        reason=row["reason"] or "",
        reason_class=row["reason_class"] or "",
        manner=row["manner"] or "",
        agencies=_shown(by_agency),
        places=_shown(by_place),
        all_agencies=tuple((role, other, support.claims) for role, other, support in by_agency),
        all_places=tuple((role, other, support.claims) for role, other, support in by_place),
        agency_kind=row["agency_kind"],
        place_kind=row["place_kind"],
        country=row["country"],
        steps=tuple(_step(text) for text in row["steps"] or ()),
        support=support_of(row),
        rumoured=weak,
        invented=bool(row["invented"]),
        contradictions=tuple(row["contradictions"] or ()),
    )


def _step(text: str) -> tuple[int, str, int]:
    """Read ``grade|source|number``."""
    grade, rest = text.split("|", 1)
    source, number = rest.rsplit("|", 1)
    return GRADE_RANK[grade], source, int(number)
