"""The figures of the overview: how many were taken, punished because of a relative, handed over; arrests by year."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from app.domain.claims import GRADE_RANK, INVENTED, decides
from app.domain.custody import event_kinds
from app.domain.snapshot import Snapshot

_ARRESTS = ("arrest", "abduction", "disappearance")
_TAKING_TIES = ("BY_AGENCY", "AT_PLACE", "FROM_AGENCY", "FROM_PLACE")


def build_overview(snapshot: Snapshot) -> dict[str, Any]:
    """Return the main figures of a graph.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    dict
        ``figures``: name to ``persons`` and ``invented`` (how many of these are invented records), for ``recorded``,
        ``taken``, ``punished_for_relative`` (a source says so), ``handed_over``, ``taken_in_china``,
        ``taken_in_russia``, ``fate_unknown``; ``arrests_by_year``: year to persons; ``arrests_without_year``: persons;
        ``sources``, ``invented_sources``; ``latest``: the last possible day on which anything was told or published.

    Notes
    -----
    A group counts as one record. A person with several events of one kind counts once a figure, and once a year. Events
    that rest on unlikely claims only are left out. O(persons + events + ties).
    """
    rows = map(_Event, *_columns(snapshot, "Event", *_Event._fields))
    events = {row.id: row for row in rows if row.kind and decides(row.grade or "ungraded")}
    ties = snapshot.tables["event_ties"]
    subject = dict(_pairs(ties.filter(pc.equal(ties["type"], "SUBJECT_OF"))))
    persons = snapshot.tables["Person"].select(["id", "invented"])
    invented = persons.filter(pc.fill_null(persons["invented"], False))
    recorded = {"persons": persons.num_rows, "invented": invented.num_rows}
    met = pc.is_in(invented["id"], pa.array(set(subject.values()), pa.string()))
    known = set(invented.filter(met)["id"].to_pylist())
    figures = _figures(snapshot, events, subject)
    counts = {name: {"persons": len(who), "invented": len(who & known)} for name, who in figures.items()}
    years, without = _arrests_by_year(events, subject)
    return {
        "figures": {"recorded": recorded, **counts},
        "arrests_by_year": years,
        "arrests_without_year": without,
        **_sources(snapshot),
    }


class _Event(NamedTuple):
    """What the overview asks of an event."""

    id: str
    kind: str | None
    country: str | None
    grade: str | None
    begin_earliest: date | None
    begin_latest: date | None


def _columns(snapshot: Snapshot, table: str, *names: str) -> list[list[Any]]:
    return [snapshot.tables[table].column(name).to_pylist() for name in names]


def _pairs(ties: pa.Table) -> Iterator[tuple[str, str]]:
    return zip(ties["a"].to_pylist(), ties["b"].to_pylist(), strict=True)


def _in_country(snapshot: Snapshot, events: Mapping[str, _Event], code: str) -> set[str]:
    """Return the events in a country, by agency, place or what was told."""
    there = [
        table.filter(pc.equal(table["country"], code))["id"]
        for table in (snapshot.tables[label] for label in ("Agency", "Place"))
    ]
    ids = pa.array([id for column in there for id in column.to_pylist()], pa.string())
    ties = snapshot.tables["event_ties"]
    near = ties.filter(pc.and_(pc.is_in(ties["type"], pa.array(_TAKING_TIES)), pc.is_in(ties["b"], ids)))
    return {*near["a"].to_pylist(), *(id for id, row in events.items() if row.country == code)}


def _figures(snapshot: Snapshot, events: Mapping[str, _Event], subject: Mapping[str, str]) -> dict[str, set[str]]:
    kinds = event_kinds()
    opening = {name for name, kind in kinds.items() if kind.taking == "opens"}
    crosses = {name for name, kind in kinds.items() if kind.crosses}
    taken = {id for id, row in events.items() if row.kind in opening}
    crossing = {id for id, row in events.items() if row.kind in crosses}
    because = _punished(snapshot, subject)
    chosen = {
        "taken": taken,
        "punished_for_relative": because & events.keys(),
        "handed_over": crossing,
        "taken_in_china": taken & _in_country(snapshot, events, "CN"),
        "taken_in_russia": taken & _in_country(snapshot, events, "RU"),
        "fate_unknown": {id for id, row in events.items() if row.kind == "fate_unknown"},
    }
    return {name: {subject[id] for id in ids if id in subject} for name, ids in chosen.items()}


def _punished(snapshot: Snapshot, subject: Mapping[str, str]) -> set[str]:
    """Return the events that a source says were because of another person."""
    found = set()
    for event, cause, label, grade in zip(*_columns(snapshot, "because_of", "a", "b", "b_label", "grade"), strict=True):
        other = cause if label == "Person" else subject.get(cause)
        if decides(grade or "ungraded") and other is not None and other != subject.get(event):
            found.add(event)
    return found


def _arrests_by_year(events: Mapping[str, _Event], subject: Mapping[str, str]) -> tuple[dict[int, int], int]:
    """Count persons by the year of an arrest; an arrest whose days lie in two years has no year."""
    in_year: set[tuple[int, str]] = set()
    undated: set[str] = set()
    for id, row in events.items():
        if row.kind not in _ARRESTS or id not in subject:
            continue
        first, last = row.begin_earliest, row.begin_latest
        if first is not None and last is not None and first.year == last.year:
            in_year.add((first.year, subject[id]))
        else:
            undated.add(subject[id])
    return dict(sorted(Counter(year for year, _ in in_year).items())), len(undated - {who for _, who in in_year})


def _sources(snapshot: Snapshot) -> dict[str, Any]:
    rows = list(zip(*_columns(snapshot, "Source", "kind", "published_latest", "told_on_latest"), strict=True))
    real = [told for kind, *told in rows if kind != INVENTED]
    days = [day for told in real for day in told if isinstance(day, date)]
    return {
        "sources": len(real),
        "invented_sources": len(rows) - len(real),
        "latest": max(days).isoformat() if days else None,
        "grades": list(GRADE_RANK),
    }
