"""Rows a second and file size of every writer of the graph, beside NetworkX writing GraphML of the same graph.

The population is projected in memory: no engine runs. A row is a node or a tie. NetworkX is given the graph as it
would be flattened for it: no None, lists as text. Then the GraphML file is read by both: ours checks types, ids and
ends, and makes records; NetworkX builds a graph.
"""

import argparse
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import networkx as nx
import orjson

from app.domain.rows import RowChecker, to_claim, to_source
from app.domain.snapshot import Snapshot
from app.domain.tables import TABLES
from app.evidence.columns import snapshot_of_graph
from app.evidence.projection import project
from app.formats import FORMATS
from app.formats.graphml_reader import read_raw_graphml
from benchmarks.measuring import Figure, clocked, emit
from seed.population import build_population

_GRAPHML = "graphml"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--jars", type=Path, help="not used: no engine runs")
    options = parser.parse_args()
    snapshot = population_snapshot(options.persons)
    with tempfile.TemporaryDirectory() as folder:
        emit(_measure(snapshot, options.persons, Path(folder)))


def population_snapshot(persons: int) -> Snapshot:
    """Return the snapshot of an invented population: its rows are checked and projected in memory."""
    checker = RowChecker(datetime.now(UTC).date())
    tables = build_population(persons).tables
    checked = [
        checker.check(TABLES[name], {column: str(cell) for column, cell in row.items()})
        for name, rows in tables.items()
        for row in rows()
    ]
    sources = [to_source(one) for one in checked if one.table == "sources"]
    claims = (to_claim(one) for one in checked if one.kind is not None)
    return snapshot_of_graph(project(claims, sources), sources)


def _measure(snapshot: Snapshot, persons: int, folder: Path) -> Iterator[Figure]:
    rows = sum(table.num_rows for table in snapshot.tables.values())
    peer = _networkx_rate(snapshot, rows, folder / "networkx.graphml")
    for format in FORMATS:
        if format.write is None:
            continue
        out = folder / f"out-{format.name}{format.suffix}"
        with clocked() as clock:
            written = format.write(snapshot, out)
        size = sum(file.stat().st_size for file in written.files) / 2**20
        rate = rows / clock.wall
        beside = format.name == _GRAPHML
        yield Figure(
            f"{format.name} of {persons:,} persons, {rows:,} nodes and ties",
            round(rate),
            "rows/s",
            f"NetworkX write_graphml {round(peer):,} rows/s" if beside else "",
            round(rate / peer, 2) if beside else None,
            _digest(written.files),
            f"{clock.wall:.1f} s, {size:.1f} MiB",
        )
    yield _reading(folder / "out-graphml.graphml")


def _networkx_rate(snapshot: Snapshot, rows: int, out: Path) -> float:
    graph = snapshot.to_networkx()
    for _, data in graph.nodes(data=True):
        _flatten(data)
    for _, _, data in graph.edges(data=True):
        _flatten(data)
    with clocked() as clock:
        nx.write_graphml_xml(graph, out)
    return rows / clock.wall


def _flatten(data: dict[str, object]) -> None:
    for name, value in data.items():
        if not isinstance(value, str | int | float | bool):
            data[name] = orjson.dumps(value).decode()


def _reading(path: Path) -> Figure:
    with clocked() as ours:
        rows = sum(1 for _ in read_raw_graphml(path))
    with clocked() as peer:
        graph = nx.read_graphml(path, force_multigraph=True)
    if len(graph) + graph.number_of_edges() != rows:
        raise SystemExit("the two readers do not find the same")
    return Figure(
        f"graphml read as {rows:,} records",
        round(rows / ours.wall),
        "rows/s",
        f"NetworkX read_graphml {round(rows / peer.wall):,} rows/s",
        round(peer.wall / ours.wall, 2),
        note=f"{ours.wall:.1f} s",
    )


def _digest(files: list[Path]) -> str:
    total = sha256()
    for file in sorted(files):
        total.update(file.read_bytes())
    return total.hexdigest()[:12]


if __name__ == "__main__":
    main()
