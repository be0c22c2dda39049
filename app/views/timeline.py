"""Custody of several persons on one scale of time: one lane a person, bars for stays, marks for single events.

The part of a bar that is certain is solid, its ends fade over the days that are possible. A single event stands in the
middle of its possible days with a bracket below. What has no date stands in a column of its own; dots are time of which
nobody knows where the person was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.views.page_svg import cut_text, draw_svg
from app.views.time_scale import TimeScale, day_number

_WIDTH, _LEFT, _RIGHT = 1040.0, 176.0, 946.0
_TOP, LANE, _ROW = 34.0, 62.0, 24.0
_UNDATED_X, _STEP, _MOST_UNDATED = 962.0, 15.0, 5
#: How long a bar fades when nothing says until when it lasted, and how wide a certain day is.
_FADE, _LEAST = 56.0, 4.0
_NUDGE = 13.0
_LEAST_LABEL = 34.0
#: Bars by what holds the person: height.
BARS = {"detention": 10.0, "prison": 20.0, "camp": 20.0, "exile": 14.0}
_MARKS = {
    "arrest": "down",
    "abduction": "down",
    "disappearance": "down",
    "release": "up",
    "handover": "diamond",
    "repatriation": "diamond",
    "execution": "cross",
    "death": "cross",
    "last_seen": "ring",
    "last_contact": "ring",
    "proof_of_life": "ring",
    "escape": "arrow",
    "escape_from_custody": "arrow",
    "fate_unknown": "unknown",
}
#: Where in a lane stand the marks of begin and end, and the middle of its first row of bars; how far above the lower
#: edge stand dots and brackets.
_UPPER, _UPPER_BRACKET, _APART, _MIDDLE = 9.0, 16.0, 4.0, 35.0
_DOTS_UP, _BRACKET_UP = 7.0, 16.0

Lane = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """Words of the picture in the language of the page."""

    title: str
    description: str
    undated: str
    lost: str


def mark_of(kind: str | None) -> str:
    """Return the mark of an event that is no stay.

    Examples
    --------
    >>> mark_of("handover"), mark_of("summons")
    ('diamond', 'dot')
    """
    return _MARKS.get(kind or "", "dot")


def timeline_layout(lanes: Sequence[Lane]) -> dict[str, Any]:
    """Place the lanes of a timeline.

    Parameters
    ----------
    lanes : sequence of mapping
        Each with ``name, second, href``, ``lost`` (whereabouts not known after what is told) and ``stages``: those of
        the trail answer with ``holds`` (a key of :data:`BARS`, or empty), ``lasts``, ``weak`` and the texts ``label,
        full, href``.

    Returns
    -------
    dict
        ``lanes`` (each with ``y``, ``bars``, ``marks``, ``undated`` and ``dots``), ``ticks``, ``width``, ``height``.

    Notes
    -----
    O(stages log stages). A stage that lasts gives a bar, a single event a mark, a gap dots; a gap without any date
    is not drawn.
    """
    stages = [stage for lane in lanes for stage in lane["stages"]]
    texts = [stage.get(side) for stage in stages for side in ("earliest", "latest", "end_earliest", "end_latest")]
    days = [day for day in map(day_number, texts) if day is not None]
    scale = TimeScale(days, _LEFT, _RIGHT) if days else None
    placed: list[dict[str, Any]] = []
    y = _TOP
    for lane in lanes:
        placed.append(_lane(lane, y, scale))
        y += placed[-1]["height"]
    return {"lanes": placed, "ticks": scale.ticks() if scale else [], "width": _WIDTH, "height": y + 8}


def _lane(lane: Lane, y: float, scale: TimeScale | None) -> dict[str, Any]:
    dated, undated = [], []
    for stage in lane["stages"]:
        if stage["earliest"] is not None or stage["latest"] is not None:
            dated.append(stage)
        elif stage["stage"] != "gap":
            undated.append(stage)
    bars, marks, dots = [], [], []
    if scale:
        for index, stage in enumerate(dated):
            if stage["stage"] == "gap":
                dots.append(scale.span(stage["earliest"], stage["latest"]) or (_LEFT, _RIGHT))
            elif stage["holds"]:
                bars.append(_bar(stage, dated[index + 1 :], scale))
            if stage["stage"] != "gap" and not (stage["holds"] and stage["lasts"]):
                marks.append(_mark(stage, scale))
    ends = [bar["stop"] for bar in bars] + [mark["to"] for mark in marks]
    if lane["lost"] and ends and max(ends) < _RIGHT - 6:
        dots.append((max(ends) + 4, _RIGHT))
    shown = undated[:_MOST_UNDATED]
    height = LANE + _ROW * (_stacked(bars) - 1)
    marks = _nudged(marks, height)
    _label(bars, [mark["x"] for mark in marks if mark["y"] == _MIDDLE])
    return {
        **{key: lane[key] for key in ("href", "name", "second")},
        "y": y,
        "height": height,
        "label": cut_text(lane["name"], 13, _LEFT - 20),
        "under": cut_text(lane["second"], 11, _LEFT - 20),
        "bars": bars,
        "marks": marks,
        "dots": [(a, b) for a, b in dots if b - a > 6],
        "undated": [{**_point(stage), "y": _MIDDLE, "x": _UNDATED_X + i * _STEP} for i, stage in enumerate(shown)],
        "more": len(undated) - len(shown),
    }


def _bar(stage: Mapping[str, Any], later: Sequence[Mapping[str, Any]], scale: TimeScale) -> dict[str, Any]:
    """Return a bar: from where it fades in, between where it is solid, until where it fades out."""
    start = scale.x(day_number(stage["earliest"]) or scale.start) if stage["earliest"] else scale.left
    known = day_number(stage["latest"])
    sure = scale.right if known is None else scale.x(known)
    stop_sure, stop = _end(stage, later, scale, sure)
    if stop_sure < sure:
        # no day is certain: the bar fades in and out around the middle of what is possible
        sure = stop_sure = min(max((sure + stop_sure) / 2, start), stop)
    else:
        stop_sure = max(stop_sure, sure + _LEAST)
    stop = max(stop, stop_sure)
    return {
        "holds": stage["holds"],
        "start": min(start, sure),
        "sure": sure,
        "stop_sure": stop_sure,
        "stop": stop,
        "height": BARS[stage["holds"]],
        "text": stage["label"],
        "weak": stage["weak"],
        "full": stage["full"],
        "href": stage["href"],
    }


def _end(
    stage: Mapping[str, Any], later: Sequence[Mapping[str, Any]], scale: TimeScale, sure: float
) -> tuple[float, float]:
    """Return until where a stay is certain and until where it is possible.

    Without an end it is certain on no day after its begin, and possible until the next thing told of the person; when
    nothing is told any more, it fades.
    """
    first, last = day_number(stage.get("end_earliest")), day_number(stage.get("end_latest"))
    if first is not None or last is not None:
        stop = scale.right if last is None else scale.x(last + 1)
        return (sure if first is None else scale.x(first + 1)), stop
    begin = stage["latest"] or stage["earliest"] or ""
    bounds = [each["latest"] for each in later if each["stage"] != "gap" and (each["latest"] or "") > begin]
    if bounds:
        return sure, max(scale.x(day_number(bounds[0]) or scale.stop), sure + _LEAST)
    return sure, min(sure + _FADE, _RIGHT)


def _point(stage: Mapping[str, Any]) -> dict[str, Any]:
    mark = "stay" if stage["holds"] and stage["lasts"] else mark_of(stage["kind"])
    return {
        "mark": mark,
        "full": stage["full"],
        "href": stage["href"],
        "weak": stage["weak"],
    }


def _mark(stage: Mapping[str, Any], scale: TimeScale) -> dict[str, Any]:
    """Return a mark in the middle of its possible days; where one side is open, on the side that is told."""
    a, b = scale.span(stage["earliest"], stage["latest"]) or (_LEFT, _RIGHT)
    x = b if stage["earliest"] is None else a if stage["latest"] is None else (a + b) / 2
    return {**_point(stage), "x": x, "from": a, "to": b if stage["latest"] else a, "bracket": b - a > 8}


def _stacked(bars: Sequence[dict[str, Any]]) -> int:
    """Give each bar a row in which it covers no other; return how many rows there are, at least one."""
    ends: list[float] = []
    for bar in bars:
        row = next((i for i, end in enumerate(ends) if end <= bar["start"] + 0.5), len(ends))
        ends[row:] = [bar["stop"], *ends[row + 1 :]]
        bar["y"] = _MIDDLE + row * _ROW
    return max(len(ends), 1)


def _label(bars: Sequence[dict[str, Any]], marks: Sequence[float]) -> None:
    """Write the text of each bar into its widest part that no mark covers; none where there is no room."""
    for bar in bars:
        inside = [x for x in marks if bar["y"] == _MIDDLE and bar["start"] < x < bar["stop"]]
        edges = [bar["start"] - 6, *sorted(inside), bar["stop"] + 6]
        room, left = max((b - a - 20, a + 10) for a, b in pairwise(edges))
        bar["label_x"] = left
        bar["label"] = cut_text(bar["text"], 11, room) if room >= _LEAST_LABEL else ""


def _nudged(marks: Sequence[dict[str, Any]], height: float) -> list[dict[str, Any]]:
    """Give each mark its height in the lane, and move those of one height aside until none covers another."""
    last: dict[float, float] = {}
    until: dict[float, tuple[float, bool]] = {}
    placed = sorted(marks, key=lambda mark: mark["x"])
    for mark in placed:
        upper = mark["mark"] in ("down", "up")
        mark["y"] = _UPPER if upper else height - _DOTS_UP if mark["mark"] == "dot" else _MIDDLE
        bracket = _UPPER_BRACKET if upper else height - _BRACKET_UP
        if mark["bracket"] and mark["mark"] != "dot":
            # two brackets that touch stand at two heights, or they would be read as one
            beside = until.get(bracket, (-1.0, False))
            lower = mark["from"] <= beside[0] and not beside[1]
            until[bracket] = (max(mark["to"], beside[0]), lower)
            bracket += _APART if lower else 0.0
        mark["bracket_y"] = bracket
        mark["x"] = max(mark["x"], last.get(mark["y"], -_NUDGE) + _NUDGE)
        last[mark["y"]] = mark["x"]
    return placed


def draw_timeline(lanes: Sequence[Lane], words: TimelineWords) -> str:
    """Draw a timeline.

    Parameters
    ----------
    lanes : sequence of mapping
        As for :func:`timeline_layout`; none gives an empty text.
    words : TimelineWords

    Returns
    -------
    str
        An ``svg`` element; the same events belong into a table beside it.
    """
    if not lanes:
        return ""
    layout = timeline_layout(lanes)
    has_undated = any(lane["undated"] for lane in layout["lanes"])
    return draw_svg(
        "timeline.svg",
        words=words,
        left=_LEFT,
        right=_RIGHT,
        middle=_MIDDLE,
        has_undated=has_undated,
        **layout,
    )
