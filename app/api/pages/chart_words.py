"""Words and legend of the family chart."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.api.pages.cascade_words import degree_text, delay_text
from app.api.pages.findings import status_words
from app.api.pages.frame import Page
from app.api.pages.words import Words
from app.views.family_marks import FATES, person_mark
from app.views.page_svg import COLOURS, legend_mark

Link = Mapping[str, Any]
_RED = f'stroke="{COLOURS["red"]}" stroke-width="2"'


def fate_words(words: Words) -> dict[str, str]:
    """Return the words for what became of a person, as the chart marks it."""
    return {**status_words(words), "escaped": words("escaped"), "relocated": words("in internal exile")}


def years_text(birth: Sequence[str | None], death: Sequence[str | None] | None) -> str:
    """Return the years of birth and death; a year that is not certain as two years, one not known as ?.

    Examples
    --------
    >>> years_text(["1950-01-01", "1950-12-31"], None), years_text([None, None], ["2009-01-01", "2010-02-01"])
    ('1950', '?–2009…2010')
    """
    born = _year(birth)
    if death is None:
        return born
    return f"{born or '?'}–{_year(death) or '?'}"


def _year(bounds: Sequence[str | None]) -> str:
    least, most = (day[:4] if day else None for day in bounds)
    if least is None or most is None:
        return f"≥{least}" if least else f"≤{most}" if most else ""
    if least == most:
        return least
    return f"{least}…{most}"  # with a stroke, 2009/10 is read as a month


def pill_lines(words: Words, link: Link, more: int) -> tuple[str, str]:
    """Return the two lines of a pill: degree and delay, then the kind of the punishment.

    Parameters
    ----------
    words : Words
    link : mapping
    more : int
        How many more punishments the person has.
    """
    degree = "?" if link["chon"] is None else degree_text(words, link, marriage=False)
    mark = "*" if link["affinity"] is not None else ""
    rest = f" +{more}" if more else ""
    return (
        f"{degree}{mark} · {short_delay(words, link['delay_days'])}",
        f"{words.kind(link['punishment']['kind'])}{rest}",
    )


def short_delay(words: Words, days: Sequence[int | None]) -> str:
    """Return a delay that fits into a pill; a side that is open is said so.

    Parameters
    ----------
    words : Words
    days : sequence of int or None
    """
    least, most = days
    if most is None and (least is None or least < 0):
        return words("delay ?")
    known = [day for day in days if day is not None]
    said = words.delay(known[0], known[-1], short=True)
    if len(known) == 1:
        return f"{'≥' if most is None else '≤'}{said}"
    return f"+{said}" if known[0] >= 0 else said


def link_text(page: Page, link: Link, name: str, actor: str) -> str:
    """Return a link as a sentence; only a documented one is called a reason.

    Parameters
    ----------
    page : Page
    link : mapping
    name, actor : str
        What the punished and whose act it was are called.
    """
    _ = page.words
    said = {"name": name, "actor": actor, "what": _.kind(link["punishment"]["kind"])}
    when = _.date(link["punishment"]["date"]) or _("no date told")
    if link["class"] == "documented":
        text = _("%(name)s: %(what)s, because of %(actor)s, as a source says", **said)
    else:
        text = _("%(name)s: %(what)s, after the act of %(actor)s; that is no cause", **said)
    return f"{text} · {when} · {delay_text(_, link['delay_days'])}"


def chart_legend(
    page: Page, persons: Iterable[Mapping[str, Any]], links: Sequence[Link], folded: int
) -> list[tuple[str, str]]:
    """Return what the marks mean that are in the picture.

    Parameters
    ----------
    page : Page
    persons : iterable of mapping
        With ``sex`` and ``fate``.
    links : sequence of mapping
        The punishments that are drawn.
    folded : int
        How many persons are folded.
    """
    _ = page.words
    listed = list(persons)
    sexes = {each["sex"] if each["sex"] in ("male", "female") else None for each in listed}
    shapes = [("male", _("man")), ("female", _("woman")), (None, _("sex not told"))]
    shown = [(person_mark(sex, "free"), text) for sex, text in shapes if sex in sexes]
    words = fate_words(page.words)
    fates = {each["fate"] for each in listed} - {"free"}
    # an empty shape would stand for every sex: the mark is what the legend explains
    shown += [(person_mark("male", fate), words[fate]) for fate in FATES if fate in fates]
    inferred = [link["class"] != "documented" for link in links]
    badge = f'<text x="24" y="14" font-size="11" fill="{COLOURS["red"]}">T</text>'
    ring = f'<circle cx="12" cy="10" r="7" fill="none" {_RED}/>{badge}'
    rows = [
        (bool(links), ring, _("whose act it was")),
        (not all(inferred), f'<path d="M0 10H26M20 6L26 10L20 14" fill="none" {_RED}/>', _("a source says because of")),
        (any(inferred), f'<path d="M0 10H30" stroke-dasharray="5 4" {_RED}/>', _("after the act; inferred, no cause")),
    ]
    shown += [(legend_mark(mark, 30, 20), text) for there, mark, text in rows if there]
    if any(link["affinity"] is not None for link in links):
        shown.append((legend_mark('<text x="12" y="16" font-size="15">*</text>', 30, 20), _("by marriage")))
    if folded:
        shown.append((legend_mark('<text x="4" y="14" font-size="12">+n</text>', 30, 20), _("relatives folded here")))
    return shown
