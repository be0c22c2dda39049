"""Counting persons where some records are groups: a least and a most, never one invented number."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.analysis.casebook import Casebook


class Count(NamedTuple):
    """At least and at most so many persons; None: the source does not say at most how many."""

    least: int
    most: int | None


def count_persons(book: Casebook, persons: Iterable[str]) -> Count:
    """Count persons and groups.

    Parameters
    ----------
    book : Casebook
    persons : iterable of str
        Ids, each counted once. A person among a group that is counted too is not counted again.

    Returns
    -------
    Count

    Examples
    --------
    >>> from app.domain.snapshot import Snapshot
    >>> rows = {"Person": [{"id": "x:1"}, {"id": "x:g", "count_least": 41, "count_most": 41}]}
    >>> count_persons(Casebook.of(Snapshot.from_rows(rows)), ["x:1", "x:g"])
    Count(least=42, most=42)
    """
    counted = set(persons)
    alone = [book.person(each) for each in counted if counted.isdisjoint(book.groups_of.get(each, ()))]
    return total_of(Count(person.count_least, person.count_most) for person in alone)


def total_of(counts: Iterable[Count]) -> Count:
    """Add counts of different persons; one without a most leaves the total without one.

    Examples
    --------
    >>> total_of([Count(1, 1), Count(2, None)])
    Count(least=3, most=None)
    """
    listed = list(counts)
    mosts = [each.most for each in listed]
    return Count(sum(each.least for each in listed), None if None in mosts else sum(most or 0 for most in mosts))


def shown_counts(book: Casebook, sets: Mapping[str, Iterable[str]]) -> dict[str, int | None]:
    """Return counts for an answer: the least under its own name, the most under ``<name>_most``.

    Parameters
    ----------
    book : Casebook
    sets : mapping of str to iterable of str
        Name of the figure to the persons.

    Returns
    -------
    dict of str to (int or None)
    """
    shown: dict[str, int | None] = {}
    for name, persons in sets.items():
        count = count_persons(book, persons)
        shown[name], shown[f"{name}_most"] = count.least, count.most
    return shown
