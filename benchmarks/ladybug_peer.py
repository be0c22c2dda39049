"""Kin found by an embedded Cypher engine, Ladybug: one query for each of the 58 words that a relation can have."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from app.analysis.bulk.kin_tables import KinTables
    from benchmarks.chain_peers import Ranks

_TABLES = (
    "CREATE NODE TABLE Person(id INT64, asked BOOL, PRIMARY KEY(id))",
    "CREATE REL TABLE UP(FROM Person TO Person)",
    "CREATE REL TABLE MATE(FROM Person TO Person)",
)


class LadybugKin:
    """Persons, steps up and marriages in a database in memory."""

    def __init__(self, tables: "KinTables") -> None:
        import ladybug

        self._engine = ladybug.Connection(ladybug.Database(":memory:"))
        for statement in _TABLES:
            self._engine.execute(statement)
        up, mates = tables.par.select(["child", "parent"]), tables.sp
        ends = [chunk for table in (up, mates) for column in table.columns for chunk in column.chunks]
        persons = pc.unique(pa.chunked_array(ends, pa.int32()))
        people = pa.table({"id": persons, "asked": pa.array([False] * len(persons))})
        for name, table in (("Person", people), ("UP", up), ("MATE", mates)):
            self._engine.execute(f"COPY {name} FROM $rows", {"rows": table})

    def ranks(self, people: list[int], most: int) -> Iterator[tuple[int, "Ranks"]]:
        """Yield each person with its relatives."""
        self._engine.execute("MATCH (a:Person) WHERE a.id IN $people SET a.asked = true", {"people": people})
        found: dict[int, Ranks] = defaultdict(dict)
        for start, end, up, down in product((0, 1), (0, 1), range(most + 1), range(most + 1)):
            if up + down <= most and (start or up + down):
                rank = 4 * (up + down) + 2 * start + end
                answer = self._engine.execute(_word(start, up, down, end)).get_as_arrow()
                for a, b in zip(*(column.to_pylist() for column in answer.columns), strict=True):
                    found[a][b] = min(rank, found[a].get(b, rank))
        yield from ((a, found[a]) for a in people)


def _word(start: int, up: int, down: int, end: int) -> str:
    """Return the query of one word: a marriage step or none, steps up, steps down, a marriage step or none."""
    steps = ["-[:MATE]->"] * start + ["-[:UP]->"] * up + ["<-[:UP]-"] * down + ["-[:MATE]->"] * end
    names = ["a", *(f"n{number}" for number in range(1, len(steps)))]
    last, whole = (*names, "b")[len(steps) - end], "(a:Person)"
    for step, name in zip(steps, [*names[1:], "b"], strict=True):
        whole += f"{step}({name}:Person)"
    wanted = ["a.asked", "a.id <> b.id"]
    if end:
        wanted.append(f"{last}.id <> a.id")
    if start and end:
        wanted.append(f"NOT EXISTS {{ MATCH (a)-[:MATE]->({last}) }}")
    return f"MATCH {whole} WHERE {' AND '.join(wanted)} RETURN DISTINCT a.id, b.id"
