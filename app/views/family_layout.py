"""Places in a family chart: generations as rows, couples side by side, children under the middle of their parents.

Positions are the least squares of all wishes with a least gap between neighbours: each row is one regression of
adjacent violators pooled, swept up and down until nothing moves.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.views.family_tree import Tree, Unit, generations, ordered_rows, units_of

GAP = 8.0
_SWEEPS = 100
_STILL = 0.05


@dataclass(frozen=True, slots=True)
class Placed:
    """Where everybody stands.

    Attributes
    ----------
    x : mapping of str to float
        Middle of each person.
    row : mapping of str to int
        0 is the eldest generation.
    order : sequence of sequence of str
        The persons of each row from left to right.
    width : float
    sibships : sequence of Sibship
        Parents with their children.
    """

    x: Mapping[str, float]
    row: Mapping[str, int]
    order: Sequence[Sequence[str]]
    width: float
    sibships: Sequence["Sibship"]


@dataclass(frozen=True, slots=True)
class Sibship:
    """Children of the same recorded parents; or siblings without any, then ``parents`` is empty."""

    parents: tuple[str, ...]
    children: tuple[str, ...]


@dataclass(slots=True)
class _Places:
    """The state of the sweeps: the middle of each unit, and where its persons stand from there."""

    units: Sequence[Unit]
    rows: Sequence[Sequence[int]]
    at: list[float]
    slot: float
    unit_of: dict[str, int] = field(default_factory=dict)
    offset: dict[str, float] = field(default_factory=dict)

    def x(self, person: str) -> float:
        return self.at[self.unit_of[person]] + self.offset[person]

    def seat(self) -> None:
        """Set the offsets anew after the persons of units were put in order."""
        for i, unit in enumerate(self.units):
            for place, person in enumerate(unit.persons):
                self.unit_of[person] = i
                self.offset[person] = self.slot * (place - (len(unit.persons) - 1) / 2)


def family_layout(tree: Tree, slot: float) -> Placed:
    """Place the persons of a family.

    Parameters
    ----------
    tree : Tree
        With at least one person.
    slot : float
        Room of one person, with the text below.

    Returns
    -------
    Placed

    Notes
    -----
    At most a hundred sweeps of O(persons + ties) each; loops and ties that disagree only make lines longer.
    """
    row = generations(tree)
    units = units_of(tree, row)
    rows = ordered_rows(tree, units)
    places = _Places(units, rows, [0.0] * len(units), slot)
    places.seat()
    for listed in rows:
        x = 0.0
        for i in listed:
            wide = slot * len(units[i].persons)
            places.at[i] = x + wide / 2
            x += wide + GAP
    families = sibships(tree, row)
    _sweep(places, families, _SWEEPS // 4)
    if _turn(places, tree):
        places.seat()
    _sweep(places, families, _SWEEPS)
    return _placed(places, row, families)


def sibships(tree: Tree, row: Mapping[str, int]) -> list[Sibship]:
    """Return the sibships of a family: by the parents on record in a row above; then siblings without parents.

    Parameters
    ----------
    tree : Tree
    row : mapping of str to int

    Returns
    -------
    list of Sibship
        By their parents; children by birth.
    """
    parents_of: dict[str, list[str]] = defaultdict(list)
    for parent, child in tree.parents:
        if row[parent] < row[child]:
            parents_of[child].append(parent)
    children: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for child, parents in parents_of.items():
        children[tuple(sorted(parents))].append(child)
    found = [Sibship(parents, tuple(tree.by_birth(listed))) for parents, listed in sorted(children.items())]
    return found + [Sibship((), tuple(tree.by_birth(pair))) for pair in tree.siblings]


def _sweep(places: _Places, families: Sequence[Sibship], most: int) -> None:
    above, below = _by_side(families)
    down = list(range(len(places.rows)))
    for sweep in range(most):
        moved = 0.0
        for number in down if sweep % 2 == 0 else reversed(down):
            moved = max(moved, _settle(places, places.rows[number], above, below))
        if moved < _STILL:
            break
    # downwards last, so that no child stands a little beside the line that comes down to it
    for number in down:
        _settle(places, places.rows[number], above, below)


def _by_side(families: Sequence[Sibship]) -> tuple[dict[str, Sibship], dict[str, list[Sibship]]]:
    """Return the sibship that each person is a child of, and those that each is a parent of."""
    above: dict[str, Sibship] = {}
    below: dict[str, list[Sibship]] = defaultdict(list)
    for family in families:
        for child in family.children:
            above.setdefault(child, family)
        for parent in family.parents:
            below[parent].append(family)
    return above, below


def _settle(
    places: _Places, listed: Sequence[int], above: Mapping[str, Sibship], below: Mapping[str, Sequence[Sibship]]
) -> float:
    """Move the units of one row to where they wish to stand, with their gaps; return the greatest move."""
    wishes, weights, shifts = [], [], []
    shift = 0.0
    for place, i in enumerate(listed):
        wide = places.slot * len(places.units[i].persons)
        shift += wide / 2 + GAP if place else 0.0
        shifts.append(shift)
        shift += wide / 2
        wanted = _wishes(places, i, above, below)
        total = sum(weight for _, weight in wanted)
        wishes.append(sum(x * weight for x, weight in wanted) / total if total else places.at[i])
        weights.append(total or 0.05)
    pooled = pooled_means([wish - shift for wish, shift in zip(wishes, shifts, strict=True)], weights)
    moved = 0.0
    for i, x, shift in zip(listed, pooled, shifts, strict=True):
        moved = max(moved, abs(places.at[i] - x - shift))
        places.at[i] = x + shift
    return moved


def _wishes(
    places: _Places, i: int, above: Mapping[str, Sibship], below: Mapping[str, Sequence[Sibship]]
) -> list[tuple[float, float]]:
    """Return where a unit would stand for each sibship that it belongs to, with weights."""
    found = []
    for person in places.units[i].persons:
        family = above.get(person)
        if family is not None and family.parents:
            found.append((_mean(places, family.parents) - places.offset[person], 1.0))
        elif family is not None:
            others = [each for each in family.children if each != person]
            found.append((_mean(places, others) - places.offset[person], 0.3))
        for own in below.get(person, ()):
            parents = sum(places.offset[each] for each in own.parents if places.unit_of[each] == i)
            mine = sum(places.unit_of[each] == i for each in own.parents)
            found.append((_mean(places, own.children) - parents / mine, 1.0 / mine))
    return found


def _mean(places: _Places, persons: Sequence[str]) -> float:
    return sum(places.x(each) for each in persons) / len(persons)


def pooled_means(wishes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the never falling numbers that are nearest to some wishes, by weighted least squares.

    Parameters
    ----------
    wishes, weights : sequence of float
        Of equal length; weights are greater than 0.

    Returns
    -------
    list of float

    Notes
    -----
    Adjacent violators are pooled; O(n).

    References
    ----------
    .. [1] Barlow et al. (1972), *Statistical Inference under Order Restrictions*.

    Examples
    --------
    >>> pooled_means([3.0, 1.0, 5.0], [1.0, 1.0, 1.0])
    [2.0, 2.0, 5.0]
    """
    pools: list[list[float]] = []
    for wish, weight in zip(wishes, weights, strict=True):
        pools.append([wish, weight, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, heavy, count = pools.pop()
            last = pools[-1]
            last[0] = (last[0] * last[1] + mean * heavy) / (last[1] + heavy)
            last[1] += heavy
            last[2] += count
    return [mean for mean, _, count in pools for _ in range(int(count))]


def _turn(places: _Places, tree: Tree) -> bool:
    """Turn couples so that who has parents further left stands left; a man stands left of a wife of equal claim."""
    over: dict[str, list[float]] = defaultdict(list)
    for parent, child in tree.parents:
        over[child].append(places.x(parent))
    turned = False
    for i, unit in enumerate(places.units):
        ends = [_pull(over.get(end), places.at[i]) for end in (unit.persons[0], unit.persons[-1])]
        if len(unit.persons) > 1 and ends[0] > ends[1]:
            unit.persons.reverse()
            turned = True
    return turned


def _pull(parents: Sequence[float] | None, here: float) -> float:
    return sum(parents) / len(parents) if parents else here


def _placed(places: _Places, row: Mapping[str, int], families: Sequence[Sibship]) -> Placed:
    x = {person: places.x(person) for person in row}
    left = min(x.values()) - places.slot / 2
    order = [[person for i in listed for person in places.units[i].persons] for listed in places.rows]
    shifted = {person: at - left for person, at in x.items()}
    return Placed(shifted, row, order, max(shifted.values()) + places.slot / 2, families)
