"""P7: from the start of a process to all links, read from Parquet, beside the same program on NetworkX.

Both programs are this file, run anew for each time: they read the same numbered tables, in the benchmark's terms, and
end with the number of links. NetworkX answers for everyone too, so that nothing is scaled; at 1,000,000 persons that
takes minutes.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from app.analysis.bulk.answer import run
from app.analysis.bulk.kin_tables import Asked, KinTables
from app.analysis.bulk.question import Question
from app.analysis.engines import Engines
from benchmarks.measuring import Figure, emit

_SIZES = (10_000, 100_000, 1_000_000)
_CHON, _WINDOW = 4, 1096
_RUNS = 3
_TABLES = ("triggers", "punishments", "takings", "documented", "stated")
_GOALS = {10_000: (0.5, 4), 100_000: (0.7, 12), 1_000_000: (1.5, 30)}


def main() -> None:
    """Measure and print; with a folder and a program, be one of the two programs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--jars", help="not used: chains need no engine")
    parser.add_argument("--program", choices=("duckdb", "networkx"))
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.program:
        question = _read(options.folder)
        sys.stdout.write(f"{_duckdb(question) if options.program == 'duckdb' else _networkx(question)}\n")
        return
    for size in options.persons:
        emit(_measure(size))


def _measure(size: int) -> Iterator[Figure]:
    from benchmarks.chains import simple_question
    from benchmarks.pedigree import pedigree

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(simple_question(pedigree(size)), folder)
        ours, links = min(_started("duckdb", folder) for _ in range(_RUNS))
        theirs, others = _started("networkx", folder)
    same = "as many links" if links == others else f"{others} LINKS"
    seconds, times = _GOALS.get(size, (None, None))
    yield Figure(
        f"process start to {links} links from Parquet, {size:,} persons",
        round(ours, 2),
        "s",
        f"NetworkX: {theirs:.1f} s, {same}",
        round(theirs / ours, 1),
        links,
        f"goal {seconds} s, {times} times NetworkX" if seconds else "",
    )


def _started(program: str, folder: Path) -> tuple[float, str]:
    command = [sys.executable, "-m", "benchmarks.cold", "--program", program, "--folder", str(folder)]
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return time.perf_counter() - begin, done.stdout.strip()


def _write(question: Question, folder: Path) -> None:
    numbers = pa.array([question.kin.persons], pa.int32())
    tables = {name: getattr(question, name) for name in _TABLES}
    tables |= {"par": question.kin.par, "sp": question.kin.sp, "persons": pa.table({"persons": numbers})}
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")


def _read(folder: Path) -> Question:
    tables = {path.stem: pq.read_table(path) for path in folder.glob("*.parquet")}
    persons = tables["persons"]["persons"][0].as_py()
    kin = KinTables(tables["par"], tables["sp"], pa.array([], pa.string()), persons, [], [])
    everyone = Asked.everyone(tables["triggers"]["person"], tables["punishments"]["person"])
    return Question(
        kin,
        *(tables[name] for name in _TABLES),
        asked=everyone,
        told=Asked.pairs(pa.array([], pa.int32()), pa.array([], pa.int32())),
    )


def _duckdb(question: Question) -> int:
    with Engines().open() as session:
        return int(run(question, session, max_chon=_CHON, window_days=_WINDOW).links.num_rows)


def _networkx(question: Question) -> int:
    from benchmarks.chain_peers import NetworkxKin, links_of

    people = sorted(set(question.triggers["person"].to_pylist()))
    return len(links_of(NetworkxKin(question.kin), question, people, max_chon=_CHON, window_days=_WINDOW))


if __name__ == "__main__":
    main()
