"""Spellings of Hangul syllables in Latin and Cyrillic letters, read back to the syllables they can stand for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
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


def read_syllables(word: str, script: str) -> list[list[Candidates]]:
    """The ways in which one word can be split into Korean syllables.

    Parameters
    ----------
    word : str
        One word in lower case, without marks; o-breve as eo, u-breve as eu, an aspirating apostrophe as h.
    script : str
        ``Hang``, ``Latn`` or ``Cyrl``.

    Returns
    -------
    list of list of Candidates
        At most six ways; none if the word is no Korean.

    Notes
    -----
    Backtracks over the spelling table and keeps the ways with the fewest syllables: hee is 희, never 헤에. A word of
    more than eight syllables is taken as foreign.
    """
    if script == "Hang":
        return [[{s: 0} for s in word]] if is_hangul(word) else []
    whole = surnames().get(word, ()) if script == "Latn" else ()
    ways = list(islice(_split(word, script, 0, _MOST_SYLLABLES), _MOST_SPLITS * 20))
    fewest = min((len(way) for way in ways), default=0)
    ways = [way for way in ways if len(way) == fewest][:_MOST_SPLITS]
    single = {name: 1 for name in whole if len(name) == 1}
    if single:  # a surname spelling that the sound tables do not give, such as Park
        for way in ways:
            if len(way) == 1:
                way[0] = single | way[0]
                break
        else:
            ways.insert(0, [single])
    return ways


def _split(word: str, script: str, at: int, room: int) -> Iterator[list[Candidates]]:
    if at == len(word):
        yield []
        return
    if room == 0:
        return
    for length, syllable in _first_syllables(word, script, at):
        for rest in _split(word, script, at + length, room - 1):
            yield [syllable, *rest]


def _first_syllables(word: str, script: str, at: int) -> Iterator[tuple[int, Candidates]]:
    for initial in _matches(script, "initial", word, at):
        middle = at + len(initial.spelling)
        for vowel in _matches(script, "vowel", word, middle):
            if vowel.when == "bare" and initial.spelling:
                continue
            end = middle + len(vowel.spelling)
            for final in _matches(script, "final", word, end):
                if vowel.when == ("open" if final.spelling else "closed"):
                    continue
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
