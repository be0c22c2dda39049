"""What handover paths add up to, as sentences."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import median_low
from typing import Any

from app.api.pages.frame import Page
from app.views.handover_flow import FlowWords


def handover_finding(page: Page, paths: Sequence[Mapping[str, Any]], words: FlowWords) -> str:
    """Return what paths add up to: how many, in which years and days, over which crossing, where they are lost.

    Parameters
    ----------
    page : Page
    paths : sequence of mapping
        As in the handovers answer.
    words : FlowWords
    """
    _ = page.words
    if not paths:
        return _("No handover path fits.")
    lost = sum(1 for path in paths if path["facility"] is None)
    crossing = sum(1 for path in paths if path["crossing"] is None)
    said = _(
        "%(paths)s paths of at least %(persons)s persons who were taken in one country and came into the hands of "
        "another; in %(lost)s of them the facility after it is not known, in %(crossing)s the crossing.",
        paths=len(paths),
        persons=sum(path["persons"] or 0 for path in paths),
        lost=lost,
        crossing=crossing,
    )
    return " ".join([said, *_which_years(page, paths), *_which_way(page, paths, words), *_how_long(page, paths)])


def _which_years(page: Page, paths: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the years in which these persons were taken, as far as they are bounded."""
    first = min((path["earliest"][:4] for path in paths if path["earliest"]), default="")
    last = max((path["latest"][:4] for path in paths if path["latest"]), default="")
    if first and last:
        yield page.words("Taken in the years %(years)s.", years=first if first == last else f"{first}–{last}")


def _which_way(page: Page, paths: Sequence[Mapping[str, Any]], words: FlowWords) -> Iterator[str]:
    """Yield over which crossing and to which agency most of these persons came; nothing where two are even."""
    _ = page.words
    texts = {
        "crossing": _("Known crossing with most persons: %(name)s (%(n)s)."),
        "receiving_agency": _("Known receiving agency with most persons: %(name)s (%(n)s)."),
    }
    for column, text in texts.items():
        counts: Counter[str] = Counter()
        for path in paths:
            if path[column] is not None:
                counts[path[column]] += path["persons"] or 0
        ranked = counts.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            value, persons = ranked[0]
            yield text % {"name": words.name(column, value), "n": persons}


def _how_long(page: Page, paths: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one sentence about the days until the handover, where sources bound them."""
    _ = page.words
    known = [path["days_to_handover"] for path in paths if path["days_to_handover"]]
    known = [days for days in known if days[0] is not None and days[1] is not None]
    if known:
        middle = [median_low(days[end] for days in known) for end in (0, 1)]
        yield _(
            "Until the handover it took %(days)s in the middle of the %(n)s paths whose days are bounded.",
            days=page.words.delay(*middle),
            n=len(known),
        )
