"""A projected graph as the columns that the analyses read, without a store between."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.domain.claims import Source
from app.domain.snapshot import SCHEMAS, Snapshot
from app.evidence.projection import Graph

_TABLE_OF_TIE = {
    **dict.fromkeys(("PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "KIN_OF", "KNOWS"), "kinship"),
    **dict.fromkeys(("MEMBER_OF", "IN_CASE", "AMONG"), "memberships"),
    **dict.fromkeys(("PART_OF", "SUCCEEDED", "SAME_BODY", "BASED_AT", "WITHIN"), "structure"),
    "BECAUSE_OF": "because_of",
}


def snapshot_of_graph(
    graph: Graph, sources: Iterable[Source], derivations: Iterable[tuple[str, str]] = (), *, data_version: int = 0
) -> Snapshot:
    """Return a projected graph as a snapshot.

    Parameters
    ----------
    graph : Graph
    sources : iterable of Source
    derivations : iterable of (str, str)
        (source, source that it repeats).
    data_version : int

    Returns
    -------
    Snapshot
        Rows in the order of their keys.

    Notes
    -----
    O(nodes + ties).
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    for node, properties in sorted(graph.nodes.items()):
        rows[node.label].append(_row(node.label, properties))
    for tie, properties in sorted(graph.ties.items(), key=lambda pair: str(pair[0])):
        a, b = (tie.end, tie.start) if tie.type == "SUBJECT_OF" else (tie.start, tie.end)
        table = _TABLE_OF_TIE.get(tie.type, "event_ties")
        ends = {"type": tie.type, "a": a.id, "b": b.id, "b_label": b.label}
        rows[table].append(_row(table, ends | properties))
    rows["Source"] = [_row("Source", {name: getattr(each, name) for name in Source.__slots__}) for each in sources]
    rows["derivations"] = [{"a": a, "b": b} for a, b in derivations]
    return Snapshot.from_rows(rows, data_version=data_version)


def _row(table: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a table, with bounds as days."""
    names = SCHEMAS[table].names
    return {
        name: date.fromisoformat(value) if name.endswith(("_earliest", "_latest")) else value
        for name, value in properties.items()
        if name in names and value is not None
    }
