"""Words of relations in English and Korean, and back."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kin_english import english
from app.domain.kin_korean_law import korean
from app.domain.kin_patterns import KinPattern, parse_notation
from app.domain.kin_view import case_of, possible_words
from app.domain.kin_words import MOST_WAYS, readings_by_word, words
from app.domain.kinship import Relation

#: Kin notation, English word.
ENGLISH = [
    ("F", "father"),
    ("FM", "grandmother"),
    ("MMM", "great-grandmother"),
    ("PPPPF", "great-great-great-grandfather"),
    ("D", "daughter"),
    ("CCD", "great-granddaughter"),
    ("hB", "half-brother"),
    ("PB", "uncle"),
    ("PPPB", "great-great-uncle"),
    ("GCCD", "great-great-niece"),
    ("PGC", "first cousin"),
    ("PGCC", "first cousin once removed"),
    ("PPGCC", "second cousin"),
    ("PPPGC", "first cousin twice removed"),
    ("PPPPGC", "first cousin 3 times removed"),
    ("PPPGCCC", "third cousin"),
    ("PPPPGCCC", "third cousin once removed"),
    ("H", "husband"),
    ("W,partner", "partner"),
    ("PW", "stepmother"),
    ("ES", "stepson"),
    ("HM", "mother-in-law"),
    ("SW", "daughter-in-law"),
    ("WB", "brother-in-law"),
    ("BW", "sister-in-law"),
    ("WhB", "wife's half-brother"),
    ("hZH", "half-sister's husband"),
    ("WZH", "wife's sister's husband"),
    ("WPB", "wife's uncle"),
    ("MBW", "uncle's wife"),
    ("PGCW", "first cousin's wife"),
    ("HPPGCCW", "husband's second cousin's wife"),
    ("WF,adoptive", "wife's adoptive father"),
    ("D,adoptive", "adopted daughter"),
    ("M,foster", "foster mother"),
    ("FM,adoptive", "adoptive grandmother"),
    ("PPPPPPPPF", "great-great-great-great-great-great-great-grandfather"),
]


@pytest.mark.parametrize(("notation", "word"), ENGLISH)
def test_english_word(notation, word):
    assert words(parse_notation(notation))["en"] == [word]


#: Kin notation, Korean words; several where age or sex is not told.
KOREAN = [
    ("FeB", ["큰아버지"]),
    ("FyBW", ["작은어머니"]),
    ("FZH", ["고모부"]),
    ("FMB", ["아버지의 외삼촌"]),
    ("FMZ", ["이모할머니"]),
    ("MFZ", ["어머니의 고모"]),
    ("FMF", ["아버지의 외할아버지"]),
    ("MMF", ["어머니의 외할아버지"]),
    ("DDS", ["딸의 외손자"]),
    ("FFFFF", ["5대조할아버지"]),
    ("SSSSS", ["5대손"]),
    ("FFZS", ["아버지의 고종사촌"]),
    ("FZSD", ["고종사촌의 딸"]),
    ("m:MZD+", ["이종사촌누나"]),
    ("w:FBS+", ["사촌오빠"]),
    ("FBS-", ["사촌동생"]),
    ("m:FBSW", ["사촌형수", "사촌제수"]),
    ("w:MZDH", ["이종사촌형부", "이종사촌제부"]),
    ("m:ZS", ["생질"]),
    ("w:ZDH", ["이질서"]),
    ("m:BSW", ["조카며느리"]),
    ("WZC", ["처이질", "처이질녀"]),
    ("HZS", ["시생질"]),
    ("WFBS", ["처사촌"]),
    ("WMF", ["처외조부"]),
    ("HeB", ["시아주버니"]),
    ("HeBW", ["동서"]),
    ("WFFBS", ["아내의 당숙"]),
    ("DDH", ["외손녀사위"]),
    ("FhB", ["큰아버지", "작은아버지"]),
    ("m:hB", ["이복형", "이복남동생", "이부형", "이부남동생"]),
    ("F,adoptive", ["양아버지"]),
    ("M,foster", ["위탁 어머니"]),
    ("m:eB,adoptive", ["형(입양)"]),
    ("eB,foster", ["형(위탁)", "오빠(위탁)"]),
    ("H,partner", ["동거인"]),
    ("m:hBW", ["이복형의 아내", "이복남동생의 아내", "이부형의 아내", "이부남동생의 아내"]),
    ("WhB", ["아내의 이복오빠", "아내의 이복남동생", "아내의 이부오빠", "아내의 이부남동생"]),
]


@pytest.mark.parametrize(("notation", "expected"), KOREAN)
def test_korean_words(notation, expected):
    assert sorted(words(parse_notation(notation))["ko"]) == sorted(expected)


def test_unknown_sex_gives_the_set_of_words():
    assert words(parse_notation("PP")) == {
        "en": ["grandfather", "grandmother"],
        "ko": ["할아버지", "외할아버지", "할머니", "외할머니"],
    }


def test_too_many_possible_words_give_way_to_the_degree():
    found = words(parse_notation("PPPPPPPP"))
    assert found["en"] == [
        "great-great-great-great-great-great-grandfather",
        "great-great-great-great-great-great-grandmother",
    ]
    assert found["ko"] == ["8촌 친척"]
    assert words(parse_notation("EPPPPPPP"))["ko"] == ["7촌 인척"]


@pytest.mark.parametrize(
    ("bond", "english", "korean"),
    [
        ("former_marriage", "former wife", "전처"),
        ("former_partner", "former partner", "전 동거인"),
        ("partner", "partner", "동거인"),
    ],
)
def test_ended_and_unmarried_bonds_have_their_own_words(bond, english, korean):
    relation = Relation("x:a", "x:b", True, 0, 0, False, start_bond=bond, path=("x:a", "x:b"), sexes=("male", "female"))
    assert words(relation) == {"en": [english], "ko": [korean]}


def test_a_former_husband_and_a_sisters_partner_are_described():
    husband = Relation(
        "x:a", "x:b", True, 0, 0, False, start_bond="former_marriage", sexes=(None, "male"), path=("", "")
    )
    assert words(husband)["ko"] == ["전남편"]
    partner = Relation(
        "x:a",
        "x:b",
        False,
        1,
        1,
        True,
        end_bond="partner",
        half="full",
        sexes=("male", "male", "female", "male"),
        seniority="elder",
    )
    assert words(partner) == {"en": ["sister's partner"], "ko": ["누나의 동거인"]}


def test_every_generated_word_leads_back_to_itself():
    for word, readings in readings_by_word().items():
        for reading in readings:
            found = words(reading)
            assert word in found["en"] + found["ko"], (word, reading)


def test_korean_has_more_than_a_hundred_words_both_ways():
    assert sum(bool(re.fullmatch("[가-힣]+", word)) for word in readings_by_word()) > 300


def test_every_relation_to_the_eighth_degree_has_words_in_both_languages():
    for start in (False, True):
        for end in (False, True):
            for up in range(9):
                for down in range(0 if up or start else 1, 9 - up):
                    found = words(KinPattern(start, ("male",) * up, ("female",) * down, end, "male", "female", "male"))
                    assert all(found[language] and all(found[language]) for language in ("en", "ko"))


shapes = st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 4), st.booleans()).filter(
    lambda shape: (shape[0] or shape[1] + shape[2]) and (shape[1] + shape[2] or not shape[3])
)


@given(shapes, st.lists(st.sampled_from(["male", "female", None]), min_size=11, max_size=11),
       st.sampled_from(["", "elder", "younger"]), st.sampled_from(["", "former_marriage", "partner"]))  # fmt: skip
def test_words_that_are_kept_are_those_of_the_rules(shape, sexes, seniority, bond):
    """Oracle: the rules themselves, asked anew each time."""
    start, up, down, end = shape
    bonds = {"start_bond": bond if start else "", "end_bond": "marriage" if end else ""}
    path = tuple(sexes[: 1 + start + up + down + end])
    relation = Relation("x:a", "x:b", start, up, down, end, sexes=path, seniority=seniority, **bonds)
    case = case_of(relation)
    asked = words(relation)
    assert asked["en"] == (possible_words(case, english, MOST_WAYS) or [])
    assert asked["ko"] == (possible_words(case, korean, MOST_WAYS) or asked["ko"])
    assert words(replace(relation, sexes=path)) == asked
