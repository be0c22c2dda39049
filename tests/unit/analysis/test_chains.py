"""Chains on hand-made families."""

import pytest

from app.analysis import ANALYSES
from app.errors import InvalidParameter, NotFound
from tests.unit.analysis.notebook import Notebook


def chains(note, **values):
    return ANALYSES["chains"].run(note.book(), **values)


def short(answer):
    """Trigger, punishment, class, chon and delay of every link."""
    return [
        (
            (link["trigger"]["event"] or link["trigger"]["person"]).removeprefix("x:"),
            link["punishment"]["event"].removeprefix("x:"),
            link["class"],
            link["chon"],
            link["delay_days"],
        )
        for link in answer["links"]
    ]


def mother_and_son(act="2009-01-10", taking="2009-03-01"):
    note = Notebook()
    note.parent("mother", "son")
    note.event("act", "mother", "escape", act)
    note.event("taken", "son", "arrest", taking)
    return note


def test_a_grandchild_in_a_camp_because_of_a_grandfather_who_went_south():
    note = Notebook()
    note.person("granddaughter", sex="female")
    note.kin("KIN_OF", "grandfather", "granddaughter", term="grandfather")
    note.event("went", "grandfather", "departure", grade="possible")
    note.event("camp", "granddaughter", "detention", reason="guilt_by_association")
    note.event("out", "granddaughter", "release")
    note.because("camp", "went")
    answer = chains(note)
    assert short(answer) == [("went", "camp", "documented", 2, [None, None])]
    link = answer["links"][0]
    assert link["words"]["en"] == ["granddaughter"]
    assert link["path"] == ["x:grandfather", "x:granddaughter"]
    assert (link["grade"], link["independent_sources"]) == ("possible", 1)
    assert link["claims"] == sorted(["c-because-camp-went", "c-camp", "c-went", "c-KIN_OF-grandfather-granddaughter"])


def test_a_family_caught_together_has_documented_links_only():
    """Like the Hyesan case of 2009: everyone crossed and was caught; unnamed relatives were taken for it."""
    note = Notebook()
    note.spouses("man", "wife")
    for parent in ("man", "wife"):
        note.parent(parent, "girl")
    note.parent("grandmother", "man")
    note.group("relatives", 3, 3)
    for person in ("man", "wife", "girl", "grandmother"):
        note.event(f"{person}-crossing", person, "border_crossing", "2009-07", reached="changbai")
        note.event(f"{person}-arrest", person, "arrest", "2009-08", at="china", reason="escape_repatriated")
    note.event("relatives-camp", "relatives", "transfer", "2009~/2010-01", reason="guilt_by_association")
    note.because("relatives-camp", "man-crossing")
    answer = chains(note)
    assert short(answer) == [("man-crossing", "relatives-camp", "documented", None, [-577, 214])]
    assert answer["links"][0]["words"] == {"en": [], "ko": []}
    assert answer["counts"] == {"documented": 1, "certain": 0, "possible": 0, "undated": 0}
    assert [group["persons"] for group in answer["together"]] == [["x:girl", "x:grandmother", "x:man", "x:wife"]]
    assert answer["together"][0]["date"] == "2009-08"


@pytest.mark.parametrize(
    ("act", "taking", "wanted"),
    [
        ("2009-01-10", "2009-01-11", ("certain", [1, 1])),
        ("2009-01-10", "2009-01-10", ("possible", [0, 0])),
        ("2009-01-10", "2009-01-09", None),
        ("2009-01-10", "2012-01-11", ("certain", [1096, 1096])),
        ("2009-01-10", "2012-01-12", None),
        ("2009", "2009", ("possible", [-364, 364])),
        ("2009", "2010", ("certain", [1, 729])),
        ("2009", "2012", ("possible", [731, 1460])),
        ("2009", "2008", None),
        ("[..2009]", "2010", ("undated", [1, None])),
        ("", "2010", ("undated", [None, None])),
        ("2009", "[2013..]", None),
    ],
    ids=[
        "next day", "same day", "day before", "last day of the window", "too late", "one year", "next year",
        "end of the window inside", "year before", "open begin", "undated", "certainly too late",
    ],
)  # fmt: skip
def test_classes_by_dates(act, taking, wanted):
    found = short(chains(mother_and_son(act, taking)))
    assert [each[2:3] + each[4:] for each in found] == ([wanted] if wanted else [])


def test_a_same_day_pair_is_possible_and_never_certain():
    assert short(chains(mother_and_son("2009-03-01", "2009-03-01"))) == [("act", "taken", "possible", 1, [0, 0])]


def test_the_degree_limits_inferred_links_and_not_documented_ones():
    note = Notebook()
    note.parent("a", "b", "c")
    note.parent("b", "d")
    note.parent("c", "e")
    note.event("act", "d", "escape", "2009-01-01")
    note.event("taken", "e", "arrest", "2009-02-01")
    assert short(chains(note)) == [("act", "taken", "certain", 4, [31, 31])]
    assert short(chains(note, max_chon=3)) == []
    note.because("taken", "act")
    assert short(chains(note, max_chon=3)) == [("act", "taken", "documented", 4, [31, 31])]


def test_relatives_by_marriage_have_the_spouses_degree():
    note = Notebook()
    note.parent("mother", "daughter")
    note.spouses("daughter", "husband")
    note.event("act", "husband", "escape", "2009-01-01")
    note.event("taken", "mother", "arrest", "2009-02-01")
    link = chains(note)["links"][0]
    assert (link["chon"], link["affinity"], link["relation"]) == (1, 1, "[s]u1")
    note.event("taken2", "daughter", "arrest", "2009-02-01")
    spouse = chains(note)["links"][0]
    assert (spouse["chon"], spouse["affinity"], spouse["relation"]) == (0, None, "[s]")


def test_parents_of_one_child_are_no_kin():
    note = Notebook()
    for parent in ("father", "mother"):
        note.parent(parent, "child")
    note.event("act", "father", "escape", "2009-01-01")
    note.event("taken", "mother", "arrest", "2009-02-01")
    assert chains(note)["links"] == []


def test_because_of_a_person_names_no_event_and_hides_no_inferred_link():
    note = mother_and_son()
    note.because("taken", person="mother")
    answer = chains(note)
    assert short(answer) == [
        ("mother", "taken", "documented", 1, [None, None]),
        ("act", "taken", "certain", 1, [50, 50]),
    ]
    assert answer["links"][0]["trigger"] == dict.fromkeys(("event", "kind", "date", "earliest", "latest")) | {
        "person": "x:mother"
    }


def test_because_of_in_the_middle_of_a_taking_is_about_the_taking():
    note = mother_and_son()
    note.event("sent", "son", "sentence", "2009-06-01")
    note.event("caught", "mother", "arrest", "2009-02-01")
    note.event("held", "mother", "detention", "2009-02-03")
    note.because("sent", "held")
    assert short(chains(note))[0] == ("caught", "taken", "documented", 1, [28, 28])


def test_because_of_names_an_event_outside_every_taking():
    note = Notebook()
    note.event("act", "a", "escape", "2009-01-01")
    note.event("lost", "b", "confiscation", "2009-02-01")
    note.because("lost", "act")
    answer = chains(note)
    assert short(answer) == [("act", "lost", "documented", None, [31, 31])]
    assert answer["links"][0]["punishment"]["kind"] == "confiscation"


def test_an_event_that_nobody_describes_can_be_the_reason():
    note = mother_and_son()
    note.rows["Event"].append({"id": "x:unknown"})
    note.because("taken", "unknown")
    first = chains(note)["links"][0]
    assert (first["class"], first["trigger"]["event"], first["trigger"]["person"]) == ("documented", "x:unknown", None)
    assert first["claims"] == ["c-because-taken-unknown", "c-taken"]


def test_one_is_not_punished_because_of_oneself():
    note = Notebook()
    note.event("act", "a", "escape", "2009-01-01")
    note.event("taken", "a", "arrest", "2009-02-01")
    note.because("taken", "act")
    note.because("taken", person="a")
    assert chains(note)["links"] == []


def test_of_two_sources_the_better_one_stands_for_the_link():
    note = mother_and_son()
    note.event("held", "son", "detention", "2009-04-01")
    note.because("taken", "act", grade="possible")
    note.because("held", "act", grade="confirmed")
    link = chains(note)["links"][0]
    assert (link["class"], link["grade"]) == ("documented", "likely")
    assert "c-because-held-act" in link["claims"]


def test_rumours_decide_nothing():
    note = Notebook()
    note.kin("PARENT_OF", "mother", "son", grade="unlikely")
    note.event("act", "mother", "escape", "2009-01-01")
    note.event("taken", "son", "arrest", "2009-02-01")
    note.because("taken", "act", grade="unlikely")
    assert chains(note)["links"] == []
    weak = mother_and_son()
    weak.event("other", "son", "camp", "2008-01-01", grade="unlikely")
    weak.because("other", "act")
    assert [each[1] for each in short(chains(weak))] == ["taken"]


def test_the_grade_of_a_link_is_its_weakest_part():
    note = Notebook()
    note.kin("PARENT_OF", "mother", "son", grade="possible")
    note.event("act", "mother", "escape", "2009-01-01", grade="confirmed")
    note.event("taken", "son", "arrest", "2009-02-01", grade="likely")
    for row in note.rows["Event"]:
        row["independent_sources"] = 3
    link = chains(note)["links"][0]
    assert (link["grade"], link["independent_sources"]) == ("possible", 1)


def test_taken_together_is_no_link():
    """A family arrested on one day: the father for smuggling, of which nothing else is recorded."""
    note = Notebook()
    note.parent("father", "daughter", "son")
    for person, reason in (("father", "smuggling"), ("daughter", None), ("son", None)):
        note.event(f"{person}-arrest", person, "arrest", "2009-03-01", at="town", reason=reason)
    answer = chains(note)
    assert answer["links"] == []
    assert [(group["persons"], group["place"]) for group in answer["together"]] == [
        (["x:daughter", "x:father", "x:son"], "x:town")
    ]


def test_the_same_words_make_a_group_even_without_a_year():
    note = Notebook()
    note.parent("father", "son")
    for person in ("father", "son"):
        note.event(f"{person}-arrest", person, "arrest", "XXXX-12", at="town", reason="outside_contact")
    assert [group["persons"] for group in chains(note)["together"]] == [["x:father", "x:son"]]


@pytest.mark.parametrize(
    ("kind", "when", "place"),
    [("detention", "2009", "town"), ("arrest", "2009", "other"), ("arrest", "2009-03", "town"), ("arrest", "", "town")],
    ids=["other kind", "other place", "other date", "no date"],
)
def test_another_kind_place_or_date_is_not_together(kind, when, place):
    note = Notebook()
    note.parent("father", "son")
    note.event("1", "father", "arrest", "2009" if when else "", at="town", reason="smuggling")
    note.event("2", "son", kind, when, at=place)
    answer = chains(note)
    assert answer["together"] == []
    assert len(answer["links"]) == 1


def test_groups_grow_over_kin_of_kin():
    note = Notebook()
    note.parent("a", "b")
    note.parent("b", "c")
    for person in "abc":
        note.event(person, person, "arrest", "2009-03-01", reason="smuggling")
    assert [len(group["persons"]) for group in chains(note, max_chon=1)["together"]] == [3]
    assert [group["persons"] for group in chains(note, max_chon=1, person="x:c")["together"]] == [["x:a", "x:b", "x:c"]]


def test_relatives_who_were_not_taken_are_counted_beside():
    note = mother_and_son(act="2009")
    note.parent("mother", "daughter")
    note.person("born-late", birth="2013-02")
    note.parent("daughter", "born-late")
    note.person("long-dead", death="2008")
    note.parent("long-dead", "mother")
    note.person("dead-that-year", death="2009")
    note.siblings("mother", "dead-that-year")
    note.group("cousins", 2, None)
    note.kin("KIN_OF", "cousins", "mother", term="cousin")
    assert chains(note)["not_taken"] == [
        {"person": "x:mother", "event": "x:act", "within": 4, "least": 4, "most": None}
    ]


def test_members_of_a_group_are_counted_once_and_taken_members_not_at_all():
    note = Notebook()
    note.group("children", 5, 6)
    note.kin("PARENT_OF", "mother", "children")
    note.parent("mother", "first", "second")
    note.member("AMONG", "first", "children")
    note.member("AMONG", "second", "children")
    note.event("act", "mother", "escape", "2009")
    assert [(row["least"], row["most"]) for row in chains(note)["not_taken"]] == [(5, 6)]
    note.event("taken", "first", "arrest", "2010")
    assert [(row["least"], row["most"]) for row in chains(note)["not_taken"]] == [(4, 5)]
    note.event("all", "children", "arrest", "2010")
    assert [(row["least"], row["most"]) for row in chains(note)["not_taken"]] == [(0, 0)]


def test_family_of_unknown_degree_is_listed_and_never_counted():
    note = mother_and_son()
    for person in ("mother", "son", "lodger"):
        note.member("MEMBER_OF", person, "household")
    note.kin("KIN_OF", "somebody", "mother", term="relative")
    answer = chains(note)
    assert answer["degree_unknown"] == [
        {"person": "x:mother", "family": None, "term": "relative", "persons": ["x:somebody"]},
        {"person": "x:mother", "family": "x:household", "term": None, "persons": ["x:lodger"]},
    ]
    assert answer["not_taken"][0]["least"] == 0
    assert answer["notes"][0]["code"] == "no_sample"


def test_family_whose_degree_is_recorded_is_not_listed_as_unknown():
    note = mother_and_son()
    for person in ("mother", "son"):
        note.member("MEMBER_OF", person, "household")
    assert chains(note)["degree_unknown"] == []


def test_filters_choose_links_and_the_limit_says_what_it_cut():
    note = mother_and_son()
    note.event("exiled", "son", "release", "2010-01-01")
    note.event("again", "son", "internal_exile", "2010-02-01")
    assert [each[1] for each in short(chains(note))] == ["taken", "again"]
    assert [each[1] for each in short(chains(note, kind="internal_exile"))] == ["again"]
    assert [each[1] for each in short(chains(note, **{"from": "2010-01-01"}))] == ["again"]
    assert [each[1] for each in short(chains(note, to="2009-12-31"))] == ["taken"]
    assert short(chains(note, **{"class": "documented"})) == []
    cut = chains(note, limit=1)
    assert ([each[1] for each in short(cut)], cut["truncated"]) == (["taken"], {"limit": 1, "left_out": 1})
    assert chains(note)["truncated"] is None


def test_a_person_is_found_on_either_side_and_must_be_on_record():
    note = mother_and_son()
    note.event("else", "stranger", "escape", "2009")
    assert len(chains(note, person="x:mother")["links"]) == len(chains(note, person="x:son")["links"]) == 1
    assert chains(note, person="x:stranger")["links"] == []
    assert [row["person"] for row in chains(note, person="x:stranger")["not_taken"]] == ["x:stranger"]
    with pytest.raises(NotFound):
        chains(note, person="x:nobody")
    with pytest.raises(InvalidParameter):
        chains(note, max_chon=99)


def test_both_parameters_stand_in_the_answer():
    note = Notebook()
    note.parent("father", "son")
    note.event("1", "father", "arrest", "2009-01-01")
    note.event("2", "son", "arrest", "2009-02-01", reason="smuggling")
    assert chains(note)["links"] == []
    answer = chains(note, trigger="takings", own_reason="true")
    assert short(answer) == [("1", "2", "certain", 1, [31, 31])]
    assert (answer["parameters"]["trigger"], answer["parameters"]["own_reason"]) == ("takings", True)
    assert answer["data_version"] == 7


def test_what_a_taking_came_to_is_told_beside_how_it_began():
    note = Notebook()
    note.parent("mother", "son", "daughter", "other")
    note.event("act", "mother", "escape", "2009-01-01")
    note.node("Place", "fifteen", kind="facility", facility_kind="kwanliso", country="KP")
    note.event("1", "son", "arrest", "2009-02-01")
    note.event("2", "son", "transfer", "2009-03-01", reached="fifteen")
    note.event("3", "daughter", "arrest", "2009-02-01")
    note.event("4", "daughter", "execution", "2009-04-01")
    note.event("5", "other", "confiscation", "2009-02-01")
    note.because("5", "act")
    links = ANALYSES["chains"].run(note.book())["links"]
    found = {link["punishment"]["person"]: (link["punishment"]["kind"], link["outcome"]) for link in links}
    assert found["x:son"] == ("arrest", "camp")
    assert found["x:daughter"] == ("arrest", "execution")
    assert found["x:other"] == ("confiscation", "confiscation")
