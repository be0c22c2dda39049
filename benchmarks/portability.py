"""The same statements on Spark and on DuckDB: chains of everyone, rows and digest side by side.

Spark runs on this machine with two threads, in a Java process of its own. It is no race: what is asked for is the same
answer. `make spark` installs it; where pyspark or its Java is missing, nothing is measured and the reason is written.
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from app.analysis.bulk.answer import Rows, run
from app.analysis.bulk.question import Question
from app.analysis.engines import DUCKDB, SPARK, Engines
from app.errors import InvalidParameter
from benchmarks.chain_peers import rows_of
from benchmarks.chains import simple_question
from benchmarks.measuring import Figure, best_of, clocked, digest_of, emit
from benchmarks.pedigree import pedigree

_SIZES = (100_000,)
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
            emit(_figures(engines, sizes))
        except InvalidParameter as missing:
            emit([Figure("chains on Spark", 0, "s", note=f"not measured: {missing}")])
        finally:
            engines.close()


def _figures(engines: Engines, sizes: Iterable[int]) -> Iterator[Figure]:
    with clocked() as start, engines.open(SPARK):
        pass
    yield Figure("Spark started", round(start.wall, 1), "s", note="local[2], once for a program")
    for size in sizes:
        yield _beside_duckdb(engines, size)


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
