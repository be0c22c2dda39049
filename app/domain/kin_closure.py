"""Everyone within a degree of one person, each with the nearest relation: one search outwards, level by level.

A label is one number that orders by degree, then by whether the walk uses one of several readings of a term, then by
the steps up. Walks are not kept: the one that a label stands for is traced back when it is asked for.
"""

from dataclasses import dataclass, field

from app.domain.kin_net import Net
from app.domain.kin_search import Walk
from app.domain.kin_types import relation_rank

#: Phases of a blood walk: up; up over a placeholder; straight down; down after up.
_UP, _UP_CROWDED, _STRAIGHT, _DOWN = range(4)
_DEGREE, _SOFT = 24, 16  # where these parts of a label begin
_REST = (1 << _DEGREE) - 1
_Key = tuple[int, int]  # phase, person
_STEPS_UP = (1 << _SOFT) - 1
#: No walk is longer; labels hold so many steps.
MOST_CHON = _STEPS_UP


@dataclass(slots=True)
class _Reach:
    """The blood relatives of some persons: the label of each, by phase."""

    phases: tuple[dict[int, int], dict[int, int], dict[int, int], dict[int, int]]
    #: Person -> the smallest of its labels.
    best: dict[int, int] = field(default_factory=dict)

    def phase(self, person: int) -> int:
        """Return the first phase in which a person has its smallest label."""
        label = self.best[person]
        return next(number for number, labels in enumerate(self.phases) if labels.get(person) == label)


#: One person near another, enough to rank and to trace the walk: a key that orders by rank, alternatives last, fewer
#: steps up first; whether the walk starts with a marriage step; the last blood relative; the person after a marriage
#: step at the end. A plain tuple: there is one for each relative, and a class would double the time of a circle.
_Found = tuple[int, bool, int, int | None]


class Circle:
    """The persons within some degree of one person.

    Parameters
    ----------
    most : int
        The greatest chon; spouses are at 0.

    Notes
    -----
    O(persons and steps reached). Where nobody near is a placeholder or known by a term of several readings, a plain
    search does; else every phase has labels of its own, and both find the same. The nearest walk never has legs that
    cross or pass through a: the short cut would be nearer still. Among equals a walk without alternatives, then the one
    with fewer steps up, is taken.
    """

    def __init__(self, net: Net, a: int, most: int) -> None:
        self.net = net
        self.a = a
        most = min(most, MOST_CHON)
        mates = net.spouses[a]
        self._own = _plain(net, [a], most, -1) or _search(net, {a: 0}, most, -1)
        self._theirs = _plain(net, mates, most, a) or _search(
            net, {mate: int(net.bond(a, mate).one_of) for mate in mates}, most, a
        )
        self.found: dict[int, _Found] = {}
        self._came: dict[tuple[bool, int, int], _Key] = {}
        self._offer(self._own, False)
        self._offer(self._theirs, True)

    def _offer(self, reach: _Reach, start: bool) -> None:
        """Take each blood relative, and each spouse of one, if no nearer way to that person is known."""
        net, found, a = self.net, self.found, self.a
        spouses, recorded, soft = net.spouses, net.recorded, net.soft_mates
        closed = {a, *spouses[a]} if start else {a}
        blood, marriage = relation_rank(start, 0, False), relation_rank(start, 0, True)
        for last, label in reach.best.items():
            rank, rest = label >> _DEGREE << 2, label & _REST
            if last != a and last < recorded:
                key = rank + blood << _DEGREE | rest
                known = found.get(last)
                if known is None or key < known[0]:
                    found[last] = (key, start, last, None)
            if last in closed:
                continue
            for end in spouses[last]:
                if end == a or end >= recorded:
                    continue
                key = rank + marriage << _DEGREE | rest
                if soft and (last, end) in soft:
                    key |= 1 << _SOFT
                known = found.get(end)
                if known is None or key < known[0]:
                    found[end] = (key, start, last, end)

    def ranks(self) -> dict[int, int]:
        """Return the nearness of everyone found, ``4 chon + 2 start + end``."""
        return {person: found[0] >> _DEGREE for person, found in self.found.items()}

    def nearest_first(self) -> list[int]:
        """Return everyone found by rank, then number."""
        return [person for _, person in sorted((found[0] >> _DEGREE, person) for person, found in self.found.items())]

    def walk(self, person: int) -> Walk:
        """Return the walk to a person that was found."""
        key, begins, last, end = self.found[person]
        reach = self._theirs if begins else self._own
        phase, here = reach.phase(last), last
        up_leg: list[int] = []
        down_leg: list[int] = []
        while True:
            (down_leg if phase >= _STRAIGHT else up_leg).append(here)
            if reach.phases[phase][here] >> _DEGREE == 0:
                break
            step = (begins, phase, here)
            if step not in self._came:
                self._came[step] = self._before(reach, phase, here)
            phase, here = self._came[step]
        if up_leg:
            down_leg.append(up_leg[0])
            up_leg.reverse()
        else:
            up_leg = [down_leg[-1]]
        start = up_leg[0] if begins else None
        return Walk(self.a, start, tuple(up_leg), tuple(down_leg), end, bool(key >> _SOFT & 1))

    def walks(self, person: int) -> list[Walk]:
        """Return the walk to a person in a list, an empty one if the person was not found."""
        return [self.walk(person)] if person in self.found else []

    def _before(self, reach: _Reach, phase: int, here: int) -> _Key:
        """Return where the step before can have come from: the label there plus the step gives the label here."""
        soft, crowded = self.net.soft, self.net.crowded
        up = phase <= _UP_CROWDED
        step = (1 << _DEGREE) + up
        label = reach.phases[phase][here]
        others = iter(self.net.children[here] if up else self.net.parents[here])
        origins = _origins(phase, here in crowded)
        while True:  # every label but a seed's was made by a step
            other = next(others)
            for origin in origins if phase != _DOWN or other not in crowded else ():
                before = reach.phases[origin].get(other, -step)
                after = before + step
                if soft and ((other, here) if up else (here, other)) in soft:
                    after |= 1 << _SOFT
                if after == label:
                    return origin, other


def _origins(phase: int, crowded: bool) -> tuple[int, ...]:
    """Return the phases from which a step can lead to a phase."""
    if phase <= _UP_CROWDED:
        return (_UP, _UP_CROWDED) if crowded else (phase,)
    return (_STRAIGHT,) if phase == _STRAIGHT else (_UP, _DOWN)


def _plain(net: Net, seeds: list[int], most: int, blocked: int) -> _Reach | None:
    """Search up and down from the seeds where a walk is told by its steps alone; None where somebody near is special.

    Persons of one degree are taken by their steps up, fewest first, so the first label of a person is the smallest.
    """
    parents, children, special = net.parents, net.children, net.special
    up = dict.fromkeys(seeds, 0)
    up[blocked] = -1
    best = dict(up)
    level = list(seeds)
    groups: list[list[int]] = []  # persons of the degree before, by their steps up
    for degree in range(1, most + 1):
        groups.append(level)
        for ups, group in enumerate(groups):
            if special and not special.isdisjoint(group):
                return None
            groups[ups] = _first_reached(children, group, best, degree << _DEGREE | ups)
        level = _first_reached(parents, level, up, degree << _DEGREE | degree)
        for parent in level:
            best.setdefault(parent, up[parent])
        if not (level or any(groups)):
            break
    if special and not special.isdisjoint(best):
        return None
    del up[blocked], best[blocked]
    return _Reach((up, {}, {}, best), best)


def _first_reached(neighbours: list[list[int]], group: list[int], labels: dict[int, int], label: int) -> list[int]:
    """Give everyone one step from a group a label who has none yet; return them."""
    fresh: list[int] = []
    for person in group:
        for other in neighbours[person]:
            if other not in labels:
                labels[other] = label
                fresh.append(other)
    return fresh


def _search(net: Net, seeds: dict[int, int], most: int, blocked: int) -> _Reach:
    """Search up and down from the seeds; each walk is straight down, or up and then down."""
    labels = {seed: one_of << _SOFT for seed, one_of in seeds.items()}
    reach = _Reach((labels, {}, dict(labels), {}))
    for phase in reach.phases:
        phase[blocked] = -1
    levels = (list(seeds), list[int](), list(seeds), list[int]())
    for degree in range(1, most + 1):
        step = degree << _DEGREE
        levels = (
            *_climb(net, reach, levels, step),
            _descend(net, reach.phases[_STRAIGHT], (reach.phases[_STRAIGHT], levels[_STRAIGHT]), step, frozenset()),
            _descend(net, reach.phases[_DOWN], (reach.phases[_DOWN], levels[_DOWN]), step, net.crowded)
            + (
                _descend(net, reach.phases[_DOWN], (reach.phases[_UP], levels[_UP]), step, net.crowded)
                if degree > 1
                else []
            ),
        )
        if not any(levels):
            break
    best = reach.best
    for phase in reach.phases:
        del phase[blocked]
        for person, label in phase.items():
            if label < best.get(person, label + 1):
                best[person] = label
    return reach


_Levels = tuple[list[int], list[int], list[int], list[int]]


def _climb(net: Net, reach: _Reach, levels: _Levels, step: int) -> tuple[list[int], list[int]]:
    """Take every step up; return who is reached for the first time, without and with a placeholder on the way."""
    following: tuple[list[int], list[int]] = ([], [])
    for origin, person in ((up, person) for up in (_UP, _UP_CROWDED) for person in levels[up]):
        rest = (reach.phases[origin][person] & _REST) + 1 | step
        for parent in net.parents[person]:
            to = _UP_CROWDED if origin == _UP_CROWDED or parent in net.crowded else _UP
            label = rest if (person, parent) not in net.soft else rest | 1 << _SOFT
            target = reach.phases[to]
            known = target.get(parent)
            if known is None:
                following[to].append(parent)
                target[parent] = label
            elif label < known:
                target[parent] = label
    return following


def _descend(
    net: Net,
    target: dict[int, int],
    origin: tuple[dict[int, int], list[int]],
    step: int,
    closed: set[int] | frozenset[int],
) -> list[int]:
    """Take every step down from one level but from those closed; return who is reached for the first time."""
    following: list[int] = []
    labels, level = origin
    children, soft = net.children, net.soft
    for person in level:
        if person in closed:
            continue
        rest = labels[person] & _REST | step
        for child in children[person]:
            label = rest if not soft or (child, person) not in soft else rest | 1 << _SOFT
            known = target.get(child)
            if known is None:
                following.append(child)
                target[child] = label
            elif label < known:
                target[child] = label
    return following
