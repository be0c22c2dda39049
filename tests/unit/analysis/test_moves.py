"""Legs of moves, crossings, facilities, and where they lie."""

from app.analysis import ANALYSES
from tests.unit.analysis.notebook import Notebook


def ask(note, **values):
    return ANALYSES["moves"].run(note.book(), **values)


def legs(answer):
    def short(id_):
        return id_ and id_.removeprefix("x:")

    return {(leg["kind"], short(leg["from"]), short(leg["to"])): leg["persons"] for leg in answer["legs"]}


def border():
    note = Notebook()
    note.place("yanji", "CN")
    note.place("bridge", None, "border_crossing")
    note.place("jail", "KP", "facility")
    note.place("camp", "KP", "facility")
    return note


def test_a_handover_over_a_crossing_is_the_way_to_it_itself_and_the_way_on():
    note = border()
    note.event("1", "p", "handover", "2009-03", left="yanji", at="bridge", reached="jail")
    assert legs(ask(note)) == {
        ("crossing", "bridge", "bridge"): 1,
        ("abroad", "yanji", "bridge"): 1,
        ("inside", "bridge", "jail"): 1,
    }


def test_a_crossing_without_known_ends_is_kept_alone():
    note = border()
    note.event("1", "p", "handover", "2009", at="bridge")
    assert legs(ask(note)) == {("crossing", "bridge", "bridge"): 1}


def test_a_handover_between_two_other_places_and_one_of_which_nothing_is_told():
    note = border()
    note.place("beijing", "CN")
    note.place("vientiane", "LA")
    note.event("1", "p", "handover", "2013", left="vientiane", reached="beijing")
    note.event("2", "q", "handover", "2013")
    note.event("3", "r", "handover", "2013", reached="beijing")
    assert legs(ask(note)) == {
        ("handover", "vientiane", "beijing"): 1,
        ("handover", None, None): 1,
        ("handover", None, "beijing"): 1,
    }


def test_a_handover_between_two_places_of_one_country_passes_no_border():
    note = Notebook()
    note.place("police_station", "RU")
    note.place("consulate", "RU")
    note.event("1", "p", "handover", "2013", left="police_station", reached="consulate")
    assert legs(ask(note)) == {("abroad", "police_station", "consulate"): 1}


def test_a_transfer_inside_one_country_is_never_red():
    note = Notebook()
    note.place("yanji", "CN")
    note.place("tumen", "CN")
    note.event("1", "p", "transfer", "2013", left="yanji", reached="tumen")
    note.event("2", "q", "transfer", "2013", country="CN")
    assert {kind for kind, _, _ in legs(ask(note))} == {"abroad"}


def test_transfers_are_abroad_or_inside_and_an_unknown_end_stays_unknown():
    note = border()
    note.place("shenyang", "CN")
    note.event("1", "p", "transfer", "2009", left="yanji", reached="shenyang")
    note.event("2", "q", "transfer", "2009", left="jail", reached="camp")
    note.event("3", "r", "transfer", "2009", reached="camp")
    note.event("4", "s", "transfer", "2009")
    assert legs(ask(note)) == {
        ("abroad", "yanji", "shenyang"): 1,
        ("inside", "jail", "camp"): 1,
        ("inside", None, "camp"): 1,
        ("abroad", None, None): 1,
    }
    assert set(legs(ask(note, kind="inside"))) == {("inside", "jail", "camp"), ("inside", None, "camp")}


def test_a_transfer_from_one_country_into_another_went_over_a_border():
    note = border()
    note.event("1", "p", "transfer", "2009", left="yanji", reached="jail")
    assert legs(ask(note)) == {("handover", "yanji", "jail"): 1}


def test_no_leg_leads_from_a_place_to_one_that_it_lies_in():
    note = border()
    note.structure("WITHIN", "bridge", "yanji")
    note.event("1", "p", "handover", "2009", left="yanji", at="bridge")
    assert legs(ask(note)) == {("crossing", "bridge", "bridge"): 1}


def test_persons_are_counted_once_groups_with_their_least_and_days_narrow():
    note = border()
    note.group("crowd", 41, None)
    note.event("1", "crowd", "handover", "2009", at="bridge")
    note.event("2", "p", "handover", "2011", at="bridge")
    note.event("3", "p", "handover", "2013", at="bridge")
    (leg,) = ask(note)["legs"]
    assert (leg["persons"], leg["persons_most"], leg["who"]) == (42, None, ["x:crowd", "x:p"])
    assert (leg["first"], leg["last"], leg["events"]) == ("2009-01-01", "2013-12-31", ["x:1", "x:2", "x:3"])
    assert leg["claims"] == ["c-1", "c-2", "c-3"]
    (later,) = ask(note, **{"from": "2010-01-01", "to": "2012-01-01"})["legs"]
    assert later["persons"] == 1


def test_facilities_tell_who_was_held_there_and_undated_events_count():
    note = border()
    note.event("1", "p", "detention", "2009", at="jail", by="bureau")
    note.event("2", "q", "detention", at="jail")
    note.event("3", "r", "detention", "2012", at="yanji")
    note.event("4", "s", "release", "2012", at="camp")
    (row,) = ask(note)["facilities"]
    assert (row["place"], row["persons"], row["first"], row["last"]) == ("x:jail", 2, "2009-01-01", "2009-12-31")
    assert ask(note, **{"from": "2010-01-01"})["facilities"][0]["who"] == ["x:q"]


def test_places_come_with_their_points_as_they_are_recorded():
    note = border()
    point = {"latitude": 42.9, "longitude": 129.8, "coordinate_precision": "nearest_settlement"}
    note.node("Place", "ford", kind="border_crossing", **point)
    note.event("1", "p", "handover", "2009", at="ford", reached="jail")
    note.event("2", "p", "transfer", "2010", left="jail")
    note.tie("TO_PLACE", "2", "x:nowhere")
    places = ask(note)["places"]
    assert (places["x:ford"]["latitude"], places["x:ford"]["precision"]) == (42.9, "nearest_settlement")
    assert places["x:jail"]["latitude"] is None
    assert places["x:jail"]["country"] == "KP"
    assert places["x:nowhere"]["kind"] is None
