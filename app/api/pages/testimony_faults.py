"""What is wrong in the form of a testimony, by the field in which it was typed."""

from collections.abc import Iterator
from typing import Any

from app.api.pages.frame import Page
from app.api.pages.testimony_form import TestimonyForm
from app.api.pages.testimony_rows import Entry
from app.domain.identifiers import is_id

#: Parts of the form with the fields in which a person has to be chosen.
_PERSON_FIELDS = (("k", "a"), ("k", "b"), ("e", "person"))
#: Those in which one or more may be.
_MAY_NAME = (("p", "among"), ("f", "members"), ("e", "with"), ("e", "because"))


def faults_of(page: Page, entries: list[Entry], problems: list[dict[str, Any]]) -> dict[str, str]:
    """Return the problems of an import report by the field where they are shown.

    Parameters
    ----------
    page : Page
    entries : list of Entry
        The rows that were imported, in their order.
    problems : list of dict
    """
    found: dict[str, str] = {}
    named = bool(entries) and is_id(entries[0].row["id"])
    for each in problems:
        entry = entries[each["row"] - 1] if each["row"] else None
        if each["code"] == "bad_id" and not named:
            continue  # ids are made from the code of the testimony, which is told to be wrong
        found.setdefault(entry.shown_at(each["column"]) if entry else "", _what_to_do(page, each))
    return found


def _what_to_do(page: Page, problem: dict[str, Any]) -> str:
    """Return what is wrong and what to do in the words of the form, which knows no rows and columns."""
    _ = page.words
    by_code = {
        "unclear_role": _("Say what it did: write it under “from” or “to” below."),
        "unknown_term": _(
            "This word is in no list. Describe it step by step, such as: mother's brother, wife's elder sister's "
            "husband, 외삼촌."
        ),
        "self_tie": _("Choose another person."),
        "most_below_least": _("This is less than the least number: write a larger one, or leave it empty."),
    }
    empty = {
        "kind": _("Choose what happened."),
        "name": _("Write the name, or a few words for who or what it was."),
        "relation": _("Write what the one is to the other."),
    }
    if problem["code"] == "missing":
        return empty.get(problem["column"]) or _("This is needed.")
    allowed = f" ({page.words.told(problem['allowed'])})" if problem["allowed"] else ""
    return by_code.get(problem["code"]) or f"{page.words.told(problem['reason'])}{allowed}"


def warned(page: Page, warning: dict[str, Any]) -> str:
    """Return what a warning of an import report says in the words of the form, whose claims have no ids yet."""
    _ = page.words
    by_code = {
        "event_before_birth": _("This was before the person's birth, as both are told here."),
        "handover_before_arrest": _("The handover was before every arrest of this person that is told here."),
        "two_places_on_one_day": _("This person is told to be in two places on one day."),
        "child_older_than_parent": _("The child is older than the parent, as their births are told here."),
        "withdrawn_earlier": _("This was withdrawn before and stays so; kintrace reinstate brings it back."),
        "many_children": _("So many children of one person: analyses do not go through such a person."),
    }
    allowed = f" ({page.words.told(warning['allowed'])})" if warning["allowed"] else ""
    return by_code.get(warning["code"]) or f"{page.words.told(warning['reason'])}{allowed}"


def missing(page: Page, form: TestimonyForm) -> dict[str, str]:
    """Return what the form itself lacks, or what does not fit together in it, by field."""
    _ = page.words
    found = {}
    if not form.get("code"):
        found["code"] = _("A short code for the testimony is needed, such as interview-07.")
    for name, id in (("code", f"x:{form.get('code') or 'x'}"), ("dataset", f"{form.get('dataset') or 'x'}:x")):
        if not is_id(id):
            found[name] = _("Only letters a-z, digits and ._- without blanks, such as interview-07.")
    for field in _wrongly_chosen(form):
        found[field] = _("Choose one of the persons above.")
    if not any(form.used("p")):
        found["p1_name"] = _("At least one person is needed.")
    for number in form.used("p"):
        if form.get(f"p{number}_among") == str(number):
            found[f"p{number}_among"] = _("Choose another person.")
    for number in form.used("e"):
        found |= _because(page, form, number)
    return found


def _wrongly_chosen(form: TestimonyForm) -> Iterator[str]:
    """Yield the fields in which a person is chosen who is not in the form, or none where one is needed."""
    known = {str(number) for number in form.used("p")}
    for part, name in _PERSON_FIELDS:
        yield from (field for n in form.used(part) if form.get(field := f"{part}{n}_{name}") not in known)
    for part, name in _MAY_NAME:
        yield from (field for n in form.used(part) if not set(form.ticked(field := f"{part}{n}_{name}")) <= known)


def _because(page: Page, form: TestimonyForm, number: int) -> dict[str, str]:
    """Say what does not fit in what is told of for whose act an event was."""
    _ = page.words
    prefix = f"e{number}_"
    person, act = form.get(f"{prefix}because"), form.get(f"{prefix}because_act")
    taken = {form.get(f"{prefix}person"), *form.ticked(f"{prefix}with")}
    if act and act not in {str(other) for other in form.used("e") if other != number}:
        return {f"{prefix}because_act": _("Choose another event of this form.")}
    actor = form.get(f"e{act}_person") if act else person
    if act and person and actor != person:
        return {f"{prefix}because_act": _("This event is of another person.")}
    if actor and actor in taken:
        return {f"{prefix}because{'_act' if act else ''}": _("Choose another person than the one to whom it happened.")}
    if form.get(f"{prefix}because_words") and not actor:
        return {f"{prefix}because": _("Choose the person for whose act it was.")}
    return {}
