"""What a store can do; the one interface between the use cases and Neo4j.

A :class:`Writer` records batches of checked claims; a :class:`Reader` answers named queries and takes snapshots. The
real
store and the fake of the tests satisfy both and pass the same tests.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.domain.claims import Claim, Source
from app.domain.snapshot import Snapshot
from app.evidence.projection import Change, Graph


@dataclass(frozen=True, slots=True)
class Batch:
    """Work for one write transaction, at most 5,000 rows.

    Attributes
    ----------
    id : str
        A marker that makes repeating the batch harmless.
    sources, derivations, claims : tuple
        New rows. A derivation is (source id, source id that it repeats).
    withdraw : tuple of (claim id, reason)
    reinstate : tuple of claim ids
    correct : bool
        A row with other content replaces (withdraws) the claim on record instead of being refused.
    settled_at : int or None
        The data version at which each claim was found to be new, by its content and by its row. At that version the
        store does not look for them again; at any other one, and for None, it does.
    prepared : object
        What the store worked out of it before its turn (:meth:`Writer.prepare`); of use at ``settled_at`` only.
    """

    id: str
    sources: tuple[Source, ...] = ()
    derivations: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    withdraw: tuple[tuple[str, str], ...] = ()
    reinstate: tuple[str, ...] = ()
    withdraw_sources: tuple[tuple[str, str], ...] = ()
    reinstate_sources: tuple[str, ...] = ()
    correct: bool = False
    settled_at: int | None = None
    prepared: Any = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row of a batch that was not recorded: where it stood in the batch and why."""

    kind: str  # source, derivation, claim
    index: int
    code: str  # conflict, withdrawn_source, unknown_source, withdrawn_claim
    what: str


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a batch did. ``recorded + unchanged + len(refused)`` is the number of rows in it."""

    data_version: int
    recorded: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    reinstated: int = 0
    refused: tuple[Refusal, ...] = ()
    warnings: tuple[Refusal, ...] = ()
    changed_nodes: int = 0
    changed_ties: int = 0


class Writer(Protocol):
    """Writes claims and the graph, in one transaction a batch."""

    def prepare(self, batch: Batch, before: Batch) -> Batch:
        """Return a batch of new claims with what it will write, worked out while the one before it is recorded."""
        ...

    def record(self, batch: Batch) -> BatchReport:
        """Add and withdraw the claims of a batch and bring the graph up to date; all or nothing."""
        ...

    def preview(self, batch: Batch) -> tuple[BatchReport, Change]:
        """Do the same and roll it back: what would be recorded, what would change."""
        ...

    def erase(self, claim_ids: Sequence[str], because: str) -> int:
        """Delete statement, quote and citation of withdrawn claims; returns how many."""
        ...

    def set_in_progress(self, words: str) -> None:
        """Say that work of several batches is under way; empty when it is done."""
        ...


class Reader(Protocol):
    """Reads: named queries in read transactions, records, whole snapshots."""

    def run(
        self, cypher: str, parameters: Mapping[str, Any], *, timeout_seconds: float | None = None
    ) -> list[dict[str, Any]]:
        """Run one read query; a write in it is refused by the server."""
        ...

    def data_version(self) -> int:
        """Return the number that moves with every write."""
        ...

    def snapshot(self) -> Snapshot:
        """Return the whole graph as columns at one data version."""
        ...

    def graph(self) -> Graph:
        """Return the graph as it is kept, to compare it with the full projection of the claims."""
        ...

    def claims(self, *, source: str | None = None, ids: Sequence[str] | None = None) -> Iterator[Claim]:
        """Yield claims with everything on record, in the order of their ids."""
        ...

    def sources(self, ids: Sequence[str] | None = None) -> list[Source]:
        """Return sources, all or some."""
        ...

    def derivations(self) -> list[tuple[str, str]]:
        """Return which source repeats which, sorted."""
        ...

    def described_by(self) -> list[tuple[str, str, list[str]]]:
        """Return, for each kind of source and each label, the ids of the records that its accepted claims describe."""
        ...


class Store(Writer, Reader, Protocol):
    """A store that writes and reads, and can be closed."""

    def close(self) -> None:
        """Close connections."""
        ...
