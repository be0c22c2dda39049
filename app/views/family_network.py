"""A family as a network to play with: the places of the family chart, bars between couples and above siblings.

pyvis holds the model; positions come from :func:`app.views.family_layout.family_layout`, so nothing moves by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from app.views.family_layout import Placed, family_layout
from app.views.family_tree import Tree
from app.views.network import NETWORK_OPTIONS
from app.views.page_svg import COLOURS, cut_text

_ROW, _BAR = 190.0, 95.0
#: Between the middles of two persons, and what of it a name may take.
_SLOT, _NAME_SIZE, _NAME_ROOM = 152.0, 13.0, 150.0
_SHAPES = {"male": "square", "female": "dot"}
#: Fates that are drawn with a dashed outline: nobody knows where the person is.
_LOST = frozenset({"disappeared", "missing"})
_DEAD = frozenset({"dead", "executed", "died_in_custody"})


def draw_family_network(
    tree: Tree, persons: Mapping[str, Mapping[str, Any]], links: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return a family as data for the page.

    Parameters
    ----------
    tree : Tree
        Who is drawn, with the ties.
    persons : mapping of str to mapping
        For each person drawn ``name, what, sex, fate, address, marks, invented``; ``marks`` are words.
    links : sequence of mapping
        ``from, to, documented, text``; both ends are drawn.

    Returns
    -------
    dict
        ``nodes`` and ``edges`` as vis-network takes them, ``options``, ``physics`` (False). Nodes of persons carry
        ``facts``; helper points of the bars carry facts without a name.
    """
    placed = family_layout(tree, _SLOT)
    x = {id: round(at, 1) for id, at in placed.x.items()}
    network = Network(directed=True)
    network.nodes = [_person(id, person, (x[id], placed.row[id] * _ROW)).options for id, person in persons.items()]
    edges = [_line(a, b, COLOURS["dim"], 4) for a, b in tree.partners()]
    for points, lines in _descents(placed, x):
        network.nodes += [point.options for point in points]
        edges += lines
    edges += [_line(a, b, COLOURS["grey"], 1.6, dashes=[6, 4]) for a, b, _steps in tree.kin]
    edges += _punished(links)
    network.edges = [edge.options for edge in edges]
    nodes, drawn, *_ = network.get_network_data()
    return {"nodes": nodes, "edges": drawn, "options": {**NETWORK_OPTIONS, "physics": False}, "physics": False}


def _person(id: str, person: Mapping[str, Any], at: tuple[float, float]) -> Node:
    fate = person["fate"]
    border = COLOURS["red"] if person["trigger"] else COLOURS["ink"]
    style: dict[str, Any] = {
        "size": 15,
        "color": {"background": COLOURS["pale"] if fate in _DEAD else COLOURS["paper"], "border": border},
        "borderWidth": 4 if person["trigger"] else 2,
    }
    if fate in _LOST:
        style["shapeProperties"] = {"borderDashes": [4, 3]}
    facts = {name: person[name] for name in ("name", "what", "address", "marks", "invented")}
    label = "\n".join(cut_text(line, _NAME_SIZE, _NAME_ROOM) for line in person["label"].split("\n"))
    style.update(x=at[0], y=at[1], title=person["name"], facts=facts)
    return Node(id, _SHAPES.get(person["sex"] or "", "diamond"), label or " ", **style)


def _descents(placed: Placed, x: Mapping[str, float]) -> Iterator[tuple[list[Node], list[Edge]]]:
    """Yield, for each sibship, the helper points of its bar and the lines between them."""
    for number, family in enumerate(placed.sibships):
        y = min(placed.row[each] for each in family.children) * _ROW - _BAR
        tops = {child: f"\u0000{number} {child}" for child in family.children}
        points = [_point(top, x[child], y) for child, top in tops.items()]
        lines = [_line(top, child, COLOURS["grey"], 1.6) for child, top in tops.items()]
        along = sorted(tops.values(), key=lambda top: x[top.partition(" ")[2]])
        if family.parents:
            middle = sum(x[each] for each in family.parents) / len(family.parents)
            low = max(placed.row[each] for each in family.parents) * _ROW
            points += [_point(f"\u0000{number}", middle, low), _point(f"\u0000{number}.", middle, y)]
            lines.append(_line(f"\u0000{number}", f"\u0000{number}.", COLOURS["grey"], 1.6))
            lines.append(_line(f"\u0000{number}.", along[0], COLOURS["grey"], 1.6))
            lines.append(_line(f"\u0000{number}.", along[-1], COLOURS["grey"], 1.6))
        lines += [_line(a, b, COLOURS["grey"], 1.6) for a, b in pairwise(along)]
        yield points, lines


def _point(id: str, x: float, y: float) -> Node:
    facts = {"name": "", "what": "", "address": "", "marks": [], "invented": False}
    return Node(id, "dot", " ", size=0, x=round(x, 1), y=y, chosen=False, fixed=True, facts=facts)


def _line(a: str, b: str, colour: str, width: float, **more: Any) -> Edge:
    return Edge(a, b, directed=True, arrows="", color=colour, width=width, smooth=False, chosen=False, **more)


def _punished(links: Sequence[Mapping[str, Any]]) -> Iterator[Edge]:
    for link in links:
        bow = {"enabled": True, "type": "curvedCW", "roundness": 0.2}
        dashes = False if link["documented"] else [6, 5]
        yield Edge(
            link["from"], link["to"], directed=True, color=COLOURS["red"], width=2.4, title=link["text"], smooth=bow,
            dashes=dashes,
        )  # fmt: skip
