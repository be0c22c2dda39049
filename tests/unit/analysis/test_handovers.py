"""Handover paths and what they add up to, on hand-made cases."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis import ANALYSES
from app.analysis.handover_paths import COLUMNS
from tests.unit.analysis.notebook import Notebook


def handovers(note, **values):
    return ANALYSES["handovers"].run(note.book(), **values)


def columns(answer):
    return [tuple(path[column] and path[column].removeprefix("x:") for column in COLUMNS) for path in answer["paths"]]


def lands():
    note = Notebook()
    note.agency("police", "CN", kind="police")
    note.agency("bureau", "KP", kind="secret_police")
    note.agency("labour", "KP", kind="police")
    note.place("china", "CN", "country")
    note.place("korea", "KP", "country")
    note.place("bridge", None, "border_crossing")
    note.structure("WITHIN", "bridge", "china")
    note.structure("WITHIN", "bridge", "korea")
    note.place("town", "CN")
    note.place("jail", "KP", "facility")
    return note


def sent_back(note, person, year, *, released=True, suffix=""):
    """Arrest in China, handover at the bridge, the bureau's jail, and a release if there was one."""
    note.event(f"{person}{suffix}-1", person, "arrest", f"{year}-02", by="police", at="town")
    note.event(f"{person}{suffix}-2", person, "handover", f"{year}-03", given_by="police", at="bridge", country="KP")
    note.event(f"{person}{suffix}-3", person, "detention", f"{year}-04", by="bureau", at="jail")
    if released:
        note.event(f"{person}{suffix}-4", person, "release", f"{year}-06")


WHOLE = ("CN", "police", "bridge", "bureau", "jail", "release")


def test_a_whole_path():
    note = lands()
    sent_back(note, "p", 2006)
    answer = handovers(note)
    assert columns(answer) == [WHOLE]
    path = answer["paths"][0]
    assert (path["days"], path["days_to_handover"]) == ([93, 149], [1, 58])
    assert (path["taking"], path["handover"]) == ("x:p-1", "x:p-2")
    assert answer["persons"] == answer["persons_most"] == answer["distinct_persons"] == 1


@pytest.mark.parametrize("released", [True, False], ids=["released between", "no release recorded"])
def test_a_person_sent_back_twice_has_two_paths(released):
    note = lands()
    sent_back(note, "p", 2006, released=released)
    sent_back(note, "p", 2008, suffix="again")
    answer = handovers(note)
    assert columns(answer) == [(*WHOLE[:5], "release" if released else "detention"), WHOLE]
    assert (answer["persons"], answer["distinct_persons"]) == (2, 1)


def test_two_handovers_out_of_one_country_are_two_paths_even_without_an_arrest():
    note = lands()
    note.event("1", "p", "handover", "2006", given_by="police", country="KP")
    note.event("2", "p", "handover", "2008", given_by="police", country="KP")
    note.event("3", "q", "handover", "2006", country="KP")
    note.event("4", "q", "handover", "2008", country="KP")
    assert Counter(path["person"] for path in handovers(note)["paths"]) == {"x:p": 2, "x:q": 2}


def test_a_handover_on_to_a_third_country_is_the_same_path():
    note = lands()
    note.agency("guards", "VN")
    note.event("1", "p", "arrest", "2006", by="guards")
    note.event("2", "p", "handover", "2007", given_by="guards", country="CN")
    note.event("3", "p", "handover", "2008", given_by="police", country="KP")
    note.event("4", "p", "detention", "2009", by="bureau", at="jail")
    assert columns(handovers(note)) == [("VN", "guards", None, "police", "jail", "detention")]


def test_what_is_not_told_stays_unknown():
    note = lands()
    note.event("1", "p", "handover", "2008", country="KP")
    assert columns(handovers(note)) == [(None, None, None, None, None, "handover")]


def test_the_handover_names_the_receiver_else_the_first_agency_there_does():
    note = lands()
    note.event("1", "p", "arrest", "2006", by="police")
    note.event("2", "p", "handover", "2007", given_by="police", given_to="bureau")
    note.event("3", "p", "detention", "2008", by="labour")
    note.event("4", "q", "arrest", "2006", by="police")
    note.event("5", "q", "handover", "2007", given_by="police", country="KP")
    note.event("6", "q", "detention", "2008", by="labour")
    assert [path[3] for path in columns(handovers(note))] == ["bureau", "labour"]


def test_custody_in_another_country_is_a_path_without_a_handover():
    note = lands()
    note.event("1", "p", "abduction", "2006", at="town")
    note.event("2", "p", "detention", "2007", by="bureau", at="jail")
    answer = handovers(note)
    assert columns(answer) == [("CN", None, None, "bureau", "jail", "detention")]
    assert answer["paths"][0]["handover"] is None
    assert answer["variants"] == [{"stages": [None, "x:bureau"], "persons": 1, "persons_most": 1, "small": True}]


def test_a_taking_in_one_country_only_is_no_path():
    note = lands()
    note.event("1", "p", "arrest", "2006", by="police", at="town")
    note.event("2", "p", "transfer", "2007", given_to="police")
    assert handovers(note)["paths"] == []


def test_denials_after_the_end_do_not_become_the_last_known():
    note = lands()
    sent_back(note, "p", 2006, released=False)
    note.event("asked", "p", "family_inquiry", "2007")
    note.event("denied", "p", "denial", "2008")
    assert columns(handovers(note))[0][5] == "detention"
    note.event("lost", "p", "fate_unknown", "2009")
    assert columns(handovers(note))[0][5] == "fate_unknown"


def test_variants_directly_follows_and_days_are_of_the_same_stages():
    note = lands()
    sent_back(note, "p", 2006)
    sent_back(note, "q", 2007)
    note.event("q-5", "q", "transfer", "2007-05", given_by="bureau", given_to="labour")
    answer = handovers(note)
    assert [(row["stages"], row["persons"]) for row in answer["variants"]] == [
        (["x:police", None, "x:bureau"], 1),
        (["x:police", None, "x:bureau", "x:labour"], 1),
    ]
    assert [(row["from"], row["to"], row["count"]) for row in answer["directly_follows"]] == [
        ("x:police", None, 2),
        (None, "x:bureau", 2),
        ("x:bureau", "x:labour", 1),
    ]
    assert answer["stage_days"] == [
        {"stage": "x:bureau", "stays": 1, "days": [1, 60]},
        {"stage": "x:police", "stays": 2, "days": [1, 58]},
        {"stage": None, "stays": 2, "days": [1, 60]},
    ]
    assert [row["stages"] for row in handovers(note, level="country")["variants"]] == [["CN", "KP"]]


def test_unordered_stages_do_not_follow_each_other():
    note = lands()
    note.event("1", "p", "arrest", "2006", by="police")
    note.event("2", "p", "handover", "2006", given_by="police", given_to="bureau")
    answer = handovers(note)
    assert (answer["directly_follows"], answer["stage_days"]) == ([], [])
    assert answer["variants"][0]["stages"] == ["x:police", "x:bureau"]


def test_corridors_go_from_the_last_place_to_the_first():
    note = lands()
    sent_back(note, "p", 2006)
    sent_back(note, "q", 2008)
    assert handovers(note)["corridors"] == [
        {
            "from": "x:town",
            "to": "x:jail",
            "from_country": "CN",
            "to_country": "KP",
            "persons": 2,
            "persons_most": 2,
            "small": True,
            "who": ["x:p", "x:q"],
            "first": "2006-03-01",
            "last": "2008-03-31",
            "first_year": 2006,
            "last_year": 2008,
            "days": [1, 59],
            "days_known": 2,
        }
    ]


def test_a_group_counts_by_its_bounds_and_without_members_who_have_paths_of_their_own():
    note = lands()
    note.group("crowd", 500, 600)
    note.group("part", 200, 300)
    note.member("AMONG", "part", "crowd")
    note.member("AMONG", "p", "part")
    for person in ("crowd", "part", "p"):
        sent_back(note, person, 2023)
    answer = handovers(note)
    assert {path["person"]: (path["persons"], path["persons_most"]) for path in answer["paths"]} == {
        "x:crowd": (300, 400),
        "x:part": (199, 299),
        "x:p": (1, 1),
    }
    assert answer["persons"] == 500


def test_filters():
    note = lands()
    sent_back(note, "p", 2006)
    note.structure("SAME_BODY", "old-police", "police")
    note.event("1", "q", "handover", "2010", country="KP")
    paths = {"x:p": 1, "x:q": 1}
    assert {p["person"]: 1 for p in handovers(note)["paths"]} == paths
    for values, left in (
        ({"person": "x:q"}, ["x:q"]),
        ({"country": "CN"}, ["x:p"]),
        ({"agency": "x:old-police"}, ["x:p"]),
        ({"crossing": "x:bridge"}, ["x:p"]),
        ({"from": "2007-01-01"}, ["x:q"]),
        ({"to": "2007-01-01"}, ["x:p"]),
    ):
        assert [path["person"] for path in handovers(note, **values)["paths"]] == left
    cut = handovers(note, limit=1)
    assert (len(cut["paths"]), cut["persons"], cut["truncated"]) == (1, 2, {"limit": 1, "left_out": 1})


EVENTS = st.lists(
    st.tuples(
        st.sampled_from("pqr"),
        st.sampled_from(["arrest", "detention", "transfer", "handover", "release", "fate_unknown", "last_seen"]),
        st.sampled_from(["2006", "2006-03", "2007", "2008-05-01", ""]),
        st.dictionaries(st.sampled_from(["by", "given_by", "given_to"]), st.sampled_from(["police", "bureau"])),
        st.dictionaries(st.sampled_from(["at", "reached"]), st.sampled_from(["town", "jail", "bridge"])),
        st.sampled_from([None, "CN", "KP"]),
    ),
    max_size=10,
)


@settings(max_examples=60)
@given(EVENTS)
def test_between_any_two_columns_the_flows_add_up_to_the_persons(events):
    note = lands()
    note.group("r", 7, 9)
    for number, (person, kind, when, agencies, places, country) in enumerate(events):
        note.event(str(number), person, kind, when, country=country, **agencies, **places)
    answer = handovers(note)
    for column in COLUMNS[:-1]:
        flows = [flow for flow in answer["flows"] if flow["from_column"] == column]
        assert sum(flow["persons"] for flow in flows) == answer["persons"]
        assert sum(flow["persons_most"] for flow in flows) == answer["persons_most"]
    for table in ("variants", "corridors", "agency_corridors", "country_corridors", "paths"):
        assert sum(row["persons"] for row in answer[table]) == answer["persons"]


def test_a_path_of_one_handover_took_no_days():
    note = lands()
    note.event("1", "p", "handover", "2006", given_by="police", country="KP")
    path = handovers(note)["paths"][0]
    assert (path["days"], path["days_to_handover"]) == ([0, 0], [0, 0])


def test_custody_in_two_countries_is_a_path_though_nobody_says_where_the_arrest_was():
    note = lands()
    note.event("1", "p", "arrest", "2006")
    note.event("2", "p", "detention", "2007", by="police")
    note.event("3", "p", "detention", "2008", by="bureau", at="jail")
    note.event("4", "p", "camp", "2010", country="KP")
    answer = handovers(note)
    assert columns(answer) == [(None, None, None, "bureau", "jail", "camp")]
    assert [(row["first"], row["last"]) for row in answer["corridors"]] == [("2008-01-01", "2008-12-31")]


def test_who_was_transferred_was_taken_in_the_state_of_the_transfer():
    note = lands()
    note.event("1", "p", "transfer", "2006", reached="town")
    note.event("2", "p", "detention", "2007", by="bureau", at="jail")
    assert columns(handovers(note)) == [("CN", None, None, "bureau", "jail", "detention")]


def test_a_sentence_in_the_country_left_starts_no_new_path():
    note = lands()
    sent_back(note, "p", 2006, released=False)
    note.event("court", "p", "sentence", "2007", by="police", at="town")
    assert len(handovers(note)["paths"]) == 1


def ends(note):
    row = handovers(note)["corridors"][0]
    return tuple(row[key] and row[key].removeprefix("x:") for key in ("from", "to"))


def test_a_corridor_is_not_drawn_across_a_transfer_that_does_not_say_from_or_to_where():
    note = lands()
    sent_back(note, "p", 2006)
    assert ends(note) == ("town", "jail")
    note.event("moved-1", "p", "transfer", "2006-02-28", left="town")
    note.event("moved-2", "p", "transfer", "2006-03-31", by="bureau", reached="jail")
    assert ends(note) == (None, None)


def test_a_transfer_after_the_crossing_tells_where_it_came_from():
    note = lands()
    note.place("camp", "KP", "facility")
    note.event("1", "p", "handover", "2006", given_by="police", country="KP")
    note.event("2", "p", "transfer", "2007", given_by="bureau", given_to="labour", left="jail", reached="camp")
    assert columns(handovers(note)) == [("CN", None, None, "bureau", "jail", "transfer")]
    assert ends(note) == (None, "jail")


def test_small_counts_of_what_directly_follows_are_marked():
    note = lands()
    for number in range(5):
        sent_back(note, f"p{number}", 2006)
    note.event("other-1", "other", "arrest", "2007", by="police")
    note.event("other-2", "other", "handover", "2008", given_by="police", given_to="labour", country="KP")
    found = {(row["from"], row["to"]): (row["count"], row["small"]) for row in handovers(note)["directly_follows"]}
    assert (found["x:police", None], found["x:police", "x:labour"]) == ((5, False), (1, True))
