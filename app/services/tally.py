"""What the accepted rows of one import hold: different records and ties, not rows."""

from __future__ import annotations

from collections.abc import Iterable
from sys import intern

from app.domain.claims import Claim, ClaimKind
from app.evidence.keys import Stated
from app.services.scratch import scratch_base

_NODE_COUNTS = {
    ClaimKind.PERSON: "persons",
    ClaimKind.FAMILY: "families",
    ClaimKind.CASE: "cases",
    ClaimKind.AGENCY: "agencies",
    ClaimKind.PLACE: "places",
    ClaimKind.EVENT: "events",
}
_TIE_COUNTS = {
    "PARENT_OF": "parent_child",
    "SPOUSE_OF": "couples",
    "SIBLING_OF": "siblings",
    "KIN_OF": "other_kin",
    "KNOWS": "acquaintances",
}
_ROW_COUNTS = {
    ClaimKind.MEMBERSHIP: "memberships",
    ClaimKind.STRUCTURE: "structure",
    ClaimKind.BECAUSE_OF: "because_of",
    ClaimKind.IDENTITY: "identities",
}
#: Ties that mean the same read from either end.
_UNDIRECTED = frozenset({"couples", "siblings", "acquaintances"})
_TABLE = "CREATE TABLE seen (name TEXT, a TEXT, b TEXT, PRIMARY KEY (name, a, b)) WITHOUT ROWID"
_CACHE_KIB = 4_096
_AT_ONCE = 5_000


class Tally:
    """Counts different records and ties.

    Ids of records are kept in memory, since every row asks for some; ties go to a database that takes no more memory
    the more there are.

    Examples
    --------
    >>> from app.evidence.keys import stated_ties
    >>> tally = Tally()
    >>> for a, b in (("x:1", "x:2"), ("x:2", "x:1")):
    ...     claim = Claim("kinship", {"person_a": a, "relation": "spouse", "person_b": b}, "x:s")
    ...     tally.add(claim, stated_ties(claim))
    >>> tally.counts()["couples"]
    1
    """

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = {name: set() for name in _NODE_COUNTS.values()}
        self._new: list[tuple[str, str, str]] = []
        self._base = scratch_base(_TABLE, _CACHE_KIB)

    def add_sources(self, ids: Iterable[str]) -> None:
        """Count sources."""
        self._new += (("sources", id, "") for id in ids)

    def add_derivations(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Count which source repeats which."""
        self._new += (("derivations", *pair) for pair in pairs)

    def add(self, claim: Claim, ties: Iterable[Stated]) -> None:
        """Count what one claim describes, or the ties that it states."""
        kind = ClaimKind(claim.kind)
        if kind in _NODE_COUNTS:
            # Every row that names an id brings a copy of it; one is kept.
            self._ids[_NODE_COUNTS[kind]].add(intern(claim.statement["id"]))
        elif kind in _ROW_COUNTS:
            self._new.append((_ROW_COUNTS[kind], claim.row_key, ""))
        else:
            for type, (_, a), (_, b), _ in ties:
                name = _TIE_COUNTS[type]
                self._new.append((name, b, a) if name in _UNDIRECTED and b < a else (name, a, b))
        if len(self._new) >= _AT_ONCE:
            self._keep()

    def _keep(self) -> None:
        self._base.execute("BEGIN")
        self._base.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", self._new)
        self._base.execute("COMMIT")
        self._new = []

    def ids(self, kind: ClaimKind) -> set[str]:
        """Return the ids that rows of a kind describe."""
        return self._ids[_NODE_COUNTS[kind]]

    def counts(self) -> dict[str, int]:
        """Return the counts by name."""
        self._keep()
        seen = dict(self._base.execute("SELECT name, count(*) FROM seen GROUP BY name").fetchall())
        described = {name: len(ids) for name, ids in self._ids.items()}
        rows = {name: seen.get(name, 0) for name in (*_TIE_COUNTS.values(), *_ROW_COUNTS.values())}
        return {"sources": seen.get("sources", 0), "derivations": seen.get("derivations", 0), **described, **rows}

    def __del__(self) -> None:
        self._base.close()
