"""Reads the whole graph as columns."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from app.domain.snapshot import SCHEMAS, Snapshot

_CHUNK = 20_000
#: Runs one read query and yields its rows as value lists.
Rows = Callable[[str], Iterator[Sequence[Any]]]

_TIES = {
    "kinship": ("(a:Person)-[t:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF|KNOWS]->(b:Person)", ("type", "a", "b")),
    "memberships": ("(a:Person)-[t:MEMBER_OF|IN_CASE|AMONG]->(b)", ("type", "a", "b")),
    "structure": ("(a)-[t:PART_OF|SUCCEEDED|SAME_BODY|BASED_AT|WITHIN]->(b)", ("type", "a", "b")),
    "event_ties": (
        "(a:Event)-[t:BY_AGENCY|FROM_AGENCY|TO_AGENCY|AT_PLACE|FROM_PLACE|TO_PLACE|BY_PERSON|SUBJECT_OF]-(b)",
        ("type", "a", "b"),
    ),
    "because_of": ("(a:Event)-[t:BECAUSE_OF]->(b)", ("a", "b")),
    "derivations": ("(a:Source)-[t:DERIVED_FROM]->(b:Source)", ("a", "b")),
}


def read_tables(rows: Rows) -> dict[str, pa.Table]:
    """Read every table of a snapshot.

    Parameters
    ----------
    rows : callable
        Runs one read query.

    Returns
    -------
    dict of str to pyarrow.Table
        Sorted by id, or by type and ends, so that equal graphs give equal tables.
    """
    return {name: _table(name, rows) for name in SCHEMAS}


def _table(name: str, rows: Rows) -> pa.Table:
    schema = SCHEMAS[name]
    batches = list(_batches(schema, rows(_query(name))))
    table = pa.Table.from_batches(batches, schema=schema)
    keys = [key for key in ("type", "id", "a", "b") if key in schema.names]
    return table.sort_by([(key, "ascending") for key in keys])


def _query(name: str) -> str:
    names = SCHEMAS[name].names
    if name not in _TIES:
        return f"MATCH (n:{name}) RETURN {', '.join(f'n.{column}' for column in names)}"
    pattern, _ = _TIES[name]
    special = {"type": "type(t)", "a": "a.id", "b": "b.id", "b_label": "labels(b)[0]"}
    columns = ", ".join(special.get(column, f"t.{column}") for column in names)
    return f"MATCH {pattern} RETURN {columns}"


def _batches(schema: pa.Schema, rows: Iterator[Sequence[Any]]) -> Iterator[pa.RecordBatch]:
    chunk: list[Sequence[Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield _batch(schema, chunk)
            chunk = []
    if chunk:
        yield _batch(schema, chunk)


def _batch(schema: pa.Schema, chunk: list[Sequence[Any]]) -> pa.RecordBatch:
    columns = zip(*chunk, strict=True)
    arrays = [_array(field, values) for field, values in zip(schema, columns, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(field: pa.Field, values: Sequence[Any]) -> pa.Array:
    """Bounds are stored as ISO text; they become days."""
    if pa.types.is_date32(field.type):
        return pa.array(values, type=pa.string()).cast(pa.date32())
    return pa.array(values, type=field.type)


def as_snapshot(tables: dict[str, pa.Table], version: int, in_progress: str) -> Snapshot:
    """Stamp tables with their data version."""
    return Snapshot(data_version=version, tables=tables, in_progress=in_progress)
