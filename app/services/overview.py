"""The figures of the overview: how many were taken, punished because of a relative, handed over; arrests by year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

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
    events = {
        row["id"]: row
        for row in _columns(snapshot, "Event", "id", "kind", "country", "grade", "begin_earliest", "begin_latest")
    }
    events = {id: row for id, row in events.items() if row["kind"] and decides(row["grade"] or "ungraded")}
    ties = _columns(snapshot, "event_ties", "type", "a", "b")
    subject = {tie["a"]: tie["b"] for tie in ties if tie["type"] == "SUBJECT_OF"}
    invented = {row["id"] for row in _columns(snapshot, "Person", "id", "invented") if row["invented"]}
    persons = {row["id"] for row in _columns(snapshot, "Person", "id")}
    countries = _countries(snapshot, events, ties)
    figures = {"recorded": persons, **_figures(snapshot, events, subject, countries)}
    years, without = _arrests_by_year(events, subject)
    return {
        "figures": {name: {"persons": len(who), "invented": len(who & invented)} for name, who in figures.items()},
        "arrests_by_year": years,
        "arrests_without_year": without,
        **_sources(snapshot),
    }


def _columns(snapshot: Snapshot, table: str, *names: str) -> list[dict[str, Any]]:
    return list(snapshot.tables[table].select(list(names)).to_pylist())


def _countries(
    snapshot: Snapshot, events: Mapping[str, Mapping[str, Any]], ties: Iterable[Mapping[str, Any]]
) -> dict[str, set[str]]:
    """Return the countries in which each event took place, by agency, place or what was told."""
    country = {
        row["id"]: row["country"] for label in ("Agency", "Place") for row in _columns(snapshot, label, "id", "country")
    }
    found = {id: {row["country"]} - {None} for id, row in events.items()}
    for tie in ties:
        if tie["type"] in _TAKING_TIES and tie["a"] in found and country.get(tie["b"]):
            found[tie["a"]].add(country[tie["b"]])
    return found


def _figures(
    snapshot: Snapshot,
    events: Mapping[str, Mapping[str, Any]],
    subject: Mapping[str, str],
    countries: Mapping[str, set[str]],
) -> dict[str, set[str]]:
    kinds = event_kinds()
    taken = {id for id, row in events.items() if row["kind"] in kinds and kinds[row["kind"]].taking == "opens"}
    crossing = {id for id, row in events.items() if row["kind"] in kinds and kinds[row["kind"]].crosses}
    because = _punished(snapshot, subject)
    chosen = {
        "taken": taken,
        "punished_for_relative": because & events.keys(),
        "handed_over": crossing,
        "taken_in_china": {id for id in taken if "CN" in countries[id]},
        "taken_in_russia": {id for id in taken if "RU" in countries[id]},
        "fate_unknown": {id for id, row in events.items() if row["kind"] == "fate_unknown"},
    }
    return {name: {subject[id] for id in ids if id in subject} for name, ids in chosen.items()}


def _punished(snapshot: Snapshot, subject: Mapping[str, str]) -> set[str]:
    """Return the events that a source says were because of another person."""
    found = set()
    for row in _columns(snapshot, "because_of", "a", "b", "b_label", "grade"):
        other = row["b"] if row["b_label"] == "Person" else subject.get(row["b"])
        if decides(row["grade"] or "ungraded") and other is not None and other != subject.get(row["a"]):
            found.add(row["a"])
    return found


def _arrests_by_year(events: Mapping[str, Mapping[str, Any]], subject: Mapping[str, str]) -> tuple[dict[int, int], int]:
    """Count persons by the year of an arrest; an arrest whose days lie in two years has no year."""
    in_year: set[tuple[int, str]] = set()
    undated: set[str] = set()
    for id, row in events.items():
        if row["kind"] not in _ARRESTS or id not in subject:
            continue
        first, last = row["begin_earliest"], row["begin_latest"]
        if first is not None and last is not None and first.year == last.year:
            in_year.add((first.year, subject[id]))
        else:
            undated.add(subject[id])
    return dict(sorted(Counter(year for year, _ in in_year).items())), len(undated - {who for _, who in in_year})


def _sources(snapshot: Snapshot) -> dict[str, Any]:
    rows = _columns(snapshot, "Source", "kind", "published_latest", "told_on_latest")
    real = [row for row in rows if row["kind"] != INVENTED]
    days = [day for row in real for day in (row["published_latest"], row["told_on_latest"]) if isinstance(day, date)]
    return {
        "sources": len(real),
        "invented_sources": len(rows) - len(real),
        "latest": max(days).isoformat() if days else None,
        "grades": list(GRADE_RANK),
    }
