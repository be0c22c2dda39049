"""Kinship of a snapshot as tables, without an object for each person: columns are read, joined and counted as they are.

Only the few ties that make persons nobody recorded (siblings without parents, step-parents) go through the rules of the
kinship graph; where a source names kin by a term with steps, all ties do.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.analysis.bulk.kin_tables import KinTables, recorded
from app.analysis.casebook import Casebook
from app.analysis.engines import Session
from app.analysis.person_ties import kin_ties
from app.domain.claims import decides
from app.domain.kin_types import MAX_CHILDREN, MAX_SPOUSES
from app.domain.snapshot import Snapshot

_TYPES = ("PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "KIN_OF")
#: Parent ties that make no blood kin.
_NO_PARENTS = ("step", "foster")


def read_kin(book: Casebook, session: Session) -> KinTables:
    """Return the steps of kinship as tables; the same as those of ``book.kinship``.

    Parameters
    ----------
    book : Casebook
    session : Session
        Looks for told siblings without a parent in common.

    Returns
    -------
    KinTables

    Notes
    -----
    O(persons + ties) in Arrow's own code. Terms such as cousin need the whole graph: then it is built.
    """
    ties = book.snapshot.tables["kinship"]
    ids, a, b = book.snapshot.person_numbers
    deciding = _deciding(ties)
    if not pc.all(deciding).as_py():
        ties, a, b = (each.filter(deciding) for each in (ties, a, b))
    terms = pc.unique(ties.filter(pc.equal(ties["type"], "KIN_OF"))["term"]).to_pylist()
    if terms and _make_steps(terms):
        return KinTables.of(book.kinship.steps())
    kind, nature = ties["type"].combine_chunks(), pc.fill_null(ties["nature"].combine_chunks(), "")
    others = pc.not_equal(a, b)
    blood = pc.and_(pc.equal(kind, "PARENT_OF"), pc.invert(_among(nature, _NO_PARENTS)))
    married = pc.equal(kind, "SPOUSE_OF")
    told = pc.equal(kind, "SIBLING_OF")
    full = pc.and_(told, pc.equal(nature, "full"))
    grouped = _ends(a, b, full)
    plain = pc.and_(told, pc.invert(pc.or_(_among(a, grouped), _among(b, grouped))))
    odd = pc.or_(pc.and_(told, pc.invert(plain)), pc.and_(pc.equal(kind, "PARENT_OF"), pc.equal(nature, "step")))
    steps = [_pairs(b, a, pc.and_(blood, others))]
    couples = [_pairs(a, b, pc.and_(married, others)), _pairs(b, a, pc.and_(married, others))]
    shared = _shared_parents(session, _pairs(a, b, plain), steps[0], first=len(ids))
    unrecorded = len(shared) // 2
    steps.append(shared)
    if pc.any(odd).as_py():
        near = _ends(a, b, odd)
        asked = [pc.and_(blood, _among(b, near)), pc.and_(married, pc.or_(_among(a, near), _among(b, near)))]
        made = _made(book.snapshot, ties, pc.or_(odd, pc.or_(*asked)), ids, len(ids) + unrecorded)
        steps.append(made.parents)
        couples += [made.marriages, made.marriages.select([1, 0]).rename_columns(["a", "b"])]
        unrecorded += made.unrecorded
    return _tables(ids, unrecorded, pa.concat_tables(steps), pa.concat_tables(couples))


def _make_steps(terms: Iterable[str | None]) -> bool:
    from app.domain.kin_columns import makes_steps

    return any(makes_steps(term or "") for term in terms)


def _deciding(ties: pa.Table) -> pa.Array:
    """Say of each tie whether it is one of kinship that decides."""
    grades = pc.fill_null(ties["grade"], "ungraded")
    firm = [grade for grade in pc.unique(grades).to_pylist() if decides(grade)]
    return pc.and_(_among(ties["type"], _TYPES), _among(grades, firm)).combine_chunks()


def _among(column: pa.Array, values: Iterable[object] | pa.Array) -> pa.Array:
    known = values if isinstance(values, pa.Array) else pa.array(list(values), column.type)
    return pc.is_in(column, value_set=known)


def _ends(a: pa.Array, b: pa.Array, wanted: pa.Array) -> pa.Array:
    return pc.unique(pa.concat_arrays([a.filter(wanted), b.filter(wanted)]))


def _pairs(a: pa.Array, b: pa.Array, wanted: pa.Array) -> pa.Table:
    return pa.table({"a": a.filter(wanted), "b": b.filter(wanted)})


def _shared_parents(session: Session, siblings: pa.Table, blood: pa.Table, *, first: int) -> pa.Table:
    """Return the steps of siblings up to the unrecorded parents that they share; these are numbered from ``first``."""
    if not len(siblings):
        return siblings
    session.give(siblings=siblings, blood=blood)
    pairs = session.ask("siblings")
    parents = pa.array(range(first, first + len(pairs)), pa.int32())
    sides = [pa.table({"a": pairs[side].cast(pa.int32()), "b": parents}) for side in "ab"]
    return pa.concat_tables(sides)


class _Made(NamedTuple):
    """What the rules of the graph make of some ties: steps, marriages once each, and persons nobody recorded."""

    parents: pa.Table
    marriages: pa.Table
    unrecorded: int


def _made(snapshot: Snapshot, ties: pa.Table, near: pa.Array, ids: pa.Array, first: int) -> _Made:
    """Return what some ties make; who is not recorded is numbered from ``first``."""
    from app.domain.kin_columns import made_steps

    part = Snapshot(data_version=snapshot.data_version, tables={"kinship": ties.filter(near)})
    made = made_steps(kin_ties(part))
    ends = {end for pair in (*made.parents, *made.marriages) for end in pair}
    named = [end for end in ends if isinstance(end, str)]
    numbers: dict[str | int, int] = dict(
        zip(named, pc.index_in(pa.array(named, pa.string()), value_set=ids).to_pylist(), strict=True)
    )
    unnamed = len(ends) - len(named)
    numbers.update((number, first + number) for number in range(unnamed))
    tables = [
        pa.table({side: pa.array([numbers[pair[at]] for pair in pairs], pa.int32()) for at, side in enumerate("ab")})
        for pairs in (made.parents, made.marriages)
    ]
    return _Made(tables[0], tables[1], unnamed)


def _tables(ids: pa.Array, unrecorded: int, steps: pa.Table, couples: pa.Table) -> KinTables:
    """Mark the placeholders. A step that is told twice stays twice: that changes no answer."""
    par = steps.rename_columns(["child", "parent"]).combine_chunks()
    wide = _many(par["parent"], par["child"], MAX_CHILDREN)
    par = par.append_column("wide", pc.is_in(par["parent"], value_set=wide))
    sp = couples.combine_chunks()
    overmarried = _many(sp["a"], sp["b"], MAX_SPOUSES)
    return KinTables(par, sp, ids, len(ids) + unrecorded, recorded(ids, wide), recorded(ids, overmarried))


def _many(ones: pa.ChunkedArray, others: pa.ChunkedArray, most: int) -> pa.Array:
    """Return who stands beside more than so many others, each counted once."""
    often = np.flatnonzero(np.bincount(ones.to_numpy()) > most)
    near = pc.is_in(ones, value_set=pa.array(often, ones.type))
    pairs = pa.table({"one": ones.filter(near), "other": others.filter(near)}).group_by(["one", "other"]).aggregate([])
    counts = pc.value_counts(pairs["one"])
    return counts.field("values").filter(pc.greater(counts.field("counts"), most))
