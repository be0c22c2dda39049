"""Betweenness and least cuts of a network, by rustworkx and SciPy: NetworkX is slow at both.

They are imported when they are needed: every command would wait for them otherwise.
"""

from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx


def betweenness(graph: "nx.DiGraph") -> dict[str, float]:
    """Return the betweenness of every node.

    Parameters
    ----------
    graph : networkx.DiGraph
        Edge attributes are not read.

    Returns
    -------
    dict of str to float
        Share, 0-1, of the shortest ways between all ordered pairs of other nodes that pass it.

    Notes
    -----
    Exact, directed, without weights: O(nodes * ties). The same numbers as ``networkx.betweenness_centrality``.

    References
    ----------
    .. [1] Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25(2).

    Examples
    --------
    >>> import networkx as nx
    >>> betweenness(nx.DiGraph([("a", "b"), ("b", "c")]))
    {'a': 0.0, 'b': 0.5, 'c': 0.0}
    """
    import rustworkx as rx

    nodes = list(graph.nodes)
    place = {node: number for number, node in enumerate(nodes)}
    bare: rx.PyDiGraph[None, None] = rx.PyDiGraph()
    bare.add_nodes_from([None] * len(nodes))
    bare.add_edges_from_no_data([(place[start], place[end]) for start, end in graph.edges])
    found = rx.digraph_betweenness_centrality(bare)
    return {node: float(found[number]) for node, number in place.items()}


def least_cut(graph: "nx.DiGraph", start: str, end: str) -> tuple[int, list[tuple[str, str]]]:
    """Return the ties with the fewest persons whose loss leaves no way from one node to another.

    Parameters
    ----------
    graph : networkx.DiGraph
        Edges carry ``persons``.
    start, end : str
        Two different nodes.

    Returns
    -------
    persons : int
    ties : list of (str, str)
        Sorted; of several such cuts the one nearest to ``start``.

    Notes
    -----
    Maximum flow (Dinic), O(nodes^2 * ties) at worst; then what the rest of the flow still reaches from ``start``.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("a", "b", 5), ("b", "c", 2)], weight="persons")
    >>> least_cut(graph, "a", "c")
    (2, [('b', 'c')])
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    nodes = list(graph.nodes)
    place = {node: number for number, node in enumerate(nodes)}
    ties = [(place[a], place[b], data["persons"]) for a, b, data in graph.edges(data=True)]
    rows, columns, persons = zip(*ties, strict=True)
    room = csr_array((persons, (rows, columns)), shape=(len(nodes), len(nodes)), dtype="int32")
    found = maximum_flow(room, place[start], place[end], method="dinic")
    reached = _reached((room - found.flow).tocsr(), place[start])
    cut = sorted((a, b) for a, b in graph.edges if place[a] in reached and place[b] not in reached)
    return int(found.flow_value), cut


def _reached(rest: Any, start: int) -> set[int]:
    """Return the nodes that room left over leads to."""
    seen, queue = {start}, deque([start])
    while queue:
        here = queue.popleft()
        span = slice(rest.indptr[here], rest.indptr[here + 1])
        for other, room in zip(rest.indices[span].tolist(), rest.data[span].tolist(), strict=True):
            if room > 0 and other not in seen:
                seen.add(other)
                queue.append(other)
    return seen
