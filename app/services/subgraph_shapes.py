"""Subgraphs in the shapes that other programs read."""

from collections.abc import Callable, Mapping
from typing import Any

from app.errors import InvalidParameter
from app.formats.json_graph import cytoscape_edge, cytoscape_node, node_link_edge, node_link_node

Subgraph = Mapping[str, Any]
_GRAPH_FACTS = ("data_version", "seeds", "depth", "truncated", "left_out", "left_out_at_least")


def generate_node_link(subgraph: Subgraph) -> dict[str, Any]:
    """Return a subgraph as node-link JSON.

    Parameters
    ----------
    subgraph : mapping
        From :func:`app.services.neighbourhood.read_subgraph`.

    Returns
    -------
    dict
        As ``networkx.node_link_graph`` reads it: a directed multigraph whose node keys are ``Label/id`` and whose
        edge keys are tie types. The record's own id is ``record``.
    """
    nodes = [node_link_node(node) for node in subgraph["nodes"]]
    return {**_head(subgraph), "nodes": nodes, "edges": [node_link_edge(link) for link in subgraph["links"]]}


def generate_cytoscape(subgraph: Subgraph) -> dict[str, Any]:
    """Return a subgraph as Cytoscape JSON.

    Parameters
    ----------
    subgraph : mapping
        From :func:`app.services.neighbourhood.read_subgraph`.

    Returns
    -------
    dict
        As Cytoscape.js and ``networkx.cytoscape_graph`` read it.
    """
    nodes = [cytoscape_node(node) for node in subgraph["nodes"]]
    edges = [cytoscape_edge(link) for link in subgraph["links"]]
    head = _head(subgraph)
    facts = [[name, value] for name, value in head["graph"].items()]
    return {
        "data": facts,
        "directed": True,
        "multigraph": True,
        "truncated": head["truncated"],
        "left_out": head["left_out"],
        "elements": {"nodes": nodes, "edges": edges},
    }


def _head(subgraph: Subgraph) -> dict[str, Any]:
    facts = {name: subgraph[name] for name in _GRAPH_FACTS}
    return {
        "directed": True,
        "multigraph": True,
        "graph": facts,
        "truncated": subgraph["truncated"],
        "left_out": subgraph["left_out"],
    }


#: Shape of a subgraph by name, the first is the default.
SUBGRAPH_FORMATS: dict[str, Callable[[Subgraph], dict[str, Any]]] = {
    "node_link": generate_node_link,
    "cytoscape": generate_cytoscape,
}


def generate_subgraph(subgraph: Subgraph, format: str) -> dict[str, Any]:
    """Return a subgraph in one of :data:`SUBGRAPH_FORMATS`.

    Parameters
    ----------
    subgraph : mapping
    format : str

    Returns
    -------
    dict

    Raises
    ------
    InvalidParameter
        There is no such format.
    """
    if format not in SUBGRAPH_FORMATS:
        raise InvalidParameter("format", ", ".join(SUBGRAPH_FORMATS))
    return SUBGRAPH_FORMATS[format](subgraph)
