"""A network as a fixed picture: the marks, lines and places that pyvis gets, drawn without a browser.

What moves in the browser stands here where the server put it, so the same network always gives the same picture.
"""

import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.views.page_svg import cut_text, draw_svg, invented_name, legend_mark, text_width, wrap_text

_SIZE, _LINE = 12.0, 14.0
#: How wide a name may be, and how far apart two rows are whose names cannot meet.
_MOST_ROOM, _BOX_ROOM, _LEAST_ROOM, _DEPTH = 150.0, 230.0, 44.0, 60.0
_MARGIN = 28.0
#: A name in a box goes on in the next line beyond this width.
_BOX_WIDTH, _MOST_LINES = 150.0, 3
#: A network in which a name has less room is drawn so many times larger, unless it gets longer than so many pixels.
_GOOD_ROOM, _SPREAD, _MOST_SPREAD = 110.0, 1.6, 1700.0
#: Each further line between the same two records bows more by this part of its length, by so many pixels at most.
_BOW, _MOST_BOW = 0.12, 44.0
#: Lines that are weak are dashed so, as in the browser.
_WEAK = (3, 4)
#: The heads of lines in a field of ten by ten, pointing to the right.
_HEADS = {
    "arrow": "M0 0.8L10 5L0 9.2z",
    "vee": "M0 0.8L10 5L0 9.2L3.6 5z",
    "diamond": "M0 5L5 0.8L10 5L5 9.2z",
    "circle": "M1.4 5a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "bar": "M7 0H10V10H7z",
    "box": "M2.4 1.2H10V8.8H2.4z",
}


@dataclass(frozen=True, slots=True)
class NetworkPictureWords:
    """Words of the picture in the language of the page.

    Attributes
    ----------
    title, description : str
    line : callable
        A line, and what its two ends are called, to what it says.
    evidence : callable
        Id of a claim to its address.
    """

    title: str
    description: str
    line: Callable[[Mapping[str, Any], Sequence[str]], str]
    evidence: Callable[[str], str]


class _Box(NamedTuple):
    """Half the width and half the height of a mark."""

    x: float
    y: float


def network_picture_layout(network: Mapping[str, Any]) -> dict[str, Any]:
    """Place the marks, names and lines of a network.

    Parameters
    ----------
    network : mapping
        What the views of networks give: ``nodes`` with places, ``edges``, ``styles``.

    Returns
    -------
    dict
        ``marks``: one for each node that stands for a record, with ``node, x, y, look, lines`` (its name, cut to the
        room that its neighbours leave) and the half sizes ``wide`` and ``tall``; ``lines``: one for each edge, with
        ``edge, look, path``; ``width``; ``height``.

    Notes
    -----
    Points without a name are where bars turn: they have no mark. O(nodes log nodes + nodes in one row + edges).
    """
    nodes = {node["id"]: node for node in network["nodes"]}
    looks = {group: _look(style) for group, style in network["styles"]["nodes"].items()}
    shown = [node for node in nodes.values() if looks[node["group"]]["size"]]
    boxed = {node["id"] for node in shown if looks[node["group"]]["shape"] == "box"}
    room = _room(shown, boxed)
    if spread := _spread(shown, room):
        nodes = {id: {**node, "x": node["x"] * spread, "y": node["y"] * spread} for id, node in nodes.items()}
        shown = [nodes[node["id"]] for node in shown]
        room = _room(shown, boxed)
    marks = [_mark(node, looks[node["group"]], room[node["id"]]) for node in shown]
    half = {mark["node"]["id"]: _Box(mark["wide"], mark["tall"]) for mark in marks}
    left = min((mark["x"] - max(mark["wide"], mark["reach"]) for mark in marks), default=0.0) - _MARGIN
    top = min((mark["y"] - mark["tall"] for mark in marks), default=0.0) - _MARGIN
    for mark in marks:
        mark["x"] -= left
        mark["y"] -= top
    places = {id: (node["x"] - left, node["y"] - top) for id, node in nodes.items()}
    lines = [_line(edge, network["styles"]["lines"][edge["kind"]], places, half) for edge in network["edges"]]
    return {
        "marks": marks,
        "lines": lines,
        "width": max((mark["x"] + max(mark["wide"], mark["reach"]) for mark in marks), default=0.0) + _MARGIN,
        "height": max((mark["y"] + mark["tall"] + mark["below"] for mark in marks), default=0.0) + _MARGIN,
    }


def _look(style: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the nodes of a group are drawn, from what pyvis is told of them."""
    colour = style.get("color", {})
    return {
        "shape": style["shape"],
        "size": style.get("size", 12),
        "fill": colour.get("background", ""),
        "stroke": colour.get("border", ""),
        "width": style.get("borderWidth", 2),
        "dash": _dash(style.get("shapeProperties", {}).get("borderDashes")),
        "sign": style.get("sign", ""),
    }


def _dash(lengths: Sequence[int] | None) -> str:
    return " ".join(str(length) for length in lengths or ())


def _room(nodes: Sequence[Mapping[str, Any]], boxed: Set[str]) -> dict[str, float]:
    """Return how wide the name of each node may be, so that it meets no other in the same row."""
    rows = sorted(nodes, key=lambda node: node["y"])
    room = {node["id"]: _BOX_ROOM if node["id"] in boxed else _MOST_ROOM for node in nodes}
    for number, node in enumerate(rows):
        for other in rows[number + 1 :]:
            if other["y"] - node["y"] >= _DEPTH:
                break
            between = max(abs(other["x"] - node["x"]) - 6.0, _LEAST_ROOM)
            for each in (node["id"], other["id"]):
                room[each] = min(room[each], between)
    return room


def _spread(nodes: Sequence[Mapping[str, Any]], room: Mapping[str, float]) -> float:
    """Return by how much the nodes go apart so that names can be read; 0 where they can, or would be too small then."""
    if not nodes or min(room.values()) >= _GOOD_ROOM:
        return 0.0
    sides = (max(node[side] for node in nodes) - min(node[side] for node in nodes) for side in ("x", "y"))
    return _SPREAD if max(sides) * _SPREAD <= _MOST_SPREAD else 0.0


def _mark(node: Mapping[str, Any], look: Mapping[str, Any], room: float) -> dict[str, Any]:
    boxed = look["shape"] == "box"
    most = room - (12 if boxed else 0)
    lines = [line for line in _name(node).split("\n") if line.strip()]
    if boxed:  # as in the browser, a long name has several lines
        lines = wrap_text("\n".join(lines), _SIZE, min(most, _BOX_WIDTH), _MOST_LINES)
    lines = [cut_text(line, _SIZE, most) for line in lines]
    reach = max((text_width(line, _SIZE) for line in lines), default=0.0) / 2
    wide, tall = (reach + 7, _LINE * len(lines) / 2 + 5) if boxed else (float(look["size"]),) * 2
    below = 0.0 if boxed else 4 + _LINE * len(lines)
    return {"node": node, "x": float(node["x"]), "y": float(node["y"]), "look": look, "lines": lines, "boxed": boxed,
            "wide": wide, "tall": tall, "reach": reach, "below": below}  # fmt: skip


def _line(
    edge: Mapping[str, Any],
    style: Mapping[str, Any],
    places: Mapping[str, tuple[float, float]],
    half: Mapping[str, _Box],
) -> dict[str, Any]:
    (x1, y1), (x2, y2) = places[edge["from"]], places[edge["to"]]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    # the first line between two records is straight; the side of a bow does not depend on the direction of its line
    bends = math.copysign(max(abs(edge["bow"]) - 1, 0), edge["bow"])
    bow = -bends * min(_BOW * length, _MOST_BOW)
    if y1 == y2:  # within a row a line goes over the names, which stand below the marks
        bow = -abs(bow) if x2 > x1 else abs(bow)
    middle = ((x1 + x2) / 2 - (y2 - y1) / length * bow, (y1 + y2) / 2 + (x2 - x1) / length * bow)
    head = _head(style)
    begin = _leave((x1, y1), middle, half.get(edge["from"]), 1.0)
    end = _leave((x2, y2), middle, half.get(edge["to"]), 4.0 if head else 1.0)
    curve = f"Q{middle[0]:.1f} {middle[1]:.1f} " if bow else "L"
    dash = _WEAK if edge["weak"] else style.get("dashes")
    look = {"stroke": style["color"], "width": style["width"], "dash": _dash(dash), "head": head}
    path = f"M{begin[0]:.1f} {begin[1]:.1f}{curve}{end[0]:.1f} {end[1]:.1f}"
    half_way = tuple((a + b) / 4 + c / 2 for a, b, c in zip(begin, end, middle, strict=True))
    return {"edge": edge, "look": look, "path": path, "sign": style.get("label", ""), "middle": half_way}


def _head(style: Mapping[str, Any]) -> str:
    return style["arrows"]["to"]["type"] if style["arrows"] else ""


def _leave(
    centre: tuple[float, float], towards: tuple[float, float], half: _Box | None, more: float
) -> tuple[float, float]:
    """Return where a line from the middle of a mark comes out of it, and a little further."""
    across, down = towards[0] - centre[0], towards[1] - centre[1]
    length = math.hypot(across, down)
    if half is None or not length:
        return centre
    if half.x == half.y:
        away = half.x
    else:
        sides = [size / abs(step) for size, step in ((half.x, across), (half.y, down)) if step]
        away = min(sides) * length
    away = min(away + more, length)
    return centre[0] + across / length * away, centre[1] + down / length * away


def node_mark(style: Mapping[str, Any]) -> str:
    """Return the mark of a group of nodes for a legend.

    Parameters
    ----------
    style : mapping
        One of ``styles["nodes"]`` of a network.
    """
    look = _look(style)
    look["size"] = min(look["size"], 7)
    return legend_mark(draw_svg("network_mark.svg", look=look, wide=11.0, tall=6.0), 26.0, 20.0)


def line_mark(style: Mapping[str, Any], *, weak: bool = False) -> str:
    """Return a kind of lines for a legend.

    Parameters
    ----------
    style : mapping
        One of ``styles["lines"]`` of a network.
    weak : bool
        As it is drawn where all claims are weak.
    """
    dash = _dash(_WEAK if weak else style.get("dashes"))
    head = _HEADS[_head(style)] if style["arrows"] else ""
    return legend_mark(draw_svg("network_line.svg", look={"label": "", **style}, dash=dash, head=head))


def draw_network_picture(network: Mapping[str, Any], words: NetworkPictureWords) -> str:
    """Draw a network as a fixed picture.

    Parameters
    ----------
    network : mapping
        As for :func:`network_picture_layout`.
    words : NetworkPictureWords

    Returns
    -------
    str
        An ``svg`` element; the same lines belong into a table beside it. Empty for a network without nodes.
    """
    if not network["nodes"]:
        return ""
    layout = network_picture_layout(network)
    names = {mark["node"]["id"]: _name(mark["node"]).replace("\n", " ") for mark in layout["marks"]}
    for line in layout["lines"]:
        edge = line["edge"]
        line["said"] = words.line(edge, [names[edge[end]] for end in ("from", "to") if edge[end] in names])
        line["href"] = words.evidence(edge["claims"][0]) if edge["claims"] else ""
    for mark in layout["marks"]:
        node = mark["node"]
        mark["said"] = " · ".join(part for part in (names[node["id"]], node["what"], *node["marks"]) if part)
    heads = sorted({(line["look"]["head"], line["look"]["stroke"]) for line in layout["lines"] if line["look"]["head"]})
    drawn = {"heads": heads, "shapes": _HEADS, "size": _SIZE, "step": _LINE}
    return draw_svg("network.svg", words=words, **drawn, **layout)


def _name(node: Mapping[str, Any]) -> str:
    name = str(node["name"])
    return invented_name(name) if node["invented"] else name
