"""An invented population of any size: families over four generations, acts, takings, trails, and the record of causes.

Nobody in it exists. Every row rests on a source of kind ``invented``, so it is marked wherever it is shown. The same
size and seed give the same rows.
"""

import argparse
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from rich.progress import Progress

from app.domain.identifiers import is_id
from app.domain.tables import TABLES
from seed.population_event_rows import TRUTH_COLUMNS, because_rows, event_rows, truth_rows
from seed.population_kin_rows import case_rows, family_rows, kinship_rows, membership_rows, person_rows
from seed.population_people import build_people
from seed.population_recording import Record, derivation_rows, make_record, source_rows
from seed.population_shape import shape_record
from seed.population_story import Rates, tell_story
from seed.population_world import DATASET, Row, build_world
from seed.population_world_published import published_world

SMALL = 5_000
#: Shares of people who act on their own and who are taken by chance.
_ALIVE = Rates(acts=0.08, background=0.03)
_COUNTRY = Rates(acts=0.005, background=0.03)
_DENSE = Rates(acts=0.05, background=0.50)
_MIXING = 0.75

Tables = dict[str, Callable[[], Iterator[Row]]]


@dataclass(frozen=True, slots=True)
class Population:
    """An invented population: its rows, table by table, and the record of what caused what.

    Attributes
    ----------
    tables : dict of str to callable
        Table name to a function that yields its rows; each call yields the same rows again.
    truth : callable
        Yields the record of causes; it is no table of the data set.
    """

    tables: Tables
    truth: Callable[[], Iterator[Row]]


def build_population(
    size: int, seed: int = 1, *, dense: bool = False, with_published: bool = False, dataset: str = DATASET
) -> Population:
    """Invent a population.

    Parameters
    ----------
    size : int
        Number of persons, at least 1; a few groups come on top.
    seed : int
    dense : bool
        True: half of the persons are taken, as in a database of victims.
    with_published : bool
        True: things happen at the published agencies and places, whose tables must be loaded too.
    dataset : str
        First part of every id.

    Returns
    -------
    Population

    Notes
    -----
    Up to 5,000 persons the families stay apart and many people act, so that every page has something to show. Above,
    rates are those of a country and nearly all persons are one kin network. O(size).
    """
    rng = Random(seed)
    small = size <= SMALL
    people = build_people(rng, size, mixing=0.0 if small else _MIXING)
    counties = min(200, max(8, size // 500))
    world = published_world(dataset) if with_published else build_world(rng, counties, dataset)
    story = tell_story(rng, people, world, _DENSE if dense else _ALIVE if small else _COUNTRY)
    return _population(make_record(seed, people, world, story))


def _population(record: Record) -> Population:
    tables: Tables = {
        "sources": lambda: iter(source_rows(record)),
        "derivations": lambda: iter(derivation_rows(record)),
        "cases": lambda: case_rows(record),
        **{name: partial(iter, rows) for name, rows in record.world.rows.items() if rows},
        "persons": lambda: person_rows(record),
        "families": lambda: family_rows(record),
        "memberships": lambda: membership_rows(record),
        "kinship": lambda: kinship_rows(record),
        "events": lambda: event_rows(record),
        "because_of": lambda: because_rows(record),
    }
    return Population(tables, lambda: truth_rows(record))


def published_shape(seed: int = 1) -> Population:
    """Return 66 invented cases with 113 victims whose totals are those of ``published/figures.csv``."""
    return _population(shape_record(seed))


def generate(size: int, seed: int = 1, *, dense: bool = False) -> dict[str, list[Row]]:
    """Return all rows of an invented population, and the record of causes under ``truth``."""
    population = build_population(size, seed, dense=dense)
    rows = {name: list(table()) for name, table in population.tables.items()}
    return rows | {"truth": list(population.truth())}


def write_population(
    out: Path, population: Population, tell: Callable[[str, int], None] | None = None
) -> dict[str, int]:
    """Write a population as CSV tables, with ``truth.csv`` beside them.

    Parameters
    ----------
    out : Path
        A folder; made when it is not there.
    population : Population
    tell : callable, optional
        Told the table and the rows written so far, every 10,000 rows and at the end of a table.

    Returns
    -------
    dict of str to int
        Rows written, by table.
    """
    out.mkdir(parents=True, exist_ok=True)
    written = {}
    for name, rows in population.tables.items():
        columns = [column.name for column in TABLES[name].columns]
        written[name] = _write(out / f"{name}.csv", columns, _counted(name, rows(), tell))
    _write(out / "truth.csv", TRUTH_COLUMNS, population.truth())
    return written


def _write(path: Path, columns: Sequence[str], rows: Iterator[Row]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([row.get(column, "") for column in columns])
            count += 1
    return count


def _counted(name: str, rows: Iterator[Row], tell: Callable[[str, int], None] | None) -> Iterator[Row]:
    count = 0
    for row in rows:
        yield row
        count += 1
        if tell is not None and count % 10_000 == 0:
            tell(name, count)
    if tell is not None:
        tell(name, count)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write an invented population into a folder."""
    parser = argparse.ArgumentParser(prog="python -m seed.population", description=main.__doc__)
    parser.add_argument("out", type=Path, help="folder for the tables")
    parser.add_argument("--size", type=_positive, default=600, help="number of persons (600)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same rows (1)")
    parser.add_argument("--published-shape", action="store_true", help="66 cases with the published totals instead")
    parser.add_argument("--dataset", type=_dataset, default=DATASET, help="first part of every id (invented)")
    parser.add_argument("--with-published", action="store_true", help="use the published agencies and places")
    parser.add_argument("--dense", action="store_true", help="half of the persons are taken")
    chosen = parser.parse_args(arguments)
    with Progress(transient=True) as progress:
        task = progress.add_task("Inventing people", total=None)
        if chosen.published_shape:
            population = published_shape(chosen.seed)
        else:
            population = build_population(
                chosen.size,
                chosen.seed,
                dense=chosen.dense,
                with_published=chosen.with_published,
                dataset=chosen.dataset,
            )
        progress.update(task, description="Writing")
        written = write_population(
            chosen.out, population, lambda name, rows: progress.update(task, description=f"{name}: {rows:,}")
        )
        progress.console.print(f"{sum(written.values()):,} rows in {chosen.out}")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number of persons, at least 1")
    return int(text)


def _dataset(text: str) -> str:
    if not is_id(f"{text}:x") or text == "published":
        raise argparse.ArgumentTypeError("ASCII letters, digits and ._- ; not published")
    return text


if __name__ == "__main__":
    main()
