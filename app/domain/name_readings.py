"""How a name of a Korean can be read: surname and given name as syllables, in either order and any script."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from app.domain.name_fold import detect_script, fold
from app.domain.name_hangul import Syllable, put_together, south_initial, take_apart
from app.domain.name_spellings import Candidates, is_surname, read_syllables

_MOST_READINGS = 12
_MOST_WORDS = 6
_BREVES = str.maketrans({"ŏ": "eo", "ŭ": "eu", "ǒ": "eo", "ǔ": "eu"})
_ASPIRATED = re.compile("(?:(?<=[ktp])|(?<=ch))['`´ʻʼ‘’′＇](?=[aeiouwy])")
_WORD = {
    "Hang": re.compile("[가-힣]+"),
    "Hani": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"),
    "Cyrl": re.compile("[\u0400-\u052f]+(?:-[\u0400-\u052f]+)*"),
    "Latn": re.compile("[a-z]+(?:-[a-z]+)*"),
}
_SURNAME_FIRST = ("Hang", "Hani")
_DASHES = re.compile("[‐-―−–—]")
_Y_VOWELS = frozenset("ㅑㅒㅕㅖㅛㅠㅣㅢ")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name; the surname is empty where none is seen."""

    surname: tuple[tuple[tuple[str, int], ...], ...]
    given: tuple[tuple[tuple[str, int], ...], ...]

    @property
    def syllables(self) -> tuple[Candidates, ...]:
        """Surname first, as the South writes each syllable where it stands."""
        return (*_southern(self.surname), *_southern(self.given))

    @property
    def given_syllables(self) -> tuple[Candidates, ...]:
        """The given name alone."""
        return _southern(self.given)


@lru_cache(maxsize=4_096)
def _southern(syllables: tuple[tuple[tuple[str, int], ...], ...]) -> tuple[Candidates, ...]:
    """Initial-sound rule for all candidates; two that become one keep the lower cost."""
    found = []
    for place, candidates in enumerate(syllables):
        south: Candidates = {}
        for syllable, cost in candidates:
            form = south_initial(syllable) if place == 0 else _inner(syllable)
            south[form] = min(cost, south.get(form, cost))
        found.append(south)
    return tuple(found)


@cache
def _inner(syllable: str) -> str:
    """Inside a name the South writes 철룡 or 철용, 성률 or 성율: the second form stands for both."""
    parts = take_apart(syllable)
    if parts.initial == "ㄹ" and parts.vowel in _Y_VOWELS:
        return put_together(Syllable("ㅇ", parts.vowel, parts.final))
    return syllable


def read_name(text: str, script: str = "") -> list[Reading]:
    """The ways in which a name can be one of a Korean person or place.

    Parameters
    ----------
    text : str
        The name as written.
    script : str
        ``Hang``, ``Hani``, ``Latn`` or ``Cyrl``; seen from the text if empty.

    Returns
    -------
    list of Reading
        Surname first, then surname last where the last word can be one; none if some word is no Korean.

    Examples
    --------
    >>> [len(r.syllables) for r in read_name("Lee Young-hee")]
    [3]
    """
    script = script or detect_script(text)
    words, comma = _words(text, script)
    if not words or len(words) > _MOST_WORDS or text.count("-") > _MOST_WORDS:
        return []
    split: list[list[list[Candidates]]] = []
    for word in words:
        ways = _read_word(word, script)
        if not ways:
            return []
        split.append(ways)
    readings = _orders(split, words, script, comma)
    return list(dict.fromkeys(readings))[:_MOST_READINGS]


def _words(text: str, script: str) -> tuple[list[str], bool]:
    plain = unicodedata.normalize("NFC", _DASHES.sub("-", text)).lower()
    comma = plain.count(",") == 1 and not plain.rstrip().endswith(",")
    if script == "Latn":
        marked = _ASPIRATED.sub("h", plain).translate(_BREVES).replace(",", " ")
        plain = " ".join("-".join(map(fold, word.split("-"))) for word in marked.split())
    plain = plain.replace("\u0301", "")  # in Cyrillic й and ё are letters of their own: only stress marks go
    return _WORD[script].findall(plain), comma


def _read_word(word: str, script: str) -> list[list[Candidates]]:
    """All splits of one word; a hyphen always parts syllables."""
    ways: list[list[Candidates]] = [[]]
    for part in word.split("-"):
        ways = [before + after for before in ways for after in read_syllables(part, script)][:_MOST_READINGS]
    return ways


def _orders(split: list[list[list[Candidates]]], words: list[str], script: str, comma: bool) -> list[Reading]:
    """Surname first if the first word can be one, last likewise; else no surname."""
    found: list[Reading] = []
    if len(split) == 1:
        for way in split[0]:
            cut = _surname_length(way) if script in _SURNAME_FIRST or len(way) in (3, 4) else 0
            found.append(_reading(way[:cut], way[cut:]))
            if cut and script not in _SURNAME_FIRST:
                found.append(_reading([], way))
        return found
    first = [w for w in split[0] if "-" not in words[0] and is_surname(w)]
    last = [w for w in split[-1] if "-" not in words[-1] and is_surname(w)]
    if comma or script in _SURNAME_FIRST:
        last = []
    for surname in first:
        found += [_reading(surname, given) for given in _join(split[1:])]
    for surname in last:
        found += [_reading(surname, given) for given in _join(split[:-1])]
    return found or [_reading([], way) for way in _join(split)]


def _surname_length(way: list[Candidates]) -> int:
    if len(way) >= 3 and is_surname(way[:2]):
        return 2
    return 1 if 2 <= len(way) <= 4 and is_surname(way[:1]) else 0


def _join(split: list[list[list[Candidates]]]) -> list[list[Candidates]]:
    ways: list[list[Candidates]] = [[]]
    for word in split:
        ways = [before + after for before in ways for after in word][:_MOST_READINGS]
    return ways


def _reading(surname: list[Candidates], given: list[Candidates]) -> Reading:
    return Reading(tuple(tuple(s.items()) for s in surname), tuple(tuple(s.items()) for s in given))
