"""A date in English or Korean words."""

from __future__ import annotations

import re

from app.domain.date_values import PartialDate
from app.errors import InvalidParameter

_ONE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?")
_QUALIFIERS = re.compile("[?~%]")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_CODES_EN = {
    21: "spring {}", 22: "summer {}", 23: "autumn {}", 24: "winter {}", 25: "spring {}", 26: "summer {}",
    27: "autumn {}", 28: "winter {}", 29: "southern spring {}", 30: "southern summer {}", 31: "southern autumn {}",
    32: "southern winter {}", 33: "first quarter of {}", 34: "second quarter of {}", 35: "third quarter of {}",
    36: "fourth quarter of {}", 37: "first four months of {}", 38: "second four months of {}",
    39: "last four months of {}", 40: "first half of {}", 41: "second half of {}",
}  # fmt: skip
_CODES_KO = {
    21: "{} 봄", 22: "{} 여름", 23: "{} 가을", 24: "{} 겨울", 25: "{} 봄", 26: "{} 여름", 27: "{} 가을", 28: "{} 겨울",
    29: "{} 봄(남반구)", 30: "{} 여름(남반구)", 31: "{} 가을(남반구)", 32: "{} 겨울(남반구)", 33: "{} 1분기",
    34: "{} 2분기", 35: "{} 3분기", 36: "{} 4분기", 37: "{} 1–4월", 38: "{} 5–8월", 39: "{} 9–12월", 40: "{} 상반기",
    41: "{} 하반기",
}  # fmt: skip
_WORDS = {
    "en": {
        "unknown": "date unknown", "about": "about {}", "uncertain": "{} (uncertain)", "between": "between {} and {}",
        "earlier": "{} or earlier", "later": "{} or later", "period": "from {} to {}", "until": "until {}",
        "or": " or ", "and": " and ",
    },
    "ko": {
        "unknown": "날짜 미상", "about": "{}경", "uncertain": "{}(불확실)", "between": "{}에서 {} 사이",
        "earlier": "{}까지", "later": "{} 이후", "period": "{}부터 {}까지", "until": "{}까지", "or": " 또는 ",
        "and": " 및 ",
    },
}  # fmt: skip
_OPEN = ("", "..")


def show_date(d: PartialDate, language: str) -> str:
    """A date in words.

    Parameters
    ----------
    d : PartialDate
        A date or period.
    language : str
        ``en`` or ``ko``.

    Returns
    -------
    str
        As told: no part is added. What has no words is shown as EDTF, what has no EDTF as its text.

    Raises
    ------
    InvalidParameter
        For another language.

    Examples
    --------
    >>> from app.domain.dates import read_date
    >>> show_date(read_date("2009-06~"), "en"), show_date(read_date("2009-06~"), "ko")
    ('about June 2009', '2009년 6월경')
    """
    if language not in _WORDS:
        raise InvalidParameter("language", " or ".join(_WORDS))
    words = _WORDS[language]
    if d.edtf is None:
        return words["unknown"] if d.precision == "unknown" else d.text
    if d.end is None:
        return _shown(d.edtf, language)
    end = _shown(d.end.edtf or "", language)
    return words["until"].format(end) if d.edtf in _OPEN else words["period"].format(_shown(d.edtf, language), end)


def _shown(edtf: str, language: str) -> str:
    words = _WORDS[language]
    if edtf[:1] in ("[", "{"):
        items = [_span(*item.split(".."), language=language) for item in edtf[1:-1].split(",")]
        return words["or" if edtf[0] == "[" else "and"].join(items)
    if "/" in edtf:
        return _span(*edtf.split("/"), language=language)
    return _qualified(edtf, language)


def _span(begin: str, end: str | None = None, *, language: str) -> str:
    words = _WORDS[language]
    if end is None:
        return _qualified(begin.strip(), language)
    if begin in _OPEN:
        return words["earlier"].format(_qualified(end, language))
    if end in _OPEN:
        return words["later"].format(_qualified(begin, language))
    return words["between"].format(_qualified(begin.strip(), language), _qualified(end.strip(), language))


def _qualified(edtf: str, language: str) -> str:
    words = _WORDS[language]
    shown = _bare(_QUALIFIERS.sub("", edtf).partition("T")[0], language)
    if "~" in edtf or "%" in edtf:
        shown = words["about"].format(shown)
    return words["uncertain"].format(shown) if "?" in edtf or "%" in edtf else shown


def _bare(edtf: str, language: str) -> str:
    match = _ONE.fullmatch(edtf)
    if not match:
        return edtf
    year, month, day = match[1], match[2] or "XX", match[3] or "XX"
    partly = [p for p in (month, day) if "X" in p and p != "XX"]
    if partly or (month == "XX" and day != "XX"):
        return edtf  # such as 2004-1X or 2004-XX-12: there are no plain words for it
    return {"en": _english, "ko": _korean}[language](year, month, day)


def _years(mask: str, decade: str, span: str, unknown: str) -> str:
    if mask == "XXXX":
        return unknown
    if "X" not in mask:
        return str(int(mask))
    if mask[:3].isdigit():
        return decade.format(int(mask[:3] + "0"))
    known = mask.rstrip("X")
    return span.format(int(known.ljust(4, "0")), int(known.ljust(4, "9"))) if known.isdigit() else mask


def _english(year: str, month: str, day: str) -> str:
    shown = _years(year, "{}s", "{}–{}", "year unknown")
    if month == "XX":
        return shown
    if int(month) > len(_MONTHS):
        return _CODES_EN[int(month)].format(shown)
    name = _MONTHS[int(month) - 1]
    start = name if day == "XX" else f"{int(day)} {name}"
    return f"{start}, {shown}" if "X" in year else f"{start} {shown}"


def _korean(year: str, month: str, day: str) -> str:
    shown = _years(year, "{}년대", "{}–{}년", "연도 미상")
    if "X" not in year:
        shown += "년"
    if month == "XX":
        return shown
    if int(month) > len(_MONTHS):
        return _CODES_KO[int(month)].format(shown)
    return f"{shown} {int(month)}월" + ("" if day == "XX" else f" {int(day)}일")
