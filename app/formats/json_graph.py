"""Graphs as JSON: node-link, which NetworkX and D3 read, and the form of Cytoscape.

The same shapes serve a whole snapshot, written item by item, and a subgraph that fits in memory. A node is named
``Label/id`` and its own id is ``record``; the key of a tie is its type, with ``~2`` … where two nodes have several of
one type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from app.domain.snapshot import Snapshot
from app.formats.base import Written
from app.formats.graph_records import GraphNode, GraphRecords, GraphTie, tie_id

Properties = Mapping[str, Any]
_LABELS = ("name", "title", "kind", "id")


def write_node_link(snapshot: Snapshot, out: Path) -> Written:
    """Write a snapshot as node-link JSON, as ``networkx.node_link_graph`` reads it.

    Parameters
    ----------
    snapshot : Snapshot
    out : Path

    Returns
    -------
    Written
        ``counts`` by label and tie type. Lost are the claims themselves and ties without an end.

    Notes
    -----
    O(nodes + ties), streaming; the same data in another row order give the same bytes.
    """
    head = {"directed": True, "multigraph": True, "graph": {"data_version": snapshot.data_version}}
    return _write(snapshot, out, (head, '"nodes":[\n', '\n],"edges":[\n', "\n]}\n"), (node_link_node, node_link_edge))


def write_cytoscape(snapshot: Snapshot, out: Path) -> Written:
    """Write a snapshot as Cytoscape JSON, as Cytoscape, Cytoscape.js and ``networkx.cytoscape_graph`` read it.

    Parameters
    ----------
    snapshot : Snapshot
    out : Path

    Returns
    -------
    Written
        ``counts`` by label and tie type. Lost are the claims themselves and ties without an end.

    Notes
    -----
    O(nodes + ties), streaming; the same data in another row order give the same bytes.
    """
    head = {"data": [["data_version", snapshot.data_version]], "directed": True, "multigraph": True}
    frame = (head, '"elements":{"nodes":[\n', '\n],"edges":[\n', "\n]}}\n")
    return _write(snapshot, out, frame, (cytoscape_node, cytoscape_edge))


def node_link_node(node: Properties) -> dict[str, Any]:
    """Return a node in node-link form.

    Parameters
    ----------
    node : mapping
        ``key`` (``Label/id``), ``id`` and its properties.

    Returns
    -------
    dict

    Examples
    --------
    >>> node_link_node({"key": "Person/x:1", "id": "x:1", "label": "Person"})
    {'label': 'Person', 'id': 'Person/x:1', 'record': 'x:1'}
    """
    return {**_properties(node), "id": node["key"], "record": node["id"]}


def node_link_edge(link: Properties) -> dict[str, Any]:
    """Return a tie in node-link form; it has ``source``, ``target`` and ``type``."""
    return {**link, "key": link.get("key", link["type"])}


def cytoscape_node(node: Properties) -> dict[str, Any]:
    """Return a node in the form of Cytoscape, which wants ``id``, ``value`` and ``name`` on every one."""
    name = next(node[each] for each in _LABELS if node.get(each))
    data = {**_properties(node), "id": node["key"], "value": node["key"], "name": name, "record": node["id"]}
    return {"data": data}


def cytoscape_edge(link: Properties) -> dict[str, Any]:
    """Return a tie in the form of Cytoscape."""
    return {"data": node_link_edge(link)}


def _properties(node: Properties) -> dict[str, Any]:
    return {name: value for name, value in node.items() if name not in ("key", "id")}


Frame = tuple[dict[str, Any], str, str, str]
Shapes = tuple[Callable[[Properties], dict[str, Any]], Callable[[Properties], dict[str, Any]]]


def _write(snapshot: Snapshot, out: Path, frame: Frame, shapes: Shapes) -> Written:
    records = GraphRecords(snapshot)
    head, before_nodes, before_edges, tail = frame
    with out.open("wb") as file:
        file.write(orjson.dumps(head)[:-1] + b"," + before_nodes.encode())
        file.writelines(_items(shapes[0](_node(node)) for node in records.nodes()))
        file.write(before_edges.encode())
        file.writelines(_items(shapes[1](_link(tie)) for tie in records.ties()))
        file.write(tail.encode())
    return Written([out], dict(records.written), records.losses())


def _items(items: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    between = b""
    for item in items:
        yield between + orjson.dumps(item)
        between = b",\n"


def _node(node: GraphNode) -> Properties:
    return {"key": node.key, "label": node.label, "id": node.record, **node.values}


def _link(tie: GraphTie) -> Properties:
    key = tie.type if tie.number == 1 else f"{tie.type}~{tie.number}"
    return {"source": tie.start, "target": tie.end, "type": tie.type, "key": key, "id": tie_id(tie), **tie.values}
