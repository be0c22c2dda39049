"""The groups of records around some records, before and after a batch."""

from collections.abc import Iterable, Mapping

from neo4j import ManagedTransaction

from app.domain.claims import Claim, ClaimKind
from app.evidence.identity import Groups, ends_of, group_records
from app.evidence.keys import NodeKey, is_identified, records_of
from app.evidence.weighing import Weighed
from app.store.claim_nodes import claim_from
from app.store.source_book import SourceBook

#: Only judgements name two records.
_ANY = "MATCH (c:Claim) WHERE c.record_a IS NOT NULL RETURN c.id LIMIT 1"
_TOUCHING = """
UNWIND $ids AS id
CALL (id) {
  MATCH (c:Claim {record_a: id}) RETURN c
  UNION
  MATCH (c:Claim {record_b: id}) RETURN c
}
WITH DISTINCT c WHERE c.withdrawn_at IS NULL
RETURN c {.*} AS claim
"""
_AT_NODE = """
UNWIND $ids AS id
MATCH (n:%s {id: id})
OPTIONAL MATCH (n)-[t]-()
RETURN coalesce(n.claims, []) + coalesce(n.self_ties, []) AS own, collect(t.claims) AS tied
"""


class IdentityReader:
    """Finds groups of records in one transaction; reads nothing when there is no judgement, on record or coming."""

    def __init__(
        self,
        tx: ManagedTransaction,
        book: SourceBook,
        incoming: Mapping[str, Claim],
        removed: Mapping[str, Claim],
        *,
        judged: bool,
    ) -> None:
        self._tx = tx
        self._book = book
        self._incoming = [claim for claim in incoming.values() if claim.kind == ClaimKind.IDENTITY]
        self._removed = {claim.id: claim for claim in removed.values() if claim.kind == ClaimKind.IDENTITY}
        self._any = judged or bool(self._incoming)

    def changed_records(self) -> set[NodeKey]:
        """Return the records that the judgements of the batch name."""
        ends: set[NodeKey] = set()
        for claim in [*self._incoming, *self._removed.values()]:
            ends.update(ends_of(claim))
        return ends

    def around(self, records: Iterable[NodeKey]) -> tuple[Groups, Groups]:
        """Return the groups around some records, before and after the batch."""
        if not self._any:
            empty = group_records([])
            return empty, empty
        found = self._connected({record for record in records if is_identified(record)} | self.changed_records())
        before = group_records(self._weigh(claim, before=True) for claim in found.values())
        after = {id: claim for id, claim in found.items() if id not in self._removed}
        after.update({claim.id: claim for claim in self._incoming})
        return before, group_records(self._weigh(claim) for claim in after.values())

    def _connected(self, records: set[NodeKey]) -> dict[str, Claim]:
        """Walk over judgements on record, and those that come, until no new record is met."""
        found: dict[str, Claim] = {}
        met = set(records)
        frontier = set(records)
        while frontier:
            ids = sorted({record.id for record in frontier})
            touching = [claim_from(row["claim"]) for row in self._tx.run(_TOUCHING, ids=ids)]
            self._book.load(claim.source for claim in touching)
            ends: set[NodeKey] = set()
            for claim in touching:
                pair = set(ends_of(claim))
                if pair & met:
                    found[claim.id] = claim
                    ends |= pair
            frontier = ends - met
            met |= frontier
        return found

    def _weigh(self, claim: Claim, *, before: bool = False) -> Weighed:
        standing = self._book.standing_before(claim.source) if before else self._book.standing[claim.source]
        return Weighed(claim, standing)


def any_judgement(tx: ManagedTransaction) -> bool:
    """Say whether two records were ever judged the same or different."""
    return tx.run(_ANY).single() is not None


def moved_records(before: Groups, after: Groups) -> set[NodeKey]:
    """Return the records whose node or fellow records differ between two groupings."""
    nodes = before.members.keys() | after.members.keys()
    records = {
        NodeKey(node.label, id) for node in nodes for id in (*before.records(node), *after.records(node))
    } | nodes
    return {
        record
        for record in records
        if before.resolve(record) != after.resolve(record)
        or before.records(before.resolve(record)) != after.records(after.resolve(record))
    }


def claims_at(tx: ManagedTransaction, nodes: Iterable[NodeKey]) -> set[str]:
    """Return the ids of all accepted claims at some nodes and at their ties."""
    found: set[str] = set()
    by_label: dict[str, list[str]] = {}
    for node in sorted(set(nodes)):
        by_label.setdefault(node.label, []).append(node.id)
    for label, ids in by_label.items():
        for row in tx.run(_AT_NODE % label, ids=ids):
            found.update(row["own"])
            found.update(id for claims in row["tied"] for id in claims)
    return found


def mentions(claim: Claim, records: set[NodeKey]) -> bool:
    """Say whether a claim mentions one of some records."""
    return not records.isdisjoint(records_of(claim))
