"""Kin of one person and of a pair in pedigrees of 10,000, 100,000 and 1,000,000 persons, beside correct NetworkX code.

The peer keeps the ties in a :class:`networkx.DiGraph` of parents and a :class:`networkx.Graph` of marriages. It goes
up from a person and from his spouses, then down from each ancestor, over no person twice, with a marriage step at the
end; it takes the nearest way to each relative. It says who is kin and how near; Kintrace says also over whom, in which
words and on which claims. Both answer the same questions in the same run; the digest is that of all answers.
"""

import argparse
import random
from collections.abc import Callable, Iterable
from statistics import median
from typing import NamedTuple

import networkx as nx
import pyarrow as pa

from app.domain.kinship import KinshipGraph, PersonRows, TieRows, circle_answer, kin_answer
from benchmarks.measuring import Figure, clocked, digest_of, emit, p95, timed
from benchmarks.pedigree import Pedigree, pedigree

_SIZES = (10_000, 100_000, 1_000_000)
_CHON = 8
_ASKED = 50
Ranks = dict[str, int]


class People(NamedTuple):
    """Persons by id with their sex, parent ties (parent, child) and marriages."""

    sexes: dict[str, str]
    parents: list[tuple[str, str]]
    couples: list[tuple[str, str]]


def people_of(size: int) -> People:
    """Return the people of an invented pedigree, with its parents and marriages."""
    made = pedigree(size)
    ids = [f"x:{number:07d}" for number in range(size)]
    ties = ((table[start].to_pylist(), table[end].to_pylist()) for table, start, end in _columns(made))
    parents, couples = ([(ids[a], ids[b]) for a, b in zip(*ends, strict=True)] for ends in ties)
    return People(dict(zip(ids, ("male" if man else "female" for man in made.men), strict=True)), parents, couples)


def _columns(made: Pedigree) -> tuple[tuple[pa.Table, str, str], ...]:
    return (made.par, "p", "c"), (made.sp, "a", "b")


def ours(made: People) -> KinshipGraph:
    """Build the kinship graph of a pedigree from columns."""
    kinds = ["parent"] * len(made.parents) + ["spouse"] * len(made.couples)
    ties = [*made.parents, *(tuple(sorted(couple)) for couple in made.couples)]
    nobody: list[int | None] = [None] * len(made.sexes)
    count = len(ties)
    rows = TieRows(
        kinds,
        [tie[0] for tie in ties],
        [tie[1] for tie in ties],
        ["birth"] * len(made.parents) + ["marriage"] * len(made.couples),
        [""] * count,
        [""] * count,
        ["likely"] * count,
        [1] * count,
        [(f"c{number}",) for number in range(count)],
    )
    return KinshipGraph.of_rows(PersonRows(list(made.sexes), list(made.sexes.values()), nobody, nobody), rows)


class Peer:
    """Correct kinship in NetworkX: up, then down from each ancestor, with marriage steps."""

    def __init__(self, made: People) -> None:
        self.descent = nx.DiGraph(made.parents)
        self.descent.add_nodes_from(made.sexes)
        self.ascent = self.descent.reverse()
        self.marriages = nx.Graph(made.couples)
        self.marriages.add_nodes_from(made.sexes)

    def ranks(self, a: str, most: int) -> Ranks:
        """Return everyone within a degree with the rank of the nearest relation: ``4 chon + 2 start + end``."""
        mates = set(self.marriages[a])
        found: Ranks = {}
        for start, first in [(0, a), *((1, mate) for mate in mates)]:
            for person, chon in self._blood(first, most, None if not start else a).items():
                if person != a and (start or chon):
                    _offer(found, person, 4 * chon + 2 * start)
                if person == a or (start and person in mates) or not (chon or start):
                    continue
                for mate in self.marriages[person]:
                    if mate != a:
                        _offer(found, mate, 4 * chon + 2 * start + 1)
        return found

    def rank(self, a: str, b: str, most: int) -> int | None:
        """Return the rank of the nearest relation of b to a, over the common ancestors of the two; None: no kin."""
        mates = set(self.marriages[a])
        ranks = [2] if b in mates else []
        for start, first in [(0, a), *((1, mate) for mate in mates)]:
            for end, last in [(0, b), *((1, mate) for mate in self.marriages[b])]:
                if last in (a, first) or (start and end and last in mates):
                    continue
                chon = self._nearest(first, last, a if start else None, most)
                ranks += [] if chon is None else [4 * chon + 2 * start + end]
        return min(ranks, default=None)

    @staticmethod
    def _without(lines: nx.DiGraph, blocked: str | None) -> nx.DiGraph:
        return nx.restricted_view(lines, [blocked], []) if blocked else lines

    def _nearest(self, first: str, last: str, blocked: str | None, most: int) -> int | None:
        lines = self._without(self.ascent, blocked)
        up = nx.single_source_shortest_path_length(lines, first, cutoff=most)
        other = nx.single_source_shortest_path_length(lines, last, cutoff=most)
        degrees = [up[person] + other[person] for person in up.keys() & other.keys()]
        return min((degree for degree in degrees if degree <= most), default=None)

    def _blood(self, first: str, most: int, blocked: str | None) -> dict[str, int]:
        """Return the blood relatives of one person with their degree: up to each ancestor, then down from it."""
        found: dict[str, int] = {}
        lines = self._without(self.descent, blocked)
        up = nx.single_source_shortest_path_length(self._without(self.ascent, blocked), first, cutoff=most)
        for ancestor, height in up.items():
            down = nx.single_source_shortest_path_length(lines, ancestor, cutoff=most - height)
            for person, depth in down.items():
                found[person] = min(found.get(person, most), height + depth)
        return found


def _offer(found: Ranks, person: str, rank: int) -> None:
    found[person] = min(found.get(person, rank), rank)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--jars", help="not used: kinship needs no engine")
    for size in parser.parse_args().persons:
        emit(_measure(size))


def _measure(size: int) -> Iterable[Figure]:
    made = people_of(size)
    rng = random.Random(2)
    people = rng.sample(list(made.sexes), _ASKED)
    with clocked() as built:
        graph = ours(made)
    with clocked() as peer_built:
        peer = Peer(made)
    yield Figure(
        f"kinship of {size:,} persons built",
        round(built.wall, 2),
        "s",
        f"NetworkX: {peer_built.wall:.2f} s",
        round(peer_built.wall / built.wall, 2),
    )
    near = [next(iter(graph.within(person, 4)), person) for person in people]
    pairs = [*zip(people, near, strict=True), *zip(people, people[::-1], strict=True)]
    pairs = [(a, b) for a, b in pairs if a != b]
    yield _compared(
        f"everyone within {_CHON} chon, with words, path and claims, of {size:,} persons",
        people,
        lambda a: {each["person"]: each for each in circle_answer(graph, a, _CHON)[0]},
        lambda a: peer.ranks(a, _CHON),
        lambda answer: {person: _rank(each) for person, each in answer.items()},
    )
    yield _compared(
        f"one pair, all relations, of {size:,} persons",
        pairs,
        lambda pair: kin_answer(graph, *pair),
        lambda pair: peer.rank(pair[0], pair[1], _CHON),
        lambda answer: _rank(answer["all"][0]) if answer["all"] else None,
    )


def _rank(answer: dict) -> int:  # type: ignore[type-arg]
    return 4 * int(answer["chon"]) + 2 * bool(answer["marriage_start"]) + bool(answer["marriage_end"])


def _compared(name: str, asked: list, mine: Callable, other: Callable, ranks: Callable) -> Figure:  # type: ignore[type-arg]
    answers, seconds = timed(asked, mine)
    theirs, peer_seconds = timed(asked, other)
    digest, peer_digest = (
        digest_of(list(zip(map(str, asked), listed, strict=True))) for listed in (map(ranks, answers), theirs)
    )
    same = "the same" if digest == peer_digest else "ANOTHER"
    return Figure(
        name,
        round(1000 * median(seconds), 3),
        "ms (p50)",
        f"NetworkX: {1000 * median(peer_seconds):.3f} ms, {same} digest",
        round(median(peer_seconds) / median(seconds), 2),
        digest,
        f"p95 {1000 * p95(seconds):.2f} ms, NetworkX {1000 * p95(peer_seconds):.2f} ms",
    )


if __name__ == "__main__":
    main()
