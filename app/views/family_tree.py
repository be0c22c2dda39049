"""A family as rows of units: who stands in which generation, who stands beside whom, in which order."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_GENERATION_YEARS = 27
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tree:
    """The persons of a chart and their ties, each person among ``births``.

    Attributes
    ----------
    births : mapping of str to (int or None)
        Person to the year of birth, as far as it is known; in the order in which equal ones stand.
    parents, couples, siblings : sequence of (str, str)
        (parent, child), and pairs.
    kin : sequence of (str, str, int)
        (a, b, generations that b stands below a), where only a word joins two persons.
    """

    births: Mapping[str, int | None]
    parents: Sequence[Pair] = ()
    couples: Sequence[Pair] = ()
    siblings: Sequence[Pair] = ()
    kin: Sequence[tuple[str, str, int]] = ()

    @classmethod
    def of(cls, births: Mapping[str, int | None], ties: Mapping[str, Sequence[Any]]) -> "Tree":
        """Return a tree of what the pedigree tells, without ties to persons who are not drawn."""
        kept = {
            name: [tie for tie in ties[name] if tie[0] in births and tie[1] in births and tie[0] != tie[1]]
            for name in ("parents", "couples", "siblings", "kin")
        }
        return cls(births, **{name: [tuple(tie) for tie in listed] for name, listed in kept.items()})

    def steps(self) -> dict[str, list[tuple[str, int]]]:
        """Return the ties of each person, each with how many generations the other stands below."""
        found: dict[str, list[tuple[str, int]]] = {each: [] for each in self.births}
        level = [(a, b, 0) for a, b in [*self.couples, *self.siblings]]
        for a, b, down in [*level, *((a, b, 1) for a, b in self.parents), *self.kin]:
            found[a].append((b, down))
            found[b].append((a, -down))
        return found

    def partners(self) -> list[Pair]:
        """Return who stands side by side: couples, and parents of one child of whom no marriage is recorded."""
        of_child: dict[str, list[str]] = defaultdict(list)
        for parent, child in self.parents:
            of_child[child].append(parent)
        pairs = {(min(pair), max(pair)) for pair in self.couples}
        pairs |= {(min(pair), max(pair)) for pair in of_child.values() if len(set(pair)) == 2}
        return sorted(pairs)

    def by_birth(self, persons: Iterable[str]) -> list[str]:
        """Return persons by year of birth, those of whom it is not known last."""
        return sorted(persons, key=lambda each: (self.births[each] is None, self.births[each] or 0, each))


@dataclass(slots=True)
class Unit:
    """Persons who stand side by side because they are couples; or one person alone."""

    row: int
    persons: list[str]
    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)


def generations(tree: Tree) -> dict[str, int]:
    """Return the row of each person, the eldest generation 0.

    Parameters
    ----------
    tree : Tree

    Returns
    -------
    dict of str to int

    Notes
    -----
    A walk over the ties from the person with most of them: where ties disagree (a marriage across generations, a
    loop of bad data), the one that is met first decides. What nothing joins is set beside it by years of birth.
    O(persons + ties).
    """
    steps = tree.steps()
    rows: dict[str, int] = {}
    anchor: float | None = None
    for start in sorted(tree.births, key=lambda each: (-len(steps[each]), each)):
        if start in rows:
            continue
        part = _walk(steps, start)
        first = min(part.values())
        eldest = _year_of_row(tree, part, first)
        shift = 0
        if eldest is not None and anchor is not None:
            shift = max(0, round((eldest - anchor) / _GENERATION_YEARS))
        anchor = eldest if anchor is None else anchor
        rows.update({each: row - first + shift for each, row in part.items()})
    return rows


def _walk(steps: Mapping[str, Sequence[tuple[str, int]]], start: str) -> dict[str, int]:
    found = {start: 0}
    waiting = deque([start])
    while waiting:
        each = waiting.popleft()
        for other, down in steps[each]:
            if other not in found:
                found[other] = found[each] + down
                waiting.append(other)
    return found


def _year_of_row(tree: Tree, part: Mapping[str, int], row: int) -> float | None:
    years = [tree.births[each] for each, at in part.items() if at == row]
    known = [year for year in years if year is not None]
    return sum(known) / len(known) if known else None


def units_of(tree: Tree, rows: Mapping[str, int]) -> list[Unit]:
    """Return the units of a family: couples of one row side by side, with the units of their parents and children.

    Parameters
    ----------
    tree : Tree
    rows : mapping of str to int

    Returns
    -------
    list of Unit
    """
    beside: dict[str, list[str]] = defaultdict(list)
    for a, b in tree.partners():
        if rows[a] == rows[b]:
            beside[a].append(b)
            beside[b].append(a)
    units: list[Unit] = []
    unit_of: dict[str, int] = {}
    # one end of a chain of marriages first, so that it is laid out from end to end
    for start in sorted(tree.births, key=lambda each: (len(beside[each]) != 1, each)):
        if start not in unit_of:
            persons = _chain(beside, start)
            unit_of.update(dict.fromkeys(persons, len(units)))
            units.append(Unit(rows[start], persons))
    for parent, child in tree.parents:
        up, down = unit_of[parent], unit_of[child]
        if units[up].row < units[down].row and up not in units[down].above:
            units[down].above.append(up)
            units[up].below.append(down)
    return units


def _chain(beside: Mapping[str, Sequence[str]], start: str) -> list[str]:
    found, waiting = [start], [start]
    while waiting:
        each = waiting.pop()
        for other in sorted(beside.get(each, ())):
            if other not in found:
                found.append(other)
                waiting.append(other)
    return found


def ordered_rows(tree: Tree, units: Sequence[Unit]) -> list[list[int]]:
    """Return the units of each row from left to right: children below their parents, siblings by birth.

    Parameters
    ----------
    tree : Tree
    units : sequence of Unit
        Their persons are set in order too: who has parents on the left stands on the left.

    Returns
    -------
    list of list of int
        Numbers of units. O(units + ties between them).
    """
    rows: list[list[int]] = [[] for _ in range(1 + max(unit.row for unit in units))]
    done: set[int] = set()
    descendants = _weights(units)
    waiting = sorted(range(len(units)), key=lambda i: (units[i].row, -descendants[i], units[i].persons))
    first_of = {i: _first_born(tree, unit) for i, unit in enumerate(units)}
    while waiting:
        stack = [waiting.pop(0)]
        while stack:
            i = stack.pop()
            if i in done:
                continue
            done.add(i)
            rows[units[i].row].append(i)
            others = [up for below in units[i].below for up in units[below].above if up not in done]
            children = sorted((each for each in units[i].below if each not in done), key=first_of.__getitem__)
            # the last on the stack is next: own children first, then the parents of those who married in
            stack += [*reversed(list(dict.fromkeys(others))), *reversed(children)]
        waiting = [i for i in waiting if i not in done]
    return rows


def _first_born(tree: Tree, unit: Unit) -> tuple[bool, int, str]:
    first = tree.by_birth(unit.persons)[0]
    return tree.births[first] is None, tree.births[first] or 0, first


def _weights(units: Sequence[Unit]) -> list[int]:
    """Return how many units hang below each one, bounded by the rows."""
    found = [1] * len(units)
    for i in sorted(range(len(units)), key=lambda i: -units[i].row):
        found[i] += sum(found[below] for below in units[i].below)
    return found
