"""Published degrees and words: Civil Act articles 767-777 and the tables of 촌수 and 호칭, on one large family."""

import pytest

from app.domain.kinship import kin_answer, words
from tests.unit.domain.kin_families import build, name_of

#: relative of "me" (a man): relation, chon, kin in law, Korean word, English word.
TABLE = [
    ("father", "u1", 1, True, "아버지", "father"),
    ("mother", "u1", 1, True, "어머니", "mother"),
    ("son", "d1", 1, True, "아들", "son"),
    ("daughter", "d1", 1, True, "딸", "daughter"),
    ("grandfather", "u2", 2, True, "할아버지", "grandfather"),
    ("mother's mother", "u2", 2, True, "외할머니", "grandmother"),
    ("grandson", "d2", 2, True, "손자", "grandson"),
    ("daughter's daughter", "d2", 2, True, "외손녀", "granddaughter"),
    ("great grandfather", "u3", 3, True, "증조할아버지", "great-grandfather"),
    ("great great grandfather", "u4", 4, True, "고조할아버지", "great-great-grandfather"),
    ("mother's father's father", "u3", 3, True, "외증조할아버지", "great-grandfather"),
    ("great grandson", "d3", 3, True, "증손자", "great-grandson"),
    ("elder brother", "u1d1", 2, True, "형", "brother"),
    ("elder sister", "u1d1", 2, True, "누나", "sister"),
    ("younger brother", "u1d1", 2, True, "남동생", "brother"),
    ("younger sister", "u1d1", 2, True, "여동생", "sister"),
    ("elder uncle", "u2d1", 3, True, "큰아버지", "uncle"),
    ("younger uncle", "u2d1", 3, True, "작은아버지", "uncle"),
    ("father's sister", "u2d1", 3, True, "고모", "aunt"),
    ("mother's brother", "u2d1", 3, True, "외삼촌", "uncle"),
    ("mother's sister", "u2d1", 3, True, "이모", "aunt"),
    ("nephew", "u1d2", 3, True, "조카", "nephew"),
    ("niece", "u1d2", 3, True, "조카딸", "niece"),
    ("son of elder sister", "u1d2", 3, True, "생질", "nephew"),
    ("daughter of younger sister", "u1d2", 3, True, "생질녀", "niece"),
    ("grandnephew", "u1d3", 4, True, "종손", "great-nephew"),
    ("elder granduncle", "u3d1", 4, True, "큰할아버지", "great-uncle"),
    ("younger granduncle", "u3d1", 4, True, "작은할아버지", "great-uncle"),
    ("grandaunt", "u3d1", 4, True, "고모할머니", "great-aunt"),
    ("mother's uncle", "u3d1", 4, True, "외종조할아버지", "great-uncle"),
    ("elder cousin", "u2d2", 4, True, "사촌", "first cousin"),
    ("girl cousin", "u2d2", 4, True, "사촌", "first cousin"),
    ("son of father's sister", "u2d2", 4, True, "고종사촌", "first cousin"),
    ("son of mother's brother", "u2d2", 4, True, "외사촌", "first cousin"),
    ("daughter of mother's sister", "u2d2", 4, True, "이종사촌", "first cousin"),
    ("father's cousin", "u3d2", 5, True, "당숙", "first cousin once removed"),
    ("father's cousin sister", "u3d2", 5, True, "당고모", "first cousin once removed"),
    ("mother's cousin", "u3d2", 5, True, "외당숙", "first cousin once removed"),
    ("cousin's son", "u2d3", 5, True, "종질", "first cousin once removed"),
    ("second cousin", "u3d3", 6, True, "육촌", "second cousin"),
    ("cousin's grandson", "u2d4", 6, True, "재종손", "first cousin twice removed"),
    ("grandfather's cousin", "u4d2", 6, True, "재종조부", "first cousin twice removed"),
    ("father's second cousin", "u4d3", 7, True, "재당숙", "second cousin once removed"),
    ("second cousin's daughter", "u3d4", 7, True, "재종질녀", "second cousin once removed"),
    ("third cousin", "u4d4", 8, True, "팔촌", "third cousin"),
    ("wife", "[s]", 0, True, "아내", "wife"),
    ("wife's father", "[s]u1", 1, True, "장인", "father-in-law"),
    ("wife's mother", "[s]u1", 1, True, "장모", "mother-in-law"),
    ("son's wife", "d1[s]", 1, True, "며느리", "daughter-in-law"),
    ("daughter's husband", "d1[s]", 1, True, "사위", "son-in-law"),
    ("grandson's wife", "d2[s]", 2, True, "손자며느리", "granddaughter-in-law"),
    ("second wife", "u1[s]", 1, True, "의붓어머니", "stepmother"),
    ("elder brother's wife", "u1d1[s]", 2, True, "형수", "sister-in-law"),
    ("younger brother's wife", "u1d1[s]", 2, True, "제수", "sister-in-law"),
    ("elder sister's husband", "u1d1[s]", 2, True, "매형", "brother-in-law"),
    ("younger sister's husband", "u1d1[s]", 2, True, "매제", "brother-in-law"),
    ("wife's elder brother", "[s]u1d1", 2, True, "처남", "brother-in-law"),
    ("wife's elder sister", "[s]u1d1", 2, True, "처형", "sister-in-law"),
    ("wife's younger sister", "[s]u1d1", 2, True, "처제", "sister-in-law"),
    ("wife of wife's brother", "[s]u1d1[s]", 2, True, "처남댁", "wife's brother's wife"),
    ("husband of wife's elder sister", "[s]u1d1[s]", 2, True, "동서", "wife's sister's husband"),
    ("wife's grandfather", "[s]u2", 2, True, "처조부", "grandfather-in-law"),
    ("wife's uncle", "[s]u2d1", 3, True, "처작은아버지", "wife's uncle"),
    ("son of wife's brother", "[s]u1d2", 3, True, "처조카", "wife's nephew"),
    ("elder uncle's wife", "u2d1[s]", 3, True, "큰어머니", "uncle's wife"),
    ("younger uncle's wife", "u2d1[s]", 3, True, "작은어머니", "uncle's wife"),
    ("husband of father's sister", "u2d1[s]", 3, True, "고모부", "aunt's husband"),
    ("wife of mother's brother", "u2d1[s]", 3, True, "외숙모", "uncle's wife"),
    ("husband of mother's sister", "u2d1[s]", 3, True, "이모부", "aunt's husband"),
    ("nephew's wife", "u1d2[s]", 3, True, "조카며느리", "nephew's wife"),
    ("elder cousin's wife", "u2d2[s]", 4, True, "사촌", "first cousin's wife"),
    ("wife of younger granduncle", "u3d1[s]", 4, True, "작은할머니", "great-uncle's wife"),
    ("wife of father's cousin", "u3d2[s]", 5, False, "당숙모", "first cousin once removed's wife"),
    ("wife of second cousin", "u3d3[s]", 6, False, "육촌", "second cousin's wife"),
]
GRAPH = build()


@pytest.mark.parametrize("row", TABLE, ids=[row[0].replace(" ", "-") for row in TABLE])
def test_degree_and_words_of_a_relative_are_those_of_the_published_tables(row):
    name, relation, chon, legal, korean, english = row
    answer = kin_answer(GRAPH, "x:me", name_of(name))
    assert (answer["relation"], answer["chon"], answer["legal_kin"]) == (relation, chon, legal)
    # of a cousin, only the stem is given above: relative age makes 사촌 to 사촌형 or 사촌동생
    assert all(
        word == korean or (relation[:4] in ("u2d2", "u3d3", "u4d4") and korean in word)
        for word in answer["words"]["ko"]
    )
    assert answer["words"]["en"] == [english]


#: relative of the elder sister (a woman): Korean word.
HER_WORDS = [
    ("elder brother", "오빠"),
    ("me", "남동생"),
    ("elder brother's wife", "올케"),
    ("younger sister's husband", "제부"),
    ("nephew", "조카"),
    ("daughter of younger sister", "이질녀"),
]


@pytest.mark.parametrize(("name", "word"), HER_WORDS, ids=[name.replace(" ", "-") for name, _ in HER_WORDS])
def test_a_woman_uses_her_own_words(name, word):
    assert kin_answer(GRAPH, "x:elder-sister", name_of(name))["words"]["ko"] == [word]


#: relative of "wife" on the husband's side.
WIFES_WORDS = [
    ("me", "남편"),
    ("father", "시아버지"),
    ("mother", "시어머니"),
    ("grandfather", "시할아버지"),
    ("mother's mother", "시외할머니"),
    ("elder brother", "시아주버니"),
    ("younger brother", "시동생"),
    ("younger sister", "시누이"),
    ("elder brother's wife", "동서"),
    ("younger sister's husband", "시매부"),
    ("elder uncle", "시큰아버지"),
    ("mother's sister", "시이모"),
    ("wife of mother's brother", "시외숙모"),
    ("nephew", "시조카"),
]


@pytest.mark.parametrize(("name", "word"), WIFES_WORDS, ids=[name.replace(" ", "-") for name, _ in WIFES_WORDS])
def test_a_wife_has_words_for_the_husbands_family(name, word):
    assert kin_answer(GRAPH, "x:wife", name_of(name))["words"]["ko"] == [word]


@pytest.mark.parametrize("name", ["father of son's wife", "mother of son's wife"])
def test_the_parents_of_a_childs_spouse_are_no_relatives(name):
    answer = kin_answer(GRAPH, "x:me", name_of(name))
    assert answer["chon"] is None
    assert not answer["legal_kin"]
    assert answer["words"] == {"en": [], "ko": []}


def test_a_ninth_degree_relative_is_no_kin_in_law():
    answer = kin_answer(GRAPH, "x:son", "x:third-cousin", 10)
    assert (answer["chon"], answer["legal_kin"]) == (9, False)
    assert kin_answer(GRAPH, "x:son", "x:third-cousin")["chon"] is None


def test_two_parents_of_one_child_are_spouses_only_if_a_source_says_so():
    assert kin_answer(GRAPH, "x:mother", "x:second-wife")["chon"] is None
    assert kin_answer(GRAPH, "x:father", "x:mother")["chon"] == 0


def test_a_half_brother_is_told_apart_by_the_other_parent():
    relation = GRAPH.nearest("x:me", "x:half-brother")
    assert (relation.half, relation.side) == ("half", "paternal")
    assert words(relation)["ko"] == ["이복형"]
    assert words(relation)["en"] == ["half-brother"]


def test_everyone_within_four_degrees_is_as_the_table_says():
    circle = GRAPH.within("x:me", 4)
    want = {name_of(row[0]): row[1] for row in TABLE if row[2] <= 4}
    assert {person: circle[person].word() for person in want} == want
    assert all(relation.chon <= 4 for relation in circle.values())
    assert not {name_of(row[0]) for row in TABLE if row[2] > 4} & set(circle)
