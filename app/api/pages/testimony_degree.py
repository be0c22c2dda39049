"""How near the person to whom something happened is to the one for whose act it was: as recorded, and as told here."""

from collections.abc import Iterator

from app.api.pages.frame import Page
from app.api.pages.testimony_form import TestimonyForm
from app.domain.identifiers import is_id
from app.errors import NotFound

_MOST_RELATIONS = 3


def degrees_of(page: Page, form: TestimonyForm, number: int) -> list[str]:
    """Return what is known of the kinship of the two persons of an event, as sentences; empty where none is named.

    Parameters
    ----------
    page : Page
    form : TestimonyForm
    number : int
        Of the event.

    Returns
    -------
    list of str
        The relations on record where both persons were said to be on record, then those told in this form; or one
        sentence that says that there is none.
    """
    person, actor = form.get(f"e{number}_person"), form.get(f"e{number}_because")
    if not (person and actor) or person == actor:
        return []
    found = [*_recorded(page, form, actor, person), *_told(page, form, actor, person)]
    return found or [page.words("No kinship of these two is on record or told here, so no degree is known.")]


def _recorded(page: Page, form: TestimonyForm, actor: str, person: str) -> Iterator[str]:
    a, b = (form.get(f"p{each}_is") for each in (actor, person))
    if not (is_id(a) and is_id(b)) or a == b:
        return
    try:
        relations = page.services.analyst.answer("kin", a=a, b=b)["all"]
    except NotFound:
        return
    _ = page.words
    for each in relations[:_MOST_RELATIONS]:
        degree = f"{_.chon(each['chon'])}" if each["chon"] else _("spouse")
        if each["chon"] and each["affinity"]:
            degree = f"{degree} · {_('by marriage')}"
        said = {"a": _name(form, actor), "b": _name(form, person), "relation": _.relation(each), "degree": degree}
        yield _("On record: %(b)s is %(a)s's %(relation)s: %(degree)s.", **said)


def _told(page: Page, form: TestimonyForm, actor: str, person: str) -> Iterator[str]:
    for number in form.used("k"):
        a, b, term = (form.get(f"k{number}_{name}") for name in ("a", "b", "term"))
        if term and {a, b} == {actor, person}:
            said = {"a": _name(form, a), "b": _name(form, b), "term": term}
            yield page.words("Told here: %(a)s is the %(term)s of %(b)s; the degree follows from that word.", **said)


def _name(form: TestimonyForm, person: str) -> str:
    return form.get(f"p{person}_name") or person
