"""Random custody histories as a store would give them: the rows of a snapshot."""

from typing import Any

from app.domain.custody import event_kinds, reasons
from app.domain.snapshot import Snapshot
from tests.unit.analysis.histories import AGENCIES, PLACES, Happening, History

_TIES = {
    "by": "BY_AGENCY",
    "from": "FROM_AGENCY",
    "to": "TO_AGENCY",
    "at": "AT_PLACE",
    "left": "FROM_PLACE",
    "reached": "TO_PLACE",
}


def as_snapshot(history: History) -> Snapshot:
    """Write a history down as a snapshot."""
    said = {"grade": "likely", "independent_sources": 1}
    rows: dict[str, list[dict[str, Any]]] = {
        "Person": [_person_row(history, person) for person in history.persons],
        "Place": [
            {"id": id_, "kind": kind, "country": country, **history.facilities.get(id_, {})}
            for id_, (kind, country, _) in PLACES.items()
        ],
        "Agency": [{"id": id_, "kind": kind, "country": country} for id_, (kind, country, _, _) in AGENCIES.items()],
        "memberships": [
            *({"type": "AMONG", "a": a, "b": b, "claims": [a], **said} for a, b in history.among),
            *({"type": "IN_CASE", "a": p, "b": row["case"], **said} for p, row in history.told.items() if row["case"]),
        ],
        "structure": [
            {"type": type_, "a": a, "b": b, "claims": [a], **said}
            for type_, a, b in (
                *(("WITHIN", id_, within) for id_, (_, _, within) in PLACES.items() if within),
                *(("WITHIN", id_, side) for id_ in ("x:bridge", "x:ferry") for side in ("x:jilin", "x:north")),
                *(("PART_OF", id_, whole) for id_, (_, _, whole, _) in AGENCIES.items() if whole),
                *(("SAME_BODY", id_, body) for id_, (_, _, _, body) in AGENCIES.items() if body),
            )
        ],
        "Event": [_event_row(history, event) for event in history.events],
        "event_ties": [row for event in history.events for row in _tie_rows(event)],
        "because_of": [
            {"a": a, "b": b, "b_label": "Person", "claims": [a], **said} for a, b in sorted(history.because)
        ],
        "Source": [{"id": "x:s", "told_on_latest": history.day(history.heard)}],
    }
    return Snapshot.from_rows(rows)


def _person_row(history: History, person: str) -> dict[str, Any]:
    least, most = history.groups.get(person, (1, 1))
    told = {key: value for key, value in history.told[person].items() if key != "case"}
    return {"id": person, "count_least": least, "count_most": most, "claims": [person], "grade": "likely", **told}


def _event_row(history: History, event: Happening) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind,
        "category": event_kinds()[event.kind].category,
        "begin_earliest": history.day(event.lo),
        "begin_latest": history.day(event.hi),
        "end_earliest": history.day(event.end[0]) if event.end else None,
        "end_latest": history.day(event.end[1]) if event.end else None,
        "duration_least": event.duration[0] if event.duration else None,
        "duration_most": event.duration[1] if event.duration else None,
        "country": event.country,
        "reason": event.reason or None,
        "reason_class": reasons()[event.reason].reason_class if event.reason else None,
        "age": None if event.age is None else str(event.age),
        "manner": event.manner or None,
        "steps": ["|".join(map(str, step)) for step in event.steps] or None,
        "claims": [f"c{event.id}"],
        "grade": event.grade,
        "independent_sources": 1,
    }


def _tie_rows(event: Happening) -> list[dict[str, Any]]:
    said = {"a": event.id, "claims": [f"c{event.id}"], "grade": event.grade, "independent_sources": 1}
    rows = [{"type": "SUBJECT_OF", "b": event.person, **said}]
    rows += [{"type": _TIES[role], "b": other, **said} for role, other in event.roles.items()]
    if event.second:
        weaker = {"claims": [f"z{event.id}"], "grade": "ungraded", "independent_sources": 1}
        rows.append({"type": "BY_AGENCY", "a": event.id, "b": event.second, **weaker})
    return rows
