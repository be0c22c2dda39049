"""The words for a relation in English and Korean, and from words back to relations."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from app.domain.kin_english import english
from app.domain.kin_korean_law import korean
from app.domain.kin_patterns import KinPattern
from app.domain.kin_types import FEMALE, MALE, Relation
from app.domain.kin_view import Case, View, case_of, outcomes, possible_words

#: More ways to a word than this, and the set of words is replaced by the degree, which holds for all of them.
MOST_WAYS = 64
#: Words are generated up to this degree for reading; a longer relation is read from its parts.
READ_CHON = 8
_EVERY_WAY = 1024
_MOST_KINDS = 4_096


def words(relation: Relation | KinPattern) -> dict[str, list[str]]:
    """Return the English and Korean words for what b is to a.

    Parameters
    ----------
    relation : Relation or KinPattern
        As found or as read.

    Returns
    -------
    dict
        ``en`` and ``ko``, each with at least one word. Several: the sex, the relative age or whether it is a half
        relation is not known, and each word is a possible one. Where there would be too many, the degree stands for
        them (6촌 친척).

    Examples
    --------
    >>> words(Relation("x:a", "x:b", False, 1, 0, False, path=("x:a", "x:b"), sexes=(None, "female")))
    {'en': ['mother'], 'ko': ['어머니']}
    """
    if isinstance(relation, KinPattern):
        found = _case_words(case_of(relation))
    else:
        r = relation
        kind = (r.seniority, r.lineal_twice, r.half, r.natures, r.start_bond, r.end_bond)
        found = _kept(r.marriage_start, r.up, r.down, r.marriage_end, *kind).of(r)
    return {"en": list(found[0]), "ko": list(found[1])}


_Words = tuple[tuple[str, ...], tuple[str, ...]]


class _Asked(tuple[str, ...]):
    """The sexes on a path, which note the positions that a naming rule asks about."""

    places: set[int]

    def __getitem__(self, position: Any) -> Any:
        self.places.add(position)
        return super().__getitem__(position)


class _KeptWords:
    """The words of relations of one kind, by the sexes that the naming rules ask about.

    A rule asks the same as long as it gets the same answers: what was found for some sexes holds for all paths that
    have them at the places asked about, whatever stands at the others.
    """

    def __init__(self) -> None:
        self._found: list[tuple[tuple[int, ...], dict[tuple[str | None, ...], _Words]]] = []

    def of(self, relation: Relation) -> _Words:
        """Return the words of one relation of this kind."""
        sexes = relation.sexes
        for places, found in self._found if sexes else ():  # a list: another thread may add to it meanwhile
            words = found.get(tuple([sexes[place] for place in places]))
            if words is not None:
                return words
        case = case_of(relation)
        asked = _Asked(case.sexes)
        asked.places = set()
        words = _case_words(replace(case, sexes=asked))
        if sexes:
            self._keep(tuple(sorted(asked.places)), sexes, words)
        return words

    def _keep(self, places: tuple[int, ...], sexes: tuple[str | None, ...], words: _Words) -> None:
        key = tuple([sexes[place] for place in places])
        known = next((found for others, found in self._found if others == places), None)
        if known is None:
            self._found.append((places, {key: words}))
        else:
            known[key] = words


@lru_cache(maxsize=_MOST_KINDS)
def _kept(*_kind: Any) -> _KeptWords:
    """Return what is kept for relations that differ in the sexes on the path alone."""
    return _KeptWords()


def _case_words(case: Case) -> _Words:
    chon = len(case.ups) + len(case.downs)
    degree = f"{chon}촌 {'친척' if case.start is None and case.end is None else '인척'}"
    korean_words = possible_words(case, korean, MOST_WAYS) or [degree]
    return tuple(possible_words(case, english, MOST_WAYS) or ()), tuple(korean_words)


def step_sibling_words(sex: str | None) -> dict[str, list[str]]:
    """Return the words for a step-sibling, who has a word and no degree.

    Parameters
    ----------
    sex : str or None
        Of the step-sibling; None: not known.

    Returns
    -------
    dict
        ``en`` and ``ko``, one word each, or both where the sex is not known.

    Examples
    --------
    >>> step_sibling_words("female")["en"]
    ['stepsister']
    """
    found = {MALE: ("stepbrother", "의붓형제"), FEMALE: ("stepsister", "의붓자매")}
    rows = [found[sex]] if sex in found else list(found.values())
    return {"en": [row[0] for row in rows], "ko": [row[1] for row in rows]}


@cache
def readings_by_word() -> dict[str, tuple[KinPattern, ...]]:
    """Return every generated word with what it can mean, nearest reading first.

    Returns
    -------
    dict of str to tuple of KinPattern

    Notes
    -----
    Each naming rule is run on relations of which only the steps are known; what it asks for is what the word tells.
    Korean words of more than four degrees exist over male links only; the others are described, and read from their
    parts.
    """
    found: dict[str, list[KinPattern]] = {}
    for shape in _shapes():
        for word, pattern in _leaves(shape, english):
            found.setdefault(word, []).append(pattern)
        for word, pattern in _leaves(shape if shape.chon <= _OPEN_CHON else _over_men(shape), korean):
            if "의 " not in word:
                found.setdefault(word, []).append(_married(pattern))
    return {word: tuple(sorted(set(rows), key=_order)) for word, rows in found.items()}


_OPEN_CHON = 4


def _married(pattern: KinPattern) -> KinPattern:
    """Add what a Korean word for a spouse of a relative tells of the two: one is a man and one a woman."""
    blood = (pattern.downs or pattern.ups or ("",))[-1]
    if not pattern.end or pattern.end_sex or not blood:
        return pattern
    return replace(pattern, end_sex=FEMALE if blood == MALE else MALE)


def _over_men(shape: KinPattern) -> KinPattern:
    """Fix the links of a relation as men, but for the first step up and the relative."""
    line = ["", *(["male"] * (shape.chon - 1))]
    ups, downs = line[: shape.up], line[shape.up :]
    (downs or ups)[-1] = ""
    return replace(shape, ups=tuple(ups), downs=tuple(downs))


def _shapes() -> list[KinPattern]:
    """Return relations of which only the steps are known, up to the degree of reading."""
    shapes = [
        KinPattern(start, ("",) * up, ("",) * (chon - up), end)
        for chon in range(READ_CHON + 1)
        for up in range(chon + 1)
        for start, end in ((False, False), (True, False), (False, True), (True, True))
        if (start or chon) and (chon or not end)
    ]
    plain = [KinPattern(ups=("",) * up, natures=("adoptive",)) for up in (1, 2)]
    plain += [KinPattern(downs=("",) * down, natures=("adoptive",)) for down in (1, 2)]
    return [*shapes, *plain, KinPattern(ups=("",), downs=("",), half="half"), KinPattern(True, natures=("partner",))]


def _leaves(shape: KinPattern, name: Callable[[View], str]) -> list[tuple[str, KinPattern]]:
    """Return each word that a rule can give for some steps, with what it tells."""
    case = case_of(shape)
    found = []
    for word, answers in outcomes(case, name, _EVERY_WAY) or []:
        told = [str(answers.get(position, sex)) for position, sex in enumerate(case.sexes)]
        pattern = KinPattern(
            start=shape.start,
            ups=tuple(told[position] for position in case.ups),
            downs=tuple(told[position] for position in case.downs),
            end=shape.end,
            ego_sex=told[0],
            start_sex="" if case.start is None else told[case.start],
            end_sex="" if case.end is None else told[case.end],
            seniority=answers.get("age", ""),
            half=shape.half,
            natures=shape.natures,
        )
        found.append((word, pattern))
    return found


def _order(pattern: KinPattern) -> tuple[int, int, tuple[str, ...]]:
    sexes = (*pattern.ups, *pattern.downs, pattern.ego_sex, pattern.start_sex, pattern.end_sex, pattern.seniority)
    return pattern.rank, pattern.up, sexes
