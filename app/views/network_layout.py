"""Positions for networks: rings around the node in the middle, and what forces make of them where nodes are few.

Each ring holds the nodes of one distance; a node gets a sector as wide as what hangs behind it, so lines seldom cross.
The same network always has the same positions.
"""

import math
from collections import Counter
from operator import mul

import numpy as np
import numpy.typing as npt

from app.views.network_fold import Folded

_RING = 190.0
_LEAST_ARC = 78.0
#: Of the forces: how long a line wants to be, how stiff it is, how hard two nodes push each other, how hard all are
#: held in the middle; how far a node moves in the first step, what is left of that in the next, and how many steps.
_LENGTH, _STIFF, _PUSH, _HOLD = 95.0, 0.08, 50.0, 0.005
_FIRST_STEP, _COOLING, _STEPS = 40.0, 0.97, 120
#: Nodes that lie closer than this push as if they did not.
_CLOSE = 5.0
#: Names are wider than they are tall.
_WIDER = 1.25


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


def settled_positions(folded: Folded, focus: str) -> dict[str, tuple[int, int]]:
    """Place the nodes of a small network so that tied ones are near and all others apart.

    Parameters
    ----------
    folded : Folded
        At most some 150 nodes.
    focus : str
        As in :func:`ring_positions`; it is at (0, 0).

    Returns
    -------
    dict of str to (int, int)
        Node key to x and y, in pixels of the picture at scale 1.

    Notes
    -----
    Forces move nodes from the rings: a line is a spring; each other node pushes a node, the more the more lines it has
    and the nearer the two are. 120 steps, each shorter than the one before. O(120 nodes²), 20 ms for 80.

    References
    ----------
    .. [1] M. Jacomy, T. Venturini, S. Heymann, M. Bastian, "ForceAtlas2", PLoS ONE 9(6), 2014.
    """
    rings = ring_positions(folded, focus)
    keys = sorted(rings)
    number = {key: place for place, key in enumerate(keys)}
    ties = sorted({(number[line.start], number[line.end]) for line in folded.lines if line.start != line.end})
    at = np.array([complex(*rings[key]) for key in keys], dtype=np.complex128)
    at = _settled(at, np.array(ties, dtype=np.intp).reshape(-1, 2))
    at -= at[number.get(focus, 0)] if keys else 0
    return {key: (round(_WIDER * place.real), round(place.imag)) for key, place in zip(keys, at.tolist(), strict=True)}


def _settled(at: npt.NDArray[np.complex128], ties: npt.NDArray[np.intp]) -> npt.NDArray[np.complex128]:
    """Let forces act on nodes; a place is one complex number, x + yi."""
    start, end = ties[:, 0], ties[:, 1]
    mass = 1.0 + np.bincount(ties.ravel(), minlength=len(at))
    step = _FIRST_STEP
    for _ in range(_STEPS):
        apart = at[:, None] - at
        away = apart.real**2 + apart.imag**2 + _CLOSE**2
        force = mass * (_PUSH * (apart / away).sum(axis=1) - _HOLD * at)
        line = at[end] - at[start]
        pull = _STIFF * (line - _LENGTH * line / (np.abs(line) + 1.0))
        np.add.at(force, start, pull)
        np.add.at(force, end, -pull)
        moved = force / np.sqrt(mass)
        at = at + moved * np.minimum(1.0, step / (np.abs(moved) + 1.0))
        step *= _COOLING
    return at


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
