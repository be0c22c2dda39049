"""P9: variants, directly-follows, corridors and days per stage, beside plain Python, Polars and, if installed, pm4py.

pm4py gives directly-follows and variants only, of days as points: it knows no ranges.
"""

import argparse
import importlib.util
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby, pairwise
from statistics import median
from typing import Any

import pyarrow as pa

from app.analysis.stage_tables import STAGES, stage_tables
from benchmarks.measuring import Figure, best_of, digest_of, emit

_RUNS = 5
Row = dict[str, Any]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paths", type=int, default=400_000, help="with 6.6 stages each on average")
    parser.add_argument("--jars")
    options = parser.parse_args()
    emit(_measure(options.paths))


def _stages(paths: int) -> pa.Table:
    """Return invented stage paths: 60 stages in three countries, some not known, some dates with a range."""
    rng = random.Random(1)
    columns: dict[str, list[Any]] = {name: [] for name in STAGES.names}
    for path in range(paths):
        day = rng.randint(720_000, 738_000)
        for position in range(rng.randint(2, 11)):
            day += rng.randint(0, 200)
            number = rng.randint(0, 59)
            known = rng.random() < 0.9
            values = (
                f"p{path:07}",
                position,
                f"stage{number:02}" if known else None,
                ("CN", "KP", "RU")[number % 3] if known else None,
                day - rng.choice((0, 0, 15)),
                day,
                position == 0 or rng.random() < 0.95,
            )
            for name, value in zip(STAGES.names, values, strict=True):
                columns[name].append(value)
    return pa.table(columns, schema=STAGES)


def _measure(paths: int) -> Iterable[Figure]:
    stages = _stages(paths)
    rows = stages.to_pylist()
    ours, found = best_of(lambda: stage_tables(stages), _RUNS)
    plain, wanted = best_of(lambda: plain_python(rows), 1)
    digest = digest_of(_lines(found))
    same = digest == digest_of(wanted)
    yield Figure(
        f"custody: all four tables of {stages.num_rows:,} stages",
        round(ours, 3),
        "s",
        f"plain Python {plain:.2f} s, {'the same' if same else 'ANOTHER'} digest",
        round(plain / ours, 1),
        digest,
        f"DuckDB, best of {_RUNS}; plain Python once",
    )
    yield _beside_polars(stages, ours, digest)
    if importlib.util.find_spec("pm4py") is None:
        return
    theirs = _pm4py(rows)
    few, part = best_of(lambda: stage_tables(stages, ("directly_follows", "variants")), _RUNS)
    yield Figure(
        "custody: directly-follows and variants only",
        round(few, 3),
        "s",
        f"pm4py {theirs:.2f} s",
        round(theirs / ours, 1),
        digest_of(_lines(part)),
        "the ratio is pm4py's two tables over all four of ours",
    )


def _lines(tables: dict[str, pa.Table]) -> list[list[Any]]:
    return [[name, *row.values()] for name, table in tables.items() for row in table.to_pylist()]


def plain_python(rows: list[Row]) -> list[list[Any]]:
    """Return the same four tables as lines, with dictionaries and loops."""
    ordered = sorted(rows, key=lambda row: (row["path"], row["position"]))
    variants: Counter[tuple[str | None, ...]] = Counter()
    follows: Counter[tuple[str | None, str | None]] = Counter()
    crossings: dict[tuple[str, str], list[int]] = {}
    days: dict[str | None, list[tuple[int, int]]] = defaultdict(list)
    for _, group in groupby(ordered, key=lambda row: row["path"]):
        path = list(group)
        variants[tuple(row["value"] for row in path)] += 1
        for one, other in pairwise(path):
            _cross(crossings, one, other)
            if other["ordered"]:
                follows[one["value"], other["value"]] += 1
                most = other["latest"] - one["earliest"]
                if most >= 0:
                    days[one["value"]].append((max(0, other["earliest"] - one["latest"]), most))
    return [
        *(["directly_follows", *pair, count] for pair, count in follows.items()),
        *(["variants", list(stages), count] for stages, count in variants.items()),
        *(["corridors", *ends, *found] for ends, found in crossings.items()),
        *(["stage_days", value, len(found), *_range(found)] for value, found in days.items()),
    ]


def _beside_polars(stages: pa.Table, ours: float, digest: str) -> Figure:
    import polars

    frame = polars.from_arrow(stages)
    theirs, found = best_of(lambda: in_polars(frame), _RUNS)
    same = digest == digest_of([name, *row] for name, table in found.items() for row in table.rows())
    return Figure(
        f"custody: all four tables of {stages.num_rows:,} stages, beside Polars",
        round(ours, 3),
        "s",
        f"Polars {theirs:.3f} s, {'the same' if same else 'ANOTHER'} digest",
        round(theirs / ours, 2),
        digest,
        f"best of {_RUNS} each",
    )


def in_polars(frame: Any) -> dict[str, Any]:
    """Return the same four tables of a Polars frame."""
    import polars as pl

    ordered = frame.sort("path", "position")
    following = {name: pl.col(name).shift(-1) for name in ("path", "value", "country", "earliest", "latest", "ordered")}
    pairs = ordered.with_columns(**{f"next_{name}": column for name, column in following.items()})
    pairs = pairs.filter(pl.col("path") == pl.col("next_path"))
    counted = pairs.filter("next_ordered")
    crossed = pairs.filter(pl.col("country") != pl.col("next_country"))
    most = pl.col("next_latest") - pl.col("earliest")
    least = pl.max_horizontal(pl.lit(0), pl.col("next_earliest") - pl.col("latest"))
    lasted = counted.with_columns(least=least, most=most).filter(pl.col("most") >= 0)
    days = (
        pl.col("least").min(),
        pl.col("most").max(),
        ((pl.col("least") + pl.col("most")) / 2).median().alias("middle"),
    )
    variants = ordered.group_by("path").agg("value").group_by("value").len()
    return {
        "directly_follows": counted.group_by("value", "next_value").len(),
        "variants": variants,
        "corridors": crossed.group_by("country", "next_country").agg(
            pl.len(), pl.col("next_earliest").min(), pl.col("next_latest").max()
        ),
        "stage_days": lasted.group_by("value").agg(pl.len(), *days),
    }


def _cross(crossings: dict[tuple[str, str], list[int]], one: Row, other: Row) -> None:
    left, reached = one["country"], other["country"]
    if left is None or reached is None or left == reached:
        return
    found = crossings.setdefault((left, reached), [0, other["earliest"], other["latest"]])
    found[0] += 1
    found[1] = min(found[1], other["earliest"])
    found[2] = max(found[2], other["latest"])


def _range(found: list[tuple[int, int]]) -> tuple[int, int, float]:
    return min(a for a, _ in found), max(b for _, b in found), float(median((a + b) / 2 for a, b in found))


def _pm4py(rows: list[Row]) -> float:
    """Return the seconds that pm4py needs for directly-follows and variants; reading the log is not counted."""
    import pandas
    import pm4py

    frame = pandas.DataFrame(rows)
    frame["value"] = frame["value"].fillna("unknown")
    frame["time"] = pandas.Timestamp("2000-01-01") + pandas.to_timedelta(frame["latest"] - 730_000, unit="D")
    log = pm4py.format_dataframe(frame, case_id="path", activity_key="value", timestamp_key="time")
    start = time.perf_counter()
    pm4py.discover_dfg(log)
    pm4py.get_variants(log)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
