"""Words and legend of the punishment cascade."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.api.pages.frame import Page
from app.api.pages.words import Words
from app.domain.claims import decides
from app.views.cascade_chart import mark_of
from app.views.page_svg import COLOURS, legend_mark

Link = Mapping[str, Any]
_DARK = "#8c1d18"


def delay_text(words: Words, days: Sequence[int | None], *, narrow: bool = False) -> str:
    """Return a delay as a range: from the two uncertain dates, never one false number.

    Parameters
    ----------
    words : Words
    days : sequence of int or None
        Least and most; None is open.
    narrow : bool
        In a picture: a span that begins before the act is said in figures alone.
    """
    least, most = days
    if most is None and (least is None or least < 0):
        # at least a negative number of days bounds nothing: the act may lie on either side
        return words("delay not known")
    if least is None or most is None:
        if least is not None:
            return words("at least %(delay)s", delay=words.delay_bound(least, up=False))
        return words("at most %(delay)s", delay=words.delay_bound(most or 0, up=True))
    if least >= 0 or narrow:
        return f"{'+' if least >= 0 else ''}{words.delay(least, most)}"
    if most < 0:
        return words("%(delay)s before", delay=words.delay(-most, -least))
    before, after = words.delay_bound(-least, up=True), words.delay_bound(most, up=True)
    return words("%(a)s before to %(b)s after", a=before, b=after)


def act_text(words: Words, link: Link, act: str) -> str:
    """Return whose act a punishment came after; only where a source says so it was because of it.

    Parameters
    ----------
    words : Words
    link : mapping
    act : str
        Who did what, and when.
    """
    if link["class"] == "documented":
        return words("because of %(act)s", act=act)
    return words("after %(act)s", act=act)


def degree_text(words: Words, link: Link, *, marriage: bool = True) -> str:
    """Return the degree of a link, *spouse* for one of none.

    Parameters
    ----------
    words : Words
    link : mapping
    marriage : bool
        Whether to say that it runs through a marriage.
    """
    if link["chon"] is None:
        return words("degree not told")
    if not link["chon"]:
        return words("spouse")
    by = f" · {words('by marriage')}" if marriage and link["affinity"] is not None else ""
    return f"{words.chon(link['chon'])}{by}"


def outcome_text(words: Words, link: Link) -> str:
    """Return how a taking began, and the gravest thing that came of it.

    Parameters
    ----------
    words : Words
    link : mapping
    """
    kind, outcome = link["punishment"]["kind"], link["outcome"]
    began = words.kind(kind)
    return began if outcome in (None, kind) else f"{began} → {words.kind(outcome)}"


def class_text(words: Words, name: str) -> str:
    """Return how sure a link is, in words."""
    return {
        "documented": words("documented"),
        "certain": words("order certain"),
        "possible": words("order possible"),
        "undated": words("order not known"),
    }[name]


def cascade_legend(page: Page, links: Sequence[Link]) -> list[tuple[str, str]]:
    """Return what the marks mean that are in the picture.

    Parameters
    ----------
    page : Page
    links : sequence of mapping
        The links that are drawn.
    """
    listed = [*_lines(page, links), *_kinds(page, links)]
    return [(legend_mark(shapes), text) for there, shapes, text in listed if there]


def _lines(page: Page, links: Sequence[Link]) -> list[tuple[bool, str, str]]:
    _ = page.words
    red = f'stroke="{COLOURS["red"]}" stroke-width="2"'
    line = f'<path d="M15 0V16" {red}/>'
    band = f'<rect x="4" width="22" height="16" fill="{COLOURS["red"]}" fill-opacity="0.13"/>'
    box = f'<rect x="1" y="2" width="28" height="12" rx="3" fill="#f0cfcc" stroke="{COLOURS["red"]}"/>'
    documented = [link["class"] == "documented" for link in links]
    weak = any(not decides(link["grade"]) for link in links)
    return [
        (bool(links), line, _("act of the relative")),
        (any(_uncertain(link["trigger"]) for link in links), band + line, _("its possible dates")),
        (any(documented), f'<path d="M0 8H30" {red}/>', _("a source says because of")),
        (
            not all(documented),
            f'<path d="M0 8H30" stroke-dasharray="5 4" {red}/>',
            _("inferred: kin, and the days allow it"),
        ),
        (any(_uncertain(link["punishment"]) for link in links), box, _("possible dates, the mark in the middle")),
        (weak, box.replace("/>", ' stroke-dasharray="3 2"/>'), _("weak evidence")),
    ]


def _uncertain(event: Mapping[str, Any]) -> bool:
    return bool(event["earliest"] != event["latest"])


def _kinds(page: Page, links: Sequence[Link]) -> list[tuple[bool, str, str]]:
    _ = page.words
    marks = {mark_of(link["outcome"]) for link in links}
    ink = f'stroke="{COLOURS["ink"]}" fill="none"'
    shapes = {
        "square": (f'<rect x="9" y="2" width="12" height="12" fill="{_DARK}"/>', _("political prison camp")),
        "diamond": (f'<path d="M15 1l7 7l-7 7l-7 -7z" fill="{_DARK}"/>', _("detention or prison sentence")),
        "triangle": (f'<path d="M9 1l12 7l-12 7z" fill="{_DARK}"/>', _("internal exile")),
        "cross": (f'<path d="M9 2l12 12m0 -12l-12 12" stroke-width="3" {ink}/>', _("execution")),
        "dot": (f'<circle cx="15" cy="8" r="5" fill="{_DARK}"/>', _("arrest or other punishment")),
    }
    listed = [(mark in marks, *each) for mark, each in shapes.items()]
    married = any(link["affinity"] is not None for link in links)
    star = f'<path d="M15 4V12M11.5 6L18.5 10M18.5 6L11.5 10" stroke-width="1.5" {ink}/>'
    return [*listed, (married, star, _("by marriage"))]
