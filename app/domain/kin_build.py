"""From recorded ties to the kinship net: the rules of sibling, step and term ties."""

from collections.abc import Callable
from itertools import product

from app.domain.kin_net import Net
from app.domain.kin_patterns import KinPattern, chain
from app.domain.kin_rows import PersonRows, TieRows
from app.domain.kin_steps import ParentStep, SpouseStep, sorted_ties, step_bits
from app.domain.kin_types import FEMALE, MALE, KinTie

_FULL = 2  # parents of a group of full siblings


def build_base(persons: PersonRows, ties: TieRows, *, foster: bool) -> tuple[Net, list[KinTie]]:
    """Build the net of all ties but the terms.

    Parameters
    ----------
    foster : bool
        Whether foster parents are parents.

    Returns
    -------
    tuple
        The net, not yet closed, and the ties of kind ``kin`` that are left.

    Notes
    -----
    No object is made for a parent or spouse tie: the step between two persons is the row of its tie.
    """
    net = _number_persons(persons, ties)
    others: dict[str, list[KinTie]] = {"step": [], "sibling": [], "kin": []}
    index, natures = net.index, ties.natures
    for row, (kind, a, b) in enumerate(zip(ties.kinds, ties.a, ties.b, strict=True)):
        if a == b:
            net.self_ties.append(ties.tie(row))
        elif kind == "spouse":
            net.add_spouse_row(index[a], index[b], row)
        elif kind != "parent":
            others[kind].append(ties.tie(row))
        elif natures[row] == "step":
            others["step"].append(ties.tie(row))
        elif foster or natures[row] != "foster":
            net.add_parent_row(index[b], index[a], row)
    net.self_ties = sorted_ties(net.self_ties)
    siblings = sorted_ties(others["sibling"])
    _join_full_siblings(net, [tie for tie in siblings if tie.nature == "full"])
    _add_other_siblings(net, [tie for tie in siblings if tie.nature != "full"])
    _add_step_parents(net, sorted_ties(others["step"]))
    return net, sorted_ties(others["kin"])


def add_reading(net: Net, tie: KinTie, reading: KinPattern, *, one_of: bool) -> None:
    """Add the steps of one reading of "a is the term of b" through unrecorded persons made for it alone.

    Parameters
    ----------
    net : Net
        Changed in place.
    tie : KinTie
        The tie whose term is read.
    reading : KinPattern
        One meaning of the term.
    one_of : bool
        True when the term has several meanings.
    """
    steps = chain(reading)
    bits = step_bits(next((nature for nature in reading.natures if nature != "partner"), ""))
    here = net.index[tie.b]
    for position, (kind, sex) in enumerate(steps):
        last = position == len(steps) - 1
        there = net.index[tie.a] if last else net.add_person(sex=sex or None)
        if not last:
            net.told.add(there)
        elif sex and net.sexes[there] is None:
            net.sexes[there] = sex
        if kind == "up":
            net.add_parent(here, there, ParentStep(bits, tie, one_of))
        elif kind == "down":
            if reading.half and here >= net.recorded:
                net.halves.setdefault(here, reading.half)
            net.add_parent(there, here, ParentStep(bits, tie, one_of))
        else:
            net.add_spouse(here, there, SpouseStep(_bond_of(reading, ended=_ended(reading, position)), tie, one_of))
        here = there


def _number_persons(persons: PersonRows, ties: TieRows) -> Net:
    """Number the recorded persons, those that only a tie names included, in the order of their ids."""
    rows = {id: row for row, id in enumerate(persons.ids)}
    named = {id for side in (ties.a, ties.b) for id in side if id not in rows}
    ids = sorted([*rows, *named])
    order = [rows.get(id, -1) for id in ids]
    known = {MALE: MALE, FEMALE: FEMALE}
    return Net(
        ids=ids,
        index={id: number for number, id in enumerate(ids)},
        sexes=[None if row < 0 else known.get(persons.sexes[row] or "") for row in order],
        birth_earliest=[None if row < 0 else persons.birth_earliest[row] for row in order],
        birth_latest=[None if row < 0 else persons.birth_latest[row] for row in order],
        parents=[[] for _ in ids],
        children=[[] for _ in ids],
        spouses=[[] for _ in ids],
        rows=ties,
        recorded=len(ids),
    )


def _ended(reading: KinPattern, position: int) -> bool:
    return reading.start_ended if reading.start and position == 0 else reading.end_ended


def _bond_of(reading: KinPattern, *, ended: bool) -> str:
    bond = "partner" if "partner" in reading.natures else "marriage"
    return f"former_{bond}" if ended else bond


def _join_full_siblings(net: Net, ties: list[KinTie]) -> None:
    """Give every group of full siblings the recorded parents of its members and unrecorded ones up to two."""
    for tie in ties:
        a, b = net.index[tie.a], net.index[tie.b]
        net.full_ties.setdefault(a, []).append((b, tie))
        net.full_ties.setdefault(b, []).append((a, tie))
    for start in sorted(net.full_ties):
        if start in net.groups:
            continue
        members = _group(net.full_ties, start)
        for member in members:
            net.groups[member] = start
        shared = sorted(set().union(*(net.plain_parents(member) for member in members)))
        for _ in range(_FULL - len(shared)):
            parent = net.add_person()
            net.halves[parent] = "full"
            shared.append(parent)
        for member, parent in product(members, shared):
            if member != parent and not net.has_parent(member, parent):
                net.add_parent(member, parent, ParentStep(0, None))


def _group(ties: dict[int, list[tuple[int, KinTie]]], start: int) -> list[int]:
    seen = {start}
    queue = [start]
    for person in queue:
        for sibling, _ in ties[person]:
            if sibling not in seen:
                seen.add(sibling)
                queue.append(sibling)
    return sorted(queue)


def _add_other_siblings(net: Net, ties: list[KinTie]) -> None:
    """Give half and unknown siblings without a shared parent one unrecorded parent of the pair's own."""
    for tie in ties:
        a, b = net.index[tie.a], net.index[tie.b]
        if tie.nature == "half":
            net.half_pairs.add((min(a, b), max(a, b)))
        if not set(net.parents[a]).isdisjoint(net.parents[b]):
            continue
        parent = net.add_person()
        net.halves[parent] = "half" if tie.nature == "half" else "unknown"
        net.add_parent(a, parent, ParentStep(0, tie))
        net.add_parent(b, parent, ParentStep(0, tie))


def _add_step_parents(net: Net, ties: list[KinTie]) -> None:
    """Make a step-parent the spouse of a parent: a recorded one if their marriage is, else an unrecorded one."""
    for tie in ties:
        step_parent, child = net.index[tie.a], net.index[tie.b]
        if step_parent in net.parents[child] or not set(net.spouses[step_parent]).isdisjoint(net.parents[child]):
            continue
        parent = net.add_person()
        net.told.add(parent)
        net.add_parent(child, parent, ParentStep(0, tie))
        net.add_spouse(parent, step_parent, SpouseStep("marriage", tie))


def add_terms(
    net: Net,
    ties: list[KinTie],
    read: Callable[[str], list[KinPattern] | None],
    given: Callable[[int, int, KinPattern], bool],
) -> list[KinTie]:
    """Add the terms that recorded ties do not give already.

    Parameters
    ----------
    read : callable
        The readings of a term; None: it has no steps; an empty list: it makes no kin.
    given : callable
        Whether the net says already that the second person is in this relation to the first.

    Returns
    -------
    list of KinTie
        The ties without steps: kin of unknown degree.
    """
    unknown: list[KinTie] = []
    wanted: list[tuple[KinTie, list[KinPattern]]] = []
    for tie in ties:
        readings = read(tie.term)
        if readings is None:
            unknown.append(tie)
        elif not any(given(net.index[tie.b], net.index[tie.a], reading) for reading in readings):
            wanted.append((tie, readings))
    for tie, readings in wanted:
        for reading in readings:
            add_reading(net, tie, reading, one_of=len(readings) > 1)
    return unknown
