"""A batch worked out before its turn: what it will write is made ready while the batch before it is being written.

Only a batch that does nothing but add new claims, after another such batch, and only where no records are judged. What
stands at its keys is read while the other batch is under way, so the keys that both touch wait until that one is on
record. All others are as they were read as long as nobody else writes, which the data version tells.
"""

from dataclasses import dataclass, replace

from neo4j import ManagedTransaction

from app.domain.claims import ClaimKind
from app.evidence.projection import Change
from app.store.admission import Admission, admit
from app.store.base import Batch
from app.store.claim_writes import claim_writes
from app.store.fresh import Fresh, Touched, gather, touched_by
from app.store.identity_reader import any_judgement
from app.store.incremental import Incremental
from app.store.plan import Plan, plan
from app.store.sent import Write, send
from app.store.source_book import SourceBook


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a batch will write.

    Attributes
    ----------
    admission : Admission
    book : SourceBook
    plan : Plan
    ready : list of Write
        Of the keys that the batch before leaves alone, in their order.
    change : Change
        What these writes change.
    late : Fresh
        What comes to the keys that the batch before writes too.
    touched : Touched
        All that the batch may write.
    claims : list of Write
        The claims themselves; their data version is filled in when they are written.
    """

    admission: Admission
    book: SourceBook
    plan: Plan
    ready: list[Write]
    change: Change
    late: Fresh
    touched: Touched
    claims: list[Write]


def prepare(tx: ManagedTransaction, batch: Batch, before: Batch) -> Prepared | None:
    """Work out what a batch will write.

    Parameters
    ----------
    tx : ManagedTransaction
        Only read; it began when everything before the batch ``before`` was on record.
    batch : Batch
        Its claims are new.
    before : Batch
        The batch all of whose claims come on record just before, and may be coming at this moment.

    Returns
    -------
    Prepared or None
        None when it has to be worked out in its turn.
    """
    if not (_only_adds(batch) and _only_adds(before)) or any_judgement(tx):
        return None
    book = SourceBook(tx)
    admission = admit(tx, batch, book, settled=True)
    if admission.refusals:
        return None
    work = plan(tx, admission, book, judged=False)
    fresh = gather(work, book)
    alone, late = fresh.parted(before.prepared.touched if before.prepared else touched_by(before.claims))
    projection = Incremental(tx, book, work, alone)
    ready = list(projection.writes())
    claims = list(claim_writes(admission.added, fresh.about, 0))
    return Prepared(admission, book, work, ready, projection.change(), late, fresh.touched(), claims)


def _only_adds(batch: Batch) -> bool:
    """Say whether a batch has nothing but claims, no judgement among them."""
    rest = replace(batch, claims=(), settled_at=None, prepared=None)
    return rest == Batch(batch.id) and not any(claim.kind == ClaimKind.IDENTITY for claim in batch.claims)


def write_prepared(tx: ManagedTransaction, prepared: Prepared, version: int) -> tuple[Admission, SourceBook, Change]:
    """Write what was made ready, then what had to wait.

    Parameters
    ----------
    tx : ManagedTransaction
        The lock on ``Meta`` is held, and nobody but the batch before wrote since the batch was prepared.
    prepared : Prepared
    version : int
        Data version at which its claims come on record.

    Returns
    -------
    Admission
    SourceBook
    Change
    """
    for write in prepared.ready:
        send(tx, write)
    late = Incremental(tx, replace(prepared.book, tx=tx), prepared.plan, prepared.late)
    for write in late.writes():
        send(tx, write)
    for statement, rows in prepared.claims:
        for row in rows:
            row["p"]["sequence"] = version
        send(tx, (statement, rows))
    return prepared.admission, prepared.book, _joined(prepared.change, late.change())


def _joined(one: Change, other: Change) -> Change:
    return Change(
        tuple(sorted((*one.falls, *other.falls))),
        tuple(sorted((*one.appears, *other.appears))),
        tuple(sorted((*one.changes, *other.changes))),
    )
