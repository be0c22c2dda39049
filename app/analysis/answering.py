"""Small parts that several answers share: dates, links and cut lists as plain values."""

from typing import Any

from app.analysis.bounds import Bounds, iso
from app.analysis.casebook import Casebook
from app.analysis.links import Link
from app.analysis.records import EventRecord, grade_name, weakest

#: What no count of links says by itself.
NO_SAMPLE = {
    "code": "no_sample",
    "text": "Documented cases are no sample of all cases: a share counted here is a share of what was recorded.",
}
_NO_WORDS: dict[str, list[str]] = {"en": [], "ko": []}


def guarded(book: Casebook) -> list[dict[str, Any]]:
    """Return the remarks that no kinship was followed through placeholders, if there are any.

    Parameters
    ----------
    book : Casebook

    Returns
    -------
    list of dict
        One entry each for those with more children and with more spouses than anyone has, such as *unknown father*:
        ``code, text, persons``. Its children are not made siblings of one another, its spouses no kin.
    """
    return placeholder_notes(book.kinship.crowded(), book.kinship.overmarried())


def placeholder_notes(crowded: list[str], overmarried: list[str]) -> list[dict[str, Any]]:
    """Return the remarks on some placeholders.

    Parameters
    ----------
    crowded, overmarried : list of str
        Persons with more children, and with more spouses, than anyone has.

    Returns
    -------
    list of dict
        As of :func:`guarded`.
    """
    found = (("placeholder", "children", "child", crowded), ("placeholder_spouse", "spouses", "spouse", overmarried))
    return [
        {
            "code": code,
            "text": f"These persons have more {many} than anyone has: no kinship was followed from {one} to {one} over "
            "them.",
            "persons": persons,
        }
        for code, many, one, persons in found
        if persons
    ]


def dated(text: str, begin: Bounds) -> dict[str, Any]:
    """Return a date as an answer shows it: the text as given and its bounds; None is open, or not told."""
    return {"date": text or None, "earliest": iso(begin.earliest), "latest": iso(begin.latest)}


def event_answer(event: EventRecord | None, person: str | None) -> dict[str, Any]:
    """Return one side of a link.

    Parameters
    ----------
    event : EventRecord or None
        None where a source names only the person.
    person : str or None

    Returns
    -------
    dict
        ``event, person, kind, date, earliest, latest``.
    """
    if event is None:
        return {"event": None, "person": person, "kind": None, "date": None, "earliest": None, "latest": None}
    return {"event": event.id, "person": person, "kind": event.kind or None, **dated(event.begin_text, event.begin)}


def link_answer(link: Link) -> dict[str, Any]:
    """Return a link with everything that it rests on.

    Parameters
    ----------
    link : Link

    Returns
    -------
    dict
        ``trigger, punishment, class, chon, affinity, relation, words, path, delay_days, claims, grade,
        independent_sources``. ``chon`` and ``relation`` are None where the kinship is not told; ``affinity`` is the
        degree when the relation runs through a marriage; ``path`` holds the recorded persons.
    """
    from app.domain.kinship import words

    relation = link.relation
    support = weakest(link.parts())
    return {
        "trigger": event_answer(link.trigger.event if link.trigger else None, link.person),
        "punishment": event_answer(link.event, link.punished),
        "class": link.link_class,
        "chon": relation.chon if relation else None,
        "affinity": relation.chon if relation and relation.affinity and not relation.spouse else None,
        "relation": relation.word() if relation else None,
        "words": words(relation) if relation else _NO_WORDS,
        "path": [person for person in relation.path if person] if relation else [],
        "delay_days": list(link.delay),
        "claims": list(support.claims),
        "grade": grade_name(support.rank),
        "independent_sources": support.sources,
    }


def cut(rows: list[Any], limit: int | None) -> tuple[list[Any], dict[str, int] | None]:
    """Return the first rows of a list, and what was left out.

    Parameters
    ----------
    rows : list
    limit : int or None
        None: all of them.

    Returns
    -------
    rows : list
    truncated : dict or None
        ``limit`` and ``left_out``; None when nothing was left out.

    Examples
    --------
    >>> cut([1, 2, 3], 2)
    ([1, 2], {'limit': 2, 'left_out': 1})
    """
    if limit is None or len(rows) <= limit:
        return rows, None
    return rows[:limit], {"limit": limit, "left_out": len(rows) - limit}
