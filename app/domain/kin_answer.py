"""The answer to "how are these two related": the shape ``kin`` of the JSON answers, and kin in law."""

from itertools import islice
from typing import Any

from app.domain.garbage import uncollected
from app.domain.kin_graph import KinshipGraph
from app.domain.kin_types import PAIR_CHON, Relation, UnknownKin
from app.domain.kin_words import step_sibling_words, words

#: Degrees within which the law counts kin.
LEGAL_BLOOD_CHON, LEGAL_AFFINITY_CHON = 8, 4


def is_legal_kin(relations: list[Relation]) -> bool:
    """Say whether relations make two people kin in law: spouse, blood to the 8th degree, affinity to the 4th.

    Parameters
    ----------
    relations : list of Relation
        All relations of the two, to at least the 8th degree.

    Returns
    -------
    bool

    Notes
    -----
    Partners and marriages that have ended do not count, nor does foster care. Where a source's term has several
    readings, every one of them must count; where two may be nearer kin than the path shows, the path's degree decides.

    References
    ----------
    .. [1] Civil Act of the Republic of Korea, articles 767-772, 775, 777.

    Examples
    --------
    >>> is_legal_kin([Relation("x:a", "x:b", False, 4, 4, False)])
    True
    >>> is_legal_kin([Relation("x:a", "x:b", True, 3, 2, False, start_bond="marriage")])
    False
    """
    told = [relation for relation in relations if not relation.one_of]
    open_readings = [relation for relation in relations if relation.one_of]
    return any(map(_counts, told)) or (bool(open_readings) and all(map(_counts, open_readings)))


def _counts(relation: Relation) -> bool:
    if "foster" in relation.natures or {relation.start_bond, relation.end_bond} - {"", "marriage"}:
        return False
    return relation.chon <= (LEGAL_AFFINITY_CHON if relation.affinity else LEGAL_BLOOD_CHON)


def kin_answer(graph: KinshipGraph, a: str, b: str, max_chon: int = PAIR_CHON) -> dict[str, Any]:
    """Return how b is related to a.

    Parameters
    ----------
    graph : KinshipGraph
    a, b : str
        Ids of persons. The words say what b is to a.
    max_chon : int
        The greatest degree that is looked for, >= 0; ``legal_kin`` always looks as far as the law does.

    Returns
    -------
    dict
        ``a, b, chon`` (None: no kin, or kin of unknown degree), ``blood``, ``affinity`` (degree or None), ``spouses``,
        ``legal_kin``, ``up``, ``down``, ``relation`` (such as ``u2d2``), ``words``, ``common_ancestors`` (of the
        nearest blood relation, else of the nearest one), ``path`` (recorded ids), ``claims``, ``grade``,
        ``independent_sources``, ``all`` (every relation), ``unknown_degree`` (terms without a degree),
        ``step_siblings``.

    Examples
    --------
    >>> from app.domain.kin_types import KinTie
    >>> graph = KinshipGraph.build([], [KinTie("parent", "x:m", "x:a"), KinTie("parent", "x:m", "x:b")])
    >>> kin_answer(graph, "x:a", "x:b")["chon"]
    2
    """
    every, complete_to = graph.relations_to(a, b, max(max_chon, LEGAL_BLOOD_CHON))
    near = [relation for relation in every if relation.chon <= max_chon]
    first = near[0] if near else None
    blood = next((relation for relation in near if not relation.affinity), None)
    affinity = next((relation for relation in near if relation.affinity and not relation.spouse), None)
    turning = next((relation for relation in (blood, first) if relation is not None and relation.tops), None)
    unknown = [unknown_answer(kin) for kin in graph.unknown_degree(a) if kin.person == b]
    steps = not near and b in graph.step_siblings(a)
    return {
        "a": a,
        "b": b,
        "chon": first.chon if first else None,
        "blood": blood.chon if blood else None,
        "affinity": affinity.chon if affinity else None,
        "spouses": any(relation.spouse for relation in near),
        "legal_kin": is_legal_kin(every),
        "up": first.up if first else None,
        "down": first.down if first else None,
        "relation": first.word() if first else None,
        "words": words(first) if first else _words_without_degree(graph, a, b, steps=steps, told=bool(unknown)),
        "common_ancestors": list(turning.tops) if turning else [],
        "path": [person for person in first.path if person] if first else [],
        **_support(first),
        "one_of": first.one_of if first else False,
        "or_nearer": first.or_nearer if first else False,
        "former": first.former if first else False,
        "all": [relation_answer(relation) for relation in near],
        "complete_to_chon": min(complete_to, max_chon),
        "unknown_degree": unknown,
        "step_siblings": steps,
    }


def _words_without_degree(graph: KinshipGraph, a: str, b: str, *, steps: bool, told: bool) -> dict[str, list[str]]:
    if steps:
        return step_sibling_words(graph.sex(b))
    return {"en": ["relative"], "ko": ["친척"]} if told else {"en": [], "ko": []}


def circle_answer(
    graph: KinshipGraph, a: str, max_chon: int, limit: int | None = None
) -> tuple[list[dict[str, Any]], int]:
    """Return everyone within a degree of one person, nearest first, each with the nearest relation.

    Parameters
    ----------
    graph : KinshipGraph
    a : str
        Id of a person.
    max_chon : int
        The greatest degree, >= 0.
    limit : int or None
        At most so many relatives are described; None: all.

    Returns
    -------
    tuple
        One :func:`relation_answer` a relative, with ``person``; and how many relatives there are in all.

    Notes
    -----
    O(persons within the degree). What is made is kept, so Python's search for garbage waits meanwhile.

    Examples
    --------
    >>> from app.domain.kin_types import KinTie
    >>> graph = KinshipGraph.build([], [KinTie("parent", "x:m", "x:a"), KinTie("parent", "x:m", "x:b")])
    >>> near, count = circle_answer(graph, "x:a", 4, limit=1)
    >>> [each["person"] for each in near], count
    (['x:m'], 2)
    """
    with uncollected():
        circle = graph.within(a, max_chon)
        near = islice(circle.items(), limit)
        return [{"person": person, **relation_answer(relation)} for person, relation in near], len(circle)


def unknown_answer(kin: UnknownKin) -> dict[str, Any]:
    """Return kin of unknown degree as plain values.

    Parameters
    ----------
    kin : UnknownKin

    Returns
    -------
    dict
        ``term`` and ``of`` (whose word it is), ``claims, grade, independent_sources``.

    Examples
    --------
    >>> unknown_answer(UnknownKin("x:b", "relative", "x:a"))["term"]
    'relative'
    """
    return {"term": kin.term, "of": kin.of, **_support(kin)}


def _support(told: Relation | UnknownKin | None) -> dict[str, Any]:
    if told is None:
        return {"claims": [], "grade": None, "independent_sources": None}
    return {"claims": list(told.claims), "grade": told.grade, "independent_sources": told.independent_sources}


def relation_answer(relation: Relation) -> dict[str, Any]:
    """Return one relation as plain values, for ``all`` and for lists of kin.

    Parameters
    ----------
    relation : Relation

    Returns
    -------
    dict
        ``path`` has None for a person that no source records.

    Examples
    --------
    >>> relation_answer(Relation("x:a", "x:b", False, 2, 1, False))["chon"]
    3
    """
    r = relation
    return {
        "a": r.a,
        "b": r.b,
        "chon": r.chon,
        "relation": r.word(),
        "marriage_start": r.marriage_start,
        "up": r.up,
        "down": r.down,
        "marriage_end": r.marriage_end,
        "generations": r.up - r.down,
        "affinity": r.affinity,
        "side": r.side or None,
        "half": r.half or None,
        "nature": r.nature or None,
        "former": r.former,
        "one_of": r.one_of,
        "or_nearer": r.or_nearer,
        "seniority": r.seniority or None,
        "words": words(r),
        "common_ancestors": list(r.tops),
        "path": [person or None for person in r.path],
        **_support(r),
    }
