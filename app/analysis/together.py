"""Taken together: relatives taken at one time, in one way, at one place. Listed apart, never a link."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from app.analysis.answering import dated
from app.analysis.bounds import time_key
from app.analysis.casebook import Casebook
from app.analysis.inquiry import Inquiry
from app.analysis.link_filters import LinkFilter
from app.analysis.links import together
from app.analysis.records import EventRecord, grade_name, weakest
from app.analysis.takings import Taking

#: Gives the takings that were together with one.
Alike = Callable[[Taking], Iterable[Taking]]
_Key = tuple[str, str | None, object]


def together_groups(inquiry: Inquiry, asked: LinkFilter, alike: Alike | None = None) -> list[dict[str, Any]]:
    """Return the groups of relatives who were taken together.

    Parameters
    ----------
    inquiry : Inquiry
    asked : LinkFilter
        Only groups with its person and its family, and with a taking that it asks for.
    alike : callable, optional
        The takings of kin that belong together with a taking, where they were found already.

    Returns
    -------
    list of dict
        ``persons, events, date, earliest, latest, kind, place, claims, grade, independent_sources``, by (earliest,
        latest, first event).

    Notes
    -----
    Two takings of kin belong together when their dates have the same closed bounds or the same words, and kind and
    place are the same. Groups are what hangs together by such pairs: A with B and B with C make one group of three.
    Takings with reasons of their own belong to a group too. O(takings that share a date * kin).
    """
    groups: list[list[Taking]] = []
    done: set[str] = set()
    find = alike or partial(_alike, inquiry)
    for start in _starts(inquiry.book, asked):
        if start.id not in done:
            group = _grow(find, start)
            done.update(taking.id for taking in group)
            if len(group) > 1 and _wanted(inquiry.book, asked, group):
                groups.append(group)
    return sorted((_answer(group) for group in groups), key=_order)


def _starts(book: Casebook, asked: LinkFilter) -> Iterable[Taking]:
    """Return the takings that can be in a group that is asked for; of a family those that members' dates lead to."""
    if asked.person is not None or asked.family is None:
        return sharing(book, asked.person)
    alike = book.once(_by_key)
    members = book.families[asked.family].members
    waiting = [key for each in members for taking in book.takings.get(each, ()) for key in _keys(taking.first)]
    reached = set(waiting)
    for key in waiting:
        fresh = {other for taking in alike[key] for other in _keys(taking.first)} - reached
        reached |= fresh
        waiting += fresh
    return [taking for key, found in alike.items() if key in reached and len(found) > 1 for taking in found]


def _wanted(book: Casebook, asked: LinkFilter, group: list[Taking]) -> bool:
    if asked.family is not None and not asked.in_family(book, *(taking.person for taking in group)):
        return False
    return any(asked.wants_taking(book, taking.first, taking) for taking in group)


def sharing(book: Casebook, person: str | None) -> Iterable[Taking]:
    """Return the takings that can be in a group: the person's, or those that share date, kind and place.

    Parameters
    ----------
    book : Casebook
    person : str or None
        None: everyone.

    Returns
    -------
    iterable of Taking
        One that shares its words and its days comes twice.
    """
    if person is not None:
        return book.takings.get(person, ())
    return [taking for found in book.once(_by_key).values() if len(found) > 1 for taking in found]


def _by_key(book: Casebook) -> dict[_Key, list[Taking]]:
    """Return all takings by date, kind and place."""
    alike: dict[_Key, list[Taking]] = {}
    for takings in book.takings.values():
        for taking in takings:
            for key in _keys(taking.first):
                alike.setdefault(key, []).append(taking)
    return alike


def _keys(event: EventRecord) -> list[_Key]:
    dates: list[object] = [event.begin] if event.begin.closed else []
    if event.begin_text:
        dates.append(event.begin_text)
    return [(event.kind, event.place, each) for each in dates]


def _alike(inquiry: Inquiry, taking: Taking) -> Iterable[Taking]:
    others = (each for kin in inquiry.near(taking.person) for each in inquiry.book.takings.get(kin, ()))
    return (other for other in others if together(taking.first, other.first))


def _grow(alike: Alike, start: Taking) -> list[Taking]:
    """Return a taking and all that were together with it, over any number of steps."""
    group = {start.id: start}
    queue = [start]
    for taking in queue:
        for other in alike(taking):
            if other.id not in group:
                group[other.id] = other
                queue.append(other)
    return queue


def _answer(group: list[Taking]) -> dict[str, Any]:
    ordered = sorted(group, key=lambda taking: (time_key(taking.begin), taking.id))
    first = ordered[0].first
    support = weakest(part for taking in group for part in taking.parts)
    return {
        "persons": sorted({taking.person for taking in group}),
        "events": sorted(taking.id for taking in group),
        **dated(first.begin_text, first.begin),
        "kind": first.kind,
        "place": first.place,
        "claims": list(support.claims),
        "grade": grade_name(support.rank),
        "independent_sources": support.sources,
    }


def _order(answer: dict[str, Any]) -> tuple[bool, str, str, str]:
    earliest, latest = answer["earliest"], answer["latest"]
    return earliest is None and latest is None, earliest or "", latest or "9999-99-99", answer["events"][0]
