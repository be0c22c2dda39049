"""EDTF (ISO 8601-2, levels 0 to 2): one date, interval or set to its bounds.

References
----------
.. [1] Library of Congress, Extended Date/Time Format (EDTF) Specification, 4 February 2019.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from app.domain.date_parts import Part, core_bounds, widened_bounds
from app.domain.date_values import DateRefused, PartialDate

_Q = "[?~%]?"
_ONE = re.compile(
    rf"(?P<yl>{_Q})(?P<y>[0-9X]{{4}})(?P<yr>{_Q})"
    rf"(?:-(?P<ml>{_Q})(?P<m>[0-9X]{{2}})(?P<mr>{_Q})(?:-(?P<dl>{_Q})(?P<d>[0-9X]{{2}})(?P<dr>{_Q}))?)?"
)
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?"
    r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_SIGNIFICANT = re.compile(r"([0-9]{4})S([0-9]+)")
_LONG_YEAR = re.compile(r"(?:Y-?[0-9]+(?:E[0-9]+)?(?:S[0-9]+)?|-[0-9]{4}.*)")
#: What an EDTF text can consist of; anything else is words or another notation.
_CHARACTERS = re.compile(r"[0-9XxYESTZ?~%.,:/\[\]{}\s+-]+")
_UNKNOWN = "unknown"
_PRECISION_OF_CODE = (("season", 32), ("quarter", 36), ("four months", 39), ("half", 41))


def looks_like_edtf(text: str) -> bool:
    """Whether a text has only characters of EDTF and begins like it, so that its errors are final.

    Parameters
    ----------
    text : str
        Normalised text.

    Returns
    -------
    bool
        True also for wrong EDTF such as 2009-13.
    """
    if _ONE.fullmatch(text):
        return True
    if not _CHARACTERS.fullmatch(text):
        return False
    ends = [end.strip() for end in text.split("/")] if text[0] not in "[{" else [text]
    return len(ends) <= 2 and all(_end_like(end) for end in ends) and any(end not in ("", "..") for end in ends)


def _end_like(end: str) -> bool:
    if end in ("", ".."):
        return True
    if end[0] in "[{":
        return end[-1] in "]}"
    upper = end.upper()
    return any(form.fullmatch(upper) for form in (_ONE, _TIME, _SIGNIFICANT, _LONG_YEAR))


def read_edtf(text: str) -> PartialDate:
    """One EDTF date, interval or set as one unknown day between its bounds.

    Parameters
    ----------
    text : str
        EDTF; a lower-case x stands for X.

    Returns
    -------
    PartialDate
        Of an interval a/b the hull: first day of a, last day of b.

    Raises
    ------
    DateRefused
        If it is no EDTF, names a day that does not exist, or lies outside the years 1 to 9999.

    Examples
    --------
    >>> read_edtf("2009-08~").earliest
    datetime.date(2009, 7, 1)
    """
    given = text
    text = text.strip().replace("x", "X")
    if text[:1] in ("[", "{"):
        return replace(_read_set(text), text=given)
    if "/" in text:
        begin, end = read_ends(text)
        return replace(hull(begin, end, text), text=given)
    return told_as(read_one(text), given)


def told_as(read: PartialDate, text: str) -> PartialDate:
    """Return a date with the text that it was read from.

    Parameters
    ----------
    read : PartialDate
    text : str

    Returns
    -------
    PartialDate
    """
    return read if read.text == text else replace(read, text=text)


def read_ends(text: str) -> tuple[PartialDate, PartialDate]:
    """Both ends of an interval ``a/b``; ``..`` and nothing are open on both sides.

    Parameters
    ----------
    text : str
        EDTF interval.

    Returns
    -------
    (begin, end) : tuple of PartialDate

    Raises
    ------
    DateRefused
        If an end is no date, both are open, or the end lies certainly before the begin.
    """
    ends = text.split("/")
    if len(ends) != 2:
        raise DateRefused("An interval has two ends: write begin/end.")
    begin, end = (_open(e.strip()) if e.strip() in ("", "..") else read_one(e.strip()) for e in ends)
    if begin.edtf in ("", "..") and end.edtf in ("", ".."):
        raise DateRefused("An interval that is open on both sides says nothing: give one end, or XXXX.")
    if begin.earliest is not None and end.latest is not None and begin.earliest > end.latest:
        raise DateRefused("The interval ends before it begins: change the order of its ends.")
    return begin, end


def _open(text: str) -> PartialDate:
    return PartialDate(text, text, None, None, _UNKNOWN)


def hull(begin: PartialDate, end: PartialDate, edtf: str) -> PartialDate:
    """One unknown day between two dates.

    Parameters
    ----------
    begin, end : PartialDate
        The first may not be certainly later than the second.
    edtf : str
        The reading of the whole.

    Returns
    -------
    PartialDate
        From the first day of `begin` to the last day of `end`, precision ``interval``.
    """
    return PartialDate(
        edtf,
        edtf,
        begin.earliest,
        end.latest,
        "interval",
        begin.approximate or end.approximate,
        begin.uncertain or end.uncertain,
    )


def read_one(text: str) -> PartialDate:
    """One EDTF date without interval or set.

    Parameters
    ----------
    text : str
        As ``2009``, ``2009-06~``, ``199X``, ``2010-21``, ``2004-06~-11``, ``1950S2`` or with a time of day, which is
        left out: the day is the one that is written.

    Returns
    -------
    PartialDate

    Raises
    ------
    DateRefused
        As for `read_edtf`.
    """
    match = _ONE.fullmatch(text)
    if match and match["y"] != "0000":
        return _read_parts(text, match)
    time = _TIME.fullmatch(text)
    if time:
        hour, minute, second = (int(g or 0) for g in time.groups()[1:])
        if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
            raise DateRefused("There is no such time of day: hours are 00 to 23, minutes and seconds 00 to 59.")
        return read_one(time[1])
    if match or _LONG_YEAR.fullmatch(text) or text.startswith("0000"):
        raise DateRefused(
            "Only the years 1 to 9999 can be held: a longer, negative, zero or exponential year is refused."
        )
    significant = _SIGNIFICANT.fullmatch(text)
    if significant:
        return _read_significant(significant[1], int(significant[2]))
    raise DateRefused("This is no EDTF date: write year, year-month or year-month-day, such as 2009-06-03.")


def _read_significant(year: str, digits: int) -> PartialDate:
    """1950S2: estimated 1950, the first two digits are sure."""
    if not 1 <= digits <= 4:
        raise DateRefused("After S stands how many digits of the year are sure: 1 to 4.")
    hull_ = read_one(year[:digits] + "X" * (4 - digits))
    return replace(hull_, text=f"{year}S{digits}", edtf=f"{year}S{digits}", approximate=digits < 4)


def _read_parts(text: str, match: re.Match[str]) -> PartialDate:
    """Masks with their qualifiers to bounds. A mark on the right covers all that stands left of it."""
    parts = []
    groups = match.groups()
    for left, mask, right in zip(groups[::3], groups[1::3], groups[2::3], strict=True):
        if mask is not None:
            marks = left + right
            parts.append(Part(mask, "~" in marks or "%" in marks, "?" in marks or "%" in marks))
    core = core_bounds(parts)
    earliest, latest = widened_bounds(parts, core)
    approximate, uncertain = any(p.approximate for p in parts), any(p.uncertain for p in parts)
    return PartialDate(text, text, earliest, latest, _precision(parts), approximate, uncertain)


def _precision(parts: list[Part]) -> str:
    year = parts[0].mask
    if len(parts) > 2 and "X" not in parts[2].mask:
        return "day"
    if len(parts) > 1 and "X" not in parts[1].mask:
        code = int(parts[1].mask)
        return "month" if code <= 12 else next(name for name, last in _PRECISION_OF_CODE if code <= last)
    by_digits = {"": "year", "X": "decade", "XX": "century", "XXX": "millennium", "XXXX": _UNKNOWN}
    rest = year.lstrip("0123456789")
    return by_digits.get(rest, "interval")


def _read_set(text: str) -> PartialDate:
    """``[..]`` one of, ``{..}`` all of: the hull."""
    closing = {"[": "]", "{": "}"}[text[0]]
    if len(text) < 3 or text[-1] != closing:
        raise DateRefused(f"A set begins with {text[0]} and ends with {closing}.")
    members: list[PartialDate] = []
    items = [item.strip() for item in text[1:-1].split(",")]
    for place, item in enumerate(items):
        members += _read_member(item, place == 0, place == len(items) - 1)
    if len(members) == 2 and len(items) == 1:
        precision = "interval"
    else:
        precision = "set" if len(members) > 1 else members[0].precision
    starts, stops = [m.earliest for m in members], [m.latest for m in members]
    return PartialDate(
        text,
        text,
        None if None in starts else min(s for s in starts if s is not None),
        None if None in stops else max(s for s in stops if s is not None),
        precision,
        any(m.approximate for m in members),
        any(m.uncertain for m in members),
    )


def _read_member(item: str, first: bool, last: bool) -> list[PartialDate]:
    """One date, or the two ends of ``a..b``; open ends stand only at the two ends of a set."""
    if ".." not in item:
        return [read_one(item)]
    left, _, right = item.partition("..")
    if not (left or right) or (not left and not first) or (not right and not last):
        raise DateRefused("In a set .. stands between two dates, before the first or after the last.")
    begin = read_one(left) if left else _bound(None, read_one(right).latest)
    end = read_one(right) if right else _bound(begin.earliest, None)
    if begin.earliest is not None and end.latest is not None and begin.earliest > end.latest:
        raise DateRefused("A range in the set ends before it begins.")
    # at an end of an interval only that end moves
    return (
        [replace(begin, latest=begin.earliest), replace(end, earliest=end.latest)] if left and right else [begin, end]
    )


def _bound(earliest: date | None, latest: date | None) -> PartialDate:
    return PartialDate("..", "..", earliest, latest, _UNKNOWN)
