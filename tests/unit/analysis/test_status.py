"""The status of a person: the first of the list that holds."""

from datetime import date

import pytest

from app.analysis.status import is_abroad, status_of
from tests.unit.analysis.notebook import Notebook


def written(*events):
    note = Notebook()
    note.source("report", "2010-12-31")
    for number, (kind, when, *more) in enumerate(events):
        note.event(str(number), "p", kind, when, **(more[0] if more else {}))
    return note


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([("arrest", "2001"), ("execution", "2002")], "executed"),
        ([("arrest", "2001"), ("death", "2002", {"manner": "execution by shooting"})], "executed"),
        ([("arrest", "2001"), ("death", "2002")], "died_in_custody"),
        ([("arrest", "2001"), ("release", "2002"), ("death", "2003")], "dead"),
        ([("dismissal", "2001"), ("death", "2003")], "dead"),
        ([("arrest", "2001"), ("release", "2002")], "free"),
        ([("escape", "2002")], "free"),
        ([("arrest", "2001"), ("escape_from_custody", "2002")], "free"),
        ([("proof_of_life", "2002")], "free"),
        ([("arrest", "2001"), ("release", "2002"), ("residence", "2003")], "free"),
        ([("detention", "2001"), ("migration", "2003")], "free"),
        ([("arrest", "2001"), ("proof_of_life", "2002")], "missing"),
        ([("arrest", "2009-12-30")], "in_custody"),
        ([("sentence", "2010-06")], "in_custody"),
        ([("sentence", "2005")], "missing"),
        ([("arrest", "2009-12-29")], "missing"),
        ([("detention", "2005/2010-06")], "in_custody"),
        ([("arrest", "2010"), ("denial", "2010-12")], "disappeared"),
        ([("arrest", "2001"), ("non_notification", "2001-02")], "disappeared"),
        ([("arrest", "2001"), ("denial", "2002"), ("proof_of_life", "2003")], "missing"),
        ([("arrest", "2001"), ("denial", "2002"), ("last_seen", "2003")], "disappeared"),
        ([("disappearance", "2001")], "missing"),
        ([("last_seen", "2001")], "missing"),
        ([("missing_person_notice", "2001")], "missing"),
        ([("arrest", "2001"), ("release", "2002"), ("fate_unknown", "2003")], "missing"),
        ([("residence", "2001", {"country": "CN"}), ("work", "2003", {"country": "KR"})], "abroad"),
        ([("work", "2003", {"country": "KR"})], "unknown"),
        ([("arrest", "2001", {"grade": "unlikely"})], "unknown"),
        ([], "unknown"),
    ],
)  # fmt: skip
def test_the_first_that_holds(events, status):
    note = written(*events)
    note.person("p")
    assert status_of(note.book(), "x:p").status == status


def test_a_recorded_day_of_death_is_enough():
    note = written()
    note.person("p", death="2004")
    assert status_of(note.book(), "x:p").status == "dead"


def test_in_custody_is_measured_from_the_day_asked_for_else_from_the_data():
    note = written(("arrest", "2001-05-01"))
    book = note.book()
    assert status_of(book, "x:p").status == "missing"
    assert status_of(book, "x:p", date(2002, 5, 1).toordinal()).status == "in_custody"


def test_without_dated_sources_the_data_end_with_the_last_event():
    note = Notebook()
    note.event("1", "p", "arrest", "2001-05-01")
    assert status_of(note.book(), "x:p").status == "in_custody"


def test_the_elements_of_enforced_disappearance_are_listed_even_where_one_is_missing():
    note = written(("abduction", "2001"), ("detention", "2002"), ("fate_unknown", "2003"))
    assert status_of(note.book(), "x:p").elements == {
        "deprivation_of_liberty": ("x:0", "x:1"),
        "state_agents": (),
        "concealment": ("x:2",),
    }


def test_abroad_is_free_in_another_country_than_the_own():
    note = written(("residence", "2001", {"country": "CN"}))
    note.person("q", nationality="KP")
    note.event("q1", "q", "residence", "2001", country="CN")
    note.event("q2", "q", "arrest", "2002", country="CN")
    book = note.book()
    assert not is_abroad(book, "x:p")  # nobody says that China is not home
    assert not is_abroad(book, "x:q")  # in custody
    note.event("q3", "q", "release", "2003", country="CN")
    assert is_abroad(note.book(), "x:q")
