"""How a published figure is counted again: tests of a person with three answers - yes, no, not known."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from app.analysis.bounds import Bounds
from app.analysis.casebook import Casebook
from app.analysis.periods import Period
from app.analysis.positions import after, before, taken_at
from app.analysis.records import EventRecord
from app.analysis.takings import Taking

#: Yes, no, or None: not known.
Answer = bool | None


@cache
def figure_rules() -> Mapping[str, Mapping[str, str]]:
    """Return the rule of every published figure that can be counted again, by figure.

    Returns
    -------
    mapping
        ``count`` and the tests; an empty test asks nothing. ``!`` turns a test round, ``?`` asks that the value is not
        known. *persons*, *percent* and *cases* are of those taken into custody, by their first taking; *subjects*,
        *subjects_percent* and *crossings* of the events of a kind; *places* of the facilities of a kind. The file is
        ``figure_rules.csv``.
    """
    return {row["figure_id"]: row for row in _rows("figure_rules.csv")}


@cache
def figure_gaps() -> Mapping[str, str]:
    """Return why each published figure without a rule cannot be counted again, by figure.

    Returns
    -------
    mapping of str to str
        *survey* (whom a report asked), *not_a_count*, *other_database*, *estimate* (of everyone, not of those
        recorded), *no_field* (nothing in the data says it), *group_only* (told of a group, not of whom in it),
        *not_recorded* (must not be held). The file is ``figure_gaps.csv``.
    """
    return {row["figure_id"]: row["gap"] for row in _rows("figure_gaps.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = files("app.analysis").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def published_figures() -> tuple[Mapping[str, str], ...]:
    """Return the published figures, in the order of their file: ``figure_id, statement, value, unit, source_url``."""
    text = files("seed.published").joinpath("figures.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def fits(book: Casebook, taking: Taking, ages: Mapping[str, int], rule: Mapping[str, str]) -> Answer:
    """Say whether a person fits a rule by the first taking into custody.

    Parameters
    ----------
    book : Casebook
    taking : Taking
        The first of the person.
    ages : mapping of str to int
        Age told with an event.
    rule : mapping

    Returns
    -------
    bool or None
        False if any test says no, else None if any is not known, else True.
    """
    taken = taken_at(book, taking.first)
    tests = (
        _is(rule["country"], taken.country),
        _is_under(book, rule["first_agency"], taken.agency),
        _is_under(book, rule["last_agency"], _last_agency(book, taking)),
        _is_for(rule["reasons"], taking.events),
        _is_aged(rule["age"], next((ages[each.id] for each in taking.events if each.id in ages), None)),
        _is(rule["sex"], book.person(taking.person).sex),
        _is(rule["nationality"], book.person(taking.person).nationality),
        _is(rule["kind"], taking.first.kind),
        _is_begun(rule["begin"], taking.begin),
    )
    return _all(tests)


def event_fits(book: Casebook, event: EventRecord, rule: Mapping[str, str]) -> Answer:
    """Say whether an event fits a rule that counts whom something befell.

    Parameters
    ----------
    book : Casebook
    event : EventRecord
        Of a kind that the rule names.
    rule : mapping

    Returns
    -------
    bool or None
        As for :func:`fits`. The country is the one in which the event began; of a camp the reasons are those of its
        whole taking.
    """
    taking = book.taking_with(event.id)
    place = event.place
    tests = (
        _is(rule["country"], before(book, event).country),
        _is(rule["place"], place),
        _is(rule["sex"], book.person(event.person).sex if event.person else None),
        _is_for(rule["reasons"], taking.events if taking else (event,)),
        _is_begun(rule["begin"], event.begin),
    )
    return _all(tests)


def _all(tests: Iterable[Answer]) -> Answer:
    found = set(tests)
    return False if False in found else None if None in found else True


def _turned(text: str, found: Answer) -> Answer:
    return not found if text.startswith("!") and found is not None else found


def _is(asked: str, told: str | None) -> Answer:
    if not asked:
        return True
    return None if told is None else _turned(asked, told in asked.lstrip("!").split("|"))


def _is_under(book: Casebook, asked: str, agency: str | None) -> Answer:
    """Say whether an agency is of a kind and country, or part of one that is; without a kind it is not known."""
    if asked in ("", "?"):
        return not asked or agency is None
    if agency is None:
        return None
    kind, _, country = asked.lstrip("!").partition(":")
    agencies = book.agencies
    wholes = agencies.containment.wholes(agency)
    found = any((agencies.kind(each), agencies.country(each)) == (kind, country) for each in wholes)
    return None if not found and agencies.kind(agency) is None else _turned(asked, found)


def _is_for(asked: str, events: Iterable[EventRecord]) -> Answer:
    if not asked:
        return True
    told = {event.reason for event in events if event.reason}
    return _turned(asked, not told.isdisjoint(asked.lstrip("!").split("|"))) if told else None


def _is_aged(asked: str, age: int | None) -> Answer:
    if not asked:
        return True
    least, _, most = asked.partition("-")
    return None if age is None else int(least) <= age <= int(most)


def _is_begun(asked: str, begin: Bounds) -> Answer:
    if asked in ("", "?"):
        return not asked or begin.undated
    first, last = (date.fromisoformat(day).toordinal() for day in asked.split("/"))
    period = Period("", first, last)
    return True if period.certain(begin) else None if period.possible(begin) else False


def _agency(book: Casebook, event: EventRecord) -> str | None:
    return after(book, event).agency or before(book, event).agency


def _last_agency(book: Casebook, taking: Taking) -> str | None:
    told: Iterable[str | None] = (_agency(book, event) for event in reversed(taking.events))
    return next((agency for agency in told if agency is not None), None)
