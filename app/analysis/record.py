"""The record of claims behind a snapshot, and the casebook as it would be without one source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.claims import Claim, Source
from app.domain.snapshot import Snapshot
from app.errors import TooLarge

#: A record with more accepted claims is not projected again and again.
MOST_CLAIMS = 200_000


class Record(Protocol):
    """Where the claims behind a snapshot are read, such as a store."""

    def claims(self, *, source: str | None = None, ids: Sequence[str] | None = None) -> Iterator[Claim]:
        """Yield claims with everything on record."""
        ...

    def sources(self, ids: Sequence[str] | None = None) -> list[Source]:
        """Return sources."""
        ...

    def derivations(self) -> list[tuple[str, str]]:
        """Return which source repeats which."""
        ...

    def described_by(self) -> list[tuple[str, str, list[str]]]:
        """Return, for each kind of source and each label, the ids of the records that such sources describe."""
        ...


@dataclass(frozen=True, slots=True)
class Accepted:
    """The accepted claims of a record with their sources, read once."""

    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    derivations: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, record: Record, most: int = MOST_CLAIMS) -> "Accepted":
        """Read a record.

        Parameters
        ----------
        record : Record
        most : int
            More accepted claims are refused.

        Returns
        -------
        Accepted

        Raises
        ------
        TooLarge
            The record holds too many claims.
        """
        kept: list[Claim] = []
        for claim in record.claims():
            if claim.withdrawn_at is None:
                kept.append(claim)
            if len(kept) > most:
                raise TooLarge(f"{most:,} claims for projections in memory", "Use `kintrace withdraw SOURCE --dry-run`")
        return cls(tuple(kept), tuple(record.sources()), tuple(record.derivations()))

    def without(self, source: str, data_version: int) -> Snapshot:
        """Return what is left when every claim of a source is withdrawn.

        Parameters
        ----------
        source : str
        data_version : int

        Returns
        -------
        Snapshot
            The full projection of the other claims. O(all claims).
        """
        from app.evidence.columns import snapshot_of_graph
        from app.evidence.projection import project

        kept = [claim for claim in self.claims if claim.source != source]
        graph = project(kept, self.sources, self.derivations)
        found = snapshot_of_graph(graph, self.sources, self.derivations)
        return replace(found, data_version=data_version)
