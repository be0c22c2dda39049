"""The incremental projection: fold again the keys that a batch changes, and write what differs.

The same fold as :func:`app.evidence.projection.project`, for the keys before and after of the changed claims and of
every claim that mentions a record whose group changed. No agency, place or source hub is read.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from neo4j import ManagedTransaction

from app.evidence.folding import Properties, fold_node, fold_tie
from app.evidence.keys import NodeKey, TieKey, keys_of
from app.evidence.projection import Change
from app.evidence.weighing import Weighed
from app.store.claim_nodes import claims_by_id
from app.store.fresh import Fresh
from app.store.plan import Plan
from app.store.schema import refuse_unknown, seek
from app.store.sent import Write, ask, slices
from app.store.source_book import SourceBook

T = TypeVar("T", NodeKey, TieKey)


class Incremental:
    """Folds the dirty keys of a batch together with what stands there.

    Parameters
    ----------
    tx : ManagedTransaction
        Only read.
    book : SourceBook
    plan : Plan
    fresh : Fresh
        What the batch brings to the dirty keys.
    """

    def __init__(self, tx: ManagedTransaction, book: SourceBook, plan: Plan, fresh: Fresh) -> None:
        self._tx = tx
        self._book = book
        self._plan = plan
        self._fresh = fresh
        self._old_nodes: dict[NodeKey, Properties] = {}
        self._standing: set[NodeKey] = set(fresh.standing)
        self._old_ties: dict[TieKey, Properties] = {}
        self._describing: dict[NodeKey, list[Weighed]] = {}
        self._self_ties: dict[NodeKey, set[str]] = {}
        self._stating: dict[TieKey, list[tuple[Weighed, Properties]]] = {}
        self._falls: list[str] = []
        self._appears: list[str] = []
        self._changes: list[str] = []

    def writes(self) -> Iterator[Write]:
        """Yield what differs as writes, in the order in which they must be done; each part is folded when asked for."""
        self._read_nodes()
        self._read_ties()
        self._read_standing_claims()
        yield from self._node_writes()
        yield from self._tie_writes()

    def change(self) -> Change:
        """Return what the writes made so far change."""
        return Change(tuple(sorted(self._falls)), tuple(sorted(self._appears)), tuple(sorted(self._changes)))

    def _read_nodes(self) -> None:
        """Read the dirty nodes whole; of those that are only needed ask which are there."""
        fresh = self._fresh
        for label, keys in _by(fresh.dirty_nodes, lambda key: key.label):
            rows = ask(
                self._tx,
                f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) {seek('n', label)} RETURN n {{.*}} AS node",
                ids=(key.id for key in keys),
            )
            for row in rows:
                self._old_nodes[NodeKey(label, row["node"]["id"])] = row["node"]
        self._standing.update(self._old_nodes)
        unknown = fresh.needed.keys() - fresh.dirty_nodes - fresh.standing
        for label, keys in _by(unknown, lambda key: key.label):
            text = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) {seek('n', label)} RETURN collect(n.id) AS ids"
            [found] = ask(self._tx, text, ids=(key.id for key in keys))
            self._standing.update(NodeKey(label, id) for id in found["ids"])

    def _read_ties(self) -> None:
        known = self._standing | self._fresh.maybe_bare
        wanted = [tie for tie in self._fresh.dirty_ties if tie.start in known and tie.end in known]
        for (kind, start, end), ties in _by(wanted, lambda tie: (tie.type, tie.start.label, tie.end.label)):
            rows = ask(
                self._tx,
                f"UNWIND $rows AS r MATCH (a:{start} {{id: r.a}})-[t:{kind}]->(b:{end} {{id: r.b}}) "
                f"{seek('a', start)} RETURN a.id AS a, b.id AS b, properties(t) AS tie",
                rows=({"a": tie.start.id, "b": tie.end.id} for tie in ties),
            )
            for row in rows:
                self._old_ties[TieKey(kind, NodeKey(start, row["a"]), NodeKey(end, row["b"]))] = row["tie"]

    def _read_standing_claims(self) -> None:
        """Read the accepted claims that were at the dirty keys already and do not move."""
        gone = self._plan.leaving.keys()
        at_nodes = {node: set(self._old_nodes[node].get("claims", ())) - gone for node in self._dirty_old_nodes()}
        at_ties = {tie: set(old["claims"]) - gone for tie, old in self._old_ties.items()}
        wanted = {id for ids in (*at_nodes.values(), *at_ties.values()) for id in ids}
        claims = claims_by_id(self._tx, wanted - self._plan.coming.keys())
        self._book.load(claim.source for claim in claims.values())
        weighed = {id: Weighed(claim, self._book.standing[claim.source]) for id, claim in claims.items()}
        resolve = self._plan.after.resolve
        for node, ids in at_nodes.items():
            self._describing[node] = [weighed[id] for id in sorted(ids) if id in weighed]
            self._self_ties[node] = set(self._old_nodes[node].get("self_ties", ())) - gone
        for tie, ids in at_ties.items():
            standing = [weighed[id] for id in sorted(ids) if id in weighed]
            self._stating[tie] = [(each, keys_of(each.claim, resolve).ties[tie]) for each in standing]

    def _dirty_old_nodes(self) -> Iterator[NodeKey]:
        return (node for node in self._fresh.dirty_nodes if node in self._old_nodes)

    def _node_writes(self) -> Iterator[Write]:
        fresh = self._fresh
        for label, nodes in _by(fresh.needed.keys() | fresh.dirty_nodes, lambda key: key.label):
            for part in slices(nodes):
                new: list[Properties] = []
                changed: list[Properties] = []
                for node in part:
                    self._fold_node(node, new, changed)
                yield f"UNWIND $rows AS r CREATE (n:{label}) SET n = r", new
                yield f"UNWIND $rows AS r MATCH (n:{label} {{id: r.id}}) {seek('n', label)} SET n = r", changed

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
            [*fresh.described.get(node, ()), *self._describing.get(node, ())],
            self_ties=sorted(fresh.self_ties.get(node, set()) | self._self_ties.get(node, set())),
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

    def _tie_writes(self) -> Iterator[Write]:
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
                yield f"{ends}MATCH (a)-[t:{kind}]->(b) DELETE t", gone
                yield f"{ends}MATCH (a)-[t:{kind}]->(b) SET t = r.p", changed
                yield f"{ends}CREATE (a)-[t:{kind}]->(b) SET t = r.p", new

    def _fold_tie(self, tie: TieKey, new: list[Properties], changed: list[Properties], gone: list[Properties]) -> None:
        old = self._old_ties.get(tie)
        stated = [*self._fresh.stated.get(tie, ()), *self._stating.get(tie, ())]
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


def remove_bare(tx: ManagedTransaction, maybe_bare: Iterable[NodeKey]) -> tuple[str, ...]:
    """Delete nodes that nothing describes or needs any more; call after the claims' own ties are written."""
    falls: list[str] = []
    for label, keys in _by(maybe_bare, lambda key: key.label):
        rows = ask(
            tx,
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) {seek('n', label)} "
            "WHERE n.claims IS NULL AND n.self_ties IS NULL AND NOT EXISTS { (n)--() } "
            "WITH n, n.id AS id DELETE n RETURN id",
            ids=(key.id for key in keys),
        )
        falls += [str(NodeKey(label, row["id"])) for row in rows]
    return tuple(falls)


def _by(items: Iterable[T], key: Callable[[T], Any]) -> list[tuple[Any, list[T]]]:
    """Group items, in a fixed order: statements and rows come sorted, so that writers lock in one order."""
    groups: dict[Any, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return [(group, sorted(groups[group])) for group in sorted(groups)]
