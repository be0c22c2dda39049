"""Words that witnesses and records use, in five languages: what each can mean, and the way back to a word."""

import pytest

from app.domain.kinship import is_acquaintance_term, is_kin_term, parse_term, words

#: Word -> relation words, nearest reading first.
MEANT = {
    # Korean: ranks among brothers and sisters, half kin, old words, in-laws
    "맏아들": ["d1"], "큰딸": ["d1"], "막내아들": ["d1"], "첫째딸": ["d1"], "둘째누나": ["u1d1"], "셋째형": ["u1d1"],
    "막내삼촌": ["u2d1", "u2d1"], "큰고모": ["u2d1"], "작은이모": ["u2d1"], "쌍둥이": ["u1d1"], "쌍둥이동생": ["u1d1"],
    "이복동생": ["u1d1"], "이부형제": ["u1d1"], "이복누이": ["u1d1"], "내종": ["u2d2"], "외종": ["u2d2"],
    "외종형": ["u2d2"], "시누남편": ["[s]u1d1[s]"], "손아래동서": ["[s]u1d1[s]", "[s]u1d1[s]"], "손위처남": ["[s]u1d1"],
    "친정어머니": ["u1"], "친정오빠": ["u1d1"], "전처": ["[s]"], "미망인": ["[s]"], "과부": ["[s]"], "동거인": ["[s]"],
    "종조부": ["u3d1"], "재종": ["u3d3"], "당질": ["u2d3"], "질부": ["u1d2[s]"], "손부": ["d2[s]"],
    "처조카": ["[s]u1d2"],
    "계부": ["u1[s]", "u2d1"], "서방님": ["[s]u1d1", "[s]u1d1[s]"], "아주버니": ["[s]u1d1", "u1d1[s]"],
    # English
    "twin brother": ["u1d1"], "late husband": ["[s]"], "second son": ["d1"], "widow": ["[s]"], "widower": ["[s]"],
    "full sister": ["u1d1"], "double cousin": ["u2d2"], "cousin once removed": ["u3d2", "u2d3"],
    "third cousin twice removed": ["u6d4", "u4d6"], "cousin-in-law": ["[s]u2d2", "u2d2[s]"],
    "uncle-in-law": ["[s]u2d1", "u2d1[s]"], "nephew-in-law": ["[s]u1d2", "u1d2[s]"],
    "great-great-uncle": ["u4d1"], "half-sister's son": ["u1d2"], "mother of my wife": ["[s]u1"],
    "wife's brother's son": ["[s]u1d2"], "sister-in-law's husband": ["[s]u1d1[s]"],
    # Spanish, Russian, Chinese
    "viuda": ["[s]"], "exmarido": ["[s]"], "concuñado": ["[s]u1d1[s]"] * 3, "primo segundo": ["u3d3", "u3d2", "u2d3"],
    "вдова": ["[s]"], "бывшая жена": ["[s]"], "зять": ["d1[s]", "u1d1[s]"], "свояк": ["[s]u1d1[s]"],
    "外公": ["u2"], "遗孀": ["[s]"], "前妻": ["[s]"], "表哥": ["u2d2"] * 3,
}  # fmt: skip


@pytest.mark.parametrize(("word", "relations"), MEANT.items(), ids=list(MEANT))
def test_the_word_is_read(word: str, relations: list[str]) -> None:
    assert is_kin_term(word)
    assert [reading.word() for reading in parse_term(word) or []] == relations


NO_KIN = ["co-mother-in-law", "사돈", "안사돈", "сват", "consuegro", "亲家", "애인", "novia", "жених"]


@pytest.mark.parametrize("word", NO_KIN)
def test_parents_of_a_couple_and_lovers_are_no_kin(word: str) -> None:
    assert is_acquaintance_term(word) and not is_kin_term(word)
    assert parse_term(word) is None


@pytest.mark.parametrize("said", ["son's wife's mother", "brother's wife's sister", "daughter-in-law's brother"])
def test_a_chain_that_leaves_kinship_is_no_relation(said: str) -> None:
    assert parse_term(said) is None


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("고모부", ["aunt's husband"]),
        ("외숙모", ["uncle's wife"]),
        ("제수", ["sister-in-law"]),
        ("처남댁", ["wife's brother's wife"]),
        ("조카사위", ["niece's husband"]),
    ],
)
def test_a_korean_word_for_a_spouse_tells_the_sex_of_both(word: str, english: list[str]) -> None:
    assert [words(reading)["en"] for reading in parse_term(word) or []] == [english]


def test_a_rank_in_front_keeps_the_sex_and_tells_the_age_of_two() -> None:
    (elder,) = parse_term("손위처남") or []
    assert (elder.downs, elder.seniority) == (("male",), "elder")
    (aunt,) = parse_term("큰고모") or []
    assert words(aunt)["ko"] == ["고모"]
