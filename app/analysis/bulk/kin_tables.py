"""Kinship as tables, and the nearest relation of many pairs at once."""

from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from app.analysis.engines import Session
from app.domain.kin_types import MAX_SPOUSES

if TYPE_CHECKING:
    from app.domain.kin_columns import StepColumns


class KinTables(NamedTuple):
    """The steps of kinship over person numbers.

    Attributes
    ----------
    par : pyarrow.Table
        ``child, parent, wide``: wide when the parent is a placeholder.
    sp : pyarrow.Table
        ``a, b``: both directions.
    ids : pyarrow.Array
        Of the recorded persons, by number.
    persons : int
        How many numbers there are; those after the recorded ones are persons whom nobody recorded.
    crowded, overmarried : list of str
        The recorded persons with more children, and with more spouses, than anyone has, by id.
    """

    par: pa.Table
    sp: pa.Table
    ids: pa.Array
    persons: int
    crowded: list[str]
    overmarried: list[str]

    @classmethod
    def of(cls, steps: "StepColumns") -> "KinTables":
        """Return the tables of some steps."""
        parents = pa.array(steps.parents, pa.int32())
        wide = pc.is_in(parents, value_set=pa.array(sorted(steps.crowded), pa.int32()))
        par = pa.table({"child": pa.array(steps.children, pa.int32()), "parent": parents, "wide": wide})
        sp = pa.table({"a": pa.array(steps.ones, pa.int32()), "b": pa.array(steps.others, pa.int32())})
        ids = pa.array(list(steps.numbers), pa.string())
        return cls(par, sp, ids, steps.persons, recorded(ids, wide_parents(par)), recorded(ids, overmarried(sp)))


class Asked(NamedTuple):
    """Whose relations are asked for: each actor to each goal of the same key."""

    actors: pa.Table
    goals: pa.Table

    @classmethod
    def everyone(cls, actors: pa.Array, goals: pa.Array) -> "Asked":
        """Ask for every actor and every goal; each may come more than once."""
        people = (pc.unique(actors), pc.unique(goals))
        return cls(*(_keyed(each, pa.array([0] * len(each), pa.int32())) for each in people))

    @classmethod
    def pairs(cls, actors: pa.Array, goals: pa.Array) -> "Asked":
        """Ask for some pairs; the key of a pair is its place. Nobody is kin of null."""
        keys = pa.array(range(len(actors)), pa.int32())
        return cls(_keyed(actors, keys), _keyed(goals, keys))


def recorded(ids: pa.Array, numbers: pa.Array) -> list[str]:
    """Return the ids of those of some persons who are recorded, in order."""
    return sorted(ids.take(numbers.filter(pc.less(numbers, len(ids)))).to_pylist())


def wide_parents(par: pa.Table) -> pa.Array:
    """Return the placeholders among the parents."""
    return pc.unique(par["parent"].filter(par["wide"]))


def overmarried(sp: pa.Table) -> pa.Array:
    """Return the persons with more spouses than anyone has."""
    counts = pc.value_counts(sp["a"])
    return counts.field("values").filter(pc.greater(counts.field("counts"), MAX_SPOUSES))


def _keyed(people: pa.Array, keys: pa.Array) -> pa.Table:
    return pa.table({"person": people, "key": keys})


def find_kin(session: Session, tables: KinTables, asked: Asked, max_chon: int, *, name: str = "kin") -> None:
    """Make a table ``key, a, b, nearness`` of every pair asked for that is kin within a degree.

    Parameters
    ----------
    session : Session
    tables : KinTables
    asked : Asked
    max_chon : int
    name : str
        Of the table.

    Notes
    -----
    Not a search from every actor but a join: everyone asked for is expanded upwards only, then the expansions meet at
    common ancestors. Persons who are not asked for are never visited on the way down.
    """
    people = pa.chunked_array([*asked.actors["person"].chunks, *asked.goals["person"].chunks], pa.int32())
    session.give(par=tables.par, sp=tables.sp, folk=pa.table({"person": pc.unique(people)}))
    session.give(actors=asked.actors, goals=asked.goals)
    session.make("up", "up", max_chon=max_chon)
    session.make(name, "kin", max_chon=max_chon)
