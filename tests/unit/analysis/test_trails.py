"""Trails, gaps and contradictions on hand-made cases."""

import pytest

from app.analysis import ANALYSES
from app.errors import NotFound
from tests.unit.analysis.notebook import Notebook


def trail(note, person="p", **values):
    return ANALYSES["trail"].run(note.book(), person=f"x:{person}", **values)


def rows(answer):
    return [stage["event"].removeprefix("x:") if stage["event"] else "gap" for stage in answer["stages"]]


def gaps(answer):
    return [stage for stage in answer["stages"] if stage["stage"] == "gap"]


def border_case():
    """Like the published case of 2023: taken near Changchun, held near Baishan, handed over at an unknown crossing."""
    note = Notebook()
    note.agency("china-police", "CN", kind="police")
    note.agency("county-police", "CN", kind="police")
    note.structure("PART_OF", "county-police", "china-police")
    note.place("jilin", "CN")
    note.place("rest-stop", "CN")
    note.place("centre", "CN", "facility")
    note.structure("WITHIN", "rest-stop", "jilin")
    note.structure("WITHIN", "centre", "jilin")
    note.event("1", "p", "departure", "2023-04-05", left="jilin", reason="escape_attempt")
    note.event("2", "p", "arrest", "2023-04-05", by="county-police", at="rest-stop", steps={"s": 2})
    note.event("3", "p", "detention", "2023-04/2023-10-09", by="china-police", at="centre", steps={"s": 3})
    note.event("4", "p", "handover", "2023-10-09", given_by="china-police", country="KP", steps={"s": 4})
    note.event("5", "p", "fate_unknown", "2023-10-09/..", steps={"s": 5})
    note.event("6", "p", "un_petition", "2023-12-05")
    return note


def test_a_border_case_from_arrest_to_fate_unknown():
    answer = trail(border_case())
    assert rows(answer) == ["1", "2", "gap", "3", "4", "5"]
    assert answer["status"] == "disappeared"
    assert answer["elements"] == {
        "deprivation_of_liberty": ["x:2", "x:3", "x:4"],
        "state_agents": ["x:2", "x:3", "x:4"],
        "concealment": ["x:5"],
    }
    assert answer["last_known"] == {
        "event": "x:4",
        "kind": "handover",
        "agency": None,
        "place": None,
        "country": "KP",
        "latest": "2023-10-09",
    }
    handover = answer["stages"][4]
    assert (handover["from_agency"], handover["place"], handover["country"]) == ("x:china-police", None, "KP")
    assert answer["contradictions"] == answer["left_out_steps"] == []


def test_a_gap_has_bounds_of_its_own():
    gap = gaps(trail(border_case()))[0]
    assert (gap["earliest"], gap["latest"], gap["days"]) == ("2023-04-05", "2023-04-30", [0, 25])
    assert (gap["from_place"], gap["to_place"]) == ("x:rest-stop", "x:centre")
    assert gap["claims"] == ["c-2", "c-3"]


def two_prisons(**second):
    note = Notebook()
    note.event("1", "p", "detention", "2009-01/2009-03", at="north")
    note.event("2", "p", "detention", **{"when": "2010", "at": "south", **second})
    return note


def test_different_places_without_a_transfer_leave_a_gap_from_the_end_of_the_first():
    gap = gaps(trail(two_prisons()))[0]
    assert (gap["earliest"], gap["latest"], gap["days"]) == ("2009-03-01", "2010-12-31", [276, 670])


def test_between_unordered_stages_there_is_no_gap():
    assert rows(trail(two_prisons(when="2009"))) == ["1", "2"]


def test_steps_put_stages_in_order_and_make_the_gap():
    note = Notebook()
    note.event("1", "p", "detention", at="north", steps={"s": 1})
    note.event("2", "p", "detention", at="south", steps={"s": 2})
    answer = trail(note)
    assert rows(answer) == ["1", "gap", "2"]
    assert (gaps(answer)[0]["earliest"], gaps(answer)[0]["days"]) == (None, [0, None])


@pytest.mark.parametrize(
    "transfer",
    [{}, {"left": "north"}, {"left": "north", "reached": "south"}],
    ids=["names nothing", "names the start", "names both"],
)
def test_a_recorded_transfer_leaves_no_gap(transfer):
    note = two_prisons()
    note.event("moved", "p", "transfer", "2009-06", **transfer)
    assert rows(trail(note)) == ["1", "moved", "2"]


def test_a_transfer_to_elsewhere_leaves_a_gap_after_it():
    note = two_prisons()
    note.event("moved", "p", "transfer", "2009-06", left="north", reached="east")
    assert rows(trail(note)) == ["1", "moved", "gap", "2"]


def test_what_an_event_does_not_name_is_looked_for_before_it():
    note = two_prisons()
    note.event("hurt", "p", "ill_treatment", "2009-06")
    answer = trail(note)
    assert rows(answer) == ["1", "hurt", "gap", "2"]
    assert gaps(answer)[0]["from_place"] == "x:north"


def test_a_place_within_the_other_or_an_unnamed_one_makes_no_gap():
    note = two_prisons()
    note.structure("WITHIN", "south", "north")
    assert rows(trail(note)) == ["1", "2"]
    unnamed = Notebook()
    unnamed.event("1", "p", "detention", "2009", at="north")
    unnamed.event("2", "p", "detention", "2011", by="police")
    assert rows(trail(unnamed)) == ["1", "2"]


def test_an_office_and_the_ministry_above_it_do_not_differ_but_two_offices_do():
    note = Notebook()
    for office in ("east", "west"):
        note.structure("PART_OF", office, "ministry")
    note.event("1", "p", "arrest", "2009", by="ministry")
    note.event("2", "p", "detention", "2010", by="east")
    note.event("3", "p", "interrogation", "2011", by="west")
    assert rows(trail(note)) == ["1", "2", "gap", "3"]


def test_name_periods_are_one_body_shown_with_the_name_of_the_date():
    note = Notebook()
    for id_, since, until in (("old", "1993", "2016-06"), ("new", "2016-06", "")):
        note.agency(id_, "KP", name=f"the {id_} name")
        row = note.rows["Agency"][-1]
        row.update({key: value for key, value in _period(since, until).items() if value})
    note.structure("SAME_BODY", "old", "new")
    note.event("1", "p", "arrest", "2009", by="new")
    note.event("2", "p", "detention", "2018", by="old")
    answer = trail(note)
    assert rows(answer) == ["1", "2"]
    assert [stage["agency"] for stage in answer["stages"]] == ["x:new", "x:new"]
    assert [stage["agency_name"] for stage in answer["stages"]] == ["the old name", "the new name"]


def _period(since, until):
    from app.domain.dates import read_date

    bounds = {}
    for name, text in (("valid_from", since), ("valid_to", until)):
        if text:
            read = read_date(text)
            bounds.update({f"{name}_earliest": read.earliest, f"{name}_latest": read.latest})
    return bounds


def test_no_gap_is_drawn_over_freedom():
    note = Notebook()
    note.event("1", "p", "detention", "2009", at="north")
    note.event("2", "p", "release", "2010")
    note.event("3", "p", "detention", "2012", at="south")
    assert rows(trail(note)) == ["1", "2", "3"]


def test_a_sign_of_life_elsewhere_shows_a_gap():
    note = Notebook()
    note.event("1", "p", "abduction", "2016-05", at="china")
    note.event("2", "p", "public_confession", "2016-07", at="pyongyang")
    assert rows(trail(note)) == ["1", "gap", "2"]
    assert gaps(trail(note))[0]["days"] == [31, 91]


def test_rumours_are_shown_and_marked_and_decide_nothing():
    note = two_prisons()
    note.event("rumour", "p", "transfer", "2009-06", grade="unlikely", left="north", reached="south")
    answer = trail(note)
    assert rows(answer) == ["1", "rumour", "gap", "2"]
    assert [stage["rumoured"] for stage in answer["stages"]] == [False, True, False, False]
    assert answer["last_known"]["place"] == "x:south"


def test_two_places_on_one_day_are_a_contradiction_unless_there_was_travel():
    note = Notebook()
    note.event("1", "p", "interrogation", "2009-03-01", at="north")
    note.event("2", "p", "last_seen", "2009-03-01", at="south")
    answer = trail(note)
    assert answer["contradictions"] == [{"kind": "two_places", "events": ["x:1", "x:2"], "claims": ["c-1", "c-2"]}]
    assert answer["stages"][0]["contradictions"] == ["two_places"]
    note.event("3", "p", "transfer", "2009-03-01")
    assert trail(note)["contradictions"] == []


def test_two_prisons_at_one_time_are_a_contradiction_but_not_on_the_day_of_change():
    note = Notebook()
    note.event("1", "p", "detention", "2009-01-01/2009-06-30", at="north")
    note.event("2", "p", "detention", "2009-06-30/2009-12-31", at="south")
    assert trail(note)["contradictions"] == []
    note.event("3", "p", "detention", "2009-03-01/2009-04-01", at="east")
    assert [each["events"] for each in trail(note)["contradictions"]] == [["x:1", "x:3"]]


def test_a_group_can_be_in_two_places():
    note = Notebook()
    note.group("p", 600, 600)
    note.event("1", "p", "detention", "2023-10-09/2024-01-01", at="north")
    note.event("2", "p", "detention", "2023-10-09/2024-01-01", at="south")
    assert trail(note)["contradictions"] == []


def test_a_handover_before_the_arrest_is_a_contradiction():
    note = Notebook()
    note.event("1", "p", "handover", "2009-03-01")
    note.event("2", "p", "arrest", "2009-04-01")
    assert [(each["kind"], each["events"]) for each in trail(note)["contradictions"]] == [
        ("handover_before_arrest", ["x:1", "x:2"])
    ]
    note.event("0", "p", "arrest", "2009-02-01")
    assert trail(note)["contradictions"] == []


def test_two_claims_that_name_two_agencies_contradict_one_claim_that_names_both_does_not():
    note = Notebook()
    note.event("1", "p", "arrest", "2009", by="police")
    note.tie("BY_AGENCY", "1", note.agency("army"))
    assert trail(note)["contradictions"] == []
    note.tie("BY_AGENCY", "1", note.agency("navy"), claim="other")
    assert [each["kind"] for each in trail(note)["contradictions"]] == ["different_agencies"] * 2


def test_steps_that_are_left_out_are_listed():
    note = Notebook()
    note.event("1", "p", "arrest", "2009", steps={"s": 2})
    note.event("2", "p", "release", "2010", steps={"s": 1})
    assert trail(note)["left_out_steps"] == [{"grade": "likely", "source": "x:s", "first": "x:2", "second": "x:1"}]


def test_stage_paths_have_four_levels_and_a_gap_is_a_stage_not_known():
    note = border_case()
    note.event("7", "p", "camp", "2024", at="camp", agency_kind="secret_police", country="KP")
    paths = {
        level: trail(note, level=level)["stage_paths"][0]["stages"]
        for level in ("facility", "agency", "kind", "country")
    }
    assert paths == {
        "facility": ["x:rest-stop", None, "x:centre", None, "x:camp"],
        "agency": ["x:county-police", None, "x:china-police", None],
        "kind": ["police", None, "police", None, "secret_police"],
        "country": ["CN", None, "CN", "KP"],
    }


def test_last_known_is_the_stage_that_lasted_longest_where_one_surely_did():
    note = Notebook()
    note.event("1", "p", "detention", "2021-08/2022-02-12", at="consulate")
    note.event("2", "p", "transfer", "2021-09", by="guards")
    assert rows(trail(note)) == ["1", "2"]
    assert (trail(note)["last_known"]["event"], trail(note)["last_known"]["latest"]) == ("x:1", "2022-02-12")


def test_nobody_without_events_has_a_trail_and_nobody_off_the_record_is_answered():
    note = Notebook()
    note.person("p")
    answer = trail(note)
    assert (answer["stages"], answer["last_known"], answer["status"]) == ([], None, "unknown")
    with pytest.raises(NotFound):
        trail(note, "q")


def test_a_duration_ends_a_stage_whose_end_is_not_told():
    note = two_prisons()
    note.rows["Event"][0].update(end=None, end_earliest=None, end_latest=None, duration_least=31, duration_most=59)
    assert gaps(trail(note))[0]["days"] == [276, 698]


def test_steps_do_not_make_a_contradiction():
    note = Notebook()
    note.event("1", "p", "handover", steps={"s": 1})
    note.event("2", "p", "arrest", "2009-04-01", steps={"s": 2})
    answer = trail(note)
    assert rows(answer) == ["1", "2"] and answer["contradictions"] == []


def test_a_stage_lasts_from_its_begin_to_its_end_or_as_long_as_is_told():
    note = Notebook()
    note.event("1", "p", "detention", "2009-01/2009-03-10")
    note.event("2", "p", "camp", "2010", duration_least=30, duration_most=60)
    note.event("3", "p", "camp", "2011/..")
    assert [stage["days"] for stage in trail(note)["stages"]] == [[38, 68], [30, 60], [None, None]]


def test_a_holder_whose_order_is_not_known_hides_no_gap_between_places():
    note = Notebook()
    note.event("1", "p", "arrest", "2009-01-01", by="police", at="north")
    note.event("2", "p", "interrogation", "2009", by="army")
    note.event("3", "p", "detention", "2010", at="south")
    assert rows(trail(note)) == ["1", "2", "gap", "3"]


def test_last_known_lasted_longest_though_an_undated_event_lies_between():
    note = Notebook()
    note.event("1", "p", "detention", "2009-01/2009-06", steps={"s": 1})
    note.event("2", "p", "ill_treatment", steps={"s": 2})
    note.event("3", "p", "interrogation", "2009-03-01", steps={"s": 3})
    assert trail(note)["last_known"]["event"] == "x:1"
