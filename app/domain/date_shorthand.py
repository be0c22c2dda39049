"""Shorthand of dates written out before the words are read: Roman numerals, and what two dates share."""

from __future__ import annotations

import re

_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "х": 10}
_ROMAN = "([ivxх]{1,6})"  # the last x is the Cyrillic letter, which Russian texts use for it
_ROMAN_CENTURIES = (
    re.compile(rf"(?<![0-9a-zа-я]){_ROMAN}(?=[- ]*(?:и|го|м)?\s?(?:век[ае]?(?![а-я])|century|cent\b))"),
    re.compile(rf"(?<![0-9a-zа-я]){_ROMAN}(?=\s?(?:в|ст)(?:\.|$))"),
    re.compile(rf"(?<=\bsiglo )\s*{_ROMAN}(?![0-9a-zа-я])"),
)
_ROMAN_MONTH = re.compile(rf"(?<![0-9])([0-9]{{1,2}})\s?[./ -]\s?{_ROMAN}\s?[./ -]\s?([0-9]{{4}})(?![0-9])")
_SIGLO = re.compile(r"\bsiglo\s+([0-9]{1,2})(?![0-9])")
_SHORT_CENTURY = re.compile(r"(?<![0-9])([0-9]{1,2})\s?(?:(?:th|st|nd|rd)\s?c\.?|в\.|ст\.)(?=\s|$)")
_DECADE_WORD = r"(?:'?s(?![a-z])|\s?년대|\s?年代|-?(?:е|ые|х|ых)(?![а-я]))"
_BETWEEN = r"([^0-9]{1,12}?)"
#: 1970s-80s, 1970~80년대: the second decade leaves out the century of the first.
_TWO_DECADES = re.compile(rf"(?<![0-9])([0-9]{{2}})([0-9]0){_DECADE_WORD}?{_BETWEEN}'?([0-9]0)({_DECADE_WORD})")
#: 20世纪70至80年代: the century stands before both.
_CENTURY_OF_TWO = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})\s?(?:세기|世纪|世紀)\s?([0-9]0){_DECADE_WORD}?{_BETWEEN}([0-9]0)({_DECADE_WORD})"
)
#: 6-8월, 6~8月: one word for two months.
_TWO_MONTHS = re.compile(r"(?<![0-9.-])([0-9]{1,2})\s?([-–~])\s?([0-9]{1,2})\s?(월|月)")
#: 2009. 6. 3. ~ 6. 5.: the second day leaves out the year.
_TWO_DAYS = re.compile(
    r"(?<![0-9])([0-9]{4})(\s?\.\s?[0-9]{1,2}\s?\.\s?[0-9]{1,2}\s?\.?\s?[-–~]\s?)([0-9]{1,2}\s?\.\s?[0-9]{1,2})"
    r"(?!\s?\.?\s?[0-9])"
)


def write_out(text: str) -> str:
    """Write centuries and months in digits, and both of two decades, months or days in full.

    Parameters
    ----------
    text : str
        Folded text.

    Returns
    -------
    str
        As given where nothing of the kind stands in it.

    Examples
    --------
    >>> write_out("начало xx века"), write_out("siglo xix"), write_out("1970-80년대"), write_out("5.vi.1937")
    ('начало 20 века', '19th century', '1970년대-1980년대', '1937-06-05')
    """
    text = _ROMAN_MONTH.sub(_day, text)
    for pattern in _ROMAN_CENTURIES:
        text = pattern.sub(lambda match: str(_number(match[1])), text)
    text = _SHORT_CENTURY.sub(r"\1th century", _SIGLO.sub(r"\1th century", text))
    text = _CENTURY_OF_TWO.sub(lambda m: _two(f"{int(m[1]) - 1:02d}", m[2], m[3], m[4], m[5]), text)
    text = _TWO_DECADES.sub(lambda m: _two(m[1], m[2], m[3], m[4], m[5]) if m[2] < m[4] else m[0], text)
    return _TWO_DAYS.sub(r"\1\2\1.\3", _TWO_MONTHS.sub(r"\1\4\2\3\4", text))


def _day(match: re.Match[str]) -> str:
    month = _number(match[2])
    return f"{match[3]}-{month:02d}-{match[1].zfill(2)}" if 1 <= month <= 12 else match[0]


def _two(century: str, first: str, between: str, last: str, word: str) -> str:
    return f"{century}{first}{word}{between}{century}{last}{word}"


def _number(roman: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in roman]
    following = [*digits[1:], 0]
    return sum(-one if one < after else one for one, after in zip(digits, following, strict=True))
