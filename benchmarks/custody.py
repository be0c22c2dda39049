"""P9: variants, directly-follows, corridors and days per stage, beside plain Python and, where installed, pm4py.

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
