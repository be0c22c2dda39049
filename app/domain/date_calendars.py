"""Other calendars: eras that only count years otherwise, the Julian calendar, and the Korean and Chinese lunar one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from app.domain.date_atoms import Atom, Fields, atom_of, no_year, stretch
from app.domain.date_edtf import read_one
from app.domain.date_values import DateRefused

#: Era, how many years before its year 1, and how it is named. Months and days are those of the Gregorian calendar.
_ERAS = (
    ("juche", 1911, "주체|juche|chuch'?e|чучхе|主体|主體"),
    ("dangun", -2333, "단기|단군기원|檀紀|檀君(?:紀元)?|dangun|dangi|tangun"),
    ("minguo", 1911, "中華民國|中华民国|民國|民国|minguo|민국"),
    ("japanese", 1867, "明治|메이지|명치|meiji"),
    ("japanese", 1911, "大正|다이쇼|대정|taisho"),
    ("japanese", 1925, "昭和|쇼와|소화|showa"),
    ("japanese", 1988, "平成|헤이세이|평성|heisei"),
    ("japanese", 2018, "令和|레이와|영화|reiwa"),
)
_YEAR_WORD = r"\s*(?:년도?|年)?"
#: Forms in which the year of an era stands, with or without the year of our count beside it.
_ERA = r"(?:{words})\s*(?P<n>[0-9]{{1,4}}|元)"
_ERA_FORMS = (
    rf"{_ERA}\s*\.\s*(?P<rest>[0-9]{{{{1,2}}}}(?:\s*\.\s*[0-9]{{{{1,2}}}})?\.?)",
    rf"{_ERA}{_YEAR_WORD}\s*\(\s*(?P<beside>[0-9]{{{{4}}}}){_YEAR_WORD}\s*\){_YEAR_WORD}",
    rf"(?P<beside>[0-9]{{{{4}}}}){_YEAR_WORD}\s*\(\s*{_ERA}{_YEAR_WORD}\s*\){_YEAR_WORD}",
    rf"{_ERA}{_YEAR_WORD}",
)
_REFUSED = (
    (
        "French Republican",
        r"@#dfrench r@|french_r\b|\b(?:vend|brum|frim|nivo|pluv|vent|germ|flor|prai|mess|ther|fruc|comp) [0-9]",
    ),
    ("Hebrew", r"@#dhebrew@|\bhebrew\b|\b(?:tsh|csh|ksl|tvt|shv|adr|ads|nsn|iyr|svn|tmz|aav|ell) [0-9]"),
    ("Roman", r"@#droman@"),
    ("unknown", r"@#dunknown@"),
    ("Islamic", r"\b(?:hijri|hijra|islamic)\b|\b(?:ah|a\.h\.)$"),
)
_NAMED = (
    ("julian", r"@#djulian@|\bjulian\b|\(?\bo\.\s?s\.\)?|\bold style\b|\(?ст\.\s?ст\.\)?|по старому стилю"),
    (
        "gregorian",
        (
            r"@#dgregorian@|\(양\)|^양(?=\s?[0-9])|"
            r"\bgregorian\b|\(?\bn\.\s?s\.\)?|\bnew style\b|\(?н\.\s?ст\.\)?|по новому стилю"
        ),
    ),
    (
        "lunar",
        (
            r"\(음\)|^음(?=\s?[0-9])|"
            r"\(?(?:음력|陰曆|阴历|农历|農曆|旧历)\)?|\blunar(?: calendar)?\b|по лунному календарю|calendario lunar"
        ),
    ),
)
#: A text without any of these names no calendar, as nearly all do.
_NAMES = re.compile("|".join([*(words for _, words in (*_REFUSED, *_NAMED)), *(words for _, _, words in _ERAS)]))
#: Least and latest day (month, day) on which the sun term that lies in each lunar month falls, 1900 to 2100.
_SUN_TERMS = (
    (2, 18, 20), (3, 19, 22), (4, 19, 21), (5, 20, 22), (6, 20, 22), (7, 22, 24), (8, 22, 24), (9, 22, 24),
    (10, 22, 24), (11, 21, 23), (12, 21, 23), (1, 19, 21),
)  # fmt: skip
_LUNAR_YEARS = range(1900, 2100)
_LUNAR_DAYS = 30
_FIRST_NEW_YEAR, _LAST_NEW_YEAR = (1, 21), (2, 21)


def name_calendar(text: str) -> tuple[str, str]:
    """Finds the calendar that a text names, and writes years of eras as Gregorian years.

    Parameters
    ----------
    text : str
        Folded text.

    Returns
    -------
    (text, calendar)
        The text without the calendar's name; ``gregorian`` if none is named.

    Raises
    ------
    DateRefused
        If the calendar is one that is not converted, or an era year and the year beside it do not agree.
    """
    if not _NAMES.search(text):
        return text, "gregorian"
    for name, pattern in _REFUSED:
        if re.search(pattern, text):
            raise DateRefused(f"Dates of the {name} calendar are not converted: give the Gregorian date.")
    calendar = "gregorian"
    for name, pattern in _NAMED:
        text, times = re.subn(pattern, " ", text)
        calendar = name if times else calendar
    for name, offset, words in _ERAS:
        text, times = _write_years(text, name, offset, words)
        calendar = name if times else calendar
    return text, calendar


def _write_years(text: str, name: str, offset: int, words: str) -> tuple[str, int]:
    def gregorian(match: re.Match[str]) -> str:
        groups = match.groupdict()
        told = groups["n"]
        year = offset + (1 if told == "元" else int(told))
        beside = groups.get("beside")
        if beside and int(beside) != year:
            raise DateRefused(
                f"The {name} year and the year beside it do not agree.",
                tuple(f"{y:04d}" for y in (year, int(beside)) if y > 0),
            )
        if not 1 <= year <= 9999 or told == "0":
            raise DateRefused(f"There is no such {name} year, or it lies before the year 1.")
        dotted = groups.get("rest")
        return f" {year:04d}.{dotted} " if dotted else f" {year:04d}년 "

    times = 0
    for form in _ERA_FORMS:
        text, found = re.subn(form.format(words=words), gregorian, text)
        times += found
    return text, times


def convert(fields: Fields, calendar: str, about: bool) -> Atom:
    """The Gregorian days of told parts.

    Parameters
    ----------
    fields : Fields
        Parts in the given calendar.
    calendar : str
        ``julian`` and ``lunar`` are converted; in all others months and days are Gregorian already.
    about : bool
        Whether the date is approximate: a stretch is widened before it is converted.

    Returns
    -------
    Atom

    Raises
    ------
    DateRefused
        If there is no such day, or it lies outside the years that can be converted.
    """
    if calendar == "julian":
        return _julian(fields, about)
    if calendar == "lunar":
        return _lunar(fields)
    if fields.leap:
        raise DateRefused("A leap month belongs to the lunar calendar: write 음력 before it.")
    return atom_of(fields)


def _julian(fields: Fields, about: bool) -> Atom:
    if fields.day is not None and fields.year is not None and fields.month is not None:
        day = _julian_day(fields.year, fields.month, fields.day)
        return stretch(day, day, "day")
    whole = (
        read_one(atom_of(fields).edtf("~" if about else "")) if fields.part is None and fields.century is None else None
    )
    if whole is None or whole.earliest is None or whole.latest is None:
        raise DateRefused("Of the Julian calendar days, months and years are converted: give one of them.")
    after = whole.latest + timedelta(days=1)
    first = julian_to_gregorian(whole.earliest.year, whole.earliest.month, whole.earliest.day)
    last = julian_to_gregorian(after.year, after.month, after.day) - timedelta(days=1)
    return stretch(first, last, whole.precision)


def _julian_day(year: str, month: str, day: str) -> date:
    if not (year + month + day).isdigit() or int(year) < 1:
        raise DateRefused("Of the Julian calendar only whole days, months and years are converted.")
    y, m, d = int(year), int(month), int(day)
    lengths = (31, 29 if y % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= m <= 12 or not 1 <= d <= lengths[m - 1]:
        raise DateRefused("There is no such day in the Julian calendar.")
    return julian_to_gregorian(y, m, d)


def julian_to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Julian one.

    Parameters
    ----------
    year, month, day : int
        A day of the Julian calendar, year 1 to 9999.

    Returns
    -------
    date

    Raises
    ------
    DateRefused
        If it falls outside the years 1 to 9999.

    References
    ----------
    .. [1] Richards, E. G., Mapping Time, 1998, algorithm E (days counted from 1 March of a leap-year cycle).

    Examples
    --------
    >>> julian_to_gregorian(1917, 10, 25)
    datetime.date(1917, 11, 7)
    """
    years = year + 4800 - (14 - month) // 12
    months = month + 12 * ((14 - month) // 12) - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083  # Julian day number
    ordinal = number - 1721425  # 0001-01-01 Gregorian has the number 1721426 and ordinal 1
    if not 1 <= ordinal <= date.max.toordinal():
        raise DateRefused("Only the years 1 to 9999 can be held.")
    return date.fromordinal(ordinal)


def _lunar(fields: Fields) -> Atom:
    """Bounds of a lunar date. A month m holds its sun term; a leap month lies between two of them."""
    month, day = int(fields.month or 0), int(fields.day or 0)
    if fields.year is None:
        raise no_year(replace(fields, month=None))
    told = fields.year.isdigit() and fields.part is None
    if not told or int(fields.year) not in _LUNAR_YEARS or month > len(_SUN_TERMS) or day > _LUNAR_DAYS:
        raise DateRefused("Lunar dates are bounded for the years 1900 to 2099, months 1 to 12, days 1 to 30.")
    year = int(fields.year)
    if not month:
        last = date(year + 1, *_LAST_NEW_YEAR) - timedelta(days=1)
        return stretch(date(year, *_FIRST_NEW_YEAR), last, "year")
    low, high = _first_days(year, month, fields.leap)
    extra = day - 1 if day else 0
    return stretch(
        low + timedelta(days=extra),
        high + timedelta(days=extra if day else _LUNAR_DAYS - 1),
        "day" if day else "month",
    )


def _first_days(year: int, month: int, leap: bool) -> tuple[date, date]:
    """Least and latest first day of a lunar month."""

    def term(number: int) -> tuple[date, date]:
        at, low, high = _SUN_TERMS[(number - 1) % 12]
        in_year = year + (number - 1) // 12 + (1 if at == 1 else 0)
        return date(in_year, at, low), date(in_year, at, high)

    # a day more on both sides: a few months (1985, 2034) miss their sun term by one day, and Seoul is not Peking
    low, high = term(month)
    if leap:
        return low, term(month + 1)[1] - timedelta(days=_LUNAR_DAYS - 2)
    return low - timedelta(days=_LUNAR_DAYS), high + timedelta(days=1)
