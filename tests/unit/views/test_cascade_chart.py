import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views.cascade_chart import CascadeWords, cascade_layout, draw_cascade, in_row_order

WORDS = CascadeWords("Cascade", "Rows")


def event(person, earliest=None, latest=None, kind="camp"):
    return {"event": f"{person}.1", "person": person, "kind": kind, "earliest": earliest, "latest": latest or earliest}


def link(person, chon=1, earliest=None, latest=None, *, kind="camp", **more):
    words = {"name": person, "href": "/p", "evidence": "/e", "degree": f"{chon} chon", "what": kind, "full": person}
    found = {
        "punishment": event(person, earliest, latest, kind),
        "chon": chon,
        "class": "certain",
        "outcome": kind,
        "delay": "+1–3 months",
    }
    return {**words, **found, "weak": False, **more}


def panel(*links, earliest="2009-04-01", latest="2009-04-30", name="T"):
    trigger = {"person": "p:t", "earliest": earliest, "latest": latest, "name": name, "text": "escape", "href": "/t"}
    return {"trigger": trigger, "links": links}


#: A wife and a son within two months, an aunt on one day, a cousin some time in two years, a nephew without a date.
FAMILY = (
    link("cousin", 4, "2010-01-01", "2011-12-31", kind="internal_exile"),
    link("son", 1, "2009-06-01", "2009-07-31"),
    link("wife", 0, "2009-05-01", "2009-06-30", kind="detention", **{"class": "documented"}),
    link("nephew", 3, None, None),
    link("aunt", 3, "2010-08-15", kind="execution"),
)


def rows_of(*panels):
    return [row for each in cascade_layout(panels)["panels"] for row in each["rows"]]


def test_rows_stand_by_degree_and_inside_by_date_with_the_undated_last():
    assert [each["name"] for each in in_row_order(FAMILY)] == ["wife", "son", "aunt", "nephew", "cousin"]
    assert [band["text"] for band in cascade_layout([panel(*FAMILY)])["panels"][0]["bands"]] == [
        "0 chon",
        "1 chon",
        "3 chon",
        "4 chon",
    ]


def test_a_degree_that_is_not_told_stands_last():
    rows = in_row_order([link("unknown", None, "2009-05-01"), link("far", 8, "2012-01-01")])
    assert [each["name"] for each in rows] == ["far", "unknown"]


def test_every_link_has_one_row_and_one_connector():
    panels = [panel(*FAMILY), panel(link("uncle", 3, "2009-09-01"), name="U")]
    svg = draw_cascade(panels, WORDS)
    assert sorted(row["name"] for row in rows_of(*panels)) == sorted([*(each["name"] for each in FAMILY), "uncle"])
    assert svg.count('class="connector"') == 6
    assert svg.count('class="trigger"') == 2


def test_no_two_rows_bands_or_panels_overlap():
    layout = cascade_layout([panel(*FAMILY), panel(*FAMILY)])
    for each in layout["panels"]:
        assert all(a["y"] + 27 <= b["y"] for a, b in pairwise(each["rows"]))
        assert all(a["y"] + a["height"] <= b["y"] for a, b in pairwise(each["bands"]))
        assert each["rows"][-1]["y"] + 27 <= each["bottom"] <= each["y"] + each["height"]
    first, second = layout["panels"]
    assert first["y"] + first["height"] <= second["y"]
    assert second["y"] + second["height"] <= layout["height"]


def test_the_box_is_as_wide_as_the_possible_dates_with_the_mark_in_the_middle():
    rows = {row["name"]: row for row in rows_of(panel(*FAMILY))}
    months_2, years_2 = rows["son"]["box"]["width"], rows["cousin"]["box"]["width"]
    assert years_2 / months_2 == pytest.approx(730 / 61)
    for name in ("son", "cousin", "aunt"):
        box = rows[name]["box"]
        assert rows[name]["middle"] == pytest.approx(box["x"] + box["width"] / 2)


def test_a_day_that_is_known_is_no_wider_than_its_mark_needs():
    rows = {row["name"]: row for row in rows_of(panel(*FAMILY))}
    assert rows["aunt"]["box"]["width"] == 16


def test_the_trigger_is_a_band_over_its_possible_dates_and_a_line_in_their_middle():
    line = cascade_layout([panel(*FAMILY, earliest="2008-01-01", latest="2009-12-31")])["panels"][0]["line"]
    assert line["dated"] and line["from"] < line["x"] < line["to"]
    assert line["x"] - line["from"] == pytest.approx(line["to"] - line["x"])
    assert 'class="uncertain"' in draw_cascade([panel(*FAMILY)], WORDS)


def test_a_trigger_without_a_date_stands_before_the_scale():
    layout = cascade_layout([panel(*FAMILY, earliest=None, latest=None)])
    line = layout["panels"][0]["line"]
    assert not line["dated"]
    assert line["x"] < min(row["box"]["x"] for row in layout["panels"][0]["rows"] if row["box"])


def test_a_punishment_without_a_date_has_a_row_but_no_box():
    row = next(row for row in rows_of(panel(*FAMILY)) if row["name"] == "nephew")
    assert row["box"] is None
    assert row["connector"][0] < row["connector"][1]


def test_an_open_side_runs_to_the_edge_and_the_mark_stays_on_what_is_told():
    late = {**link("late", 1), "punishment": {**event("late"), "earliest": "2010-01-01", "latest": None}}
    early = {**link("early", 1), "punishment": {**event("early"), "earliest": None, "latest": "2010-01-01"}}
    rows = {row["name"]: row for row in rows_of(panel(late, early))}
    assert rows["late"]["open_end"] and rows["late"]["middle"] == rows["late"]["box"]["x"]
    assert rows["early"]["open_start"]
    assert rows["early"]["middle"] == rows["early"]["box"]["x"] + rows["early"]["box"]["width"]


def test_only_a_documented_link_has_a_whole_line():
    svg = draw_cascade([panel(*FAMILY)], WORDS)
    lines = re.findall(r'<line class="connector"[^>]*>', svg)
    assert sum("stroke-dasharray" not in each for each in lines) == 1


def test_the_mark_is_of_what_the_taking_came_to():
    arrested = link("son", 1, "2009-06-01", kind="arrest", outcome="camp")
    assert [row["mark"] for row in rows_of(panel(arrested))] == ["square"]


def test_each_kind_has_its_mark():
    marks = {row["name"]: row["mark"] for row in rows_of(panel(*FAMILY, link("x", 5, "2010-01-01", kind="arrest")))}
    assert marks == {
        "wife": "diamond",
        "son": "square",
        "aunt": "cross",
        "cousin": "triangle",
        "nephew": "square",
        "x": "dot",
    }


def test_panels_share_one_scale():
    layout = cascade_layout([panel(link("a", 1, "2009-06-01")), panel(link("b", 1, "2015-06-01"), name="U")])
    first, second = layout["panels"]
    assert first["line"]["x"] == second["line"]["x"]
    assert first["rows"][0]["middle"] < second["rows"][0]["middle"]


def test_a_text_without_room_ends_at_the_edge():
    row = rows_of(
        panel(link("a", 1, "2009-06-01"), link("b", 2, "2019-06-01", what="a punishment of many words " * 3))
    )[1]
    assert (row["text_anchor"], row["text_x"]) == ("end", 1034)


def test_a_person_that_has_the_pointer_keeps_what_belongs_to_them():
    svg = draw_cascade([panel(*FAMILY)], WORDS)
    assert 'data-id="son"' in svg and 'data-of="son p:t"' in svg and 'data-id="p:t"' in svg


def test_nothing_to_draw_is_no_picture():
    assert draw_cascade([], WORDS) == ""


def test_names_are_text_and_the_same_cascade_gives_the_same_picture():
    panels = [panel(link("<script>x</script>", 1, "2009-06-01"), name='"><img src=x>')]
    svg = draw_cascade(panels, WORDS)
    assert "<script" not in svg and "<img" not in svg and "style=" not in svg
    assert svg == draw_cascade(panels, WORDS)


days = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))
links = st.builds(link, st.text(max_size=5), st.sampled_from([None, 0, 1, 2, 8]), days, days)


@given(st.lists(links, min_size=1, max_size=6), days, days)
def test_any_days_give_a_row_for_each_link_within_the_picture(some, earliest, latest):
    layout = cascade_layout([panel(*some, earliest=earliest, latest=latest)])
    rows = layout["panels"][0]["rows"]
    assert len(rows) == len(some)
    assert all(row["y"] + 27 <= layout["height"] for row in rows)
    assert all(0 < x <= layout["width"] for row in rows for x in (row["text_x"], row["middle"], *row["connector"]))


def test_a_long_text_stands_beside_its_mark_also_at_the_end_of_the_scale():
    long = link("late", 1, "2013-01-01", "2013-02-01", what="arrest → political prison camp", delay="+35–37 months")
    late = next(row for row in rows_of(panel(*FAMILY, long)) if row["name"] == "late")
    assert late["text_anchor"] == "start" and late["text_x"] > late["middle"] + 7
