"""How a testimony is read: dates as bounds, kinship words as relations, names as records that may be the same."""

from collections.abc import Mapping
from typing import Any

from app.api.pages.frame import Page
from app.api.pages.testimony_degree import degrees_of
from app.api.pages.testimony_form import AGENCIES, PLACES, TestimonyForm
from app.domain.cells import CellRefused
from app.domain.custody import event_kinds
from app.domain.dates import date_answer
from app.domain.identifiers import is_id
from app.domain.kin_terms import parse_term
from app.domain.kin_words import words
from app.domain.row_kinship import read_relation
from app.errors import InvalidParameter, NotFound
from app.services.name_search import search_names

_MOST_CANDIDATES = 5
_MOST_ACTS = 10
_MOST_READINGS = 6
_MOST_NAME = 200


def read_as(page: Page, form: TestimonyForm) -> dict[str, Any]:
    """Return how each field is read, by the name of the field.

    Parameters
    ----------
    page : Page
    form : TestimonyForm

    Returns
    -------
    dict
        Of a date field the ``date`` answer; of a kinship word ``readings`` and ``tie``; of a name the records that it
        may be; of the person because of whom something happened the acts on record and
        the ``degree`` of kinship, as sentences.
    """
    found: dict[str, Any] = {}
    if form.get("told_on"):
        found["told_on"] = date_answer(form.get("told_on"))
    for number in form.used("p"):
        _put_date(found, form, f"p{number}_birth")
        found[f"p{number}_name"] = _candidates(page, form.get(f"p{number}_name"), "Person")
    for number in form.used("k"):
        if form.get(f"k{number}_term"):
            found[f"k{number}_term"] = read_kinship(form.get(f"k{number}_term"))
    for number in form.used("e"):
        kind = event_kinds().get(form.get(f"e{number}_kind"))
        _put_date(found, form, f"e{number}_begin", period=kind is not None and kind.lasts)
        for names, label in ((PLACES, "Place"), (AGENCIES, "Agency")):
            for name in names:
                found[f"e{number}_{name}"] = _candidates(page, form.get(f"e{number}_{name}"), label)
        found[f"e{number}_because"] = _acts(page, form, form.get(f"e{number}_because"))
        found[f"e{number}_degree"] = degrees_of(page, form, number)
    for number in form.used("f"):
        found[f"f{number}_name"] = _families(page, form, number)
    return found


def _put_date(found: dict[str, Any], form: TestimonyForm, name: str, *, period: bool = False) -> None:
    if form.get(name):
        found[name] = date_answer(form.get(name), period=period)


def _candidates(page: Page, text: str, label: str) -> list[Mapping[str, Any]]:
    """Return records with a name that can be this one, best first."""
    if not 0 < len(text) <= _MOST_NAME:
        return []
    try:
        found = search_names(page.services.reader, text, types=(label,), limit=_MOST_CANDIDATES)
    except InvalidParameter:
        return []
    return list(found["hits"])


def _on_record(form: TestimonyForm, person: str) -> str:
    """Return the record that a person of the form was said to be; empty when none was."""
    chosen = form.get(f"p{person}_is")
    return "" if chosen == "new" else chosen


def _acts(page: Page, form: TestimonyForm, person: str) -> list[dict[str, Any]]:
    """Return the acts on record of a person who was said to be one on record."""
    known = _on_record(form, person)
    if not is_id(known):
        return []
    events = page.services.reader.rows("custody.events_of_person", person_id=known)
    return [each for each in events if each["category"] == "act"][:_MOST_ACTS]


def _families(page: Page, form: TestimonyForm, number: int) -> list[Mapping[str, Any]]:
    """Return the families on record to which its members, as far as they are on record, belong."""
    found: dict[str, Mapping[str, Any]] = {}
    for member in form.ticked(f"f{number}_members"):
        known = _on_record(form, member)
        try:
            ties = page.services.reader.record("Person", known)["ties"] if is_id(known) else []
        except NotFound:
            continue
        found |= {tie["other"]["id"]: tie["other"] for tie in ties if tie["type"] == "MEMBER_OF"}
    return list(found.values())[:_MOST_CANDIDATES]


def read_kinship(text: str) -> dict[str, Any]:
    """Return what a kinship word can mean.

    Parameters
    ----------
    text : str
        As in: A is the <text> of B.

    Returns
    -------
    dict
        ``known`` (bool), ``acquaintance`` (bool), ``readings``: ``words`` (en, ko), ``chon``, ``marriage`` (bool);
        ``more``: how many readings are not listed.

    Examples
    --------
    >>> [each["chon"] for each in read_kinship("mother's brother")["readings"]]
    [3]
    """
    try:
        told = read_relation(text, None)
    except CellRefused:
        return {"known": False, "acquaintance": False, "readings": [], "more": 0}
    if told.kind == "acquaintance":
        return {"known": True, "acquaintance": True, "readings": [], "more": 0}
    readings = parse_term(text) or []
    listed = [
        {"words": words(each), "chon": len(each.ups) + len(each.downs), "marriage": each.start or each.end}
        for each in readings[:_MOST_READINGS]
    ]
    return {"known": True, "acquaintance": False, "readings": listed, "more": max(0, len(readings) - len(listed))}
