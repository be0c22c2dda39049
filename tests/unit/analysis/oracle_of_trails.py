"""Trails by the words of design section 8, over every day and every pair; no code of the product.

Where the design is silent the docstrings of ``app.analysis`` decide: who holds (a decision such as a sentence names no
holder), that holder and place are carried through events that do not tell them, and what ends a gap.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import Any

import networkx as nx

from tests.unit.analysis.histories import AGENCIES, FAR, MOVES, PLACES, Happening, History

GRADES = ["confirmed", "likely", "possible", "ungraded", "unlikely"]
ARRESTS = {"arrest", "abduction"}
OPENS = ARRESTS | {"detention", "camp", "sentence", "execution"}
MAY_OPEN = {"interrogation", *MOVES}
CLOSES = {"release", "escape_from_custody"}
DECIDES = {"sentence"}
TELLS = (OPENS | MAY_OPEN | CLOSES | {"ill_treatment"}) - DECIDES
SEARCH = {"denial"}  # tells of the search for a person, not of the person
SIGNS = {"last_seen", "public_confession", "proof_of_life", "death"}
ACTS_AND_LIFE = {"escape", "residence"}


@dataclass
class Trail:
    """The events in order (``shown``: rumours among them), what comes before what, the steps that were left out."""

    events: list[Happening]
    shown: list[Happening]
    after: set[tuple[str, str]]
    left_out: list[tuple[str, str, str, str]]

    @cached_property
    def takings(self) -> list[list[Happening]]:
        return takings(self.events)

    @cached_property
    def gaps(self) -> list["Gap"]:
        return gaps(self)


def body(agency: str) -> str:
    return AGENCIES[agency][3] or agency


def lies_in(one: str, other: str) -> bool:
    """Whether one agency or place is the other, or a part of it."""
    if one in AGENCIES:
        one, other = body(one), body(other)
        above = {body(AGENCIES[one][2])} if AGENCIES[one][2] else set()
    else:
        above = {PLACES[one][2]} - {""} if PLACES[one][0] != "border_crossing" else {"x:jilin", "x:north"}
    return one == other or any(lies_in(each, other) for each in above)


def apart(one: str | None, other: str | None) -> bool:
    """Both are told, and neither is part of the other."""
    return bool(one and other) and not lies_in(one, other) and not lies_in(other, one)  # type: ignore[arg-type]


def surely(e: Happening, f: Happening) -> bool:
    return e.days()[-1] < f.days()[0] and e.hi is not None and f.lo is not None


def _rank(event: Happening) -> tuple[bool, int, int, str]:
    return (event.lo is None and event.hi is None, event.days()[0], event.days()[-1], event.id)


def _counted(events: list[Happening], weak: bool) -> list[tuple[int, str, int, int, str, str]]:
    """Pairs that one source counts: by grade and source, the lower numbers first; weak ones only of rumours."""
    steps = [(GRADES.index(g), s, n, e) for e in events for g, s, n in e.steps]
    return sorted(
        (max(g, h), s, n, m, e.id, f.id)
        for (g, s, n, e), (h, t, m, f) in product(steps, repeat=2)
        if s == t and n < m and (max(g, h) < GRADES.index("unlikely") or (weak and (e.rumour or f.rumour)))
    )


def _arranged(
    events: list[Happening], fixed: list[Happening], weak: bool
) -> tuple[list[Happening], nx.DiGraph, list[Any]]:
    order: nx.DiGraph = nx.DiGraph()
    order.add_nodes_from(event.id for event in events)
    order.add_edges_from((e.id, f.id) for e, f in product(events, repeat=2) if surely(e, f))
    refused = []
    chain = [event.id for event in fixed]
    order.add_edges_from(pairwise(chain))
    if fixed and not nx.is_directed_acyclic_graph(order):
        raise AssertionError("dates contradict the order that was made of them")
    for grade, source, _, _, e, f in _counted(events, weak):
        if nx.has_path(order, f, e):
            refused.append((GRADES[grade], source, e, f))
        else:
            order.add_edge(e, f)
    by_id = {event.id: event for event in events}
    row = nx.lexicographical_topological_sort(order, key=lambda id_: _rank(by_id[id_]))
    return [by_id[id_] for id_ in row], order, refused


def trail_of(history: History, person: str) -> Trail:
    events = history.of(person)
    sure = [event for event in events if not event.rumour]
    row, order, refused = _arranged(sure, [], weak=False)
    shown, _, weakly = _arranged(events, row, weak=True)
    return Trail(
        row, shown, set(nx.transitive_closure(order).edges), refused + [e for e in weakly if e[0] == "unlikely"]
    )


def takings(events: list[Happening]) -> list[list[Happening]]:
    found: list[list[Happening]] = []
    closed = True
    for event in events:
        if closed and event.kind in OPENS | MAY_OPEN:
            found.append([event])
            closed = False
        elif not closed:
            found[-1].append(event)
            closed = event.kind in CLOSES
    return found


def stays(event: Happening) -> bool:
    """Whether it tells of custody at a place or by someone, or is a sign of life at a place."""
    return event.kind in TELLS or (event.kind in SIGNS and "at" in event.roles)


def entering(event: Happening) -> tuple[str | None, str | None]:
    """Holder and place as it begins; what is neither custody nor a sign somewhere tells neither."""
    if not stays(event):
        return None, None
    roles = ("from", "left") if event.kind in MOVES else ("by", "at")
    return _told(event, *roles)


def leaving(event: Happening) -> tuple[str | None, str | None]:
    """Holder and place when it is over."""
    return _told(event, "to", "reached") if event.kind in MOVES else entering(event)


def _told(event: Happening, holder: str, place: str) -> tuple[str | None, str | None]:
    who = event.roles.get(holder)
    return (body(who) if who else None), event.roles.get(place)


def over(event: Happening) -> tuple[int | None, int | None]:
    """First and last day on which it can have ended."""
    if event.end:
        return event.end
    if event.duration:
        least, most = event.duration
        return None if event.lo is None else event.lo + least, None if event.hi is None else event.hi + most
    return (event.lo, None) if event.lasts else (event.lo, event.hi)


@dataclass(frozen=True)
class Gap:
    first: str
    second: str
    earliest: int | None
    latest: int | None
    days: tuple[int, int | None]


def gaps(trail: Trail) -> list[Gap]:
    """For every event of a taking and each of holder and place: who told it last, and does it differ?"""
    found = []
    for taking in trail.takings:
        lost = [-1, -1]  # up to where what was told is worth nothing any more
        for here, event in enumerate(taking):
            against = []
            for what in (0, 1):
                tellers = [i for i in range(lost[what] + 1, here) if leaving(taking[i])[what]]
                last = taking[tellers[-1]] if tellers else event
                if apart(leaving(last)[what], entering(event)[what]) and (last.id, event.id) in trail.after:
                    against += tellers[-1:] if _room(last, event) else []
            if against:
                found.append(_gap(taking[max(against)], event))
            if event.kind in MOVES or against:
                lost = [here - 1, here - 1]
    return found


def _room(first: Happening, second: Happening) -> bool:
    """Whether the one can have been over when the other began."""
    least = over(first)[0]
    return least is None or second.hi is None or least <= second.hi


def _gap(first: Happening, second: Happening) -> Gap:
    since, until = over(first), (second.lo, second.hi)
    spans = [
        max(0, t - s)
        for s in {since[0] if since[0] is not None else -FAR, since[1] if since[1] is not None else FAR}
        for t in {until[0] if until[0] is not None else -FAR, until[1] if until[1] is not None else FAR}
    ]
    unbounded = since[0] is None or until[1] is None
    return Gap(first.id, second.id, since[0], until[1], (min(spans), None if unbounded else max(spans)))


def last_known(trail: Trail) -> Happening | None:
    """The last event that says where or by whom, unless one that lasts is surely over only after it."""
    telling = [e for e in trail.events if e.kind in TELLS | SIGNS | ACTS_AND_LIFE]
    if not telling:
        return None
    found = telling[-1]
    for e in telling:
        since, last = over(e)[0], over(found)[1] if over(found)[1] is not None else found.hi
        ends = e.end or e.duration or not e.lasts
        if ends and since is not None and last is not None and since > last:
            found = e
    return found


def at_level(event: Happening, level: str, *, leave: bool) -> str | None:
    """What a stage is at one level of detail; the country told with a move is the one reached."""
    holder, place = leaving(event) if leave else entering(event)
    if level == "place":
        return place
    if level == "facility":
        return place if place and PLACES[place][0] != "country" else None
    if level == "agency":
        return holder
    if level == "kind":
        return AGENCIES[holder][0] if holder else None
    if event.kind in MOVES[1:] and leave and event.country:
        return event.country
    told = event.country if leave or event.kind not in MOVES else None
    country = (PLACES[place][1] if place else None) or told or (AGENCIES[holder][1] if holder else None)
    return country or (None if leave else handed_over_in(event))


def handed_over_in(move: Happening) -> str | None:
    """The country that a move left where a place is told at which it was, and this is no crossing."""
    at = move.roles.get("at") if move.kind in MOVES else None
    return PLACES[at][1] if at and PLACES[at][0] != "border_crossing" else None


def crossing(move: Happening) -> str | None:
    """The border crossing that a move went over."""
    at = move.roles.get("at")
    return at if at and move.kind in MOVES[1:] and PLACES[at][0] == "border_crossing" else None


@dataclass(frozen=True)
class Stage:
    """What it is, when it can have begun, and whether anything puts it after the stage before."""

    value: str | None
    began: tuple[int | None, int | None]
    ordered: bool


def stages(trail: Trail, events: list[Happening], level: str) -> list[Stage]:
    """The stages of a part of a trail; a gap is a stage that is not known; neighbours of one value are one."""
    broken = {gap.second: gap for gap in trail.gaps}
    row: list[Stage] = []
    held = [event for event in events if stays(event) and event.kind not in CLOSES]
    for before, event in zip([None, *held], held, strict=False):
        ordered = before is None or (before.id, event.id) in trail.after
        began = event.lo, event.hi
        if before is None and event.kind in MOVES:
            row.append(Stage(at_level(event, level, leave=False), began, ordered))
        if before is not None and event.id in broken:
            row.append(Stage(None, (broken[event.id].earliest, broken[event.id].latest), ordered))
        row.append(Stage(at_level(event, level, leave=True), began, ordered))
    return [stage for here, stage in enumerate(row) if here == 0 or row[here - 1].value != stage.value]


def lasted(event: Happening) -> tuple[int | None, int | None]:
    """How many days it lasted, at least and at most, by every begin and end; None is not told."""
    if event.duration:
        return event.duration
    if not event.end or event.lo is None or event.hi is None:
        return None, None
    spans = [max(0, end - begin) for begin in event.days() for end in range(event.end[0], event.end[1] + 1)]
    return min(spans), max(spans)


def where(event: Happening) -> tuple[str | None, str | None]:
    """Holder and place that an event tells of, in custody or free."""
    return _told(event, "to", "reached") if event.kind in MOVES else _told(event, "by", "at")
