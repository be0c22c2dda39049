"""Hangul syllables taken apart and put together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
#: Finals that sound alike are written alike.
FINAL_SOUND = {
    **dict.fromkeys("ㄱㄲㄳㅋㄺ", "ㄱ"), **dict.fromkeys("ㄴㄵㄶ", "ㄴ"), **dict.fromkeys("ㄷㅅㅆㅈㅊㅌ", "ㄷ"),
    **dict.fromkeys("ㄹㄼㄽㄾㅀ", "ㄹ"), **dict.fromkeys("ㅁㄻ", "ㅁ"), **dict.fromkeys("ㅂㅄㅍㄿ", "ㅂ"), "ㅇ": "ㅇ",
    "ㅎ": "", "": "",
}  # fmt: skip
_FIRST, _LAST = 0xAC00, 0xD7A3
#: Vowels before which ㄹ and ㄴ at the begin of a word are not spoken in the South.
_Y_VOWELS = frozenset("ㅑㅒㅕㅖㅛㅠㅣ")


@dataclass(frozen=True, slots=True)
class Syllable:
    """One Hangul syllable: initial, vowel and final letter (empty if none)."""

    initial: str
    vowel: str
    final: str


def is_hangul(text: str) -> bool:
    """Whether a text consists of whole Hangul syllables.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    bool
        False for the empty text.
    """
    return bool(text) and all(_FIRST <= ord(c) <= _LAST for c in text)


@cache  # 11,172 syllables exist
def take_apart(syllable: str) -> Syllable:
    """The letters of one syllable.

    Parameters
    ----------
    syllable : str
        One character from 가 to 힣.

    Returns
    -------
    Syllable

    References
    ----------
    .. [1] The Unicode Standard, section 3.12, Hangul syllable decomposition.
    """
    rest, final = divmod(ord(syllable) - _FIRST, len(FINALS))
    initial, vowel = divmod(rest, len(VOWELS))
    return Syllable(INITIALS[initial], VOWELS[vowel], FINALS[final])


def put_together(parts: Syllable) -> str:
    """The syllable of given letters; the inverse of `take_apart`.

    Parameters
    ----------
    parts : Syllable
        Letters as `take_apart` gives them.

    Returns
    -------
    str
        One character.
    """
    number = (INITIALS.index(parts.initial) * len(VOWELS) + VOWELS.index(parts.vowel)) * len(FINALS)
    return chr(_FIRST + number + FINALS.index(parts.final))


@cache
def south_initial(syllable: str) -> str:
    """A syllable as the South writes it at the begin of a word (initial-sound rule, 두음법칙).

    Parameters
    ----------
    syllable : str
        One Hangul syllable.

    Returns
    -------
    str
        리 is 이, 량 is 양, 로 is 노, 녀 is 여; all others stay.

    References
    ----------
    .. [1] 한글 맞춤법, articles 10 to 12.

    Examples
    --------
    >>> "".join(south_initial(s) for s in "리량로녀김")
    '이양노여김'
    """
    parts = take_apart(syllable)
    if (parts.initial in "ㄹㄴ" and parts.vowel in _Y_VOWELS) or (parts.initial, parts.vowel) == ("ㄹ", "ㅢ"):
        return put_together(Syllable("ㅇ", parts.vowel, parts.final))
    if parts.initial == "ㄹ":
        return put_together(Syllable("ㄴ", parts.vowel, parts.final))
    return syllable
