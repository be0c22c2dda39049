"""A custody trail on a line of time: one row a stage with its possible days; gaps and missing dates are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.page_svg import cut_text, draw_svg
from app.views.time_scale import TimeScale, day_number

_WIDTH, _LEFT, _RIGHT = 1040.0, 300.0, 24.0
_ROW, _TOP = 30.0, 34.0
_MARKS = {
    "handover": "diamond",
    "repatriation": "diamond",
    "execution": "cross",
    "death": "cross",
    "escape": "arrow",
    "escape_from_custody": "arrow",
    "release": "arrow",
}


@dataclass(frozen=True, slots=True)
class TrailWords:
    """Words of the picture in the language of the page."""

    title: str
    description: str
    undated: str


def mark_of(stage: Mapping[str, Any]) -> str:
    """Return the mark of a stage: ``diamond``, ``cross``, ``arrow`` or ``dot``; empty for a gap."""
    return "" if stage["stage"] == "gap" else _MARKS.get(stage.get("kind") or "", "dot")


def _span(stage: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Return first and last possible day; a stage that lasts reaches to the last day of its end."""
    end = stage.get("end_latest")
    return day_number(stage.get("earliest")), day_number(end if end is not None else stage.get("latest"))


def trail_layout(stages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Place the rows of a trail.

    Parameters
    ----------
    stages : sequence of mapping
        Stages of the trail answer, with ``label`` and, where it links, ``href``.

    Returns
    -------
    dict
        ``rows`` (y, x, width, mark, open ends), ``ticks``, ``height``; without any date there are no ticks.
    """
    spans = [_span(stage) for stage in stages]
    days = [day for span in spans for day in span if day is not None]
    scale = TimeScale(days, _LEFT, _WIDTH - _RIGHT) if days else None
    rows = [_row(index, stage, span, scale) for index, (stage, span) in enumerate(zip(stages, spans, strict=True))]
    ticks = scale.ticks() if scale else []
    return {"rows": rows, "ticks": ticks, "height": _TOP + _ROW * len(rows) + 10}


def _row(
    index: int, stage: Mapping[str, Any], span: tuple[float | None, float | None], scale: TimeScale | None
) -> dict[str, Any]:
    first, last = span
    left, right = _LEFT, _WIDTH - _RIGHT
    if scale and first is not None:
        left = scale.x(first)
    if scale and last is not None:
        right = scale.x(last + 1)
    gap = stage["stage"] == "gap"
    return {
        "y": _TOP + index * _ROW,
        "label": cut_text(stage["label"], 13, _LEFT - 26),
        "full": stage["label"],
        "text": stage.get("when") or "",
        "href": stage.get("href"),
        "x": left,
        "width": max(right - left, 3.0),
        "middle": (left + right) / 2,
        "dated": first is not None or last is not None,
        "open_start": first is None,
        "open_end": last is None,
        "gap": gap,
        "weak": bool(stage.get("weak")),
        "mark": mark_of(stage),
        "red": stage.get("kind") in ("handover", "repatriation"),
    }


def draw_trail(stages: Sequence[Mapping[str, Any]], words: TrailWords) -> str:
    """Draw a trail.

    Parameters
    ----------
    stages : sequence of mapping
        As for :func:`trail_layout`.
    words : TrailWords

    Returns
    -------
    str
        An ``svg`` element; the same stages belong into a table beside it.
    """
    return draw_svg("trail.svg", words=words, width=_WIDTH, left=_LEFT, right=_RIGHT, row=_ROW, **trail_layout(stages))
