"""Who was moved from where to where, held by whom, and what cuts a network: over sets; no code of the product."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import networkx as nx

from tests.unit.analysis import oracle_of_trails as trails
from tests.unit.analysis.histories import AGENCIES, MOVES, PLACES, Happening, History, Span
from tests.unit.analysis.oracle_of_records import left_in
from tests.unit.analysis.oracle_of_trails import Trail

Move = tuple[Happening, str | None, str | None]
Leg = tuple[str, str | None, str | None]
CROSSINGS = {"x:bridge", "x:ferry"}
#: None asks for all.
KINDS_OF_LEGS = (None, "crossing", "handover", "abroad", "inside")


def moves(trail: Trail, level: str) -> Iterator[Move]:
    """Each move with its ends: as told, else of the stage beside it in the same taking, unless that cannot be."""
    for taking in trail.takings:
        held = [event for event in taking if trails.stays(event)]
        for here, event in enumerate(held):
            if event.kind in MOVES:
                before = held[here - 1] if here else None
                after = held[here + 1] if here + 1 < len(held) and held[here + 1].kind not in trails.CLOSES else None
                if before and (before.id, event.id) not in trail.after:
                    before = None
                if after and (event.id, after.id) not in trail.after:
                    after = None
                yield event, _end(event, before, level, leave=False), _end(event, after, level, leave=True)


def _end(move: Happening, beside: Happening | None, level: str, *, leave: bool) -> str | None:
    value = trails.at_level(move, level, leave=leave)
    if value or beside is None:
        return value
    told, other = (
        (trails.leaving(move), trails.entering(beside)) if leave else (trails.entering(move), trails.leaving(beside))
    )
    countries = {trails.at_level(move, "country", leave=leave), trails.at_level(beside, "country", leave=not leave)}
    if any(trails.apart(a, b) for a, b in zip(told, other, strict=True)) or len(countries - {None}) > 1:
        return None
    return trails.at_level(beside, level, leave=not leave)


@dataclass
class World:
    """Histories with their trails; of what can lie on the days of a span, or of everything."""

    history: History
    trails: dict[str, Trail]
    span: Span = (None, None)

    def persons(self, who: Iterable[str]) -> tuple[int, int | None]:
        """Persons and groups; a member of a group that counts too is not counted again."""
        counted = set(who)
        counted -= {a for a, b in self.history.among if b in counted}
        sizes = [self.history.groups.get(person, (1, 1)) for person in counted]
        mosts = [most for _, most in sizes]
        return sum(least for least, _ in sizes), None if None in mosts else sum(most or 0 for most in mosts)

    def asks_for(self, event: Happening) -> bool:
        return self.history.can_lie(event, self.span)

    def events(self) -> list[Happening]:
        told = (event for person in self.trails for event in self.history.of(person))
        return [event for event in told if not event.rumour and self.asks_for(event)]

    def ties(self, level: str) -> dict[tuple[str, str], list[Happening]]:
        found: dict[tuple[str, str], list[Happening]] = {}
        for trail in self.trails.values():
            for event, start, end in moves(trail, level):
                if start and end and start != end and self.asks_for(event):
                    found.setdefault((start, end), []).append(event)
        return found

    def legs(self) -> dict[Leg, list[Happening]]:
        """Place to place, over the crossing where one is told; nothing between a place and one that it lies in."""
        found: dict[Leg, list[Happening]] = {}
        for trail in self.trails.values():
            for event, start, end in moves(trail, "place"):
                at = trails.crossing(event)
                way = [place for place in (start, at, end) if place] if at else [start, end]
                legs = list(pairwise(way)) + [(at, at)] * bool(at)
                for one, other in legs if self.asks_for(event) else ():
                    if one is None or other is None or one == other == at or trails.apart(one, other):
                        found.setdefault((_kind_of_leg(event, one, other), one, other), []).append(event)
        return found

    def facilities(self) -> dict[str, list[Happening]]:
        """Where people were held: custody that does not end there."""
        found: dict[str, list[Happening]] = {}
        for event in self.events():
            place = trails.leaving(event)[1]
            if place and event.kind in trails.TELLS - trails.CLOSES and PLACES[place][0] == "facility":
                found.setdefault(place, []).append(event)
        return found

    def in_hands(self, body: str, measure: str, *, below: bool) -> set[str]:
        """Persons arrested by a body, handed over to it, or held by it at any time."""
        role, kinds = {
            "arrests": ("by", trails.ARRESTS),
            "handovers_received": ("to", set(MOVES[1:])),
            "held": ("by", trails.TELLS - trails.CLOSES - set(MOVES)),
        }[measure]
        bodies = {body} | {a for a in AGENCIES if below and trails.lies_in(a, body)}
        found = {
            event.person
            for event in self.events()
            if event.kind in kinds and role in event.roles and trails.body(event.roles[role]) in bodies
        }
        if measure == "held":
            found |= self.in_hands(body, "handovers_received", below=below)
            found |= {
                e.person
                for e in self.events()
                if e.kind == "transfer" and trails.body(e.roles.get("to", "x:mss-old")) in bodies and "to" in e.roles
            }
        return found

    def present(self, place: str = "", agency: str = "") -> dict[str, tuple[str, str]]:
        """Event to person and role: what happened at a place or within it, or by a body under any of its names."""
        found = {}
        for event in self.events():
            here = {
                role
                for role, other in event.roles.items()
                if (place and other in PLACES and trails.lies_in(other, place))
                or (agency and other in AGENCIES and trails.body(other) == trails.body(agency))
            }
            if here:
                found[event.id] = (event.person, _role(event, here))
        return found


def _kind_of_leg(event: Happening, one: str | None, other: str | None) -> str:
    """The crossing itself; a way on which a border is passed; else a way in North Korea or in another country."""
    if one == other and one in CROSSINGS:
        return "crossing"
    lands = [PLACES[place][1] for place in (one, other) if place and place not in CROSSINGS]
    in_one_land = len(lands) == 2 and lands[0] == lands[1]
    passed_elsewhere = one in CROSSINGS or other in CROSSINGS
    if len(set(lands)) == 2 or (event.kind in MOVES[1:] and not in_one_land and not passed_elsewhere):
        return "handover"
    return "inside" if (lands or [left_in(event)])[0] == "KP" else "abroad"


def _role(event: Happening, here: set[str]) -> str:
    if event.kind in MOVES:
        return "arrived" if here & {"reached", "to"} else "left" if here & {"left", "from"} else "passed"
    if event.kind in trails.CLOSES:
        return "left"
    return "held" if event.kind in trails.TELLS else "other"


def cut_points(ties: Iterable[tuple[str, str]]) -> set[str]:
    """Nodes without which more pieces are left than before, by taking each away."""
    graph: nx.Graph = nx.Graph(list(ties))
    pieces = nx.number_connected_components(graph)
    return {
        n
        for n in graph
        if nx.number_connected_components(nx.Graph(graph.subgraph(set(graph) - {n}))) > pieces - (graph.degree(n) == 0)
    }


def bridges(ties: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    graph: nx.Graph = nx.Graph(list(ties))
    found = set()
    for a, b in list(graph.edges):
        graph.remove_edge(a, b)
        if not nx.has_path(graph, a, b):
            found.add((min(a, b), max(a, b)))
        graph.add_edge(a, b)
    return found


def least_cut(weights: dict[tuple[str, str], int], start: str, end: str) -> int:
    """The fewest persons on ties that lead out of any set of nodes that holds the one end and not the other."""
    others = sorted({node for tie in weights for node in tie} - {start, end})
    sides = [{start, *side} for size in range(len(others) + 1) for side in combinations(others, size)]
    return min(sum(w for (a, b), w in weights.items() if a in side and b not in side) for side in sides)


def first_and_last(events: Iterable[Happening]) -> tuple[Any, Any]:
    found = list(events)
    return min((e.lo for e in found if e.lo is not None), default=None), max(
        (e.hi for e in found if e.hi is not None), default=None
    )
