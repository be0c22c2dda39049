"""A NetworkX graph to a snapshot: whoever works with NetworkX can ask the same analyses."""

from typing import Any

import networkx as nx

from app.domain.snapshot import NODE_TABLES, SCHEMAS, Snapshot
from app.errors import InvalidParameter

_ALLOWED = "a networkx.MultiDiGraph in the shape of Snapshot.to_networkx(): nodes `Label/id`, edge keys = tie types"
_TABLE_OF = {
    **dict.fromkeys(("PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "KIN_OF", "KNOWS"), "kinship"),
    **dict.fromkeys(("MEMBER_OF", "IN_CASE", "AMONG"), "memberships"),
    **dict.fromkeys(("PART_OF", "SUCCEEDED", "SAME_BODY", "BASED_AT", "WITHIN"), "structure"),
    **dict.fromkeys(
        ("SUBJECT_OF", "BY_AGENCY", "FROM_AGENCY", "TO_AGENCY", "AT_PLACE", "FROM_PLACE", "TO_PLACE", "BY_PERSON"),
        "event_ties",
    ),
    "BECAUSE_OF": "because_of",
    "DERIVED_FROM": "derivations",
}


def snapshot_of(graph: nx.MultiDiGraph) -> Snapshot:
    """Return the snapshot of a graph in the shape of ``Snapshot.to_networkx()``.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes ``Label/id``, edge keys are tie types; attributes are the columns of a snapshot. Further attributes are
        left out. The graph attribute ``data_version`` is kept.

    Returns
    -------
    Snapshot

    Raises
    ------
    InvalidParameter
        A node or edge that no table holds, or no directed multigraph.

    Notes
    -----
    O(nodes + edges). ``snapshot_of(s.to_networkx())`` has the rows of s, in the order of the graph.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("Person/x:1", "Person/x:2", key="PARENT_OF")
    >>> snapshot_of(graph).tables["kinship"].num_rows
    1
    """
    if not (graph.is_directed() and graph.is_multigraph()):
        raise InvalidParameter("graph", _ALLOWED, "is no directed multigraph")
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    for node, attributes in graph.nodes(data=True):
        label, id_ = _label_and_id(node)
        rows[label].append(_only(label, {**attributes, "id": id_}))
    for start, end, key, attributes in graph.edges(keys=True, data=True):
        table = _TABLE_OF.get(key)
        if table is None:
            raise InvalidParameter("graph", _ALLOWED, "has an edge whose key is no tie type")
        rows[table].append(_only(table, {**attributes, **_ends(table, key, start, end)}))
    return Snapshot.from_rows(rows, data_version=graph.graph.get("data_version", 0))


def _label_and_id(node: object) -> tuple[str, str]:
    label, _, id_ = str(node).partition("/")
    if label not in NODE_TABLES or not id_:
        raise InvalidParameter("graph", _ALLOWED, "has a node that is no `Label/id`")
    return label, id_


def _ends(table: str, key: str, start: object, end: object) -> dict[str, Any]:
    first, second = _label_and_id(start), _label_and_id(end)
    if key == "SUBJECT_OF":
        first, second = second, first
    ends: dict[str, Any] = {"type": key, "a": first[1], "b": second[1]}
    if table == "because_of":
        ends["b_label"] = second[0]
    return ends


def _only(table: str, row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in SCHEMAS[table].names if name in row}
