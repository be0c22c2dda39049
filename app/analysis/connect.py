"""Connect: how two persons are connected at all, over ties of any kind. This is not kinship."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.analysis.casebook import Casebook
from app.analysis.options import option, shown_options
from app.analysis.ties import Node, Tie, TieIndex

MOST_PATHS = 20


@dataclass(frozen=True, slots=True)
class ConnectOptions:
    """Who is to be connected.

    Attributes
    ----------
    a, b : str
    max_degree : int
        A node other than a person or event with more ties is a hub: no path runs through it.
    max_steps : int
        The longest path that is looked for, in ties.
    limit : int
        At most so many paths.
    """

    a: str = option(..., "person", "one person")
    b: str = option(..., "person", "the other person")
    max_degree: int = option(50, "int", "a node with more ties than this is a hub", least=2, most=1_000_000)
    max_steps: int = option(12, "int", "the longest path that is looked for, in ties", least=1, most=60)
    limit: int = option(MOST_PATHS, "int", "at most so many paths", least=1, most=MOST_PATHS)


def connect(book: Casebook, options: ConnectOptions) -> dict[str, Any]:
    """Return the shortest paths between two persons over all ties, hubs left out.

    Parameters
    ----------
    book : Casebook
    options : ConnectOptions

    Returns
    -------
    dict
        ``data_version, parameters, a, b, length, paths, hubs, truncated``. ``length`` is the number of ties, None
        when there is no path. A path has ``nodes`` (label, id) and ``ties`` (type, from, to, claims, grade); paths
        come in the order of their nodes. ``hubs`` are those met on the way and not entered.

    Raises
    ------
    NotFound
        No such person.

    Notes
    -----
    All ties between persons, families, cases, agencies, places and events count alike, in both directions, without
    rumours. A tie says that two appear together in what sources say, no more. Agencies, places, families and cases
    with more than ``max_degree`` ties are hubs: everyone is tied to the ministry. Breadth first, O(ties met).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> found = connect(sample_case(), ConnectOptions("x:ben", "x:dan"))
    >>> found["length"], [node["id"] for node in found["paths"][0]["nodes"]]
    (2, ['x:ben', 'x:ada', 'x:dan'])
    """
    a, b = book.known_person(options.a).id, book.known_person(options.b).id
    index = book.ties
    search = _Search(index, options)
    found = search.paths(("Person", a), ("Person", b))
    shown = found[: options.limit]
    return {
        "data_version": book.data_version,
        "parameters": shown_options(options),
        "a": a,
        "b": b,
        "length": len(shown[0]) - 1 if shown else None,
        "paths": [_path(index, nodes) for nodes in shown],
        "hubs": [_node(node) for node in sorted(search.hubs)],
        "truncated": {"limit": options.limit, "left_out": None} if len(found) > options.limit else None,
    }


class _Search:
    """A breadth-first search that enters no hub."""

    def __init__(self, index: TieIndex, options: ConnectOptions) -> None:
        self.index = index
        self.options = options
        self.hubs: set[Node] = set()

    def paths(self, start: Node, goal: Node) -> list[list[Node]]:
        """Return the shortest paths in the order of their nodes; one more than the limit shows that there are more."""
        steps = self._steps_from(goal, start)
        if start == goal or start not in steps:
            return []
        found: list[list[Node]] = []
        waiting = [[start]]
        while waiting and len(found) <= self.options.limit:
            path = waiting.pop()
            if path[-1] == goal:
                found.append(path)
                continue
            nearer = steps[path[-1]] - 1
            following = [node for node in self.index.neighbours(path[-1]) if steps.get(node) == nearer]
            waiting += [[*path, node] for node in reversed(following)]
        return found

    def _steps_from(self, goal: Node, start: Node) -> dict[Node, int]:
        """Return the distance to the goal of everything up to the start."""
        steps = {goal: 0}
        level = [goal]
        for distance in range(1, self.options.max_steps + 1):
            beside = dict.fromkeys(other for node in level for other in self.index.neighbours(node))
            level = [other for other in beside if other not in steps and not self._is_hub(other)]
            steps.update(dict.fromkeys(level, distance))
            if start in steps or not level:
                break
        return steps

    def _is_hub(self, node: Node) -> bool:
        hub = node[0] not in ("Person", "Event") and self.index.degree(node) > self.options.max_degree
        if hub:
            self.hubs.add(node)
        return hub


def _node(node: Node) -> dict[str, str]:
    return {"label": node[0], "id": node[1]}


def _path(index: TieIndex, nodes: list[Node]) -> dict[str, Any]:
    ties = [index.best_tie(one, other) for one, other in pairwise(nodes)]
    return {"nodes": [_node(node) for node in nodes], "ties": [_tie(tie) for tie in ties]}


def _tie(tie: Tie) -> dict[str, Any]:
    return {"type": tie.type, "from": tie.start[1], "to": tie.end[1], "claims": list(tie.claims), "grade": tie.grade}
