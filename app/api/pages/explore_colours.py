"""What the colours of persons tell in explore: status, or the agency that had them first. Each has a letter too."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from app.analysis.casebook import Casebook
from app.analysis.register import told_status
from app.api.pages.findings import status_words
from app.api.pages.frame import Page
from app.views.network import MOST_TINTS
from app.views.network_fold import Folded

#: Kinds of lines that say in whose hands a person was.
_HELD = ("custody", "handover")


def colours_of(page: Page, folded: Folded, by: str) -> tuple[dict[str, int], list[str]]:
    """Return which colour each person has, and what each colour stands for.

    Parameters
    ----------
    page : Page
    folded : Folded
    by : str
        ``status`` or ``agency``; empty for no colours.

    Returns
    -------
    (dict of str to int, list of str)
        Key of a person to the number of a colour; and for each number what it stands for, in words. Where there are
        more agencies than colours, the last colour is that of all others.
    """
    persons = [key for key, node in folded.nodes.items() if node["label"] == "Person"]
    if by == "status":
        words = status_words(page.words)
        ids = {key: folded.nodes[key]["id"] for key in persons}
        told = page.services.analyst.apply(partial(_statuses, ids=tuple(ids.values())))
        order = list(words)
        return {key: order.index(told[id]) for key, id in ids.items()}, list(words.values())
    if by == "agency":
        return _numbered(page, folded, _first_holders(folded, persons))
    return {}, []


def _statuses(book: Casebook, *, ids: Sequence[str]) -> dict[str, str]:
    return {id: told_status(book, id) if id in book.persons else "unknown" for id in ids}


def _first_holders(folded: Folded, persons: Sequence[str]) -> dict[str, str]:
    """Return for each person the agency of the earliest line to one; empty where none is in the picture."""
    found: dict[str, tuple[str, str]] = {}
    for line in folded.lines:
        if line.kind not in _HELD:
            continue
        person, agency = (line.start, line.end) if line.start.startswith("Person/") else (line.end, line.start)
        told = (min(line.when, default="~"), agency)  # a line without a date comes last
        if agency.startswith("Agency/"):
            found[person] = min(found.get(person, told), told)
    return {person: found[person][1] if person in found else "" for person in persons}


def _numbered(page: Page, folded: Folded, held: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    counts = Counter(held.values())
    ranked = sorted(counts, key=lambda agency: (not agency, -counts[agency], agency))
    kept = ranked if len(ranked) <= MOST_TINTS else ranked[: MOST_TINTS - 1]
    number = {agency: place for place, agency in enumerate(kept)}
    _ = page.words
    texts = [
        _.drawn(folded.nodes[agency])[0] if agency else _("in no agency's hands as far as shown") for agency in kept
    ]
    rest = [] if len(kept) == len(ranked) else [_("other")]
    return {person: number.get(agency, len(kept)) for person, agency in held.items()}, [*texts, *rest]
