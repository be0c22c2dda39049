"""Koreans with a foreign given name: Choi Viktor, Цой Виктор, 최 빅토르.

The surname is read as Korean, the given name by a skeleton of sounds that its Latin, Cyrillic and Hangul spellings
share. The skeleton is coarse (Hangul has one letter for b and v, p and f, l and r), so a match by it is only plausible.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from app.domain.name_fold import detect_script, fold
from app.domain.name_hangul import FINAL_SOUND, is_hangul, south_initial, take_apart
from app.domain.name_spellings import Candidates, is_surname, read_syllables, surnames

_SHORTEST = 4
_LONG = 6
_LONGEST_KOREAN = 2
_WORDS = re.compile(r"[^\W\d_]+")
_PATRONYMIC = re.compile(r".+(?:ович|евич|овна|евна|ична|инична|ovich|evich|ovna|evna|ichna)")
#: The empty sound is left out: soft and hard sign, and the ㅡ that Hangul puts between consonants.
_CYRILLIC = {
    "а": "a", "б": "p", "в": "p", "г": "k", "д": "t", "е": "e", "ё": "o", "ж": "j", "з": "j", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "l", "с": "s", "т": "t", "у": "u", "ф": "p",
    "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a",
}  # fmt: skip
_LATIN = {
    "shch": "s", "sch": "s", "sh": "s", "zh": "j", "kh": "h", "ck": "k", "ch": "c", "ph": "p", "th": "t", "ts": "c",
    "tz": "c", "x": "ks", "b": "p", "v": "p", "w": "p", "f": "p", "g": "k", "d": "t", "z": "j", "c": "k", "q": "k",
    "r": "l", "y": "i",
}  # fmt: skip
_INITIALS = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", [*"kknttlmppss", "", *"jjcktph"], strict=True))
_VOWELS = dict(zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", [*"aeaeoeoeoaeeouoeiu", "", *"ii"], strict=True))
_FINALS = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "nk"}
_LATIN_PARTS = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))
_GLIDE = re.compile("i(?=[aeou])")
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class ForeignReading:
    """A name as a Korean surname and a foreign given name.

    Attributes
    ----------
    surname : dict of str to int
        The Hangul surnames it can be, as the South writes them, with their costs.
    given : str
        Skeleton of the given name, at least four letters.
    foreign : bool
        The given name cannot be Korean: it has more than two syllables, or none, or stands with a patronymic.
    likely : bool
        It is foreign, or a long Latin or Cyrillic word (Виктор can be two Korean syllables): worth a search key.
    """

    surname: tuple[tuple[str, int], ...]
    given: str
    foreign: bool
    likely: bool

    @property
    def surnames(self) -> Candidates:
        """The Hangul surnames with their costs."""
        return dict(self.surname)


@lru_cache(maxsize=4_096)
def read_foreign(text: str, script: str = "") -> tuple[ForeignReading, ...]:
    """Read a name as a Korean surname with one other word; patronymics are left out.

    Parameters
    ----------
    text : str
        A name, surname first or last.
    script : str
        ``Hang``, ``Latn`` or ``Cyrl``; seen from the text if empty.

    Returns
    -------
    tuple of ForeignReading
        None if it is no such name.

    Examples
    --------
    >>> [reading.given for reading in read_foreign("Цой Виктор Робертович")]
    ['piktol']
    >>> read_foreign("Цой Виктор")[0].given == read_foreign("최 빅토르")[0].given
    True
    """
    script = script or detect_script(text)
    if script not in ("Hang", "Latn", "Cyrl") or "-" in text:
        return ()
    told = _words(text, script)
    words = [word for word in told if not _PATRONYMIC.fullmatch(word)]
    if len(words) == 1 and script == "Hang" and len(words[0]) > _LONGEST_KOREAN + 1:
        words = [words[0][0], words[0][1:]]
    if len(words) != 2:
        return ()
    found = []
    for surname, given in ((words[0], words[1]), (words[1], words[0])):
        sounds, known = _surname(surname, script), skeleton(given, script)
        if sounds and len(known) >= _SHORTEST:
            foreign = len(told) > len(words) or _is_foreign(given, script)
            likely = foreign or (script != "Hang" and len(known) >= _LONG)
            found.append(ForeignReading(tuple(sounds.items()), known, foreign, likely))
    return tuple(found)


def _words(text: str, script: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).lower()
    return fold(plain).split() if script == "Latn" else _WORDS.findall(plain)


def _surname(word: str, script: str) -> Candidates:
    """The surnames of one syllable that a word can be; a Latin or Cyrillic spelling may have more (Югай)."""
    ways = [way for way in read_syllables(word, script) if len(way) == 1 and is_surname(way)]
    found: Candidates = {}
    for name, cost in (each for way in ways for each in way[0].items() if each[0] in surnames()):
        south = south_initial(name)
        found[south] = min(cost, found.get(south, cost))
    return found


def _is_foreign(word: str, script: str) -> bool:
    """Whether a word cannot be a Korean given name: too many syllables, or spellings that no system has."""
    ways = read_syllables(word, script)
    return not any(len(way) <= _LONGEST_KOREAN and all(min(each.values()) <= 1 for each in way) for way in ways)


def skeleton(word: str, script: str) -> str:
    """Return the sounds of a foreign word that its spellings in three scripts share.

    Parameters
    ----------
    word : str
        One word in lower case.
    script : str
        ``Hang``, ``Latn`` or ``Cyrl``.

    Returns
    -------
    str
        Letters a-z; empty for Hangul that is not whole.

    Examples
    --------
    >>> skeleton("елена", "Cyrl"), skeleton("elena", "Latn"), skeleton("엘레나", "Hang")
    ('elena', 'elena', 'elena')
    """
    if script == "Hang":
        sounds = "".join(map(_syllable, word)) if is_hangul(word) else ""
    elif script == "Cyrl":
        sounds = "".join(_CYRILLIC.get(letter, "") for letter in word)
    else:
        sounds = _LATIN_PARTS.sub(lambda match: _LATIN[match[0]], word)
    return _DOUBLE.sub(r"\1", _GLIDE.sub("", sounds))


def _syllable(syllable: str) -> str:
    parts = take_apart(syllable)
    return f"{_INITIALS[parts.initial]}{_VOWELS[parts.vowel]}{_FINALS[FINAL_SOUND[parts.final]]}"
