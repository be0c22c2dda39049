"""Names: one searchable form, keys that join spellings, comparison. The one public face of the ``name_*`` modules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.domain.name_compare import Match, NameMatch, compare_names
from app.domain.name_fold import detect_script, fold
from app.domain.name_forms import NameForm, name_forms
from app.domain.name_hangul import is_hangul
from app.domain.name_initials import initials_query
from app.domain.name_keys import keys_of, match_keys
from app.domain.name_readings import read_name
from app.domain.name_search import FormMatch, How, match_form

#: Words of fewer letters are not looked for with a wrong one: too many others are as near.
_LONG_WORD = 5
_MOST_TERMS = 60

__all__ = [
    "FormMatch",
    "How",
    "Match",
    "NameForm",
    "NameMatch",
    "compare_names",
    "detect_script",
    "fold",
    "fold_query",
    "index_query",
    "match_form",
    "match_keys",
    "name_answer",
    "name_forms",
    "read_name",
    "search_text",
]


def search_text(names: Sequence[tuple[str, str]]) -> str:
    """The text under which a full-text index finds a record.

    Parameters
    ----------
    names : sequence of (text, script)
        All forms. A form of script ``label`` is found by its words only.

    Returns
    -------
    str
        Folded forms, then keys, joined by spaces, none twice.

    Examples
    --------
    >>> search_text([("Мать", "label")])
    'мать'
    """
    words = [fold(text) for text, _ in names]
    keys = [key for text, script in names for key in keys_of(text, script)]
    return " ".join(dict.fromkeys(word for word in (*words, *keys) if word))


def fold_query(text: str) -> str:
    """What to look for in `search_text` when someone types a name.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    str
        The folded words and the keys, joined by spaces: letters and digits only, so no query syntax is left in it.
        Any one of them may match; more matches rank higher.

    Examples
    --------
    >>> fold_query("Lee Young-hee").split()[:3]
    ['lee', 'young', 'hee']
    """
    return search_text([(text, "")])


def index_query(text: str) -> str:
    """What to ask a full-text index of `search_text` in Lucene's syntax.

    Parameters
    ----------
    text : str
        What was typed: a name or part of one, or the first letters of Korean syllables.

    Returns
    -------
    str
        Folded words and keys, any of which may match; long Latin and Cyrillic words also with one letter wrong, a lone
        Hangul syllable as the begin of a name. Empty if there is nothing to look for.

    Notes
    -----
    What is typed comes in as letters and digits only: in quotes none of it is read as an operator.

    Examples
    --------
    >>> index_query("Chongjn").endswith(" OR chongjn~1"), index_query("김")
    (True, '/김.?/')
    """
    letters = initials_query(text)
    words = fold(text).split()
    if letters or not words:
        return letters
    exact = [f'"{term}"' for term in fold_query(text).split()[:_MOST_TERMS] if not is_hangul(term) or len(term) > 1]
    lone = [f"/{word}.?/" for word in words if is_hangul(word) and len(word) == 1]
    near = [f"{word}~1" for word in words if len(word) >= _LONG_WORD and detect_script(word) in ("Latn", "Cyrl")]
    return " OR ".join([*(exact if len(lone) < len(words) else ()), *lone, *near][:_MOST_TERMS])


def name_answer(a: str, b: str) -> dict[str, Any]:
    """A comparison in the shape of the ``name`` answer.

    Parameters
    ----------
    a, b : str
        Two names.

    Returns
    -------
    dict
        Keys ``a, b, match, score, reasons``.

    Examples
    --------
    >>> name_answer("Chol Su", "Chol Ho")["match"]
    'different'
    """
    found = compare_names(a, b)
    return {"a": a, "b": b, "match": str(found.match), "score": round(found.score, 2), "reasons": list(found.reasons)}
