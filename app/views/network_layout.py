"""Positions for networks that are too large to settle in the browser: rings around the node in the middle.

Each ring holds the nodes of one distance; a node gets a sector as wide as what hangs behind it, so lines seldom cross.
The same network always has the same positions.
"""

import math
from collections import Counter
from operator import mul

from app.views.network_fold import Folded

_RING = 190.0
_LEAST_ARC = 78.0


def ring_positions(folded: Folded, focus: str) -> dict[str, tuple[int, int]]:
    """Place every node.

    Parameters
    ----------
    folded : Folded
    focus : str
        Key of the node in the middle; the first node when it is not there.

    Returns
    -------
    dict of str to (int, int)
        Node key to x and y, in pixels of the picture at scale 1.

    Notes
    -----
    A breadth-first tree from the focus; the radius of a ring grows until its nodes have room. Nodes that nothing joins
    to the focus stand on the outermost ring. O(nodes log nodes + lines).
    """
    if not folded.nodes:
        return {}
    keys = sorted(folded.nodes)
    place = {key: number for number, key in enumerate(keys)}
    around: list[list[int]] = [[] for _key in keys]
    for line in folded.lines:
        start, end = place[line.start], place[line.end]
        around[start].append(end)
        around[end].append(start)
    root = place.get(focus, 0)
    order, depth = _outward(around, root)
    children = _tree(around, root, depth)
    points = _sectors(order, children, _radii(depth), depth)
    return {key: points[place[key]] for key in folded.nodes}


def _outward(around: list[list[int]], root: int) -> tuple[list[int], list[int]]:
    """Return the nodes from the root outwards, and how many lines each is away; unreached ones come last."""
    depth = [-1] * len(around)
    depth[root] = 0
    order = [root]
    for node in order:
        beyond = depth[node] + 1
        for near in around[node]:
            if depth[near] < 0:
                depth[near] = beyond
                order.append(near)
    apart = depth[order[-1]] + 1
    if len(order) < len(depth):
        order += [node for node, away in enumerate(depth) if away < 0]
        depth = [away if away >= 0 else apart for away in depth]
    return order, depth


def _tree(around: list[list[int]], root: int, depth: list[int]) -> list[list[int]]:
    """Return the nodes that hang on each node: each on the least loaded one a ring further in."""
    children: list[list[int]] = [[] for _node in around]
    for node, near in enumerate(around):
        if node == root:
            continue
        above = depth[node] - 1
        inner = [each for each in near if depth[each] == above]
        if len(inner) > 1:
            inner = [min([(len(children[each]), each) for each in inner])[1]]
        children[inner[0] if inner else root].append(node)
    return children


def _sectors(
    order: list[int], children: list[list[int]], radius: list[float], depth: list[int]
) -> list[tuple[int, int]]:
    weight = [1] * len(order)
    for node in reversed(order):
        if children[node]:
            weight[node] = sum([weight[child] for child in children[node]])
    angles = [0.0] * len(order)
    sectors = [(order[0], 0.0, 2 * math.pi)]
    for node, begin, width in sectors:
        share, start = width / weight[node], begin
        for child in children[node]:
            part = share * weight[child]
            angles[child] = start + part / 2
            if children[child]:
                sectors.append((child, start, part))
            start += part
    rings = [radius[away] for away in depth]
    across = map(round, map(mul, rings, map(math.cos, angles)))
    down = map(round, map(mul, rings, map(math.sin, angles)))
    return list(zip(across, down, strict=True))


def _radii(depth: list[int]) -> list[float]:
    on_ring = Counter(depth)
    radii = [0.0]
    for ring in range(1, max(depth) + 1):
        radii.append(max(radii[-1] + _RING, on_ring[ring] * _LEAST_ARC / (2 * math.pi)))
    return radii
