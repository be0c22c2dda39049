"""From Neo4j to the chains of everyone as a file: the load over Bolt, the analysis, and the command that a user types.

An invented pedigree with custody is written straight into a new engine, without an import. Then the snapshot is read
and the chains are asked for in this process, timed apart; last, ``kintrace chains --format parquet`` runs as a process
of its own against the same engine.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
from neo4j import GraphDatabase

from app.analysis import ANALYSES, Casebook
from app.bootstrap import build
from app.settings import Settings, read_settings
from app.store.embedded import Engine, EngineConfig, open_engine
from benchmarks.measuring import Figure, clocked, emit, resident_mib
from benchmarks.pedigree import pedigree
from benchmarks.pedigree_snapshot import snapshot_of_pedigree
from benchmarks.snapshot import write_tables

_START = "from app.cli.main import run; run()"
_SECONDS = "3600"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=(100_000, 1_000_000))
    parser.add_argument("--jars", type=Path)
    options = parser.parse_args()
    for persons in options.persons:
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            with open_engine(EngineConfig(home / "engine", jars=options.jars, heap="2g", pagecache="1g")) as engine:
                emit(_measure(engine, home, persons))


def _measure(engine: Engine, home: Path, persons: int) -> Iterator[Figure]:
    given = {
        "KINTRACE_HOME": str(home),
        "KINTRACE_NEO4J_URL": engine.uri,
        "KINTRACE_NEO4J_USER": engine.user,
        "KINTRACE_NEO4J_PASSWORD_FILE": str(home / "engine" / "engine.secret"),
        "KINTRACE_ANALYSIS_SECONDS": _SECONDS,
    }
    settings = read_settings(given)
    with build(settings), GraphDatabase.driver(engine.uri, auth=(engine.user, engine.password)) as driver:
        write_tables(driver, snapshot_of_pedigree(pedigree(persons), custody=True))
    yield from _in_this_process(settings, engine, persons)
    yield _command(given, home, persons)


def _in_this_process(settings: Settings, engine: Engine, persons: int) -> Iterator[Figure]:
    with build(settings) as kintrace:
        with clocked() as load:
            kintrace.analyst.get_ready()
        rows = kintrace.analyst.apply(_rows)
        yield Figure(
            f"load of {persons:,} persons, {rows:,} rows over Bolt, persons numbered",
            round(load.wall, 1),
            "s",
            note=f"goal 60 s; {load.cpu:.1f} CPU s of Python; engine {resident_mib(engine.pid):,.0f} MiB",
        )
        for what in ("first", "again, the tables ready"):
            with clocked() as asked:
                links = kintrace.analyst.apply(ANALYSES["chains"].table).num_rows
            note = f"goal 2 s; {asked.cpu:.1f} CPU s; {resident_mib(os.getpid()):,.0f} MiB"
            yield Figure(f"{links:,} chains of {persons:,} persons, {what}", round(asked.wall, 2), "s", note=note)


def _rows(book: Casebook) -> int:
    return sum(table.num_rows for table in book.snapshot.tables.values())


def _command(given: dict[str, str], home: Path, persons: int) -> Figure:
    target = home / "links.parquet"
    command = [sys.executable, "-c", _START, "chains", "--format", "parquet", "--out", str(target)]
    begin = time.perf_counter()
    subprocess.run(command, check=True, env={**os.environ, **given}, stdout=subprocess.DEVNULL)
    spent = time.perf_counter() - begin
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    links = pq.read_metadata(target).num_rows
    name = f"kintrace chains --format parquet, {persons:,} persons, {links:,} rows"
    return Figure(name, round(spent, 1), "s", note=f"a process of its own; at most {most:,.0f} MiB")


if __name__ == "__main__":
    main()
