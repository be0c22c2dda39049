"""Reads the whole graph as columns, a page of nodes at a time.

The engine packs a page into one record, a list for each column, so that neither it nor Python handles single rows. Two
pages are read at once: while one is being packed by the engine the other one is unpacked here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyarrow as pa

from app.domain.snapshot import NODE_TABLES, SCHEMAS, Snapshot

#: So many nodes, or the ties of so many nodes, are one record: few enough for the memory of a transaction.
_PAGE = 10_000
_AT_ONCE = 2
#: Runs one read query with parameters and yields its rows as value lists.
Rows = Callable[[str, Mapping[str, Any]], Iterator[Sequence[Any]]]

#: Where the ties of a table begin, and their pattern from there.
_TIES: dict[str, tuple[tuple[str, ...], str]] = {
    "kinship": (("Person",), "-[t:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF|KNOWS]->(b:Person)"),
    "memberships": (("Person",), "-[t:MEMBER_OF|IN_CASE|AMONG]->(b)"),
    "structure": (("Agency", "Place"), "-[t:PART_OF|SUCCEEDED|SAME_BODY|BASED_AT|WITHIN]->(b)"),
    "event_ties": (
        ("Event",),
        "-[t:BY_AGENCY|FROM_AGENCY|TO_AGENCY|AT_PLACE|FROM_PLACE|TO_PLACE|BY_PERSON|SUBJECT_OF]-(b)",
    ),
    "because_of": (("Event",), "-[t:BECAUSE_OF]->(b)"),
    "derivations": (("Source",), "-[t:DERIVED_FROM]->(b:Source)"),
}
#: Columns that are not properties of the tie: they are collected beside it.
_BESIDE = {"type": "type(t)", "a": "a.id", "b": "b.id", "b_label": "labels(b)[0]"}
_NODES = "MATCH (a:{label}) WHERE a.id > $after WITH a ORDER BY a.id LIMIT $page WITH collect(a) AS page"


def read_tables(rows: Rows, page: int = _PAGE) -> dict[str, pa.Table]:
    """Read every table of a snapshot.

    Parameters
    ----------
    rows : callable
        Runs one read query; from two threads.
    page : int
        Nodes a record.

    Returns
    -------
    dict of str to pyarrow.Table
        Sorted by id, or by type and ends, so that equal graphs give equal tables.
    """
    large_first = ("Person", "kinship", *(name for name in SCHEMAS if name not in ("Person", "kinship")))
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="snapshot") as pool:
        tables = dict(zip(large_first, pool.map(lambda name: _table(name, rows, page), large_first), strict=True))
    return {name: tables[name] for name in SCHEMAS}


def _table(name: str, rows: Rows, page: int) -> pa.Table:
    schema = SCHEMAS[name]
    labels = (name,) if name in NODE_TABLES else _TIES[name][0]
    batches = [batch for label in labels for batch in _batches(schema, rows, _query(name, label), page)]
    table = pa.Table.from_batches(batches, schema=schema)
    keys = [key for key in ("type", "id", "a", "b") if key in schema.names]
    return table.sort_by([(key, "ascending") for key in keys])


def _query(name: str, label: str) -> str:
    """Return the query of one page of a table: the last id of the page, then a list for each column."""
    nodes, names = _NODES.format(label=label), SCHEMAS[name].names
    if name in NODE_TABLES:
        return f"{nodes} RETURN page[-1].id, {', '.join(f'[n IN page | n.{column}]' for column in names)}"
    beside = [f"collect({told}) AS {column}" for column, told in _BESIDE.items() if column in names]
    columns = [column if column in _BESIDE else f"[t IN ties | t.{column}]" for column in names]
    return (
        f"{nodes} CALL {{ WITH page UNWIND page AS a MATCH (a){_TIES[name][1]} "
        f"RETURN collect(t) AS ties, {', '.join(beside)} }} RETURN page[-1].id, {', '.join(columns)}"
    )


def _batches(schema: pa.Schema, rows: Rows, query: str, page: int) -> Iterator[pa.RecordBatch]:
    after: str | None = ""
    while after is not None:
        [[after, *columns]] = rows(query, {"after": after, "page": page})
        arrays = [_array(field, values) for field, values in zip(schema, columns, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(field: pa.Field, values: Sequence[Any]) -> pa.Array:
    """Bounds are stored as ISO text; they become days."""
    if pa.types.is_date32(field.type):
        return pa.array(values, type=pa.string()).cast(pa.date32())
    return pa.array(values, type=field.type)


def as_snapshot(tables: dict[str, pa.Table], version: int, in_progress: str) -> Snapshot:
    """Stamp tables with their data version."""
    return Snapshot(data_version=version, tables=tables, in_progress=in_progress)
