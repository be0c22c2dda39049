"""Random small cases, for the oracle and as snapshots."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.custody import event_kinds
from app.domain.snapshot import Snapshot
from tests.unit.analysis.oracle import ACTS, OF_AGENCY, Case, Days, Event

#: So that one leader follows another within a week, and a year within three.
_FIRST_DAY = date(2011, 12, 12).toordinal()
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
#: A reason and its class.
REASONS = {"": "", "smuggling": "act", "guilt_by_association": "association", "disability": "other"}


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
    _tell_more(case, rng)
    return case


def _tell_more(case: Case, rng: random.Random) -> None:
    """Births, deaths, families that a source names, a group of whom somebody may be one, and who did what."""
    days: list[Days] = [(0, 3), (6, 6), (10, 14), (21, 25), (None, 5), (12, None), (None, None)]
    for person in case.persons:
        if rng.random() < 0.3:
            case.born[person] = rng.choice(days)
        if rng.random() < 0.2:
            case.died[person] = rng.choice(days)
    if rng.random() < 0.4:
        case.families = {"x:kims": set(rng.sample(case.persons, 3)), "x:lees": set(rng.sample(case.persons, 2))}
    if rng.random() < 0.3:
        case.groups[case.persons[-1]] = rng.choice([(3, 3), (2, 7), (4, None)])
        case.among = {(person, case.persons[-1]) for person in case.persons[:-1] if rng.random() < 0.3}
    agencies = ["", "", "", *sorted(OF_AGENCY)]
    case.events = [replace(event, by="" if event.kind in ACTS else rng.choice(agencies)) for event in case.events]


def _random_event(rng: random.Random, id_: str, person: str) -> Event:
    kind = rng.choice(_KINDS)
    lo = rng.randint(0, 14)
    hi = lo + rng.choice([0, 0, 0, 0, 1, 3, 8])
    ends: tuple[int | None, int | None] = (lo, hi)
    if rng.random() < 0.12:
        ends = rng.choice([(None, hi), (lo, None), (None, None)])
    reason = "" if kind in ACTS else rng.choice(["", "", "", *REASONS.values()])
    return Event(id_, person, kind, *ends, reason=reason, place=rng.choice(["", "x:jail"]))


def many_cases(seeds: Iterable[int]) -> Case:
    """Put the cases of many seeds side by side in one; all but places and agencies have ids of their own."""
    whole = Case([], set(), set())
    for seed in seeds:
        case = renamed(random_case(seed), seed)
        whole.persons += case.persons
        whole.events += case.events
        for name in ("parents", "spouses", "because", "among", "born", "died", "families", "groups"):
            getattr(whole, name).update(getattr(case, name))
    return whole


def renamed(case: Case, seed: int) -> Case:
    """Give everything in a case but places and agencies ids of its own."""

    def own(id_: str) -> str:
        return f"{id_}.{seed}"

    return Case(
        [own(person) for person in case.persons],
        {(own(parent), own(child)) for parent, child in case.parents},
        {frozenset(own(person) for person in pair) for pair in case.spouses},
        [replace(event, id=own(event.id), person=own(event.person)) for event in case.events],
        {(own(event), label, own(other)) for event, label, other in case.because},
        {own(person): days for person, days in case.born.items()},
        {own(person): days for person, days in case.died.items()},
        {own(family): {own(member) for member in members} for family, members in case.families.items()},
        {own(group): sizes for group, sizes in case.groups.items()},
        {(own(member), own(group)) for member, group in case.among},
    )


def as_snapshot(case: Case, *, seed: int | None = None) -> Snapshot:
    """Write a case down as a snapshot; with a seed the rows come in a random order."""
    said = {"grade": "possible", "independent_sources": 1}
    rows: dict[str, list[dict[str, Any]]] = {
        "Person": [_person_row(case, person) for person in case.persons],
        "Family": [{"id": family} for family in case.families],
        "memberships": [
            *({"type": "AMONG", "a": a, "b": b, "claims": [a], **said} for a, b in case.among),
            *(
                {"type": "MEMBER_OF", "a": member, "b": family, "claims": [member], **said}
                for family, members in case.families.items()
                for member in sorted(members)
            ),
        ],
        "Place": [{"id": "x:jail", "kind": "facility"}, {"id": "x:province", "kind": "province"}],
        "Agency": [{"id": agency} for agency in OF_AGENCY],
        "structure": [
            {"type": type_, "a": a, "b": b, "claims": [a], **said}
            for type_, a, b in (
                ("WITHIN", "x:jail", "x:province"),
                ("PART_OF", "x:county", "x:bureau"),
                ("SAME_BODY", "x:old", "x:bureau"),
            )
        ],
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
            {"type": type_, "a": event.id, "b": other, "claims": [f"c{event.id}"], **said}
            for event in case.events
            for type_, other in (("AT_PLACE", event.place), ("BY_AGENCY", event.by))
            if other
        ],
        "because_of": [
            {"a": event, "b": other, "b_label": label, "claims": [f"b{event}{other}"], **said}
            for event, label, other in sorted(case.because)
        ],
    }
    for table in rows.values():
        random.Random(seed).shuffle(table) if seed is not None else None
    return Snapshot.from_rows(rows)


def as_day(number: int | None) -> date | None:
    """The day of a number."""
    return None if number is None else date.fromordinal(_FIRST_DAY + number)


def _person_row(case: Case, person: str) -> dict[str, Any]:
    row: dict[str, Any] = {"id": person}
    row["count_least"], row["count_most"] = case.groups.get(person, (1, 1))
    for name, told in (("birth", case.born), ("death", case.died)):
        if person in told:
            first, last = told[person]
            row |= {name: "told", f"{name}_earliest": as_day(first), f"{name}_latest": as_day(last)}
    return row


def _event_row(event: Event, said: dict[str, Any]) -> dict[str, Any]:
    reason = next((name for name, found in REASONS.items() if found == event.reason), "")
    return {
        "id": event.id,
        "kind": event.kind,
        "category": event_kinds()[event.kind].category,
        "begin_earliest": as_day(event.lo),
        "begin_latest": as_day(event.hi),
        "reason": reason or None,
        "reason_class": event.reason or None,
        "claims": [f"c{event.id}"],
        **said,
    }
