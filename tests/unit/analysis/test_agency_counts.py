"""The tree of agencies and its counts."""

from app.analysis import ANALYSES
from tests.unit.analysis.notebook import Notebook


def ask(note, **values):
    answer = ANALYSES["agencies"].run(note.book(), **values)
    return {row["id"].removeprefix("x:"): row for row in answer["agencies"]}


def counts(row, measure):
    return row[measure]["own"]["persons"], row[measure]["all"]["persons"]


def tree():
    note = Notebook()
    note.agency("ministry", "KP")
    note.structure("PART_OF", "bureau", "ministry")
    note.structure("PART_OF", "county", "bureau")
    return note


def test_an_office_counts_its_own_and_with_the_offices_below_no_one_twice():
    note = tree()
    note.event("1", "p", "arrest", "2009", by="county")
    note.event("2", "p", "arrest", "2011", by="bureau")
    note.event("3", "q", "arrest", "2011", by="county")
    note.event("4", "q", "detention", "2012", by="ministry")
    found = ask(note)
    assert counts(found["county"], "arrests") == (2, 2)
    assert counts(found["bureau"], "arrests") == (1, 2)
    assert counts(found["ministry"], "arrests") == (0, 2)
    assert counts(found["ministry"], "held") == (1, 2)
    assert [(id_, row["level"]) for id_, row in found.items()] == [("ministry", 0), ("bureau", 1), ("county", 2)]


def test_a_handover_counts_for_who_receives_it_and_a_transfer_does_not():
    note = tree()
    note.agency("police", "CN")
    note.event("1", "p", "handover", "2009", given_by="police", given_to="county")
    note.event("2", "q", "transfer", "2009", given_by="county", given_to="bureau")
    found = ask(note)
    assert counts(found["county"], "handovers_received") == (1, 1)
    assert counts(found["bureau"], "handovers_received") == (0, 1)
    assert counts(found["bureau"], "held") == (1, 2)
    assert counts(found["police"], "held") == (0, 0)


def test_a_release_holds_no_one_and_a_rumour_counts_nowhere():
    note = tree()
    note.event("1", "p", "release", "2009", by="county")
    note.event("2", "q", "arrest", "2009", by="county", grade="unlikely")
    assert counts(ask(note)["county"], "held") == (0, 0)


def test_a_group_counts_with_its_least_number_and_days_narrow():
    note = tree()
    note.group("crowd", 41, None)
    note.event("1", "crowd", "arrest", "2009", by="county")
    note.event("2", "p", "abduction", "2015", by="county")
    assert ask(note)["county"]["arrests"]["own"] == {"persons": 42, "persons_most": None}
    assert counts(ask(note, **{"from": "2012-01-01"})["county"], "arrests") == (1, 1)
    assert counts(ask(note, to="2012-01-01")["county"], "arrests") == (41, 41)


def test_name_periods_are_one_body_with_its_names_oldest_first():
    note = tree()
    note.agency("old", "KP", name="Department", valid_to="2016", valid_to_latest=None)
    note.structure("SAME_BODY", "old", "county")
    note.event("1", "p", "arrest", "2009", by="old")
    found = ask(note)
    assert "old" not in found
    assert counts(found["county"], "arrests") == (1, 1)
    assert {each["id"] for each in found["county"]["names"]} == {"x:old", "x:county"}


def test_several_wholes_stand_once_and_a_circle_is_survived():
    note = tree()
    note.structure("PART_OF", "county", "army")
    note.structure("PART_OF", "ministry", "county")
    note.event("1", "p", "arrest", "2009", by="county")
    found = ask(note)
    assert sorted(found) == ["army", "bureau", "county", "ministry"]
    assert found["county"]["other_parents"] or found["county"]["parent"] is None
    assert counts(found["army"], "arrests") == (0, 1)


def test_a_whole_that_only_a_tie_names_is_shown_by_its_id():
    note = Notebook()
    note.agency("part", "KP")
    note.add("structure", type="PART_OF", a="x:part", b="x:unknown", claims=["c"], grade="likely")
    found = ask(note)
    assert found["part"]["parent"] == "x:unknown"
    assert found["unknown"]["name"] is None


def test_north_korean_agencies_come_first_then_by_country():
    note = Notebook()
    for id_, country in (("a", "CN"), ("b", None), ("c", "KP"), ("d", "RU")):
        note.agency(id_, country)
    assert list(ask(note)) == ["c", "a", "d", "b"]


def test_a_body_stands_under_what_its_present_name_is_part_of():
    note = Notebook()
    note.structure("SAME_BODY", "old", "now")
    note.structure("PART_OF", "old", "a-former-whole")
    note.structure("PART_OF", "now", "present-whole")
    row = ask(note)["now"]
    assert (row["parent"], row["other_parents"]) == ("x:present-whole", ["x:a-former-whole"])


def test_what_a_body_was_part_of_and_came_after_is_told_with_its_days():
    note = Notebook()
    for id_ in ("office", "ministry", "commission", "office_before"):
        note.agency(id_, "KP")
    note.structure("PART_OF", "office", "ministry")
    note.structure("SAME_BODY", "office_before", "office")
    note.structure("PART_OF", "office_before", "commission")
    note.structure("SUCCEEDED", "ministry", "commission")
    found = {row["id"]: row for row in ANALYSES["agencies"].run(note.book())["agencies"]}
    assert [tie["id"] for tie in found["x:office"]["part_of"]] == ["x:commission", "x:ministry"]
    assert [(tie["id"], tie["since"]) for tie in found["x:ministry"]["succeeded"]] == [("x:commission", None)]
    assert found["x:commission"]["part_of"] == []
