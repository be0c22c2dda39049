"""The persons of a family as a chart needs them: ties between members, and what became of each."""

import pytest

from app.analysis.pedigree import pedigree, tie_claims
from tests.unit.analysis.notebook import Notebook


def told(note, *names):
    return pedigree(note.book(), [f"x:{name}" for name in names])


def test_ties_are_those_between_members_alone():
    note = Notebook()
    note.parent("father", "daughter", "son")
    note.spouses("mother", "father")
    note.siblings("son", "daughter")
    note.siblings("mother", "aunt")
    found = told(note, "father", "mother", "daughter", "son")
    assert found["parents"] == [("x:father", "x:daughter"), ("x:father", "x:son")]
    assert found["couples"] == [("x:father", "x:mother")]
    assert found["siblings"] == [] and found["kin"] == []
    assert told(note, "mother", "aunt")["siblings"] == [("x:aunt", "x:mother")]
    assert told(note, "daughter", "son")["siblings"] == [("x:daughter", "x:son")]


def test_a_word_of_kinship_gives_the_generations_between():
    note = Notebook()
    note.kin("KIN_OF", "child", "elder", term="uncle")
    note.kin("KIN_OF", "child", "other", term="relative")
    found = told(note, "child", "elder", "other")["kin"]
    assert [(a, b, abs(steps)) for a, b, steps in found] == [("x:child", "x:elder", 1)]


def test_a_tie_names_its_claims_and_one_that_follows_from_others_names_theirs():
    note = Notebook()
    note.parent("father", "daughter", "son")
    note.spouses("mother", "father")
    pairs = [("x:father", "x:son"), ("x:daughter", "x:son"), ("x:mother", "x:nobody")]
    direct, followed, none = tie_claims(note.book(), pairs)
    assert len(direct) == 1 and len(followed) == 2 and set(direct) < set(followed) and none == []


@pytest.mark.parametrize(
    ("kinds", "fate"),
    [
        ([], "unknown"),
        (["escape"], "escaped"),
        (["arrest", "escape_from_custody"], "escaped"),
        (["internal_exile"], "relocated"),
        (["arrest"], "missing"),
        (["arrest", "release"], "free"),
        (["internal_exile", "death"], "died_in_custody"),
        (["escape", "arrest", "execution"], "executed"),
        (["escape", "arrest", "fate_unknown"], "disappeared"),
    ],
)
def test_a_fate_is_a_status_or_an_escape_or_an_exile(kinds, fate):
    note = Notebook()
    note.source("report", "2019")
    note.person("a", birth="1950")
    for number, kind in enumerate(kinds):
        note.event(str(number), "a", kind, f"2001-0{number + 1}-01")
    found = told(note, "a")["persons"]["x:a"]
    assert found["fate"] == fate
    assert found["taken"] == any(kind in ("arrest", "internal_exile") for kind in kinds)
    assert found["birth"] == ["1950-01-01", "1950-12-31"]
    assert (found["death"] is None) == (fate not in ("executed", "died_in_custody"))


def test_who_is_held_within_the_year_of_the_data_is_in_custody():
    note = Notebook()
    note.event("1", "a", "arrest", "2009-01-01")
    assert told(note, "a")["persons"]["x:a"]["fate"] == "in_custody"
