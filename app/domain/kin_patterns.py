"""Relation patterns: a relation word with what is known of sexes, age and nature; read from kin notation.

The notation is that of anthropology, read from ego to the relative: F father, M mother, P parent, S son, D daughter,
C child, B brother, Z sister, G sibling, H husband, W wife, E spouse; ``e`` and ``y`` before B, Z, G: elder, younger.
Added here: ``m:`` and ``w:`` in front (a man, a woman speaks), ``h`` before B, Z, G (half), ``x`` before H, W, E (the
marriage has ended), ``+`` and ``-`` at the end (elder, younger than ego) and ``adoptive``, ``foster``, ``partner``
after a comma.
"""

import re
from dataclasses import dataclass, replace

from app.domain.kin_types import FEMALE, MALE, compact_word, relation_rank

_SEX = {
    "F": MALE,
    "M": FEMALE,
    "P": "",
    "S": MALE,
    "D": FEMALE,
    "C": "",
    "B": MALE,
    "Z": FEMALE,
    "G": "",
    "H": MALE,
    "W": FEMALE,
}
_NOTATION = re.compile(
    r"(?:(?P<ego>[mw]):)?(?P<steps>(?:[hey]?[BZG]|x?[HWE]|[FMPSDC])+)(?P<age>[+-]?)(?P<nature>(?:,[a-z]+)*)"
)
_STEP = re.compile(r"(?P<mark>[heyx]?)(?P<letter>[A-Z])")


@dataclass(frozen=True, slots=True)
class KinPattern:
    """One reading of a kinship word: what the relative is to ego.

    Attributes
    ----------
    start, end : bool
        A marriage step at the start, at the end.
    ups, downs : tuple of str
        Sex of each person reached by a parent step and by a child step: ``male``, ``female`` or empty (not told).
    ego_sex, start_sex, end_sex : str
        Sex of ego, of ego's spouse at the start, of the relative after a marriage step at the end.
    seniority : str
        ``elder``, ``younger`` or empty, as in :class:`app.domain.kin_types.Relation`.
    half : str
        ``full``, ``half`` or empty.
    natures : tuple of str
        adoptive, foster, partner.
    start_ended, end_ended : bool
        The marriage at the start, at the end, has ended: a former wife, a sister's former husband.
    """

    start: bool = False
    ups: tuple[str, ...] = ()
    downs: tuple[str, ...] = ()
    end: bool = False
    ego_sex: str = ""
    start_sex: str = ""
    end_sex: str = ""
    seniority: str = ""
    half: str = ""
    natures: tuple[str, ...] = ()
    start_ended: bool = False
    end_ended: bool = False

    @property
    def up(self) -> int:
        """Steps up."""
        return len(self.ups)

    @property
    def down(self) -> int:
        """Steps down."""
        return len(self.downs)

    @property
    def chon(self) -> int:
        """Civil degree; 0 for a spouse alone."""
        return len(self.ups) + len(self.downs)

    @property
    def affinity(self) -> bool:
        """Whether a marriage step is part of it."""
        return self.start or self.end

    @property
    def rank(self) -> int:
        """Nearness, as of a relation."""
        return relation_rank(self.start, self.chon, self.end)

    @property
    def relative_sex(self) -> str:
        """Sex of the relative, or empty."""
        if self.end:
            return self.end_sex
        line = self.downs or self.ups
        return line[-1] if line else self.start_sex

    def word(self) -> str:
        """Return the relation word in short, such as ``u2d1[s]``.

        Returns
        -------
        str

        Examples
        --------
        >>> parse_notation("MBW").word()
        'u2d1[s]'
        """
        return compact_word(self.start, self.up, self.down, self.end)


def parse_notation(text: str) -> KinPattern:
    """Read kin notation as a pattern.

    Parameters
    ----------
    text : str
        Such as ``FeB`` (father's elder brother), ``m:BW`` (a man's brother's wife), ``MBS+`` (elder son of mother's
        brother).

    Returns
    -------
    KinPattern

    Raises
    ------
    ValueError
        If it is no notation, or no relation of the form [spouse] up down [spouse].

    Examples
    --------
    >>> parse_notation("FeB").ups, parse_notation("FeB").seniority
    (('male', ''), 'elder')
    """
    match = _NOTATION.fullmatch(text)
    if match is None:
        raise ValueError(f"no kin notation: {text}")
    pattern = KinPattern(ego_sex={"m": MALE, "w": FEMALE, None: ""}[match["ego"]])
    for step in _STEP.finditer(match["steps"]):
        pattern = _extend(pattern, step["letter"], step["mark"], text)
    if match["age"]:
        pattern = replace(pattern, seniority="elder" if match["age"] == "+" else "younger")
    natures = tuple(sorted(part for part in match["nature"].split(",") if part))
    return replace(pattern, natures=natures)


def _extend(pattern: KinPattern, letter: str, mark: str, text: str) -> KinPattern:
    """Add one step at the end of a pattern."""
    if pattern.end:
        raise ValueError(f"a step after the last marriage: {text}")
    sex = _SEX.get(letter, "")
    if letter in "HWE":
        if pattern.chon == 0 and not pattern.start:
            return replace(pattern, start=True, start_sex=sex, start_ended=mark == "x")
        return replace(pattern, end=True, end_sex=sex, end_ended=mark == "x")
    if letter in "FMP":
        if pattern.downs:
            raise ValueError(f"a parent of a descendant is not one relation: {text}")
        return replace(pattern, ups=(*pattern.ups, sex))
    if letter in "SDC":
        return replace(pattern, downs=(*pattern.downs, sex))
    if pattern.downs:
        raise ValueError(f"a sibling of a descendant is not one relation: {text}")
    return replace(
        pattern,
        ups=(*pattern.ups, ""),
        downs=(sex,),
        seniority={"e": "elder", "y": "younger"}.get(mark, ""),
        half="half" if mark == "h" else "",
    )


def chain(pattern: KinPattern) -> list[tuple[str, str]]:
    """Return the steps from ego as (kind, sex of the person reached); kind: spouse, up or down.

    Parameters
    ----------
    pattern : KinPattern

    Returns
    -------
    list of (str, str)
        One pair a step; the sex is empty where it is not told.

    Examples
    --------
    >>> chain(parse_notation("WB"))
    [('spouse', 'female'), ('up', ''), ('down', 'male')]
    """
    return [
        *([("spouse", pattern.start_sex)] if pattern.start else []),
        *(("up", sex) for sex in pattern.ups),
        *(("down", sex) for sex in pattern.downs),
        *([("spouse", pattern.end_sex)] if pattern.end else []),
    ]
