"""A GEDCOM file of 40,000 invented persons: read to checked rows, beside ged4py, and imported into an engine.

The file is 5.5.1, which ged4py reads too. Ours reads it twice, makes rows of persons, ties, events, places and sources
and checks each; ged4py goes through the same records once, for names, events and families. The limit for all of it,
import included, is 60 s.
"""

import argparse
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ged4py import GedcomReader

from app.domain.garbage import uncollected
from app.domain.rows import RowChecker
from app.domain.tables import TABLES
from app.formats.base import FileRow
from app.formats.gedcom import read_gedcom
from app.formats.gedcom_writer import write_gedcom551
from app.services.ledger import Ledger
from app.store.embedded import EngineConfig, open_engine
from app.store.neo4j_store import Neo4jStore
from benchmarks.formats import population_snapshot
from benchmarks.measuring import Figure, clocked, digest_of, emit

_LIMIT = "limit 60 s for 40,000 persons"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=40_000)
    parser.add_argument("--jars", type=Path)
    parser.add_argument("--no-engine", action="store_true", help="only reading")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "invented.ged"
        write_gedcom551(population_snapshot(options.persons), file)
        emit(_reading(file, options.persons))
        if not options.no_engine:
            emit(_import(file, options.persons, Path(folder) / "engine", options.jars))


def _reading(file: Path, persons: int) -> Iterator[Figure]:
    with uncollected(), clocked() as ours:
        rows, digest = _checked(file)
    with uncollected(), clocked() as peer:
        found = _ged4py(file)
    size = file.stat().st_size / 2**20
    yield Figure(
        f"GEDCOM of {persons:,} persons to {rows:,} checked rows",
        round(ours.wall, 1),
        "s",
        f"ged4py through {found:,} records, unchecked: {peer.wall:.1f} s",
        round(ours.wall / peer.wall, 2),
        digest,
        f"{size:.1f} MiB; processor {ours.cpu:.1f} s; {_LIMIT}",
    )


def _checked(file: Path) -> tuple[int, str]:
    checker = RowChecker(datetime.now(UTC).date())
    reading = read_gedcom(file, "g")
    rows, refused = 0, 0
    for item in reading.items:
        if isinstance(item, FileRow):
            rows += 1
            refused += bool(item.problem or checker.check(TABLES[item.table], item.cells).problems)
    if refused:
        raise SystemExit(f"{refused} rows refused")
    return rows, digest_of([reading.counts])


def _ged4py(file: Path) -> int:
    """Go through all records with the other library and ask for what makes rows."""
    records = 0
    with GedcomReader(str(file)) as reader:
        for person in reader.records0("INDI"):
            records += bool(person.name.format())
            for event in person.sub_tags("BIRT", "DEAT", "RESI", "EVEN"):
                event.sub_tag_value("DATE")
        for family in reader.records0("FAM"):
            records += 1
            for link in family.sub_tags("HUSB", "WIFE", "CHIL", follow=False):
                link.value  # noqa: B018 -- asked for, as ours is
    return records


def _import(file: Path, persons: int, folder: Path, jars: Path | None) -> Iterator[Figure]:
    with open_engine(EngineConfig(folder, jars=jars)) as engine:
        store = Neo4jStore(engine.locate)
        ledger = Ledger(store, lambda: datetime.now(UTC), "benchmark")
        with clocked() as first:
            report = ledger.import_paths([file])
        with clocked() as again:
            repeated = ledger.import_paths([file])
        store.close()
    if report.rejected or repeated.recorded:
        raise SystemExit(f"rejected {report.rejected}, recorded again {repeated.recorded}")
    yield Figure(
        f"import of that file, {report.rows_read:,} rows, engine running",
        round(first.wall, 1),
        "s",
        note=f"processor {first.cpu:.1f} s; again, nothing changes: {again.wall:.1f} s; {_LIMIT}",
    )


if __name__ == "__main__":
    main()
