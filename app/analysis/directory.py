"""Who and what is on record, chosen by what is told of it, with how many there are of everything that can be chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from app.analysis.bounds import can_meet
from app.analysis.casebook import Casebook
from app.analysis.known_ids import refuse_unknown
from app.analysis.options import option, shown_options
from app.analysis.periods import LEADERS
from app.analysis.register import (
    ANY,
    INVENTED,
    KINDS,
    RECORDED,
    UNDATED,
    WAS,
    Happened,
    Key,
    Register,
    build_register,
    members_of,
    told_status,
)
from app.analysis.status import STATUSES
from app.analysis.trails import last_known

_PERIODS = (*(period.name for period in LEADERS), UNDATED)


@dataclass(frozen=True, slots=True)
class DirectoryOptions:
    """What is chosen; what is not given asks nothing.

    Attributes
    ----------
    kind, was, country, period, status, origin, source_kind
    agency : str or None
        Something happened that was done by it, from it or to it: it, a part of it, or another name of the body.
    first_day, last_day : int or None
        It can have happened between these days; what has no date at all is left out.
    ids : str or None
        Only these records: ids with commas between them.
    after : str or None
        Only ids behind this one.
    limit : int

    Notes
    -----
    ``was``, ``country``, ``period``, ``agency`` and the two days have to hold of one event.
    """

    kind: str | None = option(None, "choice", "what it is", allowed=KINDS)
    was: str | None = option(None, "choice", "what happened to the person", allowed=WAS)
    country: str | None = option(None, "country", "in which country, ISO alpha-2; of agencies and places their own")
    period: str | None = option(None, "choice", "when it can have happened, by who led North Korea", allowed=_PERIODS)
    agency: str | None = option(None, "id", "only persons to whom something happened by this agency or a part of it")
    first_day: int | None = option(None, "day", "only what can have happened on or after this day", name="from")
    last_day: int | None = option(None, "day", "only what can have happened on or before this day", name="to")
    status: str | None = option(None, "choice", "status of the person", allowed=STATUSES)
    origin: str | None = option(None, "choice", "recorded, or invented for demonstration", allowed=(RECORDED, INVENTED))
    source_kind: str | None = option(None, "text", "kind of a source that describes it, or an event of the person")
    ids: str | None = option(None, "text", "only these records, by id, with commas between them")
    after: str | None = option(None, "id", "only records whose id comes after this one")
    limit: int = option(50, "int", "most records", least=1, most=1000)

    @property
    def narrows(self) -> bool:
        """Say whether only some events are asked for, by agency or day."""
        return (self.agency, self.first_day, self.last_day) != (None, None, None)


#: What is chosen by the record itself, and what by one event of it.
_OWN, _TOGETHER = ("kind", "status", "origin", "source_kind"), ("was", "country", "period")


def directory(book: Casebook, options: DirectoryOptions | None = None) -> dict[str, Any]:
    """Return records that fit, and how many there are of each value that can be chosen.

    Parameters
    ----------
    book : Casebook
    options : DirectoryOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, total, records, next, facets``. A record has ``id, label, kinds`` (of the events
        of a person), ``status`` and ``last_place`` (of a person; where last known). ``facets``: kind, was, country,
        period, status, origin and source_kind, each value to the number of records that would remain if it were
        chosen beside the others; a value with none is left out.

    Raises
    ------
    NotFound
        No such agency.

    Notes
    -----
    Records count, not persons: a group is one. The register is made once a casebook; a question is a few operations
    on sets of bits, O(values * records / 64).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> answer = directory(sample_case(), DirectoryOptions(was="taken"))
    >>> [record["id"] for record in answer["records"]]
    ['x:ben', 'x:dan']
    """
    asked = options or DirectoryOptions()
    refuse_unknown(book, agency=asked.agency)
    register = book.once(build_register)
    rows = register.only(_wanted(book, asked)) if asked.narrows else register.together
    choice = _Choice(register, asked, rows, _among(register, asked))
    fits = choice.fits(asked)
    shown = [number for number in members_of(fits) if asked.after is None or register.ids[number] > asked.after]
    page = list(islice(shown, asked.limit))
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        "total": fits.bit_count(),
        "records": [_record(book, register, number) for number in page],
        "next": register.ids[page[-1]] if len(shown) > len(page) else None,
        "facets": {name: choice.counts(name) for name in (*_OWN, *_TOGETHER)},
    }


@dataclass(frozen=True, slots=True)
class _Choice:
    """Counts what would remain of a register."""

    register: Register
    asked: DirectoryOptions
    together: Mapping[Key, int]
    among: int

    def fits(self, asked: DirectoryOptions) -> int:
        """Return the records that fit, as a set of bits."""
        found = self.among
        for name in _OWN:
            value = getattr(asked, name)
            if value is not None:
                found &= self.register.own[name].get(value, 0)
        key = (asked.was or ANY, asked.country or ANY, asked.period or ANY)
        return found if key == (ANY, ANY, ANY) and not asked.narrows else found & self.together.get(key, 0)

    def counts(self, name: str) -> dict[str, int]:
        """Return how many records would remain with each value of one thing to choose by; most first."""
        if name in _OWN:
            values = set(self.register.own[name])
        else:
            place = _TOGETHER.index(name)
            values = {key[place] for key in self.together} - {ANY}
        chosen: dict[str, dict[str, Any]] = {value: {name: value} for value in values}
        found = {value: self.fits(replace(self.asked, **chosen[value])).bit_count() for value in values}
        return {value: found[value] for value in sorted(found, key=lambda each: (-found[each], each)) if found[value]}


def _wanted(book: Casebook, asked: DirectoryOptions) -> Callable[[Happened], bool]:
    """Return what says of an event whether it is of the agency and can lie between the days asked for."""
    first, last = asked.first_day, asked.last_day
    body = None if asked.agency is None else book.agencies.body(asked.agency)
    if first is not None and last is not None and first > last:
        return lambda row: False

    def wanted(row: Happened) -> bool:
        if body is not None and body not in row.bodies:
            return False
        if first is None and last is None:
            return True
        return row.day is not None and not row.day.undated and can_meet(row.day, first, last)

    return wanted


def _among(register: Register, asked: DirectoryOptions) -> int:
    every = (1 << len(register.ids)) - 1
    if asked.ids is None:
        return every
    wanted = set(asked.ids.split(","))
    return sum(1 << number for number, id_ in enumerate(register.ids) if id_ in wanted)


def _record(book: Casebook, register: Register, number: int) -> dict[str, Any]:
    id_, label = register.ids[number], register.labels[number]
    if label != "Person":
        return {"id": id_, "label": label, "kinds": [], "status": None, "last_place": None}
    course = book.course(id_)
    return {
        "id": id_,
        "label": label,
        "kinds": list(dict.fromkeys(event.kind for event in course.events if event.kind)),
        "status": told_status(book, id_),
        "last_place": (last_known(book, course) or {}).get("place"),
    }
