"""The status of a person: the first of a fixed list that holds."""

from collections.abc import Sequence
from typing import NamedTuple

from app.analysis.casebook import Casebook
from app.analysis.positions import after, end_of, holds, locates
from app.analysis.records import EventRecord
from app.analysis.takings import Taking

EXECUTED, DIED_IN_CUSTODY, DEAD, FREE = "executed", "died_in_custody", "dead", "free"
IN_CUSTODY, DISAPPEARED, MISSING, ABROAD, UNKNOWN = "in_custody", "disappeared", "missing", "abroad", "unknown"
#: In the order in which they are asked.
STATUSES = (EXECUTED, DIED_IN_CUSTODY, DEAD, FREE, IN_CUSTODY, DISAPPEARED, MISSING, ABROAD, UNKNOWN)
_FREED = frozenset({"release", "escape_from_custody", "escape"})
#: The concealment element of enforced disappearance.
_CONCEALED = frozenset({"denial", "non_notification", "fate_unknown"})
_LATER_SIGNS = frozenset({"proof_of_life", "public_confession", "death"})
_WHEREABOUTS_UNKNOWN = frozenset(
    {
        "disappearance",
        "fate_unknown",
        "non_return",
        "denial",
        "non_notification",
        "family_inquiry",
        "last_seen",
        "last_contact",
    }
)
#: Nobody does this in custody: as the last event it shows that a taking is over, though no release is recorded.
_OUTSIDE = frozenset(
    {
        "escape",
        "departure",
        "border_crossing",
        "asylum_request",
        "residence",
        "work",
        "posting",
        "marriage",
        "migration",
    }
)
_YEAR = 366


class Status(NamedTuple):
    """A status with the elements of enforced disappearance that are recorded.

    Attributes
    ----------
    elements : dict or None
        Only for *disappeared*: ``deprivation_of_liberty``, ``state_agents``, ``concealment``, each a tuple of event
        ids; an empty one is not recorded.
    """

    status: str
    elements: dict[str, tuple[str, ...]] | None = None


def status_of(book: Casebook, person: str, as_of: int | None = None) -> Status:
    """Return the status of a person.

    Parameters
    ----------
    book : Casebook
    person : str
    as_of : int, optional
        The day that *in custody* is measured from, as an ordinal; else the data's day.

    Returns
    -------
    Status

    Notes
    -----
    The first that holds, events in trail order and without rumours:

    executed: an execution, or a death in the manner of one; died_in_custody: a death while a taking is open; dead:
    any other death; free: no taking is open, and the last event is a release, an escape or a proof of life, or after
    a taking an act or event of life; in_custody: a taking is open, the last event that says where the person is lies
    within a year of the data's day, and no concealment comes after it; disappeared: a taking is open, no proof of
    life, public confession or death comes after the last denial, non-notification or fate unknown, of which there is
    one; missing: a taking is open, or the last event says that the whereabouts are not known, or a notice does;
    abroad: last known in another country than that of the person; else unknown.

    References
    ----------
    .. [1] International Convention for the Protection of All Persons from Enforced Disappearance (2006), article 2.
    """
    if as_of is not None:
        return _status_on(book, person, as_of)
    known = book.once(_known_statuses)
    if person not in known:
        known[person] = _status_on(book, person, book.data_day)
    return known[person]


def _known_statuses(book: Casebook) -> dict[str, Status]:
    """Return the statuses that were asked for already: each page of a family asks for those of all its members."""
    return {}


def _status_on(book: Casebook, person: str, day: int | None) -> Status:
    events, takings = book.course(person).events, book.takings.get(person, ())
    died = _death(book, person, takings)
    if died:
        return Status(died)
    held = open_taking(book, person)
    if held is not None:
        return _open_status(held, day)
    if events and _is_free(events[-1], bool(takings)):
        return Status(FREE)
    if person in book.notices or (events and events[-1].kind in _WHEREABOUTS_UNKNOWN):
        return Status(MISSING)
    return Status(ABROAD if is_abroad(book, person) else UNKNOWN)


def open_taking(book: Casebook, person: str) -> Taking | None:
    """Return the taking that a person was not seen to come out of, or None.

    Parameters
    ----------
    book : Casebook
    person : str

    Returns
    -------
    Taking or None
        None too when the last event of the trail is one that nobody in custody can do, such as crossing a border, and
        for a dismissal.
    """
    takings = book.takings.get(person, ())
    last = takings[-1] if takings else None
    if last is None or last.closed or not last.in_custody or last.events[-1].kind in _OUTSIDE:
        return None
    return last


def _death(book: Casebook, person: str, takings: Sequence[Taking]) -> str | None:
    deaths = [event for event in book.course(person).events if event.kind in ("death", "execution")]
    if any(event.kind == "execution" or "execut" in event.manner.casefold() for event in deaths):
        return EXECUTED
    held = {event.id for taking in takings if taking.in_custody for event in taking.events}
    if any(event.id in held for event in deaths):
        return DIED_IN_CUSTODY
    return DEAD if deaths or book.person(person).has_death else None


def _is_free(last: EventRecord, was_taken: bool) -> bool:
    return last.kind in _FREED or last.kind == "proof_of_life" or (was_taken and last.category in ("act", "life"))


def _open_status(taking: Taking, as_of: int | None) -> Status:
    events = taking.events
    known = [position for position, event in enumerate(events) if locates(event)] or [0]  # a sentence says no place
    hidden = [position for position, event in enumerate(events) if event.kind in _CONCEALED]
    concealed_later = any(
        position > known[-1] for position, event in enumerate(events) if event.kind in _CONCEALED | {"non_return"}
    )
    if _within_a_year(events[known[-1]], as_of) and not concealed_later:
        return Status(IN_CUSTODY)
    if hidden and not any(event.kind in _LATER_SIGNS for event in events[hidden[-1] :]):
        return Status(DISAPPEARED, _elements(events))
    return Status(MISSING)


def _within_a_year(event: EventRecord, as_of: int | None) -> bool:
    """Say whether the person can have been there within a year of a day."""
    latest = end_of(event).latest
    latest = event.begin.latest if latest is None else latest
    return as_of is not None and latest is not None and latest >= as_of - _YEAR


def _elements(events: Sequence[EventRecord]) -> dict[str, tuple[str, ...]]:
    taken = [event for event in events if holds(event)]
    return {
        "deprivation_of_liberty": tuple(event.id for event in taken),
        "state_agents": tuple(event.id for event in taken if event.agencies or event.agency_kind),
        "concealment": tuple(event.id for event in events if event.kind in _CONCEALED),
    }


def is_abroad(book: Casebook, person: str) -> bool:
    """Say whether a person was last known free, in another country than the own.

    Parameters
    ----------
    book : Casebook
    person : str

    Returns
    -------
    bool

    Notes
    -----
    The own country is the nationality, else that of the first event with a country. Whoever is in custody is not
    abroad.
    """
    events = book.course(person).events
    if not events or open_taking(book, person) is not None:
        return False
    countries = [country for event in events if locates(event) and (country := after(book, event).country)]
    home = book.person(person).nationality or (countries[0] if countries else None)
    return bool(countries) and countries[-1] != home
