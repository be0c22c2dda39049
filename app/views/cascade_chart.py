"""A punishment cascade: for each act the punishments after it, by degree of kinship, on one scale of time.

A date that is not certain is the span of its possible days, with the mark in the middle. What has no date keeps its
row and says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.page_svg import cut_text, draw_svg, text_width
from app.views.time_scale import TimeScale, day_number

_WIDTH, _LEFT, _RIGHT, _MOST_RIGHT = 1040.0, 318.0, 150.0, 340.0
#: Where the line of a trigger without a date stands, before the scale begins.
_UNDATED_X, _GUTTER = 330.0, 30.0
_HEAD, _ROW, _GAP, _FOOT = 58.0, 27.0, 8.0, 34.0
_NAME_RIGHT, _NAME_ROOM, _SIZE = 308.0, 212.0, 12.0
_LEAST_SPAN = 16.0
#: Kind of punishment -> mark; every other kind is a dot.
MARKS = {
    "camp": "square",
    "detention": "diamond",
    "sentence": "diamond",
    "internal_exile": "triangle",
    "execution": "cross",
}
_LAST_DEGREE = 99


@dataclass(frozen=True, slots=True)
class CascadeWords:
    """Words of the picture in the language of the page."""

    title: str
    description: str


def mark_of(kind: str | None) -> str:
    """Return the mark of a kind of punishment.

    Examples
    --------
    >>> mark_of("camp"), mark_of("arrest")
    ('square', 'dot')
    """
    return MARKS.get(kind or "", "dot")


def in_row_order(links: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return links by degree (spouse first, not told last), inside by date, undated last.

    Parameters
    ----------
    links : sequence of mapping
        Each with ``chon`` and the ``punishment`` of a link of the chains answer.
    """
    return sorted(links, key=lambda link: (_degree(link), *_date_order(link["punishment"])))


def _degree(link: Mapping[str, Any]) -> int:
    return _LAST_DEGREE if link["chon"] is None else int(link["chon"])


def _date_order(event: Mapping[str, Any]) -> tuple[Any, ...]:
    first, last = event["earliest"], event["latest"]
    return first is None and last is None, first or "", last or "9", event["person"], event["event"]


def cascade_layout(panels: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Place the panels of a cascade, all on one scale of time.

    Parameters
    ----------
    panels : sequence of mapping
        Each with ``trigger`` (``earliest, latest`` and the texts ``name, text, href``) and ``links``: those of the
        chains answer, each with the texts ``name, href, degree, what, delay, evidence`` and ``full``. The
        mark is of the ``outcome``. ``number`` is that of who acted; without it the panels are counted.

    Returns
    -------
    dict
        ``panels`` (each with ``y``, ``height``, the ``line`` of its trigger, ``bands`` and ``rows``), ``ticks``,
        ``width`` and ``height``. A row has ``y``, ``box`` (None without a date), ``middle``, ``open_start`` and
        ``open_end``, ``mark``, ``documented`` and where its connector and its text stand. One row for each link.

    Notes
    -----
    O(links log links). An undated trigger stands before the scale; an open side runs to the edge of the scale.
    """
    scale = _scale(panels)
    placed = []
    top = 0.0
    for index, panel in enumerate(panels):
        placed.append(_panel(panel.get("number", index + 1), panel, top, scale))
        top += placed[-1]["height"]
    ticks = scale.ticks() if scale else []
    return {"panels": placed, "ticks": ticks, "width": _WIDTH, "height": top, "left": _LEFT}


def _scale(panels: Sequence[Mapping[str, Any]]) -> TimeScale | None:
    events = [each for panel in panels for each in (panel["trigger"], *(link["punishment"] for link in panel["links"]))]
    texts = [event[side] for event in events for side in ("earliest", "latest")]
    days = [day for day in map(day_number, texts) if day is not None]
    # right of the scale there is room for the widest text: over a mark it could not be read
    widest = max((_wide(link) for panel in panels for link in panel["links"]), default=0.0)
    room = max(_RIGHT, min(widest + 24, _MOST_RIGHT))
    return TimeScale(days, _LEFT + _GUTTER, _WIDTH - room) if days else None


def _wide(link: Mapping[str, Any]) -> float:
    return text_width(f"{link['what']} {link['delay']}", _SIZE) + 8


def _panel(number: int, panel: Mapping[str, Any], top: float, scale: TimeScale | None) -> dict[str, Any]:
    trigger = panel["trigger"]
    line = _line(trigger, scale)
    rows: list[dict[str, Any]] = []
    bands: list[dict[str, Any]] = []
    y = top + _HEAD
    for link in in_row_order(panel["links"]):
        if not bands or bands[-1]["of"] != _degree(link):
            y += _GAP if bands else 0.0
            bands.append({"of": _degree(link), "text": link["degree"], "y": y, "height": 0.0})
        rows.append(_row(link, y, line, scale))
        bands[-1]["height"] += _ROW
        y += _ROW
    head = _head(trigger, line["x"])
    return {
        "number": number,
        "y": top,
        "height": y + _FOOT - top,
        "bottom": y,
        "trigger": {**trigger, **head},
        "line": line,
        "bands": bands,
        "rows": rows,
    }


def _line(trigger: Mapping[str, Any], scale: TimeScale | None) -> dict[str, Any]:
    """Return where the line of a trigger stands: in the middle of its possible days, or before the scale."""
    span = scale.span(trigger["earliest"], trigger["latest"]) if scale else None
    if span is None:
        return {"x": _UNDATED_X, "from": _UNDATED_X, "to": _UNDATED_X, "dated": False}
    return {"x": _middle(trigger, span), "from": span[0], "to": span[1], "dated": True}


def _middle(event: Mapping[str, Any], span: tuple[float, float]) -> float:
    """Return the middle of possible days; where one side is open, the side that is told."""
    if event["earliest"] is None:
        return span[1]
    return span[0] if event["latest"] is None else (span[0] + span[1]) / 2


def _head(trigger: Mapping[str, Any], x: float) -> dict[str, Any]:
    """Return where the name of a trigger stands: right of its line, or left of it where there is more room."""
    wide = max(text_width(trigger["name"], 13), text_width(trigger["text"], 11))
    right = x + 18 + wide <= _WIDTH - 6 or x < _WIDTH / 2
    room = _WIDTH - 6 - x - 18 if right else x - 24
    return {
        "label_x": x + 18 if right else x - 18,
        "anchor": "start" if right else "end",
        "label": cut_text(trigger["name"], 13, room),
        "said": cut_text(trigger["text"], 11, room),
    }


def _row(link: Mapping[str, Any], y: float, line: Mapping[str, Any], scale: TimeScale | None) -> dict[str, Any]:
    event = link["punishment"]
    span = scale.span(event["earliest"], event["latest"]) if scale else None
    box = None
    if span is not None:
        middle = _middle(event, span)
        wide = max(span[1] - span[0], _LEAST_SPAN)
        left = span[0] if wide == span[1] - span[0] else middle - wide / 2
        box = {"x": left, "width": wide}
    else:
        middle = line["x"] + 26
    end = box["x"] + box["width"] if box else middle
    return {
        **link,
        "y": y,
        "middle_y": y + _ROW / 2,
        "label": cut_text(link["name"], _SIZE, _NAME_ROOM),
        "name_x": _NAME_RIGHT,
        "box": box,
        "middle": middle,
        "open_start": box is not None and event["earliest"] is None,
        "open_end": box is not None and event["latest"] is None,
        "mark": mark_of(link["outcome"]),
        "documented": link["class"] == "documented",
        "connector": _connector(line["x"], box, middle),
        **_text(link, end),
    }


def _connector(x: float, box: Mapping[str, float] | None, middle: float) -> tuple[float, float]:
    """Return from where to where a connector runs: from the line to the near side of the box, or into it."""
    if box is None:
        return x, middle - 6
    left, right = box["x"], box["x"] + box["width"]
    if left >= x:
        return x, left
    return (x, right) if right <= x else (x, middle)


def _text(link: Mapping[str, Any], end: float) -> dict[str, Any]:
    """Return where kind and delay stand: right of the box; over its end where there is no room."""
    fits = end + 8 + _wide(link) <= _WIDTH - 4
    return {"text_x": end + 8 if fits else _WIDTH - 6, "text_anchor": "start" if fits else "end"}


def draw_cascade(panels: Sequence[Mapping[str, Any]], words: CascadeWords) -> str:
    """Draw a cascade.

    Parameters
    ----------
    panels : sequence of mapping
        As for :func:`cascade_layout`; none gives an empty text.
    words : CascadeWords

    Returns
    -------
    str
        An ``svg`` element; the same links belong into a table beside it.
    """
    if not panels:
        return ""
    return draw_svg("cascade.svg", words=words, row=_ROW, **cascade_layout(panels))
