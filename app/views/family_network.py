"""A family as a network to play with: the places of the family chart, bars between couples and above siblings.

pyvis holds the model; positions come from :func:`app.views.family_layout.family_layout`, so nothing moves by itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from app.views.family_layout import Placed, Sibship, family_layout
from app.views.family_tree import Tree
from app.views.network import MOST_CLAIMS, NETWORK_OPTIONS, head
from app.views.page_svg import COLOURS, cut_text, invented_name

_ROW, _BAR = 190.0, 95.0
#: Between the middles of two persons, and what of it a name may take.
_SLOT, _NAME_SIZE, _NAME_ROOM = 152.0, 13.0, 150.0
_SHAPES = {"male": "square", "female": "dot"}
#: Fates that are drawn with a dashed outline: nobody knows where the person is.
_LOST = frozenset({"disappeared", "missing"})
_BAR_LINE: dict[str, Any] = {"color": COLOURS["grey"], "width": 1.6, "arrows": "", "chosen": False}
_ARROW: dict[str, Any] = {"color": COLOURS["red"], "width": 2.4, "arrows": head("arrow")}
_LINES: dict[str, dict[str, Any]] = {
    "couple": {"color": COLOURS["dim"], "width": 4, "arrows": "", "chosen": False},
    "bar": _BAR_LINE,
    "kin": {**_BAR_LINE, "dashes": [6, 4]},
    "punished": _ARROW,
    "after": {**_ARROW, "dashes": [6, 5]},
}
_DEAD = frozenset({"dead", "executed", "died_in_custody"})
#: What ties two persons, and what that rests on.
Told = Mapping[tuple[str, str], Mapping[str, Any]]


def draw_family_network(
    tree: Tree,
    persons: Mapping[str, Mapping[str, Any]],
    links: Sequence[Mapping[str, Any]],
    told: Told,
) -> dict[str, Any]:
    """Return a family as data for the page.

    Parameters
    ----------
    tree : Tree
        Who is drawn, with the ties.
    persons : mapping of str to mapping
        For each person drawn ``name, label, what, sex, fate, address, marks, trigger, invented``; ``marks`` are words.
    links : sequence of mapping
        ``from, to, documented, text, claims``; both ends are drawn.
    told : mapping of (str, str) to mapping
        For each pair of the tree that is tied: ``text``, what the tie is, and ``claims``, what it rests on.

    Returns
    -------
    dict
        As :func:`app.views.draw_network` gives it; nothing moves. Helper points of the bars have no name.
    """
    placed = family_layout(tree, _SLOT)
    x = {id: round(at) for id, at in placed.x.items()}
    network = Network(directed=True)
    network.nodes = [_person(id, person, x[id], round(placed.row[id] * _ROW)) for id, person in persons.items()]
    edges = [_line(a, b, "couple", **_tied(told, (a, b))) for a, b in tree.partners()]
    for points, lines in _descents(placed, x, told):
        network.nodes += points
        edges += lines
    edges += [_line(a, b, "kin", **_tied(told, (a, b))) for a, b, _steps in tree.kin]
    edges += _punished(links)
    network.edges = edges
    nodes, drawn, *_ = network.get_network_data()
    # each shape also without marks, for the legend
    groups = {each: _look(each) for node in nodes for each in (node["group"].partition(" ")[0], node["group"])}
    styles = {"nodes": groups, "lines": _LINES}
    options = {**NETWORK_OPTIONS, "physics": False}
    return {"nodes": nodes, "edges": drawn, "styles": styles, "options": options, "physics": False}


def _look(group: str) -> dict[str, Any]:
    """Return how the nodes of a group look: a shape, and behind it what is so of ``dead``, ``trigger``, ``lost``."""
    shape, *marks = group.split()
    if shape == "point":
        return {"shape": "dot", "size": 0, "chosen": False, "fixed": True}
    trigger = "trigger" in marks
    background, border = COLOURS["pale" if "dead" in marks else "paper"], COLOURS["red" if trigger else "ink"]
    style: dict[str, Any] = {"shape": shape, "size": 15, "borderWidth": 4 if trigger else 2}
    style["color"] = {"background": background, "border": border}
    if "dead" in marks:
        style["sign"] = "×"
    if "lost" in marks:
        style["shapeProperties"] = {"borderDashes": [4, 3]}
    return style


def _person(id: str, person: Mapping[str, Any], x: int, y: int) -> dict[str, Any]:
    shape = _SHAPES.get(person["sex"] or "", "diamond")
    marks = {"dead": person["fate"] in _DEAD, "trigger": person["trigger"], "lost": person["fate"] in _LOST}
    group = " ".join([shape, *(mark for mark, holds in marks.items() if holds)])
    told = {name: person[name] for name in ("name", "what", "address", "marks", "invented")}
    name = invented_name(person["label"]) if person["invented"] else person["label"]
    label = "\n".join(cut_text(line, _NAME_SIZE, _NAME_ROOM) for line in name.split("\n"))
    return Node(id, shape, label or " ", x=x, y=y, group=group, **told).options  # type: ignore[no-any-return]


def _descents(
    placed: Placed, x: Mapping[str, int], told: Told
) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """Yield, for each sibship, the helper points of its bar and the lines between them."""
    for number, family in enumerate(placed.sibships):
        y = round(min(placed.row[each] for each in family.children) * _ROW - _BAR)
        tops = {child: f"\u0000{number} {child}" for child in family.children}
        points = [_point(top, x[child], y) for child, top in tops.items()]
        lines = [_line(top, child, **_tied(told, *_pairs(family, child))) for child, top in tops.items()]
        along = sorted(tops.values(), key=lambda top: x[top.partition(" ")[2]])
        if family.parents:
            middle = round(sum(x[each] for each in family.parents) / len(family.parents))
            low = round(max(placed.row[each] for each in family.parents) * _ROW)
            points += [_point(f"\u0000{number}", middle, low), _point(f"\u0000{number}.", middle, y)]
            lines.append(_line(f"\u0000{number}", f"\u0000{number}."))
            lines.append(_line(f"\u0000{number}.", along[0]))
            lines.append(_line(f"\u0000{number}.", along[-1]))
        lines += [_line(a, b) for a, b in pairwise(along)]
        yield points, lines


def _point(id: str, x: int, y: int) -> dict[str, Any]:
    told = {"name": "", "what": "", "address": "", "marks": (), "invented": False}
    return Node(id, "dot", " ", x=x, y=y, group="point", **told).options  # type: ignore[no-any-return]


def _pairs(family: Sibship, child: str) -> list[tuple[str, str]]:
    """Return the pairs of a tree whose ties the line down to a child stands for."""
    pairs = [(parent, child) for parent in family.parents]
    beside = [each for each in family.children if each != child and not family.parents]
    return pairs + [(min(child, each), max(child, each)) for each in beside]


def _tied(told: Told, *pairs: tuple[str, str]) -> dict[str, Any]:
    known = [told[pair] for pair in pairs if pair in told]
    claims = dict.fromkeys(claim for each in known for claim in each["claims"])
    return {"text": "; ".join(each["text"] for each in known), "claims": tuple(claims)}


def _line(
    a: str, b: str, kind: str = "bar", *, text: str = "", bow: int = 0, claims: Sequence[str] = ()
) -> dict[str, Any]:
    kept = tuple(claims[:MOST_CLAIMS])
    made = Edge(a, b, bow=bow, kind=kind, text=text, ties=1, weak=False, invented=False, claims=kept)
    return made.options  # type: ignore[no-any-return]


def _punished(links: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    beside: Counter[tuple[str, str]] = Counter()
    for link in links:
        kind = "punished" if link["documented"] else "after"
        # each further arrow between the same two persons gets a wider bow, or they would cover each other
        beside[link["from"], link["to"]] += 1
        bow = 1 + beside[link["from"], link["to"]]
        yield _line(link["from"], link["to"], kind, text=link["text"], bow=bow, claims=link["claims"])
