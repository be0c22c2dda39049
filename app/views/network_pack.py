"""A network as columns: each property once, what is the same for all once, what repeats as a number.

A picture of many nodes is then a third as large as a list of its nodes. ``network_data.js`` makes the rows again.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

#: Facts of nodes and of lines that a saved file shows; a page that leads on needs more.
FILE_FACTS = ("name", "what", "marks", "invented")
PAGE_FACTS = (*FILE_FACTS, "address", "shown", "total")
FILE_LINES = ("bow", "kind", "text", "ties", "weak", "invented")
PAGE_LINES = (*FILE_LINES, "claims")
#: What a page needs besides, to leave lines out by year.
YEAR_LINES = (*PAGE_LINES, "first", "last")


def pack_network(
    network: Mapping[str, Any], facts: Sequence[str] = FILE_FACTS, lines: Sequence[str] = FILE_LINES
) -> dict[str, Any]:
    """Return a network as columns.

    Parameters
    ----------
    network : mapping
        What the views of networks give.
    facts : sequence of str
        Facts of the nodes that are kept.
    lines : sequence of str
        Facts of the lines that are kept.

    Returns
    -------
    dict
        ``nodes`` and ``edges`` with a ``count`` and a column for each property; the ends of an edge are places in the
        list of nodes. A column is a list; or ``all``, a value that every row has; or ``of`` and ``at``, the values
        and for each row the place of its value. ``styles``, ``options`` and ``physics`` as they were.

    Notes
    -----
    O(nodes + edges). The label of a node is left out where it is its name.
    """
    nodes, edges = network["nodes"], network["edges"]
    place = {node["id"]: number for number, node in enumerate(nodes)}
    columns = {
        "id": list(place),
        "label": _column([None if node["label"].startswith(node["name"] or " ") else node["label"] for node in nodes]),
        **{name: _column(list(map(itemgetter(name), nodes))) for name in ("x", "y", "group", *facts)},
    }
    ends = {
        **{end: [place[edge[end]] for edge in edges] for end in ("from", "to")},
        **{name: _column(list(map(itemgetter(name), edges))) for name in lines},
    }
    kept = {name: network[name] for name in ("styles", "options", "physics")}
    return {"nodes": {"count": len(nodes), **columns}, "edges": {"count": len(edges), **ends}, **kept}


def _column(column: list[Any]) -> list[Any] | dict[str, Any]:
    if not column:
        return column
    if column.count(column[0]) == len(column):
        return {"all": column[0]}
    if isinstance(column[0], str):
        places = {value: number for number, value in enumerate(dict.fromkeys(column))}
        if len(places) * 4 < len(column):
            return {"of": list(places), "at": [places[value] for value in column]}
    return column
