"""A text about a date cut into words and numbers of known kinds; which language they are of does not matter."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.domain.date_values import DateRefused

_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTER = re.compile(r"[a-z\u0400-\u052f]")
_CLOCK = re.compile(
    r"(?:[012]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?:\s?[ap]m)?|[01]?[0-9]\s?[ap]m)(?:\s?(?:z|utc|kst|msk))?(?![0-9a-z])"
    r"|[0-9]{1,2}\s?(?:시|时|時|час(?:ов|а)?(?![а-я]))(?:\s?[0-9]{1,2}\s?(?:분|分|минут[аы]?))?"
)
#: Numbers with what says what they are. The first that fits wins.
_NUMBERS = (
    ("number", re.compile(r"[0-9]+(?=\Z| (?!century)[a-z])")),  # most numbers: nothing beside them says more
    ("edtf", re.compile(r"(?=[0-9-]*x|[0-9]{4}-[0-9]{2})[0-9x]{4}(?:-[0-9x]{2}(?:-[0-9x]{2})?)?(?![0-9a-z-])")),
    ("dayfirst", re.compile(r"([0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})(?=\s?г(?:\.|ода?)?(?![а-я]))")),
    ("short", re.compile(r"'([0-9]{2})(?![0-9]|'?s|\s?년대|\s?年代|-?(?:е|ые|х|ых)(?![а-я]))\s?[년年]?")),
    ("numeric", re.compile(r"[0-9]{4}\s?([./-])\s?[0-9]{1,2}(?:\s?\1\s?[0-9]{1,2})?(?![0-9x])\.?")),
    ("numeric", re.compile(r"[0-9]{1,2}\s?([./-])\s?[0-9]{1,2}\s?\1\s?[0-9]{1,4}(?![0-9x])\.?")),
    ("numeric", re.compile(r"[0-9]{1,2}\s?([./-])\s?[0-9]{4}(?![0-9x])\.?")),
    ("leap", re.compile(r"(?:윤|闰|閏)\s?([0-9]{1,2})\s?(?:월|月)")),
    ("decade", re.compile(r"([0-9]{1,4})(?:'?s(?![a-z])|-?(?:е|ые|х|ых)(?![а-я])|\s?년대|\s?年代)")),
    ("century", re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\s?(?:century|세기|世纪|世紀)")),
    ("century", re.compile(r"([0-9]{1,2})-?(?:и|го|м)?\s?(?:век[ае]?)(?![а-я])")),
    ("year", re.compile(r"([0-9]{1,4})\s?(?:년도?|年)")),
    ("monthnumber", re.compile(r"([0-9]{1,2})\s?(?:월달?|月份?)")),
    ("day", re.compile(r"([0-9]{1,2})\s?(?:일|日|号|號)")),
    ("day", re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|-го|-е|º|o)(?![a-zа-я])")),
    ("number", re.compile(r"[0-9]+")),
)
_DASH = re.compile(r"[-‐-―−~〜～]")
#: Why a text such as "two years ago" is refused.
COUNTED_BACK = "The text counts from the day of telling: write the year that is meant."
_NOTHING = re.compile(r"[\s,.;:()'\"]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number: its kind, its value, and on which side of its date it stands (empty: inside)."""

    kind: str
    value: str
    place: str = ""
    separator: str = ""


def fold_date(text: str) -> str:
    """A text as the word list is matched: lower case, no accents, plain dashes are kept.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
    """
    if text.isascii():
        return text.casefold().replace("`", "'")
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()))
    return unicodedata.normalize("NFC", bare).replace("’", "'").replace("‘", "'").replace("`", "'").replace("º", "o")


@cache
def _lexicon() -> dict[str, tuple[tuple[str, Token], ...]]:
    """Words by their first letter, longest first."""
    text = files("app.domain").joinpath("date_words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    found: dict[str, list[tuple[str, Token]]] = {}
    for row in rows:
        for word in row["words"].split("|"):
            folded = fold_date(word)
            found.setdefault(folded[0], []).append((folded, Token(row["kind"], row["value"], row["place"])))
    return {first: tuple(sorted(words, key=lambda w: -len(w[0]))) for first, words in found.items()}


@cache
def month_words() -> dict[str, str]:
    """Return the words that mean a month and nothing else, with its number in two digits."""
    meanings: dict[str, set[Token]] = {}
    for word, token in (each for words in _lexicon().values() for each in words):
        meanings.setdefault(word, set()).add(token)
    single = {word: tokens.pop() for word, tokens in meanings.items() if len(tokens) == 1}
    return {word: token.value.zfill(2) for word, token in single.items() if token.kind == "month"}


def _word_ends(text: str, at: int, word: str) -> bool:
    """Words of letters end where no letter follows; Korean and Chinese need no space."""
    end = at + len(word)
    if not _LETTER.match(word[-1]):
        return True
    return end >= len(text) or not (_LETTER.match(text[end]) or (text[end].isdigit() and word[-1].isdigit()))


def _words_at(text: str, at: int) -> list[tuple[int, Token]]:
    """All meanings of the longest word that stands here."""
    found: list[tuple[int, Token]] = []
    for word, token in _lexicon().get(text[at], ()):
        if found and len(word) < found[0][0]:
            break
        if text.startswith(word, at) and _word_ends(text, at, word):
            found.append((len(word), token))
    return found


def _choose(meanings: list[tuple[int, Token]], after_date: bool, before_date: bool) -> tuple[int, Token]:
    """Of a word that can stand on both sides, the meaning that has a date on its side."""
    for length, token in meanings:
        fits = {"pre": before_date, "post": after_date, "": True}[token.place]
        if fits:
            return length, token
    return meanings[0]


def tokenize(text: str) -> list[Token]:
    """Words and numbers of a text in order.

    Parameters
    ----------
    text : str
        Folded by `fold_date`.

    Returns
    -------
    list of Token
        Fillers, weekdays and times of day are left out.

    Raises
    ------
    DateRefused
        If a word is not known.
    """
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        length, token = _next(text, at, tokens)
        if token is not None and token.kind != "fill":
            tokens.append(token)
        at += length
    return tokens


def _next(text: str, at: int, tokens: list[Token]) -> tuple[int, Token | None]:
    nothing = _NOTHING.match(text, at)
    if nothing and text[at].isspace():
        return len(nothing[0]), None
    clock = _CLOCK.match(text, at)
    if clock and tokens:
        return len(clock[0]), None
    meanings = _words_at(text, at)
    if meanings and meanings[0][1].kind == "relative":
        raise DateRefused(COUNTED_BACK)
    if meanings:
        after = bool(tokens) and tokens[-1].place != "pre"
        return _choose(meanings, after, before_date=_date_follows(text, at + meanings[0][0]))
    number = _number_at(text, at)
    if number is not None:
        return number
    dash = _DASH.match(text, at)
    if dash and tokens and tokens[-1].kind == "part":  # mid-1980s
        return 1, None
    if dash:
        return 1, Token("dash", dash[0], "pre")
    if nothing:
        return len(nothing[0]), None
    if any(_is_relative(text, place) for place in range(at, len(text))):
        raise DateRefused(COUNTED_BACK)
    raise DateRefused(
        f"A word from character {at + 1} on is not known: write year-month-day, such as 2009-06-03, or plain words."
    )


def _number_at(text: str, at: int) -> tuple[int, Token] | None:
    for kind, pattern in _NUMBERS:
        match = pattern.match(text, at)
        if match:
            value = match[1] if pattern.groups and kind != "numeric" else match[0]
            return len(match[0]), Token(kind, value, "", match[1] if kind == "numeric" else "")
    return None


def _is_relative(text: str, at: int) -> bool:
    return any(token.kind == "relative" for _, token in _words_at(text, at))


def _date_follows(text: str, at: int) -> bool:
    """Whether something that can be a date comes next."""
    rest = text[at:].lstrip(" .,'(")
    return bool(rest) and (rest[0].isdigit() or bool(_words_at(rest, 0)))
