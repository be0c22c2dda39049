"""Everyone within a degree of one person, each with the nearest relation: one search outwards, level by level."""

from dataclasses import dataclass

from app.domain.kin_net import Net
from app.domain.kin_search import Walk
from app.domain.kin_types import relation_rank

#: Phases of a blood walk: up; up through a placeholder; straight down; down after up.
_UP, _UP_CROWDED, _STRAIGHT, _DOWN = range(4)
_Key = tuple[int, int]  # phase, person


@dataclass(slots=True)
class _Reach:
    """The blood relatives of some persons: per (phase, person) the label (degree, one of, up) and where it came from."""

    labels: dict[_Key, tuple[int, bool, int]]
    came: dict[_Key, _Key | None]
    #: Person -> its best (degree, one of, up, phase).
    best: dict[int, tuple[int, bool, int, int]]


def nearest_walks(net: Net, a: int, most: int) -> dict[int, tuple[int, Walk]]:
    """Return, for every recorded person within some degree of a, the rank of the nearest relation and one walk.

    Parameters
    ----------
    most : int
        The greatest chon; spouses are at 0.

    Notes
    -----
    O(persons and steps reached). The nearest walk never has legs that cross or pass through a: the short cut would be
    nearer. Among equals a walk without alternatives, then the one with fewer steps up, is taken.
    """
    mates = net.spouses[a]
    own = _reach(net, {a: False}, most, -1)
    theirs = _reach(net, {mate: net.bond(a, mate).one_of for mate in mates}, most, a)
    found: dict[int, tuple[tuple[int, bool, int], bool, int, int | None]] = {}

    def offer(person: int, key: tuple[int, bool, int], start: bool, last: int, end: int | None) -> None:
        if person != a and person < net.recorded and (person not in found or key < found[person][0]):
            found[person] = (key, start, last, end)

    for start, reach in ((False, own), (True, theirs)):
        for last, (degree, one_of, up, _) in reach.best.items():
            offer(last, (relation_rank(start, degree, False), one_of, up), start, last, None)
            if last == a or (start and last in mates):
                continue
            for end in net.spouses[last]:
                soft = one_of or net.bond(last, end).one_of
                offer(end, (relation_rank(start, degree, True), soft, up), start, last, end)
    return {
        person: (key[0], _walk(a, theirs if start else own, start, last, end, one_of=key[1]))
        for person, (key, start, last, end) in found.items()
    }


def _reach(net: Net, seeds: dict[int, bool], most: int, blocked: int) -> _Reach:
    """Search up and down from the seeds; each walk is straight down, or up and then down."""
    reach = _Reach({}, {}, {})
    level: list[_Key] = []
    for seed, one_of in seeds.items():
        for phase in (_UP, _STRAIGHT):
            reach.labels[phase, seed] = (0, one_of, 0)
            reach.came[phase, seed] = None
            level.append((phase, seed))
    degree = 0
    while level:
        for phase, person in level:
            label = reach.labels[phase, person]
            best = reach.best.get(person)
            if best is None or (*label, phase) < best:
                reach.best[person] = (*label, phase)
        if degree == most:
            break
        degree += 1
        level = _next_level(net, reach, level, degree, blocked)
    return reach


def _next_level(net: Net, reach: _Reach, level: list[_Key], degree: int, blocked: int) -> list[_Key]:
    """Take every step that the rules allow from one level, and return what is reached for the first time."""
    labels, came = reach.labels, reach.came
    following: list[_Key] = []

    def step(key: _Key, origin: _Key, one_of: bool, up: int) -> None:
        label = (degree, one_of, up)
        known = labels.get(key)
        if known is None:
            following.append(key)
        elif known <= label:
            return
        labels[key] = label
        came[key] = origin

    for origin in level:
        phase, person = origin
        _, soft, up = labels[origin]
        if phase <= _UP_CROWDED:
            for parent in net.parents[person]:
                if parent != blocked:
                    to = _UP_CROWDED if phase == _UP_CROWDED or parent in net.crowded else _UP
                    step((to, parent), origin, soft or net.parent_steps[person, parent].one_of, degree)
        if phase == _STRAIGHT or (phase in (_UP, _DOWN) and up and person not in net.crowded):
            to = _STRAIGHT if phase == _STRAIGHT else _DOWN
            for child in net.children[person]:
                if child != blocked:
                    step((to, child), origin, soft or net.parent_steps[child, person].one_of, up)
    return following


def _walk(a: int, reach: _Reach, start: bool, last: int, end: int | None, *, one_of: bool) -> Walk:
    """Trace a walk back from its last blood relative."""
    key: _Key | None = (reach.best[last][3], last)
    down_leg: list[int] = []
    up_leg: list[int] = []
    while key is not None:
        (down_leg if key[0] >= _STRAIGHT else up_leg).append(key[1])
        key = reach.came[key]
    if up_leg:
        down_leg.append(up_leg[0])
        up_leg.reverse()
    else:
        up_leg = [down_leg[-1]]
    first = up_leg[0]
    return Walk(a, first if start else None, tuple(up_leg), tuple(down_leg), end, one_of)
