"""The table of kinship and acquaintance terms in several languages: ``kin_terms.csv``."""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.domain.kin_patterns import KinPattern, parse_notation

#: Terms of our own, for the column ``relation``; the other rows are words of a language.
CANONICAL = "-"


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the term table.

    Attributes
    ----------
    language : str
        ISO 639-1 code, or ``-`` for a term of our own.
    kind : str
        ``direct`` (a parent, spouse or sibling tie says it), ``kin`` (has steps), ``unknown`` (kin of unknown degree),
        ``never`` (a word of families for people who are no kin) or ``acquaintance``.
    readings : tuple of KinPattern
        What "a is the word of b" can mean, read from b. Several: the source does not say which.
    """

    language: str
    word: str
    kind: str
    readings: tuple[KinPattern, ...]
    note: str = ""


def fold_term(text: str) -> str:
    """Return the form in which terms are compared: NFC, lower case, one blank between words, plain apostrophes.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> fold_term("  Half_Sister "), fold_term("Mother-in-law")
    ('half sister', 'mother in law')
    """
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'").replace("_", " ").replace("-", " ")
    return " ".join(plain.split())


@cache
def terms() -> tuple[Term, ...]:
    """Return all rows of the term table, in its order.

    Returns
    -------
    tuple of Term
    """
    text = (files("app.domain") / "kin_terms.csv").read_text(encoding="utf-8")
    return tuple(
        Term(
            row["language"],
            row["word"],
            row["class"],
            tuple(parse_notation(reading) for reading in row["readings"].split("|") if reading),
            row["note"],
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _by_word() -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in terms():
        found.setdefault(fold_term(term.word), []).append(term)
    return {word: tuple(rows) for word, rows in found.items()}


def canonical_terms() -> tuple[str, ...]:
    """Return the terms of our own, kinship and acquaintance, for help texts.

    Returns
    -------
    tuple of str
        In the order of the table.

    Examples
    --------
    >>> "uncle_or_aunt" in canonical_terms()
    True
    """
    return tuple(term.word for term in terms() if term.language == CANONICAL)


def find_terms(text: str) -> tuple[Term, ...]:
    """Return the rows whose word this is, in any language.

    Parameters
    ----------
    text : str
        One word; compared as :func:`fold_term` writes it.

    Returns
    -------
    tuple of Term
        None for a word that is not in the table.
    """
    return _by_word().get(fold_term(text), ())
