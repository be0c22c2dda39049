"""Searches records by name: any script, any romanisation, with slips of spelling."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.identifiers import is_id
from app.domain.names import index_query, match_form
from app.errors import InvalidParameter
from app.services.reader import Reader, given

SEARCHED = ("Person", "Agency", "Place")
MOST_SEARCH_CHARACTERS = 200
#: So many of the index's best hits are ranked by how their names match.
_RANKED = 50


def search_names(reader: Reader, text: str, *, types: Sequence[str] = SEARCHED, limit: int = 25) -> dict[str, Any]:
    """Return records whose names match a text, best first.

    Parameters
    ----------
    reader : Reader
    text : str
        1 to 200 characters; any script, with any romanisation and one letter wrong in a long word, or the first letters
        of Korean syllables (ㅎㅅㅈ).
    types : sequence of str
        Person, Agency, Place.
    limit : int
        Most hits.

    Returns
    -------
    dict
        ``hits``: label, id, name, names …, score, ``matched`` (``form, script, how``: exact, same_system,
        other_script, spelling, initials, near, part, id); ``truncated``. Ranked by ``how``, then by the nearest
        spelling, then by the score of the index. The text is not repeated.

    Raises
    ------
    InvalidParameter
    """
    text = text.strip()
    if not 1 <= len(text) <= MOST_SEARCH_CHARACTERS:
        raise InvalidParameter("text", f"1 to {MOST_SEARCH_CHARACTERS} characters")
    if is_id(text):
        matched = {"form": text, "script": "Latn", "how": "id"}
        named = reader.names([text]).values()
        return {"hits": [{**entry, "score": 1.0, "matched": matched} for entry in named], "truncated": False}
    words = index_query(text)
    if not words:
        return {"hits": [], "truncated": False}
    rows = reader.rows("records.search", words=words, types=list(types), most=max(limit, _RANKED) + 1)
    return {"hits": _ranked(text, rows)[:limit], "truncated": len(rows) > limit}


def _ranked(text: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return hits with the form that matched, best first; equal ones in the order of the index."""
    found = []
    for row in rows:
        hit = {"label": row["label"], **given(row["node"]), "score": row["score"]}
        match = match_form(text, [hit.get("name", hit["id"]), *hit.get("names", ())])
        if match is not None:
            hit["matched"] = {"form": match.form, "script": match.script, "how": str(match.how)}
            found.append((match.rank, hit))
    return [hit for _, hit in sorted(found, key=lambda each: each[0])]
