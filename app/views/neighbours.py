"""The relatives around one person, a row for each generation, and whose act a taking followed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.page_svg import cut_text, draw_svg

_WIDTH, _ROW, _TOP, _BOX, _TALL = 1040.0, 84.0, 34.0, 128.0, 38.0
#: Most relatives of one generation that are drawn; the table has all.
_MOST = 7


@dataclass(frozen=True, slots=True)
class NeighbourWords:
    """Words of the picture in the language of the page.

    Attributes
    ----------
    name, link : callable
        Id of a person to the name and to the address.
    relation : callable
        An entry of the kin answer to words.
    """

    title: str
    description: str
    name: Callable[[str], str]
    link: Callable[[str], str]
    relation: Callable[[Mapping[str, Any]], str]


def neighbour_layout(
    person: str, kin: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Place a person and the nearest relatives, elder generations above.

    Parameters
    ----------
    person : str
    kin : sequence of mapping
        ``kin`` of the kin answer, nearest first: ``person, up, down``.
    links : sequence of mapping
        ``links`` of the chains answer of that person.

    Returns
    -------
    dict
        ``boxes``: id, x, y (middle), ``kin`` (None for the person); ``lines`` from the person to each relative:
        ``path`` and ``punished`` (empty, ``documented`` or ``inferred``); ``height``;
        ``left_out``: relatives not drawn.

    Notes
    -----
    Of one generation the nearest are drawn. Who is linked to the person by a punishment comes first. O(kin log kin).
    """
    linked = _linked(person, links)
    rows: dict[int, list[Mapping[str, Any]]] = {0: []}
    for each in sorted(kin, key=lambda near: (near["person"] not in linked, near["chon"] or 0)):
        rows.setdefault(each["up"] - each["down"], []).append(each)
    boxes: list[dict[str, Any]] = []
    for number, generation in enumerate(sorted(rows, reverse=True)):
        placed: list[Mapping[str, Any] | None] = list(rows[generation][:_MOST])
        if generation == 0:
            placed = [*placed[::2][::-1], None, *placed[1::2]]  # the first of them stand beside the person
        step = _WIDTH / len(placed)
        y = _TOP + number * _ROW
        for place, one in enumerate(placed):
            boxes.append({"id": one["person"] if one else person, "x": step * (place + 0.5), "y": y, "kin": one})
    own = next(box for box in boxes if box["kin"] is None)
    lines = [{"path": _path(own, box), "punished": linked.get(box["id"], "")} for box in boxes if box is not own]
    lines.sort(key=lambda line: bool(line["punished"]))  # what matters is drawn over the rest
    return {
        "boxes": boxes,
        "lines": lines,
        "height": _TOP * 2 + (len(rows) - 1) * _ROW,
        "left_out": len(kin) - len(lines),
    }


def _path(own: Mapping[str, Any], box: Mapping[str, Any]) -> str:
    """Return the line between two boxes; in one row it goes below those between them."""
    if own["y"] != box["y"]:
        return f"M{own['x']:g} {own['y']:g}L{box['x']:g} {box['y']:g}"
    edge, low = own["y"] + _TALL / 2, own["y"] + _TALL / 2 + 18
    return f"M{own['x']:g} {edge:g}C{own['x']:g} {low:g} {box['x']:g} {low:g} {box['x']:g} {edge:g}"


def _linked(person: str, links: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return whom a punishment links to a person, and whether a source says so for any of them."""
    found: dict[str, str] = {}
    for link in links:
        ends = {link[side]["person"] for side in ("trigger", "punishment")}
        if person in ends:
            for other in ends - {person, None}:
                sure = link["class"] == "documented" or found.get(other) == "documented"
                found[other] = "documented" if sure else "inferred"
    return found


def draw_neighbours(
    person: str,
    kin: Sequence[Mapping[str, Any]],
    links: Sequence[Mapping[str, Any]],
    words: NeighbourWords,
) -> str:
    """Draw a person among the nearest relatives.

    Parameters
    ----------
    person, kin, links
        As for :func:`neighbour_layout`; without kin it gives an empty text.
    words : NeighbourWords

    Returns
    -------
    str
        An ``svg`` element; the same relatives belong into a table beside it.
    """
    if not kin:
        return ""
    layout = neighbour_layout(person, kin, links)
    for box in layout["boxes"]:
        box["name"], box["href"] = words.name(box["id"]), words.link(box["id"])
        box["short"] = cut_text(box["name"], 12, _BOX - 12)
        box["said"] = words.relation(box["kin"]) if box["kin"] else ""
        box["below"] = cut_text(box["said"], 11, _BOX - 8)
    return draw_svg("neighbours.svg", words=words, width=_WIDTH, box_width=_BOX, tall=_TALL, **layout)
