"""Whether two names can be one person's, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import product

from app.domain.name_fold import detect_script, fold
from app.domain.name_foreign import read_foreign
from app.domain.name_keys import mandarin
from app.domain.name_readings import Reading, read_name
from app.domain.name_spellings import Candidates

_NEVER = 99
_USUAL = 1
_CLOSE = 0.9


class Match(StrEnum):
    """Whether two names can be one person's."""

    SAME = "same"
    PLAUSIBLE = "plausible"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Answer of a comparison: grade, score from 0 to 1, and why."""

    match: Match
    score: float
    reasons: tuple[str, ...]


def compare_names(a: str, b: str) -> NameMatch:
    """Whether two names can be one person's.

    Parameters
    ----------
    a, b : str
        Names in any script and order.

    Returns
    -------
    NameMatch
        *same*: one spelling, or one Korean name in two scripts or systems, by usual spellings. *plausible*: spellings
        that can stand for one name, or a given name without its surname. *different*: all else, also a Korean name
        with one other syllable.

    Notes
    -----
    Equal names do not make one person: about 1 in 5 Koreans is a Kim. This compares words only.

    Examples
    --------
    >>> compare_names("Kim Chol Su", "Kim Chol Ho").match.value
    'different'
    """
    one, other = fold(a), fold(b)
    if not one or not other:
        return NameMatch(Match.DIFFERENT, 0.0, ("no letters to compare",))
    if one == other:
        return NameMatch(Match.SAME, 1.0, ("same spelling",))
    if _orders(one.split()) & _orders(other.split()):
        return NameMatch(Match.SAME, 0.98, ("same letters, other order or spaces",))
    scripts = detect_script(a), detect_script(b)
    if "Hani" in scripts and "Latn" in scripts and set(mandarin(a)) & set(mandarin(b)):
        return NameMatch(Match.SAME, 0.9, ("same name by its Mandarin reading",))
    left, right = _readings(a), _readings(b)
    found = (
        _compare_readings(left, right, scripts)
        if left and right
        else _compare_words(one.split(), other.split(), scripts)
    )
    return _compare_foreign(a, b, scripts) or found if found.match is Match.DIFFERENT else found


def _compare_foreign(a: str, b: str, scripts: tuple[str, str]) -> NameMatch | None:
    """One Korean surname, and a foreign given name that sounds alike; nothing where both can be Korean."""
    if scripts == ("Hang", "Hang"):
        return None
    for x, y in product(read_foreign(a), read_foreign(b)):
        shared = [x.surnames[name] + y.surnames[name] for name in x.surnames.keys() & y.surnames.keys()]
        if (x.foreign or y.foreign) and x.given == y.given and min(shared, default=_NEVER) <= 2 * _USUAL:
            other = "another script" if scripts[0] != scripts[1] else "another spelling"
            return NameMatch(Match.PLAUSIBLE, 0.8, (f"same Korean surname, and a foreign given name in {other}",))
    return None


@lru_cache(maxsize=4_096)
def _readings(name: str) -> tuple[Reading, ...]:
    """Return the readings of a name; one that is searched for is compared with many."""
    return tuple(read_name(name))


def _orders(words: list[str]) -> set[str]:
    """The letters of a name as written, and with the surname moved to the other end."""
    return {"".join(words), "".join([*words[1:], *words[:1]]), "".join([*words[-1:], *words[:-1]])}


def _compare_readings(left: Sequence[Reading], right: Sequence[Reading], scripts: tuple[str, str]) -> NameMatch:
    pairs = [(x, y) for x in left for y in right]
    costs = [_costs(x.syllables, y.syllables) for x, y in pairs]
    best = min((c for c in costs if c is not None and _NEVER not in c), key=lambda c: (max(c), sum(c)), default=None)
    if best is not None:
        return _same_sounds(best, scripts)
    if any(_given_only(x, y) for x, y in pairs):
        return NameMatch(Match.PLAUSIBLE, 0.5, ("same given name, one has no surname",))
    apart = min((c.count(_NEVER) for c in costs if c is not None), default=_NEVER)
    if apart == 1:
        return NameMatch(Match.DIFFERENT, 0.3, ("differs in one syllable",))
    return NameMatch(Match.DIFFERENT, 0.0, ("different syllables",))


def _same_sounds(costs: Sequence[int], scripts: tuple[str, str]) -> NameMatch:
    """All syllables agree: how usual are the spellings?"""
    rare = max(costs)
    if scripts == ("Hani", "Hani"):
        return NameMatch(Match.PLAUSIBLE, 0.6, ("same Korean reading of other characters",))
    if scripts[0] != scripts[1]:
        if rare <= _USUAL:
            return NameMatch(Match.SAME, 0.97 - 0.02 * sum(costs), ("same name in another script",))
        return NameMatch(Match.PLAUSIBLE, 0.75, ("same name in another script, in a rare spelling",))
    if rare == 0:
        reason = "same name by the initial-sound rule" if scripts[0] == "Hang" else "same name in another spelling"
        return NameMatch(Match.SAME, 0.95, (reason,))
    return NameMatch(Match.PLAUSIBLE, max(0.6, 0.9 - 0.05 * sum(costs)), ("plausible spelling of the same name",))


def _costs(left: Sequence[Candidates], right: Sequence[Candidates]) -> list[int] | None:
    """For each syllable the cost of the best Hangul that both can be; None if the lengths differ."""
    if len(left) != len(right):
        return None
    return [min((x[s] + y[s] for s in x.keys() & y.keys()), default=_NEVER) for x, y in zip(left, right, strict=True)]


def _given_only(x: Reading, y: Reading) -> bool:
    if bool(x.surname) == bool(y.surname) or not (x.given and y.given):
        return False
    costs = _costs(x.given_syllables, y.given_syllables)
    return costs is not None and len(costs) > 1 and _NEVER not in costs


def _compare_words(one: list[str], other: list[str], scripts: tuple[str, str]) -> NameMatch:
    """Names that are no Korean: words in any order, small slips."""
    if sorted(one) == sorted(other):
        return NameMatch(Match.SAME, 0.95, ("same words in another order",))
    if scripts[0] != scripts[1]:
        return NameMatch(Match.DIFFERENT, 0.0, ("not comparable across these scripts",))
    ratio = SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other))).ratio()
    if ratio >= _CLOSE and len(one) == len(other):
        return NameMatch(Match.PLAUSIBLE, round(ratio * 0.8, 2), ("almost the same letters",))
    return NameMatch(Match.DIFFERENT, round(ratio * 0.3, 2), ("different words",))
