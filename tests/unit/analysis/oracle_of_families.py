"""What became of persons and families, and who was tied to whom, by definition; no code of the product."""

import re
from typing import Any

from tests.unit.analysis import oracle, oracle_of_ties
from tests.unit.analysis.oracle import Case, Event, Linked

AT_LARGE = {"escape", "residence"}  # nobody in custody does it
FREED = {"escape", "release", "escape_from_custody"}
_NONE = ("", "", "")


def status(case: Case, person: str) -> str:
    """Dead if so told; in custody or missing while a taking is open, free after it or an escape, else not known."""
    course = sorted((e for e in case.events if e.person == person), key=Event.key)
    takings = oracle.takings(case, person)
    if person in case.died:
        return "dead"
    last = course[-1] if course else None
    if last and takings and takings[-1][-1].kind not in oracle.CLOSES | AT_LARGE:
        return "missing" if last.hi is None else "in_custody"
    freely = last and takings and last.kind in oracle.ACTS | {"residence"}
    return "free" if last and (last.kind in FREED or freely) else "unknown"


def first_links(case: Case, links: set[Linked]) -> dict[str, Linked]:
    """The first link to each punishment."""
    return {link[1]: link for link in sorted(links, key=oracle.link_order(case), reverse=True)}


def family(case: Case, members: set[str], links: set[Linked], mode: str) -> dict[str, Any]:
    """The story of a family in sets and numbers."""
    takings = [(p, t[0]) for p in sorted(members) for t in oracle.takings(case, p)]
    triggers = [e for p in members for e in oracle.triggers(case, p, mode)]
    first = first_links(case, links)
    because = {e.id: first[e.id] for _, e in takings if e.id in first}
    states = {person: status(case, person) for person in members}
    taken = {person for person, _ in takings}
    dates = [*triggers, *(e for _, e in takings)]
    return {
        "persons": oracle.heads(case, members),
        "taken": oracle.heads(case, taken),
        "punished": oracle.heads(case, {e.person for e in case.events if e.id in first} & members),
        "fate_unknown": oracle.heads(case, (p for p in members if states[p] == "missing")),
        "dead": oracle.heads(case, (p for p in members if states[p] == "dead")),
        "abroad": (0, 0),
        "triggers": len(triggers),
        "first": min((e.lo for e in dates if e.lo is not None), default=None),
        "last": max((e.hi for e in dates if e.hi is not None), default=None),
        "takings": [(p, e.id, e.kind, _place(e), because.get(e.id, (None,))[0]) for p, e in takings],
        "left": sorted(p for p in members if p not in taken and states[p] in ("free", "unknown")),
        "apart": {row for row in oracle_of_ties.separations(case) if row[0] in members and row[1] in members},
        "documented": oracle.heads(case, {p for p, e in takings if because.get(e.id, _NONE)[2] == "documented"}),
        "inferred": oracle.heads(case, {p for p, e in takings if because.get(e.id, _NONE)[2] in oracle.CLASSES[1:]}),
    }


def _place(event: Event) -> str | None:
    """Where a taking was; what is handed over somewhere is held elsewhere."""
    return None if event.kind in oracle.MAY_OPEN else event.place or None


def shown(*counts: tuple[int, int | None]) -> list[int]:
    """The numbers that words tell counts with: one, or least and most, or the least alone; the first two even if 0."""
    told = [*counts[:2], *(count for count in counts[2:] if count != (0, 0))]
    return [n for least, most in told for n in ([least] if most is None or most == least else [least, most])]


def numbers(sentence: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", sentence)]


def ties_inside(case: Case, members: set[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Parents and couples of whom both belong to the family."""
    parents = sorted((a, b) for a, b in case.parents if {a, b} <= members)
    return parents, sorted((min(pair), max(pair)) for pair in case.spouses if pair <= members)
