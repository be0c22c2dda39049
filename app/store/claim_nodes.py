"""Claims and sources as nodes of the store, and back."""

import json
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from neo4j import ManagedTransaction

from app.domain.claims import Claim, ClaimKind, Source
from app.domain.dates import read_date
from app.store.schema import refuse_unknown, seek
from app.store.sent import ask

_CLAIM_FIELDS = (
    "id",
    "kind",
    "source",
    "citation",
    "quote",
    "grade",
    "tier",
    "table",
    "batch",
    "recorded_at",
    "recorded_by",
    "withdrawn_at",
    "withdrawn_because",
)
_values_of = attrgetter(*_CLAIM_FIELDS)
_RETURN_CLAIM = "RETURN c {.*} AS claim"


def claim_properties(claim: Claim, sequence: int) -> dict[str, Any]:
    """Return the properties of a claim's node, without empty ones."""
    properties = {name: value for name, value in zip(_CLAIM_FIELDS, _values_of(claim), strict=True) if value}
    properties.update(statement=claim.statement_text(), row_key=claim.conflict_key(), sequence=sequence)
    if claim.kind == ClaimKind.IDENTITY:
        properties.update(record_a=claim.statement["record_a"], record_b=claim.statement["record_b"])
    refuse_unknown("Claim", properties)
    return properties


def claim_from(node: Mapping[str, Any]) -> Claim:
    """Return the claim of a node; an erased one has an empty statement."""
    given = {name: node[name] for name in _CLAIM_FIELDS if name in node}
    return Claim(statement=json.loads(node.get("statement") or "{}"), **given)


def source_properties(source: Source, group: str) -> dict[str, Any]:
    """Return the properties of a source's node: its row, date bounds and the group it is not independent of."""
    properties: dict[str, Any] = {name: value for name in Source.__slots__ if (value := getattr(source, name))}
    for name in ("published", "told_on"):
        text = properties.get(name)
        if text:
            value = read_date(text)
            bounds = {"earliest": value.earliest, "latest": value.latest}
            properties.update({f"{name}_{bound}": day.isoformat() for bound, day in bounds.items() if day})
            marks = {"approximate": value.approximate, "uncertain": value.uncertain}
            properties.update({f"{name}_{mark}": True for mark, set_ in marks.items() if set_})
    properties["independence"] = group
    refuse_unknown("Source", properties)
    return properties


def source_from(node: Mapping[str, Any]) -> Source:
    """Return the source of a node."""
    return Source(**{name: node[name] for name in Source.__slots__ if name in node})


def claims_by_id(tx: ManagedTransaction, ids: Iterable[str]) -> dict[str, Claim]:
    """Read claims by id; ids that are not on record are left out."""
    wanted = sorted(ids)
    if not wanted:
        return {}
    text = f"UNWIND $ids AS id MATCH (c:Claim {{id: id}}) {seek('c', 'Claim')} {_RETURN_CLAIM}"
    rows = ask(tx, text, ids=wanted)
    return {claim.id: claim for claim in (claim_from(row["claim"]) for row in rows)}


def accepted_claims_of_sources(tx: ManagedTransaction, sources: Iterable[str]) -> dict[str, Claim]:
    """Read all accepted claims of some sources."""
    wanted = sorted(sources)
    if not wanted:
        return {}
    rows = tx.run(
        f"UNWIND $ids AS id MATCH (c:Claim {{source: id}}) WHERE c.withdrawn_at IS NULL {_RETURN_CLAIM}", ids=wanted
    )
    return {claim.id: claim for claim in (claim_from(row["claim"]) for row in rows)}
