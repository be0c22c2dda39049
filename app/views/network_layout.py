"""Positions for networks that are too large to settle in the browser: rings around the node in the middle.

Each ring holds the nodes of one distance; a node gets a sector as wide as what hangs behind it, so lines seldom cross.
The same network always has the same positions.
"""

import math
from collections import defaultdict

from app.views.network_fold import Folded, neighbours, steps_from

_RING = 190.0
_LEAST_ARC = 78.0


def ring_positions(folded: Folded, focus: str) -> dict[str, tuple[float, float]]:
    """Place every node.

    Parameters
    ----------
    folded : Folded
    focus : str
        Key of the node in the middle; the first node when it is not there.

    Returns
    -------
    dict of str to (float, float)
        Node key to x and y, in pixels of the picture at scale 1.

    Notes
    -----
    A breadth-first tree from the focus; the radius of a ring grows until its nodes have room. Nodes that nothing joins
    to the focus stand on the outermost ring. O(nodes + lines).
    """
    if not folded.nodes:
        return {}
    root = focus if focus in folded.nodes else min(folded.nodes)
    distance = steps_from(folded, [root])
    apart = max(distance.values()) + 1
    depth = {key: distance.get(key, apart) for key in folded.nodes}
    children = _tree(folded, root, depth)
    weight = _weights(children, depth)
    radius = _radii(depth)
    positions = {root: (0.0, 0.0)}
    sectors = [(root, 0.0, 2 * math.pi)]
    while sectors:
        key, start, width = sectors.pop()
        total = sum(weight[child] for child in children[key])
        for child in children[key]:
            part = width * weight[child] / total
            angle = start + part / 2
            ring = radius[depth[child]]
            positions[child] = (round(ring * math.cos(angle), 1), round(ring * math.sin(angle), 1))
            sectors.append((child, start, part))
            start += part
    return positions


def _tree(folded: Folded, root: str, depth: dict[str, int]) -> dict[str, list[str]]:
    around = neighbours(folded)
    children: dict[str, list[str]] = defaultdict(list)
    for key in sorted(folded.nodes):
        if key == root:
            continue
        above = [near for near in around[key] if depth[near] == depth[key] - 1]
        # the least loaded node above keeps the sectors even
        parent = min(above, key=lambda near: (len(children[near]), near)) if above else root
        children[parent].append(key)
    return children


def _weights(children: dict[str, list[str]], depth: dict[str, int]) -> dict[str, float]:
    weight: dict[str, float] = {}
    for key in sorted(depth, key=lambda each: -depth[each]):
        weight[key] = max(1.0, sum(weight.get(child, 1.0) for child in children[key]))
    return weight


def _radii(depth: dict[str, int]) -> dict[int, float]:
    on_ring: dict[int, int] = defaultdict(int)
    for ring in depth.values():
        on_ring[ring] += 1
    radii = {0: 0.0}
    for ring in range(1, max(depth.values()) + 1):
        needed = on_ring[ring] * _LEAST_ARC / (2 * math.pi)
        radii[ring] = max(radii[ring - 1] + _RING, needed)
    return radii
