"""English words for relations, complete by rule."""

from app.domain.kin_types import FEMALE, MALE
from app.domain.kin_view import View

_PARENT = {MALE: "father", FEMALE: "mother"}
_CHILD = {MALE: "son", FEMALE: "daughter"}
_SIBLING = {MALE: "brother", FEMALE: "sister"}
_UNCLE = {MALE: "uncle", FEMALE: "aunt"}
_NEPHEW = {MALE: "nephew", FEMALE: "niece"}
_SPOUSE = {MALE: "husband", FEMALE: "wife"}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TIMES = {1: "once", 2: "twice"}


def english(view: View) -> str:
    """Return the English word for a relation.

    Parameters
    ----------
    view : View
        The relation with every answer known.

    Returns
    -------
    str

    Notes
    -----
    A cousin's word counts the generations to the common ancestor (min(up, down) - 1) and those between the two
    (removed). In-laws beyond the fixed words are described from step to step: wife's sister's husband.
    """
    case = view.case
    if case.start is not None and not view.up and not view.down:
        return _spouse(view, case.start, case.start_bond)
    fixed = _fixed_in_law(view)
    if fixed:
        return fixed
    word = _blood(view)
    if case.start is not None:
        word = f"{_spouse(view, case.start, case.start_bond)}'s {word}"
    if case.end is not None:
        word = f"{word}'s {_spouse(view, case.end, case.end_bond)}"
    return word


def _spouse(view: View, position: int, bond: str) -> str:
    former = "former " if bond.startswith("former") else ""
    return former + ("partner" if bond.endswith("partner") else _SPOUSE[view.sex(position)])


def _fixed_in_law(view: View) -> str:
    """Return the fixed word of an in-law by one standing marriage, or nothing."""
    case = view.case
    start, end = case.start is not None, case.end is not None
    if start == end or (case.start_bond or case.end_bond) != "marriage" or case.natures or case.lineal_twice:
        return ""
    relative = view.sex(view.relative) if view.shape in _FIXED[start] else ""
    if not relative or (view.shape == (1, 1) and view.is_half()):
        return ""
    pattern, words = _FIXED[start][view.shape]
    return pattern.format(words[relative])


#: Per kind (True: the spouse's blood relatives; False: spouses of blood relatives) and shape: pattern and words.
_FIXED: dict[bool, dict[tuple[int, int], tuple[str, dict[str, str]]]] = {
    True: {
        (1, 0): ("{}-in-law", _PARENT),
        (2, 0): ("grand{}-in-law", _PARENT),
        (1, 1): ("{}-in-law", _SIBLING),
        (0, 1): ("step{}", _CHILD),
        (0, 2): ("step-grand{}", _CHILD),
    },
    False: {
        (1, 0): ("step{}", _PARENT),
        (2, 0): ("step-grand{}", _PARENT),
        (1, 1): ("{}-in-law", _SIBLING),
        (0, 1): ("{}-in-law", _CHILD),
        (0, 2): ("grand{}-in-law", _CHILD),
    },
}


def _blood(view: View) -> str:
    """Return the word for a blood relative, with what is not plain about it."""
    half = bool(view.up and view.down) and view.is_half()
    word = _plain_blood(view, half)
    for nature in view.case.natures:
        if nature == "adoptive":
            word = f"adopted {word}" if view.shape == (0, 1) else f"adoptive {word}"
        elif nature == "foster":
            word = f"foster {word}"
    return word


def _plain_blood(view: View, half: bool) -> str:
    up, down = view.shape
    if up >= 2 and down >= 2:
        return ("half " if half else "") + _cousin(up, down)
    sex = view.blood_end()
    if not down:
        return _lineal(up, _PARENT[sex])
    if not up:
        return _lineal(down, _CHILD[sex])
    mark = "half-" if half else ""
    if up == 1 and down == 1:
        return mark + _SIBLING[sex]
    return "great-" * (max(up, down) - 2) + mark + (_NEPHEW if up == 1 else _UNCLE)[sex]


def _lineal(steps: int, word: str) -> str:
    return "great-" * (steps - 2) + ("grand" if steps > 1 else "") + word


def _cousin(up: int, down: int) -> str:
    degree, removed = min(up, down) - 1, abs(up - down)
    name = _ORDINALS[degree - 1] if degree <= len(_ORDINALS) else f"{degree}th"
    times = f" {_TIMES.get(removed, f'{removed} times')} removed" if removed else ""
    return f"{name} cousin{times}"
