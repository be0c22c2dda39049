"""Which claims a batch moves from their keys before to their keys after it."""

from dataclasses import dataclass
from itertools import chain

from neo4j import ManagedTransaction

from app.domain.claims import Claim, ClaimKind
from app.evidence.identity import Groups, ends_of
from app.evidence.keys import NodeKey, records_of
from app.store.admission import Admission
from app.store.claim_nodes import accepted_claims_of_sources, claims_by_id
from app.store.identity_reader import IdentityReader, claims_at, mentions, moved_records
from app.store.source_book import SourceBook


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


def plan(tx: ManagedTransaction, admission: Admission, book: SourceBook, *, judged: bool) -> Plan:
    """Find the claims that a batch moves, beyond those that it adds and withdraws; ``judged``: any records were."""
    incoming = admission.incoming()
    moving = accepted_claims_of_sources(tx, book.changed)
    moving = {id: claim for id, claim in moving.items() if id not in admission.removed}
    identity = IdentityReader(tx, book, incoming, admission.removed, judged=judged)
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
