"""The incremental projection: fold again the keys that a batch changes, and write what differs.

The same fold as :func:`app.evidence.projection.project`, for the keys before and after of the changed claims and of
every claim that mentions a record whose group changed. No agency, place or source hub is read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar

from neo4j import ManagedTransaction

from app.domain.claims import Claim, ClaimKind
from app.evidence.folding import Properties, fold_node, fold_tie
from app.evidence.identity import Groups, ends_of
from app.evidence.keys import Keys, NodeKey, TieKey, keys_of, records_of
from app.evidence.projection import Change
from app.evidence.weighing import Weighed
from app.store.admission import Admission
from app.store.claim_nodes import accepted_claims_of_sources, claims_by_id
from app.store.identity_reader import IdentityReader, claims_at, mentions, moved_records
from app.store.schema import refuse_unknown, seek
from app.store.sent import Sent, send, slices
from app.store.source_book import SourceBook

T = TypeVar("T", NodeKey, TieKey)


@dataclass
class Plan:
    """Which claims leave which keys and come to which.

    Attributes
    ----------
    leaving, coming : dict of str to Claim
        Claims taken from their keys before and put at their keys after; a claim that moves is in both.
    before, after : Groups
    nodes : set of NodeKey
        Nodes whose fellow records changed.
    """

    leaving: dict[str, Claim]
    coming: dict[str, Claim]
    before: Groups
    after: Groups
    nodes: set[NodeKey]


def plan(tx: ManagedTransaction, admission: Admission, book: SourceBook) -> Plan:
    """Find the claims that a batch moves, beyond those that it adds and withdraws."""
    incoming = admission.incoming()
    moving = accepted_claims_of_sources(tx, book.changed)
    moving = {id: claim for id, claim in moving.items() if id not in admission.removed}
    identity = IdentityReader(tx, book, incoming, admission.removed)
    own_records = {record for claim in moving.values() for record in _judged(claim)}
    before, after = identity.around(own_records)
    moved = moved_records(before, after)
    if moved:
        near = claims_by_id(tx, claims_at(tx, {before.resolve(record) for record in moved}) - moving.keys())
        book.load(claim.source for claim in near.values())
        moving.update(
            {id: claim for id, claim in near.items() if id not in admission.removed and mentions(claim, moved)}
        )
    leaving = {**admission.removed, **moving}
    coming = {**incoming, **moving}
    touched = (record for claim in (*leaving.values(), *incoming.values()) for record in records_of(claim))
    before, after = identity.around(chain(moved, own_records, touched))
    nodes = {groups.resolve(record) for record in moved for groups in (before, after)}
    return Plan(leaving, coming, before, after, nodes)


def _judged(claim: Claim) -> set[NodeKey]:
    """Return the records of an identity claim, nothing for others."""
    return set(ends_of(claim)) if claim.kind == ClaimKind.IDENTITY else set()


@dataclass
class Fresh:
    """What stands at the dirty keys after the batch."""

    described: dict[NodeKey, list[Weighed]] = field(default_factory=lambda: defaultdict(list))
    self_ties: dict[NodeKey, set[str]] = field(default_factory=lambda: defaultdict(set))
    stated: dict[TieKey, list[tuple[Weighed, Properties]]] = field(default_factory=lambda: defaultdict(list))
    needed: dict[NodeKey, None] = field(default_factory=dict)
    dirty_nodes: set[NodeKey] = field(default_factory=set)
    dirty_ties: set[TieKey] = field(default_factory=set)
    maybe_bare: set[NodeKey] = field(default_factory=set)


class Incremental:
    """Brings the graph of one transaction up to date with a plan."""

    def __init__(self, tx: ManagedTransaction, book: SourceBook, plan: Plan) -> None:
        self._tx = tx
        self._book = book
        self._plan = plan
        self._fresh = Fresh()
        self._old_nodes: dict[NodeKey, Properties] = {}
        self._standing: set[NodeKey] = set()
        self._old_ties: dict[TieKey, Properties] = {}
        self._falls: list[str] = []
        self._appears: list[str] = []
        self._changes: list[str] = []
        self.about: dict[str, NodeKey] = {}

    def run(self) -> Change:
        """Fold the dirty keys, write what differs, and remove what nothing describes or needs."""
        self._gather()
        self._read_nodes()
        self._read_ties()
        self._add_standing_claims()
        self._write_nodes()
        self._write_ties()
        return Change(tuple(sorted(self._falls)), tuple(sorted(self._appears)), tuple(sorted(self._changes)))

    def _gather(self) -> None:
        fresh, plan = self._fresh, self._plan
        for claim in plan.leaving.values():
            keys = keys_of(claim, plan.before.resolve)
            self._dirty(keys)
            fresh.maybe_bare.update(keys.nodes())
        for claim in plan.coming.values():
            keys = keys_of(claim, plan.after.resolve)
            self._dirty(keys)
            self._put(Weighed(claim, self._book.standing[claim.source]), keys)
        fresh.dirty_nodes |= plan.nodes

    def _dirty(self, keys: Keys) -> None:
        if keys.describes is not None:
            self._fresh.dirty_nodes.add(keys.describes)
        self._fresh.dirty_nodes.update(keys.self_ties)
        self._fresh.dirty_ties.update(keys.ties)

    def _put(self, weighed: Weighed, keys: Keys) -> None:
        fresh = self._fresh
        if keys.describes is not None:
            fresh.described[keys.describes].append(weighed)
            self.about[weighed.claim.id] = keys.describes
        for tie, properties in keys.ties.items():
            fresh.stated[tie].append((weighed, properties))
        for node in keys.self_ties:
            fresh.self_ties[node].add(weighed.claim.id)
        fresh.needed.update(dict.fromkeys(keys.nodes()))

    def _read_nodes(self) -> None:
        """Read the dirty nodes whole; of those that are only needed ask which are there."""
        fresh = self._fresh
        for label, keys in _by(fresh.dirty_nodes, lambda key: key.label):
            rows = self._tx.run(
                f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) {seek('n', label)} RETURN n {{.*}} AS node",
                ids=Sent(key.id for key in keys),
            )
            for row in rows:
                self._old_nodes[NodeKey(label, row["node"]["id"])] = row["node"]
        self._standing = set(self._old_nodes)
        for label, keys in _by(fresh.needed.keys() - fresh.dirty_nodes, lambda key: key.label):
            text = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) {seek('n', label)} RETURN collect(n.id) AS ids"
            found = self._tx.run(text, ids=Sent(key.id for key in keys)).single(strict=True)
            self._standing.update(NodeKey(label, id) for id in found["ids"])

    def _read_ties(self) -> None:
        known = self._standing | self._fresh.maybe_bare
        wanted = [tie for tie in self._fresh.dirty_ties if tie.start in known and tie.end in known]
        for (kind, start, end), ties in _by(wanted, lambda tie: (tie.type, tie.start.label, tie.end.label)):
            rows = self._tx.run(
                f"UNWIND $rows AS r MATCH (a:{start} {{id: r.a}})-[t:{kind}]->(b:{end} {{id: r.b}}) "
                f"{seek('a', start)} RETURN a.id AS a, b.id AS b, properties(t) AS tie",
                rows=Sent({"a": tie.start.id, "b": tie.end.id} for tie in ties),
            )
            for row in rows:
                self._old_ties[TieKey(kind, NodeKey(start, row["a"]), NodeKey(end, row["b"]))] = row["tie"]

    def _add_standing_claims(self) -> None:
        """Add the accepted claims that were at the dirty keys already and do not move."""
        fresh, gone = self._fresh, self._plan.leaving
        at_nodes = {
            node: set(self._old_nodes[node].get("claims", ())) - gone.keys() for node in self._dirty_old_nodes()
        }
        at_ties = {tie: set(old["claims"]) - gone.keys() for tie, old in self._old_ties.items()}
        wanted = {id for ids in (*at_nodes.values(), *at_ties.values()) for id in ids}
        claims = claims_by_id(self._tx, wanted - self._plan.coming.keys())
        self._book.load(claim.source for claim in claims.values())
        weighed = {id: Weighed(claim, self._book.standing[claim.source]) for id, claim in claims.items()}
        for node, ids in at_nodes.items():
            fresh.described[node].extend(weighed[id] for id in sorted(ids) if id in weighed)
            fresh.self_ties[node].update(set(self._old_nodes[node].get("self_ties", ())) - gone.keys())
        resolve = self._plan.after.resolve
        for tie, ids in at_ties.items():
            for id in sorted(ids):
                if id in weighed:
                    fresh.stated[tie].append((weighed[id], keys_of(weighed[id].claim, resolve).ties[tie]))

    def _dirty_old_nodes(self) -> Iterator[NodeKey]:
        return (node for node in self._fresh.dirty_nodes if node in self._old_nodes)

    def _write_nodes(self) -> None:
        fresh = self._fresh
        for label, nodes in _by(fresh.needed.keys() | fresh.dirty_nodes, lambda key: key.label):
            for part in slices(nodes):
                new: list[Properties] = []
                changed: list[Properties] = []
                for node in part:
                    self._fold_node(node, new, changed)
                send(self._tx, f"UNWIND $rows AS r CREATE (n:{label}) SET n = r", new)
                send(
                    self._tx, f"UNWIND $rows AS r MATCH (n:{label} {{id: r.id}}) {seek('n', label)} SET n = r", changed
                )

    def _fold_node(self, node: NodeKey, new: list[Properties], changed: list[Properties]) -> None:
        fresh, groups = self._fresh, self._plan.after
        if node not in fresh.dirty_nodes:
            if node not in self._standing:
                self._appears.append(str(node))
                new.append(fold_node(node, (), records=groups.records(node)))
            return
        old = self._old_nodes.get(node)
        if old is None and node not in fresh.needed:
            return
        properties = fold_node(
            node,
            fresh.described.get(node, ()),
            self_ties=sorted(fresh.self_ties.get(node, ())),
            records=groups.records(node),
        )
        refuse_unknown(node.label, properties)
        if old is None:
            self._appears.append(str(node))
            new.append(properties)
            return
        if "claims" not in properties and "self_ties" not in properties:
            fresh.maybe_bare.add(node)
        if old != properties:
            self._changes.append(str(node))
            changed.append(properties)

    def _write_ties(self) -> None:
        for (kind, start, end), ties in _by(
            self._fresh.dirty_ties, lambda tie: (tie.type, tie.start.label, tie.end.label)
        ):
            ends = (
                f"UNWIND $rows AS r MATCH (a:{start} {{id: r.a}}) {seek('a', start)} "
                f"MATCH (b:{end} {{id: r.b}}) {seek('b', end)} "
            )
            for part in slices(ties):
                new: list[Properties] = []
                changed: list[Properties] = []
                gone: list[Properties] = []
                for tie in part:
                    self._fold_tie(tie, new, changed, gone)
                send(self._tx, f"{ends}MATCH (a)-[t:{kind}]->(b) DELETE t", gone)
                send(self._tx, f"{ends}MATCH (a)-[t:{kind}]->(b) SET t = r.p", changed)
                send(self._tx, f"{ends}CREATE (a)-[t:{kind}]->(b) SET t = r.p", new)

    def _fold_tie(self, tie: TieKey, new: list[Properties], changed: list[Properties], gone: list[Properties]) -> None:
        old, stated = self._old_ties.get(tie), self._fresh.stated.get(tie)
        if not stated:
            if old is not None:
                self._falls.append(str(tie))
                gone.append({"a": tie.start.id, "b": tie.end.id})
            return
        properties = fold_tie(tie, stated)
        refuse_unknown(tie.type, properties)
        row = {"a": tie.start.id, "b": tie.end.id, "p": properties}
        if old is None:
            self._appears.append(str(tie))
            new.append(row)
        elif old != properties:
            self._changes.append(str(tie))
            changed.append(row)

    def remove_bare(self) -> tuple[str, ...]:
        """Delete nodes that nothing describes or needs any more; call after the claims' own ties are written."""
        falls: list[str] = []
        for label, keys in _by(self._fresh.maybe_bare, lambda key: key.label):
            rows = self._tx.run(
                f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) {seek('n', label)} "
                "WHERE n.claims IS NULL AND n.self_ties IS NULL AND NOT EXISTS { (n)--() } "
                "WITH n, n.id AS id DELETE n RETURN id",
                ids=Sent(key.id for key in keys),
            )
            falls += [str(NodeKey(label, row["id"])) for row in rows]
        return tuple(falls)


def _by(items: Iterable[T], key: Callable[[T], Any]) -> list[tuple[Any, list[T]]]:
    """Group items, in a fixed order: statements and rows come sorted, so that writers lock in one order."""
    groups: dict[Any, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return [(group, sorted(groups[group], key=_in_group)) for group in sorted(groups)]


def _in_group(key: NodeKey | TieKey) -> str | tuple[str, str]:
    """Return what orders keys of one label, or of one type between two labels."""
    return key.id if isinstance(key, NodeKey) else (key.start.id, key.end.id)
