"""What a word of the kinship table means: a tie of its own, another kinship term, or no kinship at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.domain.cells import CellRefused
from app.domain.claims import ClaimKind
from app.domain.kin_patterns import KinPattern, chain
from app.domain.kin_terms import Term, canonical_terms, find_terms, is_acquaintance_term, is_kin_term

#: Kinship relations with a tie of their own: relation -> (tie type, "A is parent of B" is turned, default nature).
#: Any other kinship term is a ``KIN_OF`` tie with that term.
RELATIONS: dict[str, tuple[str, bool, str]] = {
    "parent": ("PARENT_OF", False, "unknown"),
    "child": ("PARENT_OF", True, "unknown"),
    "spouse": ("SPOUSE_OF", False, "marriage"),
    "partner": ("SPOUSE_OF", False, "partner"),
    "sibling": ("SIBLING_OF", False, "unknown"),
    "half_sibling": ("SIBLING_OF", False, "half"),
}
NATURES: dict[str, tuple[str, ...]] = {
    "PARENT_OF": ("birth", "adoptive", "step", "foster", "unknown"),
    "SPOUSE_OF": ("marriage", "partner"),
    "SIBLING_OF": ("full", "half", "unknown"),
}
#: Steps from B to A in "A is the … of B", and the relation that has a tie of its own.
_BY_STEPS = {("up",): "parent", ("down",): "child", ("spouse",): "spouse", ("up", "down"): "sibling"}


@dataclass(frozen=True, slots=True)
class ToldRelation:
    """A relation as the statement keeps it.

    Attributes
    ----------
    kind : str
        Kind of claim: kinship or acquaintance.
    term : str
        One of :data:`RELATIONS`, or the term of a ``KIN_OF`` or ``KNOWS`` tie.
    nature : str
        Empty where the source says none.
    ended : bool
        The word says that a marriage has ended (ex-wife, 전처).
    """

    kind: str
    term: str
    nature: str = ""
    ended: bool = False


@lru_cache(maxsize=4_096)
def read_relation(text: str, nature: str | None) -> ToldRelation:
    """Read a word of kinship or acquaintance.

    Parameters
    ----------
    text : str
        As in: A is the <text> of B; in any language of the term table.
    nature : str or None
        Cell of the column ``nature``.

    Returns
    -------
    ToldRelation

    Raises
    ------
    CellRefused
        If the word is in no list, or the nature does not fit it.

    Examples
    --------
    >>> read_relation("mother", None).term, read_relation("adoptive_parent", None).nature
    ('parent', 'adoptive')
    """
    found = find_terms(text)
    if is_acquaintance_term(text):
        return ToldRelation(ClaimKind.ACQUAINTANCE, _own_word(text, found), _none(text, nature))
    direct = _direct(found)
    if direct is not None:
        return ToldRelation(ClaimKind.KINSHIP, direct[0], _fitting(*direct, nature), ended=_ended(found))
    if is_kin_term(text):
        return ToldRelation(ClaimKind.KINSHIP, _own_word(text, found), _none(text, nature))
    raise CellRefused("unknown_term", "is no known word of kinship or acquaintance", ", ".join(canonical_terms()))


def _own_word(text: str, found: tuple[Term, ...]) -> str:
    """Return the table's spelling of a term; a word of several rows keeps its own."""
    return found[0].word if len(found) == 1 else text


def _direct(found: tuple[Term, ...]) -> tuple[str, str] | None:
    """Return the relation with a tie of its own that all readings of a word agree on, and the nature they tell."""
    if any(term.kind != "direct" for term in found):
        return None
    meanings = {_meaning(reading) for term in found for reading in term.readings}
    return meanings.pop() if len(meanings) == 1 else None


def _meaning(reading: KinPattern) -> tuple[str, str] | None:
    steps = tuple(kind for kind, _ in chain(reading))
    relation = _BY_STEPS.get(steps)
    if relation is None:
        return None
    if relation == "sibling" and reading.half == "half":
        return "half_sibling", ""
    if relation == "spouse":
        return ("partner" if "partner" in reading.natures else "spouse"), ""
    return relation, "+".join(reading.natures)


def _ended(found: tuple[Term, ...]) -> bool:
    return all(reading.start_ended for term in found for reading in term.readings)


def _fitting(relation: str, told: str, nature: str | None) -> str:
    """Return the nature of the word or of its column if it fits the relation."""
    tie, _, usual = RELATIONS[relation]
    allowed = (told,) if told else (usual,) if relation in ("half_sibling", "spouse", "partner") else NATURES[tie]
    if nature is not None and nature not in allowed:
        raise CellRefused("bad_nature", f"does not fit the relation {relation}", f"empty, or {', '.join(allowed)}")
    return nature or told


def _none(text: str, nature: str | None) -> str:
    if nature is not None:
        raise CellRefused("bad_nature", "is only for parents, children and siblings", "an empty cell")
    return ""
