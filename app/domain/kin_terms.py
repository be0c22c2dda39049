"""What kinship and acquaintance words mean: single words of the table, and what a witness says."""

from typing import Any

from app.domain.kin_patterns import KinPattern
from app.domain.kin_reading import read_words
from app.domain.kin_table import Term, canonical_terms, find_terms, fold_term, terms
from app.domain.kin_words import words

__all__ = [
    "Term",
    "canonical_terms",
    "find_terms",
    "fold_term",
    "is_acquaintance_term",
    "is_kin_term",
    "parse_term",
    "term_answer",
    "terms",
]


def is_acquaintance_term(text: str) -> bool:
    """Say whether a word means that two people know each other; such people are never kin by it.

    Parameters
    ----------
    text : str
        As written, in any case and with any hyphens.

    Returns
    -------
    bool
        Also for words of families for people who are no kin, such as 사돈.

    Examples
    --------
    >>> is_acquaintance_term("friend"), is_acquaintance_term("uncle")
    (True, False)
    """
    return any(term.kind in ("acquaintance", "never") for term in find_terms(text))


def is_kin_term(text: str) -> bool:
    """Say whether a word is a word for kin, of known or unknown degree.

    Parameters
    ----------
    text : str
        As written, in any case and with any hyphens.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_kin_term("uncle_or_aunt"), is_kin_term("relative"), is_kin_term("friend"), is_kin_term("xyz")
    (True, True, False, False)
    """
    if is_acquaintance_term(text):
        return False
    return any(term.kind == "unknown" for term in find_terms(text)) or parse_term(text) is not None


def parse_term(text: str) -> list[KinPattern] | None:
    """Return what a kinship word can mean, or None if it has no steps (or is no kinship word).

    Parameters
    ----------
    text : str
        A word of the table in any language (``uncle_or_aunt``, cuñado), a generated word (second cousin once removed,
        당숙모), or words put together (mother's elder brother, 아내의 언니의 남편).

    Returns
    -------
    list of KinPattern or None
        Nearest reading first; several where the word does not say which.

    Examples
    --------
    >>> [reading.word() for reading in parse_term("grandparent")]
    ['u2']
    >>> parse_term("relative") is None
    True
    """
    return list(read_words(text)) or None


def term_answer(text: str) -> dict[str, Any]:
    """Return how a kinship word or expression is read.

    Parameters
    ----------
    text : str
        What a witness said: 외삼촌, mother's brother, third cousin twice removed.

    Returns
    -------
    dict
        ``text``, ``readings`` (each ``relation``, ``up``, ``down``, ``chon``, ``affinity``, ``words``, nearest first)
        and ``refused``: None, or why there is no reading.

    Examples
    --------
    >>> term_answer("외삼촌")["readings"][0]["relation"], term_answer("사돈")["refused"]
    ('u2d1', 'Such people are no kin of each other.')
    """
    readings = parse_term(text) or []
    refused = None
    if is_acquaintance_term(text):
        readings, refused = [], "Such people are no kin of each other."
    elif not readings and is_kin_term(text):
        refused = "A word for kin of unknown degree."
    elif not readings:
        refused = "No kinship word: give a word such as 외삼촌, or steps such as mother's elder brother."
    return {"text": text, "readings": [_reading(each) for each in readings], "refused": refused}


def _reading(pattern: KinPattern) -> dict[str, Any]:
    return {
        "relation": pattern.word(),
        "up": pattern.up,
        "down": pattern.down,
        "chon": pattern.chon,
        "affinity": pattern.affinity,
        "words": words(pattern),
    }
