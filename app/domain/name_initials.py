"""Searching by the first letters of syllables, as Korean keyboards allow: ㅎㅅㅈ for 한수진."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.domain.name_hangul import INITIALS, VOWELS

_FIRST, _VOWEL_SPAN, _INITIAL_SPAN = 0xAC00, 28, 28 * len(VOWELS)
#: Vowels before which ㄹ and ㄴ fall silent at the begin of a word in the South; before the others ㄹ becomes ㄴ.
_Y_VOWELS = "ㅑㅒㅕㅖㅛㅠㅣ"
_OTHER_VOWELS = "".join(vowel for vowel in VOWELS if vowel not in _Y_VOWELS)
#: What else the first letter of a word may be: North and South write it in two ways.
_ALSO_FIRST = {
    "ㅇ": (("ㄹ", _Y_VOWELS), ("ㄴ", _Y_VOWELS)),
    "ㄹ": (("ㅇ", _Y_VOWELS), ("ㄴ", _OTHER_VOWELS)),
    "ㄴ": (("ㄹ", _OTHER_VOWELS), ("ㅇ", _Y_VOWELS)),
}
#: Two letters that a keyboard joins into one while they are typed.
_JOINED = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
_BARE = {chr(0x1100 + place): letter for place, letter in enumerate(INITIALS)}
_LETTERS = str.maketrans({**_JOINED, **_BARE, "-": "", "·": ""})
_INITIALS_AND_SYLLABLES = re.compile(f"[가-힣]*[{INITIALS}][가-힣{INITIALS}]*")


@lru_cache(maxsize=1_024)
def initials_of(text: str) -> tuple[str, ...]:
    """The first letters of syllables as expressions, one for each syllable.

    Parameters
    ----------
    text : str
        What was typed; whole syllables may stand among the letters.

    Returns
    -------
    tuple of str
        Each a regular expression for one syllable, the same for Python and for Lucene. Empty if the text is not of this
        kind.

    Notes
    -----
    A first ㄹ, ㄴ or ㅇ also finds the spelling of the other half of the country: 리, 이.

    Examples
    --------
    >>> initials_of("한ㅅ"), initials_of("한수진")
    (('한', '[사-싷]'), ())
    """
    letters = "".join(unicodedata.normalize("NFC", text).translate(_LETTERS).split())
    if not _INITIALS_AND_SYLLABLES.fullmatch(letters):
        return ()
    return tuple(_syllables(letter, first=place == 0) for place, letter in enumerate(letters))


def initials_query(text: str) -> str:
    """What to look for in an index of pairs of neighbouring syllables, as the full-text index keeps them.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    str
        A query in Lucene's syntax, of our own characters and Hangul syllables alone; names with more of the pairs score
        higher. Empty if the text is no first letters.

    Examples
    --------
    >>> initials_query("ㅎㅅㅈ")
    '/[하-힣][사-싷]/ OR /[사-싷][자-짛]/'
    """
    syllables = initials_of(text)
    pairs = zip(syllables, syllables[1:] or (".?",), strict=False)
    return " OR ".join(f"/{''.join(pair)}/" for pair in pairs)


def _syllables(letter: str, *, first: bool) -> str:
    """Return the class of the syllables that begin with a letter; a whole syllable stands for itself."""
    if letter not in INITIALS:
        return letter
    ranges = [_range(letter, VOWELS[0], VOWELS[-1])]
    for other, vowels in _ALSO_FIRST.get(letter, ()) if first else ():
        ranges += [_range(other, vowel, vowel) for vowel in vowels]
    return f"[{''.join(ranges)}]"


def _range(initial: str, first_vowel: str, last_vowel: str) -> str:
    start = _FIRST + INITIALS.index(initial) * _INITIAL_SPAN
    first, last = (start + VOWELS.index(vowel) * _VOWEL_SPAN for vowel in (first_vowel, last_vowel))
    return f"{chr(first)}-{chr(last + _VOWEL_SPAN - 1)}"


def match_initials(syllables: tuple[str, ...], folded: str) -> float:
    """How much of a name the first letters stand for.

    Parameters
    ----------
    syllables : tuple of str
        Of :func:`initials_of`.
    folded : str
        A folded name.

    Returns
    -------
    float
        1 for the whole name, less for its begin, half of that for what stands within it, 0 if they do not match.
    """
    pattern, words = "".join(syllables), folded.split()
    whole = len(syllables) / max(len("".join(words)), 1)
    if re.match(pattern, "".join(words)):
        return whole
    begins = ("".join(words[place:]) for place in range(1, len(words)))
    inside = any(re.match(pattern, text) for text in begins) or any(re.search(pattern, word) for word in words)
    return whole / 2 if inside else 0.0
