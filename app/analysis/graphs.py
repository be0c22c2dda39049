"""Answers as NetworkX graphs, for whoever goes on in NetworkX: the cascade forest and kinship.

The network of transfers is :func:`app.analysis.network.transfer_graph`.
"""

import networkx as nx

from app.analysis.bounds import iso
from app.analysis.cascades import CascadeOptions
from app.analysis.casebook import Casebook
from app.analysis.forest import build_forest
from app.analysis.inquiry import Inquiry


def cascade_graph(book: Casebook, options: CascadeOptions | None = None) -> nx.DiGraph:
    """Return the cascade forest of everyone.

    Parameters
    ----------
    book : Casebook
    options : CascadeOptions, optional
        Degree, window and triggers; what is listed, such as one person, is not read.

    Returns
    -------
    networkx.DiGraph
        Nodes are ids of events, or of a person where a source names no event; attributes ``person, kind, earliest,
        latest`` (ISO days or None). Edges go from the trigger to the punishment (``step`` link, with ``link_class``
        and ``chon``) and from a taking to a later act of the same person (``step`` then). Every node has at most one
        edge into it.

    Notes
    -----
    As :func:`app.analysis.forest.build_forest`.

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> graph = cascade_graph(sample_case())
    >>> nx.is_forest(graph), {data["step"] for _, _, data in graph.edges(data=True)} <= {"link", "then"}
    (True, True)
    """
    trees, _ = build_forest(Inquiry(book, options or CascadeOptions()))
    graph = nx.DiGraph(data_version=book.data_version)
    for tree in trees:
        for key, person, event in (
            (tree.root, tree.person, tree.event),
            *((n.key, n.person, n.event) for n in tree.nodes),
        ):
            dates = {name: iso(getattr(event.begin, name)) if event else None for name in ("earliest", "latest")}
            graph.add_node(key[1], person=person, kind=event.kind if event else None, **dates)
        for node in tree.nodes:
            graph.add_edge(node.parent[1], node.key[1], step=node.step)
            if node.link is not None:
                chon = node.link.relation.chon if node.link.relation else None
                graph.edges[node.parent[1], node.key[1]].update(link_class=node.link.link_class, chon=chon)
    return graph


def kin_graph(book: Casebook) -> nx.MultiDiGraph:
    """Return the ties of kinship that decide: rumours are left out.

    Parameters
    ----------
    book : Casebook

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are ids of persons, with ``sex``; edges run from parent to child, between spouses and siblings from the
        smaller id. The key is the type of the tie; attributes are the columns of the tie that are not null.

    Notes
    -----
    O(persons + ties).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> sorted(kin_graph(sample_case()).successors("x:ada"))
    ['x:ben', 'x:dan']
    """
    graph = nx.MultiDiGraph(data_version=book.data_version)
    graph.add_nodes_from((id_, {"sex": person.sex}) for id_, person in book.persons.items())
    for row in book.snapshot.rows("kinship"):
        if row["type"] != "KNOWS" and row["grade"] != "unlikely":
            told = {name: value for name, value in row.items() if value is not None and name not in ("a", "b", "type")}
            graph.add_edge(row["a"], row["b"], key=row["type"], **told)
    return graph
