"""Dates: how a text is read, what follows what, how a date is shown. The one public face of the ``date_*`` modules."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from app.domain.date_edtf import looks_like_edtf, read_edtf, read_ends, told_as
from app.domain.date_order import before, chain_order, cut_at, delay_days, duration_days, intersect, overlaps
from app.domain.date_show import show_date
from app.domain.date_values import DateRefused, Order, PartialDate
from app.domain.date_words import read_words

__all__ = [
    "DateRefused",
    "Order",
    "PartialDate",
    "before",
    "chain_order",
    "cut_at",
    "date_answer",
    "delay_days",
    "duration_days",
    "intersect",
    "order_answer",
    "overlaps",
    "read_date",
    "show_date",
]

_MOST_CHARACTERS = 300


def read_date(text: str, *, period: bool = False) -> PartialDate:
    """The days that a text can mean.

    Parameters
    ----------
    text : str
        EDTF levels 0 to 2, GEDCOM phrases, unambiguous numeric forms, and dates in English, Korean, Russian, Chinese
        and Spanish words; Juche, Dangun, Minguo, Julian and (bounded) lunar years.
    period : bool
        True for kinds of event that last: then ``a/b`` is begin a and end b. Otherwise, and always for ``[a..b]``, it
        is one unknown day between.

    Returns
    -------
    PartialDate
        With the text as given. Of a period the begin, with its `end`; ``..`` or nothing as an end gives none.

    Raises
    ------
    DateRefused
        If the text is no date, an ambiguous one (with its readings), an impossible day, has a two-digit year, or lies
        outside the years 1 to 9999.

    Examples
    --------
    >>> read_date("2009~").earliest, read_date("2009~").latest
    (datetime.date(2008, 1, 1), datetime.date(2010, 12, 31))
    >>> read_date("2010-03/2011", period=True).end.latest
    datetime.date(2011, 12, 31)
    """
    return _read(text, period)


@lru_cache(maxsize=50_000)  # a few thousand texts make up most records, and each is read many times
def _read(text: str, period: bool) -> PartialDate:
    if len(text) > _MOST_CHARACTERS:
        raise DateRefused(f"A date has at most {_MOST_CHARACTERS} characters.")
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        raise DateRefused("No date is given: write unknown, or leave the field out.")
    if not plain.isprintable() and any(unicodedata.category(c) in ("Cc", "Cs") for c in plain):
        raise DateRefused("The text holds control characters: remove them.")
    read = read_edtf(plain) if looks_like_edtf(plain) else read_words(plain)
    if period and read.edtf and "/" in read.edtf:
        begin, end = read_ends(read.edtf)
        read = replace(_as_period(begin, end), calendar=read.calendar)
    return told_as(read, text)


def _as_period(begin: PartialDate, end: PartialDate) -> PartialDate:
    """Begin with its end. Neither can lie beyond the other: the begin is not after the last day of the end."""
    if end.edtf in ("", ".."):
        return begin
    if end.latest is not None and (begin.latest is None or begin.latest > end.latest):
        begin = replace(begin, latest=end.latest)
    if begin.earliest is not None and (end.earliest is None or end.earliest < begin.earliest):
        end = replace(end, earliest=begin.earliest)
    return replace(begin, end=end)


def date_answer(text: str, *, period: bool = False) -> dict[str, Any]:
    """How a text is read, in the shape of the ``date`` answer.

    Parameters
    ----------
    text : str
        Any text.
    period : bool
        As for `read_date`.

    Returns
    -------
    dict
        Keys ``text, edtf, earliest, latest, end, precision, approximate, uncertain, calendar, refused, readings``;
        days as YYYY-MM-DD, null where open. Of a refused text all but the text and the last two are null.

    Examples
    --------
    >>> date_answer("2009년 6월")["edtf"]
    '2009-06'
    """
    try:
        return _shape(read_date(text, period=period)) | {"refused": None, "readings": []}
    except DateRefused as refusal:
        keys = ("edtf", "earliest", "latest", "end", "precision", "approximate", "uncertain", "calendar")
        nothing: dict[str, Any] = dict.fromkeys(keys)
        return {"text": text} | nothing | {"refused": refusal.reason, "readings": list(refusal.readings)}


def _shape(d: PartialDate) -> dict[str, Any]:
    return {
        "text": d.text,
        "edtf": d.edtf,
        "earliest": _iso(d.earliest),
        "latest": _iso(d.latest),
        "end": None if d.end is None else _shape(d.end),
        "precision": d.precision,
        "approximate": d.approximate,
        "uncertain": d.uncertain,
        "calendar": d.calendar,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def order_answer(texts: Sequence[str]) -> dict[str, Any]:
    """Whether dates can follow one another as given, in the shape of the ``order`` answer.

    Parameters
    ----------
    texts : sequence of str
        Dates in the order that is asked about.

    Returns
    -------
    dict
        ``dates`` (as `date_answer`) and ``order``: certain, possible, impossible; null if a date is refused.

    Examples
    --------
    >>> order_answer(["2008", "2009"])["order"]
    'certain'
    """
    dates = [date_answer(text) for text in texts]
    if any(one["refused"] for one in dates):
        return {"dates": dates, "order": None}
    return {"dates": dates, "order": str(chain_order([read_date(text) for text in texts]))}
