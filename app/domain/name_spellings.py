"""Spellings of Hangul syllables in Latin and Cyrillic letters, read back to the syllables they can stand for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from app.domain.name_hangul import Syllable, is_hangul, put_together

#: One spoken syllable: the Hangul it can be, each with its cost (0 official spelling, 1 usual, 2 or more rare).
Candidates = dict[str, int]

_MOST_SYLLABLES = 8
_MOST_SPLITS = 6
_LETTER = re.compile("([ㄱ-ㅣ])([0-9]?)")


@dataclass(frozen=True, slots=True)
class _Spelling:
    spelling: str
    letters: tuple[tuple[str, int], ...]
    when: str


def data_rows(name: str) -> list[dict[str, str]]:
    """Rows of a data file of this folder, without its # lines.

    Parameters
    ----------
    name : str
        File name.

    Returns
    -------
    list of dict
    """
    text = files("app.domain").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def _table(script: str, part: str) -> dict[str, tuple[_Spelling, ...]]:
    """Spellings of one part by their first letter, longest first; the empty spelling under the empty letter."""
    found: dict[str, list[_Spelling]] = {}
    for row in data_rows("name_spellings.csv"):
        if (row["script"], row["part"]) == (script, part):
            letters = tuple((m[1], int(m[2] or 0)) for m in _LETTER.finditer(row["letters"])) or (("", 0),)
            found.setdefault(row["spelling"][:1], []).append(_Spelling(row["spelling"], letters, row["when"]))
    return {first: tuple(sorted(rows, key=lambda r: -len(r.spelling))) for first, rows in found.items()}


def _matches(script: str, part: str, text: str, at: int) -> Iterator[_Spelling]:
    table = _table(script, part)
    for row in table.get(text[at : at + 1], ()) if at < len(text) else ():
        if text.startswith(row.spelling, at):
            yield row
    yield from table.get("", ())


@cache
def surnames() -> dict[str, tuple[str, ...]]:
    """Surnames by spelling: each Hangul surname under itself, and under its usual Latin spellings.

    Returns
    -------
    dict
        Folded spelling to Hangul surnames, most frequent first.
    """
    found: dict[str, list[str]] = {}
    for row in data_rows("name_surnames.csv"):
        for spelling in (row["surname"], *row["spellings"].split()):
            found.setdefault(spelling, []).append(row["surname"])
    return {spelling: tuple(dict.fromkeys(names)) for spelling, names in found.items()}


@cache
def _latin_surnames() -> dict[str, tuple[str, ...]]:
    return {row["surname"]: tuple(row["spellings"].split()) for row in data_rows("name_surnames.csv")}


def surname_spellings(surname: str) -> tuple[str, ...]:
    """Usual Latin spellings of a surname, the most usual first.

    Parameters
    ----------
    surname : str
        Hangul, one of `surnames`.

    Returns
    -------
    tuple of str
    """
    return _latin_surnames()[surname]


@cache
def _characters() -> dict[str, tuple[tuple[str, ...], str]]:
    """Chinese characters: Korean readings, Mandarin reading without tone."""
    return {row["character"]: (tuple(row["hangul"].split()), row["pinyin"]) for row in data_rows("name_hanja.csv")}


def hanja_syllables(text: str) -> list[Candidates]:
    """The Korean readings of Chinese characters.

    Parameters
    ----------
    text : str
        Characters, NFC.

    Returns
    -------
    list of Candidates
        One for each character, all of cost 0; empty if one has no Korean reading.
    """
    known = _characters()
    if not all(c in known for c in text):
        return []
    return [dict.fromkeys(known[c][0], 0) for c in text]


def pinyin_of(text: str) -> list[str]:
    """The Mandarin readings of Chinese characters, without tones.

    Parameters
    ----------
    text : str
        Characters, NFC.

    Returns
    -------
    list of str
        One for each character; empty if one is not known.
    """
    known = _characters()
    found = [known[c][1] if c in known else "" for c in text]
    return found if all(found) else []


@cache
def _pinyin_syllables() -> frozenset[str]:
    return frozenset(pinyin for _, pinyin in _characters().values() if pinyin)


def is_pinyin(word: str) -> bool:
    """Whether a word can be split into Mandarin syllables.

    Parameters
    ----------
    word : str
        Lower case, no marks.

    Returns
    -------
    bool
    """
    known = _pinyin_syllables()
    reached = {0}
    for start in range(len(word)):
        if start in reached:
            reached |= {start + n for n in range(1, 7) if word[start : start + n] in known}
    return len(word) in reached and bool(word)


def is_surname(syllables: list[Candidates]) -> bool:
    """Whether syllables can be a surname.

    Parameters
    ----------
    syllables : list of Candidates
        One or two.

    Returns
    -------
    bool
    """
    known = surnames()
    if len(syllables) == 1:
        return any(s in known for s, cost in syllables[0].items() if cost <= 1)
    return len(syllables) == 2 and any(a + b in known for a in syllables[0] for b in syllables[1])


@lru_cache(maxsize=100_000)  # the same few thousand words make up all names
def read_syllables(word: str, script: str) -> list[list[Candidates]]:
    """The ways in which one word can be split into Korean syllables.

    Parameters
    ----------
    word : str
        One word in lower case, without marks; o-breve as eo, u-breve as eu, an aspirating apostrophe as h.
    script : str
        ``Hang``, ``Hani``, ``Latn`` or ``Cyrl``.

    Returns
    -------
    list of list of Candidates
        At most six ways; none if the word is no Korean.

    Notes
    -----
    Keeps the ways with the fewest syllables: hee is 희, never 헤에. A word of more than eight syllables is taken as
    foreign. Time grows with the length of the word only.
    """
    if script == "Hang":
        return [[{s: 0} for s in word]] if is_hangul(word) else []
    if script == "Hani":
        found = hanja_syllables(word)
        return [found] if found else []
    ways = _fewest_syllables(word, script)
    single = {name: 1 for name in surnames().get(word, ()) if len(name) == 1}
    if single:  # a surname spelling that the sound tables do not give, such as Park
        if not ways or len(ways[0]) > 1:
            return [[single], *ways]
        ways[0][0] |= {name: min(cost, ways[0][0].get(name, cost)) for name, cost in single.items()}
    return ways


def _fewest_syllables(word: str, script: str) -> list[list[Candidates]]:
    """Ways with the fewest syllables; from the end back, so that no part of the word is tried twice."""
    least: dict[int, int] = {len(word): 0}
    best: dict[int, list[tuple[int, Candidates]]] = {}
    for at in reversed(range(len(word))):
        steps = [(at + n, syllable) for n, syllable in _first_syllables(word, script, at) if at + n in least]
        if steps:
            least[at] = 1 + min(least[end] for end, _ in steps)
            best[at] = [(end, syllable) for end, syllable in steps if least[end] + 1 == least[at]]
    if least.get(0, _MOST_SYLLABLES + 1) > _MOST_SYLLABLES:
        return []

    def walk(at: int) -> Iterator[list[Candidates]]:
        if at == len(word):
            yield []
        for end, syllable in best.get(at, ()):
            for rest in walk(end):
                yield [syllable, *rest]

    return list(islice(walk(0), _MOST_SPLITS))


def _first_syllables(word: str, script: str, at: int) -> Iterator[tuple[int, Candidates]]:
    for initial in _matches(script, "initial", word, at):
        middle = at + len(initial.spelling)
        for vowel in _matches(script, "vowel", word, middle):
            if vowel.when == "bare" and initial.spelling:
                continue
            end = middle + len(vowel.spelling)
            finals = _matches(script, "final", word, end)
            for final in (each for each in finals if vowel.when != ("open" if each.spelling else "closed")):
                yield end + len(final.spelling) - at, _candidates(initial, vowel, final)


def _candidates(initial: _Spelling, vowel: _Spelling, final: _Spelling) -> Candidates:
    found: Candidates = {}
    for first, first_cost in initial.letters:
        for middle, middle_cost in vowel.letters:
            for last, last_cost in final.letters:
                syllable = put_together(Syllable(first, middle, last))
                cost = max(first_cost, middle_cost, last_cost)
                found[syllable] = min(cost, found.get(syllable, cost))
    return found
