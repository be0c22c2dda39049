"""P3: chains in strongly inbred pedigrees of 3,000 and 41,500 persons, beside correct NetworkX code.

Invented, in the shape of two real pedigrees that cannot be shipped: some thirty generations, each drawn from few
couples, cousins marry within small houses. So a person has the same ancestors over many lines, and kin is dense.
"""

import argparse
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from benchmarks.chains import beside_peers, simple_question, timed_answer
from benchmarks.measuring import emit
from benchmarks.pedigree import PUNISHMENT, Pedigree

#: Persons and the ratio to NetworkX that is the goal.
_SIZES = {3_000: 3, 41_500: 25}
_GENERATIONS, _HOUSE = 30, 40
_ACTS, _PUNISHED = 0.005, 0.05
_FIRST_DAY, _DAYS, _UNSURE = 720_000, 11_000, 30


def inbred(persons: int, seed: int = 1) -> Pedigree:
    """Return an inbred pedigree: who marries does so within a house of forty persons of the same generation."""
    rng = np.random.default_rng(seed)
    size = persons // _GENERATIONS
    fathers: list[np.ndarray] = []
    children: list[np.ndarray] = []
    mothers: list[np.ndarray] = []
    men = rng.random(persons) < 0.5
    couples: list[tuple[np.ndarray, np.ndarray]] = []
    for generation in range(_GENERATIONS - 1):
        people = np.arange(generation * size, (generation + 1) * size)
        houses = [people[first : first + _HOUSE] for first in range(0, size, _HOUSE)]
        pairs = [_married(rng, house, men) for house in houses]
        husbands, wives = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
        couples.append((husbands, wives))
        born = np.arange(
            (generation + 1) * size, persons if generation == _GENERATIONS - 2 else (generation + 2) * size
        )
        parents = np.sort(rng.integers(0, len(husbands), len(born)))  # a house's children stay one house
        children.append(born)
        fathers.append(husbands[parents])
        mothers.append(wives[parents])
    born = np.concatenate(children)
    par = pa.table({"c": np.tile(born, 2), "p": np.concatenate([*fathers, *mothers])})
    sp = pa.table({"a": np.concatenate([a for a, _ in couples]), "b": np.concatenate([b for _, b in couples])})
    nobody = np.empty(0, np.int64)
    ev = _events(rng, persons)
    none = {"sib": pa.table({"a": nobody, "b": nobody}), "doc": pa.table({"src": nobody, "dst": nobody})}
    return Pedigree(persons=persons, men=men, par=par, sp=sp, ev=ev, custody=ev.slice(0, 0), **none)


def _married(rng: np.random.Generator, house: np.ndarray, men: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    husbands, wives = (rng.permutation(house[men[house] == male]) for male in (True, False))
    couples = min(len(husbands), len(wives))
    return husbands[:couples], wives[:couples]


def _events(rng: np.random.Generator, persons: int) -> pa.Table:
    acting, punished = (np.flatnonzero(rng.random(persons) < share) for share in (_ACTS, _PUNISHED))
    person = np.concatenate([acting, punished])
    lo = _FIRST_DAY + rng.integers(0, _DAYS, len(person))
    kind = np.where(np.arange(len(person)) < len(acting), 1 - PUNISHMENT, PUNISHMENT)
    hi = lo + rng.integers(0, _UNSURE, len(person))
    return pa.table({"id": np.arange(len(person)), "person": person, "lo": lo, "hi": hi, "kind": kind})


def main(sizes: Iterable[int] = _SIZES) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=list(sizes))
    parser.add_argument("--jars", help="not used: chains need no engine")
    for size in parser.parse_args().persons:
        question = simple_question(inbred(size))
        seconds, rows = timed_answer(question)
        goal = f" (goal {_SIZES[size]} times NetworkX)" if size in _SIZES else ""
        emit(beside_peers(f"chains of {size:,} persons, strongly inbred{goal}", question, rows, seconds))


if __name__ == "__main__":
    main()
