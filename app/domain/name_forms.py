"""Forms of a Korean name in other scripts, made by the systems that records use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from app.domain.name_hangul import FINAL_SOUND, is_hangul, south_initial, take_apart
from app.domain.name_spellings import data_rows, pinyin_of, surname_spellings, surnames

GIVEN, GENERATED = "given", "generated"
_VOICING = ("", "ㄴ", "ㄹ", "ㅁ", "ㅇ")


@dataclass(frozen=True, slots=True)
class NameForm:
    """One form of a name: the text, its script, the system that wrote it, and whether it was given or generated."""

    text: str
    script: str
    system: str
    origin: str


@cache
def _letters(part: str, system: str) -> dict[str, str]:
    return {row["letter"]: row[system] for row in data_rows("name_letters.csv") if row["part"] == part}


def split_hangul(name: str) -> tuple[str, str]:
    """Surname and given name of a Hangul name.

    Parameters
    ----------
    name : str
        Hangul; a space after the surname decides.

    Returns
    -------
    (surname, given) : tuple of str
        The surname is empty where none is seen.
    """
    words = name.split()
    if len(words) > 1 and words[0] in surnames():
        return words[0], "".join(words[1:])
    joined = "".join(words)
    for length in (2, 1):
        if len(joined) > length and joined[:length] in surnames() and (length == 1 or len(joined) > 2):
            return joined[:length], joined[length:]
    return "", joined


def name_forms(name: str, hanja: str = "") -> tuple[NameForm, ...]:
    """The forms in which records can write a Korean person's name.

    Parameters
    ----------
    name : str
        The name in Hangul, northern or southern.
    hanja : str
        The same name in Chinese characters, if it is known.

    Returns
    -------
    tuple of NameForm
        The given form first; then southern Hangul, Revised Romanisation, McCune-Reischauer, the North Korean system,
        a press spelling, Kontsevich, and the pinyin of the Hanja. Nothing but the given form if it is no Hangul.

    Examples
    --------
    >>> [f.text for f in name_forms("리영희")][2:5]
    ['Ri Yeonghui', 'Ri Yŏng-hŭi', 'Ri Yong Hui']
    """
    found = [NameForm(name, "Hang", "hangul", GIVEN)]
    surname, given = split_hangul(name)
    if not is_hangul(surname + given):
        return tuple(found)
    south = "".join((_south_start(surname), _south_start(given)))
    found.append(NameForm(south, "Hang", "southern", GENERATED))
    for system, script in (
        ("revised", "Latn"), ("mccune", "Latn"), ("north", "Latn"), ("press", "Latn"), ("kontsevich", "Cyrl")
    ):  # fmt: skip
        found.append(NameForm(_written(surname, given, system), script, system, GENERATED))
    if hanja:
        found += [NameForm(hanja, "Hani", "hanja", GIVEN)]
        pinyin = pinyin_of(hanja.replace(" ", ""))
        if pinyin:
            cut = len(surname)
            words = ["".join(pinyin[:cut]), "".join(pinyin[cut:])]
            text = " ".join(word.capitalize() for word in words if word)
            found.append(NameForm(text, "Latn", "pinyin", GENERATED))
    return tuple(found)


def _south_start(word: str) -> str:
    return south_initial(word[0]) + word[1:] if word else ""


def _written(surname: str, given: str, system: str) -> str:
    if not surname and system not in ("north", "kontsevich"):
        return "".join(_syllables(given, system)).capitalize()  # as places are written
    words = [_surname(surname, system), _word(given, system)]
    return " ".join(word for word in words if word)


def _surname(surname: str, system: str) -> str:
    if system == "press" and surname:
        return surname_spellings(surname)[0].capitalize()
    if system == "kontsevich" and surname.startswith(("리", "이", "류", "림")) and len(surname) == 1:
        return {"리": "Ли", "이": "Ли", "류": "Лю", "림": "Лим"}[surname]
    return "".join(_syllables(surname, system)).capitalize()


def _word(given: str, system: str) -> str:
    syllables = _syllables(given, system)
    if system in ("north", "kontsevich"):
        return " ".join(s.capitalize() for s in syllables)
    joint = {"revised": "", "mccune": "-", "press": "-"}[system]
    return joint.join(syllables).capitalize()


def _syllables(word: str, system: str) -> list[str]:
    parts = [take_apart(s) for s in word]
    finals = ["", *(FINAL_SOUND[p.final] for p in parts)]
    written = []
    for place, part in enumerate(parts):
        hard = finals[place] == "ㄹ" and part.initial in "ㄷㅈ"  # Kil-tong: after ㄹ these are tense
        voiced = place > 0 and finals[place] in _VOICING and system == "mccune" and not hard
        initial = _letters("initial", system + "_voiced" if voiced else system)[part.initial]
        if initial == "r" and place > 0 and finals[place] == "ㄹ":
            initial = "l"
        final = finals[place + 1]
        written.append(initial + _vowel(part.vowel, bool(initial), final, system) + _letters("final", system)[final])
    return written


def _vowel(vowel: str, has_initial: bool, final: str, system: str) -> str:
    """A vowel as written in its place: some spellings need a final, or an initial letter."""
    if system == "kontsevich":
        special = {("ㅔ", False): "э", ("ㅖ", False): "йе", ("ㅢ", True): "и"}
        return special.get((vowel, has_initial), _letters("vowel", system)[vowel])
    if system == "press" and not final:
        return {"ㅓ": "eo", "ㅕ": "yeo"}.get(vowel, _letters("vowel", system)[vowel])
    if system == "press" and vowel == "ㅕ" and (has_initial or final != "ㅇ"):
        return "yu"
    return _letters("vowel", system)[vowel]
