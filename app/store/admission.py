"""Which rows of a batch come in: known, in conflict, from a withdrawn source, withdrawn earlier, or new."""

from dataclasses import dataclass, field

from neo4j import ManagedTransaction

from app.domain.claims import Claim
from app.store.base import Batch, Refusal
from app.store.claim_nodes import claims_by_id
from app.store.schema import seek
from app.store.sent import ask
from app.store.source_book import SourceBook

_ACCEPTED_AT = f"""
UNWIND $keys AS key MATCH (c:Claim {{row_key: key}}) {seek("c", "Claim", "row_key")}
WHERE c.withdrawn_at IS NULL RETURN key, c.id AS id
"""

#: A claim read back does not hold its row key; its node holds the hash of it.
_KEYS_OF = "UNWIND $ids AS id MATCH (c:Claim {id: id}) RETURN c.id AS id, c.row_key AS key"


@dataclass
class Admission:
    """What a batch changes among the claims.

    Attributes
    ----------
    added : dict of str to Claim
        New claims.
    reinstated : dict of str to Claim
        Withdrawn claims that are accepted again.
    removed : dict of str to Claim
        Accepted claims that are withdrawn, with ``because`` saying why.
    """

    added: dict[str, Claim] = field(default_factory=dict)
    reinstated: dict[str, Claim] = field(default_factory=dict)
    removed: dict[str, Claim] = field(default_factory=dict)
    because: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[Refusal] = field(default_factory=list)

    def incoming(self) -> dict[str, Claim]:
        """Return the claims that are accepted after the batch and were not before."""
        return {**self.added, **self.reinstated}


def admit(tx: ManagedTransaction, batch: Batch, book: SourceBook, *, settled: bool = False) -> Admission:
    """Sort the claims of a batch into added, unchanged and refused, and find those that it withdraws.

    Parameters
    ----------
    tx : ManagedTransaction
        The lock on ``Meta`` is held.
    batch : Batch
    book : SourceBook
        Source rows of the batch are already recorded in it.
    settled : bool
        The claims of the batch are known to be new: neither they nor their rows are looked for.

    Returns
    -------
    Admission

    Notes
    -----
    A claim withdrawn earlier stays withdrawn: it counts as unchanged and warns. A row on record with other content is a
    conflict, unless the batch corrects; then the claim on record is withdrawn.
    """
    result = Admission()
    withdrawing = dict(batch.withdraw)
    sought = set() if settled else {claim.id for claim in batch.claims}
    on_record = claims_by_id(tx, sought | withdrawing.keys() | set(batch.reinstate))
    book.load([claim.source for claim in batch.claims] + [claim.source for claim in on_record.values()])
    for id, because in withdrawing.items():
        claim = on_record.get(id)
        if claim is not None and claim.withdrawn_at is None:
            result.removed[id] = claim
            result.because[id] = because
    new = _new_claims(batch, on_record, book, result)
    _reinstate(batch, on_record, book, result)
    _settle_conflicts(tx, batch, new, result, settled=settled)
    return result


def _new_claims(
    batch: Batch, on_record: dict[str, Claim], book: SourceBook, result: Admission
) -> list[tuple[int, Claim]]:
    new: list[tuple[int, Claim]] = []
    seen: set[str] = set()
    for index, claim in enumerate(batch.claims):
        known = on_record.get(claim.id)
        if known is not None or claim.id in seen:
            result.unchanged += 1
            if known is not None and known.withdrawn_at is not None:
                result.warnings.append(Refusal("claim", index, "withdrawn_earlier", claim.id))
        elif claim.source not in book.sources:
            result.refusals.append(Refusal("claim", index, "unknown_source", claim.source))
        elif claim.source in book.withdrawn:
            result.refusals.append(Refusal("claim", index, "withdrawn_source", claim.source))
        else:
            seen.add(claim.id)
            new.append((index, claim))
    return new


def _reinstate(batch: Batch, on_record: dict[str, Claim], book: SourceBook, result: Admission) -> None:
    closed = book.withdrawn - set(batch.reinstate_sources)
    for index, id in enumerate(batch.reinstate):
        claim = on_record.get(id)
        if claim is None:
            result.refusals.append(Refusal("reinstate", index, "unknown_claim", id))
        elif not claim.statement:
            result.refusals.append(Refusal("reinstate", index, "erased_claim", id))
        elif claim.withdrawn_at is not None and claim.source in closed:
            result.refusals.append(Refusal("reinstate", index, "withdrawn_source", id))
        elif claim.withdrawn_at is not None:
            result.reinstated[id] = claim


def _settle_conflicts(
    tx: ManagedTransaction, batch: Batch, new: list[tuple[int, Claim]], result: Admission, *, settled: bool
) -> None:
    """Two accepted claims may not stand at one (table, row, source, citation)."""
    back = (
        {row["id"]: row["key"] for row in tx.run(_KEYS_OF, ids=sorted(result.reinstated))} if result.reinstated else {}
    )
    sought = set() if settled else {claim.conflict_key() for _, claim in new}
    keys = sought | set(back.values())
    standing = {row["key"]: row["id"] for row in ask(tx, _ACCEPTED_AT, keys=sorted(keys))} if keys else {}
    standing = {key: id for key, id in standing.items() if id not in result.removed}
    for id, key in back.items():
        if standing.setdefault(key, id) != id:
            del result.reinstated[id]
            result.refusals.append(Refusal("reinstate", 0, "conflict", id))
    replaced: set[str] = set()
    for index, claim in new:
        other = standing.get(claim.conflict_key())
        if other is not None and (not batch.correct or other in result.added or other in result.reinstated):
            result.refusals.append(Refusal("claim", index, "conflict", other))
            continue
        if other is not None:
            replaced.add(other)
            result.because[other] = f"corrected by {claim.id}"
        standing[claim.conflict_key()] = claim.id
        result.added[claim.id] = claim
    result.removed.update(claims_by_id(tx, replaced))
