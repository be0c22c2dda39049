"""Links found by others: correct NetworkX code, and igraph on a graph of two layers. The same terms as the bulk engine.

Both go out from each person with a trigger to everyone within the degree, then join triggers and punishments. They get
the same tables of numbers; what they make of them before the first question is counted as ingest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

import networkx as nx
import pyarrow as pa

if TYPE_CHECKING:
    from app.analysis.bulk.kin_tables import KinTables
    from app.analysis.bulk.question import Question

Ranks = dict[int, int]
#: Trigger, punishment, class and nearness.
Row = tuple[int, int, int, int]
_Span = tuple[int, int | None, int | None, int, int, int | None]


class Kin(Protocol):
    """Finds everyone within a degree."""

    def ranks(self, people: list[int], most: int) -> Iterator[tuple[int, Ranks]]:
        """Yield each person with its relatives and their rank, ``4 chon + 2 start + end``."""
        ...


class NetworkxKin:
    """Up, then down from each ancestor, over parents and marriages as two graphs."""

    def __init__(self, tables: "KinTables") -> None:
        self.descent = nx.DiGraph(_pairs(tables.par, "parent", "child"))
        self.ascent = self.descent.reverse()
        self.marriages = nx.Graph(_pairs(tables.sp, "a", "b"))

    def ranks(self, people: list[int], most: int) -> Iterator[tuple[int, Ranks]]:
        """Yield each person with its relatives."""
        for a in people:
            mates = set(self.marriages[a]) if a in self.marriages else set()
            found: Ranks = {}
            for start, first in [(0, a), *((1, mate) for mate in mates)]:
                offer(found, self._blood(first, most), start=start, a=a, mates=mates, married=self.marriages)
            yield a, found

    def _blood(self, first: int, most: int) -> dict[int, int]:
        if first not in self.descent:
            return {first: 0}
        found: dict[int, int] = {}
        for ancestor, height in nx.single_source_shortest_path_length(self.ascent, first, cutoff=most).items():
            down = nx.single_source_shortest_path_length(self.descent, ancestor, cutoff=most - height)
            for person, depth in down.items():
                if height + depth < found.get(person, most + 1):
                    found[person] = height + depth
        return found


class IgraphKin:
    """Two copies of everyone: steps up in one, steps down in the other, from the first to the second only."""

    def __init__(self, tables: "KinTables") -> None:
        import igraph

        children, parents = tables.par["child"].to_pylist(), tables.par["parent"].to_pylist()
        pairs = _pairs(tables.sp, "a", "b")
        size = self.size = 1 + max([*children, *parents, *(a for a, _ in pairs)], default=0)
        edges = list(zip(children, parents, strict=True))
        down = [child + size for child in children]
        edges += zip(parents, down, strict=True)
        edges += zip([parent + size for parent in parents], down, strict=True)
        self.graph = igraph.Graph(n=2 * size, edges=edges, directed=True)
        self.married: dict[int, list[int]] = defaultdict(list)
        for a, b in pairs:
            self.married[a].append(b)

    def ranks(self, people: list[int], most: int) -> Iterator[tuple[int, Ranks]]:
        """Yield each person with its relatives."""
        married = self.married
        firsts = sorted({*people, *(mate for a in people for mate in married.get(a, ()))})
        place = {first: row for row, first in enumerate(firsts)}
        known = [first for first in firsts if first < self.size]
        levels = [self.graph.neighborhood(known, order=d, mode="out", mindist=d) for d in range(most + 1)]
        for a in people:
            mates = set(married.get(a, ()))
            found: Ranks = {}
            for start, first in [(0, a), *((1, mate) for mate in mates)]:
                blood: dict[int, int] = {first: 0} if first >= self.size else {}
                for degree, level in enumerate(levels if first < self.size else []):
                    for person in level[place[first]]:
                        blood.setdefault(person % self.size, degree)
                offer(found, blood, start=start, a=a, mates=mates, married=married)
            yield a, found


def offer(
    found: Ranks,
    blood: dict[int, int],
    *,
    start: int,
    a: int,
    mates: set[int],
    married: "dict[int, list[int]] | nx.Graph",
) -> None:
    """Put blood relatives and their spouses among what was found, the nearest way of each."""
    closed = {a, *mates} if start else {a}
    for person, chon in blood.items():
        if person != a and 4 * chon + 2 * start < found.get(person, 1 << 30):
            found[person] = 4 * chon + 2 * start
        if person in closed or person not in married:
            continue
        rank = 4 * chon + 2 * start + 1
        for mate in married[person]:
            if mate != a and rank < found.get(mate, 1 << 30):
                found[mate] = rank


def links_of(kin: Kin, question: "Question", people: list[int], *, max_chon: int, window_days: int) -> list[Row]:
    """Return the inferred links of some persons with a trigger."""
    triggers, punishments = _by_person(question.triggers), _by_person(question.punishments)
    stated = set(_pairs(question.stated, "src", "dst"))
    return [
        (e[0], f[0], link_class, rank)
        for a, ranks in kin.ranks(people, max_chon)
        for b, rank in ranks.items()
        for f in punishments.get(b, ())
        for e in triggers.get(a, ())
        if (link_class := _class(e, f, window_days)) and (e[0], f[0]) not in stated
    ]


def rows_of(links: pa.Table) -> list[Row]:
    """Return the inferred links of a bulk answer in the same shape."""
    columns = (links[name].to_pylist() for name in ("class", "src", "dst", "chon", "marriages", "spouses"))
    rows = []
    for link_class, src, dst, chon, marriages, spouses in zip(*columns, strict=True):
        if link_class:
            rows.append((src, dst, link_class, 4 * chon + (2 if spouses else marriages)))
    return rows


def marriages_only(rows: Iterable[Row]) -> list[Row]:
    """Return rows with the number of marriage steps, not their side, as the bulk answer tells them."""
    ends = (0, 1, 1, 2)
    return [(*row[:3], row[3] if row[3] == 2 else row[3] // 4 * 4 + ends[row[3] % 4]) for row in rows]


def _class(e: _Span, f: _Span, window_days: int) -> int:
    """Return 1 certain, 2 possible, 3 undated, 0 no link."""
    least = None if f[1] is None or e[2] is None else f[1] - e[2]
    most = None if f[2] is None or e[1] is None else f[2] - e[1]
    if (least is not None and least > window_days) or (most is not None and most < 0):
        return 0
    same = (e[1] is not None and e[2] is not None and e[1:3] == f[1:3]) or (e[5] is not None and e[5] == f[5])
    if same and e[3:5] == f[3:5]:
        return 0
    if least is None or most is None:
        return 3
    return 1 if least >= 1 and most <= window_days else 2


def _by_person(spans: pa.Table) -> dict[int, list[_Span]]:
    found: dict[int, list[_Span]] = defaultdict(list)
    names = ("id", "lo", "hi", "kind", "place", "said")
    for person, *span in zip(spans["person"].to_pylist(), *(spans[name].to_pylist() for name in names), strict=True):
        found[person].append(tuple(span))
    return dict(found)


def _pairs(table: pa.Table, one: str, other: str) -> list[tuple[int, int]]:
    return list(zip(table[one].to_pylist(), table[other].to_pylist(), strict=True))
