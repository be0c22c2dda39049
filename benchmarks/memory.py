"""Memory of the importing process: an import of many rows beside one of 10,000, each in a process of its own.

The tables are those of an invented population, about three rows a person. Each import has an empty engine of its own,
whose memory is not counted here. The limit is 300 MiB above the import of 10,000 rows.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.services.ledger import Ledger
from app.store.embedded import EngineConfig, open_engine
from app.store.neo4j_store import Neo4jStore
from benchmarks.measuring import Figure, emit
from seed.population import build_population, write_population

_FEW = 10_000
_LIMIT_MIB = 300
_ROWS_OF_A_PERSON = 3.1


def main() -> None:
    """Measure and print; told an import on standard input, do it and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--jars", type=Path)
    parser.add_argument("--child", action="store_true", help="import what standard input names")
    options = parser.parse_args()
    if options.child:
        _import(**json.load(sys.stdin))
    else:
        emit(_measure(options.rows, options.jars))


def _measure(rows: int, jars: Path | None) -> Iterator[Figure]:
    few = _apart(_FEW, jars)
    many = _apart(rows, jars)
    above = many["mib"] - few["mib"]
    yield Figure(
        f"memory of an import of {many['rows']:,} rows, at its most",
        round(many["mib"]),
        "MiB",
        f"import of {few['rows']:,} rows: {few['mib']:.0f} MiB",
        round(many["mib"] / few["mib"], 2),
        note=f"{above:.0f} MiB above it, limit {_LIMIT_MIB}",
    )


def _apart(rows: int, jars: Path | None) -> dict[str, float]:
    """Import about so many rows in another process; return how many they were and the memory at its most."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_population(folder / "tables", build_population(round(rows / _ROWS_OF_A_PERSON)))
        with open_engine(EngineConfig(folder / "engine", jars=jars)) as engine:
            told = json.dumps({"address": engine.locate(), "tables": str(folder / "tables")})
            command = [sys.executable, "-m", "benchmarks.memory", "--child"]
            done = subprocess.run(command, input=told, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def _import(address: list[str], tables: str) -> None:
    uri, user, password = address
    store = Neo4jStore(lambda: (uri, user, password))
    report = Ledger(store, lambda: datetime.now(UTC), "benchmark").import_paths([Path(tables)])
    store.close()
    if report.rejected:
        raise SystemExit(f"{report.rejected} rows rejected")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"rows": report.rows_read, "mib": peak}))


if __name__ == "__main__":
    main()
