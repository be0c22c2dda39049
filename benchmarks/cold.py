"""P7: from the start of a process to the table of all links, read from a Parquet export, beside one on NetworkX.

Ours is the product's own way: the tables that ``kintrace export --format parquet`` writes become a snapshot, of which
``chain_table`` is asked. NetworkX gets numbers instead of ids, dates and terms (the triggers and punishments that our
rules found), answers for everyone, and imports nothing of ours; at 1,000,000 persons it takes minutes. Each is run anew
for each time and ends with the number of links that no source tells. Both run without pandas: only a peer of another
benchmark installs it, and Arrow loads it, for most of a second, wherever it finds it.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.domain.snapshot import Snapshot
    from benchmarks.measuring import Figure

_SIZES = (10_000, 100_000, 1_000_000)
_CHON, _WINDOW = 4, 1096
_RUNS = 3
_TABLES = ("triggers", "punishments", "stated")
_GOALS = {10_000: (0.5, 4), 100_000: (0.7, 12), 1_000_000: (1.5, 30)}


def main() -> None:
    """Measure and print; with a folder and a program, be one of the two programs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--jars", help="not used: chains need no engine")
    parser.add_argument("--program", choices=("kintrace", "networkx"))
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.program:
        sys.meta_path.insert(0, _WithoutPandas())
        links = _kintrace(options.folder) if options.program == "kintrace" else _networkx(options.folder)
        sys.stdout.write(f"{links}\n")
        return
    from benchmarks.measuring import emit

    for size in options.persons:
        emit(_measure(size))


class _WithoutPandas(MetaPathFinder):
    """Says that pandas is not installed."""

    def find_spec(self, name: str, *_: object) -> None:
        """Refuse pandas, and leave all others to the next finder."""
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def _kintrace(folder: Path) -> int:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from app.analysis.casebook import Casebook
    from app.analysis.chain_table import chain_table
    from app.domain.snapshot import SCHEMAS, Snapshot

    tables = {name: pq.ParquetFile(folder / f"{name}.parquet").read().cast(schema) for name, schema in SCHEMAS.items()}
    links = chain_table(Casebook.of(Snapshot(data_version=1, tables=tables)))
    return int(pc.sum(pc.not_equal(links["class"], "documented")).as_py() or 0)


def _networkx(folder: Path) -> int:
    import pyarrow.parquet as pq

    from benchmarks.chain_peers import NetworkxKin, links_of

    tables = {path.stem: pq.ParquetFile(path).read() for path in (folder / "numbers").glob("*.parquet")}
    kin: Any = SimpleNamespace(par=tables["par"], sp=tables["sp"])
    question: Any = SimpleNamespace(**{name: tables[name] for name in _TABLES})
    people = sorted(set(question.triggers["person"].to_pylist()))
    return len(links_of(NetworkxKin(kin), question, people, max_chon=_CHON, window_days=_WINDOW))


def _measure(size: int) -> "Iterator[Figure]":
    from benchmarks.measuring import Figure
    from benchmarks.pedigree import pedigree
    from benchmarks.pedigree_snapshot import snapshot_of_pedigree

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(snapshot_of_pedigree(pedigree(size)), folder)
        ours, cpu, links = min(_started("kintrace", folder) for _ in range(_RUNS))
        theirs, their_cpu, others = _started("networkx", folder)
    same = "as many links" if links == others else f"{others} LINKS"
    seconds, times = _GOALS.get(size, (None, None))
    yield Figure(
        f"process start to {links} links from Parquet, {size:,} persons",
        round(ours, 2),
        "s",
        f"NetworkX: {theirs:.1f} s, {same}",
        round(theirs / ours, 1),
        links,
        f"{cpu:.2f} CPU s, NetworkX {their_cpu:.2f}" + (f"; goal {seconds} s, {times} times" if seconds else ""),
    )


def _started(program: str, folder: Path) -> tuple[float, float, str]:
    """Return the wall and processor seconds of a program, and what it says."""
    import resource

    command = [sys.executable, "-m", "benchmarks.cold", "--program", program, "--folder", str(folder)]
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout.strip()


def _write(snapshot: "Snapshot", folder: Path) -> None:
    """Write the export, and the same question in numbers for NetworkX."""
    import pyarrow.parquet as pq

    from app.analysis.bulk.question import ask_in_numbers, ends_by_columns
    from app.analysis.casebook import Casebook
    from app.analysis.chains import ChainOptions
    from app.analysis.engines import Engines
    from app.analysis.inquiry import Inquiry
    from app.formats.parquet_tables import write_parquet_tables

    write_parquet_tables(snapshot, folder)
    options = ChainOptions(max_chon=_CHON, window_days=_WINDOW)
    inquiry = Inquiry(Casebook.of(snapshot), options)
    with Engines().open() as session:
        question, _ = ask_in_numbers(inquiry, ends_by_columns(inquiry, options), session)
    tables = {name: getattr(question, name) for name in _TABLES} | {"par": question.kin.par, "sp": question.kin.sp}
    (folder / "numbers").mkdir()
    for name, table in tables.items():
        pq.write_table(table, folder / "numbers" / f"{name}.parquet")


if __name__ == "__main__":
    main()
