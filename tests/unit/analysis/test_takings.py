"""Takings, punishments and triggers, with answers worked out by hand."""

import pytest

from app.analysis.inquiry import Inquiry, Terms
from tests.unit.analysis.notebook import Notebook


def takings(note, person="p"):
    found = note.book().takings.get(f"x:{person}", ())
    return [[event.id.removeprefix("x:") for event in taking.events] for taking in found]


def punished(note, person="p", **terms):
    inquiry = Inquiry(note.book(), Terms(**terms))
    return [taking.id.removeprefix("x:") for taking in inquiry.punishments(f"x:{person}")]


def triggers(note, person="p", **terms):
    inquiry = Inquiry(note.book(), Terms(**terms))
    return [trigger.id.removeprefix("x:") for trigger in inquiry.triggers(f"x:{person}")]


def test_a_release_splits_takings():
    note = Notebook()
    note.event("1", "p", "arrest", "2001")
    note.event("2", "p", "detention", "2002")
    note.event("3", "p", "release", "2003")
    note.event("4", "p", "camp", "2005")
    assert takings(note) == [["1", "2", "3"], ["4"]]


def test_a_transfer_opens_a_taking_only_when_none_is_open():
    note = Notebook()
    note.event("1", "p", "transfer", "2001")
    note.event("2", "p", "handover", "2002")
    note.event("3", "p", "escape_from_custody", "2003")
    note.event("4", "p", "interrogation", "2004")
    assert takings(note) == [["1", "2", "3"], ["4"]]


def test_what_neither_opens_nor_may_open_starts_no_taking():
    note = Notebook()
    note.event("1", "p", "surveillance", "2001")
    note.event("2", "p", "ill_treatment", "2002")
    note.event("3", "p", "release", "2003")
    note.event("4", "p", "dismissal", "2004")
    assert takings(note) == [["4"]]


def test_everything_between_belongs_to_the_taking_but_no_procedure_and_no_rumour():
    note = Notebook()
    note.event("1", "p", "arrest", "2001")
    note.event("2", "p", "denial", "2002")
    note.event("3", "p", "un_petition", "2003")
    note.event("4", "p", "release", "2004", grade="unlikely")
    note.event("5", "p", "execution", "2005")
    assert takings(note) == [["1", "2", "5"]]


@pytest.mark.parametrize(
    ("reasons", "is_punishment"),
    [
        ({}, True),
        ({"1": "guilt_by_association"}, True),
        ({"1": "smuggling"}, False),
        ({"2": "smuggling"}, False),
        ({"2": "disability"}, False),
        ({"1": "guilt_by_association", "2": "smuggling"}, False),
    ],
    ids=["no reason", "association", "own act", "own act told later", "other", "association and own act"],
)
def test_reasons_of_any_event_decide_whether_a_taking_is_a_punishment(reasons, is_punishment):
    note = Notebook()
    note.event("1", "p", "arrest", "2001", reason=reasons.get("1"))
    note.event("2", "p", "sentence", "2002", reason=reasons.get("2"))
    assert punished(note) == (["1"] if is_punishment else [])
    assert punished(note, own_reason=True) == ["1"]


@pytest.mark.parametrize(
    ("act", "is_punishment"),
    [("2004", False), ("2005-03-01", False), ("2005-03-02", True), ("2002", True), ("2003", False), ("", False)],
    ids=["between", "same day", "day after", "before the release", "perhaps after the release", "undated"],
)
def test_an_own_act_that_can_lie_between_release_and_taking_excludes_punishment(act, is_punishment):
    note = Notebook()
    note.event("1", "p", "arrest", "2001", reason="smuggling")
    note.event("2", "p", "release", "2003-06")
    note.event("3", "p", "arrest", "2005-03-01")
    note.event("act", "p", "escape_attempt", act)
    assert punished(note) == (["3"] if is_punishment else [])


def test_an_own_act_says_nothing_against_a_taking_for_association():
    note = Notebook()
    note.event("act", "p", "religion", "2004")
    note.event("1", "p", "camp", "2005", reason="guilt_by_association")
    assert punished(note) == ["1"]


def test_an_act_of_another_person_does_not_count():
    note = Notebook()
    note.event("act", "q", "religion", "2004")
    note.event("1", "p", "camp", "2005")
    assert punished(note) == ["1"]


def test_acts_are_triggers_and_a_taking_stands_for_an_act_that_nobody_recorded():
    note = Notebook()
    note.event("1", "p", "arrest", "2001", reason="smuggling")
    note.event("2", "p", "release", "2002")
    note.event("act", "p", "escape", "2004")
    note.event("3", "p", "arrest", "2005", reason="escape")
    note.event("4", "q", "arrest", "2001")
    assert triggers(note) == ["act", "1"]
    assert triggers(note, "q") == []
    assert triggers(note, trigger="takings") == ["act", "1", "3"]


def test_a_rumoured_act_is_no_trigger():
    note = Notebook()
    note.event("act", "p", "escape", "2004", grade="unlikely")
    note.event("1", "p", "arrest", "2005")
    assert triggers(note) == []
    assert punished(note) == ["1"]
