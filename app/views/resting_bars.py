"""What rests on each source, as bars: what would fall with it, change, or be weaker."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.views.page_svg import COLOURS, cut_text, draw_svg, text_width

#: What happens to a part of an answer without a source, in the order of a bar; with how it is drawn.
EFFECTS: Mapping[str, Mapping[str, str]] = {
    "falls": {"fill": COLOURS["ink"], "stroke": COLOURS["ink"], "dash": ""},
    "changes": {"fill": "#9fb0c4", "stroke": COLOURS["ink"], "dash": ""},
    "weakens": {"fill": COLOURS["paper"], "stroke": COLOURS["ink"], "dash": ""},
    "appears": {"fill": COLOURS["paper"], "stroke": COLOURS["ink"], "dash": "3 2"},
}
_NAMES, _BARS, _SAID = 430.0, 330.0, 280.0
_ROW, _BAR, _SIZE = 28.0, 16.0, 13.0


@dataclass(frozen=True, slots=True)
class RestingWords:
    """Words of the picture in the language of the page.

    Attributes
    ----------
    title, description : str
    name, link : callable
        Id of a source to its name and its address.
    counted : callable
        A row to how many parts would fall, change, be weaker and appear.
    """

    title: str
    description: str
    name: Callable[[str], str]
    link: Callable[[str], str]
    counted: Callable[[Mapping[str, Any]], str]


def resting_layout(sources: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Place a row for each source and its bars one after the other, on one scale.

    Parameters
    ----------
    sources : sequence of mapping
        ``sources`` of the answer of what rests on what: ``source`` and a list for each of :data:`EFFECTS`.

    Returns
    -------
    list of dict
        ``row, y, end`` and ``bars``: effect, x, width.
    """
    most = max((sum(len(row[each]) for each in EFFECTS) for row in sources), default=0) or 1
    placed = []
    for number, row in enumerate(sources):
        x, bars = _NAMES, []
        for effect in EFFECTS:
            if row[effect]:
                width = _BARS * len(row[effect]) / most
                bars.append({"effect": effect, "x": x, "width": width})
                x += width
        placed.append({"row": row, "y": _ROW * (number + 0.5), "end": x, "bars": bars})
    return placed


def draw_resting(sources: Sequence[Mapping[str, Any]], words: RestingWords) -> str:
    """Draw what rests on each source.

    Parameters
    ----------
    sources : sequence of mapping
        As for :func:`resting_layout`; none gives an empty text.
    words : RestingWords

    Returns
    -------
    str
        An ``svg`` element; the same rows belong into a table beside it.
    """
    if not sources:
        return ""
    rows = resting_layout(sources)
    for each in rows:
        id_ = each["row"]["source"]
        name, said = words.name(id_), words.counted(each["row"])
        each |= {"name": name, "href": words.link(id_), "said": said}
        each["short"] = cut_text(name, _SIZE, _NAMES - 16)
        each["beside"] = cut_text(said, _SIZE, _NAMES + _BARS + _SAID - each["end"] - 8)
    wide = max(each["end"] + 8 + text_width(each["beside"], _SIZE) for each in rows)
    size = {"width": max(wide, _NAMES + _BARS), "height": _ROW * len(rows)}
    return draw_svg("resting.svg", words=words, rows=rows, effects=EFFECTS, bar=_BAR, **size)
