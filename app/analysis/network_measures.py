"""Betweenness and least cuts of a network, by rustworkx and SciPy: NetworkX is slow at both.

They are imported when they are needed: every command would wait for them otherwise.
"""

from typing import TYPE_CHECKING

import numpy as np

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
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    nodes = list(graph.nodes)
    place = {node: number for number, node in enumerate(nodes)}
    ties = [(place[a], place[b], tie["persons"]) for a, near in graph.adj.items() for b, tie in near.items()]
    rows, columns, persons = np.array(ties, "int32").T
    room = csr_array((persons, (rows, columns)), shape=(len(nodes), len(nodes)))
    found = maximum_flow(room, place[start], place[end], method="dinic")
    left = (room - found.flow).tocsr()
    left.eliminate_zeros()
    reached = np.zeros(len(nodes), "bool")
    reached[breadth_first_order(left, place[start], return_predecessors=False)] = True
    crossing = reached[rows] & ~reached[columns]
    ends = zip(rows[crossing].tolist(), columns[crossing].tolist(), strict=True)
    return int(found.flow_value), sorted((nodes[a], nodes[b]) for a, b in ends)
