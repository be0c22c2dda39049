"""Spelling of a text made alike: case, accents, width, punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ACCENTS = re.compile("[\u0300-\u036f]")
#: Marks inside romanised words (Ch'oe, Kŏn'guk) that carry no letter of their own, and marks that show nothing.
_SILENT = re.compile("['`´ʹʻʼʽˈ‘’‛′＇\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_OTHER_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_NO_WORD = re.compile(r"[\W_]+")
_SCRIPTS = (
    ("Hang", re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")),
    ("Hani", re.compile("[\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")),
    ("Cyrl", re.compile("[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]")),
    ("Latn", re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")),
)


@lru_cache(maxsize=4_096)  # each reading of a name asks for the same words
def fold(text: str) -> str:
    """The form in which texts are compared and searched.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        NFKC, lower case, without accents and apostrophes; everything that is no letter or digit is one space. Hangul
        syllables stay whole; the breve of й goes like every other.

    Examples
    --------
    >>> fold("  Ri Yŏng-hŭi ")
    'ri yong hui'
    """
    plain = _SILENT.sub("", unicodedata.normalize("NFKC", _SILENT.sub("", text))).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", plain))
    return _NO_WORD.sub(" ", unicodedata.normalize("NFC", bare).translate(_OTHER_LETTERS)).strip()


@lru_cache(maxsize=4_096)
def detect_script(text: str) -> str:
    """The script that most letters of a name are written in.

    Parameters
    ----------
    text : str
        A name. Whether it is a label and no name cannot be seen; the caller says so.

    Returns
    -------
    str
        ``Hang``, ``Hani``, ``Cyrl`` or ``Latn`` (also for texts without any of these letters). With equal counts the
        first in this order: 이(李) is Hangul.

    Examples
    --------
    >>> detect_script("리영희"), detect_script("李英姬"), detect_script("Ли Ён Хи")
    ('Hang', 'Hani', 'Cyrl')
    """
    counts = {script: len(pattern.findall(text)) for script, pattern in _SCRIPTS}
    most = max(counts.values())
    return next(script for script, count in counts.items() if count == most) if most else "Latn"
