"""The organisation of an agency over time: offices as rows, their names as bars on one scale of days."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.page_svg import cut_text, draw_svg
from app.views.time_scale import TimeScale, day_number

Body = Mapping[str, Any]
_WIDTH, _LEFT, _STEP = 1040.0, 330.0, 16.0
_TOP, _ROW, _BAR = 14.0, 30.0, 20.0
_SIZE, _SMALL = 13.0, 11.0


@dataclass(frozen=True, slots=True)
class OrganisationWords:
    """Words of the picture in the language of the page.

    Attributes
    ----------
    name : callable
        Id of an agency to its name.
    period : callable
        A name period to what is read out: its name and days.
    """

    title: str
    description: str
    name: Callable[[str], str]
    period: Callable[[Mapping[str, Any]], str]


def organisation_layout(bodies: Sequence[Body]) -> dict[str, Any]:
    """Place a row for each body and a bar for each of its names.

    Parameters
    ----------
    bodies : sequence of mapping
        ``id, level, parent, names`` (``id, from, to``), ``succeeded`` (``id, since``), as in the agencies answer, in
        the order of the tree.

    Returns
    -------
    dict
        ``rows``: body, x, y, ``bars`` (period, x, width, ``open_start``, ``open_end``; an open side runs to the edge of
        the scale, or to the next name); ``lines`` from an office to the one above; ``arrows`` from a body to the one
        that came after it; ``ticks``; ``height``.

    Notes
    -----
    Name periods of one body do not overlap in the picture: one without an end ends where the next begins. O(names).
    """
    days = [day for body in bodies for day in _days(body)]
    scale = TimeScale(days, _LEFT, _WIDTH - 8) if days else None
    rows: list[dict[str, Any]] = []
    place: dict[str, float] = {}
    lines = []
    for number, body in enumerate(bodies):
        y = _TOP + number * _ROW + _ROW / 2
        x = body["level"] * _STEP
        if body["parent"] in place:
            lines.append({"x": x - _STEP + 5, "y1": place[body["parent"]] + 8, "y2": y, "x2": x - 3})
        place[body["id"]] = y
        rows.append({"body": body, "x": x, "y": y, "bars": _bars(body["names"], scale)})
    ends = {row["body"]["id"]: row for row in rows}
    arrows = [
        _arrow(ends[tie["id"]], row, scale.x(day_number(tie["since"]) or 0.0) if scale and tie["since"] else None)
        for row in rows
        for tie in row["body"]["succeeded"]
        if tie["id"] in ends
    ]
    height = _TOP + len(rows) * _ROW + (26 if scale else 6)
    return {"rows": rows, "lines": lines, "arrows": arrows, "ticks": scale.ticks() if scale else [], "height": height}


def _days(body: Body) -> list[float]:
    texts = [each[side] for each in body["names"] for side in ("from", "to")]
    texts += [tie["since"] for tie in body["succeeded"]]
    return [day for day in map(day_number, texts) if day is not None]


def _bars(periods: Sequence[Mapping[str, Any]], scale: TimeScale | None) -> list[dict[str, Any]]:
    bars = []
    for number, period in enumerate(periods):
        following = periods[number + 1]["from"] if number + 1 < len(periods) else None
        span = (scale.span(period["from"], period["to"] or following) if scale else None) or (_LEFT, _WIDTH - 8)
        width = max(span[1] - span[0], 6.0)
        opened = {"open_start": period["from"] is None, "open_end": period["to"] is None}
        bars.append({"period": period, "x": span[0], "width": width - 2, **opened})
    known = [bar for bar in bars if not (bar["open_start"] and bar["open_end"])]
    # a name without any day says nothing of when: it is drawn alone, or not over those that have days
    return known or bars[-1:]


def _arrow(before: Mapping[str, Any], after: Mapping[str, Any], since: float | None) -> dict[str, float]:
    x = since if since is not None else after["bars"][0]["x"] if after["bars"] else _LEFT
    down = after["y"] > before["y"]
    half = _BAR / 2
    return {"x": x, "y1": before["y"] + (half if down else -half), "y2": after["y"] + (-half if down else half)}


def draw_organisation(
    bodies: Sequence[Body], words: OrganisationWords, links: Callable[[str], str], chosen: str = ""
) -> str:
    """Draw the organisation of an agency over time.

    Parameters
    ----------
    bodies : sequence of mapping
        As for :func:`organisation_layout`; none gives an empty text.
    words : OrganisationWords
    links : callable
        Id of an agency to its address.
    chosen : str
        The body that the picture is of.

    Returns
    -------
    str
        An ``svg`` element; the same rows belong into a table beside it.
    """
    if not bodies:
        return ""
    layout = organisation_layout(bodies)
    for row in layout["rows"]:
        id_ = row["body"]["id"]
        row["name"], row["href"], row["chosen"] = words.name(id_), links(id_), id_ == chosen
        row["short"] = cut_text(row["name"], _SIZE, _LEFT - row["x"] - 14)
        for bar in row["bars"]:
            bar["said"], bar["href"] = words.period(bar["period"]), links(bar["period"]["id"])
            bar["short"] = cut_text(words.name(bar["period"]["id"]), _SMALL, bar["width"] - 8)
            bar["undated"] = bar["open_start"] and bar["open_end"]
            again = bar["undated"] and bar["period"]["id"] == id_
            bar["short"] = "" if again or len(bar["short"]) < 4 else bar["short"]
    return draw_svg("organisation.svg", words=words, width=_WIDTH, bar_height=_BAR, **layout)
