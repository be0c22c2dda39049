from hypothesis import given
from hypothesis import strategies as st

from app.views.trail_line import TrailWords, draw_trail, trail_layout

WORDS = TrailWords("Trail", "Stages", "no date told")


def stage(kind="arrest", earliest=None, latest=None, **more):
    return {"stage": "event", "kind": kind, "label": kind, "earliest": earliest, "latest": latest, **more}


def test_a_longer_span_of_possible_days_is_wider():
    rows = trail_layout(
        [stage(earliest="2009-01-01", latest="2009-12-31"), stage(earliest="2010-06-01", latest="2010-06-01")]
    )["rows"]
    assert rows[0]["width"] > 50 > rows[1]["width"]
    assert rows[0]["x"] + rows[0]["width"] <= rows[1]["x"]


def test_a_stage_that_lasts_reaches_to_its_end():
    rows = trail_layout(
        [
            stage("camp", "2009-01-01", "2009-01-31", end_latest="2011-01-01"),
            stage(earliest="2012-01-01", latest="2012-01-01"),
        ]
    )["rows"]
    assert rows[0]["width"] > 100


def test_an_open_end_runs_to_the_edge_and_says_so():
    row = trail_layout([stage("fate_unknown", "2012-01-01", None)])["rows"][0]
    assert row["open_end"] and not row["open_start"]
    assert row["x"] + row["width"] > 1000


def test_without_any_date_no_scale_is_invented():
    layout = trail_layout([stage(), stage("release")])
    assert layout["ticks"] == []
    assert draw_trail([stage(), stage("release")], WORDS).count("no date told") == 2


def test_only_a_handover_is_red():
    rows = trail_layout(
        [stage("handover", "2009-01-01", "2009-01-01"), stage("execution", "2010-01-01", "2010-01-01")]
    )["rows"]
    assert [row["red"] for row in rows] == [True, False]
    assert [row["mark"] for row in rows] == ["diamond", "cross"]


def test_a_gap_is_hatched_and_has_no_mark():
    gap = {"stage": "gap", "label": "not known", "earliest": "2009-01-01", "latest": "2010-01-01"}
    assert trail_layout([gap])["rows"][0]["mark"] == ""
    assert "url(#gap)" in draw_trail([gap], WORDS)


def test_names_are_text_and_the_picture_is_the_same_each_time():
    stages = [stage(earliest="2009-01-01", latest="2009-02-01", label="<script>x</script>", href='/en/"onload=')]
    svg = draw_trail(stages, WORDS)
    assert "<script>" not in svg and '"onload=' not in svg
    assert svg == draw_trail(stages, WORDS)


def test_ticks_stand_at_round_years_within_the_picture():
    layout = trail_layout([stage(earliest="1975-01-01", latest="2024-01-01")])
    years = [int(label) for _, label in layout["ticks"]]
    assert years == [1975 + 5 * step for step in range(11)]
    assert all(300 <= x <= 1016 for x, _ in layout["ticks"])


def test_a_short_trail_has_ticks_at_months():
    layout = trail_layout([stage(earliest="2012-02-01", latest="2012-04-30")])
    assert [label for _, label in layout["ticks"]] == ["2012", "2012-02", "2012-03", "2012-04", "2012-05", "2012-06"]


days = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))


@given(st.lists(st.builds(stage, st.sampled_from(["arrest", "handover", "camp"]), days, days), max_size=6))
def test_any_days_can_be_drawn_within_the_picture(stages):
    layout = trail_layout(stages)
    assert len(layout["rows"]) == len(stages)
    assert all(row["width"] >= 3 for row in layout["rows"])
    assert all(299 <= x <= 1017 for x, _ in layout["ticks"])
    assert len(layout["ticks"]) <= 14
