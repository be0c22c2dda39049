"""P8: everyone within four degrees of one person, with a path to each, beside NetworkX and Cypher over Bolt.

NetworkX and Cypher say who is kin and how near; ours says over whom as well. Cypher runs only where the engine's jars
are given, on the same ties in an engine of its own, through the driver on loopback. The time of one person must not
grow with the number of persons.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

import pyarrow as pa
from neo4j import Driver, GraphDatabase

from app.analysis.bulk.kin_tables import KinTables
from app.store.embedded import EngineConfig, open_engine
from app.store.neo4j_store import Neo4jStore
from benchmarks.chain_peers import NetworkxKin, Ranks
from benchmarks.kin import People, ours, people_of
from benchmarks.measuring import Figure, digest_of, emit, p95, timed

_SIZES = (100_000, 1_000_000)
_CHON, _ASKED, _WARM = 4, 200, 20
_BATCH = 10_000
_GOAL = "goal: at most 0.5 ms, 2 times NetworkX, 8 times Bolt"
#: Kin by blood of a person and of the spouses, and their spouses, each with the least rank.
_CYPHER = """
MATCH (a:Person {id: $id})
CALL (a) { RETURN a AS first, 0 AS start UNION MATCH (a)-[:SPOUSE_OF]-(mate) RETURN mate AS first, 1 AS start }
MATCH up = (first)<-[:PARENT_OF*0..4]-(top) WHERE start = 0 OR NOT a IN nodes(up)
MATCH down = (top)-[:PARENT_OF*0..4]->(last)
WHERE length(up) + length(down) <= 4 AND (start = 0 OR NOT a IN nodes(down))
WITH a, start, last, min(length(up) + length(down)) AS chon
CALL (a, start, last, chon) {
  WITH a, start, last, chon WHERE last <> a AND (start = 1 OR chon > 0)
  RETURN last AS kin, 4 * chon + 2 * start AS rank
  UNION
  MATCH (last)-[:SPOUSE_OF]-(kin)
  WHERE kin <> a AND last <> a AND (start = 0 OR NOT EXISTS { (last)-[:SPOUSE_OF]-(a) })
  RETURN kin, 4 * chon + 2 * start + 1 AS rank
  UNION
  MATCH (last)-[:SPOUSE_OF]-(kin) WHERE last = a AND start = 0
  RETURN kin, 1 AS rank
}
RETURN kin.id AS id, min(rank) AS rank
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--jars", type=Path)
    options = parser.parse_args()
    found = {}
    for size in options.persons:
        made = people_of(size)
        people = random.Random(3).sample(list(made.sexes), _ASKED)
        found[size], figures = _measure(made, people)
        emit(figures)
        if options.jars and size == min(options.persons):
            emit([_over_bolt(made, people, found[size], options.jars)])
    for small, large in pairwise(options.persons):
        ratio = round(found[large] / found[small], 2)
        emit([Figure(f"one person in {large:,} over one in {small:,}", ratio, "times", note="goal: at most 1.3")])


def _measure(made: People, people: list[str]) -> tuple[float, list[Figure]]:
    graph, peer = ours(made), _peer(made)
    for a in people[:_WARM]:
        graph.within(a, _CHON)
    mine, seconds = timed(people, lambda a: graph.within(a, _CHON))
    theirs, others = timed(people, lambda a: next(peer.ranks([a], _CHON))[1])
    digests = [
        digest_of(
            [a, sorted((b, each.chon) for b, each in found.items())] for a, found in zip(people, mine, strict=True)
        ),
        digest_of(
            [a, sorted((b, rank // 4) for b, rank in found.items())] for a, found in zip(people, theirs, strict=True)
        ),
    ]
    same = "the same" if len(set(digests)) == 1 else "ANOTHER"
    figure = Figure(
        f"one person's kin within {_CHON}, with path, of {len(made.sexes):,} persons",
        round(1000 * median(seconds), 3),
        "ms (p50)",
        f"NetworkX: {1000 * median(others):.3f} ms, {same} digest",
        round(median(others) / median(seconds), 2),
        digests[0],
        f"p95 {1000 * p95(seconds):.2f} ms; {_GOAL}",
    )
    return median(seconds), [figure]


def _peer(made: People) -> NetworkxKin:
    parents, children = zip(*made.parents, strict=True)
    ones, others = zip(*made.couples, *((b, a) for a, b in made.couples), strict=True)
    par = pa.table({"child": list(children), "parent": list(parents)})
    return NetworkxKin(
        KinTables(par, pa.table({"a": list(ones), "b": list(others)}), pa.array([]), len(made.sexes), [], [])
    )


def _over_bolt(made: People, people: list[str], ours_took: float, jars: Path) -> Figure:
    with (
        tempfile.TemporaryDirectory() as name,
        open_engine(EngineConfig(Path(name), jars=jars, heap="2g", pagecache="1g")) as engine,
        GraphDatabase.driver(engine.uri, auth=(engine.user, engine.password)) as driver,
    ):
        Neo4jStore(engine.locate).close()
        _write(driver, made)
        with driver.session() as session:

            def asked(a: str) -> Ranks:
                return {row["id"]: row["rank"] for row in session.run(_CYPHER, id=a)}

            for a in people[:_WARM]:
                asked(a)
            answers, seconds = timed(people, asked)
    digest = digest_of(
        [a, sorted((b, rank // 4) for b, rank in each.items())] for a, each in zip(people, answers, strict=True)
    )
    return Figure(
        f"the same over Bolt, of {len(made.sexes):,} persons",
        round(1000 * median(seconds), 2),
        "ms (p50)",
        f"ours in memory: {1000 * ours_took:.3f} ms",
        round(median(seconds) / ours_took, 1),
        digest,
        "the digest is that of NetworkX and ours",
    )


def _write(driver: Driver, made: People) -> None:
    driver.execute_query("CREATE CONSTRAINT IF NOT EXISTS FOR (p:Person) REQUIRE p.id IS UNIQUE")
    ids = list(made.sexes)
    for rows in _batches(ids):
        driver.execute_query("UNWIND $rows AS id CREATE (:Person {id: id})", rows=rows)
    for kind, ties in (("PARENT_OF", made.parents), ("SPOUSE_OF", made.couples)):
        text = (
            f"UNWIND $rows AS r MATCH (a:Person {{id: r[0]}}) MATCH (b:Person {{id: r[1]}}) CREATE (a)-[:{kind}]->(b)"
        )
        for rows in _batches([list(tie) for tie in ties]):
            driver.execute_query(text, rows=rows)


def _batches(rows: list) -> Iterator[list]:  # type: ignore[type-arg]
    return (rows[first : first + _BATCH] for first in range(0, len(rows), _BATCH))


if __name__ == "__main__":
    main()
