"""Tables of stage paths: the same as the handovers say, and as a plain count says."""

import random
from collections import Counter
from itertools import pairwise
from statistics import median

import pyarrow as pa
import pytest

from app.analysis import ANALYSES
from app.analysis.handover_paths import find_paths
from app.analysis.stage_paths import stage_path
from app.analysis.stage_tables import STAGES, stage_tables
from tests.unit.analysis.test_corridors import random_lands


def table_of(paths):
    rows = []
    for number, stages in enumerate(paths):
        rows += [{"path": str(number), "position": place, **stage} for place, stage in enumerate(stages)]
    return pa.Table.from_pylist(rows, schema=STAGES)


def lists(tables, name):
    return [tuple(row.values()) for row in tables[name].to_pylist()]


def test_they_are_those_of_the_handovers():
    for seed in range(6):
        book = random_lands(seed).book()
        answer = ANALYSES["handovers"].run(book)
        staged = [
            [
                {
                    "value": stage.value,
                    "earliest": stage.begin.earliest,
                    "latest": stage.begin.latest,
                    "ordered": stage.ordered,
                }
                for stage in stage_path(book, path.taking, path.events, "agency")
            ]
            for person in book.takings
            for path in find_paths(book, person)
        ]
        tables = stage_tables(table_of(staged))
        found = Counter({tuple(stages): paths for stages, paths in lists(tables, "variants")})
        assert found == Counter({tuple(row["stages"]): row["persons"] for row in answer["variants"]})
        assert lists(tables, "directly_follows") == [
            (row["from"], row["to"], row["count"]) for row in answer["directly_follows"]
        ]
        days = [(row["stage"], row["stays"], *row["days"]) for row in answer["stage_days"]]
        assert [row[:4] for row in lists(tables, "stage_days")] == days


def random_paths(seed):
    rng = random.Random(seed)
    paths = []
    for _ in range(rng.randint(1, 12)):
        day, stages = 100, []
        for number in range(rng.randint(1, 5)):
            day += rng.randint(0, 9)
            value, country = rng.choice([("a", "CN"), ("b", "KP"), ("c", None), (None, "KP")])
            stage = {"earliest": day - rng.choice([0, 3]), "latest": day, "ordered": number == 0 or rng.random() < 0.8}
            stages.append({"value": value, "country": country, **stage})
        paths.append(stages)
    return paths


@pytest.mark.parametrize("seed", range(0, 24, 12))
def test_they_equal_a_plain_count(seed):
    for number in range(seed, seed + 12):
        paths = random_paths(number)
        tables = stage_tables(table_of(paths))
        pairs = [pair for stages in paths for pair in pairwise(stages)]
        follows = Counter((one["value"], other["value"]) for one, other in pairs if other["ordered"])
        assert {(a, b): count for a, b, count in lists(tables, "directly_follows")} == follows
        variants = Counter(tuple(stage["value"] for stage in stages) for stages in paths)
        assert {tuple(stages): count for stages, count in lists(tables, "variants")} == variants
        assert {row[:3]: row[3:] for row in lists(tables, "corridors")} == corridors(pairs)
        assert {row[0]: row[1:] for row in lists(tables, "stage_days")} == dwell(pairs)


def corridors(pairs):
    found = {}
    for one, other in pairs:
        ends = (one["country"], other["country"])
        if None not in ends and ends[0] != ends[1]:
            found.setdefault(ends, []).append(other)
    return {
        (*ends, len(stages)): (min(each["earliest"] for each in stages), max(each["latest"] for each in stages))
        for ends, stages in found.items()
    }


def dwell(pairs):
    found = {}
    for one, other in pairs:
        least, most = max(0, other["earliest"] - one["latest"]), other["latest"] - one["earliest"]
        if other["ordered"]:
            found.setdefault(one["value"], []).append((least, most))
    return {
        value: (len(days), min(a for a, _ in days), max(b for _, b in days), median((a + b) / 2 for a, b in days))
        for value, days in found.items()
    }
