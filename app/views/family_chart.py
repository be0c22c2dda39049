"""A family chart: generations as rows, what became of each person, and whose act each punishment came after."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.family_arrows import Router, Rows
from app.views.family_layout import Placed, Sibship, family_layout
from app.views.family_tree import Tree
from app.views.page_svg import cut_text, draw_svg, text_width

#: More arrows than these are drawn only while a person has the focus or the pointer.
MOST_ARROWS = 12
_HALF, _RING = 17.0, 22.0
_MARGIN, _HEAD, _ARC, _FOOT = 24.0, 20.0, 42.0, 12.0
_NAMES, _LINE, _PILL, _PILL_HEIGHT, _FOLDED = 66.0, 12.0, 68.0, 31.0, 14.0
_GAP, _LEVEL = 46.0, 9.0
#: A small family stands in the middle, so that a caption below has room.
_LEAST_WIDTH = 560.0
#: Least and most room of one person.
_LEAST_SLOT, _MOST_SLOT, _SIDE = 88.0, 124.0, 4.0


@dataclass(frozen=True, slots=True)
class ChartWords:
    """Words of the picture in the language of the page."""

    title: str
    description: str


Person = Mapping[str, Any]
Arrow = Mapping[str, Any]


def chart_layout(tree: Tree, persons: Mapping[str, Person], arrows: Sequence[Arrow]) -> dict[str, Any]:
    """Place a family chart.

    Parameters
    ----------
    tree : Tree
        Who is drawn, with the ties.
    persons : mapping of str to mapping
        For each person drawn the texts ``first, second, years, full, href``, and ``sex, fate, trigger`` (a badge or
        empty), ``pill`` (lines, ``documented``, ``href``; or None), ``folded`` (a text or empty).
    arrows : sequence of mapping
        ``from, to, documented, href, full``; both ends are drawn.

    Returns
    -------
    dict
        ``persons, bars, lines, loose, arrows, demand, width, height``; every person of the tree once, one arrow for
        each that is given.
    """
    slot = _slot(persons[each] for each in tree.births)
    placed = family_layout(tree, slot)
    rows = _rows(placed, persons, arrows, slot)
    router = Router(rows)
    drawn = [
        {**arrow, "path": router.path(arrow["from"], arrow["to"])}
        for arrow in sorted(arrows, key=lambda each: (each["from"], each["to"]))
    ]
    return {
        "persons": [_person(persons[id_], id_, rows, slot) for row in placed.order for id_ in row],
        "bars": _bars(tree, rows, slot),
        "lines": [line for family, level in _levels(placed) for line in _descent(family, level, rows, slot)],
        "loose": [{"path": router.path(a, b)} for a, b, _ in tree.kin],
        "arrows": drawn,
        "demand": len(drawn) > MOST_ARROWS,
        "pill_width": slot - 2,
        "width": _width(placed),
        "height": rows.row_bottom[-1] + _FOOT,
    }


def _rows(placed: Placed, persons: Mapping[str, Person], arrows: Sequence[Arrow], slot: float) -> Rows:
    top: dict[str, float] = {}
    bottom: dict[str, float] = {}
    row_top, row_bottom = [], []
    levels: dict[int, int] = defaultdict(int)
    for family, level in _levels(placed):
        if family.parents:
            below = max(placed.row[each] for each in family.parents)
            levels[below] = max(levels[below], level + 1)
    # arrows within the first row arc over it
    arcs = any(placed.row[arrow["from"]] == placed.row[arrow["to"]] == 0 for arrow in arrows)
    y = _HEAD + (_ARC if arcs else 0.0)
    for number, listed in enumerate(placed.order):
        row_top.append(y)
        middle = y + _RING
        for each in listed:
            top[each] = middle - (_RING if persons[each]["trigger"] else _HALF + 1)
            bottom[each] = middle + _depth(persons[each])
        low = max((bottom[each] for each in listed), default=middle)
        row_bottom.append(low)
        y = low + _GAP + _LEVEL * levels[number]
    aside = (_width(placed) - placed.width) / 2
    x = {each: at + aside for each, at in placed.x.items()}
    return Rows(x, placed.row, placed.order, top, bottom, slot, row_top, row_bottom)


def _width(placed: Placed) -> float:
    return max(placed.width + 2 * _MARGIN, _LEAST_WIDTH)


def _depth(person: Person) -> float:
    """Return how far the text below a mark goes down from its middle."""
    below = _NAMES - _LINE * (not person["second"]) - _LINE * (not person["years"])
    low = _PILL + _PILL_HEIGHT if person["pill"] else below
    return low + (_FOLDED if person["folded"] else 0.0)


def _slot(persons: Iterable[Person]) -> float:
    """Return how much room a person needs: the widest text below a mark, within limits."""
    widest = _LEAST_SLOT
    for each in persons:
        lines = [(line, 11.0) for line in (each["pill"]["lines"] if each["pill"] else ())]
        for text, size in [(each["first"], 12.5), (each["second"], 11.0), *lines]:
            widest = max(widest, text_width(text, size) + 2 * _SIDE)
    return min(widest, _MOST_SLOT)


def _person(person: Person, id_: str, rows: Rows, slot: float) -> dict[str, Any]:
    y = _middle(id_, rows)
    return {
        **person,
        "id": id_,
        "x": rows.x[id_],
        "y": y,
        "first": cut_text(person["first"], 12.5, slot - _SIDE),
        "second": cut_text(person["second"], 11, slot - _SIDE),
        "pill_y": y + _PILL,
        "pill_lines": [cut_text(line, 11, slot - _SIDE) for line in person["pill"]["lines"]] if person["pill"] else [],
        "folded_y": y + _depth(person) - 2,
    }


def _middle(id_: str, rows: Rows) -> float:
    return rows.row_top[rows.row[id_]] + _RING


def _bars(tree: Tree, rows: Rows, slot: float) -> list[dict[str, Any]]:
    """Return the lines between couples; between parents of whom no marriage is recorded a broken one."""
    married = {(min(pair), max(pair)) for pair in tree.couples}
    found = []
    for pair in tree.partners():
        a, b = sorted(pair, key=lambda each: rows.x[each])
        start, end, y = rows.x[a] + _HALF, rows.x[b] - _HALF, _middle(a, rows)
        if rows.row[a] == rows.row[b] and rows.x[b] - rows.x[a] < slot * 1.5:
            path = f"M{start:.1f} {y:.1f}H{end:.1f}"
        elif rows.row[a] == rows.row[b]:
            path = f"M{rows.x[a]:.1f} {rows.top[a]:.1f}V{y - 28:.1f}H{rows.x[b]:.1f}V{rows.top[b]:.1f}"
        else:
            path = f"M{rows.x[a]:.1f} {y:.1f}L{rows.x[b]:.1f} {_middle(b, rows):.1f}"
        found.append({"path": path, "married": (min(pair), max(pair)) in married})
    return found


def _levels(placed: Placed) -> list[tuple[Sibship, int]]:
    """Return each sibship with the level of its line in the gap, so that no two lines of a gap lie on each other."""
    ends: dict[int, list[list[tuple[float, float]]]] = defaultdict(list)
    found = []
    for family in sorted(placed.sibships, key=lambda each: min(placed.x[child] for child in each.children)):
        xs = [placed.x[each] for each in (*family.parents, *family.children)]
        row = max((placed.row[each] for each in family.parents), default=-1)
        levels = ends[row]
        span = min(xs) - 4, max(xs) + 4
        level = next((i for i, used in enumerate(levels) if all(span[0] > b or span[1] < a for a, b in used)), -1)
        if level < 0:
            level = len(levels)
            levels.append([])
        levels[level].append(span)
        found.append((family, level))
    return found


def _descent(family: Sibship, level: int, rows: Rows, slot: float) -> list[str]:
    """Return the lines from parents to their children, or the bracket over siblings without recorded parents."""
    children = [(rows.x[each], rows.top[each]) for each in family.children]
    if not family.parents:
        y = min(top for _, top in children) - 9
        return [_bracket(children, y)]
    row = max(rows.row[each] for each in family.parents)
    bus = rows.row_bottom[row] + 14 + _LEVEL * level
    x, start = _origin(family.parents, rows, slot)
    lines = [f"M{x:.1f} {start:.1f}V{bus:.1f}"]
    return [*lines, _bracket([*children, (x, bus)], bus)]


def _origin(parents: Sequence[str], rows: Rows, slot: float) -> tuple[float, float]:
    """Return where the line to the children begins: between two parents, or below one."""
    xs = [rows.x[each] for each in parents]
    beside = len(parents) == 2 and rows.row[parents[0]] == rows.row[parents[1]]
    if beside and max(xs) - min(xs) < slot * 1.5:
        return sum(xs) / 2, _middle(parents[0], rows)
    lowest = max(parents, key=lambda each: (rows.row[each], each))
    return rows.x[lowest], rows.bottom[lowest]


def _bracket(ends: Sequence[tuple[float, float]], y: float) -> str:
    xs = [x for x, _ in ends]
    down = "".join(f"M{x:.1f} {y:.1f}V{top:.1f}" for x, top in ends if abs(top - y) > 0.1)
    return f"M{min(xs):.1f} {y:.1f}H{max(xs):.1f}{down}"


def draw_family_chart(tree: Tree, persons: Mapping[str, Person], arrows: Sequence[Arrow], words: ChartWords) -> str:
    """Draw a family chart.

    Parameters
    ----------
    tree : Tree
        Nobody gives an empty text.
    persons, arrows
        As for :func:`chart_layout`.
    words : ChartWords

    Returns
    -------
    str
        An ``svg`` element; the same punishments belong into a table beside it.
    """
    if not tree.births:
        return ""
    return draw_svg("family_chart.svg", words=words, **chart_layout(tree, persons, arrows))
