"""Variants, directly-follows, corridors and days per stage of millions of stages, as tables: DuckDB over columns.

The same definitions as in ``handovers``, for stage paths of any origin: a register, a trial, another data set. On the
way words are numbers, and stages are put in order once: then the next stage is the next row.
"""

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

#: One row for each stage of each path; days are day numbers (proleptic Gregorian ordinals), null is not known.
STAGES = pa.schema(
    [
        ("path", pa.string()),
        ("position", pa.int32()),
        ("value", pa.string()),
        ("country", pa.string()),
        ("earliest", pa.int32()),
        ("latest", pa.int32()),
        ("ordered", pa.bool_()),
    ]
)
_STATEMENTS = {
    "directly_follows": """
        SELECT value AS "from", following AS "to", count(*) AS count
        FROM pairs WHERE ordered
        GROUP BY ALL ORDER BY count DESC, "from" NULLS LAST, "to" NULLS LAST
    """,
    "variants": """
        SELECT stages, count(*) AS paths
        FROM paths
        GROUP BY stages ORDER BY paths DESC, stages NULLS LAST
    """,
    "corridors": """
        SELECT country AS "from", next_country AS "to", count(*) AS crossings, min(first_day) AS first,
               max(last_day) AS last
        FROM pairs WHERE country <> next_country
        GROUP BY ALL ORDER BY crossings DESC, "from", "to"
    """,
    "stage_days": """
        SELECT value AS stage, count(*) AS stays, min(greatest(coalesce(shortest, 0), 0)) AS least,
               CASE WHEN count(most) = count(*) THEN max(most) END AS most,
               median((CASE WHEN shortest < 0 THEN 0 ELSE shortest END + most) / 2) AS middle
        FROM pairs WHERE ordered AND (most IS NULL OR most >= 0)
        GROUP BY value ORDER BY value NULLS LAST
    """,
}


def stage_tables(stages: pa.Table, names: Iterable[str] = tuple(_STATEMENTS)) -> dict[str, pa.Table]:
    """Return what stage paths add up to, as tables.

    Parameters
    ----------
    stages : pyarrow.Table
        With the columns of :data:`STAGES`.
    names : iterable of str
        Of ``directly_follows, variants, corridors, stage_days``.

    Returns
    -------
    dict of str to pyarrow.Table
        ``directly_follows``: ``from, to, count`` of neighbours that something puts in order. ``variants``: ``stages,
        paths``. ``corridors``: ``from, to`` (countries that differ, both known), ``crossings, first, last`` (day
        numbers). ``stage_days``: ``stage, stays, least, most`` (None: open), ``middle`` (median of the middles of
        the ranges that are closed).

    Raises
    ------
    KeyError
        A name that is not one of the four.

    Notes
    -----
    A stay is left out if it cannot be before the next stage. O(n log n) in the stages, in DuckDB; no words are in it.

    Examples
    --------
    >>> rows = [{"path": "1", "position": n, "value": v, "ordered": True} for n, v in enumerate("ab")]
    >>> stage_tables(pa.Table.from_pylist(rows, schema=STAGES))["variants"].to_pylist()
    [{'stages': ['a', 'b'], 'paths': 1}]
    """
    import duckdb

    words = {name: _Words.of(stages[name]) for name in ("value", "country")}
    numbers = {name: words[name].numbers if name in words else stages[name] for name in STAGES.names}
    numbers["path"] = _coded(stages["path"]).indices
    with duckdb.connect() as engine:
        engine.register("stages", pa.table(numbers))
        ordered = engine.sql("SELECT * FROM stages ORDER BY path, position").to_arrow_table().combine_chunks()
        same = _same_path(ordered)
        engine.register("pairs", _pairs(ordered).filter(pc.and_(same, pc.is_valid(ordered["position"].slice(1)))))
        engine.register("paths", _paths(ordered, same))
        found = {name: engine.sql(_STATEMENTS[name]).to_arrow_table() for name in names}
    return {
        name: _in_words(table, words["country" if name == "corridors" else "value"]) for name, table in found.items()
    }


class _Words(NamedTuple):
    """A column of words as numbers in the order of the words, null for none; and the words."""

    numbers: pa.Array
    known: pa.Array

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> "_Words":
        coded = _coded(column)
        known = coded.dictionary.take(pc.sort_indices(coded.dictionary))
        return cls(pc.index_in(coded.dictionary, value_set=known).take(coded.indices), known)


def _coded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    return pc.dictionary_encode(_whole(column))


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return pa.concat_arrays([pa.array([], column.type), *column.chunks])


def _same_path(ordered: pa.Table) -> pa.ChunkedArray:
    """Say of each row but the first whether it goes on with the path of the row before."""
    path = pc.fill_null(ordered["path"], -1)
    return pc.equal(path.slice(1), path.slice(0, max(0, len(path) - 1)))


def _pairs(ordered: pa.Table) -> pa.Table:
    """Return each row with the next one."""
    one, other = ordered.slice(0, max(0, ordered.num_rows - 1)), ordered.slice(1)
    return pa.table(
        {
            "value": one["value"],
            "following": other["value"],
            "country": one["country"],
            "next_country": other["country"],
            "shortest": pc.subtract(other["earliest"], one["latest"]),
            "most": pc.subtract(other["latest"], one["earliest"]),
            "ordered": other["ordered"],
            "first_day": other["earliest"],
            "last_day": other["latest"],
        }
    )


def _paths(ordered: pa.Table, same: pa.ChunkedArray) -> pa.Table:
    """Return the stages of each path as a list."""
    starts = pc.add(pc.indices_nonzero(pc.invert(same)).cast(pa.int32()), pa.scalar(1, pa.int32()))
    ends = [pa.array([0] if ordered.num_rows else [], pa.int32()), starts, pa.array([ordered.num_rows], pa.int32())]
    stages = pa.ListArray.from_arrays(pa.concat_arrays(ends), _whole(ordered["value"]))
    return pa.table({"stages": stages})


def _in_words(table: pa.Table, words: _Words) -> pa.Table:
    """Return a table with words for their numbers."""
    for place, name in enumerate(table.column_names):
        if name in ("from", "to", "stage"):
            table = table.set_column(place, name, words.known.take(table[name]))
        elif name == "stages":
            lists = _whole(table[name])
            table = table.set_column(
                place, name, pa.ListArray.from_arrays(lists.offsets, words.known.take(lists.values))
            )
    return table
