"""The definitions of design section 7 as literal sets, by brute force over paths and days; no code of the product.

A case is small: persons, parent and spouse ties, events with first and last possible day (None is open), what sources
say. Steps of sources are left out, so a trail is sorted by its days.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

OPENS = {"arrest", "detention", "camp", "execution"}
MAY_OPEN = {"transfer", "handover"}
CLOSES = {"release", "escape_from_custody"}
ACTS = {"escape", "religion"}
#: What is done by an agency: by it, under another of its names, or by a part of it; what is at a place or within it.
_BUREAU = {"x:bureau", "x:old", "x:county"}
OF_AGENCY = {"x:county": {"x:county"}, "x:bureau": _BUREAU, "x:old": _BUREAU}
AT_PLACE = {"x:jail": {"x:jail"}, "x:province": {"x:jail", "x:province"}}
FAR = 60  # days on which nothing in a case lies
#: First and last possible day; None is open.
Days = tuple[int | None, int | None]


@dataclass(frozen=True)
class Event:
    id: str
    person: str
    kind: str
    lo: int | None
    hi: int | None
    reason: str = ""
    place: str = ""
    by: str = ""

    def days(self) -> range:
        """Every day it can have been; an open side reaches beyond all others."""
        return range(-FAR if self.lo is None else self.lo, (FAR if self.hi is None else self.hi) + 1)

    def key(self) -> tuple[bool, float, float, str]:
        lo, hi = (-FAR if self.lo is None else self.lo), (FAR if self.hi is None else self.hi)
        return (self.lo is None and self.hi is None, lo, hi, self.id)


@dataclass
class Case:
    persons: list[str]
    parents: set[tuple[str, str]]  # (parent, child)
    spouses: set[frozenset[str]]
    events: list[Event] = field(default_factory=list)
    because: set[tuple[str, str, str]] = field(default_factory=set)  # (event, "Event" or "Person", id)
    born: dict[str, Days] = field(default_factory=dict)
    died: dict[str, Days] = field(default_factory=dict)
    families: dict[str, set[str]] = field(default_factory=dict)  # that a source names
    groups: dict[str, tuple[int, int | None]] = field(default_factory=dict)  # at least and at most so many persons
    among: set[tuple[str, str]] = field(default_factory=set)  # (member, group)
    own_reason: bool = False  # every taking can be a punishment
    known: dict[tuple[str, str, int], set[tuple[int, int]]] = field(default_factory=dict)  # relations, once found


def steps(case: Case, person: str, *, up: bool) -> set[str]:
    return {p if up else c for p, c in case.parents if (c if up else p) == person}


def mates(case: Case, person: str) -> set[str]:
    return {other for pair in case.spouses if person in pair for other in pair - {person}}


def legs(case: Case, start: str, most: int, *, up: bool, shunned: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Every path straight up or straight down that meets nobody twice."""
    yield (start,)
    if most:
        for other in steps(case, start, up=up) - shunned - {start}:
            for rest in legs(case, other, most - 1, up=up, shunned=shunned | {start}):
                yield (start, *rest)


def relations(case: Case, a: str, b: str, k: int) -> set[tuple[int, int]]:
    """Every (chon, marriage steps) in which b is kin of a: [spouse] up^i down^j [spouse]."""
    if (a, b, k) not in case.known:
        case.known[a, b, k] = _relations(case, a, b, k)
    return case.known[a, b, k]


def _relations(case: Case, a: str, b: str, k: int) -> set[tuple[int, int]]:
    found = set()
    for first in (a, *mates(case, a)):
        by_marriage = first != a
        for rise in legs(case, first, k, up=True, shunned=frozenset({a})):
            shunned = frozenset({*rise, a}) - {rise[-1]}
            for fall in legs(case, rise[-1], k - len(rise) + 1, up=False, shunned=shunned):
                last, chon = fall[-1], len(rise) + len(fall) - 2
                if last == b and last != a:
                    found.add((chon, int(by_marriage)))
                if b in mates(case, last) - {a} and last != a and not (by_marriage and last in mates(case, a)):
                    found.add((chon, by_marriage + 1))
    return found


def takings(case: Case, person: str) -> list[list[Event]]:
    found: list[list[Event]] = []
    closed = True
    for event in sorted((e for e in case.events if e.person == person), key=Event.key):
        if closed and event.kind in OPENS | MAY_OPEN:
            found.append([event])
            closed = False
        elif not closed:
            found[-1].append(event)
            closed = event.kind in CLOSES
    return found


def acts(case: Case, person: str) -> list[Event]:
    return [e for e in case.events if e.person == person and e.kind in ACTS]


def punishments(case: Case, person: str) -> list[list[Event]]:
    found = []
    released: Event | None = None
    for taking in takings(case, person):
        reasons = {e.reason for e in taking} - {""}
        since = released.days() if released else range(-FAR, -FAR + 1)
        own = any(r <= d <= t for e in acts(case, person) for r, d, t in product(since, e.days(), taking[0].days()))
        if case.own_reason or reasons == {"association"} or (not reasons and not own):
            found.append(taking)
        released = taking[-1]
    return found


def triggers(case: Case, person: str, mode: str) -> list[Event]:
    found = acts(case, person)
    for taking in takings(case, person):
        own = any(d <= t for e in acts(case, person) for d, t in product(e.days(), taking[0].days()))
        if mode == "takings" or ("act" in {e.reason for e in taking} and not own):
            found.append(taking[0])
    return found


def together(e: Event, f: Event) -> bool:
    closed = e.lo is not None and e.hi is not None
    return closed and (e.lo, e.hi, e.kind, e.place) == (f.lo, f.hi, f.kind, f.place)


def link_class(e: Event, f: Event, window: int) -> str | None:
    delays = {d - t for d, t in product(f.days(), e.days())}
    if not any(0 <= delay <= window for delay in delays):
        return None
    if None in (e.lo, e.hi, f.lo, f.hi):
        return "undated"
    return "certain" if all(1 <= delay <= window for delay in delays) else "possible"


Linked = tuple[str, str, str, tuple[int, int] | None]  # trigger id, punishment id, class, (chon, marriage steps)


def links(case: Case, k: int, window: int, mode: str = "acts") -> set[Linked]:
    by_id = {e.id: e for e in case.events}
    head = {e.id: taking[0].id for p in case.persons for taking in takings(case, p) for e in taking}
    found: set[Linked] = set()
    for event, label, other in case.because:
        whose = by_id[other].person if label == "Event" else other
        named = head.get(other, other) if label == "Event" and by_id[other].kind not in ACTS else other
        if whose != by_id[event].person:
            near = min(relations(case, whose, by_id[event].person, 8), default=None)
            found.add((named, head.get(event, event), "documented", near))
    said = {(e, f) for e, f, _, _ in found}
    for a, b in product(case.persons, repeat=2):
        near = min(relations(case, a, b, k), default=None) if a != b else None
        for e, taking in product(triggers(case, a, mode), punishments(case, b)):
            grade = link_class(e, taking[0], window)
            if near is not None and grade and not together(e, taking[0]) and (e.id, taking[0].id) not in said:
                found.add((e.id, taking[0].id, grade, near))
    return found


def groups(case: Case, k: int) -> set[frozenset[str]]:
    """Ids of takings that hang together."""
    every = [taking[0] for p in case.persons for taking in takings(case, p)]
    found = [{e.id} for e in every]
    for e, f in product(every, repeat=2):
        if e.person != f.person and together(e, f) and relations(case, e.person, f.person, k):
            joined = [group for group in found if group & {e.id, f.id}]
            found = [group for group in found if not group & {e.id, f.id}] + [set().union(*joined)]
    return {frozenset(group) for group in found if len(group) > 1}


def heads(case: Case, who: Iterable[str]) -> tuple[int, int | None]:
    """How many persons some records are: a member of a group that counts too is not counted again."""
    counted = set(who)
    counted -= {a for a, b in case.among if b in counted}
    sizes = [case.groups.get(person, (1, 1)) for person in counted]
    mosts = [most for _, most in sizes]
    return sum(least for least, _ in sizes), None if None in mosts else sum(most or 0 for most in mosts)


CLASSES = ["documented", "certain", "possible", "undated"]


def link_order(case: Case) -> Callable[[Linked], tuple[object, ...]]:
    """By class, nearness, then the middle of the delay, then ids."""
    by_id = {e.id: e for e in case.events}

    def order(link: Linked) -> tuple[object, ...]:
        e, f = by_id.get(link[0]), by_id[link[1]]
        known = e is not None and None not in (e.lo, e.hi, f.lo, f.hi)
        middle = abs((f.lo - e.hi) + (f.hi - e.lo)) if known else 0  # type: ignore[operator,union-attr]
        return CLASSES.index(link[2]), link[3] is None, link[3] or (0, 0), not known, middle, link[0], link[1]

    return order


def cascade(case: Case, linked: Iterable[Linked]) -> dict[str, tuple[str, str]]:
    """Node to (step, what it hangs under): links as they are kept, and the later acts of persons taken."""
    hanging: dict[str, tuple[str, str]] = {}
    for person in case.persons:
        for act in acts(case, person):
            earlier = [
                t[0].id for t in takings(case, person) if all(d < u for d, u in product(t[0].days(), act.days()))
            ]
            if earlier:
                hanging[act.id] = ("then", earlier[-1])
    for e, f, *_ in sorted(linked, key=link_order(case)):
        above, here = set(), e
        while here in hanging:
            above.add(here)
            here = hanging[here][1]
        if f not in hanging and f not in above | {here}:
            hanging[f] = ("link", e)
    ends = {f for f, (step, _) in hanging.items() if step == "link"} | {
        e for step, e in hanging.values() if step == "link"
    }
    return {node: (step, up) for node, (step, up) in hanging.items() if step == "link" or up in ends}
