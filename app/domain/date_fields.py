"""Words and numbers of one date put in their places: which number is the year, which the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.date_atoms import Fields, no_year
from app.domain.date_numeric import read_separated
from app.domain.date_tokens import Token
from app.domain.date_values import DateRefused

_YEAR_DIGITS = 4
_JUCHE = 1911


def assemble(tokens: Sequence[Token], *, plural_is_decade: bool = True) -> Fields:
    """The parts that the tokens of one date tell.

    Parameters
    ----------
    tokens : sequence of Token
        Of one date, without the words around it.
    plural_is_decade : bool
        Whether "the years 1990" are the 1990s. Of two dates they are not: the years from 1990 to 1995.

    Returns
    -------
    Fields
        Perhaps without a year, if a second date of the phrase has it.

    Raises
    ------
    DateRefused
        If a part is told twice, a year has two digits, or numbers are left over.
    """
    fields = Fields()
    numbers: list[str] = []
    tokens = _decade_of_century(tokens)
    for token in tokens:
        if token.kind == "short":
            fields = replace(fields, loose=f"'{token.value}")
        elif token.kind == "number":
            numbers.append(token.value)
            if fields.month is not None and len(token.value) == 2:
                fields = replace(fields, loose=token.value)
        else:
            fields = _take(fields, token)
    words = {t.kind for t in tokens if t.kind in ("century", "decade", "plural") and not t.value}
    if (fields.year or "").endswith("X"):
        words -= {"plural", "decade"}
    if not plural_is_decade:
        words.discard("plural")
    fields, numbers = _century_or_decade(fields, words, numbers)
    fields = _whole_year(_numbers(fields, numbers))
    if fields.year is not None and fields.loose.startswith("'"):
        raise DateRefused("The year is told twice: write one date, or begin/end.")
    return fields


def _decade_of_century(tokens: Sequence[Token]) -> list[Token]:
    """20世纪70年代, años 70 del siglo XX: the century says which decade of two digits it is."""
    apart = any(t.kind in ("plural", "decade") and not t.value for t in tokens)
    kinds = ("decade", "number") if apart else ("decade",)
    century = next((t for t in tokens if t.kind == "century" and t.value), None)
    decade = next((t for t in tokens if t.kind in kinds and len(t.value) == 2 and t.value[1] == "0"), None)
    if century is None or decade is None:
        return list(tokens)
    year = Token("edtf", f"{int(century.value) - 1:02d}{decade.value[0]}x")
    return [year if t is decade else t for t in tokens if t is not century]


def _take(fields: Fields, token: Token) -> Fields:
    if token.kind == "leap":
        return replace(_set(fields, month=_month(token.value)), leap=True)
    return _set(fields, **_told(token))


def _told(token: Token) -> dict[str, str | int | None]:
    """The parts that one token tells; none for a word whose number stands apart."""
    if token.kind == "numeric":
        numeric = read_separated(token.value, token.separator)
        return {"year": numeric.year, "month": numeric.month, "day": numeric.day}
    if token.kind in ("edtf", "dayfirst"):
        parts = token.value.upper().split("-") if token.kind == "edtf" else token.value.split(".")[::-1]
        return dict(zip(("year", "month", "day"), (part.zfill(2) for part in parts), strict=False))
    if not token.value:
        return {}
    name, reader = _TELLS[token.kind]
    return {name: reader(token.value)}


def _set(fields: Fields, **told: str | int | None) -> Fields:
    new = {name: value for name, value in told.items() if value is not None}
    for name in new:
        if getattr(fields, name) is not None:
            raise DateRefused(f"The {name} is told twice: write one date, or begin/end.")
    return replace(fields, **new) if new else fields  # type: ignore[arg-type]  # the names are those of Fields


def _month(value: str) -> str:
    if not 1 <= int(value) <= 12:
        raise DateRefused("There is no such month: months are 1 to 12.")
    return value.zfill(2)


def _whole_year(fields: Fields) -> Fields:
    """Refuses a year of fewer than four digits, with all that it can mean."""
    year = fields.year
    if year is None or len(year) == _YEAR_DIGITS:
        return fields
    meant = [f"{int(year):04d}"] if len(year) == 3 else [f"{c}{year.zfill(2)}" for c in ("19", "20")]
    if int(year):
        meant.append(f"{int(year) + _JUCHE:04d}")
    rest = [part for part in (fields.month, fields.day) if part is not None]
    found = tuple("-".join([one, *rest]) for one in meant)
    raise DateRefused("The year has fewer than four digits: write all four, or name its era.", found)


def _decade(value: str) -> str:
    if len(value) == 2 and value[1] == "0":
        raise DateRefused(
            "The decade has two digits: write all four.", (f"18{value[0]}X", f"19{value[0]}X", f"20{value[0]}X")
        )
    if len(value) != _YEAR_DIGITS or value[3] != "0":
        raise DateRefused("A decade is a year that ends with 0: write 1970s, or 197X.")
    if value[2] == "0" and value != "2000":
        raise DateRefused("This can be ten or a hundred years.", (f"{value[:3]}X", f"{value[:2]}XX"))
    return f"{value[:3]}X"


#: Kind of token: the part it tells, and how its value is read.
_TELLS: dict[str, tuple[str, Callable[[str], str | int]]] = {
    "year": ("year", str),
    "decade": ("year", _decade),
    "month": ("month", _month),
    "monthnumber": ("month", _month),
    "code": ("month", str),
    "day": ("day", lambda value: value.zfill(2)),
    "part": ("part", int),
    "century": ("century", int),
}


def _century_or_decade(fields: Fields, words: set[str], numbers: list[str]) -> tuple[Fields, list[str]]:
    """Words whose number stands apart: siglo 20, década de 1970, 1970 годы."""
    if not words:
        return fields, numbers
    if len(numbers) != 1:
        raise DateRefused("A decade or century needs its number: 1970s, 20th century.")
    if "century" in words:
        return _set(fields, century=int(numbers[0])), []
    return _set(fields, year=_decade(numbers[0])), []


def _numbers(fields: Fields, numbers: list[str]) -> Fields:
    """Numbers without a unit: four digits are the year, one or two the day if a month is named."""
    years = [n for n in numbers if len(n) == _YEAR_DIGITS]
    short = [n for n in numbers if len(n) <= 2]
    if len(years) + len(short) != len(numbers) or len(years) > 1 or len(short) > 2:
        raise DateRefused("The numbers do not make a date: write year-month-day, such as 2009-06-03.")
    if years:
        fields = _set(fields, year=years[0])
    if years and len(short) == 2:
        raise DateRefused("The numbers do not make a date: write year-month-day, such as 2009-06-03.")
    if len(short) == 2 or (len(short) == 1 and fields.day is not None):
        raise DateRefused("The year has two digits: write all four.", _short_readings(fields, short))
    if not short:
        return fields
    if fields.month is not None and int(fields.month) > 12:
        if fields.year is None and len(short[0]) == 2:
            raise no_year(replace(fields, loose=f"'{short[0]}"))
        raise DateRefused("A season, quarter or half has no day.")
    return _set(fields, day=short[0].zfill(2))


def _short_readings(fields: Fields, short: list[str]) -> tuple[str, ...]:
    year, day = short[-1], fields.day or short[0].zfill(2)
    if fields.month is None or fields.year is not None:
        return ()
    return tuple(f"{century}{year.zfill(2)}-{fields.month}-{day}" for century in ("19", "20"))


def inherit(begin: Fields, end: Fields) -> tuple[Fields, Fields]:
    """Two dates that share a part: June to August 2009, 3-5 March 2009, 2009년 6월부터 8월까지.

    Parameters
    ----------
    begin, end : Fields
        As `assemble` gives them.

    Returns
    -------
    (begin, end) : tuple of Fields
        The missing year, and the month of a lone day, taken from the other.
    """
    # June '76 to May 1977, March 09 to May 2010: the number may be the year itself
    own_year = begin.loose.startswith("'") or (begin.loose and end.day is None)
    if begin.year is None and begin.century is None and not own_year:
        lone_day = begin.day is not None and begin.month is None
        begin = replace(begin, year=end.year, month=end.month if lone_day else begin.month)
    if end.year is None and end.century is None and not end.loose.startswith("'"):
        lone_day = end.day is not None and end.month is None
        end = replace(end, year=begin.year, month=begin.month if lone_day else end.month)
    return begin, end
