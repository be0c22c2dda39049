"""A NetworkX graph to a snapshot: whoever works with NetworkX can ask the same analyses."""

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import pyarrow as pa

from app.domain.snapshot import NODE_TABLES, SCHEMAS, TIE_TABLES, Snapshot
from app.errors import InvalidParameter

Attributes = Mapping[str, Any]
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
    ends = {node: _label_and_id(node) for node in graph}
    nodes: dict[str, list[Attributes]] = {label: [] for label in NODE_TABLES}
    ids: dict[str, list[str]] = {label: [] for label in NODE_TABLES}
    for node, attributes in graph.nodes(data=True):
        label, id_ = ends[node]
        nodes[label].append(attributes)
        ids[label].append(id_)
    tables = {label: _table(label, nodes[label], {"id": ids[label]}) for label in NODE_TABLES}
    ties = _ties(graph)
    for name in TIE_TABLES:
        parts = [_tie_table(name, key, ties[key], ends) for key in ties if _TABLE_OF[key] == name]
        tables[name] = pa.concat_tables([SCHEMAS[name].empty_table(), *parts])
    return Snapshot(graph.graph.get("data_version", 0), tables)


class _Ties:
    """All ties of one type: where they start and end, and their attributes."""

    def __init__(self) -> None:
        self.starts: list[object] = []
        self.ends: list[object] = []
        self.attributes: list[Attributes] = []


def _ties(graph: nx.MultiDiGraph) -> dict[str, _Ties]:
    found = {key: _Ties() for key in _TABLE_OF}
    for start, end, key, attributes in graph.edges(keys=True, data=True):
        ties = found.get(key)
        if ties is None:
            raise InvalidParameter("graph", _ALLOWED, "has an edge whose key is no tie type")
        ties.starts.append(start)
        ties.ends.append(end)
        ties.attributes.append(attributes)
    return found


def _tie_table(name: str, key: str, ties: _Ties, ends: Mapping[object, tuple[str, str]]) -> pa.Table:
    first, second = (ties.ends, ties.starts) if key == "SUBJECT_OF" else (ties.starts, ties.ends)
    told = {"type": [key] * len(first), "a": [ends[node][1] for node in first], "b": [ends[node][1] for node in second]}
    if name == "because_of":
        told["b_label"] = [ends[node][0] for node in second]
    return _table(name, ties.attributes, told)


def _table(name: str, rows: Sequence[Attributes], told: Mapping[str, list[str]]) -> pa.Table:
    """Return a table: what the shape of the graph tells, else the attributes; null where there is none."""
    known: set[str] = set().union(*rows)
    columns = []
    for field in SCHEMAS[name]:
        if field.name in told:
            columns.append(pa.array(told[field.name], field.type))
        elif field.name in known:
            columns.append(pa.array([row.get(field.name) for row in rows], field.type))
        else:
            columns.append(pa.nulls(len(rows), field.type))
    return pa.Table.from_arrays(columns, schema=SCHEMAS[name])


def _label_and_id(node: object) -> tuple[str, str]:
    label, _, id_ = str(node).partition("/")
    if label not in NODE_TABLES or not id_:
        raise InvalidParameter("graph", _ALLOWED, "has a node that is no `Label/id`")
    return label, id_
