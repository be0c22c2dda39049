"""Reading kinship words: from the table, from the generated words, and put together from parts."""

import re
from dataclasses import replace
from functools import lru_cache

from app.domain.kin_algebra import join
from app.domain.kin_patterns import KinPattern
from app.domain.kin_table import find_terms, fold_term
from app.domain.kin_types import FEMALE, MALE
from app.domain.kin_words import readings_by_word

#: Parts of a longer expression; more is no kinship word.
_MOST_PARTS = 8
_MOST_LENGTH = 200
_SIDES = {"paternal": MALE, "maternal": FEMALE}
_NATURES = {"adoptive": "adoptive", "adopted": "adoptive", "foster": "foster"}
_AGES = {
    **dict.fromkeys(("elder", "older", "big", "eldest", "oldest"), "elder"),
    **dict.fromkeys(("younger", "little", "youngest"), "younger"),
}
_OWNERS = re.compile(r"^(?:my|his|her|their|our|the|a|an|mi|su|la|el|его|её|ее|мой|моя|그의|그녀의|나의|내|우리)\s+")
_SPANISH = re.compile(r"\s+(?:de la|de los|de las|del|de su|de mi|de)\s+")
_GREAT = re.compile(r"(?P<greats>(?:great )+)(?P<rest>.+)")
_COUSIN = re.compile(r"(?:(?P<half>half) )?(?P<ordinal>\w+) cousins?(?: (?P<times>\w+)(?: times)? removed)?")
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            ("first", "1st"),
            ("second", "2nd"),
            ("third", "3rd"),
            ("fourth", "4th"),
            ("fifth", "5th"),
            ("sixth", "6th"),
            ("seventh", "7th"),
            ("eighth", "8th"),
        ),
        start=1,
    )
    for word in words
}
_TIMES = {"once": 1, "one": 1, "twice": 2, "two": 2, "thrice": 3, "three": 3, "four": 4, "five": 5, "six": 6}
_DIGIT_TIMES = {str(number): number for number in range(1, 10)}
#: Korean words of respect at the end, and the word for one's own blood in front.
_RESPECT = ("님", "어른")
_OWN = ("친정", "친")
#: Korean words in front that tell the rank among brothers and sisters, or the elder one of two.
_RANKED = ("맏", "큰", "작은", "첫째", "둘째", "셋째", "넷째", "다섯째", "막내", "쌍둥이")
_RANKED_AGES = {"손위": "elder", "손아래": "younger"}
_IN_LAW = " in law"
#: Words in front of kin by a marriage that has ended, apart and written together.
_FORMER = ("former", "ex", "divorced", "전", "이혼한", "бывший", "бывшая", "бывшие", "экс", "antiguo", "antigua")
_GLUED_FORMER = ("ex", "전", "экс", "前")


@lru_cache(maxsize=4_096)
def read_words(text: str) -> tuple[KinPattern, ...]:
    """Return what a kinship expression can mean; empty if it is none, or has no steps.

    Parameters
    ----------
    text : str
        One word or several, in the languages of the table; put together in English ('s), Korean (의), Chinese (的) and
        Spanish (de).

    Returns
    -------
    tuple of KinPattern
        Each reading once.

    Examples
    --------
    >>> [reading.word() for reading in read_words("wife's elder sister's husband")]
    ['[s]u1d1[s]']
    """
    if len(text) > _MOST_LENGTH:
        return ()
    return tuple(dict.fromkeys(_read(_OWNERS.sub("", fold_term(text)))))


def _read(text: str) -> list[KinPattern]:
    known = find_terms(text)
    if known:
        return [reading for term in known for reading in term.readings]
    generated = _generated().get(text)
    if generated:
        return list(generated)
    parts = _parts(text)
    if len(parts) > 1:
        return _joined(parts)
    readers = (_cousin, _greats, _with_modifier, _in_law, _korean_variant, _former)
    return next((readings for read in readers if (readings := read(text))), [])


@lru_cache(maxsize=1)
def _generated() -> dict[str, list[KinPattern]]:
    found: dict[str, list[KinPattern]] = {}
    for word, patterns in readings_by_word().items():
        found.setdefault(fold_term(word), []).extend(patterns)
    return found


def _parts(text: str) -> list[str]:
    """Split an expression into its words, from ego outwards."""
    if "'s " in text or "s' " in text:
        return [part.strip() for part in re.split(r"'s |(?<=s)' ", text)]
    for mark in ("의 ", "의", "的"):
        if mark in text:
            return [part.strip() for part in text.split(mark) if part.strip()]
    if " of " in text:
        return [_OWNERS.sub("", part.strip()) for part in reversed(text.split(" of "))]
    return [part.strip() for part in reversed(_SPANISH.split(text))]


def _joined(parts: list[str]) -> list[KinPattern]:
    if len(parts) > _MOST_PARTS:
        return []
    found: list[KinPattern] = [KinPattern()]
    for part in parts:
        readings = _read(part)
        found = [joined for first in found for second in readings if (joined := join(first, second)) is not None]
    return found


def _cousin(text: str) -> list[KinPattern]:
    """Read "fifth cousin twice removed": removed downwards or upwards, the words do not say."""
    match = _COUSIN.fullmatch(text)
    if match is None or match["ordinal"] not in _ORDINALS:
        return []
    times = match["times"]
    removed = {**_TIMES, **_DIGIT_TIMES}.get(times, -1) if times else 0
    if removed < 0:
        return []
    near = _ORDINALS[match["ordinal"]] + 1
    shapes = dict.fromkeys([(near + removed, near), (near, near + removed)])
    half = "half" if match["half"] else ""
    return [KinPattern(ups=("",) * up, downs=("",) * down, half=half) for up, down in shapes]


def _greats(text: str) -> list[KinPattern]:
    """Read "great-great-…": one generation further for each."""
    match = _GREAT.fullmatch(text)
    if match is None:
        return []
    count = match["greats"].count("great")
    found = []
    for reading in _read(match["rest"]):
        if reading.affinity or min(reading.up, reading.down) > 1 or (reading.up, reading.down) == (1, 1):
            continue
        if reading.up > reading.down:
            found.append(replace(reading, ups=("",) * count + reading.ups))
        else:
            found.append(replace(reading, downs=reading.downs[:-1] + ("",) * count + reading.downs[-1:]))
    return found


def _with_modifier(text: str) -> list[KinPattern]:
    """Read one word in front: elder, maternal, adoptive, half, former."""
    head, _, rest = text.partition(" ")
    if not rest:
        return []
    readings = _read(rest)
    if head in _AGES:
        return [replace(r, seniority=_AGES[head]) for r in readings if 1 in (r.up, r.down) or r.up == r.down]
    if head in _SIDES:
        return [replace(r, ups=(_SIDES[head], *r.ups[1:])) for r in readings if r.up > 1]
    if head in _NATURES:
        return [replace(r, natures=(_NATURES[head],)) for r in readings if r.chon]
    if head == "half":
        return [replace(r, half="half") for r in readings if r.up and r.down]
    if head in _FORMER:
        return _ended(readings)
    if head in ("late", "twin", "only", "first", "second", "third", "full"):
        return readings
    return []


def _ended(readings: list[KinPattern]) -> list[KinPattern]:
    """Return kin by a marriage that has ended; of two marriages on the way one or the other."""
    return [
        *(replace(r, start_ended=True) for r in readings if r.start),
        *(replace(r, end_ended=True) for r in readings if r.end),
    ]


def _former(text: str) -> list[KinPattern]:
    """Read a word that begins with the mark of a former one: exsuegra, 전며느리, 前岳父."""
    for front in _GLUED_FORMER:
        if text.startswith(front) and len(text) > len(front):
            return _ended(_read(text.removeprefix(front)))
    return []


def _in_law(text: str) -> list[KinPattern]:
    """Read "cousin-in-law": the spouse's cousin or the cousin's spouse."""
    if not text.endswith(_IN_LAW):
        return []
    blood = [reading for reading in _read(text.removesuffix(_IN_LAW)) if reading.chon and not reading.affinity]
    spouse = [joined for reading in blood if (joined := join(KinPattern(start=True), reading)) is not None]
    return [*spouse, *map(_spouse_of, blood)]


def _spouse_of(reading: KinPattern) -> KinPattern:
    """Return the relative's spouse; the sex that the word tells is the spouse's."""
    if reading.downs:
        return replace(reading, downs=(*reading.downs[:-1], ""), end=True, end_sex=reading.relative_sex)
    return replace(reading, ups=(*reading.ups[:-1], ""), end=True, end_sex=reading.relative_sex)


def _korean_variant(text: str) -> list[KinPattern]:
    """Read a Korean word with an ending of respect (고모님), or one more in front (친누나, 둘째누나, 손아래동서)."""
    for ending in _RESPECT:
        if text.endswith(ending) and len(text) > len(ending):
            return _read(text.removesuffix(ending))
    for own in (*_OWN, *_RANKED):
        if text.startswith(own) and len(text) > len(own):
            return _read(text.removeprefix(own).strip())
    for front, age in _RANKED_AGES.items():
        if text.startswith(front):
            return [replace(reading, seniority=age) for reading in _read(text.removeprefix(front).strip())]
    return []
