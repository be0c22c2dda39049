"""How long the whole graph takes from Neo4j to columns, per million rows, and how much memory the columns hold."""

import argparse
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from app.services.ledger import Ledger
from app.store.embedded import EngineConfig, open_engine
from app.store.neo4j_store import Neo4jStore
from benchmarks.measuring import Figure, clocked, digest_of, emit, resident_mib
from seed.population import build_population, write_population


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--jars", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables"
        write_population(tables, build_population(options.persons))
        with open_engine(EngineConfig(Path(folder) / "engine", jars=options.jars)) as engine:
            store = Neo4jStore(engine.locate)
            Ledger(store, lambda: datetime.now(UTC), "benchmark").import_paths([tables])
            with clocked() as load:
                snapshot = store.snapshot()
            rows = sum(table.num_rows for table in snapshot.tables.values())
            held = sum(table.nbytes for table in snapshot.tables.values()) / 2**20
            digest = digest_of([[name, table.num_rows] for name, table in sorted(snapshot.tables.items())])
            emit(
                [
                    Figure(
                        f"snapshot of {rows:,} rows over Bolt, per million rows",
                        round(load.wall / rows * 1e6, 1),
                        "s",
                        digest=digest,
                        note=f"{load.wall:.1f} s in all",
                    ),
                    Figure("columns of that snapshot", round(held), "MiB"),
                    Figure("memory of the application with it", round(resident_mib(os.getpid())), "MiB"),
                ]
            )
            store.close()


if __name__ == "__main__":
    main()
