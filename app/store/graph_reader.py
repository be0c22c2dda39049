"""Reads the graph as keys and properties, in the shape of the full projection."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from app.evidence.keys import NodeKey, TieKey
from app.evidence.projection import Graph

_ENTITIES = ("Person", "Family", "Case", "Agency", "Place", "Event")
_NODES = "MATCH (n:{label}) RETURN properties(n)"
_TIES = """
MATCH (a:{label})-[t]->(b)
RETURN type(t), labels(b)[0], a.id, b.id, properties(t)
"""


def read_graph(rows: Callable[[str], Iterator[Sequence[Any]]]) -> Graph:
    """Read every entity node and every tie between them.

    Parameters
    ----------
    rows : callable
        Runs one read query and yields its rows as value lists.

    Returns
    -------
    Graph
        Equal to the full projection of the accepted claims; claims, sources and their own ties are not part of it.
    """
    graph = Graph()
    for label in _ENTITIES:
        for (properties,) in rows(_NODES.format(label=label)):
            graph.nodes[NodeKey(label, properties["id"])] = dict(properties)
        for kind, other, start, end, properties in rows(_TIES.format(label=label)):
            graph.ties[TieKey(kind, NodeKey(label, start), NodeKey(other, end))] = dict(properties)
    return graph
