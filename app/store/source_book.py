"""The sources that a batch is about: their rows, their standing, and which standings a batch changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from neo4j import ManagedTransaction

from app.domain.claims import Source
from app.evidence.weighing import Standing, dependent_groups, standing_of
from app.store.base import Batch, Refusal
from app.store.claim_nodes import source_from, source_properties
from app.store.schema import seek
from app.store.sent import send

_READ = f"UNWIND $ids AS id MATCH (s:Source {{id: id}}) {seek('s', 'Source')} RETURN s {{.*}} AS source"
_NEAR = """
UNWIND $ids AS id
MATCH (s:Source {id: id})
CALL (s) {
  MATCH (s)-[:DERIVED_FROM]-(o:Source) RETURN o
  UNION
  MATCH (o:Source {witness: s.witness}) RETURN o
}
RETURN DISTINCT o.id AS id
"""
_EDGES = "UNWIND $ids AS id MATCH (s:Source {id: id})-[:DERIVED_FROM]->(o:Source) RETURN s.id AS a, o.id AS b"


@dataclass
class SourceBook:
    """Sources read or written in one transaction.

    Attributes
    ----------
    standing : dict of str to Standing
        Standing after the batch, of every source asked for.
    changed : set of str
        Sources on record before whose standing the batch changed: their claims count as changed.
    """

    tx: ManagedTransaction
    sources: dict[str, Source] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    standing: dict[str, Standing] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    recorded: int = 0
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    _before: dict[str, Standing] = field(default_factory=dict)

    def load(self, ids: Iterable[str]) -> None:
        """Read sources that have not been read yet."""
        wanted = sorted(set(ids) - self.sources.keys())
        if not wanted:
            return
        for row in self.tx.run(_READ, ids=wanted):
            node = row["source"]
            source = source_from(node)
            self.sources[source.id] = source
            self.standing[source.id] = self._before[source.id] = standing_of(source, node["independence"])
            if node.get("withdrawn_at"):
                self.withdrawn.add(source.id)

    def standing_before(self, id: str) -> Standing:
        """Return the standing that a source had before the batch."""
        return self._before.get(id, self.standing[id])

    def record(self, batch: Batch) -> None:
        """Record the source and derivation rows of a batch and regroup dependent sources."""
        if not batch.sources and not batch.derivations:
            return
        self.load([source.id for source in batch.sources] + [end for pair in batch.derivations for end in pair])
        touched = self._record_sources(batch) | self._record_derivations(batch)
        if touched:
            self._regroup(touched)
        self.changed = {id for id, standing in self._before.items() if self.standing[id] != standing}

    def _record_sources(self, batch: Batch) -> set[str]:
        rows: list[dict[str, object]] = []
        touched: set[str] = set()
        for index, source in enumerate(batch.sources):
            known = self.sources.get(source.id)
            if known == source:
                self.unchanged += 1
                continue
            if known is not None and not batch.correct:
                self.refusals.append(Refusal("source", index, "conflict", source.id))
                continue
            self.recorded += 1
            self.sources[source.id] = source
            group = self.standing[source.id].group if source.id in self.standing else source.id
            self.standing[source.id] = standing_of(source, group)
            rows.append({"id": source.id, "properties": source_properties(source, group)})
            if known is not None or source.witness:
                touched.add(source.id)
        if rows:
            # += after removing the row's own fields keeps the marks of withdrawal.
            cleared = ", ".join(f"s.{name} = null" for name in Source.__slots__ if name != "id")
            write = f"UNWIND $rows AS r MERGE (s:Source {{id: r.id}}) SET {cleared} SET s += r.properties"
            send(self.tx, (write, rows))
        return touched

    def _record_derivations(self, batch: Batch) -> set[str]:
        known = {(row["a"], row["b"]) for row in self.tx.run(_EDGES, ids=sorted({a for a, _ in batch.derivations}))}
        new: list[dict[str, str]] = []
        for index, pair in enumerate(batch.derivations):
            missing = [end for end in pair if end not in self.sources]
            if missing:
                self.refusals.append(Refusal("derivation", index, "unknown_source", missing[0]))
            elif pair in known:
                self.unchanged += 1
            else:
                known.add(pair)
                self.recorded += 1
                new.append({"a": pair[0], "b": pair[1]})
        if new:
            self.tx.run(
                "UNWIND $rows AS r MATCH (a:Source {id: r.a}) MATCH (b:Source {id: r.b}) "
                "MERGE (a)-[:DERIVED_FROM]->(b)",
                rows=new,
            ).consume()
        return {end for row in new for end in row.values()}

    def _regroup(self, touched: set[str]) -> None:
        """Find the dependent sources around the touched ones, before and after, and name their groups anew."""
        old_groups = {self.standing[id].group for id in touched}
        members = self.tx.run(
            "UNWIND $groups AS g MATCH (s:Source {independence: g}) RETURN s.id AS id", groups=sorted(old_groups)
        )
        component = touched | {row["id"] for row in members}
        frontier = set(component)
        while frontier:
            frontier = {row["id"] for row in self.tx.run(_NEAR, ids=sorted(frontier))} - component
            component |= frontier
        self.load(component)
        edges = [(row["a"], row["b"]) for row in self.tx.run(_EDGES, ids=sorted(component))]
        groups = dependent_groups([self.sources[id] for id in sorted(component)], edges)
        rows = []
        for id, group in groups.items():
            if self.standing[id].group != group:
                rows.append({"id": id, "group": group})
            self.standing[id] = standing_of(self.sources[id], group)
        if rows:
            self.tx.run(
                "UNWIND $rows AS r MATCH (s:Source {id: r.id}) SET s.independence = r.group", rows=rows
            ).consume()

    def mark_withdrawn(self, batch: Batch, now: str) -> None:
        """Mark sources as withdrawn or take the mark away."""
        for id, because in batch.withdraw_sources:
            self.tx.run(
                "MATCH (s:Source {id: $id}) SET s.withdrawn_at = $now, s.withdrawn_because = $because",
                id=id,
                now=now,
                because=because,
            ).consume()
        for id in batch.reinstate_sources:
            self.tx.run("MATCH (s:Source {id: $id}) REMOVE s.withdrawn_at, s.withdrawn_because", id=id).consume()
