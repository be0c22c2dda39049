"""Milliseconds on the server for each picture at the largest size that a page shows."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from benchmarks.measuring import Figure, best_of, emit
from tests.unit.views.large_pictures import LARGE

_RUNS = 9


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jars", type=Path, help="not needed; every figure is given it")
    parser.parse_args()
    emit(_measure())


def _measure() -> Iterable[Figure]:
    for name, make in LARGE.items():
        seconds, drawn = best_of(make(), _RUNS)
        note = f"goal 100 ms; {len(drawn.encode()) / 1000:.0f} kB"
        yield Figure(name, round(1000 * seconds), "ms", note=note)


if __name__ == "__main__":
    main()
