"""What happened at a place or by an agency."""

import pytest

from app.analysis import ANALYSES
from app.errors import InvalidParameter
from tests.unit.analysis.notebook import Notebook


def ask(note, **values):
    return ANALYSES["presence"].run(note.book(), **values)


def roles(answer):
    return [(row["event"].removeprefix("x:"), row["role"]) for row in answer["events"]]


def story():
    note = Notebook()
    note.place("jail", "KP", "facility")
    note.structure("WITHIN", "jail", "county")
    note.event("1", "p", "transfer", "2009", left="yanji", reached="jail", given_by="police", given_to="old")
    note.event("2", "p", "detention", "2009-05/2010", at="jail", by="bureau")
    note.event("3", "p", "transfer", "2011", left="jail", given_by="bureau")
    note.event("4", "q", "release", "2012", at="jail", by="bureau")
    note.event("5", "q", "last_seen", "2013", at="county")
    note.event("6", "r", "handover", at="county")
    note.structure("SAME_BODY", "old", "bureau")
    return note


def test_what_happens_within_a_place_happens_there_in_the_order_of_dates():
    told = [("1", "arrived"), ("2", "held"), ("3", "left"), ("4", "left")]
    assert roles(ask(story(), place="x:jail")) == told
    assert roles(ask(story(), place="x:county")) == [*told, ("5", "other"), ("6", "passed")]


def test_an_agency_is_a_body_under_any_of_its_names():
    for name in ("x:bureau", "x:old"):
        assert roles(ask(story(), agency=name)) == [("1", "arrived"), ("2", "held"), ("3", "left"), ("4", "left")]
    assert roles(ask(story(), agency="x:police")) == [("1", "left")]


def test_a_row_tells_who_when_and_from_whom_to_whom():
    first, second, *_ = ask(story(), place="x:jail")["events"]
    assert (first["from_agency"], first["to_agency"], first["agency"]) == ("x:police", "x:bureau", None)
    assert (first["from_place"], first["to_place"]) == ("x:yanji", "x:jail")
    assert (second["agency"], second["place"], second["person"]) == ("x:bureau", "x:jail", "x:p")
    assert (second["earliest"], second["end_latest"], second["claims"]) == ("2009-05-01", "2010-12-31", ["c-2"])


def test_persons_count_once_in_each_role_and_the_counts_stay_whole():
    answer = ask(story(), place="x:jail", limit=1)
    assert len(answer["events"]) == 1
    assert answer["truncated"] == {"limit": 1, "left_out": 3}
    assert {role: count["persons"] for role, count in answer["counts"].items()} == {
        "arrived": 1,
        "left": 2,
        "held": 1,
        "passed": 0,
        "other": 0,
    }


@pytest.mark.parametrize("values", [{}, {"place": "x:a", "agency": "x:b"}])
def test_one_place_or_one_agency_is_asked_for(values):
    with pytest.raises(InvalidParameter):
        ask(story(), **values)
