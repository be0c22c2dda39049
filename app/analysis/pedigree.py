"""What a family chart needs of its persons: sex, years, what became of them, and the ties between them."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.analysis.answering import dated
from app.analysis.bounds import iso
from app.analysis.casebook import Casebook
from app.analysis.records import grade_name
from app.analysis.status import ABROAD, FREE, IN_CUSTODY, MISSING, UNKNOWN, open_taking, status_of
from app.analysis.takings import Taking
from app.domain.kinship import PAIR_CHON

ESCAPED, RELOCATED = "escaped", "relocated"
_ESCAPES = frozenset({"escape", "escape_from_custody"})
_KIN_TIES = frozenset({"PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "KIN_OF"})


def pedigree(book: Casebook, members: Iterable[str]) -> dict[str, Any]:
    """Return the persons of a family and how they are tied to each other.

    Parameters
    ----------
    book : Casebook
    members : iterable of str

    Returns
    -------
    dict
        ``persons``: by id, ``sex, birth, death`` (``[earliest, latest]``, each an ISO day or None), ``fate`` and
        ``taken`` (whether a taking is recorded). ``parents``: (parent, child); ``couples``: (a, b), a < b;
        ``siblings``: (a, b), a < b, of whom no shared parent is among the members; ``kin``: (a, b, steps) of pairs
        that only a word joins, b standing so many generations below a.

    Notes
    -----
    A fate is a status, or one of two that a chart shows apart: *relocated* for one whose open taking holds an internal
    exile, and *escaped* for one who escaped and is not known to be dead, held or lost. O(ties of the members).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> found = pedigree(sample_case(), ["x:ada", "x:ben", "x:dan"])
    >>> found["parents"]
    [('x:ada', 'x:ben'), ('x:ada', 'x:dan')]
    >>> found["persons"]["x:ada"]["fate"]
    'escaped'
    """
    listed = sorted(set(members))
    inside = set(listed)
    kinship = book.kinship
    parents = [(parent, each) for each in listed for parent in sorted(kinship.parents(each)) if parent in inside]
    couples = {(min(a, b), max(a, b)) for a in listed for b in kinship.spouses(a) if b in inside and a != b}
    words = _tied(book, listed)
    above = {each: inside.intersection(kinship.parents(each)) for pair in words["SIBLING_OF"] for each in pair}
    siblings = [(a, b) for a, b in words["SIBLING_OF"] if above[a].isdisjoint(above[b])]
    return {
        "persons": {each: _person(book, each) for each in listed},
        "parents": parents,
        "couples": sorted(couples),
        "siblings": siblings,
        "kin": [tie for tie in (_steps(book, pair) for pair in words["KIN_OF"]) if tie is not None],
    }


def member_takings(book: Casebook, members: Iterable[str]) -> list[dict[str, Any]]:
    """Return every taking of the persons of a family.

    Parameters
    ----------
    book : Casebook
    members : iterable of str

    Returns
    -------
    list of dict
        ``person, event`` (the first one), ``kind, date, earliest, latest``, ``reasons`` that any of its events states,
        ``grade`` and ``claims`` of the first event; by (earliest, latest, person), undated last.

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> [(row["person"], row["kind"], row["date"]) for row in member_takings(sample_case(), ["x:ada", "x:ben"])]
    [('x:ben', 'arrest', '2009-03-01')]
    """
    rows = [_taken(taking) for each in sorted(set(members)) for taking in book.takings.get(each, ())]
    return sorted(rows, key=lambda row: (row["earliest"] or "9", row["latest"] or "9", row["person"]))


def _taken(taking: Taking) -> dict[str, Any]:
    first = taking.first
    return {
        "person": taking.person,
        "event": first.id,
        "kind": first.kind,
        **dated(first.begin_text, first.begin),
        "reasons": list(dict.fromkeys(event.reason for event in taking.events if event.reason)),
        "grade": grade_name(first.support.rank),
        "claims": list(first.support.claims),
    }


def tie_claims(book: Casebook, pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return, for each pair of a pedigree, the claims that its tie rests on.

    Parameters
    ----------
    book : Casebook
    pairs : iterable of (str, str)
        Two persons who are tied by kinship.

    Returns
    -------
    list of list of str
        Ids of the claims of the tie that joins them; where none does, of their nearest relation.

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> tie_claims(sample_case(), [("x:ada", "x:ben")])  # the sample names no claims
    [[]]
    """
    return [_claims(book, *pair) for pair in pairs]


def _claims(book: Casebook, a: str, b: str) -> list[str]:
    one, other = ("Person", a), ("Person", b)
    if other in book.ties.neighbours(one) and (tie := book.ties.best_tie(one, other)).type in _KIN_TIES:
        return list(tie.claims)
    relation = book.kinship.nearest(a, b, PAIR_CHON)
    return list(relation.claims) if relation is not None else []


def _person(book: Casebook, id_: str) -> dict[str, Any]:
    record = book.person(id_)
    death = book.death_of(id_)
    return {
        "sex": record.sex,
        "birth": [iso(record.birth.earliest), iso(record.birth.latest)],
        "death": [iso(death.earliest), iso(death.latest)] if death is not None else None,
        "fate": _fate(book, id_),
        "taken": id_ in book.takings,
    }


def _fate(book: Casebook, id_: str) -> str:
    status = status_of(book, id_).status
    if status in (MISSING, IN_CUSTODY):
        held = open_taking(book, id_)
        exiled = held is not None and any(event.kind == "internal_exile" for event in held.events)
        return RELOCATED if exiled else status
    escaped = any(event.kind in _ESCAPES for event in book.course(id_).events)
    return ESCAPED if escaped and status in (FREE, ABROAD, UNKNOWN) else status


def _tied(book: Casebook, members: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the pairs of members that a tie between siblings, or a word of kinship, joins best."""
    found: dict[str, set[tuple[str, str]]] = {"SIBLING_OF": set(), "KIN_OF": set()}
    inside = set(members)
    for a in members:
        for label, b in book.ties.neighbours(("Person", a)):
            if label == "Person" and b in inside and a < b:
                type_ = book.ties.best_tie(("Person", a), ("Person", b)).type
                found.get(type_, set()).add((a, b))
    return {type_: sorted(pairs) for type_, pairs in found.items()}


def _steps(book: Casebook, pair: tuple[str, str]) -> tuple[str, str, int] | None:
    relation = book.kinship.nearest(*pair, PAIR_CHON)
    return (*pair, relation.down - relation.up) if relation is not None else None
