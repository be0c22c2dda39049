"""Which form of a record's names a search matched, how well, and the order of what is found by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from app.domain.name_compare import Match, compare_names
from app.domain.name_fold import detect_script, fold
from app.domain.name_initials import initials_of, match_initials
from app.domain.name_keys import GIVEN, keys_of


class How(StrEnum):
    """How a form matches, best first."""

    EXACT = "exact"
    SAME_SYSTEM = "same_system"
    OTHER_SCRIPT = "other_script"
    SPELLING = "spelling"
    INITIALS = "initials"
    NEAR = "near"
    PART = "part"


_ORDER = {how: place for place, how in enumerate(How)}


@dataclass(frozen=True, slots=True)
class FormMatch:
    """The form of a record's names that a search matched best.

    Attributes
    ----------
    form : str
        The name as recorded.
    script : str
        ``Hang``, ``Hani``, ``Cyrl`` or ``Latn``.
    how : How
        ``exact``: the same letters; ``same_system``: the same name in the same script by official spellings (another
        order, hyphens, 리 and 이); ``other_script``: the same name in another script; ``spelling``: another spelling
        of it; ``initials``: the first letters of its syllables; ``near``: one letter is
        another, too many or missing; ``part``: some words or syllables of it.
    score : float
        0 to 1: how near it is, among matches of one kind.
    """

    form: str
    script: str
    how: How
    score: float

    @property
    def rank(self) -> tuple[int, float]:
        """What matches are sorted by: the kind, then the nearest spelling first."""
        return _ORDER[self.how], -self.score


def match_form(searched: str, forms: Iterable[str]) -> FormMatch | None:
    """Return the form that fits best what was searched for.

    Parameters
    ----------
    searched : str
        A name, or part of one, in any script, order and romanisation.
    forms : iterable of str
        The names of one record.

    Returns
    -------
    FormMatch or None
        None if there are no forms, or none with these first letters.

    Notes
    -----
    Each form is compared with what was searched for; forms that share no key with it can only be a part. First letters
    (ㅎㅅㅈ) match by themselves or not at all.

    Examples
    --------
    >>> match_form("Lee Young-hee", ["Ли Ён Хи", "리영희"]).how.value
    'other_script'
    >>> match_form("리영희", ["Ли Ён Хи", "이영희"]).form
    '이영희'
    """
    letters = initials_of(searched)
    listed = [form for form in dict.fromkeys(forms) if form]
    found = [_match(searched, form) for form in listed] if not letters else _by_initials(letters, listed)
    return min(found, key=lambda match: match.rank, default=None)


def _by_initials(letters: tuple[str, ...], forms: Iterable[str]) -> list[FormMatch]:
    scores = ((form, match_initials(letters, fold(form))) for form in forms)
    return [FormMatch(form, detect_script(form), How.INITIALS, score) for form, score in scores if score]


def _match(searched: str, form: str) -> FormMatch:
    script = detect_script(form)
    one, other = fold(searched), fold(form)
    if one == other:
        return FormMatch(form, script, How.EXACT, 1.0)
    if _shares_a_key(searched, form) or one.replace(" ", "") == other.replace(" ", ""):
        found = compare_names(searched, form)
        if found.match is Match.SAME:
            same_script = detect_script(searched) == script
            return FormMatch(form, script, How.SAME_SYSTEM if same_script else How.OTHER_SCRIPT, found.score)
        if found.match is Match.PLAUSIBLE:
            return FormMatch(form, script, How.SPELLING, found.score)
    return FormMatch(form, script, How.NEAR if _one_letter_off(one, other) else How.PART, _likeness(one, other))


def _shares_a_key(searched: str, form: str) -> bool:
    return not _keys(searched).isdisjoint(_keys(form))


def _keys(text: str) -> set[str]:
    return {key for key in keys_of(text, "") if not key.startswith(GIVEN)}


def _one_letter_off(one: str, other: str) -> bool:
    """Say whether two texts in letters of the alphabet are alike but for one letter."""
    if detect_script(one) not in ("Latn", "Cyrl") or abs(len(one) - len(other)) > 1:
        return False
    begin = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[begin:], other[begin:]
    return other_rest in (rest[1:], f"{other_rest[:1]}{rest}") or rest[1:] == other_rest[1:]


def _likeness(one: str, other: str) -> float:
    """Say how much of the words of the one are words of the other, and how alike their letters are."""
    left, right = set(one.split()), set(other.split())
    shared = len(left & right) / max(len(left), len(right), 1)
    alike = SequenceMatcher(None, one, other).ratio()
    return round(0.5 + 0.4 * shared + 0.1 * alike if shared else alike / 2, 3)
