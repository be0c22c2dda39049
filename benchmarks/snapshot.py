"""The whole graph from Neo4j into columns, beside the same rows read one record a row.

An invented pedigree with custody is written straight into a new engine, without an import. The peer reads the same
tables with one record for each row and makes each value in Python. Both must equal the tables that were written.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from neo4j import Driver, GraphDatabase

from app.domain.snapshot import SCHEMAS, TIE_TABLES, Snapshot, tie_ends
from app.store.embedded import Engine, EngineConfig, open_engine
from app.store.neo4j_store import Neo4jStore
from benchmarks.measuring import Figure, clocked, emit, resident_mib
from benchmarks.pedigree import pedigree
from benchmarks.pedigree_snapshot import snapshot_of_pedigree

_SIZES = (10_000, 100_000)
_ALONE = 1_000_000
_BATCH = 10_000
_TIES = {
    "kinship": "(a)-[t:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF|KNOWS]->(b)",
    "memberships": "(a)-[t:MEMBER_OF|IN_CASE|AMONG]->(b)",
    "structure": "(a)-[t:PART_OF|SUCCEEDED|SAME_BODY|BASED_AT|WITHIN]->(b)",
    "event_ties": "(a:Event)-[t:BY_AGENCY|FROM_AGENCY|TO_AGENCY|AT_PLACE|FROM_PLACE|TO_PLACE|BY_PERSON|SUBJECT_OF]-(b)",
    "because_of": "(a)-[t:BECAUSE_OF]->(b)",
    "derivations": "(a)-[t:DERIVED_FROM]->(b)",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=_SIZES, help=f"{_ALONE} when the machine is free")
    parser.add_argument("--jars", type=Path)
    options = parser.parse_args()
    for persons in options.persons:
        with tempfile.TemporaryDirectory() as name:
            config = EngineConfig(Path(name), jars=options.jars, heap="2g", pagecache="1g")
            with open_engine(config) as engine:
                emit(_measure(engine, persons))


def _measure(engine: Engine, persons: int) -> Iterator[Figure]:
    store = Neo4jStore(engine.locate)
    made = snapshot_of_pedigree(pedigree(persons), custody=True)
    with GraphDatabase.driver(engine.uri, auth=(engine.user, engine.password)) as driver:
        write_tables(driver, made)
        with clocked() as ours:
            snapshot = store.snapshot()
        with clocked() as naive:
            plain = {name: read_plainly(driver, name) for name in SCHEMAS}
    store.close()
    rows = sum(table.num_rows for table in plain.values())
    tables = [{name: in_order(each[name]) for name in SCHEMAS} for each in (made.tables, plain)]
    different = [name for name in SCHEMAS for each in tables if not each[name].equals(snapshot.tables[name])]
    if different:
        raise SystemExit(f"not as written, or not as read plainly: {', '.join(different)}")
    yield Figure(
        f"snapshot of {persons:,} persons, {rows:,} rows over Bolt",
        round(ours.wall, 2),
        "s",
        f"one record a row: {naive.wall:.1f} s, the same rows",
        round(naive.wall / ours.wall, 1),
        note=f"{ours.wall / rows * 1e6:.1f} s per million rows, {ours.cpu:.1f} CPU s of Python",
    )
    held = sum(table.nbytes for table in snapshot.tables.values()) / 2**20
    yield Figure(
        f"memory after it, {persons:,} persons",
        round(resident_mib(os.getpid())),
        "MiB",
        note=f"columns {held:.0f} MiB, engine {resident_mib(engine.pid):,.0f} MiB",
    )


def write_tables(driver: Driver, snapshot: Snapshot) -> None:
    """Write the tables of a snapshot into an empty database with the schema installed."""
    for name, table in snapshot.tables.items():
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row in table.to_pylist():
            told = {key: _stored(value) for key, value in row.items() if value is not None}
            if name not in TIE_TABLES:
                groups.setdefault((name,), []).append(told)
                continue
            start, end, kind = tie_ends(name, row)
            (la, a), (lb, b) = start.split("/", 1), end.split("/", 1)
            given = {key: value for key, value in told.items() if key not in ("type", "a", "b", "b_label")}
            groups.setdefault((kind, la, lb), []).append({"a": a, "b": b, "p": given})
        for labels, rows in groups.items():
            _send(driver, _statement(*labels), rows)


def _statement(kind: str, start: str = "", end: str = "") -> str:
    if not start:
        return f"UNWIND $rows AS r CREATE (n:{kind}) SET n = r"
    return (
        f"UNWIND $rows AS r MATCH (a:{start} {{id: r.a}}) MATCH (b:{end} {{id: r.b}}) CREATE (a)-[t:{kind}]->(b) "
        f"SET t = r.p"
    )


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _send(driver: Driver, text: str, rows: Sequence[dict[str, Any]]) -> None:
    for first in range(0, len(rows), _BATCH):
        driver.execute_query(text, rows=rows[first : first + _BATCH])


def in_order(table: pa.Table) -> pa.Table:
    """Return a table in the order of a snapshot."""
    return table.sort_by([(key, "ascending") for key in ("type", "id", "a", "b") if key in table.column_names])


def read_plainly(driver: Driver, name: str) -> pa.Table:
    """Read one table with a record for each row."""
    schema, pattern = SCHEMAS[name], _TIES.get(name, f"(n:{name})")
    told = "properties(t) AS p, type(t) AS type, a.id AS a, b.id AS b, labels(b)[0] AS b_label"
    read = []
    with driver.session(fetch_size=_BATCH) as session:
        for record in session.run(f"MATCH {pattern} RETURN {told if name in _TIES else 'properties(n) AS p'}"):
            found = record.data()
            row = found | found["p"]
            read.append({field.name: _read(field, row.get(field.name)) for field in schema})
    return pa.Table.from_pylist(read, schema=schema)


def _read(field: pa.Field, value: Any) -> Any:
    return date.fromisoformat(value) if value is not None and pa.types.is_date32(field.type) else value


if __name__ == "__main__":
    main()
