"""Counts over time as bars: dark for what lies in a period for sure, pale for what uncertain dates allow besides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.page_svg import draw_svg, text_width

Row = Mapping[str, Any]
_WIDTH = 1040.0
#: Columns of a line of years: three decades, a gap, and those without a date.
_DECADE, _YEARS, _COLUMNS = 10, 30, 32
_ROOM, _TOP, _FOOT, _EMPTY = 104.0, 40.0, 26.0, 34.0
#: How far a bar goes on above its least where no source bounds it.
_OPEN = 18.0
_SIZE = 11.0
_WIDEST, _BAR, _WIDE_BAR = 190.0, 0.72, 0.5


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """Words of the bars in the language of the page.

    Attributes
    ----------
    name : callable
        Name of a period to words; None for those without a date.
    under : callable
        Name of a period to a second line below it; may be empty.
    counted : callable
        (least, most) to a number or a range.
    said : callable
        The same as a sentence, for screen readers.
    nothing : callable
        (first, last) names of a line of periods without anything, to words.
    """

    title: str
    description: str
    name: Callable[[str | None], str]
    under: Callable[[str | None], str]
    counted: Callable[[int, int | None], str]
    said: Callable[[int, int | None], str]
    nothing: Callable[[str, str], str]


def period_layout(periods: Sequence[Row], unknown: Row, *, years: bool) -> dict[str, Any]:
    """Place a bar for each period, years in lines of three decades, and one for what has no date.

    Parameters
    ----------
    periods : sequence of mapping
        ``period, least, most`` in order; a ``most`` of None is open above.
    unknown : mapping
        ``least, most`` of those without any date; none gives no bar.
    years : bool
        Periods are years: lines begin with a decade.

    Returns
    -------
    dict
        ``bars``: row, x, y, width, ``sure`` and ``possible`` (heights, one scale for all), ``base``; ``empty``: lines
        without anything (first, last, y); ``bases``; ``step``; ``height``.
    """
    lines = _lines(periods) if years else [list(periods)]
    columns = _COLUMNS if years else max(1, len(periods) + 1)
    step = min(_WIDEST, _WIDTH / columns)
    counts = [number for row in (*periods, unknown) for number in (row["least"], row["most"])]
    most = max((number for number in counts if number is not None), default=0) or 1
    bars: list[dict[str, Any]] = []
    empty: list[dict[str, Any]] = []
    bases: list[float] = []
    y = 0.0
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        without_date = [unknown] if last and unknown["most"] != 0 else []
        if line and not without_date and all(row["most"] == 0 for row in line):
            empty.append({"first": line[0]["period"], "last": line[-1]["period"], "y": y + _EMPTY / 2})
            y += _EMPTY
            continue
        start = float(int(line[0]["period"]) % _DECADE if years and line else 0)
        placed = [(start + index, row) for index, row in enumerate(line)]
        placed += [(columns - (1.5 if years else 1), row) for row in without_date]
        found = [_bar(row, index * step, _Scale(step, _ROOM / most, years)) for index, row in placed]
        base = y + _TOP + max(bar["possible"] for bar in found)
        bars += [{**bar, "base": base} for bar in found]
        bases.append(base)
        y = base + _FOOT + (0 if years else 16)
    return {"bars": bars, "empty": empty, "bases": bases, "step": step, "height": y}


@dataclass(frozen=True, slots=True)
class _Scale:
    step: float
    unit: float
    years: bool


def _bar(row: Row, x: float, scale: _Scale) -> dict[str, Any]:
    width = scale.step * (_BAR if scale.years else _WIDE_BAR)
    sure = row["least"] * scale.unit
    possible = sure + _OPEN if row["most"] is None else row["most"] * scale.unit
    middle = x + scale.step / 2
    return {
        "row": row,
        "x": middle - width / 2,
        "middle": middle,
        "width": width,
        "sure": sure,
        "possible": possible,
        "open": row["most"] is None,
        "unknown": "period" not in row,
    }


def _lines(periods: Sequence[Row]) -> list[list[Row]]:
    """Return years in lines of three decades, each line beginning with the decade of its first year."""
    lines: list[list[Row]] = []
    start = 0
    for row in periods:
        year = int(row["period"])
        if not lines or year >= start + _YEARS:
            start = year - year % _DECADE
            lines.append([])
        lines[-1].append(row)
    return lines or [[]]


def draw_periods(
    periods: Sequence[Row],
    unknown: Row,
    words: PeriodWords,
    *,
    years: bool,
    links: Callable[[str], str] | None = None,
) -> str:
    """Draw counts over time.

    Parameters
    ----------
    periods, unknown
        As for :func:`period_layout`, each with ``small``.
    words : PeriodWords
    years : bool
    links : callable, optional
        Name of a period to its address; empty for none.

    Returns
    -------
    str
        An ``svg`` element; empty where there is nothing to count.
    """
    if not periods and unknown["most"] == 0:
        return ""
    layout = period_layout(periods, unknown, years=years)
    for bar in layout["bars"]:
        row, name = bar["row"], bar["row"].get("period")
        shown = words.counted(row["least"], row["most"])
        shown += "*" if row.get("small") and row["most"] else ""
        first, mark, rest = shown.partition("–")
        whole = text_width(shown, _SIZE) <= layout["step"] + 2
        bar["shown"] = [shown] if whole or not rest else [first + mark, rest]
        bar["name"] = words.name(name)
        bar["under"] = words.under(name)
        bar["said"] = f"{bar['name']}: {words.said(row['least'], row['most'])}"
        bar["href"] = links(name) if links and name and row["most"] != 0 else ""
        bar["none"] = row["most"] == 0
    for line in layout["empty"]:
        line["said"] = words.nothing(line["first"], line["last"])
    return draw_svg("period_bars.svg", words=words, width=_WIDTH, years=years, **layout)
