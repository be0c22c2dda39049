"""Pictures of a fixed order: a layout function gives plain numbers, one SVG template draws them.

Every text is escaped, colours are presentation attributes (no style), and the same input gives the same bytes.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

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
#: Fonts of pictures and networks, in this order.
FACE = "Noto Sans KR, Noto Sans CJK KR, Apple SD Gothic Neo, Malgun Gothic, sans-serif"
#: The mark of what is not known, for a legend.
HATCHED = (
    '<rect x="9" y="0.5" width="12" height="15" fill="#ffffff" stroke="#8a929c"/>'
    '<path d="M9 7L16 0.5M9 12L21 2M9.5 15.5L21 6.5M15 15.5L21 11" stroke="#8a929c" stroke-width="1.6"/>'
)
#: Stands behind the name of an invented record; it stays where a name is cut, and never stands in a line of its own.
#: The legend says what it means.
INVENTED_SIGN = "※"
_SIGNED = f"\u00a0{INVENTED_SIGN}"
_SAYS_SO = re.compile(r"\s*\(invented[^()]*\)$")
_WIDE_EM, _NARROW_EM = 1.0, 0.56
#: Higher than this, a text of 11 px would be smaller than 4.5 pt on A4 across.
_PRINTED_HEIGHT = 920
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


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


def captioned(svg: str, title: str, caption: str) -> str:
    """Return a picture as a file of its own: with its title above and its caption below, in the fonts of the pages.

    Parameters
    ----------
    svg : str
        What a view draws; its ``viewBox`` begins at 0 0.
    title, caption : str

    Returns
    -------
    str
        An ``svg`` document.

    Raises
    ------
    ValueError
        The picture has no ``viewBox``.
    """
    width, height = _size(svg)
    lines = wrap_text(caption, 11, width - 16)
    return draw_svg(
        "captioned.svg", picture=Markup(svg), title=title, lines=lines, width=width, height=height, face=FACE
    )  # the picture was made by a template that escapes


def is_long(svg: str) -> bool:
    """Say whether a picture is so high that its texts could not be read on one printed page.

    Parameters
    ----------
    svg : str
        An ``svg`` element.

    Raises
    ------
    ValueError
        The picture has no ``viewBox``.
    """
    return _size(svg)[1] > _PRINTED_HEIGHT


def _size(svg: str) -> tuple[float, float]:
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError("a picture needs a viewBox that begins at 0 0")
    return float(size[1]), float(size[2])


def wrap_text(text: str, size: float, most: float, most_lines: int | None = None) -> list[str]:
    """Return a text broken at line ends and blanks into lines of at most so many pixels; one word may be longer.

    Parameters
    ----------
    text : str
    size : float
        Size of the letters in pixels.
    most : float
        Greatest width of a line in pixels.
    most_lines : int, optional
        Where there are more lines than so many, the last one that is kept ends with ….

    Returns
    -------
    list of str

    Examples
    --------
    >>> wrap_text("Ministry of State Security", 10, 80)
    ['Ministry of', 'State Security']
    >>> wrap_text("Ministry of State Security", 10, 80, 1)
    ['Ministry of …']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.append("")
        for word in paragraph.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and text_width(longer, size) > most:
                lines.append(word)
            else:
                lines[-1] = longer
    if most_lines is not None and len(lines) > most_lines:
        last = f"{lines[most_lines - 1]} …{_sign_of(' '.join(lines[most_lines:]))}"
        lines = [*lines[: most_lines - 1], last]
    return lines


def invented_name(name: str) -> str:
    """Return the name of an invented record as a picture shows it: with its sign, and not with the word as well.

    Examples
    --------
    >>> invented_name("Border guard (invented)").split()
    ['Border', 'guard', '※']
    """
    return f"{_SAYS_SO.sub('', name)}{_SIGNED}"


def _sign_of(text: str) -> str:
    return _SIGNED if _SIGNED in text else ""


def legend_mark(shapes: str, width: float = 30.0, height: float = 16.0) -> str:
    """Return a small picture for a legend.

    Parameters
    ----------
    shapes : str
        SVG elements of our own, without any text of the data.
    width, height : float
        Its size in pixels.

    Returns
    -------
    str
        An ``svg`` element that readers of the screen skip: the words stand beside it.

    Examples
    --------
    >>> legend_mark('<path d="M0 8H30"/>')
    '<svg width="30" height="16" viewBox="0 0 30 16" aria-hidden="true"><path d="M0 8H30"/></svg>'
    """
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    return f'<svg {size} aria-hidden="true">{shapes}</svg>'


def text_width(text: str, size: float) -> float:
    """Return the width of a text in pixels: wide characters 1 em, others 0.56 em.

    Examples
    --------
    >>> text_width("가나", 10)
    20.0
    """
    return sum(_WIDE_EM if _is_wide(letter) else _NARROW_EM for letter in text) * size


def _is_wide(letter: str) -> bool:
    return letter == INVENTED_SIGN or unicodedata.east_asian_width(letter) in "WF"


def cut_text(text: str, size: float, most: float) -> str:
    """Return the text cut with … so that it is at most so many pixels wide; the sign of what is invented stays.

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
    >>> cut_text(invented_name("Border guard"), 10, 60).split()
    ['Border…', '※']
    """
    if text_width(text, size) <= most:
        return text
    sign = _sign_of(text)
    kept, end = text.replace(sign, ""), f"…{sign}"
    while kept and text_width(kept + end, size) > most:
        kept = kept[:-1]
    return kept + end
