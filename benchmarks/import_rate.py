"""Rows a second from CSV tables to claims and graph, beside raw UNWIND of the same graph in the same run.

The peer writes the very nodes and ties that the import left (entities, claims, sources and all their ties) with
``UNWIND … MERGE`` in batches of 5,000, as fast as the driver takes them: no reading of files, no checks, no fold. Each
of the two begins with an engine and a data folder of its own. Then the same rows are imported a second time, which
must change nothing; and the whole graph is read from Neo4j into columns.
"""

import argparse
import os
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase

from app.domain.snapshot import Snapshot
from app.services.ledger import Ledger
from app.store.embedded import Engine, EngineConfig, open_engine
from app.store.neo4j_store import Neo4jStore
from benchmarks.measuring import Clock, Figure, clocked, digest_of, emit, resident_mib
from seed.population import build_population, write_population

_BATCH = 5_000
_EVERYTHING = "MATCH (n) RETURN labels(n)[0] AS label, properties(n) AS p"
_TIES = (
    "MATCH (a)-[t]->(b) RETURN type(t) AS kind, labels(a)[0] AS la, a.id AS a, labels(b)[0] AS lb, b.id AS b, "
    "properties(t) AS p"
)
Group = dict[tuple[str, ...], list[dict[str, Any]]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--jars", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_population(folder / "tables", build_population(options.persons))
        emit(_measure(folder, options.jars, options.persons))


def _measure(folder: Path, jars: Path | None, persons: int) -> Iterable[Figure]:
    with open_engine(EngineConfig(folder / "ours", jars=jars)) as engine:
        store = Neo4jStore(engine.locate)
        ledger = Ledger(store, lambda: datetime.now(UTC), "benchmark")
        with clocked() as ours:
            report = ledger.import_paths([folder / "tables"])
        with clocked() as again:
            repeated = ledger.import_paths([folder / "tables"])
        with clocked() as load:
            snapshot = store.snapshot()
        store.close()
        if report.rejected or repeated.recorded:
            raise SystemExit(f"rejected {report.rejected}, recorded again {repeated.recorded}")
        memory, own_memory = resident_mib(engine.pid), resident_mib(os.getpid())
        with _driver(engine) as driver:
            nodes, ties = _dump(driver)
    with open_engine(EngineConfig(folder / "raw", jars=jars)) as engine:
        Neo4jStore(engine.locate).close()  # the same constraints and indexes
        with _driver(engine) as driver:
            with clocked() as raw:
                _write_raw(driver, nodes, ties)
            same = _digest(nodes, ties) == (digest := _digest(*_dump(driver)))
    rows = report.rows_read
    rate, peer = rows / ours.wall, rows / raw.wall
    yield Figure(
        f"import of {persons:,} persons, {rows:,} rows",
        round(rate),
        "rows/s",
        f"raw UNWIND of the same graph: {round(peer):,} rows/s, {'the same' if same else 'ANOTHER'} digest",
        round(rate / peer, 2),
        digest,
        f"{ours.wall:.0f} s, {ours.cpu:.0f} CPU s of Python",
    )
    yield Figure("the same import again: nothing changes", round(rows / again.wall), "rows/s")
    yield Figure("memory of the engine after the import", round(memory), "MiB", note="heap 1g")
    yield _snapshot_figure(snapshot, load)
    held = sum(table.nbytes for table in snapshot.tables.values()) / 2**20
    yield Figure(
        "memory of the application with that snapshot", round(own_memory), "MiB", note=f"columns {held:.0f} MiB"
    )


def _snapshot_figure(snapshot: Snapshot, load: Clock) -> Figure:
    rows = sum(table.num_rows for table in snapshot.tables.values())
    digest = digest_of([[name, table.num_rows] for name, table in sorted(snapshot.tables.items())])
    name = f"snapshot of {rows:,} rows over Bolt, per million rows"
    return Figure(name, round(load.wall / rows * 1e6, 1), "s", digest=digest, note=f"{load.wall:.1f} s in all")


def _driver(engine: Engine) -> Driver:
    return GraphDatabase.driver(engine.uri, auth=(engine.user, engine.password), notifications_min_severity="OFF")


def _digest(nodes: Group, ties: Group) -> str:
    return digest_of([[key, row] for key, rows in (*nodes.items(), *ties.items()) for row in rows])


def _dump(driver: Driver) -> tuple[Group, Group]:
    nodes: Group = {}
    ties: Group = {}
    with driver.session(fetch_size=10_000) as session:
        for row in session.run(_EVERYTHING):
            nodes.setdefault((row["label"],), []).append(row["p"])
        for row in session.run(_TIES):
            given = {"a": row["a"], "b": row["b"], "p": row["p"]}
            ties.setdefault((row["kind"], row["la"], row["lb"]), []).append(given)
    return nodes, ties


def _write_raw(driver: Driver, nodes: Group, ties: Group) -> None:
    for (label,), rows in nodes.items():
        _send(driver, f"UNWIND $rows AS r MERGE (n:{label} {{id: r.id}}) SET n += r", rows)
    for (kind, start, end), rows in ties.items():
        _send(
            driver,
            f"UNWIND $rows AS r MATCH (a:{start} {{id: r.a}}) MATCH (b:{end} {{id: r.b}}) "
            f"MERGE (a)-[t:{kind}]->(b) SET t += r.p",
            rows,
        )


def _send(driver: Driver, text: str, rows: Sequence[dict[str, Any]]) -> None:
    with driver.session() as session:
        for first in range(0, len(rows), _BATCH):
            session.execute_write(_run, text, rows[first : first + _BATCH])


def _run(tx: Any, text: str, rows: Sequence[dict[str, Any]]) -> None:
    tx.run(text, rows=rows).consume()


if __name__ == "__main__":
    main()
