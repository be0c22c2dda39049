"""Folding of a large family: branches in which nobody was harmed become a number beside the relative they hang on."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from app.views.family_tree import Tree

#: A family of more persons is folded.
MOST_PERSONS = 40
#: So many are drawn of a family that is still larger then: those nearest to one person.
MOST_DRAWN = 80


def fold_family(tree: Tree, harmed: Iterable[str]) -> tuple[Tree, dict[str, int]]:
    """Return the tree without branches in which nobody was harmed, and how many hang on whom.

    Parameters
    ----------
    tree : Tree
    harmed : iterable of str
        Who was taken or acted; nobody folds nothing.

    Returns
    -------
    tree : Tree
        The harmed, whoever joins them, and the parents of children who stay. No harmed person is left out.
    folded : dict of str to int
        Person who stays to the number of persons folded there; their sum is the number of persons left out.

    Notes
    -----
    Ends that nobody harmed stands at are cut from the graph of persons and sibships until none is left. O(n).
    """
    kept = set(harmed) & tree.births.keys()
    if not kept:
        return tree, {}
    graph = _graph(tree)
    core = _cut(graph, kept)
    married = {tuple(sorted(pair)) for pair in tree.couples}
    for parents in [node[0] for node in core if isinstance(node, tuple)]:
        children = tree.by_birth(str(each) for each in graph[parents, ""] if each not in parents)
        if any(child in core for child in children):
            core.update(parents)
        elif parents not in married:
            # only a child joins them
            core.add(children[0])
    stay = {each: year for each, year in tree.births.items() if each in core}
    ties = {"parents": tree.parents, "couples": tree.couples, "siblings": tree.siblings, "kin": tree.kin}
    return Tree.of(stay, ties), _hang(tree, stay)


def near_family(tree: Tree, start: str, most: int) -> Tree:
    """Return the tree with at most so many persons: those nearest to one, by ties; then whoever no tie joins to him.

    Parameters
    ----------
    tree : Tree
    start : str
        A person of the tree.
    most : int
        At least 1.

    Returns
    -------
    Tree
        The same one where it is no larger.

    Notes
    -----
    O(persons + ties).
    """
    if len(tree.births) <= most:
        return tree
    steps = tree.steps()
    met: dict[str, None] = {}
    for first in (start, *tree.births):
        waiting = deque([first])
        while waiting and len(met) < most:
            each = waiting.popleft()
            if each not in met:
                met[each] = None
                waiting.extend(other for other, _ in steps[each] if other not in met)
    ties = {"parents": tree.parents, "couples": tree.couples, "siblings": tree.siblings, "kin": tree.kin}
    return Tree.of({each: year for each, year in tree.births.items() if each in met}, ties)


def _graph(tree: Tree) -> dict[object, set[object]]:
    """Return persons and sibships as nodes: a tree as far as the family is one."""
    graph: dict[object, set[object]] = {each: set() for each in tree.births}
    parents_of: dict[str, list[str]] = defaultdict(list)
    for parent, child in tree.parents:
        parents_of[child].append(parent)
    for child, parents in parents_of.items():
        _join(graph, child, (tuple(sorted(parents)), ""))
        for parent in parents:
            _join(graph, parent, (tuple(sorted(parents)), ""))
    known = {tuple(sorted(parents)) for parents in parents_of.values()}
    for a, b in [*tree.couples, *tree.siblings, *((a, b) for a, b, _ in tree.kin)]:
        if tuple(sorted((a, b))) not in known:
            _join(graph, a, b)
    return graph


def _join(graph: dict[object, set[object]], a: object, b: object) -> None:
    graph.setdefault(a, set()).add(b)
    graph.setdefault(b, set()).add(a)


def _cut(graph: Mapping[object, set[object]], kept: set[str]) -> set[object]:
    """Return the nodes that are left when every loose end without a kept person is cut."""
    left = {node: set(near) for node, near in graph.items()}
    ends = deque(node for node, near in left.items() if len(near) <= 1 and node not in kept)
    while ends:
        node = ends.popleft()
        if node not in left:
            continue
        for near in left.pop(node):
            left[near].discard(node)
            if len(left[near]) <= 1 and near not in kept:
                ends.append(near)
    return set(left)


def _hang(tree: Tree, stay: Mapping[str, object]) -> dict[str, int]:
    """Return how many persons were folded at each one who stays: each at the nearest one."""
    steps = tree.steps()
    root = {each: each for each in stay}
    waiting = deque(stay)
    while waiting:
        each = waiting.popleft()
        for other, _ in steps[each]:
            if other not in root:
                root[other] = root[each]
                waiting.append(other)
    folded: dict[str, int] = defaultdict(int)
    for each in tree.births:
        if each not in stay:
            # who is joined to nobody stays in the count of the first
            folded[root.get(each, next(iter(stay)))] += 1
    return dict(folded)
