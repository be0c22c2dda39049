"""P4: processor time of the chains over the time that the machine needs to fetch the lines it must touch.

The model: 7.7 random 64-byte lines of memory for each row of the ancestor join (expand, bucket, probe), at the rate at
which one thread gathers from an array far larger than the cache, measured here. P5, the growth, stands with chains.
"""

import argparse
from collections.abc import Iterator

import numpy as np

from app.analysis.bulk.answer import run
from app.analysis.bulk.question import Question
from app.analysis.engines import Engines
from benchmarks.chains import simple_question
from benchmarks.measuring import Figure, clocked, emit
from benchmarks.pedigree import pedigree

_SIZES = (1_000_000,)
_CHON, _WINDOW = 4, 1096
_LINES, _GOAL = 7.7, 25
_FOOTPRINT, _GATHERED = 320 * 2**20, 20_000_000
_RUNS = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--jars", help="not used: chains need no engine")
    for size in parser.parse_args().persons:
        emit(_measure(size))


def _measure(size: int) -> Iterator[Figure]:
    question = simple_question(pedigree(size))
    rows = ancestor_rows(question)
    rate = _gather_rate()
    seconds, engines = [], Engines()
    for _ in range(_RUNS):
        with clocked() as clock, engines.open() as session:
            run(question, session, max_chon=_CHON, window_days=_WINDOW)
        seconds.append(clock.cpu)
    floor = rows * _LINES / rate
    yield Figure(
        f"chains of {size:,} persons, processor time",
        round(min(seconds), 3),
        "CPU s",
        f"{_LINES} random lines for each of {rows:,} ancestor rows at {rate / 1e6:.0f} million lines a second: "
        f"{floor:.4f} s",
        round(min(seconds) / floor, 1),
        str(rows),
        f"goal: at most {_GOAL} times",
    )


def ancestor_rows(question: Question) -> int:
    """Return how many (person with an event, or a spouse of one; ancestor; steps up) rows the join works on."""
    seeds = np.unique(
        np.concatenate([np.asarray(each["person"]) for each in (question.triggers, question.punishments)])
    )
    ones, others = (np.asarray(question.kin.sp[side]) for side in ("a", "b"))
    married = np.isin(ones, seeds)
    source = np.concatenate([seeds, ones[married]]).astype(np.int64)
    person = np.concatenate([seeds, others[married]]).astype(np.int64)
    children, parents = (np.asarray(question.kin.par[side]) for side in ("child", "parent"))
    order = np.argsort(children, kind="stable")
    children, parents = children[order], parents[order].astype(np.int64)
    total = len(person)
    for _ in range(_CHON):
        first, last = np.searchsorted(children, person, "left"), np.searchsorted(children, person, "right")
        count = last - first
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        person, source = parents[np.repeat(first, count) + within], np.repeat(source, count)
        total += len(person)
    return total


def _gather_rate() -> float:
    """Return random lines a second: one number out of each of many lines, in random order, on one thread."""
    numbers = np.arange(_FOOTPRINT // 8)
    lines = np.random.default_rng(1).integers(0, len(numbers) // 8, _GATHERED) * 8
    into = np.empty(_GATHERED, numbers.dtype)
    best = min(_gathered(numbers, lines, into) for _ in range(_RUNS))
    return _GATHERED / best


def _gathered(numbers: np.ndarray, lines: np.ndarray, into: np.ndarray) -> float:
    with clocked() as clock:
        np.take(numbers, lines, out=into, mode="clip")
    return clock.wall


if __name__ == "__main__":
    main()
