"""P14: a networkx.MultiDiGraph to the tables that the analyses read, beside building that graph edge by edge.

The graph is built as a user would: a node and an edge at a time, with the documented attributes. The tables that come
back must hold the rows that it was built from.
"""

import argparse
from collections.abc import Iterator

import networkx as nx

from app.analysis import snapshot_of
from app.domain.snapshot import NODE_TABLES, SCHEMAS, TIE_TABLES, Snapshot, tie_ends
from benchmarks.measuring import Figure, clocked, digest_of, emit
from benchmarks.pedigree import pedigree
from benchmarks.pedigree_snapshot import snapshot_of_pedigree

_SIZES = (10_000, 100_000, 1_000_000)
_RUNS = 3
_GOAL = 0.25


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--jars", help="not used: a graph in memory needs no engine")
    for size in parser.parse_args().persons:
        emit(_measure(size))


def _measure(size: int) -> Iterator[Figure]:
    made = snapshot_of_pedigree(pedigree(size))
    rows = {name: [_told(row) for row in made.rows(name)] for name in (*NODE_TABLES, *TIE_TABLES)}
    with clocked() as built:
        graph = _build(rows)
    converted = []
    for _ in range(_RUNS if size < 10**6 else 1):
        with clocked() as turned:
            found = snapshot_of(graph)
        converted.append(turned.cpu)
    same = "the same rows" if _same(made, found) else "OTHER ROWS"
    best = min(converted)
    yield Figure(
        f"graph of {graph.number_of_nodes():,} nodes and {graph.number_of_edges():,} ties to tables",
        round(best, 2),
        "CPU s",
        f"building it: {built.cpu:.2f} CPU s, {same}",
        round(built.cpu / best, 1),
        digest_of([size, *(table.num_rows for table in found.tables.values())]),
        f"{best / built.cpu:.0%} of the time to build it (goal {_GOAL:.0%})",
    )


def _told(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None}


def _build(rows: dict[str, list[dict[str, object]]]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for label in NODE_TABLES:
        for row in rows[label]:
            graph.add_node(f"{label}/{row['id']}", **row)
    for table in TIE_TABLES:
        for row in rows[table]:
            start, end, kind = tie_ends(table, row)
            graph.add_edge(start, end, key=kind, **{name: row[name] for name in row if name not in ("a", "b", "type")})
    return graph


def _same(one: Snapshot, other: Snapshot) -> bool:
    """Compare tables; NetworkX gives edges in an order of its own."""
    for name in SCHEMAS:
        keys = [(key, "ascending") for key in ("type", "id", "a", "b") if key in SCHEMAS[name].names]
        if not one.tables[name].sort_by(keys).equals(other.tables[name].sort_by(keys)):
            return False
    return True


if __name__ == "__main__":
    main()
