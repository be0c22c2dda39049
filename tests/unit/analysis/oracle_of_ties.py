"""Who was separated, who hangs together, who is tied to whom: by definition, over the ties of a small case."""

from itertools import permutations, product

import networkx as nx

from tests.unit.analysis import oracle
from tests.unit.analysis.oracle import Case

JAIL = "x:jail"


def separations(case: Case) -> set[tuple[str, str, str]]:
    """Of two siblings, or parent and child, one has a taking that the other does not share."""
    kin = {(a, b, "parent") for a, b in case.parents}
    for a, b in permutations(case.persons, 2):
        if a < b and oracle.steps(case, a, up=True) & oracle.steps(case, b, up=True):
            kin.add((a, b, "siblings"))
    shared = {
        who: {(t[0].lo, t[0].hi, t[0].kind, t[0].place) for t in oracle.takings(case, who)} for who in case.persons
    }
    return {(a, b, tie) for a, b, tie in kin if shared[a] ^ shared[b]}


def nearest(case: Case, a: str, k: int) -> dict[str, tuple[int, int]]:
    """Everyone within a degree with the nearest relation."""
    found = {b: oracle.relations(case, a, b, k) for b in case.persons if b != a}
    return {b: min(relations) for b, relations in found.items() if relations}


def clusters(case: Case, k: int) -> dict[str, set[str]]:
    """Persons taken or acting, tied when they are kin, as components of a graph; with all their kin."""
    affected = [p for p in case.persons if oracle.takings(case, p) or oracle.acts(case, p)]
    graph = nx.Graph()
    graph.add_nodes_from(affected)
    graph.add_edges_from((a, b) for a, b in permutations(affected, 2) if oracle.relations(case, a, b, k))
    found = {}
    for core in nx.connected_components(graph):
        members = core | {b for a in core for b in nearest(case, a, k)}
        if len(members) > 1:
            found[min(core)] = members
    return found


def connections(case: Case, a: str, b: str, most: int, steps: int) -> list[list[str]]:
    """All shortest paths over all ties, as NetworkX finds them, in order; what has too many ties is left out."""
    graph = nx.Graph([*case.parents, *(tuple(sorted(pair)) for pair in case.spouses)])
    graph.add_nodes_from(case.persons)
    graph.add_edges_from((event.id, event.person) for event in case.events)
    graph.add_edges_from((event, other) for event, _, other in case.because if event != other)
    graph.add_edges_from(case.among)
    for family, members in case.families.items():
        graph.add_edges_from((member, family) for member in members)
    graph.add_edges_from((event.id, other) for event in case.events for other in (event.place, event.by) if other)
    graph.add_edges_from([(JAIL, "x:province"), ("x:county", "x:bureau"), ("x:old", "x:bureau")])
    hubs = [node for node in graph if _labelled(case, node)[0] not in ("Person", "Event") and graph.degree(node) > most]
    graph.remove_nodes_from(hubs)
    if a == b or not nx.has_path(graph, a, b) or nx.shortest_path_length(graph, a, b) > steps:
        return []
    return sorted(nx.all_shortest_paths(graph, a, b), key=lambda path: [_labelled(case, node) for node in path])


def not_taken(case: Case, acts: set[str], k: int, window: int) -> dict[tuple[str, str], tuple[int, int | None]]:
    """For each act the relatives who were not taken: alive at it, born by the end of the window.

    Whoever is among a group that was taken was taken; of a group those are left who were not taken one by one.
    """
    taken = {person for person in case.persons if oracle.takings(case, person)}
    spared = set(case.persons) - taken - {a for a, b in case.among if b in taken}
    found = {}
    for act in (event for event in case.events if event.id in acts):
        kin = {other for other in nearest(case, act.person, k) if other in spared}
        kin -= {other for other in kin if _surely_before(case.died.get(other, (None, None)), (act.lo, act.hi), 0)}
        kin -= {other for other in kin if _surely_before((act.lo, act.hi), case.born.get(other, (None, None)), window)}
        least, most = oracle.heads(case, kin)
        one_by_one, at_most = oracle.heads(case, {a for a, b in case.among if b in kin and a in taken})
        least = 0 if at_most is None else max(0, least - at_most)
        found[act.person, act.id] = least, None if most is None else max(0, most - one_by_one)
    return found


def _surely_before(one: oracle.Days, other: oracle.Days, days: int) -> bool:
    """The one is over more than so many days before the other, on every choice of days."""
    return one[1] is not None and other[0] is not None and one[1] + days < other[0]


def families_of_unknown_degree(case: Case, persons: set[str]) -> set[tuple[str, str, tuple[str, ...]]]:
    """Members of one named family between whom no kinship is recorded."""
    found = set()
    for person, (family, members) in product(persons, case.families.items()):
        others = sorted(m for m in members if m != person and not oracle.relations(case, person, m, 8))
        if person in members and others:
            found.add((person, family, tuple(others)))
    return found


def _labelled(case: Case, node: str) -> tuple[str, str]:
    labels = {"Person": case.persons, "Family": case.families, "Place": oracle.AT_PLACE, "Agency": oracle.OF_AGENCY}
    return next((label for label, known in labels.items() if node in known), "Event"), node
