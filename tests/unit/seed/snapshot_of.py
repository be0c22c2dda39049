"""From rows of tables to a snapshot: checked, projected, laid out as columns, without a database."""

from datetime import date
from typing import Any

import pyarrow as pa

from app.domain.claims import Source
from app.domain.rows import to_claim, to_source
from app.domain.snapshot import SCHEMAS, Snapshot
from app.evidence.keys import TieKey
from app.evidence.projection import Graph, project
from tests.unit.seed.tables_of import Rows, check_all

_TIES = {
    **dict.fromkeys(("PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "KIN_OF", "KNOWS"), "kinship"),
    **dict.fromkeys(("MEMBER_OF", "IN_CASE", "AMONG"), "memberships"),
    **dict.fromkeys(("PART_OF", "SUCCEEDED", "SAME_BODY", "BASED_AT", "WITHIN"), "structure"),
    "BECAUSE_OF": "because_of",
}


def graph_of(rows: Rows) -> tuple[Graph, list[Source]]:
    """Check every row and project the claims."""
    checked = check_all(rows)
    assert not any(one.problems for one in checked)
    sources = [to_source(one) for one in checked if one.table == "sources"]
    derivations = [
        (one.statement["source_id"], one.statement["from_source_id"]) for one in checked if one.table == "derivations"
    ]
    claims = [to_claim(one) for one in checked if one.table not in ("sources", "derivations")]
    return project(claims, sources, derivations), sources


def snapshot_of(rows: Rows) -> Snapshot:
    """Return the snapshot that a database with these rows would give."""
    graph, sources = graph_of(rows)
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    for node, properties in graph.nodes.items():
        if node.label in SCHEMAS:
            tables[node.label].append(_typed(node.label, properties))
    for tie, properties in graph.ties.items():
        name, row = _tie_row(tie, properties)
        tables[name].append(_typed(name, row))
    tables["Source"] = [{"id": source.id, "kind": source.kind, "title": source.title} for source in sources]
    return Snapshot.from_rows(tables)


def _tie_row(tie: TieKey, properties: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    start, end = tie.start, tie.end
    name = _TIES.get(tie.type, "event_ties")
    if tie.type == "SUBJECT_OF":
        start, end = end, start
    row = {"type": tie.type, "a": start.id, "b": end.id, **properties}
    return name, row | ({"b_label": end.label} if name == "because_of" else {})


def _typed(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    row = {}
    for field in SCHEMAS[name]:
        value = properties.get(field.name)
        row[field.name] = date.fromisoformat(value) if value is not None and pa.types.is_date32(field.type) else value
    return row
