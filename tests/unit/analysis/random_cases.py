"""Random small cases, for the oracle and as snapshots."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.custody import event_kinds
from app.domain.snapshot import Snapshot
from tests.unit.analysis.oracle import ACTS, Case, Event

_FIRST_DAY = date(2009, 1, 1).toordinal()
_KINDS = (
    "escape",
    "religion",
    "religion",
    "arrest",
    "arrest",
    "detention",
    "camp",
    "handover",
    "release",
    "escape_from_custody",
    "residence",
)
_REASONS = {"": "", "smuggling": "act", "guilt_by_association": "association", "disability": "other"}


def random_case(seed: int) -> Case:
    """Make three to eight persons with marriages, children of up to two parents, and events on few days."""
    rng = random.Random(seed)
    persons = [f"x:p{number}" for number in range(rng.randint(3, 8))]
    parents: set[tuple[str, str]] = set()
    spouses: set[frozenset[str]] = set()
    for number, child in enumerate(persons[1:], start=1):
        for parent in rng.sample(persons[:number], k=min(number, rng.choice([0, 1, 2, 2]))):
            parents.add((parent, child))
    for _ in range(rng.randint(0, 3)):
        spouses.add(frozenset(rng.sample(persons, 2)))
    case = Case(persons, parents, spouses)
    case.events = [_random_event(rng, f"x:e{number:02}", rng.choice(persons)) for number in range(rng.randint(4, 11))]
    for event in list(case.events):
        if event.kind not in ACTS and rng.random() < 0.25:  # taken together
            case.events.append(replace(event, id=f"{event.id}t", person=rng.choice(persons), reason=""))
    punished = [event for event in case.events if event.kind not in ACTS]
    for event in rng.sample(punished, k=min(len(punished), rng.choice([0, 0, 1, 2]))):
        if rng.random() < 0.5:
            case.because.add((event.id, "Person", rng.choice(persons)))
        else:
            case.because.add((event.id, "Event", rng.choice(case.events).id))
    return case


def _random_event(rng: random.Random, id_: str, person: str) -> Event:
    kind = rng.choice(_KINDS)
    lo = rng.randint(0, 14)
    hi = lo + rng.choice([0, 0, 0, 0, 1, 3, 8])
    ends: tuple[int | None, int | None] = (lo, hi)
    if rng.random() < 0.12:
        ends = rng.choice([(None, hi), (lo, None), (None, None)])
    reason = "" if kind in ACTS else rng.choice(["", "", "", *_REASONS.values()])
    return Event(id_, person, kind, *ends, reason=reason, place=rng.choice(["", "x:jail"]))


def as_snapshot(case: Case, *, seed: int | None = None) -> Snapshot:
    """Write a case down as a snapshot; with a seed the rows come in a random order."""
    said = {"grade": "possible", "independent_sources": 1}
    rows: dict[str, list[dict[str, Any]]] = {
        "Person": [{"id": person} for person in case.persons],
        "Place": [{"id": "x:jail", "kind": "facility"}],
        "kinship": [
            *(
                {"type": "PARENT_OF", "a": a, "b": b, "nature": "birth", "claims": [f"c{a}{b}"], **said}
                for a, b in case.parents
            ),
            *(
                {"type": "SPOUSE_OF", "a": min(pair), "b": max(pair), "claims": [min(pair)], **said}
                for pair in case.spouses
            ),
        ],
        "Event": [_event_row(event, said) for event in case.events],
        "event_ties": [
            {"type": "SUBJECT_OF", "a": event.id, "b": event.person, "claims": [f"c{event.id}"], **said}
            for event in case.events
        ]
        + [
            {"type": "AT_PLACE", "a": event.id, "b": event.place, "claims": [f"c{event.id}"], **said}
            for event in case.events
            if event.place
        ],
        "because_of": [
            {"a": event, "b": other, "b_label": label, "claims": [f"b{event}{other}"], **said}
            for event, label, other in sorted(case.because)
        ],
    }
    for table in rows.values():
        random.Random(seed).shuffle(table) if seed is not None else None
    return Snapshot.from_rows(rows)


def _event_row(event: Event, said: dict[str, Any]) -> dict[str, Any]:
    reason = next((name for name, found in _REASONS.items() if found == event.reason), "")
    return {
        "id": event.id,
        "kind": event.kind,
        "category": event_kinds()[event.kind].category,
        "begin_earliest": None if event.lo is None else date.fromordinal(_FIRST_DAY + event.lo),
        "begin_latest": None if event.hi is None else date.fromordinal(_FIRST_DAY + event.hi),
        "reason": reason or None,
        "reason_class": event.reason or None,
        "claims": [f"c{event.id}"],
        **said,
    }
