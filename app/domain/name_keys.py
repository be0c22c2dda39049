"""Keys under which the spellings of one Korean name in any script and order find each other.

A key is the skeleton of sounds that all usual spellings share: 리영희, 이영희, Ri Yong Hui, Lee Young-hee and Ли Ён Хи
all have ``k0iyonkhi``. It is coarser than Hangul on purpose; `app.domain.name_compare` looks closer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import islice, product

from app.domain.name_fold import detect_script, fold
from app.domain.name_foreign import read_foreign
from app.domain.name_hangul import FINAL_SOUND, take_apart
from app.domain.name_readings import read_name
from app.domain.name_spellings import Candidates, is_pinyin, pinyin_of

#: Keys begin with a letter and a digit, so that no word of a name is one: whole Korean name, Korean given
#: name, other name, Mandarin reading, Korean surname with a foreign given name.
WHOLE, GIVEN, OTHER, PINYIN, FOREIGN = "k0", "k1", "k2", "k3", "k4"
LABEL = "label"
_MOST_KEYS = 16
_USUAL = 1
_INITIAL = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", [*"kknttlmppss", "", *"cccktph"], strict=True))
_VOWEL = {
    "ㅏ": "a", "ㅐ": "e", "ㅑ": "ya", "ㅒ": "ye", "ㅓ": "o", "ㅔ": "e", "ㅕ": "yo", "ㅖ": "ye", "ㅗ": "o", "ㅘ": "wa",
    "ㅙ": "we", "ㅚ": "we", "ㅛ": "yo", "ㅜ": "u", "ㅝ": "wo", "ㅞ": "we", "ㅟ": "wi", "ㅠ": "yu", "ㅡ": "u", "ㅢ": "i",
    "ㅣ": "i",
}  # fmt: skip
_FINAL = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "nk"}


@cache
def _sound(syllable: str) -> str:
    parts = take_apart(syllable)
    return f"{_INITIAL[parts.initial]}{_VOWEL[parts.vowel]}{_FINAL[FINAL_SOUND[parts.final]]}"


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
    return tuple(sorted({key for text, script in names for key in keys_of(text, script) if not key.startswith(GIVEN)}))


@lru_cache(maxsize=65_536)
def keys_of(text: str, script: str) -> tuple[str, ...]:
    """All keys of one form: those of `match_keys`, and those of the given name alone, for searches without surname.

    Parameters
    ----------
    text, script : str
        One form of a name; none for a label.

    Returns
    -------
    tuple of str
        Likeliest first.
    """
    if script == LABEL:
        return ()
    readings = read_name(text, script)
    words = fold(text).split()
    whole = [r for r in readings if r.surname or len(words) == 1]
    found = [key for r in whole for key in _keys(WHOLE, r.syllables)]
    if not whole and words:
        found.append(OTHER + "".join(sorted(words)))
    found += [PINYIN + reading for reading in mandarin(text)]
    for foreign in read_foreign(text, script):
        if foreign.likely:
            found += [f"{FOREIGN}{sound}{foreign.given}" for sound in _sounds(foreign.surnames)]
    found += [key for r in readings if r.given for key in _keys(GIVEN, r.given_syllables)]
    return tuple(dict.fromkeys(found))


def mandarin(text: str) -> tuple[str, ...]:
    """How a name can be read in Mandarin: of characters their pinyin, of Latin words that are pinyin both orders.

    Parameters
    ----------
    text : str
        One form of a name.

    Returns
    -------
    tuple of str
        Pinyin without tones and spaces, u for both u and u with dots.
    """
    script, words = detect_script(text), fold(text).split()
    if script == "Hani":
        found = pinyin_of("".join(words))
        return ("".join(found).replace("v", "u"),) if found else ()
    if script != "Latn" or len(words) not in (2, 3) or not all(is_pinyin(word) for word in words):
        return ()
    return tuple(dict.fromkeys(("".join(words), "".join([words[-1], *words[:-1]]))))
