"""The register: every person, group, agency and place with what it can be chosen by, as sets of bits."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from app.analysis.bounds import Bounds
from app.analysis.casebook import Casebook
from app.analysis.periods import LEADERS
from app.analysis.records import EventRecord
from app.analysis.status import UNKNOWN, status_of

TAKEN, ARRESTED, PUNISHED, HANDED_OVER = "taken", "arrested", "punished", "handed_over"
FATE_UNKNOWN, DIED = "fate_unknown", "died"
#: What can have happened to a person, by one event.
WAS = (TAKEN, ARRESTED, PUNISHED, HANDED_OVER, FATE_UNKNOWN, DIED)
PERSON, GROUP, AGENCY, FACILITY, CROSSING, PLACE = "person", "group", "agency", "facility", "crossing", "place"
KINDS = (PERSON, GROUP, AGENCY, FACILITY, CROSSING, PLACE)
UNDATED = "undated"
RECORDED, INVENTED = "recorded", "invented"
_ARRESTS = frozenset({"arrest", "abduction", "disappearance"})
_DEATHS = frozenset({"death", "execution"})
_FROM = frozenset({"by", "from", "at"})
#: Value that stands for any.
ANY = ""
Key = tuple[str, str, str]


class Happened(NamedTuple):
    """One event as the register counts it: to whom (position), what, in which countries, when, by which bodies.

    A body stands beside every body that it is part of. An agency or place has one line without a day: where it is.
    """

    who: int
    was: tuple[str, ...]
    countries: tuple[str, ...]
    day: Bounds | None
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """Every record that can be chosen, in the order of ids, and what it can be chosen by.

    Attributes
    ----------
    ids : sequence of str
        Bit n of every set of bits is record n.
    labels : sequence of str
    happened : sequence of Happened
    own : mapping of str to mapping of str to int
        *kind*, *status*, *origin* and *source_kind*: value to the records with it.
    together : mapping of (str, str, str) to int
        (was, country, period), each a value or :data:`ANY`, to the records with **one** event that has all three.
    """

    ids: Sequence[str]
    labels: Sequence[str]
    happened: Sequence[Happened]
    own: Mapping[str, Mapping[str, int]]
    together: Mapping[Key, int]

    def only(self, wanted: Callable[[Happened], bool]) -> Mapping[Key, int]:
        """Return the same as ``together``, only of the events that are wanted."""
        return _together(filter(wanted, self.happened), len(self.ids))


def build_register(book: Casebook) -> Register:
    """Return the register of a casebook.

    Parameters
    ----------
    book : Casebook

    Returns
    -------
    Register

    Notes
    -----
    Rumoured events count for nothing. A country is that of an agency by or from which, or of a place at or from which
    it happened, or one told with the event; an agency or place has its own. A period is one in which the event can
    lie. A kind of source is that of a source that describes the record, or an event of the person; without the record
    of claims there is none. O(records + events), and O(records / 64) words a set of bits.
    """
    persons, agencies, places = book.persons, book.agencies, book.places
    labelled = [*((id_, "Person") for id_ in persons), *((id_, "Agency") for id_ in agencies.records)]
    labelled = sorted([*labelled, *((id_, "Place") for id_ in places.records)])
    position = {pair: number for number, pair in enumerate(labelled)}
    happened = list(_happened(book, position))
    for (id_, label), number in position.items():
        if label == "Person":
            continue
        country = agencies.country(id_) if label == "Agency" else places.country(id_)
        happened.append(Happened(number, (), (country,) if country else (), None))
    own: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in ("kind", "status", "origin")}
    invented = _invented(book)
    for (id_, label), number in position.items():
        own["kind"][_kind(book, id_, label)].append(number)
        own["origin"][INVENTED if (label, id_) in invented else RECORDED].append(number)
        if label == "Person":
            own["status"][told_status(book, id_)].append(number)
    own["source_kind"] = _source_kinds(book, position)
    size = len(labelled)
    return Register(
        ids=[id_ for id_, label in labelled],
        labels=[label for id_, label in labelled],
        happened=happened,
        own={name: {value: _bits(found, size) for value, found in values.items()} for name, values in own.items()},
        together=_together(happened, size),
    )


def _happened(book: Casebook, position: Mapping[tuple[str, str], int]) -> Iterator[Happened]:
    punished = _punished(book)
    for event in book.events.values():
        who = position.get((event.person or "", "Person"))
        if who is not None and not event.rumoured:
            was, countries = tuple(_was(event, punished)), tuple(_countries(book, event))
            yield Happened(who, was, countries, event.begin, _bodies(book, event))


def _punished(book: Casebook) -> frozenset[str]:
    """Return the events that a source says were because of another person."""
    found = set()
    for each in book.because:
        event = book.events.get(each.event)
        other = book.events.get(each.because_event or "")
        person = each.because_person or (other.person if other else None)
        if event is not None and person is not None and person != event.person:
            found.add(each.event)
    return frozenset(found)


def _was(event: EventRecord, punished: frozenset[str]) -> Iterator[str]:
    if event.taking == "opens":
        yield TAKEN
    if event.kind in _ARRESTS:
        yield ARRESTED
    if event.id in punished:
        yield PUNISHED
    if event.crosses:
        yield HANDED_OVER
    if event.kind == FATE_UNKNOWN:
        yield FATE_UNKNOWN
    if event.kind in _DEATHS:
        yield DIED


def _countries(book: Casebook, event: EventRecord) -> set[str]:
    told = {event.country}
    told |= {book.agencies.country(id_) for role, id_, _ in event.all_agencies if role in _FROM}
    told |= {book.places.country(id_) for role, id_, _ in event.all_places if role in _FROM}
    return {country for country in told if country}


def _bodies(book: Casebook, event: EventRecord) -> tuple[str, ...]:
    told = [book.agencies.wholes(id_) for _, id_, _ in event.all_agencies]
    # mostly one: its wholes are kept once, not once an event
    return told[0] if len(told) == 1 else tuple(dict.fromkeys(each for some in told for each in some))


def _invented(book: Casebook) -> set[tuple[str, str]]:
    found = set()
    for label in ("Person", "Agency", "Place"):
        table = book.snapshot.tables[label].select(["id", "invented"])
        pairs = zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True)
        found |= {(label, id_) for id_, invented in pairs if invented}
    return found


def _source_kinds(book: Casebook, position: Mapping[tuple[str, str], int]) -> dict[str, list[int]]:
    """Return the records that sources of each kind describe; a person also by an event."""
    found: dict[str, list[int]] = defaultdict(list)
    for kind, label, ids in book.record.described_by() if book.record else ():
        for id_ in ids:
            event = book.events.get(id_) if label == "Event" else None
            number = position.get((event.person or "", "Person") if event else (id_, label))
            if number is not None:
                found[kind].append(number)
    return found


def _kind(book: Casebook, id_: str, label: str) -> str:
    if label == "Person":
        person = book.persons[id_]
        return PERSON if (person.count_least, person.count_most) == (1, 1) else GROUP
    if label == "Agency":
        return AGENCY
    return FACILITY if book.places.is_facility(id_) else CROSSING if book.places.is_crossing(id_) else PLACE


def told_status(book: Casebook, id_: str) -> str:
    """Return the status of a person; of whom nothing is told that bears on it, it is unknown.

    Parameters
    ----------
    book : Casebook
    id_ : str
        Of the person or group.

    Returns
    -------
    str
    """
    told = id_ in book.courses or id_ in book.notices or book.persons[id_].has_death
    return status_of(book, id_).status if told else UNKNOWN


def _periods(day: Bounds | None) -> tuple[str, ...]:
    if day is None:
        return ()
    return (UNDATED,) if day.undated else tuple(each.name for each in LEADERS if each.possible(day))


def _together(rows: Iterable[Happened], size: int) -> dict[Key, int]:
    found: dict[Key, list[int]] = defaultdict(list)
    for who, was, countries, day, _ in rows:
        for key in product((ANY, *was), (ANY, *countries), (ANY, *_periods(day))):
            found[key].append(who)
    return {key: _bits(members, size) for key, members in found.items()}


def _bits(members: Iterable[int], size: int) -> int:
    """Return numbers as one set of bits."""
    held = bytearray(size // 8 + 1)
    for number in members:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def members_of(bits: int) -> Iterator[int]:
    """Yield the numbers in a set of bits, smallest first.

    Parameters
    ----------
    bits : int
        >= 0.

    Returns
    -------
    iterator of int

    Examples
    --------
    >>> list(members_of(0b1010_0000_0001))
    [0, 9, 11]
    """
    for place, held in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        byte = held
        while byte:
            low = byte & -byte
            yield place * 8 + low.bit_length() - 1
            byte ^= low
