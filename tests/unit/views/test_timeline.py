import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views.timeline import TimelineWords, draw_timeline, timeline_layout

WORDS = TimelineWords("Timeline", "Lanes", "no date told", "whereabouts not known")


def stage(kind="arrest", earliest=None, latest=None, *, end=None, **more):
    known = {"stage": "event", "kind": kind, "holds": "", "lasts": False, "weak": False}
    texts = {"label": kind, "full": kind, "href": f"/e/{kind}"}
    first, last = end or (None, None)
    dates = {"earliest": earliest, "latest": latest or earliest, "end_earliest": first, "end_latest": last}
    return {**known, **texts, **dates, **more}


def stay(holds, earliest, latest=None, end=None, **more):
    return stage(holds, earliest, latest, end=end, holds=holds, lasts=True, **more)


def gap(earliest, latest):
    return {**stage("", earliest, latest), "stage": "gap", "kind": None}


def lane(*stages, name="박", lost=False):
    return {"name": name, "second": "Pak", "href": "/p", "lost": lost, "stages": stages}


def only(*stages, **more):
    return timeline_layout([lane(*stages, **more)])["lanes"][0]


def test_every_person_has_one_lane_and_no_two_lanes_overlap():
    layout = timeline_layout([lane(stay("camp", "2009-01-01"), name=f"P{i}") for i in range(5)])
    assert [each["name"] for each in layout["lanes"]] == ["P0", "P1", "P2", "P3", "P4"]
    assert all(a["y"] + a["height"] <= b["y"] for a, b in pairwise(layout["lanes"]))
    assert layout["lanes"][-1]["y"] + layout["lanes"][-1]["height"] <= layout["height"]


def test_a_stay_is_solid_where_it_is_certain_and_fades_over_the_possible_days():
    found = only(stay("camp", "2009-01-01", "2009-12-31", ("2011-01-01", "2012-12-31")), stage("arrest", "2005-01-01"))
    bar = found["bars"][0]
    assert bar["start"] < bar["sure"] < bar["stop_sure"] < bar["stop"]
    year = (bar["sure"] - bar["start"]) / 364
    assert bar["stop_sure"] - bar["sure"] == pytest.approx(year * 367)
    assert bar["stop"] - bar["stop_sure"] == pytest.approx(year * 730)


def test_a_stay_whose_begin_may_be_after_its_end_may_begin_is_nowhere_solid():
    bar = only(stay("camp", "2009-01-01", "2010-12-31", ("2009-06-01", "2011-06-01")))["bars"][0]
    assert bar["sure"] == bar["stop_sure"]
    assert bar["start"] < bar["sure"] < bar["stop"]


def test_without_an_end_a_stay_is_certain_on_its_begin_alone_and_fades_until_the_next_thing_told():
    bar = only(stay("camp", "2009-01-01"), stage("release", "2012-01-01"))["bars"][0]
    mark = only(stay("camp", "2009-01-01"), stage("release", "2012-01-01"))["marks"][0]
    assert bar["stop_sure"] - bar["sure"] == 4
    assert bar["stop"] == mark["from"]


def test_without_anything_after_it_a_stay_only_fades():
    bar = only(stage("arrest", "2001-01-01"), stay("camp", "2009-01-01"))["bars"][0]
    assert bar["stop_sure"] - bar["sure"] == 4 < bar["stop"] - bar["stop_sure"] < 57


def test_kinds_of_stays_differ_in_more_than_colour():
    bars = only(
        stay("detention", "2009-01-01", None, ("2009-06-01", "2009-06-01")),
        stay("prison", "2010-01-01", None, ("2012-06-01", "2012-06-01")),
        stay("exile", "2013-01-01", None, ("2014-06-01", "2014-06-01")),
    )["bars"]
    assert len({bar["height"] for bar in bars}) == 3
    svg = draw_timeline([lane(stay("prison", "2010-01-01")), lane(stay("camp", "2010-01-01"))], WORDS)
    assert svg.count('fill="url(#timeline-hatch)"') == 1


def test_stays_that_may_overlap_stand_in_two_rows_and_the_lane_grows():
    found = only(stay("detention", "2009-01-01", "2009-12-31"), stay("camp", "2009-06-01", "2010-12-31"))
    assert found["bars"][0]["y"] + 10 <= found["bars"][1]["y"] - 10
    assert found["height"] > only(stay("camp", "2009-01-01"))["height"]


def test_a_single_event_stands_in_the_middle_of_its_days_with_a_bracket():
    sure, unsure = only(stage("arrest", "2005-01-01"), stage("death", "2009-01-01", "2010-12-31"))["marks"]
    assert not sure["bracket"] and unsure["bracket"]
    assert unsure["x"] == pytest.approx((unsure["from"] + unsure["to"]) / 2)
    svg = draw_timeline([lane(stage("arrest", "2005-01-01"), stage("death", "2009-01-01", "2010-12-31"))], WORDS)
    assert svg.count('class="bracket"') == 1


def test_an_open_side_leaves_the_mark_on_what_is_told():
    found = only(
        {**stage("death", "2010-01-01"), "latest": None},
        {**stage("arrest", "2009-01-01"), "earliest": None},
    )["marks"]
    arrest, death = found
    assert arrest["x"] == arrest["to"] and death["x"] == death["from"]


def test_marks_and_brackets_do_not_cover_each_other():
    found = only(*(stage("arrest", "2009-01-01", "2009-12-31") for _ in range(3)), stage("death", "2019-01-01"))
    upper = [mark for mark in found["marks"] if mark["mark"] == "down"]
    assert all(b["x"] - a["x"] >= 13 for a, b in pairwise(upper))
    assert upper[0]["bracket_y"] != upper[1]["bracket_y"]


def test_what_has_no_date_stands_in_its_own_column():
    found = only(stage("arrest", "2009-01-01"), stage("death"), *(stage("denial") for _ in range(7)))
    assert len(found["undated"]) == 5 and found["more"] == 3
    assert all(mark["x"] > 946 for mark in found["undated"])
    assert "no date told" in draw_timeline([lane(stage("death"))], WORDS)
    assert "no date told" not in draw_timeline([lane(stage("death", "2009-01-01"))], WORDS)


def test_without_any_date_no_scale_is_invented():
    layout = timeline_layout([lane(stage("arrest"), stay("camp", None), gap(None, None))])
    assert layout["ticks"] == [] and layout["lanes"][0]["bars"] == []
    assert [mark["mark"] for mark in layout["lanes"][0]["undated"]] == ["down", "stay"]


def test_dots_run_on_after_the_last_thing_told_of_a_lost_person_only():
    stages = (stay("camp", "2009-01-01"), stage("birth", "2030-01-01"))
    assert only(*stages[:1])["dots"] == []
    lanes = [lane(*stages[:1], lost=True), lane(stages[1])]
    (start, stop), *more = timeline_layout(lanes)["lanes"][0]["dots"]
    assert (stop, more) == (946, [])
    assert start > timeline_layout(lanes)["lanes"][0]["bars"][0]["stop"]


def test_a_gap_is_dots_and_no_mark():
    found = only(stage("arrest", "2009-01-01"), gap("2009-02-01", "2012-01-01"), stage("release", "2012-01-01"))
    assert len(found["dots"]) == 1 and len(found["marks"]) == 2


def test_a_label_stands_where_no_mark_covers_it():
    found = only(
        stay("camp", "2009-01-01", None, ("2019-01-01", "2019-01-01"), label="Hwasong camp"),
        stage("last_seen", "2010-01-01"),
    )
    bar, mark = found["bars"][0], found["marks"][0]
    assert bar["label_x"] >= mark["x"] + 9 and bar["label"] == "Hwasong camp"


def test_only_a_handover_is_red():
    svg = draw_timeline([lane(stage("arrest", "2009-01-01"), stage("handover", "2010-01-01"))], WORDS)
    assert svg.count("#b3261e") == 1


def test_weak_evidence_has_a_dashed_outline():
    strong, weak = (draw_timeline([lane(stay("camp", "2009-01-01", weak=w))], WORDS) for w in (False, True))
    assert 'stroke-dasharray="3 2"' not in strong and 'stroke-dasharray="3 2"' in weak


def test_nobody_is_no_picture():
    assert draw_timeline([], WORDS) == ""


def test_names_are_text_and_the_same_lanes_give_the_same_picture():
    lanes = [lane(stay("camp", "2009-01-01", label="<script>x</script>"), name='"><img src=x>')]
    svg = draw_timeline(lanes, WORDS)
    assert "<script" not in svg and "<img" not in svg and "style=" not in svg
    assert svg == draw_timeline(lanes, WORDS)
    assert len(re.findall(r'class="(?:bar|point|undated)"', svg)) == 1


days = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))
stages = st.builds(
    lambda kind, holds, a, b, c, d: {
        **stage(kind, end=(c, d), holds=holds, lasts=bool(holds)),
        "earliest": a,
        "latest": b,
    },
    st.sampled_from(["arrest", "handover", "denial"]),
    st.sampled_from(["", "camp", "detention", "prison", "exile"]),
    *[days] * 4,
)


@given(st.lists(stages, max_size=6), st.booleans())
def test_any_days_give_one_place_for_each_stage(some, lost):
    found = only(*some, lost=lost)
    assert len(found["bars"]) + len(found["marks"]) + len(found["undated"]) + found["more"] == len(some)
    for bar in found["bars"]:
        assert bar["start"] <= bar["sure"] <= bar["stop_sure"] <= bar["stop"]
    assert all(a <= b for a, b in found["dots"])
