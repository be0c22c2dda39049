"""Places for a network of agencies: the offices of North Korea to the right, those of other countries to the left.

On each side an office stands one column further out than the one above it, between the first and the last of its own
offices, so lines of the organisation do not cross and handovers run from the left to the right.
"""

from collections.abc import Mapping, Sequence
from typing import Any

#: Six columns of boxes with wrapped names fit into a page of common width without being too small to read.
_COLUMN, _ROW, _MIDDLE = 165, 66, 110
_OWN = "KP"


def agency_places(bodies: Sequence[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """Place every agency.

    Parameters
    ----------
    bodies : sequence of mapping
        ``id, parent, country`` in the order of the tree, each behind the one it is part of; a parent that is not among
        them counts as none.

    Returns
    -------
    dict of str to (int, int)
        Id to x and y. No two agencies share a place.

    Notes
    -----
    An office stands on the side of the one above it. O(agencies).
    """
    place: dict[str, tuple[int, int]] = {}
    for sign, side in _sides(bodies):
        rows = _rows(side)
        middle = (max(rows.values(), default=0.0)) / 2
        level: dict[str, int] = {}
        for body in side:
            level[body["id"]] = level[body["parent"]] + 1 if body["parent"] in level else 0
            x = sign * (_MIDDLE + level[body["id"]] * _COLUMN)
            place[body["id"]] = (x, round((rows[body["id"]] - middle) * _ROW))
    return {body["id"]: place[body["id"]] for body in bodies}


def _sides(bodies: Sequence[Mapping[str, Any]]) -> list[tuple[int, list[Mapping[str, Any]]]]:
    """Return the agencies of the left and of the right side; the trees of one country stand together."""
    top: dict[str, Mapping[str, Any]] = {}
    for body in bodies:
        top[body["id"]] = top.get(body["parent"] or "", body)
    ranked = sorted(bodies, key=lambda body: top[body["id"]]["country"] or "")
    right = [body for body in ranked if top[body["id"]]["country"] == _OWN]
    return [(-1, [body for body in ranked if top[body["id"]]["country"] != _OWN]), (1, right)]


def _rows(side: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return the row of each agency of a side: one for each without offices below, a parent between its own."""
    below: dict[str, list[str]] = {body["id"]: [] for body in side}
    for body in side:
        if body["parent"] in below:
            below[body["parent"]].append(body["id"])
    rows: dict[str, float] = {}
    free = 0
    for body in side:
        if not below[body["id"]]:
            rows[body["id"]] = float(free)
            free += 1
    for body in reversed(side):
        if own := below[body["id"]]:
            rows[body["id"]] = (rows[own[0]] + rows[own[-1]]) / 2
    return rows
