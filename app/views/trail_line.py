"""A custody trail on a line of time: one row a stage with its possible days; gaps and missing dates are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.views.page_svg import cut_text, draw_svg

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
#: Steps between ticks in months, and how many ticks fit.
_TICKS_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
_MOST_TICKS = 12


@dataclass(frozen=True, slots=True)
class TrailWords:
    """Words of the picture in the language of the page."""

    title: str
    description: str
    undated: str


def _day(text: str | None) -> float | None:
    return None if text is None else float(date.fromisoformat(text).toordinal())


def _span(stage: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Return first and last possible day; a stage that lasts reaches to the last day of its end."""
    end = stage.get("end_latest")
    return _day(stage.get("earliest")), _day(end if end is not None else stage.get("latest"))


class TimeScale:
    """Days to pixels, with a margin of a few per cent and ticks at round years.

    Parameters
    ----------
    days : sequence of float
        Day numbers that must lie on it; at least one.
    """

    def __init__(self, days: Sequence[float]) -> None:
        least, most = min(days), max(days)
        margin = max((most - least) * 0.04, 45.0)
        self.start = max(least - margin, 1.0)
        self.stop = min(most + margin, float(date.max.toordinal()))

    def x(self, day: float) -> float:
        """Return the pixel of a day."""
        share = (day - self.start) / (self.stop - self.start)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def ticks(self) -> list[tuple[float, str]]:
        """Return (pixel, label) of each tick: round years, or months where the whole is short."""
        months = (self.stop - self.start) / 30.44
        every = next((each for each in _TICKS_MONTHS if months / each <= _MOST_TICKS), _TICKS_MONTHS[-1])
        first = date.fromordinal(int(self.start)).year * 12
        last = date.fromordinal(int(self.stop)).year * 12 + 12
        marks = []
        for month in range(first - first % every, last, every):
            day = float(date(month // 12, month % 12 + 1, 1).toordinal()) if month >= 12 else self.start - 1
            label = f"{month // 12}" if month % 12 == 0 else f"{month // 12}-{month % 12 + 1:02}"
            marks.append((day, label))
        return [(self.x(day), label) for day, label in marks if self.start <= day <= self.stop]


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
    scale = TimeScale(days) if days else None
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
        "mark": "" if gap else _MARKS.get(stage.get("kind") or "", "dot"),
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
