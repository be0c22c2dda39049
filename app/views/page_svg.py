"""Pictures of a fixed order: a layout function gives plain numbers, one SVG template draws them.

Every text is escaped, colours are presentation attributes (no style), and the same input gives the same bytes.
"""

import unicodedata
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

#: The palette of the pages; red means punished because of a relative, or handed over, and nothing else.
COLOURS = {
    "ink": "#1b1f24",
    "dim": "#4b5563",
    "red": "#b3261e",
    "blue": "#0b5cad",
    "green": "#0a6b50",
    "amber": "#7a4f00",
    "ochre": "#9a6700",
    "purple": "#7b3fa0",
    "grey": "#6b7280",
    "line": "#8a929c",
    "pale": "#e5e7eb",
    "paper": "#ffffff",
}
_WIDE_EM, _NARROW_EM = 1.0, 0.56


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("app.views", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["n"] = number
    return environment


def number(value: float) -> str:
    """Return a coordinate with at most one decimal, without a trailing zero."""
    return f"{value:.1f}".removesuffix(".0")


def draw_svg(template: str, **values: Any) -> str:
    """Return the SVG of one template.

    Parameters
    ----------
    template : str
        File name in ``app/views/templates``.
    **values
        What the template needs; a missing one is an error.

    Returns
    -------
    str
        An ``svg`` element.
    """
    return _environment().get_template(template).render(colours=COLOURS, **values).strip()


def text_width(text: str, size: float) -> float:
    """Return the width of a text in pixels: wide characters 1 em, others 0.56 em.

    Examples
    --------
    >>> text_width("가나", 10)
    20.0
    """
    return sum(_WIDE_EM if unicodedata.east_asian_width(c) in "WF" else _NARROW_EM for c in text) * size


def cut_text(text: str, size: float, most: float) -> str:
    """Return the text cut with … so that it is at most so many pixels wide.

    Parameters
    ----------
    text : str
    size : float
        Size of the letters in pixels.
    most : float
        Greatest width in pixels.

    Returns
    -------
    str

    Examples
    --------
    >>> cut_text("Ministry of State Security", 10, 60)
    'Ministry …'
    """
    if text_width(text, size) <= most:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > most:
        kept = kept[:-1]
    return kept + "…"
