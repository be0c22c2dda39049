"""How a published figure is counted again: tests of a person with three answers - yes, no, not known."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from app.analysis.bounds import Bounds
from app.analysis.casebook import Casebook
from app.analysis.periods import Period
from app.analysis.positions import after, before
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
        ``count`` (persons, cases, percent) and the tests; an empty test asks nothing. ``!`` turns a test round, ``?``
        asks that the value is not known. The file is ``figure_rules.csv``.
    """
    text = files("app.analysis").joinpath("figure_rules.csv").read_text(encoding="utf-8")
    return {row["figure_id"]: row for row in csv.DictReader(text.splitlines())}


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
    tests = (
        _is(rule["country"], after(book, taking.first).country),
        _is_under(book, rule["first_agency"], _agency(book, taking.first)),
        _is_under(book, rule["last_agency"], _last_agency(book, taking)),
        _is_for(rule["reasons"], taking),
        _is_aged(rule["age"], next((ages[each.id] for each in taking.events if each.id in ages), None)),
        _is(rule["sex"], book.person(taking.person).sex),
        _is_begun(rule["begin"], taking.begin),
    )
    return False if False in tests else None if None in tests else True


def _turned(text: str, found: Answer) -> Answer:
    return not found if text.startswith("!") and found is not None else found


def _is(asked: str, told: str | None) -> Answer:
    if not asked:
        return True
    return None if told is None else _turned(asked, told == asked.lstrip("!"))


def _is_under(book: Casebook, asked: str, agency: str | None) -> Answer:
    """Say whether an agency is of a kind and country, or part of one that is; without a kind it is not known."""
    if not asked:
        return True
    if agency is None:
        return None
    kind, _, country = asked.lstrip("!").partition(":")
    agencies = book.agencies
    wholes = agencies.containment.wholes(agency)
    found = any((agencies.kind(each), agencies.country(each)) == (kind, country) for each in wholes)
    return None if not found and agencies.kind(agency) is None else _turned(asked, found)


def _is_for(asked: str, taking: Taking) -> Answer:
    if not asked:
        return True
    told = {event.reason for event in taking.events if event.reason}
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
