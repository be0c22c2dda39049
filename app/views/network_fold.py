"""A subgraph as people see it: events become lines between persons, agencies and places.

The graph holds an event as a node between its person and its agency. In the picture the person is joined to the agency
directly, and the line knows which events it stands for. Nothing is dropped: every tie of the subgraph counts on one
line.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.claims import decides
from app.domain.custody import event_kinds

_DIRECT = {
    "PARENT_OF": "kinship",
    "SIBLING_OF": "kinship",
    "KIN_OF": "kinship",
    "SPOUSE_OF": "marriage",
    "KNOWS": "acquaintance",
    "MEMBER_OF": "membership",
    "IN_CASE": "membership",
    "AMONG": "membership",
    "PART_OF": "structure",
    "SUCCEEDED": "structure",
    "SAME_BODY": "structure",
    "BASED_AT": "structure",
    "WITHIN": "structure",
}
_AGENCY_TIES = ("BY_AGENCY", "FROM_AGENCY", "TO_AGENCY")
_PLACE_TIES = ("AT_PLACE", "FROM_PLACE", "TO_PLACE")
#: Kinds of lines, in the order of the legend.
LINE_KINDS = (
    "kinship",
    "marriage",
    "punished",
    "handover",
    "custody",
    "dealt",
    "place",
    "acted",
    "acquaintance",
    "membership",
    "structure",
)


@dataclass(slots=True)
class Line:
    """One line of the picture: all ties of one kind between the same two nodes in the same direction.

    Attributes
    ----------
    start, end : str
        Node keys, ``Label/id``.
    kind : str
        One of :data:`LINE_KINDS`.
    words : list of str
        Codes of what it stands for: tie natures and terms, event kinds.
    events : list of str
        Ids of its events.
    when : list of str
        Date texts of its events.
    claims : list of str
        Ids of the claims that its ties rest on, each once.
    ties : int
        How many ties of the graph it stands for.
    weak, invented : bool
        Whether every tie is weak, and whether every tie is invented.
    """

    start: str
    end: str
    kind: str
    words: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    when: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    ties: int = 0
    weak: bool = True
    invented: bool = True


@dataclass(frozen=True, slots=True)
class Folded:
    """Nodes without events, and the lines between them."""

    nodes: dict[str, Mapping[str, Any]]
    lines: list[Line]


def fold_events(nodes: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]]) -> Folded:
    """Fold the events of a subgraph into lines.

    Parameters
    ----------
    nodes : sequence of mapping
        With ``key`` (``Label/id``), ``label``, ``id`` and properties.
    links : sequence of mapping
        With ``source``, ``target`` (node keys), ``type`` and properties.

    Returns
    -------
    Folded
        Lines sorted by start, end and kind. A tie whose event has no person in the subgraph is left out with its event.

    Notes
    -----
    O(nodes + ties).
    """
    by_key = {node["key"]: node for node in nodes}
    subject = {link["target"]: link["source"] for link in links if link["type"] == "SUBJECT_OF"}
    lines: dict[tuple[str, str, str], Line] = {}
    for start, end, kind, link, event in _strokes(links, by_key, subject):
        line = lines.setdefault((start, end, kind), Line(start, end, kind))
        _add(line, link, event)
    kept = {key: node for key, node in by_key.items() if node["label"] != "Event"}
    inside = [line for line in lines.values() if line.start in kept and line.end in kept and line.start != line.end]
    return Folded(kept, sorted(inside, key=lambda line: (line.start, line.end, line.kind)))


Stroke = tuple[str, str, str, Mapping[str, Any], Mapping[str, Any] | None]


def _strokes(
    links: Sequence[Mapping[str, Any]], by_key: Mapping[str, Mapping[str, Any]], subject: Mapping[str, str]
) -> Iterator[Stroke]:
    """Yield (start, end, kind, tie, event) of every tie that a line stands for."""
    for link in links:
        kind, source, target = link["type"], link["source"], link["target"]
        if kind in _DIRECT:
            yield source, target, _DIRECT[kind], link, None
        elif source in subject and source in by_key:
            yield from _event_stroke(link, by_key[source], subject)


def _event_stroke(link: Mapping[str, Any], event: Mapping[str, Any], subject: Mapping[str, str]) -> Iterator[Stroke]:
    person, target = subject[link["source"]], link["target"]
    if link["type"] in _AGENCY_TIES:
        yield person, target, _agency_line(event.get("kind") or ""), link, event
    elif link["type"] in _PLACE_TIES:
        yield person, target, "place", link, event
    elif link["type"] == "BY_PERSON":
        yield target, person, "acted", link, event
    elif link["type"] == "BECAUSE_OF":
        yield subject.get(target, target), person, "punished", link, event


def _agency_line(kind: str) -> str:
    """Return what an agency's part in an event is: it handed over, it held, or it only dealt with the case."""
    known = event_kinds().get(kind)
    if known is None or known.category not in ("custody", "punishment"):
        return "dealt"
    return "handover" if known.crosses else "custody"


def _add(line: Line, link: Mapping[str, Any], event: Mapping[str, Any] | None) -> None:
    word = event.get("kind") if event else link.get("term") or link.get("nature")
    if line.kind == "acted":
        word = link.get("role") or word
    if link["type"] == "PARENT_OF":
        word = "parent" if word in (None, "unknown", "birth") else f"{word}_parent"
    elif link["type"] == "SIBLING_OF":
        word = "sibling" if word in (None, "unknown", "full") else f"{word}_sibling"
    elif line.kind in ("membership", "structure") or word is None:
        word = link["type"].lower()
    if word not in line.words:
        line.words.append(str(word))
    if event:
        line.events.append(event["id"])
        if event.get("begin") and event["begin"] not in line.when:
            line.when.append(event["begin"])
    line.claims += [claim for claim in link.get("claims") or () if claim not in line.claims]
    line.ties += 1
    line.weak = line.weak and not decides(link.get("grade") or "ungraded")
    line.invented = line.invented and bool(link.get("invented"))


def steps_from(folded: Folded, seeds: Sequence[str]) -> dict[str, int]:
    """Return how many lines each node is away from the nearest seed; unreached nodes are left out.

    Parameters
    ----------
    folded : Folded
    seeds : sequence of str
        Node keys.

    Returns
    -------
    dict of str to int
    """
    around = neighbours(folded)
    steps = {seed: 0 for seed in seeds if seed in folded.nodes}
    frontier = list(steps)
    while frontier:
        following = [(key, steps[near] + 1) for near in frontier for key in sorted(around[near])]
        frontier = []
        for key, distance in following:
            if key not in steps:
                steps[key] = distance
                frontier.append(key)
    return steps


def neighbours(folded: Folded) -> dict[str, set[str]]:
    """Return the nodes beside each node."""
    around: dict[str, set[str]] = defaultdict(set)
    for line in folded.lines:
        around[line.start].add(line.end)
        around[line.end].add(line.start)
    return around


def keep_nodes(folded: Folded, keys: set[str]) -> Folded:
    """Return the part of a folded subgraph that lies between some nodes."""
    nodes = {key: node for key, node in folded.nodes.items() if key in keys}
    return Folded(nodes, [line for line in folded.lines if line.start in nodes and line.end in nodes])


def nearest(folded: Folded, seeds: Sequence[str], *, most: int, steps: int) -> Folded:
    """Return the nodes nearest to the seeds, the most connected first.

    Parameters
    ----------
    folded : Folded
    seeds : sequence of str
        Node keys; always kept.
    most : int
        How many nodes are kept at most.
    steps : int
        How many lines away a node may be.

    Returns
    -------
    Folded
    """
    distance = steps_from(folded, seeds)
    around = neighbours(folded)
    reached = [key for key, away in distance.items() if away <= steps]
    ranked = sorted(reached, key=lambda key: (distance[key], -len(around[key]), key))
    return keep_nodes(folded, set(ranked[:most]))
