"""Bodies, names of a date, containment and countries."""

from app.analysis.bounds import UNDATED, Bounds
from app.analysis.structure import Agencies, AgencyRecord, Containment, PlaceRecord, Places


def agency(id_, since=None, until=None, country=None):
    return AgencyRecord(id_, id_.upper(), None, country, Bounds(since, since), Bounds(until, until))


def test_the_body_is_the_one_that_the_periods_point_to():
    agencies = Agencies({}, [("a-1990", "z"), ("a-2000", "z")], [])
    assert {agencies.body(each) for each in ("a-1990", "a-2000", "z")} == {"z"}
    assert agencies.body("other") == "other"


def test_periods_that_point_in_a_row_or_in_a_circle_are_one_body():
    assert Agencies({}, [("a", "b"), ("b", "c")], []).body("a") == "c"
    assert Agencies({}, [("b", "a"), ("a", "b")], []).body("b") == "a"


def test_the_name_of_the_date_is_taken_only_where_one_period_can_hold_it():
    records = {each.id: each for each in (agency("old", until=100), agency("new", since=101))}
    agencies = Agencies(records, [("old", "new")], [])
    assert agencies.name_at("new", Bounds(50, 60)) == "OLD"
    assert agencies.name_at("new", Bounds(90, 110)) == "NEW"
    assert agencies.name_at("old", UNDATED) == "OLD"
    assert agencies.name_at("nobody", Bounds(50, 60)) is None


def test_country_and_kind_come_from_the_body_where_the_period_has_none():
    agencies = Agencies({"new": agency("new", country="KP")}, [("old", "new")], [])
    assert (agencies.country("old"), agencies.kind("old")) == ("KP", None)


def test_containment_climbs_over_several_steps_and_survives_a_circle():
    inside = Containment([("cell", "jail"), ("jail", "town"), ("town", "cell")])
    assert inside.wholes("cell") == ("cell", "jail", "town")
    assert inside.overlap("town", "cell") and not inside.overlap("town", "village")


def test_a_crossing_within_two_countries_has_none():
    records = {
        "cn": PlaceRecord("cn", None, "country", None, "CN"),
        "kp": PlaceRecord("kp", None, "country", None, "KP"),
        "bridge": PlaceRecord("bridge", None, "border_crossing", None, None),
        "town": PlaceRecord("town", None, "city", None, None),
    }
    places = Places(records, [("bridge", "cn"), ("bridge", "kp"), ("town", "cn")])
    assert places.country("bridge") is None
    assert (places.country("town"), places.country("nowhere")) == ("CN", None)
    assert places.is_crossing("bridge") and not places.is_facility("bridge") and not places.is_facility("nowhere")
