"""Korean words for in-laws: 장인, 시아버지, 형수, 처남, 동서, 고모부 ….

Fixed words stand for standing marriages; partners and former spouses are described.
"""

from app.domain.kin_korean import blood, cousin_prefix, nephew, spouse_word
from app.domain.kin_types import FEMALE, MALE
from app.domain.kin_view import View

#: Prefixes of the spouse's relatives: the wife's, the husband's.
_PREFIX = {FEMALE: "처", MALE: "시"}
_PARENTS = {FEMALE: {MALE: "장인", FEMALE: "장모"}, MALE: {MALE: "시아버지", FEMALE: "시어머니"}}
_GRANDPARENTS = {FEMALE: {MALE: "조부", FEMALE: "조모"}, MALE: {MALE: "할아버지", FEMALE: "할머니"}}
_STEP = {(1, 0): ("아버지", "어머니"), (0, 1): ("아들", "딸"), (0, 2): ("손자", "손녀")}
#: Shapes whose words take the prefix 처 or 시 before the word of blood, or of marriage.
_PREFIXED = {(2, 1), (1, 2), (2, 2)}


def korean(view: View) -> str:
    """Return the Korean word for a relation.

    Parameters
    ----------
    view : View
        The relation with every answer known.

    Returns
    -------
    str

    References
    ----------
    .. [1] 국립국어원, 표준 언어 예절 (2011): 가정에서의 호칭과 지칭.
    """
    case = view.case
    if case.start is not None and not view.up and not view.down:
        return spouse_word(view, case.start, case.start_bond)
    if case.start is not None:
        return _of_spouse(view)
    return _married(view) if case.end is not None else blood(view)


def _of_spouse(view: View) -> str:
    """Return the word for a blood relative of the spouse, or for the spouse of one."""
    case = view.case
    plain = case.start_bond == "marriage" and case.end_bond in ("", "marriage") and not case.natures
    word = ""
    if plain:
        word = _spouse_fixed(view) if case.end is None else _spouse_fixed_married(view)
    if word:
        return word
    rest = view.part(start=None, start_bond="", ego=view.mate)
    return f"{spouse_word(view, view.mate, case.start_bond)}의 {korean(rest)}"


def _spouse_fixed(view: View) -> str:
    """Return the fixed word for a blood relative of the spouse, or nothing."""
    case = view.case
    if view.shape in ((0, 1), (0, 2)):
        return "" if case.lineal_twice else "의붓" + _STEP[view.shape][view.blood_end() == FEMALE]
    spouse = view.sex(view.mate)
    if view.shape == (1, 0):
        return _PARENTS[spouse][view.blood_end()]
    if view.shape == (2, 0):
        side = "외" if view.sex(case.ups[0]) == FEMALE else ""
        return _PREFIX[spouse] + side + _GRANDPARENTS[spouse][view.blood_end()]
    if view.shape == (1, 1):
        return "" if view.is_half() else _spouse_sibling(view, spouse)
    if view.shape in _PREFIXED:
        rest = view.part(start=None, start_bond="", ego=view.mate, neutral=view.up == view.down)
        return _PREFIX[spouse] + blood(rest)
    return ""


def _spouse_sibling(view: View, spouse: str) -> str:
    man = view.blood_end() == MALE
    if spouse == FEMALE:
        if man:
            return "처남"
        return "처형" if view.elder() else "처제"
    if not man:
        return "시누이"
    return "시아주버니" if view.elder() else "시동생"


def _spouse_fixed_married(view: View) -> str:
    """Return the fixed word for the spouse of a blood relative of the spouse, or nothing."""
    if view.shape == (1, 1) and not view.is_half():
        spouse, man = view.sex(view.mate), view.blood_end() == MALE
        if spouse == FEMALE:
            return "처남댁" if man else "동서"
        return "동서" if man else "시매부"
    if view.shape in ((2, 1), (1, 2)):
        rest = view.part(start=None, start_bond="", ego=view.mate)
        return _PREFIX[view.sex(view.mate)] + _married(rest)
    return ""


def _married(view: View) -> str:
    """Return the word for the spouse of a blood relative."""
    case = view.case
    word = ""
    if case.end_bond == "marriage" and not case.natures and not case.lineal_twice:
        word = _married_fixed(view)
    if word:
        return word
    relative = blood(view.part(end=None, end_bond="", neutral=case.neutral or view.down > 1))
    return f"{relative}의 {spouse_word(view, view.relative, case.end_bond)}"


def _married_fixed(view: View) -> str:
    """Return the fixed word for the spouse of a blood relative, or nothing."""
    shape = view.shape
    if shape in ((1, 0), (2, 0), (0, 1), (0, 2)):
        return _married_lineal(view)
    if shape == (1, 1):
        return "" if view.is_half() else _sibling_in_law(view)
    if view.up == view.down and view.up <= 4:
        return cousin_prefix(view) + _sibling_in_law(view)
    if shape == (1, 2):
        return _nephew_in_law(view)
    return _SPOUSES.get(blood(view.part(end=None, end_bond="")), "")


#: Words of relatives, and those of their spouses.
_SPOUSES = {
    "큰아버지": "큰어머니",
    "작은아버지": "작은어머니",
    "고모": "고모부",
    "외삼촌": "외숙모",
    "이모": "이모부",
    "큰할아버지": "큰할머니",
    "작은할아버지": "작은할머니",
    "고모할머니": "고모할아버지",
    "이모할머니": "이모할아버지",
    "외종조할아버지": "외종조할머니",
    "당숙": "당숙모",
    "당고모": "당고모부",
    "외당숙": "외당숙모",
    "종이모": "종이모부",
    "재당숙": "재당숙모",
    "재당고모": "재당고모부",
    "재종조부": "재종조모",
    "종손": "종손부",
    "종손녀": "종손서",
    "종질": "종질부",
    "종질녀": "종질서",
    "재종질": "재종질부",
    "재종질녀": "재종질서",
}


def _married_lineal(view: View) -> str:
    case = view.case
    woman = view.sex(view.relative) == FEMALE
    if view.shape == (0, 1):
        return "며느리" if woman else "사위"
    if view.shape == (0, 2):
        side = "외" if view.sex(case.downs[0]) == FEMALE else ""
        return side + ("손자며느리" if woman else "손녀사위")
    if view.shape == (1, 0):
        return "의붓어머니" if woman else "의붓아버지"
    side = "외" if view.sex(case.ups[0]) == FEMALE else ""
    return f"의붓{side}" + ("할머니" if woman else "할아버지")


def _sibling_in_law(view: View) -> str:
    """Return the word for the spouse of a brother, sister or cousin."""
    man = view.blood_end() == MALE
    if view.ego() == FEMALE:
        if man:
            return "올케"
        return "형부" if view.elder() else "제부"
    if man:
        return "형수" if view.elder() else "제수"
    return "매형" if view.elder() else "매제"


def _nephew_in_law(view: View) -> str:
    woman = view.sex(view.case.downs[1]) == FEMALE
    stem = nephew(view.part(end=None, end_bond="")).removesuffix("딸").removesuffix("녀")
    if stem == "조카":
        return "조카사위" if woman else "조카며느리"
    return stem + ("서" if woman else "부")
