"""Marks of persons in a family chart: the shape says the sex, the mark in it what became of the person."""

from app.views.page_svg import draw_svg, legend_mark

FATES = (
    "disappeared",
    "missing",
    "in_custody",
    "died_in_custody",
    "executed",
    "dead",
    "escaped",
    "relocated",
    "abroad",
    "free",
    "unknown",
)


def person_mark(sex: str | None, fate: str) -> str:
    """Return the mark of a person for a legend.

    Parameters
    ----------
    sex : str or None
    fate : str
        One of :data:`FATES`; any other leaves the shape empty.

    Returns
    -------
    str
        An ``svg`` element.
    """
    return legend_mark(f'<g transform="translate(15 10) scale(0.52)">{_shapes(sex, fate)}</g>', 30, 20)


def _shapes(sex: str | None, fate: str) -> str:
    return draw_svg("person_mark.svg", sex=sex, fate=fate)
