"""Classes that stand in at the edges: a store in memory that keeps the rules of the real one, and a clock.

Choose `FakeStore` where an edge or a service is tested; tests/store runs on the real Neo4j.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.domain.claims import Claim, Source
from app.domain.snapshot import Snapshot
from app.errors import StoreUnavailable
from app.evidence.columns import snapshot_of_graph
from app.evidence.projection import Change, Graph, difference, project
from app.store import lookups
from app.store.base import Batch, BatchReport, Refusal


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2025, 6, 1, 12, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class FakeStore:
    """Claims in a dictionary; the graph is their full projection, made anew each time."""

    def __init__(self) -> None:
        self.kept: dict[str, Claim] = {}
        self.known_sources: dict[str, Source] = {}
        self.repeats: set[tuple[str, str]] = set()
        self.withdrawn_sources: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.version = 0
        self.words = ""
        self.batches: list[Batch] = []
        self.fail_at_batch: int | None = None
        self.down = False

    # Writing

    def prepare(self, batch: Batch, before: Batch) -> Batch:
        return batch

    def record(self, batch: Batch) -> BatchReport:
        if self.down or self.fail_at_batch == len(self.batches):
            raise StoreUnavailable()
        self.batches.append(batch)
        return self._apply(batch)

    def preview(self, batch: Batch) -> tuple[BatchReport, Change]:
        before, saved = self.graph(), self._saved()
        standing = {id for id, claim in self.kept.items() if claim.withdrawn_at is None}
        report = self._apply(batch)
        gone = {id for id in standing if self.kept[id].withdrawn_at is not None}
        change = difference(before, self.graph(), gone)
        self.__dict__.update(saved)
        return report, change

    def _saved(self) -> dict[str, Any]:
        return {
            name: value.copy() if isinstance(value, dict | set | list) else value for name, value in vars(self).items()
        }

    def _apply(self, batch: Batch) -> BatchReport:
        refused: list[Refusal] = []
        warnings: list[Refusal] = []
        counts = {"recorded": 0, "unchanged": 0, "withdrawn": 0, "reinstated": 0}
        self._apply_sources(batch, counts, refused)
        for id, because in batch.withdraw:
            if id in self.kept and self.kept[id].withdrawn_at is None:
                self._withdraw(id, because, counts)
        for id in batch.reinstate_sources:
            self.withdrawn_sources.pop(id, None)
        for index, id in enumerate(batch.reinstate):
            self._reinstate(index, id, counts, refused)
        for index, claim in enumerate(batch.claims):
            self._add(index, claim, batch.correct, counts, refused, warnings)
        self.withdrawn_sources |= dict(batch.withdraw_sources)
        self.version += 1
        return BatchReport(self.version, refused=tuple(refused), warnings=tuple(warnings), **counts)

    def _apply_sources(self, batch: Batch, counts: dict[str, int], refused: list[Refusal]) -> None:
        for index, source in enumerate(batch.sources):
            known = self.known_sources.get(source.id)
            if known == source:
                counts["unchanged"] += 1
            elif known is not None and not batch.correct:
                refused.append(Refusal("source", index, "conflict", source.id))
            else:
                self.known_sources[source.id] = source
                counts["recorded"] += 1
        for pair in batch.derivations:
            counts["unchanged" if pair in self.repeats else "recorded"] += 1
            self.repeats.add(pair)

    def _withdraw(self, id: str, because: str, counts: dict[str, int]) -> None:
        self.kept[id] = replace(self.kept[id], withdrawn_at="2025-06-01T12:00:00+00:00", withdrawn_because=because)
        counts["withdrawn"] += 1

    def _reinstate(self, index: int, id: str, counts: dict[str, int], refused: list[Refusal]) -> None:
        if not self.kept[id].statement:
            refused.append(Refusal("reinstate", index, "erased_claim", id))
        elif self.kept[id].source in self.withdrawn_sources:
            refused.append(Refusal("reinstate", index, "withdrawn_source", id))
        elif self._accepted_at(self.keys[id]) not in (None, id):
            refused.append(Refusal("reinstate", index, "conflict", id))
        else:
            self.kept[id] = replace(self.kept[id], withdrawn_at=None, withdrawn_because=None)
            counts["reinstated"] += 1

    def _add(
        self,
        index: int,
        claim: Claim,
        correct: bool,
        counts: dict[str, int],
        refused: list[Refusal],
        warnings: list[Refusal],
    ) -> None:
        if claim.id in self.kept:
            counts["unchanged"] += 1
            if self.kept[claim.id].withdrawn_at is not None:
                warnings.append(Refusal("claim", index, "withdrawn_earlier", claim.id))
            return
        if claim.source not in self.known_sources:
            refused.append(Refusal("claim", index, "unknown_source", claim.source))
            return
        if claim.source in self.withdrawn_sources:
            refused.append(Refusal("claim", index, "withdrawn_source", claim.source))
            return
        other = self._accepted_at(claim.conflict_key())
        if other is not None and not correct:
            refused.append(Refusal("claim", index, "conflict", other))
            return
        if other is not None:
            self._withdraw(other, f"corrected by {claim.id}", counts)
        self.kept[claim.id] = claim
        self.keys[claim.id] = claim.conflict_key()
        counts["recorded"] += 1

    def _accepted_at(self, key: str) -> str | None:
        standing = (id for id, at in self.keys.items() if at == key and self.kept[id].withdrawn_at is None)
        return next(standing, None)

    def erase(self, claim_ids: Sequence[str], because: str) -> int:
        wanted = [id for id in claim_ids if self.kept[id].withdrawn_at is not None and self.kept[id].statement]
        for id in wanted:
            self.kept[id] = replace(self.kept[id], statement={}, quote="", citation="")
        return len(wanted)

    def set_in_progress(self, words: str) -> None:
        self.words = words

    # Reading

    def run(
        self, cypher: str, parameters: Mapping[str, Any], *, timeout_seconds: float | None = None
    ) -> list[dict[str, Any]]:
        if self.down:
            raise StoreUnavailable()
        if cypher in lookups.DESCRIBED.values():
            label = next(label for label, text in lookups.DESCRIBED.items() if text == cypher)
            return self._described(label, parameters["ids"])
        if cypher in lookups.COUNTS.values():
            return [{"n": len(self.kept)}]
        return getattr(self, _ANSWERS[cypher])(parameters)  # type: ignore[no-any-return]

    def _claims_on_record(self, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [self._shown(id) for id in parameters["ids"] if id in self.kept]

    def _shown(self, id: str) -> dict[str, Any]:
        claim = self.kept[id]
        withdrawn = claim.withdrawn_at is not None
        because = claim.withdrawn_because or ""
        return {"id": id, "source": claim.source, "table": claim.table, "withdrawn": withdrawn, "because": because}

    def _rows_on_record(self, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = {key: self._accepted_at(key) for key in parameters["keys"]}
        return [{"key": key, "id": id} for key, id in found.items() if id is not None]

    def _withdrawn_sources(self, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [{"id": id} for id in parameters["ids"] if id in self.withdrawn_sources]

    def _claims_of_sources(self, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [self._shown(id) for id in sorted(self.kept) if self.kept[id].source in parameters["ids"]]

    def _derived_sources(self, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [{"id": a} for a, b in sorted(self.repeats) if b == parameters["id"]]

    def _claims_around(self, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        graph, ids = self.graph(), parameters["ids"]
        found = {id for key, node in graph.nodes.items() if key.id in ids for id in node.get("claims", ())}
        for key, tie in graph.ties.items():
            if key.start.id in ids or (key.end.id in ids and key.type in _FROM_BOTH_ENDS):
                found |= set(tie["claims"])
        return [{"id": id} for id in sorted(found)[: parameters["most"]]]

    def _judgements_of(self, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        ids = set(parameters["ids"])
        standing = (claim for claim in self.kept.values() if claim.withdrawn_at is None and claim.kind == "identity")
        return [{"id": c.id} for c in standing if ids & {c.statement["record_a"], c.statement["record_b"]}]

    def _in_progress(self, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [{"words": self.words}]

    def _described(self, label: str, ids: Sequence[str]) -> list[dict[str, Any]]:
        nodes = {key.id: node for key, node in self.graph().nodes.items() if key.label == label and "claims" in node}
        return [
            {"id": id, "kind": nodes[id].get("kind"), "country": nodes[id].get("country")} for id in ids if id in nodes
        ]

    def data_version(self) -> int:
        if self.down:
            raise StoreUnavailable()
        return self.version

    def graph(self) -> Graph:
        return project(self.kept.values(), self.known_sources.values(), self.repeats)

    def snapshot(self) -> Snapshot:
        found = snapshot_of_graph(self.graph(), self.sources(), self.derivations(), data_version=self.version)
        return replace(found, in_progress=self.words)

    def claims(self, *, source: str | None = None, ids: Sequence[str] | None = None) -> Iterator[Claim]:
        for id in sorted(self.kept):
            if (source is None or self.kept[id].source == source) and (ids is None or id in ids):
                yield self.kept[id]

    def sources(self, ids: Sequence[str] | None = None) -> list[Source]:
        return [source for id, source in sorted(self.known_sources.items()) if ids is None or id in ids]

    def derivations(self) -> list[tuple[str, str]]:
        return sorted(self.repeats)

    def described_by(self) -> list[tuple[str, str, list[str]]]:
        found: dict[tuple[str, str], list[str]] = {}
        for key, node in self.graph().nodes.items():
            for kind in sorted({self.known_sources[self.kept[claim].source].kind for claim in node.get("claims", ())}):
                found.setdefault((kind, key.label), []).append(key.id)
        return [(kind, label, ids) for (kind, label), ids in found.items()]

    def close(self) -> None:
        return None


_FROM_BOTH_ENDS = {"PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "KIN_OF", "SUBJECT_OF", "BECAUSE_OF", "AMONG"}
_ANSWERS = {
    lookups.CLAIMS_AROUND: "_claims_around",
    lookups.JUDGEMENTS_OF: "_judgements_of",
    lookups.CLAIMS_ON_RECORD: "_claims_on_record",
    lookups.ROWS_ON_RECORD: "_rows_on_record",
    lookups.WITHDRAWN_SOURCES: "_withdrawn_sources",
    lookups.CLAIMS_OF_SOURCES: "_claims_of_sources",
    lookups.DERIVED_SOURCES: "_derived_sources",
    lookups.IN_PROGRESS: "_in_progress",
}
