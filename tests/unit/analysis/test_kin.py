"""Kin as an analysis: rumours left out, a pair or everyone."""

import pytest

from app.analysis import ANALYSES
from app.errors import InvalidParameter, NotFound
from tests.unit.analysis.notebook import Notebook


def family():
    note = Notebook()
    note.parent("grandmother", "mother", "aunt")
    note.parent("mother", "child")
    note.parent("aunt", "cousin")
    note.spouses("aunt", "uncle")
    note.kin("KIN_OF", "somebody", "child", term="relative")
    return note


def kin(note, **values):
    return ANALYSES["kin"].run(note.book(), **values)


def test_a_pair():
    answer = kin(family(), a="x:child", b="x:cousin")
    assert (answer["chon"], answer["relation"], answer["common_ancestors"]) == (4, "u2d2", ["x:grandmother"])
    assert answer["data_version"] == 7


def test_everyone_within_a_degree_nearest_first():
    answer = kin(family(), a="x:child", max_chon=3)
    assert [(each["person"], each["chon"]) for each in answer["kin"]] == [
        ("x:mother", 1),
        ("x:grandmother", 2),
        ("x:aunt", 3),
        ("x:uncle", 3),
    ]
    assert [(each["person"], each["term"]) for each in answer["unknown_degree"]] == [("x:somebody", "relative")]
    assert kin(family(), a="x:child", limit=1)["truncated"] == {"limit": 1, "left_out": 4}


def test_a_rumoured_tie_makes_no_kin():
    note = Notebook()
    note.kin("PARENT_OF", "mother", "child", grade="unlikely")
    assert kin(note, a="x:mother", b="x:child")["chon"] is None


def test_somebody_must_be_named_and_on_record():
    with pytest.raises(InvalidParameter, match="is needed"):
        kin(family())
    with pytest.raises(NotFound):
        kin(family(), a="x:child", b="x:nobody")
