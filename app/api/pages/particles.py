"""Korean particles after a value that is filled in: which of two forms stands is told by how the value ends.

Brackets, closing quotation marks and the sign of what is invented are passed over: the word before them tells.
"""

import re

_PAIRS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_PASSED_OVER = r"(?:\s?\([^()]*\)|\s?※|[”’」』])*"
_OPEN = re.compile(rf"([가-힣0-9])({_PASSED_OVER})({'|'.join(map(re.escape, _PAIRS))})")
_FIRST_SYLLABLE, _FINALS, _RIEUL = ord("가"), 28, 8
#: The digits whose Korean names end in a consonant; those of 1, 7 and 8 end in ㄹ.
_CLOSED_DIGITS, _RIEUL_DIGITS = "013678", "178"


def fit_particles(text: str) -> str:
    """Return a text with each open particle, such as 은(는), in the form that fits the syllable or digit before it.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Behind other letters, whose sound is not known, both forms stay.

    Examples
    --------
    >>> fit_particles("한수진은(는) 어머니을(를) 2009(으)로"), fit_particles("Han은(는)")
    ('한수진은 어머니를 2009로', 'Han은(는)')
    """
    return _OPEN.sub(_fitted, text)


def _fitted(found: re.Match[str]) -> str:
    before, between, particle = found.groups()
    final = (ord(before) - _FIRST_SYLLABLE) % _FINALS
    closed, rieul = final != 0, final == _RIEUL
    if before.isdigit():
        closed, rieul = before in _CLOSED_DIGITS, before in _RIEUL_DIGITS
    after_consonant, after_vowel = _PAIRS[particle]
    takes_first = closed and not (rieul and particle == "(으)로")
    return before + between + (after_consonant if takes_first else after_vowel)
