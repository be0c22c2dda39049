"""Agencies: what is part of what, under which names, and how many persons each arrested, received and held."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.analysis.bounds import can_meet, iso
from app.analysis.casebook import Casebook
from app.analysis.headcount import shown_counts
from app.analysis.options import option, shown_options
from app.analysis.positions import after, holds
from app.analysis.records import EventRecord
from app.domain.custody import MOVES

#: What is counted, in the order in which it is shown.
MEASURES = ("arrests", "handovers_received", "held")
_ARRESTS = frozenset({"arrest", "abduction"})


@dataclass(frozen=True, slots=True)
class AgencyOptions:
    """Which events are counted.

    Attributes
    ----------
    first_day, last_day : int or None
        Only events that can lie between these days.
    """

    first_day: int | None = option(None, "day", "only events that can lie on or after this day", name="from")
    last_day: int | None = option(None, "day", "only events that can lie on or before this day", name="to")


def agencies(book: Casebook, options: AgencyOptions | None = None) -> dict[str, Any]:
    """Return the agencies as a tree, with how many persons each arrested, received and held.

    Parameters
    ----------
    book : Casebook
    options : AgencyOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, agencies``. An agency is a body, in the order of the tree, each followed by the
        offices below it: ``id, name, kind, country, level`` (0 at the top), ``parent`` (None at the top),
        ``other_parents, names`` (the name periods: ``id, name, from, to``), ``part_of`` and ``succeeded`` (each body it
        was part of, or came after: ``id, since, until, claims``), and for each of :data:`MEASURES` ``own``
        and ``all`` (with the offices below), each ``persons`` and ``persons_most``; None is not known.

    Notes
    -----
    *arrests*: persons whom it arrested or abducted; *handovers received*: persons handed over or sent back to it;
    *held*: persons in its hands at any time, by any of these or by detention, camp, interrogation. Persons, not
    events, are counted: who was arrested twice counts once, and ``all`` counts no one twice. A group counts with its
    least number. Rumours are left out. A body with several wholes stands
    under the one that its present name is part of, then the smallest id. O(events +
    agencies * height of the tree).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> [(row["id"], row["arrests"]["own"]["persons"]) for row in agencies(sample_case())["agencies"]]
    [('x:bureau', 0), ('x:police', 1)]
    """
    asked = options or AgencyOptions()
    own = _persons(book, asked)
    parents = _parents(book)
    with_below = _with_below(own, parents)
    names = _names(book)
    part_of, succeeded = _dated_ties(book, "PART_OF"), _dated_ties(book, "SUCCEEDED")
    rows = [
        {
            **_described(book, body, names[body]),
            "part_of": part_of.get(body, []),
            "succeeded": succeeded.get(body, []),
            "level": level,
            "parent": parents[body][0] if parents[body] else None,
            "other_parents": parents[body][1:],
            **{
                measure: {
                    "own": shown_counts(book, {"persons": own.get((body, measure), ())}),
                    "all": shown_counts(book, {"persons": with_below.get((body, measure), ())}),
                }
                for measure in MEASURES
            },
        }
        for body, level in _in_order(book, parents)
    ]
    return {"data_version": book.data_version, "parameters": shown_options(asked), "agencies": rows}


def _persons(book: Casebook, asked: AgencyOptions) -> dict[tuple[str, str], set[str]]:
    """Return the persons of each body and measure."""
    found: dict[tuple[str, str], set[str]] = {}
    events = ((person, event) for person, course in book.courses.items() for event in course.events)
    meeting = ((person, event) for person, event in events if can_meet(event.begin, asked.first_day, asked.last_day))
    for person, event in meeting:
        for key in _counted(book, event):
            found.setdefault(key, set()).add(person)
    return found


def _counted(book: Casebook, event: EventRecord) -> Iterator[tuple[str, str]]:
    holder = after(book, event).agency
    if holder is None or not holds(event) or event.taking == "closes":
        return
    yield holder, "held"
    if event.kind in _ARRESTS:
        yield holder, "arrests"
    if event.kind in MOVES and event.crosses:
        yield holder, "handovers_received"


def _parents(book: Casebook) -> dict[str, list[str]]:
    """Return the bodies that each body is directly part of; a tie that would close a circle is left out."""
    bodies = {book.agencies.body(each) for each in book.agencies.records}
    parents: dict[str, list[str]] = {body: [] for body in sorted(bodies)}
    ties = [row for row in book.snapshot.rows("structure") if row["type"] == "PART_OF"]
    body = book.agencies.body
    own = {(body(row["a"]), body(row["b"])): row["a"] != body(row["a"]) for row in sorted(ties, key=_period_last(book))}
    for part, whole in sorted(own, key=lambda tie: (own[tie], tie)):
        parents.setdefault(whole, [])
        if part not in _above(parents, whole):
            parents.setdefault(part, []).append(whole)
    return parents


def _period_last(book: Casebook) -> Callable[[Mapping[str, Any]], bool]:
    """Return a sort key of ties: that of the body itself wins over that of a former name period, so it comes last."""
    return lambda row: bool(row["a"] == book.agencies.body(row["a"]))


def _above(parents: Mapping[str, list[str]], body: str) -> set[str]:
    """Return a body and everything above it."""
    found, waiting = {body}, [body]
    while waiting:
        new = set(parents.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def _with_below(
    own: Mapping[tuple[str, str], set[str]], parents: Mapping[str, list[str]]
) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for (body, measure), persons in own.items():
        for each in _above(parents, body):
            found.setdefault((each, measure), set()).update(persons)
    return found


def _in_order(book: Casebook, parents: Mapping[str, list[str]]) -> Iterator[tuple[str, int]]:
    """Yield bodies and levels, each followed by what is below it; the top ones by country and id."""
    below: dict[str, list[str]] = {body: [] for body in parents}
    for body in parents:
        if parents[body]:
            below[parents[body][0]].append(body)
    tops = [body for body in parents if not parents[body]]
    tops.sort(key=lambda body: (book.agencies.country(body) != "KP", book.agencies.country(body) or "~", body))
    waiting = [(body, 0) for body in reversed(tops)]
    while waiting:
        body, level = waiting.pop()
        yield body, level
        waiting += [(each, level + 1) for each in sorted(below[body], reverse=True)]


def _names(book: Casebook) -> dict[str, list[dict[str, Any]]]:
    """Return the name periods of each body, oldest first."""
    found: dict[str, list[dict[str, Any]]] = {body: [] for body in _parents(book)}
    for id_, record in sorted(book.agencies.records.items()):
        used = {"from": iso(record.valid_from.earliest), "to": iso(record.valid_to.latest)}
        found[book.agencies.body(id_)].append({"id": id_, "name": record.name, **used})
    for periods in found.values():
        periods.sort(key=lambda each: (each["from"] or "", each["to"] or "9999", each["id"]))
    return found


def _dated_ties(book: Casebook, type_: str) -> dict[str, list[dict[str, Any]]]:
    """Return what each body was part of, or came after, with the days told."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in book.snapshot.rows("structure"):
        one, other = book.agencies.body(row["a"]), book.agencies.body(row["b"])
        if row["type"] == type_ and one != other:
            days = {
                name: day.isoformat() if day else None
                for name, day in (("since", row["since_earliest"]), ("until", row["until_latest"]))
            }
            found.setdefault(one, []).append({"id": other, **days, "claims": list(row["claims"] or ())})
    for ties in found.values():
        ties.sort(key=lambda tie: (tie["since"] or "", tie["id"]))
    return found


def _described(book: Casebook, body: str, names: list[dict[str, Any]]) -> dict[str, Any]:
    record = book.agencies.records.get(body)
    return {
        "id": body,
        "name": record.name if record else None,
        "kind": book.agencies.kind(body),
        "country": book.agencies.country(body),
        "names": names,
    }
