"""One batch, one transaction: claims and graph together, all or nothing."""

from collections.abc import Mapping
from dataclasses import replace

from neo4j import ManagedTransaction

from app.domain.claims import Claim
from app.evidence.keys import NodeKey
from app.evidence.projection import Change
from app.store.admission import Admission, admit
from app.store.base import Batch, BatchReport
from app.store.claim_writes import claim_writes
from app.store.fresh import gather
from app.store.identity_reader import any_judgement
from app.store.incremental import Incremental, remove_bare
from app.store.plan import Plan, plan
from app.store.prepared import write_prepared
from app.store.schema import seek
from app.store.sent import ask, send
from app.store.source_book import SourceBook

#: The first write of every batch: writers queue here.
_LOCK = """
MERGE (m:Meta {id: 'meta'})
SET m.data_version = coalesce(m.data_version, 0), m.writing = $batch
RETURN m.data_version AS version
"""
_MOVE = "MATCH (m:Meta {id: 'meta'}) SET m.data_version = $version REMOVE m.writing"


def apply_batch(tx: ManagedTransaction, batch: Batch, now: str) -> tuple[BatchReport, Change]:
    """Record a batch and bring the graph up to date.

    Parameters
    ----------
    tx : ManagedTransaction
        A write transaction; it is committed or rolled back by the caller.
    batch : Batch
    now : str
        UTC time of recording, ISO 8601.

    Returns
    -------
    BatchReport
    Change
        What fell, appeared or changed in the graph.

    Notes
    -----
    Safe to repeat: a claim on record is not recorded twice. The data version moves only when something changed.
    """
    locked = tx.run(_LOCK, batch=batch.id).single(strict=True)
    version = int(locked["version"])
    if batch.prepared is not None and batch.settled_at == version:
        admission, book, change = write_prepared(tx, batch.prepared, version + 1)
        tx.run(_MOVE, version=version + 1).consume()
        return _report(book, admission, change, version + 1), change
    book = SourceBook(tx)
    book.record(batch)
    admission = admit(tx, batch, book, settled=batch.settled_at == version)
    book.mark_withdrawn(batch, now)
    work = plan(tx, admission, book, judged=any_judgement(tx))
    moved = bool(book.recorded or work.leaving or work.coming or batch.withdraw_sources or batch.reinstate_sources)
    change = _bring_up_to_date(tx, book, work, admission, version + 1, now) if work.leaving or work.coming else Change()
    version += moved
    tx.run(_MOVE, version=version).consume()
    return _report(book, admission, change, version), replace(change, claims=tuple(sorted(admission.removed)))


def _bring_up_to_date(
    tx: ManagedTransaction, book: SourceBook, work: Plan, admission: Admission, version: int, now: str
) -> Change:
    _unlink(tx, work.leaving)
    fresh = gather(work, book)
    projection = Incremental(tx, book, work, fresh)
    for write in projection.writes():
        send(tx, write)
    _mark_withdrawn(tx, admission, now)
    _mark_reinstated(tx, admission)
    for write in claim_writes(admission.added, fresh.about, version):
        send(tx, write)
    _link(tx, {id: node for id, node in fresh.about.items() if id not in admission.added})
    bare = remove_bare(tx, fresh.maybe_bare)
    change = projection.change()
    falls = tuple(sorted((*change.falls, *bare)))
    return replace(change, falls=falls, changes=tuple(key for key in change.changes if key not in bare))


def _report(book: SourceBook, admission: Admission, change: Change, version: int) -> BatchReport:
    nodes = [key for key in (*change.appears, *change.changes, *change.falls) if "->" not in key]
    total = len(change.appears) + len(change.changes) + len(change.falls)
    return BatchReport(
        data_version=version,
        recorded=book.recorded + len(admission.added),
        unchanged=book.unchanged + admission.unchanged,
        withdrawn=len(admission.removed),
        reinstated=len(admission.reinstated),
        refused=(*book.refusals, *admission.refusals),
        warnings=tuple(admission.warnings),
        changed_nodes=len(nodes),
        changed_ties=total - len(nodes),
    )


def _unlink(tx: ManagedTransaction, claims: Mapping[str, Claim]) -> None:
    if claims:
        ask(
            tx,
            f"UNWIND $ids AS id MATCH (c:Claim {{id: id}})-[r:ABOUT]->() {seek('c', 'Claim')} DELETE r",
            ids=sorted(claims),
        )


def _mark_withdrawn(tx: ManagedTransaction, admission: Admission, now: str) -> None:
    rows = [{"id": id, "because": admission.because[id]} for id in sorted(admission.removed)]
    if rows:
        tx.run(
            "UNWIND $rows AS r MATCH (c:Claim {id: r.id}) SET c.withdrawn_at = $now, c.withdrawn_because = r.because",
            rows=rows,
            now=now,
        ).consume()


def _mark_reinstated(tx: ManagedTransaction, admission: Admission) -> None:
    if admission.reinstated:
        tx.run(
            "UNWIND $ids AS id MATCH (c:Claim {id: id}) REMOVE c.withdrawn_at, c.withdrawn_because",
            ids=sorted(admission.reinstated),
        ).consume()


def _link(tx: ManagedTransaction, about: Mapping[str, NodeKey]) -> None:
    by_label: dict[str, list[dict[str, str]]] = {}
    for id, node in sorted(about.items()):
        by_label.setdefault(node.label, []).append({"id": id, "about": node.id})
    for label, rows in sorted(by_label.items()):
        write = (
            f"UNWIND $rows AS r MATCH (c:Claim {{id: r.id}}) {seek('c', 'Claim')} "
            f"MATCH (n:{label} {{id: r.about}}) {seek('n', label)} CREATE (c)-[:ABOUT]->(n)"
        )
        send(tx, (write, rows))
