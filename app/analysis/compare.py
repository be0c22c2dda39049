"""Comparisons over time: how many were taken, punished or handed over in each year or leadership period."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.analysis.answering import NO_SAMPLE
from app.analysis.bounds import Bounds, iso
from app.analysis.casebook import Casebook
from app.analysis.handover_paths import find_paths
from app.analysis.headcount import Count, total_of
from app.analysis.inquiry import Inquiry, Terms
from app.analysis.links import DOCUMENTED, find_links
from app.analysis.options import option, shown_options
from app.analysis.path_counts import SMALL
from app.analysis.periods import LEADERS, Period, years_of
from app.analysis.positions import after
from app.analysis.records import EventRecord

YEAR, LEADER = "year", "leader"
TAKINGS, PUNISHMENTS, DOCUMENTED_ONLY, HANDOVERS = "takings", "punishments", "documented", "handovers"


@dataclass(frozen=True, slots=True)
class CompareOptions(Terms):
    """What is counted, and over what.

    Attributes
    ----------
    what : str
        takings; punishments (takings at which a link ends); documented (those for which a source says because of);
        handovers (handover paths, by the day of the crossing).
    by : str
        year or leader.
    country, kind : str or None
        Only what happened in this country, of this event kind, as far as that is told.
    """

    what: str = option(TAKINGS, "choice", "what is counted", allowed=(TAKINGS, PUNISHMENTS, DOCUMENTED_ONLY, HANDOVERS))
    by: str = option(YEAR, "choice", "years, or who led North Korea", allowed=(YEAR, LEADER))
    country: str | None = option(None, "text", "only in this country (ISO alpha-2)")
    kind: str | None = option(None, "text", "only of this event kind")


class Counted(NamedTuple):
    """One thing to count: when, and how many persons it is."""

    day: Bounds
    persons: Count


def compare(book: Casebook, options: CompareOptions | None = None) -> dict[str, Any]:
    """Return counts over time with the range that uncertain dates allow.

    Parameters
    ----------
    book : Casebook
    options : CompareOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, total, periods, unknown, small, notes``. A period has ``period, first, last``
        (days), ``least, most`` (persons; None: a group of unknown size) and ``small``. ``total`` and ``unknown`` have
        ``least, most`` too; ``unknown`` are those without any date, in no period.

    Notes
    -----
    ``least`` counts what lies in a period whatever its day is, ``most`` what can lie in it: each is reached by one
    choice of days, but not all periods at once. A person taken twice counts twice, a group with its bounds. A date
    that is open on one side can lie in every listed period on that side. ``small`` marks a ``most`` below five.
    Leadership periods change on the day on which a leader died. O(items * periods).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> [(row["period"], row["least"], row["most"]) for row in compare(sample_case())["periods"]]
    [('2009', 1, 1), ('2010', 0, 0), ('2011', 1, 1)]
    """
    asked = options or CompareOptions()
    items = [_counted(book, person, day) for person, day in _items(book, asked)]
    dated = [each for each in items if not each.day.undated]
    periods = years_of(each.day for each in dated) if asked.by == YEAR else list(LEADERS)
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        "total": _total(items),
        "periods": [_row(period, dated) for period in periods],
        "unknown": _total([each for each in items if each.day.undated]),
        "small": SMALL,
        "notes": [NO_SAMPLE],
    }


def _row(period: Period, items: list[Counted]) -> dict[str, Any]:
    least = total_of(each.persons for each in items if period.certain(each.day)).least
    most = total_of(each.persons for each in items if period.possible(each.day)).most
    ends = {"first": iso(period.first), "last": iso(period.last)}
    return {"period": period.name, **ends, "least": least, "most": most, "small": most is not None and most < SMALL}


def _total(items: list[Counted]) -> dict[str, int | None]:
    return total_of(each.persons for each in items)._asdict()


def _counted(book: Casebook, person: str, day: Bounds) -> Counted:
    record = book.person(person)
    return Counted(day, Count(record.count_least, record.count_most))


def _items(book: Casebook, asked: CompareOptions) -> Iterator[tuple[str, Bounds]]:
    """Yield whom and when."""
    if asked.what == HANDOVERS:
        for path in (path for person in book.takings for path in find_paths(book, person)):
            if _wanted(book, path.handover or path.events[0], asked):
                yield path.person, path.crossed
        return
    kept = None if asked.what == TAKINGS else _punished(book, asked)
    for taking in (taking for takings in book.takings.values() for taking in takings):
        if (kept is None or taking.id in kept) and _wanted(book, taking.first, asked):
            yield taking.person, taking.begin


def _punished(book: Casebook, asked: CompareOptions) -> set[str]:
    links = find_links(Inquiry(book, asked))
    return {link.event.id for link in links if asked.what == PUNISHMENTS or link.link_class == DOCUMENTED}


def _wanted(book: Casebook, event: EventRecord, asked: CompareOptions) -> bool:
    return asked.kind in (None, event.kind) and asked.country in (None, after(book, event).country)
