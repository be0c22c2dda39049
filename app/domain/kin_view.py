"""What a naming rule may ask about a relation, and the words for every answer that is not known.

A naming rule is a function of a :class:`View`. When it asks for a sex or an age that no source tells, the rule is run
once for each possible answer: the result is the set of words, never a guess.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.kin_patterns import KinPattern
from app.domain.kin_types import FEMALE, MALE, Relation

SEXES = (MALE, FEMALE)
AGES = ("elder", "younger")
Asked = int | str


class _Open(Exception):
    """A rule asked what is not known."""

    def __init__(self, asked: Asked, options: tuple[str, ...]) -> None:
        super().__init__(asked)
        self.asked = asked
        self.options = options


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a relation: its steps as positions from ego (0) to the relative, and what stands at each.

    Attributes
    ----------
    sexes : tuple of str
        Per position; empty: not known.
    start, end : int or None
        Positions of the spouse at the start and of the relative after a marriage at the end.
    ups, downs : tuple of int
    start_bond, end_bond : str
    neutral : bool
        The word is part of a longer one, so it carries no relative age.
    """

    sexes: tuple[str, ...]
    ego: int
    start: int | None
    ups: tuple[int, ...]
    downs: tuple[int, ...]
    end: int | None
    seniority: str = ""
    half: str = ""
    natures: tuple[str, ...] = ()
    start_bond: str = ""
    end_bond: str = ""
    lineal_twice: bool = False
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A relation seen by a naming rule: every answer is one of the possible ones."""

    case: Case
    answers: dict[Asked, str]

    @property
    def up(self) -> int:
        """Steps up."""
        return len(self.case.ups)

    @property
    def down(self) -> int:
        """Steps down."""
        return len(self.case.downs)

    @property
    def shape(self) -> tuple[int, int]:
        """Steps up and steps down."""
        return len(self.case.ups), len(self.case.downs)

    @property
    def relative(self) -> int:
        """Position of the relative."""
        case = self.case
        if case.end is not None:
            return case.end
        line = case.downs or case.ups
        return line[-1] if line else case.start or 0

    @property
    def mate(self) -> int:
        """Position of the spouse at the start; ego's own where there is none."""
        return self.case.ego if self.case.start is None else self.case.start

    def sex(self, position: int) -> str:
        """Return the sex of the person at a position."""
        return self.case.sexes[position] or self._answer(position, SEXES)

    def ego(self) -> str:
        """Return the sex of ego."""
        return self.sex(self.case.ego)

    def blood_end(self) -> str:
        """Return the sex of the last blood relative."""
        return self.sex((self.case.downs or self.case.ups)[-1])

    def elder(self) -> bool:
        """Say whether the relative is the elder one, where the word depends on it."""
        return (self.case.seniority or self._answer("age", AGES)) == "elder"

    def is_half(self) -> bool:
        """Say whether it is a half relation."""
        if self.case.half == "unknown":
            return self._answer("half", ("full", "half")) == "half"
        return self.case.half == "half"

    def males(self, positions: tuple[int, ...]) -> bool:
        """Say whether all persons at some positions are men."""
        return all(self.sex(position) == MALE for position in positions)

    def part(self, **changes: object) -> "View":
        """Return the view of a part of the relation."""
        return View(replace(self.case, **changes), self.answers)  # type: ignore[arg-type]

    def _answer(self, asked: Asked, options: tuple[str, ...]) -> str:
        if asked not in self.answers:
            raise _Open(asked, options)
        return self.answers[asked]


def case_of(relation: Relation | KinPattern) -> Case:
    """Return the case of a relation that was found or of a pattern that was read.

    Parameters
    ----------
    relation : Relation or KinPattern

    Returns
    -------
    Case
        What the naming rules look at, the same for both.
    """
    if isinstance(relation, KinPattern):
        p = relation
        start, ups, downs, end = _positions(p.start, p.up, p.down, p.end)
        told = [p.ego_sex, *([p.start_sex] if p.start else []), *p.ups, *p.downs, *([p.end_sex] if p.end else [])]
        bond = "partner" if "partner" in p.natures else "marriage"
        bonds = (_bond(bond, p.start, p.start_ended), _bond(bond, p.end, p.end_ended))
        return Case(tuple(told), 0, start, ups, downs, end, p.seniority, p.half, p.natures, *bonds)
    r = relation
    start, ups, downs, end = _positions(r.marriage_start, r.up, r.down, r.marriage_end)
    return Case(
        tuple(sex or "" for sex in r.sexes) or ("",) * (1 + r.chon + r.marriage_start + r.marriage_end),
        0,
        start,
        ups,
        downs,
        end,
        r.seniority,
        r.half,
        r.natures,
        r.start_bond or ("marriage" if r.marriage_start else ""),
        r.end_bond or ("marriage" if r.marriage_end else ""),
        r.lineal_twice,
    )


def _bond(bond: str, there: bool, ended: bool) -> str:
    return (f"former_{bond}" if ended else bond) if there else ""


def _positions(
    start: bool, up: int, down: int, end: bool
) -> tuple[int | None, tuple[int, ...], tuple[int, ...], int | None]:
    first = 1 + start
    return (
        1 if start else None,
        tuple(range(first, first + up)),
        tuple(range(first + up, first + up + down)),
        first + up + down if end else None,
    )


def outcomes(case: Case, name: Callable[[View], str], most: int) -> list[tuple[str, dict[Asked, str]]] | None:
    """Return each word that a rule can give, with the answers that lead to it; None if there are more than asked for.

    Parameters
    ----------
    case : Case
    name : callable
        A naming rule, which asks the view for what it needs.
    most : int
        Most words that are wanted.

    Returns
    -------
    list of (str, dict) or None

    Notes
    -----
    The rule is run once per combination of the answers that it asks for; every question doubles a way to a word.
    """
    found: list[tuple[str, dict[Asked, str]]] = []
    todo: list[dict[Asked, str]] = [{}]
    for answers in todo:
        try:
            found.append((name(View(case, answers)), answers))
        except _Open as question:
            todo.extend({**answers, question.asked: option} for option in question.options)
            if len(todo) > 2 * most:
                return None
    return found


def possible_words(case: Case, name: Callable[[View], str], most: int) -> list[str] | None:
    """Return the words that a rule can give, each once; None if there are more ways to them than asked for.

    Parameters
    ----------
    case : Case
    name : callable
        A naming rule.
    most : int
        Most ways to a word that are looked at.

    Returns
    -------
    list of str or None
    """
    found = outcomes(case, name, most)
    return None if found is None else list(dict.fromkeys(word for word, _ in found))
