"""The kinship net: recorded ties turned into parent and spouse steps, with the persons that no source records.

After this, kinship is only up, down and spouse. Persons are numbers: recorded ones first, in the order of their ids,
then the unrecorded parents and spouses that a tie needs (a sibling without parents, a step-parent, a term such as
grandparent).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.claims import GRADE_RANK
from app.domain.kin_order import generation_order
from app.domain.kin_types import FEMALE, MALE, MAX_CHILDREN, PLAIN_NATURES, KinPerson, KinTie

ADOPTIVE, FOSTER = 1, 2
_BITS = {"adoptive": ADOPTIVE, "foster": FOSTER}


@dataclass(slots=True)
class ParentStep:
    """One step from a child to a parent.

    Attributes
    ----------
    bits : int
        0 plain, ``ADOPTIVE``, ``FOSTER``.
    tie : KinTie or None
        The tie that says so; None: shared with full siblings, so it rests on theirs.
    one_of : bool
        It belongs to one of several readings of a term.
    """

    bits: int
    tie: KinTie | None
    one_of: bool = False


@dataclass(slots=True)
class SpouseStep:
    """One marriage step; ``bond`` is marriage, partner, former_marriage or former_partner."""

    bond: str
    tie: KinTie
    one_of: bool = False


@dataclass(slots=True)
class Net:
    """The steps between persons, as lists over person numbers. Filled by ``kin_build``, then only read."""

    ids: list[str] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    sexes: list[str | None] = field(default_factory=list)
    births: list[tuple[int | None, int | None]] = field(default_factory=list)
    parents: list[list[int]] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    spouses: list[list[int]] = field(default_factory=list)
    parent_steps: dict[tuple[int, int], ParentStep] = field(default_factory=dict)
    spouse_steps: dict[tuple[int, int], SpouseStep] = field(default_factory=dict)
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
    #: Parent steps (child, parent) and pairs of spouses that belong to one of several readings of a term.
    soft: set[tuple[int, int]] = field(default_factory=set)
    soft_mates: set[tuple[int, int]] = field(default_factory=set)
    self_ties: list[KinTie] = field(default_factory=list)

    def add_person(self, id: str, person: KinPerson | None = None, sex: str | None = None) -> int:
        """Add a person and return its number; an unrecorded one has an empty id."""
        number = len(self.ids)
        self.ids.append(id)
        told = person.sex if person else sex
        self.sexes.append(told if told in (MALE, FEMALE) else None)
        self.births.append((person.birth_earliest, person.birth_latest) if person else (None, None))
        self.parents.append([])
        self.children.append([])
        self.spouses.append([])
        if id:
            self.index[id] = number
        return number

    def add_parent(self, child: int, parent: int, step: ParentStep) -> None:
        """Add a parent step; of several between two persons the plainest, then the best graded stays."""
        known = self.parent_steps.get((child, parent))
        if known is None:
            self.parents[child].append(parent)
            self.children[parent].append(child)
        elif (known.bits, _rank(known.tie)) <= (step.bits, _rank(step.tie)):
            return
        self.parent_steps[child, parent] = step

    def add_spouse(self, a: int, b: int, step: SpouseStep) -> None:
        """Add a marriage step; of several between two persons a standing marriage, then the best graded stays."""
        pair = (min(a, b), max(a, b))
        known = self.spouse_steps.get(pair)
        if known is None:
            self.spouses[a].append(b)
            self.spouses[b].append(a)
        elif _bond_rank(known) <= _bond_rank(step):
            return
        self.spouse_steps[pair] = step

    def bond(self, a: int, b: int) -> SpouseStep:
        """Return the marriage step between two persons."""
        return self.spouse_steps[min(a, b), max(a, b)]

    def plain_parents(self, child: int) -> set[int]:
        """Return the recorded parents by birth or of unknown nature, shared ones included."""
        return {p for p in self.parents[child] if p < self.recorded and not self.parent_steps[child, p].bits}

    def half(self, top: int, c1: int, c2: int) -> str:
        """Say whether two children of one person are full or half siblings: full, half, unknown, or empty.

        Empty where the question does not arise: an adopted child with one common parent, or a person known by a term
        alone.
        """
        adopted = self.parent_steps[c1, top].bits or self.parent_steps[c2, top].bits
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
        tie = self.parent_steps[child, parent].tie
        if tie is not None:
            return [tie]
        holders = {c for c in self.children[parent] if self.parent_steps[c, parent].tie is not None}
        route = self.full_route(child, holders)
        end = _other_end(self, child, route)
        own = self.parent_steps[end, parent].tie if (end, parent) in self.parent_steps else None
        return [*route, *([own] if own else [])]

    def close(self) -> None:
        """Sort the lists, number the generations, note cycles and placeholders; called after the last step."""
        for row in (*self.parents, *self.children, *self.spouses):
            row.sort()
        self.order, cycles = generation_order(self.parents)
        self.cyclic = {person for cycle in cycles for person in cycle}
        self.soft = {pair for pair, step in self.parent_steps.items() if step.one_of}
        pairs = [pair for pair, bond in self.spouse_steps.items() if bond.one_of]
        self.soft_mates = {*pairs, *((b, a) for a, b in pairs)}
        self.crowded = {p for p, row in enumerate(self.children) if len(row) > MAX_CHILDREN}


def _other_end(net: Net, start: int, route: list[KinTie]) -> int:
    """Follow a route (last tie first) and return where it ends."""
    person = net.ids[start]
    for tie in reversed(route):
        person = tie.b if tie.a == person else tie.a
    return net.index[person]


def _rank(tie: KinTie | None) -> int:
    return GRADE_RANK[tie.grade] if tie is not None else len(GRADE_RANK)


def _bond_rank(step: SpouseStep) -> tuple[bool, bool, int]:
    return step.bond.startswith("former"), step.bond.endswith("partner"), _rank(step.tie)


def step_bits(nature: str) -> int:
    """Return the bits of a parent tie's nature."""
    return 0 if nature in PLAIN_NATURES else _BITS[nature]


def sorted_ties(ties: Iterable[KinTie]) -> list[KinTie]:
    """Return ties in an order that does not depend on how they came."""
    return sorted(ties, key=lambda tie: (tie.kind, tie.a, tie.b, tie.nature, tie.term, tie.until, tie.claims))
