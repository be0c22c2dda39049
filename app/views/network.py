"""Networks to play with: persons, agencies and places as pyvis draws them, for our own page.

The model is a :class:`pyvis.network.Network`; its own page template is never rendered (it asks other sites for files
and takes names as HTML). What leaves here is data: node labels and titles are plain text.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyvis.network import Network

from app.views.network_fold import Folded, Line
from app.views.network_layout import ring_positions, settled_positions
from app.views.page_svg import COLOURS, FACE, invented_name, wrap_text

#: Nodes above which all stand on rings, and nothing moves when more are added.
MOST_MOVING_NODES = 150
#: So many claims are named with a line; the pages of its ends have them all.
MOST_CLAIMS = 3
#: Colours of persons that stand for something, each with the letter of its place.
_TINTS = ("#dbe7f5", "#fbe3b5", "#d5ead9", "#e7dbf3", "#d9d9d9", "#cfeaea", "#efe6c8", "#c9d3f0", "#ffffff")
MOST_TINTS = len(_TINTS)
#: Of a name in a box, or a longer one below a mark: the size of its letters, how wide a line is, and the most lines.
_LETTERS, _ROOM, _MOST_LINES, _LONG_NAME = 14, 132, 3, 28
_YEAR = re.compile(r"\d{4}")
_NO_YEARS = {"first": 0, "last": 0}
_NODES: dict[str, dict[str, Any]] = {
    "Person": {"shape": "dot", "size": 13, "color": {"background": "#ffffff", "border": COLOURS["ink"]}},
    "Family": {"shape": "hexagon", "size": 12, "color": {"background": "#f1e7f6", "border": COLOURS["purple"]}},
    "Case": {"shape": "diamond", "size": 11, "color": {"background": "#f3f4f6", "border": COLOURS["grey"]}},
    "Agency": {
        "shape": "box",
        "margin": 6,
        "color": {"background": "#dbe7f5", "border": COLOURS["blue"]},
        "font": {"size": _LETTERS},
    },
    "Place": {"shape": "triangle", "size": 11, "color": {"background": "#fff1d6", "border": COLOURS["ochre"]}},
    "Facility": {"shape": "square", "size": 11, "color": {"background": COLOURS["ink"], "border": COLOURS["ink"]}},
}


def head(kind: str) -> dict[str, Any]:
    """Return the end of a line that has a direction, as pyvis takes it.

    Parameters
    ----------
    kind : str
        One of the shapes that :mod:`app.views.network_svg` draws too.
    """
    return {"to": {"enabled": True, "type": kind}}


#: Each kind differs from the others without its colour: by its head, its width, its dashes or a sign on it. Short
#: dashes alone are left to what only weak claims support.
_LINES: dict[str, dict[str, Any]] = {
    "kinship": {"color": COLOURS["grey"], "width": 1.6, "arrows": ""},
    "marriage": {"color": COLOURS["dim"], "width": 4, "arrows": ""},
    "punished": {"color": COLOURS["red"], "width": 3, "arrows": head("arrow")},
    "handover": {"color": COLOURS["red"], "width": 1.8, "arrows": head("diamond")},
    "unclear": {"color": COLOURS["dim"], "width": 1.8, "arrows": head("arrow"), "label": "?"},
    "custody": {"color": COLOURS["blue"], "width": 1.6, "arrows": head("arrow")},
    "dealt": {"color": COLOURS["blue"], "width": 1.2, "arrows": head("vee")},
    "place": {"color": COLOURS["ochre"], "width": 1.4, "arrows": head("arrow"), "dashes": [7, 5]},
    "acted": {"color": COLOURS["purple"], "width": 1.8, "arrows": head("circle")},
    "acquaintance": {"color": COLOURS["line"], "width": 1.4, "arrows": "", "dashes": [12, 4, 2, 4]},
    "membership": {"color": COLOURS["line"], "width": 1.2, "arrows": head("bar")},
    "structure": {"color": COLOURS["line"], "width": 1.2, "arrows": head("box")},
}
NETWORK_OPTIONS: dict[str, Any] = {
    "nodes": {"borderWidth": 2, "font": {"face": FACE, "size": 13, "strokeWidth": 4, "strokeColor": "#ffffff"}},
    "edges": {"font": {"face": FACE, "size": 14}, "selectionWidth": 1.5},
    "interaction": {"hover": True, "keyboard": False, "multiselect": True, "tooltipDelay": 200},
    "layout": {"randomSeed": 7, "improvedLayout": False},
}
_PHYSICS: dict[str, Any] = {
    "solver": "forceAtlas2Based",
    "forceAtlas2Based": {"gravitationalConstant": -70, "springLength": 95, "avoidOverlap": 0.4},
    "stabilization": False,
}


@dataclass(frozen=True, slots=True)
class NetworkWords:
    """How codes and nodes are called in the language of the page.

    Attributes
    ----------
    name : callable
        Node to its name; two lines for two scripts.
    line : callable
        Line kind and code to words.
    address, what : callable
        Node to the address of its page, and to what it is (empty for a person).
    marks : mapping of str to str
        Mark to words.
    day : callable
        Date, as it is told, to words.
    """

    name: Callable[[Mapping[str, Any]], str]
    line: Callable[[str, str], str]
    address: Callable[[Mapping[str, Any]], str]
    what: Callable[[Mapping[str, Any]], str] = field(default=lambda node: "")
    marks: Mapping[str, str] = field(default_factory=dict)
    day: Callable[[str], str] = field(default=str)


def draw_network(
    folded: Folded,
    words: NetworkWords,
    *,
    focus: str = "",
    places: Mapping[str, tuple[int, int]] | None = None,
    tints: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Return a network as data for the page.

    Parameters
    ----------
    folded : Folded
        At most a few hundred nodes. A node may carry ``total`` (ties on record) and ``marks``: ``lost``, ``trigger``,
        ``punished``.
    words : NetworkWords
    focus : str
        Key of the node in the middle.
    places : mapping of str to (int, int), optional
        Key of each node to its place, where nothing is to move. Left out, forces place the nodes around the focus; more
        than :data:`MOST_MOVING_NODES` stand on rings.
    tints : mapping of str to int, optional
        Key of a node to the number of its colour, below :data:`MOST_TINTS`: its group ends with ``tint`` and that.

    Returns
    -------
    dict
        ``nodes`` with ``id, label, x, y, group`` and ``name, what, address, marks, invented, shown, total``; ``edges``
        with ``from, to, bow, kind, text, ties, weak, invented``, at most three ``claims`` and ``first`` and ``last``,
        the years of its dates (0 without one); ``styles``, how each group of nodes and each kind of line looks,
        written once; ``options``; ``physics``, whether the browser makes room with forces for nodes that are added.
    """
    moving = places is None and len(folded.nodes) <= MOST_MOVING_NODES
    positions = places if places is not None else (settled_positions if moving else ring_positions)(folded, focus)
    network = Network(directed=True)
    shown: defaultdict[str, int] = defaultdict(int)
    for line in folded.lines:
        shown[line.start] += line.ties
        shown[line.end] += line.ties
    # set as a whole, as pyvis keeps them: it looks through all earlier nodes for each one added, minutes for many
    network.nodes = [
        _node(node, words, shown[key], positions[key], (tints or {}).get(key)) for key, node in folded.nodes.items()
    ]
    network.edges = list(_edges(folded.lines, words))
    nodes, edges, *_ = network.get_network_data()
    groups = {
        each: _look(each) for group in dict.fromkeys(node["group"] for node in nodes) for each in _told_apart(group)
    }
    options = {**NETWORK_OPTIONS, "physics": _PHYSICS if moving else False}
    styles = {"nodes": groups, "lines": _LINES}
    return {"nodes": nodes, "edges": edges, "styles": styles, "options": options, "physics": moving}


def _told_apart(group: str) -> tuple[str, ...]:
    """Return a group, and what a legend shows of it one by one: the kind, the marks of it, the colour of it."""
    marked, _, tint = group.partition(" tint")
    kind = marked.partition(" ")[0]
    return (kind, marked, f"{kind} tint{tint}", group) if tint else (kind, group)


def _look(group: str) -> dict[str, Any]:
    """Return how the nodes of a group look: a kind, and behind it ``trigger`` and ``lost`` where they are so."""
    kind, *marks = group.split()
    style = {**_NODES[kind]}
    if "trigger" in marks:
        style.update(color={**style["color"], "border": COLOURS["red"]}, borderWidth=3)
    if "lost" in marks:
        style["shapeProperties"] = {"borderDashes": [4, 3]}
    if marks and marks[-1].startswith("tint"):
        number = int(marks[-1].removeprefix("tint"))
        style.update(color={**style["color"], "background": _TINTS[number]}, sign=chr(ord("A") + number))
    return style


def _node(
    node: Mapping[str, Any], words: NetworkWords, shown: int, at: tuple[int, int], tint: int | None
) -> dict[str, Any]:
    kind = node["label"]
    group = "Facility" if kind == "Place" and node.get("kind") == "facility" else kind
    marks = node.get("marks", ())
    shape = _NODES[group]["shape"]
    if "trigger" in marks:
        group += " trigger"
    if "lost" in marks or node.get("count_most", 1) is None:
        group += " lost"
    if tint is not None:
        group += f" tint{tint}"
    name, invented = words.name(node), bool(node.get("invented"))
    label = invented_name(name) if invented else name
    # a box grows with its name, and must not grow into the next one
    if shape == "box" or len(label) > _LONG_NAME:
        label = "\n".join(wrap_text(label, _LETTERS, _ROOM, _MOST_LINES))
    return {
        "id": node["key"],
        "label": label or " ",
        "shape": shape,
        "x": at[0],
        "y": at[1],
        "group": group,
        "name": name,
        "what": words.what(node),
        "address": words.address(node),
        "marks": tuple(sorted(words.marks.get(mark, mark) for mark in marks)) if marks else (),
        "invented": invented,
        "shown": shown,
        "total": max(shown, node.get("total", shown)),
    }


def _edges(lines: list[Line], words: NetworkWords) -> Iterator[dict[str, Any]]:
    beside: defaultdict[tuple[str, str], int] = defaultdict(int)
    known: dict[tuple[str, ...], str] = {}
    for line in lines:
        start, end = line.start, line.end
        pair = (start, end) if start < end else (end, start)
        # each further line between the same two nodes gets a wider bow, or they would cover each other
        beside[pair] = bow = beside[pair] + 1
        yield {
            "from": start,
            "to": end,
            "bow": bow if start == pair[0] else -bow,
            "kind": line.kind,
            "text": _text(line, words, known),
            "ties": line.ties,
            "weak": line.weak,
            "invented": line.invented,
            "claims": tuple(line.claims[:MOST_CLAIMS]),
            **(_years(line.when) if line.when else _NO_YEARS),
        }


def _years(when: Sequence[str]) -> dict[str, int]:
    """Return the first and the last year that the dates of a line name; 0 where they name none."""
    years = [int(year) for date in when for year in _YEAR.findall(date)]
    return {"first": min(years), "last": max(years)} if years else _NO_YEARS


def _text(line: Line, words: NetworkWords, known: dict[tuple[str, ...], str]) -> str:
    told = (line.kind, *line.words)
    text = known.get(told)
    if text is None:
        text = known[told] = ", ".join([words.line(line.kind, word) for word in line.words])
    if line.when:
        text = f"{text} · {', '.join(map(words.day, line.when[:3]))}{' …' if len(line.when) > 3 else ''}"
    return text
