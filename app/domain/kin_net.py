"""The kinship net: recorded ties turned into parent and spouse steps, with the persons that no source records.

After this, kinship is only up, down and spouse. Persons are numbers: recorded ones first, in the order of their ids,
then the unrecorded parents and spouses that a tie needs (a sibling without parents, a step-parent, a term such as
grandparent).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from app.domain.kin_order import generation_order
from app.domain.kin_rows import TieRows
from app.domain.kin_steps import (
    ParentStep,
    SpouseStep,
    TieOrder,
    bond_rank,
    bond_word,
    step_bits,
    step_rank,
    tie_order,
)
from app.domain.kin_types import FEMALE, MALE, MAX_CHILDREN, MAX_SPOUSES, KinTie

#: A pair of persons as one number: the first in the upper bits.
_PAIR = 32
#: Steps that are kept once they were asked for; above, all are forgotten and made again.
_MOST_KEPT = 100_000


@dataclass(slots=True)
class Net:
    """The steps between persons, as lists over person numbers. Filled by ``kin_build``, then only read."""

    ids: list[str] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    sexes: list[str | None] = field(default_factory=list)
    birth_earliest: list[int | None] = field(default_factory=list)
    birth_latest: list[int | None] = field(default_factory=list)
    parents: list[list[int]] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    spouses: list[list[int]] = field(default_factory=list)
    #: The recorded ties, and the row of the tie behind each recorded step, by pair: (child, parent), (less, greater).
    rows: TieRows = field(default_factory=lambda: TieRows.of(()))
    parent_rows: dict[int, int] = field(default_factory=dict)
    spouse_rows: dict[int, int] = field(default_factory=dict)
    #: The steps made for siblings, step-parents and terms.
    made_parents: dict[tuple[int, int], ParentStep] = field(default_factory=dict)
    made_spouses: dict[tuple[int, int], SpouseStep] = field(default_factory=dict)
    _kept: dict[int, ParentStep] = field(default_factory=dict)
    _kept_bonds: dict[int, SpouseStep] = field(default_factory=dict)
    _kept_halves: dict[tuple[int, int, int], str] = field(default_factory=dict)
    recorded: int = 0
    #: Unrecorded parents of siblings: full, half or unknown.
    halves: dict[int, str] = field(default_factory=dict)
    #: Unrecorded persons made for a term.
    told: set[int] = field(default_factory=set)
    #: Full siblings: person -> number of the group, and the ties between them.
    groups: dict[int, int] = field(default_factory=dict)
    full_ties: dict[int, list[tuple[int, KinTie]]] = field(default_factory=dict)
    half_pairs: set[tuple[int, int]] = field(default_factory=set)
    order: list[int] = field(default_factory=list)
    cyclic: set[int] = field(default_factory=set)
    crowded: set[int] = field(default_factory=set)
    #: Persons with more spouses than anyone has.
    overmarried: set[int] = field(default_factory=set)
    #: Parent steps (child, parent) and pairs of spouses that belong to one of several readings of a term.
    soft: set[tuple[int, int]] = field(default_factory=set)
    soft_mates: set[tuple[int, int]] = field(default_factory=set)
    #: Placeholders, and everyone in such a step or pair: near them a walk is told by more than its steps.
    special: set[int] = field(default_factory=set)
    self_ties: list[KinTie] = field(default_factory=list)

    def add_person(self, *, sex: str | None = None) -> int:
        """Add an unrecorded person and return its number."""
        self.ids.append("")
        self.sexes.append(sex if sex in (MALE, FEMALE) else None)
        self.birth_earliest.append(None)
        self.birth_latest.append(None)
        self.parents.append([])
        self.children.append([])
        self.spouses.append([])
        return len(self.ids) - 1

    def add_parent(self, child: int, parent: int, step: ParentStep) -> None:
        """Add a made parent step; of several between two persons the plainest, then the best graded stays."""
        if not self.has_parent(child, parent):
            self.parents[child].append(parent)
            self.children[parent].append(child)
        elif step_rank(self.parent_step(child, parent)) <= step_rank(step):
            return
        else:
            self.parent_rows.pop(child << _PAIR | parent, None)
            self._kept.pop(child << _PAIR | parent, None)
        self.made_parents[child, parent] = step

    def add_spouse(self, a: int, b: int, step: SpouseStep) -> None:
        """Add a made marriage step; of several between two persons a standing marriage, then the best graded stays."""
        pair = (min(a, b), max(a, b))
        if b not in self.spouses[a]:
            self.spouses[a].append(b)
            self.spouses[b].append(a)
        elif bond_rank(self.bond(a, b)) <= bond_rank(step):
            return
        else:
            self.spouse_rows.pop(pair[0] << _PAIR | pair[1], None)
            self._kept_bonds.pop(pair[0] << _PAIR | pair[1], None)
        self.made_spouses[pair] = step

    def add_parent_row(self, child: int, parent: int, row: int) -> None:
        """Add the parent step of a recorded tie; of several the plainest, then the best graded stays."""
        key = child << _PAIR | parent
        known = self.parent_rows.get(key)
        if known is None:
            self.parents[child].append(parent)
            self.children[parent].append(child)
        elif self._parent_rank(known) <= self._parent_rank(row):
            return
        self.parent_rows[key] = row

    def add_spouse_row(self, a: int, b: int, row: int) -> None:
        """Add the marriage step of a recorded tie; of several a standing marriage, then the best graded stays."""
        key = a << _PAIR | b if a < b else b << _PAIR | a
        known = self.spouse_rows.get(key)
        if known is None:
            self.spouses[a].append(b)
            self.spouses[b].append(a)
        elif self._spouse_rank(known) <= self._spouse_rank(row):
            return
        self.spouse_rows[key] = row

    def _parent_rank(self, row: int) -> tuple[tuple[int, int], TieOrder]:
        tie = self.rows.tie(row)
        return step_rank(ParentStep(step_bits(tie.nature), tie)), tie_order(tie)

    def _spouse_rank(self, row: int) -> tuple[tuple[bool, bool, int], TieOrder]:
        tie = self.rows.tie(row)
        return bond_rank(SpouseStep(bond_word(tie), tie)), tie_order(tie)

    def has_parent(self, child: int, parent: int) -> bool:
        """Say whether there is a step from a child to a parent."""
        return child << _PAIR | parent in self.parent_rows or (child, parent) in self.made_parents

    def parent_step(self, child: int, parent: int) -> ParentStep:
        """Return the step from a child to a parent; that of a recorded tie is made when it is asked for."""
        key = child << _PAIR | parent
        step = self._kept.get(key)
        if step is None:
            row = self.parent_rows.get(key)
            if row is None:
                return self.made_parents[child, parent]
            tie = self.rows.tie(row)
            step = ParentStep(step_bits(tie.nature), tie)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = step
        return step

    def bond(self, a: int, b: int) -> SpouseStep:
        """Return the marriage step between two persons; that of a recorded tie is made when it is asked for."""
        key = a << _PAIR | b if a < b else b << _PAIR | a
        step = self._kept_bonds.get(key)
        if step is None:
            row = self.spouse_rows.get(key)
            if row is None:
                return self.made_spouses[min(a, b), max(a, b)]
            tie = self.rows.tie(row)
            step = SpouseStep(bond_word(tie), tie)
            if len(self._kept_bonds) >= _MOST_KEPT:
                self._kept_bonds.clear()
            self._kept_bonds[key] = step
        return step

    def recorded_parents(self) -> Iterator[tuple[int, int, int]]:
        """Yield child, parent and row of every parent tie that is a step."""
        for key, row in self.parent_rows.items():
            yield key >> _PAIR, key & (1 << _PAIR) - 1, row

    def plain_parents(self, child: int) -> set[int]:
        """Return the recorded parents by birth or of unknown nature, shared ones included."""
        return {p for p in self.parents[child] if p < self.recorded and not self.parent_step(child, p).bits}

    def half(self, top: int, c1: int, c2: int) -> str:
        """Say whether two children of one person are full or half siblings: full, half, unknown, or empty.

        Empty where the question does not arise: an adopted child with one common parent, or a person known by a term
        alone.
        """
        key = (top, c1, c2)
        found = self._kept_halves.get(key)
        if found is None:
            found = self._half(top, c1, c2)
            if len(self._kept_halves) >= _MOST_KEPT:
                self._kept_halves.clear()
            self._kept_halves[key] = found
        return found

    def _half(self, top: int, c1: int, c2: int) -> str:
        adopted = self.parent_step(c1, top).bits or self.parent_step(c2, top).bits
        if top >= self.recorded:
            return self.halves.get(top, "")
        if c1 >= self.recorded or c2 >= self.recorded:
            return ""
        if adopted:
            common = set(self.parents[c1]) & set(self.parents[c2])
            return "full" if len(common) > 1 else ""
        group = self.groups.get(c1)
        if group is not None and group == self.groups.get(c2):
            return "full"
        if (min(c1, c2), max(c1, c2)) in self.half_pairs:
            return "half"
        others1, others2 = self.plain_parents(c1) - {top}, self.plain_parents(c2) - {top}
        if others1 & others2:
            return "full"
        return "half" if others1 and others2 else "unknown"

    def full_route(self, start: int, goals: set[int]) -> list[KinTie]:
        """Return the fewest full-sibling ties from a person to the nearest of some siblings."""
        came: dict[int, tuple[int, KinTie] | None] = {start: None}
        queue = [start]
        place = 0
        while queue[place] not in goals:
            for sibling, tie in self.full_ties[queue[place]]:
                if sibling not in came:
                    came[sibling] = (queue[place], tie)
                    queue.append(sibling)
            place += 1
        ties: list[KinTie] = []
        step = came[queue[place]]
        while step is not None:
            ties.append(step[1])
            step = came[step[0]]
        return ties

    def ties_up(self, child: int, parent: int) -> list[KinTie]:
        """Return the ties on which a parent step rests."""
        tie = self.parent_step(child, parent).tie
        if tie is not None:
            return [tie]
        holders = {c for c in self.children[parent] if self.parent_step(c, parent).tie is not None}
        route = self.full_route(child, holders)
        end = _other_end(self, child, route)
        own = self.parent_step(end, parent).tie if self.has_parent(end, parent) else None
        return [*route, *([own] if own else [])]

    def close(self) -> None:
        """Sort the lists, number the generations, note cycles and placeholders; called after the last step."""
        self._kept_halves.clear()
        for rows in (self.parents, self.children, self.spouses):
            for row in rows:
                if len(row) > 1:
                    row.sort()
        self.order, cycles = generation_order(self.parents)
        self.cyclic = {person for cycle in cycles for person in cycle}
        self.soft = {pair for pair, step in self.made_parents.items() if step.one_of}
        pairs = [pair for pair, bond in self.made_spouses.items() if bond.one_of]
        self.soft_mates = {*pairs, *((b, a) for a, b in pairs)}
        self.crowded = {p for p, row in enumerate(self.children) if len(row) > MAX_CHILDREN}
        self.overmarried = {p for p, row in enumerate(self.spouses) if len(row) > MAX_SPOUSES}
        self.special = {*self.crowded, *chain.from_iterable((*self.soft, *self.soft_mates))}


def _other_end(net: Net, start: int, route: list[KinTie]) -> int:
    """Follow a route (last tie first) and return where it ends."""
    person = net.ids[start]
    for tie in reversed(route):
        person = tie.b if tie.a == person else tie.a
    return net.index[person]
