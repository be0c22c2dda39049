"""Presence: what happened at one place, or what one agency did, person by person."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from app.analysis.answering import cut, dated
from app.analysis.bounds import iso, time_key
from app.analysis.casebook import Casebook
from app.analysis.headcount import shown_counts
from app.analysis.known_ids import refuse_unknown
from app.analysis.options import option, shown_options
from app.analysis.positions import after as after_event
from app.analysis.positions import before, holds
from app.analysis.records import EventRecord, grade_name
from app.domain.custody import MOVES
from app.errors import InvalidParameter

#: How an event belongs to a place or an agency.
ARRIVED, LEFT, HELD, PASSED, OTHER = "arrived", "left", "held", "passed", "other"
ROLES = (ARRIVED, LEFT, HELD, PASSED, OTHER)
#: An event and the roles in which a body or a place belongs to it.
Ends = tuple[EventRecord, Collection[str]]


@dataclass(frozen=True, slots=True)
class PresenceOptions:
    """Where, or by whom.

    Attributes
    ----------
    place : str or None
        Events there or at any place within it.
    agency : str or None
        Events of this body, under any name; not of the offices below it.
    limit : int or None
        At most so many events are listed; the counts stay whole.
    """

    place: str | None = option(None, "id", "what happened at this place, or within it")
    agency: str | None = option(None, "id", "what this agency did, under any of its names")
    limit: int | None = option(None, "int", "at most so many events", least=1, most=1_000_000)


def presence(book: Casebook, options: PresenceOptions) -> dict[str, Any]:
    """Return the events at a place or of an agency.

    Parameters
    ----------
    book : Casebook
    options : PresenceOptions
        Exactly one of ``place`` and ``agency``.

    Returns
    -------
    dict
        ``data_version, parameters, events, counts, truncated``. An event has ``event, person, kind, role, date,
        earliest, latest, end, end_earliest, end_latest, agency, from_agency, to_agency, place, from_place, to_place,
        claims, grade, independent_sources, invented``, by date, undated last. ``role``: *arrived* (a move that led
        here), *left* (a move away, a release), *passed* (a crossing), *held*, *other*. ``counts``: for each role
        ``persons, persons_most``.

    Raises
    ------
    InvalidParameter
        Both or neither are given.
    NotFound
        No such place or agency.

    Notes
    -----
    Agencies are bodies. A person counts once in each role, a group with its least number. Rumours are left out.
    O(events there), after the first question of a casebook: O(events).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> [(row["kind"], row["role"]) for row in presence(sample_case(), PresenceOptions(agency="x:police"))["events"]]
    [('arrest', 'held'), ('handover', 'left')]
    """
    if (options.place is None) == (options.agency is None):
        raise InvalidParameter("place", "either place or agency")
    refuse_unknown(book, place=options.place, agency=options.agency)
    found = sorted(_found(book, options), key=lambda pair: (*time_key(pair[0].begin), pair[0].id))
    who: dict[str, set[str]] = {role: set() for role in ROLES}
    for event, role in found:
        who[role].add(event.person or "")
    listed, truncated = cut(found, options.limit)
    return {
        "data_version": book.data_version,
        "parameters": shown_options(options),
        "events": [_row(book, event, role) for event, role in listed],
        "counts": {role: shown_counts(book, {"persons": persons}) for role, persons in who.items()},
        "truncated": truncated,
    }


def _found(book: Casebook, options: PresenceOptions) -> Iterator[tuple[EventRecord, str]]:
    if options.agency is not None:
        ends = book.once(_ends_by_body).get(book.agencies.body(options.agency), ())
    else:
        ends = book.once(_ends_by_place).get(options.place or "", ())
    for event, roles in ends:
        yield event, _role(event, roles)


def _ends_by_body(book: Casebook) -> dict[str, list[Ends]]:
    """Return the events of each body, with what it was in each."""
    body = book.agencies.body
    return _ends(book, lambda event: ((role, body(id_)) for role, id_ in event.agencies.items()))


def _ends_by_place(book: Casebook) -> dict[str, list[Ends]]:
    """Return the events at each place or within it, with what it was in each."""
    wholes = book.places.containment.wholes
    return _ends(book, lambda event: ((role, each) for role, id_ in event.places.items() for each in wholes(id_)))


def _ends(book: Casebook, told: Callable[[EventRecord], Iterable[tuple[str, str]]]) -> dict[str, list[Ends]]:
    found: dict[str, list[Ends]] = defaultdict(list)
    for event in chain.from_iterable(course.events for course in book.courses.values()):
        roles: dict[str, set[str]] = defaultdict(set)
        for role, id_ in told(event):
            roles[id_].add(role)
        for id_, own in roles.items():
            found[id_].append((event, own))
    return found


def _role(event: EventRecord, roles: Collection[str]) -> str:
    if event.kind in MOVES:
        if "to" in roles:
            return ARRIVED
        return LEFT if "from" in roles else PASSED
    if event.taking == "closes":
        return LEFT
    return HELD if holds(event) else OTHER


def _row(book: Casebook, event: EventRecord, role: str) -> dict[str, Any]:
    left, reached = before(book, event), after_event(book, event)
    moved = event.kind in MOVES
    return {
        "event": event.id,
        "person": event.person,
        "kind": event.kind,
        "role": role,
        **dated(event.begin_text, event.begin),
        "end": event.end_text or None,
        "end_earliest": iso(event.end.earliest),
        "end_latest": iso(event.end.latest),
        "agency": None if moved else reached.agency,
        "from_agency": left.agency if moved else None,
        "to_agency": reached.agency if moved else None,
        "place": event.places.get("at"),
        "from_place": event.places.get("from"),
        "to_place": event.places.get("to"),
        "claims": list(event.support.claims),
        "grade": grade_name(event.support.rank),
        "independent_sources": event.support.sources,
        "invented": event.invented,
    }
