import itertools
import random
import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.views.handover_flow import FlowWords, draw_flow
from app.views.handover_layout import COLUMNS, OTHER, SEVERAL, flow_layout
from app.views.page_svg import text_width

WORDS = FlowWords("Flow", "Columns", list(COLUMNS), "not known", "other", "several", lambda column, value: f"<{value}>")
values = st.sampled_from([None, "a", "b", "c"])
paths = st.lists(
    st.builds(
        lambda cells, n: {**dict(zip(COLUMNS, cells, strict=True)), "persons": n},
        st.tuples(*[values] * 6),
        st.integers(0, 50),
    ),
    min_size=1,
    max_size=25,
).filter(lambda rows: any(row["persons"] for row in rows))


def path(*cells, persons=1):
    return {**dict(zip(COLUMNS, cells, strict=True)), "persons": persons}


@given(paths)
def test_the_bands_of_every_column_add_up_to_all_persons(rows):
    total = sum(row["persons"] for row in rows)
    columns = Counter()
    for band in flow_layout(rows)["bands"]:
        columns[band["column"]] += band["persons"]
    assert columns == dict.fromkeys(range(6), total)


@given(paths)
def test_ribbons_fill_their_bands_and_bands_do_not_overlap(rows):
    layout = flow_layout(rows)
    into, out = Counter(), Counter()
    for ribbon in layout["ribbons"]:
        out[ribbon["column"], ribbon["from"]] += ribbon["persons"]
        into[ribbon["column"] + 1, ribbon["to"]] += ribbon["persons"]
    for band in layout["bands"]:
        key = band["column"], band["value"]
        assert band["column"] == 5 or out[key] == band["persons"]
        assert band["column"] == 0 or into[key] == band["persons"]
    for column in range(6):
        stacked = sorted((band["y"], band["height"]) for band in layout["bands"] if band["column"] == column)
        assert all(y + height < after for (y, height), (after, _) in itertools.pairwise(stacked))


def test_unknown_is_a_band_of_its_own_and_comes_last():
    layout = flow_layout([path("CN", None, "x", None, "y", "z"), path("CN", "p", "x", "q", "y", "z", persons=3)])
    second = [band["value"] for band in sorted(layout["bands"], key=lambda band: band["y"]) if band["column"] == 1]
    assert second == ["p", None]


def test_small_bands_of_a_crowded_column_become_one():
    layout = flow_layout([path("CN", f"agency{n:02}", None, None, None, None, persons=1 + n) for n in range(20)])
    second = [band for band in layout["bands"] if band["column"] == 1]
    assert len(second) == 12
    assert next(band["persons"] for band in second if band["value"] == OTHER) == sum(range(1, 10))


def test_bands_below_two_percent_become_one_that_says_how_many_they_are():
    rows = [path("CN", each, *[None] * 4, persons=n) for each, n in [("a", 120), ("b", 2), ("c", 1), ("d", 30)]]
    second = {band["value"]: band for band in flow_layout(rows)["bands"] if band["column"] == 1}
    assert set(second) == {"a", "d", OTHER} and (second[OTHER]["folded"], second[OTHER]["persons"]) == (2, 3)
    assert "other (2)" in draw_flow(rows, WORDS)
    alone = flow_layout(rows[:2])["bands"]
    assert {band["value"] for band in alone if band["column"] == 1} == {"a", "b"}


def test_a_band_names_the_ribbons_that_stand_out_with_it():
    svg = draw_flow([path("CN", "p", *[None] * 4), path("RU", "q", *[None] * 4)], WORDS)
    bands = re.findall(r'data-id="(b\d+)"', svg)
    assert len(bands) == len(set(bands)) == 8
    assert all(set(each.split()) <= set(bands) for each in re.findall(r'data-of="([^"]+)"', svg))


def test_names_are_text_and_nothing_is_drawn_for_nobody():
    assert draw_flow([], WORDS) == ""
    assert draw_flow([path("CN", *[None] * 5, persons=0)], WORDS) == ""
    svg = draw_flow([path("CN", *[None] * 5)], WORDS, lambda values: f'/en/handovers?{values}&x="')
    assert "<CN>" not in svg and "&lt;CN&gt;" in svg
    assert "style=" not in svg and '&x="' not in svg


def test_no_two_countries_of_taking_look_alike_without_their_colour():
    rows = [path(each, "p", *[None] * 4) for each in ("CN", "RU", "KP", None, "KR", "MN", "TH", "VN", "LA", "JP", "MM")]
    svg = draw_flow(rows, WORDS)
    patterns = re.findall(r'<pattern id="f\d+"(.*?)</pattern>', svg)
    grey = {re.sub(r"#[0-9a-f]{6}", "", each) for each in patterns}
    assert len(grey) == len(patterns) == len(rows)
    assert svg.count('class="origin"') == len(rows) and svg == draw_flow(rows, WORDS)


def test_the_countries_below_the_picture_stand_inside_it_in_as_many_lines_as_they_need():
    words = FlowWords(
        "Flow", "Columns", list(COLUMNS), "not known", "other", "several", lambda column, value: value * 12
    )
    svg = draw_flow([path(f"C{n}", *[None] * 5) for n in range(10)], words)
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    found = re.findall(r'class="origin"><rect x="([\d.]+)" y="([\d.]+)"', svg)
    places = [(float(x), float(y)) for x, y in found]
    assert len(places) == 10 and len({y for _, y in places}) > 1
    assert all(x + 30 + text_width("C0" * 12, 12) <= width and y + 13 <= height for x, y in places)


def test_a_ribbon_leads_to_the_paths_of_both_its_ends_unless_one_stands_for_several():
    rows = [path("CN", f"a{n}", "x", *[None] * 3, persons=60 if n < 2 else 1) for n in range(6)]
    asked = []
    draw_flow(rows, WORDS, lambda values: asked.append(dict(values)) or "/")
    assert {"taking_agency": "a0", "crossing": "x"} in asked and {"crossing": "x", "receiving_agency": None} in asked
    assert not any(OTHER in values.values() for values in asked)


def test_the_picture_of_many_skewed_paths_stays_small_and_loses_no_person():
    chance = random.Random(1)
    letters = ["abcdefgh", *["abcdefghijklmnopqrstuvwxyz"] * 5]
    rows = [
        path(*(each[int(len(each) * chance.random() ** 2)] for each in letters), persons=1 + n % 5) for n in range(400)
    ]
    words = FlowWords("Flow", "Columns", list(COLUMNS), "not known", "other", "several", lambda c, v: f"{v} " * 30)
    drawn = draw_flow(
        rows, words, lambda values: f"/en/handovers?{'&'.join(f'{k}=invented:{v}' for k, v in values.items())}"
    )
    assert len(drawn.encode()) < 75_000
    persons = Counter()
    for each in flow_layout(rows)["ribbons"]:
        persons[each["column"]] += each["origins"].total()
    assert persons == dict.fromkeys(range(5), sum(row["persons"] for row in rows))


def test_ribbons_of_one_step_too_thin_for_their_colours_are_one_that_says_whose_they_are():
    rows = [
        path("CN", "p", *[None] * 4, persons=990),
        path(None, "p", *[None] * 4, persons=2),
        path("RU", "p", *[None] * 4),
    ]
    second = [each for each in flow_layout(rows)["ribbons"] if each["column"] == 1]
    assert [(each["origin"], each["persons"]) for each in second] == [("CN", 990), (SEVERAL, 3)]
    assert "<p> → not known: 993 (country_of_taking: <CN> 990, not known 2, <RU> 1)".replace("<", "&lt;").replace(
        ">", "&gt;"
    ) in draw_flow(rows, WORDS)
