"""Dates in words: GEDCOM phrases, and English, Korean, Russian, Chinese and Spanish words, by one grammar.

A phrase holds one date or two. Words around them (about, before, since, between … and) stand before or after their
date, as the language has it; the grammar looks at their kind only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.domain.date_atoms import Atom
from app.domain.date_calendars import convert, name_calendar
from app.domain.date_edtf import read_edtf, read_one, told_as
from app.domain.date_fields import assemble, inherit
from app.domain.date_numeric import read_whole_number
from app.domain.date_shorthand import write_out
from app.domain.date_tokens import COUNTED_BACK, Token, fold_date, month_words, tokenize
from app.domain.date_values import DateRefused, PartialDate

_AROUND = ("about", "maybe", "before", "after", "until", "since", "between", "and", "or", "dash")
_LIMITS = ("before", "after", "until", "since")
#: 3 mar 2009, mar 2009: how GEDCOM writes days and months, so nearly all dates of such files.
_PLAIN = re.compile(r"(?:([0-9]{1,2}) )?([a-z]{3,9}) ([0-9]{4})")
_INTERPRETED = re.compile(r"int\s+(.+?)\s*\(.*\)")
_PHRASE_ONLY = re.compile(r"\(.*\)")
_DUAL_YEAR = re.compile(r"(?<=[a-z] )([0-9]{3,4})/([0-9]{2})(?![0-9])")
#: 3-Mar-2009, Mar-2009: these hyphens do not join two dates.
_SPREADSHEET = re.compile(r"(?<![0-9a-zа-я])(?:([0-9]{1,2})-)?([a-zа-я]{3,})-([0-9]{2}(?:[0-9]{2})?)(?![0-9])")
_TILDE_AT_EDGE = re.compile(r"[~〜～]\s*(.*\S)|(.*\S)\s*[~〜～]")
_TWO_DOTS = re.compile(r"([0-9x]{4}(?:-[0-9x]{2}){0,2})\s?\.{2,3}\s?([0-9x]{4}(?:-[0-9x]{2}){0,2})")
_CHINESE = re.compile(r"([〇零一二三四五六七八九十廿卅初兩两]+)(?=\s?(?:年|月|日|号|號|世纪|世紀))")
_CHINESE_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}")
_AGO = re.compile(r"(?:약\s?|约)?[0-9]{1,3}\s?(?:년|개월|달|일|年|个月|天)\s?(?:전|前)에?")
_LUNAR_FIRST_DAYS = re.compile(r"初([0-9]{1,2})日?")
_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "两": "2", "兩": "2"}


#: What the words around two dates make of them.
_EDTF_OF = {
    frozenset({"between", "and"}): "[{}..{}]",
    frozenset({"between", "dash"}): "[{}..{}]",
    frozenset({"between", "until"}): "[{}..{}]",
    frozenset({"between", "since", "until"}): "[{}..{}]",
    frozenset({"since", "until"}): "{}/{}",
    frozenset({"since", "before"}): "{}/{}",
    frozenset({"since", "dash"}): "{}/{}",
    frozenset({"since", "dash", "until"}): "{}/{}",
    frozenset({"until"}): "{}/{}",
    frozenset({"dash"}): "{}/{}",
    frozenset({"or"}): "or",
}


@dataclass(slots=True)
class _Part:
    """One date of a phrase with the words around it."""

    around: set[str] = field(default_factory=set)
    tokens: list[Token] = field(default_factory=list)
    closed: bool = False


def read_words(text: str) -> PartialDate:
    """The days that a date in words can mean.

    Parameters
    ----------
    text : str
        NFKC text that is no EDTF.

    Returns
    -------
    PartialDate
        From ``from … to`` and ``A - B`` the EDTF is an interval ``a/b``; from ``between … and`` it is ``[a..b]``.

    Raises
    ------
    DateRefused
        If a word is not known, the words do not make a date, or they make more than one.
    """
    given = text
    text = _chinese_numbers(fold_date(text))
    plain = _PLAIN.fullmatch(text)
    if plain and plain[2] in month_words():
        day = f"-{plain[1].zfill(2)}" if plain[1] else ""
        return told_as(read_one(f"{plain[3]}-{month_words()[plain[2]]}{day}"), given)
    if _PHRASE_ONLY.fullmatch(text):
        raise DateRefused("A phrase in brackets is no date: write the date itself.")
    if _AGO.fullmatch(text):
        raise DateRefused(COUNTED_BACK)
    interpreted = _INTERPRETED.fullmatch(text)
    if interpreted:
        text = interpreted[1]
    text, calendar = name_calendar(write_out(text))
    text = _SPREADSHEET.sub(r"\1 \2 \3", _DUAL_YEAR.sub(_later_year, text)).strip()
    dots = _TWO_DOTS.fullmatch(text)
    if dots:
        raise DateRefused(
            "Two dots stand in brackets for one day between, a slash for a period.",
            (f"[{dots[1].upper()}..{dots[2].upper()}]", f"{dots[1].upper()}/{dots[2].upper()}"),
        )
    number = read_whole_number(text)
    read = _plain(number) if number else _read_phrase(text, calendar)
    return replace(read, text=given, calendar=calendar, uncertain=read.uncertain or bool(interpreted))


def _later_year(match: re.Match[str]) -> str:
    """11 FEB 1731/32: the year began in March then; by today's count it is the later one."""
    later = int(match[1]) + 1
    if later % 100 != int(match[2]):
        raise DateRefused("The two years are not consecutive: write one year.", (match[1].zfill(4),))
    return f"{later:04d}"


def _chinese_numbers(text: str) -> str:
    """Year, month and day in Chinese numerals as digits: 二〇〇九 digit by digit, 二十一 by tens."""

    def digits(match: re.Match[str]) -> str:
        word = match[1].replace("廿", "二十").replace("卅", "三十").removeprefix("初")
        if "十" not in word:
            return "".join(_DIGITS.get(c, c) for c in word)
        tens, _, ones = word.partition("十")
        return f"{int(_DIGITS.get(tens, '1') if tens else '1') * 10 + int(_DIGITS.get(ones, '0') if ones else '0')}"

    if text.isascii():
        return text
    if _CHINESE_YEAR.fullmatch(text):
        return "".join(_DIGITS[c] for c in text)
    text = _CHINESE.sub(digits, re.sub(r"初([一二三四五六七八九十])(?!日)", r"初\1日", text))
    return _LUNAR_FIRST_DAYS.sub(r"\1日", text)


def _plain(atom: Atom) -> PartialDate:
    read = read_edtf(atom.edtf())
    return read if atom.precision is None else replace(read, precision=atom.precision)


def _read_phrase(text: str, calendar: str) -> PartialDate:
    edge = _TILDE_AT_EDGE.fullmatch(text)
    if edge:
        _refuse_tilde(edge[1] or edge[2], calendar, at_begin=bool(edge[1]))
    tokens = tokenize(text)
    if any(t.kind == "bc" for t in tokens):
        raise DateRefused("Only the years 1 to 9999 can be held: a year before the common era is refused.")
    if tokens and all(t.kind in ("unknown", "maybe") for t in tokens):
        return PartialDate(text, None, None, None, "unknown")
    parts = _parts(tokens)
    if len(parts) == 1:
        return _one(parts[0], calendar)
    return _two(parts, calendar)


def _refuse_tilde(rest: str, calendar: str, *, at_begin: bool) -> None:
    """In EDTF ~2009 is about 2009; in Korean writing it is up to 2009."""
    read = _read_phrase(rest, calendar)
    meant = (read.edtf or "").strip("[]")
    raise DateRefused(
        "A ~ at the edge can mean about, or up to, or from: write it in words.",
        (f"{meant}~", f"../{meant}" if at_begin else f"{meant}/.."),
    )


def _parts(tokens: list[Token]) -> list[_Part]:
    """Dates with the words around them: a word before opens the next date, a word after belongs to the last."""
    parts, waiting = [_Part()], set[str]()
    for token in tokens:
        if token.kind == "unknown":
            raise DateRefused("The text says unknown and gives a date: write one of them.")
        if token.kind not in _AROUND:
            if parts[-1].tokens and (waiting or parts[-1].closed):
                parts.append(_Part())
            parts[-1].around |= waiting
            waiting = set()
            parts[-1].tokens.append(token)
        elif token.place == "pre":
            waiting.add(token.kind)
        elif not parts[-1].tokens:
            raise DateRefused("A word that follows a date stands without one.")
        else:
            parts[-1].around.add(token.kind)
            parts[-1].closed = True
    if waiting or not parts[-1].tokens:
        raise DateRefused("The date is missing: write year, month and day, such as 2009-06-03.")
    return parts


def _mark(around: set[str]) -> str:
    return {(True, True): "%", (True, False): "~", (False, True): "?"}.get(("about" in around, "maybe" in around), "")


def _one(part: _Part, calendar: str) -> PartialDate:
    about = "about" in part.around
    atom = convert(assemble(part.tokens), calendar, about)
    limits = [kind for kind in _LIMITS if kind in part.around]
    if len(limits) > 1 or part.around & {"and", "or", "dash"} or (limits and "between" in part.around):
        raise DateRefused("The words around the date do not go together, or a second date is missing.")
    if not limits:
        read = read_edtf(atom.edtf(_mark(part.around)))
        return read if atom.precision is None else replace(read, precision=atom.precision)
    return _limited(atom, limits[0], about, _mark(part.around))


def _limited(atom: Atom, limit: str, about: bool, mark: str) -> PartialDate:
    """Before and after leave the date itself out; until and since include it."""
    if limit == "until":
        return read_edtf(f"../{atom.stop}{mark}")
    if limit == "since":
        return read_edtf(f"{atom.first}{mark}/..")
    first, last = read_one(atom.first).earliest, read_one(atom.stop).latest
    if first is None or last is None:
        raise DateRefused("Nothing can be before or after a year that is not known.")
    # about 1976 can be 1977, and all of 1976 is before that: the bounds without ~ are the right limits then
    if limit == "before":
        edtf = f"[..{(last if about else _day(first, -1)).isoformat()}]"
    else:
        edtf = f"[{(first if about else _day(last, 1)).isoformat()}..]"
    return replace(read_edtf(edtf), approximate=about, uncertain="?" in mark or "%" in mark)


def _day(day: date, step: int) -> date:
    try:
        return day + timedelta(days=step)
    except OverflowError as error:
        raise DateRefused("Only the years 1 to 9999 can be held.") from error


def _two(parts: list[_Part], calendar: str) -> PartialDate:
    """A period (from … to, A - B), one day between (between … and), or one of two (A or B)."""
    if len(parts) != 2:
        raise DateRefused("More than two dates stand in one text: write one date, or begin/end.")
    form = _EDTF_OF.get(frozenset((parts[0].around | parts[1].around) - {"about", "maybe"}))
    if form is None:
        raise DateRefused("The words around the two dates do not go together: write begin/end, or two records.")
    begin, end = inherit(*(assemble(part.tokens, plural_is_decade=False) for part in parts))
    first = convert(begin, calendar, "about" in parts[0].around)
    last = convert(end, calendar, "about" in parts[1].around)
    left, right = _mark(parts[0].around), _mark(parts[1].around)
    if form == "or":
        return read_edtf(f"[{first.edtf(left).strip('[]')},{last.edtf(right).strip('[]')}]")
    return read_edtf(form.format(first.first + left, last.stop + right))
