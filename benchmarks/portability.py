"""The same chains from every engine: digests side by side, from a folder of Parquet; and the statements on Spark.

`python -m benchmarks.portability --persons 10000 100000 1000000` prints the digests of networkx, duckdb and spark.
Spark runs on this machine with two threads, in a Java process of its own. It is no race: what is asked for is the same
answer. `make spark` installs it; where pyspark or its Java is missing, it is left out and the reason is written.
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from app.analysis import ANALYSES, Casebook
from app.analysis.bulk.answer import Rows, run
from app.analysis.bulk.question import Question
from app.analysis.chains import NETWORKX
from app.analysis.engines import DUCKDB, SPARK, Engines
from app.errors import InvalidParameter
from app.formats.parquet_tables import read_parquet_tables, write_parquet_tables
from benchmarks.chain_peers import rows_of
from benchmarks.chains import simple_question
from benchmarks.measuring import Figure, best_of, clocked, digest_of, emit
from benchmarks.pedigree import pedigree
from benchmarks.pedigree_snapshot import snapshot_of_pedigree

_SIZES = (10_000, 100_000, 1_000_000)
#: So many persons are asked for in the benchmark's terms too.
_MEASURED = 100_000
_CHON, _WINDOW, _RUNS = 4, 1096, 3
#: Of either engine.
_MEMORY = "2g"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--jars", help="not used: chains need no engine")
    sizes = parser.parse_args().persons
    with tempfile.TemporaryDirectory() as folder:
        engines = Engines(_MEMORY, Path(folder))
        try:
            emit(_figures(engines, sizes, Path(folder)))
        finally:
            engines.close()


def _figures(engines: Engines, sizes: Iterable[int], folder: Path) -> Iterator[Figure]:
    asked = [NETWORKX, DUCKDB]
    try:
        with clocked() as start, engines.open(SPARK):
            asked.append(SPARK)
        yield Figure("Spark started", round(start.wall, 1), "s", note="local[2], once for a program")
        yield _beside_duckdb(engines, _MEASURED)
    except InvalidParameter as missing:
        yield Figure("chains on Spark", 0, "s", note=f"not measured: {missing}")
    for size in sizes:
        yield from _digests(engines, asked, size, folder / f"{size}")


def _digests(engines: Engines, asked: Iterable[str], size: int, folder: Path) -> Iterator[Figure]:
    """Ask each engine for the chains of everyone in an exported folder, in the product's own terms."""
    write_parquet_tables(snapshot_of_pedigree(pedigree(size)), folder)
    first = ""
    for engine in asked:
        with clocked() as clock:
            book = Casebook.of(read_parquet_tables(folder), engines=engines)
            table = ANALYSES["chains"].table(book, engine=engine)
        digest = digest_of(table.to_pylist())
        first = first or digest
        yield Figure(
            f"chains of {size:,} persons, Parquet folder to links, {engine}",
            round(clock.wall, 2),
            "s",
            digest=digest,
            note=f"{table.num_rows:,} links, {'the same' if digest == first else 'ANOTHER'} digest as {NETWORKX}",
        )


def _beside_duckdb(engines: Engines, size: int) -> Figure:
    question = simple_question(pedigree(size))
    with clocked() as cold:
        _answer(engines, SPARK, question)
    spark, theirs = best_of(partial(_answer, engines, SPARK, question), _RUNS)
    duckdb, ours = best_of(partial(_answer, engines, DUCKDB, question), _RUNS)
    digest, other = (digest_of(rows_of(rows.links)) for rows in (ours, theirs))
    rows = "every row the same" if theirs.links.equals(ours.links.cast(theirs.links.schema)) else "OTHER ROWS"
    return Figure(
        f"chains of {size:,} persons on Spark {version('pyspark')}, local[2]",
        round(spark, 2),
        "s",
        f"DuckDB {version('duckdb')}: {duckdb:.3f} s, {'the same' if digest == other else 'ANOTHER'} digest",
        round(spark / duckdb, 1),
        digest,
        f"{ours.links.num_rows:,} links, {rows}; first run {cold.wall:.1f} s",
    )


def _answer(engines: Engines, engine: str, question: Question) -> Rows:
    with engines.open(engine) as session:
        return run(question, session, max_chon=_CHON, window_days=_WINDOW)


if __name__ == "__main__":
    main()
