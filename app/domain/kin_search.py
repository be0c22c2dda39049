"""Every relation between two persons: two walkers that climb towards a common ancestor without meeting before.

One walker starts at a (or a spouse of a), one at b (or the person whose spouse b is). The one that stands lower in the
order child before parent moves next, so a person on both legs is always met by both at once: that is the top of the
relation, and the walk ends there. The number of states is bounded by the degree, not by the number of paths.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.kin_net import Net

#: Steps of one search. Where a pedigree needs more, the search ends with the degree that it has completed.
MAX_STEPS = 100_000
_Path = tuple[int, ...]
_Label = tuple[bool, _Path, _Path]


@dataclass(frozen=True, slots=True)
class Walk:
    """One way from a to b.

    Attributes
    ----------
    start, end : int or None
        The spouse of a at the start; b after a marriage step at the end.
    up_leg : tuple of int
        From a (or its spouse) up to the top, both included.
    down_leg : tuple of int
        From b (or the person whose spouse b is) up to the top, both included.
    one_of : bool
        It uses one of several readings of a term.
    """

    a: int
    start: int | None
    up_leg: tuple[int, ...]
    down_leg: tuple[int, ...]
    end: int | None
    one_of: bool

    @property
    def top(self) -> int:
        """The person at which the walk turns."""
        return self.up_leg[-1]


@dataclass(frozen=True, slots=True)
class _State:
    """Where the two walkers stand, with what the later steps or the kind of relation depend on."""

    low: int
    low_from: int
    high: int
    high_from: int
    up: int
    side: str | None
    bits: int
    crowded: bool
    seen: frozenset[int]


def heights(net: Net, person: int, most: int) -> dict[int, int]:
    """Return the ancestors within some steps, with the fewest steps to each; the person itself at 0.

    Parameters
    ----------
    net : Net
    person : int
        Number of the person in the net.
    most : int
        Most parent steps.

    Returns
    -------
    dict of int to int
        Ancestor to steps.
    """
    found = {person: 0}
    level = [person]
    for height in range(1, most + 1):
        level = list({parent: None for child in level for parent in net.parents[child] if parent not in found})
        if not level:
            break
        found.update(dict.fromkeys(level, height))
    return found


class PairSearch:
    """The search for every relation of two persons.

    Parameters
    ----------
    most : int
        The greatest chon.

    Attributes
    ----------
    reached : int
        The degree to which the walks are complete; below ``most`` only where the search needed more than ``MAX_STEPS``.
    """

    def __init__(self, net: Net, a: int, b: int, most: int) -> None:
        self.net, self.a, self.b, self.most = net, a, b, most
        self.reached = most
        self.steps_left = MAX_STEPS
        self._heights: dict[int, dict[int, int]] = {}

    def walks(self) -> Iterator[Walk]:
        """Yield walks from a to b, at least one of every kind of relation.

        Notes
        -----
        Kinds differ by marriage steps, up, down, side, half and nature. The legs share no person but the top, do not
        pass through a again, and with a marriage step at both ends the last blood relative is not a spouse of a.
        """
        net, a, b = self.net, self.a, self.b
        mates = net.spouses[a]
        for start in (None, *mates):
            first = a if start is None else start
            soft = start is not None and net.bond(a, first).one_of
            if first == b:
                yield Walk(a, start, (first,), (first,), None, soft)
            for end in (None, *net.spouses[b]):
                last = b if end is None else end
                if last in (a, first) or (start is not None and end is not None and last in mates):
                    continue
                softer = soft or (end is not None and net.bond(b, last).one_of)
                legs = _Legs(self, (self.heights(first), self.heights(last)), -1 if start is None else a)
                for one_of, up_leg, down_leg in legs.find(first, last):
                    yield Walk(a, start, up_leg, down_leg, None if end is None else b, softer or one_of)

    def heights(self, person: int) -> dict[int, int]:
        """Return the ancestors within reach, with the fewest steps to each; found once per person."""
        if person not in self._heights:
            self._heights[person] = heights(self.net, person, self.most)
        return self._heights[person]


class _Legs:
    """The search for pairs of legs between two persons."""

    def __init__(self, search: PairSearch, found: tuple[dict[int, int], dict[int, int]], blocked: int) -> None:
        self.search = search
        self.net = search.net
        self.most = search.most
        self.blocked = blocked
        common = {person for person in found[0] if person in found[1] and person != blocked}
        both = (_steps_to(self.net, found[0], common), _steps_to(self.net, found[1], common)) if common else ({}, {})
        self.to_top: tuple[dict[int, int], dict[int, int]] = both

    def find(self, first: int, last: int) -> Iterator[_Label]:
        """Yield (one of several readings, up leg, down leg), nearest first."""
        if first not in self.to_top[0] or last not in self.to_top[1] or self.blocked == last:
            return
        seen = frozenset(person for person in (first, last) if person in self.net.cyclic)
        level: dict[_State, _Label] = {
            _State(first, -1, last, -1, 0, None, 0, False, seen): (False, (first,), (last,)),
        }
        for degree in range(self.most):
            following: dict[_State, _Label] = {}
            met: list[_Label] = []
            for state, label in level.items():
                met.extend(self._move(state, label, degree, following))
                if self.search.steps_left < 0:
                    self.search.reached = min(self.search.reached, degree)
                    return
            yield from met
            level = following
            if not level:
                return

    def _move(self, state: _State, label: _Label, degree: int, following: dict[_State, _Label]) -> Iterator[_Label]:
        """Move the lower walker one step; in a circle of ancestors, either. Yield the legs that meet."""
        low, high = self.net.order[state.low], self.net.order[state.high]
        if low <= high:
            yield from self._climb(state, label, degree, following, own=True)
        if high <= low:
            yield from self._climb(state, label, degree, following, own=False)

    def _climb(
        self, state: _State, label: _Label, degree: int, following: dict[_State, _Label], *, own: bool
    ) -> Iterator[_Label]:
        net = self.net
        here, other = (state.low, state.high) if own else (state.high, state.low)
        reach, other_reach = self.to_top if own else self.to_top[::-1]
        room = self.most - degree - 1 - other_reach[other]
        up = state.up + own
        down = degree + 1 - up
        self.search.steps_left -= len(net.parents[here])
        for parent in net.parents[here]:
            if parent == self.blocked or reach.get(parent, self.most + 1) > room or parent in state.seen - {other}:
                continue
            crowded = state.crowded or parent in net.crowded
            if crowded and up and down:
                continue
            step = net.parent_step(here, parent)
            one_of = label[0] or step.one_of
            legs = (one_of, (*label[1], parent), label[2]) if own else (one_of, label[1], (*label[2], parent))
            if parent == other:
                yield legs
                continue
            after = _State(
                low=parent if own else state.low,
                low_from=here if own else state.low_from,
                high=state.high if own else parent,
                high_from=state.high_from if own else here,
                up=up,
                side=net.sexes[parent] if own and up == 1 else state.side,
                bits=state.bits | step.bits,
                crowded=crowded,
                seen=state.seen | {parent} if parent in net.cyclic else state.seen,
            )
            known = following.get(after)
            if known is None or legs < known:
                following[after] = legs


def _steps_to(net: Net, found: dict[int, int], goals: set[int]) -> dict[int, int]:
    """Return, for those of some persons that can climb to a goal within them, the fewest steps up to one."""
    below: dict[int, list[int]] = {}
    for child in found:
        for parent in net.parents[child]:
            if parent in found:
                below.setdefault(parent, []).append(child)
    steps = dict.fromkeys(goals, 0)
    queue = list(goals)
    for person in queue:
        for child in below.get(person, ()):
            if child not in steps:
                steps[child] = steps[person] + 1
                queue.append(child)
    return steps
