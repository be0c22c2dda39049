"""What happened in one family: takings, who is left, who was separated, a sentence."""

import pytest

from app.analysis import ANALYSES
from tests.unit.analysis.notebook import Notebook


def family():
    note = Notebook()
    note.source("report", "2012")
    note.parent("father", "daughter", "son")
    note.spouses("father", "mother")
    note.event("act", "father", "escape", "2009-01-01")
    note.event("1", "daughter", "arrest", "2009-02-01", by=note.agency("police", "CN")[2:], at="town")
    note.event("2", "mother", "arrest", "2009-03-01")
    note.event("3", "mother", "execution", "2009-05-01")
    note.because("2", "act")
    return note


def told(note, **asked):
    return ANALYSES["families"].run(note.book(), **asked)["families"][0]


def test_each_taking_says_who_when_by_whom_and_for_whose_act():
    rows = told(family())["takings"]
    assert [(row["person"], row["earliest"], row["agency"], row["place"], row["country"]) for row in rows] == [
        ("x:daughter", "2009-02-01", "x:police", "x:town", "CN"),
        ("x:mother", "2009-03-01", None, None, None),
    ]
    assert rows[0]["because_of"] == {"person": "x:father", "event": "x:act", "class": "certain", "relation": "d1"}
    assert (rows[1]["because_of"]["class"], rows[1]["status"]) == ("documented", "executed")


def test_who_is_left_was_not_taken_and_is_not_known_to_be_dead():
    note = family()
    assert told(note)["left"] == ["x:father", "x:son"]
    note.event("9", "son", "death", "2009-01-05")
    assert told(note)["left"] == ["x:father"]


def test_relatives_of_whom_only_one_was_taken_are_separated():
    pairs = [(row["a"][2:], row["b"][2:], row["tie"]) for row in told(family())["separated"]]
    assert pairs == [("daughter", "son", "siblings"), ("father", "daughter", "parent")]


def test_those_taken_together_are_not_separated():
    note = family()
    note.event("4", "son", "arrest", "2009-02-01", at="town")
    pairs = [(row["a"][2:], row["b"][2:]) for row in told(note)["separated"]]
    assert pairs == [("father", "daughter"), ("father", "son")]
    note.event("5", "son", "release", "2010")
    note.event("6", "son", "arrest", "2011")
    assert ("daughter", "son") in [(row["a"][2:], row["b"][2:]) for row in told(note)["separated"]]


def test_a_dismissal_separates_nobody():
    note = Notebook()
    note.parent("father", "son")
    note.event("1", "son", "dismissal", "2009")
    assert told(note)["separated"] == []


def test_a_sentence_says_it_in_two_languages():
    sentence = told(family())["sentence"]
    assert sentence["en"] == (
        "4 persons of this family are on record; 2 were taken; 1 because of a relative's act, as a source says; "
        "1 after a relative's act (which is not called its cause); 2 are left; the fate of 1 is unknown; 1 is dead; "
        "2 pairs of siblings, or of parent and child, were separated."
    )
    assert sentence["ko"] == (
        "기록된 가족 4명, 2명이 붙잡힘, 1명은 친족의 행위 때문이라고 출처가 밝힘, "
        "1명은 친족의 행위 뒤에 붙잡힘(원인이라는 뜻은 아님), 2명이 남음, 1명의 생사나 행방을 알 수 없음, "
        "1명이 사망, 형제자매나 부모와 자녀 2쌍이 헤어짐."
    )


@pytest.mark.parametrize(
    ("most", "english", "korean"),
    [(None, "3 or more were taken", "3명 이상이 붙잡힘"), (5, "3 to 5 were taken", "3–5명이 붙잡힘")],
)
def test_a_group_is_told_with_both_bounds(most, english, korean):
    note = Notebook()
    note.group("relatives", 3, most)
    note.member("MEMBER_OF", "relatives", "house")
    note.event("1", "relatives", "camp", "2009")
    sentence = told(note, kind="named")["sentence"]
    assert english in sentence["en"]
    assert korean in sentence["ko"]


def test_a_family_without_takings_says_zero():
    note = Notebook()
    note.member("MEMBER_OF", "p", "house")
    sentence = told(note, kind="named")["sentence"]
    assert sentence["en"] == "1 person of this family is on record; 0 were taken; 1 is left."


def test_the_sentence_says_who_was_last_known_abroad():
    note = Notebook()
    note.parent("mother", "son")
    note.event("1", "mother", "residence", "2001", country="KP")
    note.event("2", "mother", "migration", "2005", country="CN")
    note.event("3", "son", "arrest", "2006", country="KP")
    sentence = ANALYSES["families"].run(note.book(), kind="cluster")["families"][0]["sentence"]
    assert "1 was last known abroad" in sentence["en"] and "1명이 마지막으로 국외에" in sentence["ko"]


def test_who_is_handed_over_was_taken_by_those_who_handed_over():
    note = Notebook()
    note.parent("mother", "son")
    for number, person in enumerate(("mother", "son")):
        note.event(f"{number}", person, "handover", "2009", given_by="police", given_to="bureau", country="KP")
    rows = ANALYSES["families"].run(note.book(), kind="cluster")["families"][0]["takings"]
    assert [(row["agency"], row["country"]) for row in rows] == [("x:police", None)] * 2
