"""Comparisons over time: how many were taken, punished or handed over in each year or leadership period."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
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
from app.analysis.positions import after, taken_at
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
        handovers (handover paths, by the day of the crossing, in the country that it led to).
    by : str
        year or leader.
    country, kind : str or None
        Only what happened in this country, of this event kind, as far as that is told.
    recorded_only : bool
        Leaves invented persons out.
    """

    what: str = option(TAKINGS, "choice", "what is counted", allowed=(TAKINGS, PUNISHMENTS, DOCUMENTED_ONLY, HANDOVERS))
    by: str = option(YEAR, "choice", "years, or who led North Korea", allowed=(YEAR, LEADER))
    country: str | None = option(None, "country", "only in this country (ISO alpha-2)")
    kind: str | None = option(None, "event_kind", "only of this event kind")
    recorded_only: bool = option(False, "flag", "leave out invented persons")


class Counted(NamedTuple):
    """One thing to count: when, how many persons it is, whether they are invented, in which country, of which kind."""

    day: Bounds
    persons: Count
    invented: bool
    country: str | None
    kind: str


def compare(book: Casebook, options: CompareOptions | None = None) -> dict[str, Any]:
    """Return counts over time with the range that uncertain dates allow.

    Parameters
    ----------
    book : Casebook
    options : CompareOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, total, periods, unknown, invented, countries, kinds, small, notes``. A period has
        ``period, first, last`` (days), ``least, most`` (persons; None: a group of unknown size) and ``small``.
        ``total``, ``unknown`` (without any date, in no period) and ``invented`` (among the total) have ``least, most``
        too. ``countries`` and ``kinds``: how many of the things to count have each, before these two narrow the count.

    Notes
    -----
    ``least`` counts what lies in a period whatever its day is, ``most`` what can lie in it: each is reached by one
    choice of days, but not all periods at once. A person taken twice counts twice, a group with its bounds. A date
    that is open on one side can lie in every listed period on that side. ``small`` marks a ``most`` below five.
    Leadership periods change on the day on which a leader died. O(items * log(periods) + periods).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> [(row["period"], row["least"], row["most"]) for row in compare(sample_case())["periods"]]
    [('2009', 1, 1), ('2010', 0, 0), ('2011', 1, 1)]
    """
    asked = options or CompareOptions()
    every = [_counted(book, item, counts_takings=asked.what != HANDOVERS) for item in _items(book, asked)]
    every = [each for each in every if not (asked.recorded_only and each.invented)]
    items = [each for each in every if asked.country in (None, each.country) and asked.kind in (None, each.kind)]
    dated = [each for each in items if not each.day.undated]
    periods = years_of(each.day for each in dated) if asked.by == YEAR else list(LEADERS)
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        "total": _total(items),
        "periods": _rows(periods, dated),
        "unknown": _total([each for each in items if each.day.undated]),
        "invented": _total([each for each in items if each.invented]),
        "countries": _told(each.country for each in every),
        "kinds": _told(each.kind for each in every),
        "small": SMALL,
        "notes": [NO_SAMPLE],
    }


def _rows(periods: Sequence[Period], items: Sequence[Counted]) -> list[dict[str, Any]]:
    """Count all periods in one pass: a date adds to one period for sure, or to a run of periods that it can lie in."""
    firsts = [float("-inf") if period.first is None else period.first for period in periods]
    lasts = [float("inf") if period.last is None else period.last for period in periods]
    least = [0] * len(periods)
    steps, unsized = ([0] * (len(periods) + 1) for _ in range(2))
    for day, persons, *_ in items:
        low = 0 if day.earliest is None else bisect_left(lasts, day.earliest)
        high = len(periods) if day.latest is None else bisect_right(firsts, day.latest)
        for change, weight in ((steps, persons.most or 0), (unsized, int(persons.most is None))):
            change[low] += weight
            change[high] -= weight
        if high == low + 1 and periods[low].certain(day):
            least[low] += persons.least
    possible = zip(accumulate(steps), accumulate(unsized), strict=True)
    mosts = [None if groups else most for most, groups in possible]
    return [_row(*each) for each in zip(periods, least, mosts[:-1], strict=True)]


def _row(period: Period, least: int, most: int | None) -> dict[str, Any]:
    ends = {"first": iso(period.first), "last": iso(period.last)}
    return {"period": period.name, **ends, "least": least, "most": most, "small": most is not None and most < SMALL}


def _total(items: list[Counted]) -> dict[str, int | None]:
    return total_of(each.persons for each in items)._asdict()


def _told(values: Iterable[str | None]) -> dict[str, int]:
    """Return how many have each value, most first; without those of which it is not told."""
    counts = Counter(value for value in values if value)
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _counted(book: Casebook, item: tuple[str, Bounds, EventRecord], *, counts_takings: bool) -> Counted:
    person, day, event = item
    record = book.person(person)
    country = (taken_at(book, event) if counts_takings else after(book, event)).country
    return Counted(day, Count(record.count_least, record.count_most), record.invented, country, event.kind)


def _items(book: Casebook, asked: CompareOptions) -> Iterator[tuple[str, Bounds, EventRecord]]:
    """Yield whom, when and what."""
    if asked.what == HANDOVERS:
        for path in (path for person in book.takings for path in find_paths(book, person)):
            yield path.person, path.crossed, path.turn
        return
    kept = None if asked.what == TAKINGS else _punished(book, asked)
    for taking in (taking for takings in book.takings.values() for taking in takings):
        if kept is None or taking.id in kept:
            yield taking.person, taking.begin, taking.first


def _punished(book: Casebook, asked: CompareOptions) -> set[str]:
    links = find_links(Inquiry(book, asked))
    return {link.event.id for link in links if asked.what == PUNISHMENTS or link.link_class == DOCUMENTED}
