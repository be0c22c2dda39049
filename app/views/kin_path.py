"""How two people are related, step by step: up to the common ancestor, down again, marriages as double lines.

A person between them whom no source names is a dashed circle: the step is known, who it was is not.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.views.page_svg import cut_text, draw_svg

_STEP, _LEVEL = 176.0, 92.0
_LEFT, _TOP, _PANEL = 92.0, 64.0, 96.0
_ROOM = 168.0
#: Narrowest picture: two people stand in it without being drawn as giants.
_LEAST_WIDTH = 760.0


@dataclass(frozen=True, slots=True)
class KinPathWords:
    """Words of the picture in the language of the page.

    Attributes
    ----------
    name : callable
        Id of a person to the name to show first and the one to show second.
    link : callable
        Id of a person to the address of the page.
    relation : callable
        A relation of the answer to the words above its path.
    unrecorded : str
        Stands for a person whom no source names.
    """

    title: str
    description: str
    name: Callable[[str], tuple[str, str]]
    link: Callable[[str], str]
    relation: Callable[[Mapping[str, Any]], str]
    unrecorded: str


def path_places(relation: Mapping[str, Any]) -> list[tuple[str | None, int]]:
    """Return the persons of one relation in order, with their generation above the first.

    Parameters
    ----------
    relation : mapping
        An entry of ``all`` of the kin answer: ``path, up, down, marriage_start, marriage_end``.

    Returns
    -------
    list of (str or None, int)
        One entry for each person on the way, also for those whom no source names (None).

    Examples
    --------
    >>> path_places({"path": ["x:a", "x:b"], "up": 1, "down": 1, "marriage_start": False, "marriage_end": False})
    [('x:a', 0), (None, 1), ('x:b', 0)]
    """
    starts, ends = int(relation["marriage_start"]), int(relation["marriage_end"])
    up, down = relation["up"], relation["down"]
    levels = [0] * (1 + starts)
    levels += range(1, up + 1)
    levels += range(up - 1, up - down - 1, -1)
    levels += [levels[-1]] * ends
    path = list(relation["path"])
    missing = len(levels) - len(path)
    if missing == 1 and up and down:
        path.insert(starts + up, None)
    elif missing:
        path = [path[0], *[None] * (len(levels) - 2), path[-1]]
    return list(zip(path, levels, strict=True))


def kin_path_layout(relations: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Place each relation in a panel of its own, one below the other.

    Parameters
    ----------
    relations : sequence of mapping
        As for :func:`path_places`.

    Returns
    -------
    dict
        ``panels`` (relation, y, persons with id, x, y; lines with x1, y1, x2, y2, marriage), ``width``, ``height``.
    """
    panels, y = [], 0.0
    most = 1
    for relation in relations:
        places = path_places(relation)
        highest = max(level for _, level in places)
        lowest = min(level for _, level in places)
        persons = [
            {"id": id, "x": _LEFT + i * _STEP, "y": y + _TOP + (highest - level) * _LEVEL}
            for i, (id, level) in enumerate(places)
        ]
        lines = [
            {"x1": a["x"], "y1": a["y"], "x2": b["x"], "y2": b["y"], "marriage": a["y"] == b["y"]}
            for a, b in pairwise(persons)
        ]
        panels.append({"relation": relation, "y": y, "persons": persons, "lines": lines})
        y += _TOP + (highest - lowest) * _LEVEL + _PANEL
        most = max(most, len(persons))
    return {"panels": panels, "width": max(_LEFT * 2 + (most - 1) * _STEP, _LEAST_WIDTH), "height": max(y, 1.0)}


def draw_kin_path(relations: Sequence[Mapping[str, Any]], words: KinPathWords) -> str:
    """Draw how two people are related.

    Parameters
    ----------
    relations : sequence of mapping
        Entries of ``all`` of the kin answer; none gives an empty text.
    words : KinPathWords

    Returns
    -------
    str
        An ``svg`` element; the same relations belong into a table beside it.
    """
    if not relations:
        return ""
    layout = kin_path_layout(relations)
    for panel in layout["panels"]:
        panel["words"] = words.relation(panel["relation"])
        for i, person in enumerate(panel["persons"]):
            first, second = words.name(person["id"]) if person["id"] else (words.unrecorded, "")
            person.update(full=first, first=cut_text(first, 13, _ROOM), second=cut_text(second, 11, _ROOM))
            person.update(
                end=i in (0, len(panel["persons"]) - 1), href=words.link(person["id"]) if person["id"] else ""
            )
    return draw_svg("kin_path.svg", words=words, **layout)
