"""Korean words for blood relatives and spouses; ``kin_korean_law`` has those for in-laws.

The word depends on the sexes along the line (친가, 외가), on the speaker's sex for siblings, and on relative age.
Where the language has no fixed word the relation is described: 아버지의 고종사촌.
"""

from app.domain.kin_types import FEMALE, MALE
from app.domain.kin_view import View

PARENT = {MALE: "아버지", FEMALE: "어머니"}
CHILD = {MALE: "아들", FEMALE: "딸"}
_ELDER = {(MALE, MALE): "형", (MALE, FEMALE): "누나", (FEMALE, MALE): "오빠", (FEMALE, FEMALE): "언니"}
_YOUNGER = {MALE: "남동생", FEMALE: "여동생"}
_GRANDPARENT = {MALE: "할아버지", FEMALE: "할머니"}
_GENERATIONS = {2: "", 3: "증조", 4: "고조"}
_GRANDCHILD = {2: ("손자", "손녀"), 3: ("증손자", "증손녀"), 4: ("고손자", "고손녀")}
_HALF = {MALE: "이복", FEMALE: "이부"}
_COUSINS = {(MALE, MALE): "사촌", (MALE, FEMALE): "고종사촌", (FEMALE, MALE): "외사촌", (FEMALE, FEMALE): "이종사촌"}
_DEGREES = {3: "육촌", 4: "팔촌", 5: "십촌"}
#: Relatives over male links only, by (up, down): word for a man, word for a woman.
_AGNATES = {
    (1, 3): ("종손", "종손녀"),
    (1, 4): ("종증손", "종증손녀"),
    (2, 3): ("종질", "종질녀"),
    (2, 4): ("재종손", "재종손녀"),
    (3, 2): ("당숙", "당고모"),
    (3, 4): ("재종질", "재종질녀"),
    (3, 5): ("삼종손", "삼종손녀"),
    (4, 2): ("재종조부", "재종대고모"),
    (4, 3): ("재당숙", "재당고모"),
}


def blood(view: View) -> str:
    """Return the Korean word for a blood relative.

    Parameters
    ----------
    view : View
        The relation with every answer known.

    Returns
    -------
    str
    """
    word = _plain(view)
    lineal = not (view.up and view.down)
    for nature in view.case.natures:
        if nature == "adoptive":
            word = f"양{word}" if lineal else f"{word}(입양)"
        elif nature == "foster":
            word = f"위탁 {word}" if lineal else f"{word}(위탁)"
    return word


def spouse_word(view: View, position: int, bond: str) -> str:
    """Return the word for a spouse or partner, standing or former.

    Parameters
    ----------
    view : View
        The relation with every answer known.
    position : int
        Place of the spouse on the path.
    bond : str
        marriage or partner, with ``former`` before it when it has ended.

    Returns
    -------
    str
    """
    former = bond.startswith("former")
    if bond.endswith("partner"):
        return "전 동거인" if former else "동거인"
    if view.sex(position) == MALE:
        return "전남편" if former else "남편"
    return "전처" if former else "아내"


def _plain(view: View) -> str:
    up, down = view.shape
    if not down:
        return _ancestor(view)
    if not up:
        return _descendant(view)
    if up == down:
        return _sibling(view) if up == 1 else cousin(view)
    if down == 1 and up <= 3:
        return _uncle(view)
    if up == 1 and down == 2:
        return nephew(view)
    return _further(view)


def _ancestor(view: View) -> str:
    ups = view.case.ups
    sex = view.sex(ups[-1])
    if len(ups) == 1:
        return PARENT[sex]
    first = view.sex(ups[0])
    if not view.males(ups[1:-1]):
        return _of_parent(view)
    generation = _GENERATIONS.get(len(ups), f"{len(ups)}대조")
    return ("외" if first == FEMALE else "") + generation + _GRANDPARENT[sex]


def _descendant(view: View) -> str:
    downs = view.case.downs
    if len(downs) == 1:
        return CHILD[view.sex(downs[0])]
    first = view.sex(downs[0])
    if not view.males(downs[1:-1]):
        rest = view.part(downs=downs[1:], ego=downs[0])
        return f"{CHILD[first]}의 {_descendant(rest)}"
    side = "외" if first == FEMALE else ""
    if len(downs) not in _GRANDCHILD:
        return f"{side}{len(downs)}대손" + ("" if view.sex(downs[-1]) == MALE else "녀")
    return side + _GRANDCHILD[len(downs)][view.sex(downs[-1]) == FEMALE]


def sibling_suffix(view: View) -> str:
    """Return 형, 누나, 오빠, 언니, 남동생 or 여동생 for someone of the speaker's generation.

    Parameters
    ----------
    view : View

    Returns
    -------
    str
    """
    sex = view.blood_end()
    return _ELDER[view.ego(), sex] if view.elder() else _YOUNGER[sex]


def _sibling(view: View) -> str:
    mark = _HALF[view.sex(view.case.ups[0])] if view.is_half() else ""
    return mark + sibling_suffix(view)


def cousin_prefix(view: View) -> str:
    """Return 사촌, 고종사촌, 외사촌, 이종사촌, 육촌, 외육촌 … without the part for age and sex.

    Parameters
    ----------
    view : View

    Returns
    -------
    str
    """
    ups, downs = view.case.ups, view.case.downs
    if len(ups) == 2:
        return _COUSINS[view.sex(ups[0]), view.sex(downs[0])]
    return ("외" if view.sex(ups[0]) == FEMALE else "") + _DEGREES.get(len(ups), f"{2 * len(ups)}촌")


def cousin(view: View) -> str:
    """Return the word for a cousin of the speaker's generation.

    Parameters
    ----------
    view : View

    Returns
    -------
    str
    """
    prefix = cousin_prefix(view)
    if view.case.neutral:
        return prefix
    return prefix + (_ELDER[view.ego(), view.blood_end()] if view.elder() else "동생")


def _uncle(view: View) -> str:
    """Return the word for a parent's or grandparent's brother or sister."""
    ups = view.case.ups
    line = tuple(view.sex(position) for position in ups[:-1])
    man = view.blood_end() == MALE
    if line in ((MALE,), (MALE, MALE)):
        if not man:
            return "고모" if len(line) == 1 else "고모할머니"
        return ("큰" if view.elder() else "작은") + ("아버지" if len(line) == 1 else "할아버지")
    if line == (FEMALE,):
        return "외삼촌" if man else "이모"
    if line == (FEMALE, MALE) and man:
        return "외종조할아버지"
    if line[-1] == FEMALE and not man:
        return "이모할머니"
    return _of_parent(view)


def nephew(view: View) -> str:
    """Return the word for a sibling's child.

    Parameters
    ----------
    view : View

    Returns
    -------
    str
    """
    first, second = view.case.downs
    woman = view.sex(second) == FEMALE
    if view.sex(first) == MALE:
        return "조카딸" if woman else "조카"
    return ("생질" if view.ego() == MALE else "이질") + ("녀" if woman else "")


def _further(view: View) -> str:
    """Return the fixed word over male links, else describe the relation from the nearer relative."""
    ups, downs = view.case.ups, view.case.downs
    words = _AGNATES.get(view.shape)
    if words and view.males((*ups[1:-1], *downs[:-1])):
        if not ups[:-1] or view.sex(ups[0]) == MALE:
            return words[view.blood_end() == FEMALE]
        if view.shape == (3, 2):
            return "외당숙" if view.blood_end() == MALE else "종이모"
    if len(ups) > len(downs):
        return _of_parent(view)
    child = CHILD[view.sex(downs[-1])]
    return f"{_plain(view.part(downs=downs[:-1], neutral=True))}의 {child}"


def _of_parent(view: View) -> str:
    """Describe a relation as that of the parent: 아버지의 …, 어머니의 …."""
    ups = view.case.ups
    rest = view.part(ups=ups[1:], ego=ups[0], neutral=view.case.neutral or view.down > 1)
    return f"{PARENT[view.sex(ups[0])]}의 {_plain(rest)}"
