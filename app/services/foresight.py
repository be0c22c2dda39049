"""What rows would do if they were recorded: what appears and changes, and what then contradicts. Nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.claims import Claim, ClaimKind, Source
from app.domain.row_rules import Bodies
from app.domain.rows import RowChecker, to_claim, to_source
from app.domain.tables import TABLES
from app.evidence.projection import Graph, project
from app.services.effects import Effects
from app.services.value_changes import named_records, value_changes
from app.store.base import Batch, Store
from app.store.lookups import claims_around, described

_MOST_CLAIMS = 5_000
#: Steps from the records that are named: their events, the places of these, what these lie within.
_STEPS = 4
_MOST_PARENTS = 2
#: Labels whose records are followed from the first step on; persons are not, or the whole family would come.
_FOLLOWED = frozenset({"Event", "Agency", "Place"})

Row = tuple[str, dict[str, str]]
Contradictory = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """Checked rows as sources and claims."""

    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]


class Foresight:
    """Looks at what rows would do.

    Parameters
    ----------
    store : Store
        Only read.
    effects : Effects, optional
        Tells how answers would change.
    """

    def __init__(self, store: Store, effects: Effects | None) -> None:
        self._store = store
        self._effects = effects

    def of(self, rows: Sequence[Row], today: date, *, answers: bool = False) -> dict[str, Any]:
        """Return what rows would do.

        Parameters
        ----------
        rows : sequence of (table, cells)
            Rows that a dry run found right.
        today : date
        answers : bool
            Also how links, handover paths and statuses would change: O(all claims).

        Returns
        -------
        dict
            ``appears, falls, changes`` (keys), ``values`` (as :func:`value_changes` returns them), ``contradictions``
            (``label, record, other, what``: those that are new), ``told``: the claims that the rows make, by id,
            ``answers`` (as :meth:`Effects.adding` returns them, or None).
        """
        told = self._told(rows, today)
        _, change = self._store.preview(Batch("foresight", sources=told.sources, claims=told.claims))
        ends = " ".join((*change.falls, *change.changes)).split()
        persons = {end.removeprefix("Person/") for end in ends if end.startswith("Person/")}
        wanted = answers and self._effects is not None
        return {
            "appears": list(change.appears),
            "falls": list(change.falls),
            "changes": list(change.changes),
            "values": value_changes(self._store, change, more=told.claims, sources=told.sources),
            "contradictions": self._contradictions(told),
            "told": {
                claim.id: {"id": claim.id, "kind": claim.kind, "statement": claim.statement} for claim in told.claims
            },
            "answers": self._effects.adding(told.claims, told.sources, persons) if wanted and self._effects else None,
        }

    def _told(self, rows: Sequence[Row], today: date) -> Told:
        bodies = Bodies(look_up=self._look_up)
        checker = RowChecker(today, "", bodies)
        order = list(TABLES)
        checked = [
            checker.check(TABLES[table], cells) for table, cells in sorted(rows, key=lambda r: order.index(r[0]))
        ]
        sources = tuple(to_source(each) for each in checked if each.table == "sources")
        tiers = {each.id: each.tier for each in sources}
        said = [each for each in checked if each.kind is not None]
        missing = {each.origin["source_id"] for each in said} - tiers.keys()
        tiers |= {each.id: each.tier for each in self._store.sources(sorted(missing))}
        return Told(sources, tuple(to_claim(each, tiers[each.origin["source_id"]]) for each in said))

    def _look_up(self, label: str, id: str) -> tuple[str | None, str | None]:
        found = described(self._store, label, [id]).get(id)
        return (found.kind, found.country) if found else (None, None)

    def _contradictions(self, told: Told) -> list[dict[str, str]]:
        """Compare the neighbourhood of what the rows name, projected without and with them."""
        ids = {key.id for claim in told.claims for key in named_records(claim)}
        around = self._around(ids)
        named = sorted({claim.source for claim in around})
        sources = {each.id: each for each in self._store.sources(named)} | {each.id: each for each in told.sources}
        also = {claim.source for claim in told.claims} - sources.keys()
        sources |= {each.id: each for each in self._store.sources(sorted(also))}
        pairs = [pair for pair in self._store.derivations() if set(pair) <= sources.keys()]
        new = {claim.id: claim for claim in (*around, *told.claims)}
        before, after = (
            self._found(project(claims, sources.values(), pairs), list(sources.values()), pairs)
            for claims in (around, list(new.values()))
        )
        names = ("label", "record", "other", "what")
        return [dict(zip(names, each, strict=True)) for each in sorted(after - before)]

    def _found(self, graph: Graph, sources: list[Source], pairs: list[tuple[str, str]]) -> set[Contradictory]:
        found: set[Contradictory] = set()
        parents: dict[str, set[str]] = defaultdict(set)
        said: dict[str, set[str]] = defaultdict(set)
        for node, properties in graph.nodes.items():
            found |= {(node.label, node.id, "", what) for what in properties.get("contradictions", ())}
        for tie, properties in graph.ties.items():
            found |= {(tie.type, tie.start.id, tie.end.id, what) for what in properties.get("contradictions", ())}
            if tie.type == "PARENT_OF" and properties.get("nature") == "birth":
                parents[tie.end.id].add(tie.start.id)
                said[tie.end.id] |= set(properties["claims"])
        for child, of_child in parents.items():
            if len(of_child) > _MOST_PARENTS:
                found.add(("Person", child, "", f"more than two birth parents: {','.join(sorted(said[child]))}"))
        if self._effects is not None:
            persons = [node.id for node in graph.nodes if node.label == "Person"]
            found |= self._effects.in_trails(graph, sources, pairs, persons)
        return found

    def _around(self, ids: Iterable[str]) -> list[Claim]:
        """Return the accepted claims about some records, their events, and the places and agencies of these."""
        seen: set[str] = set()
        found: dict[str, Claim] = {}
        waiting = set(ids)
        for _ in range(_STEPS):
            fresh = waiting - seen
            if not fresh or len(found) >= _MOST_CLAIMS:
                break
            seen |= fresh
            new = [id for id in claims_around(self._store, sorted(fresh), _MOST_CLAIMS) if id not in found]
            claims = [claim for claim in self._store.claims(ids=new) if claim.withdrawn_at is None] if new else []
            found |= {claim.id: claim for claim in claims}
            waiting = {
                key.id for claim in claims for key in named_records(claim) if key.label in _FOLLOWED | _joined(claim)
            }
        return list(found.values())


def _joined(claim: Claim) -> frozenset[str]:
    return frozenset({"Person", "Family", "Case"}) if claim.kind == ClaimKind.IDENTITY else frozenset()
