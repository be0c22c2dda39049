"""Keys under which the spellings of one Korean name in any script and order find each other.

A key is the skeleton of sounds that all usual spellings share: 리영희, 이영희, Ri Yong Hui, Lee Young-hee and Ли Ён Хи all
have ``k0iyonkhi``. It is coarser than Hangul on purpose; `app.domain.name_compare` looks closer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, product

from app.domain.name_fold import fold
from app.domain.name_hangul import take_apart
from app.domain.name_readings import Reading, read_name
from app.domain.name_spellings import Candidates

#: Keys begin with a letter and a digit, so that no word of a name is one: whole Korean name, Korean given name, other.
WHOLE, GIVEN, OTHER = "k0", "k1", "k2"
LABEL = "label"
_MOST_KEYS = 16
_USUAL = 1
_INITIAL = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", [*"kknttlmppss", "", *"cccktph"], strict=True))
_VOWEL = dict(
    zip(
        "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
        "a e ya ye o e yo ye o wa we we yo u wo we wi yu u i i".split(),
        strict=True,
    )
)
_FINAL = {
    **dict.fromkeys("ㄱㄲㄳㅋㄺ", "k"), **dict.fromkeys("ㄴㄵㄶ", "n"), **dict.fromkeys("ㄷㅅㅆㅈㅊㅌ", "t"),
    **dict.fromkeys("ㄹㄼㄽㄾㅀ", "l"), **dict.fromkeys("ㅁㄻ", "m"), **dict.fromkeys("ㅂㅄㅍㄿ", "p"), "ㅇ": "nk",
    "ㅎ": "", "": "",
}  # fmt: skip


def _sound(syllable: str) -> str:
    parts = take_apart(syllable)
    return _INITIAL[parts.initial] + _VOWEL[parts.vowel] + _FINAL[parts.final]


def _sounds(candidates: Candidates) -> list[str]:
    """Skeletons of one syllable, likeliest first; rare spellings only where there is no other."""
    usual = [s for s, cost in candidates.items() if cost <= _USUAL] or list(candidates)
    return list(dict.fromkeys(_sound(s) for s in sorted(usual, key=lambda s: candidates[s])))


def _keys(prefix: str, syllables: Sequence[Candidates]) -> Iterable[str]:
    for sounds in islice(product(*(_sounds(s) for s in syllables)), _MOST_KEYS):
        yield prefix + "".join(sounds)


def match_keys(names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Keys by which the names of one person or place find another record of the same.

    Parameters
    ----------
    names : iterable of (text, script)
        Forms of the name; a form of script ``label`` gives no key, an empty script is seen from the text.

    Returns
    -------
    tuple of str
        Sorted. Two records may be one if they share a key; free of order, spelling, script, hyphens and spaces.

    Notes
    -----
    Latin and Cyrillic spellings that stand for several sounds give several keys, at most 16 for each reading. A name
    that is no Korean gives one key of its folded words in alphabetical order.

    Examples
    --------
    >>> match_keys([("Lee Young-hee", "Latn")]) == match_keys([("리영희", "Hang")])
    True
    """
    found: set[str] = set()
    for text, script in names:
        if script == LABEL:
            continue
        readings = read_name(text, script)
        words = fold(text).split()
        whole = [r for r in readings if r.surname or len(words) == 1]
        for reading in whole:
            found.update(_keys(WHOLE, reading.syllables))
        if not whole and words:
            found.add(OTHER + "".join(sorted(words)))
    return tuple(sorted(found))


def given_keys(text: str, script: str) -> tuple[str, ...]:
    """Keys of the given name alone, for a search that leaves the surname out.

    Parameters
    ----------
    text, script : str
        One form of a name.

    Returns
    -------
    tuple of str
    """
    readings: list[Reading] = [] if script == LABEL else read_name(text, script)
    return tuple(dict.fromkeys(key for r in readings if r.given for key in _keys(GIVEN, r.given_syllables)))
