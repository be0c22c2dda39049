import math
import re
from itertools import combinations

import pytest

from app.views.map_base import EXTENTS, LambertConic, clip, ground_of
from app.views.map_labels import Rect, Room
from app.views.map_layout import MERGE, map_layout
from app.views.page_svg import text_width
from app.views.route_map import MapWords, draw_map

WORDS = MapWords(
    title="Map",
    description="Crossings",
    name=lambda place: f"<{place}>",
    country=lambda code: code,
    crossings=lambda number, river: f"{number} crossings, {river} river" if river else f"{number} crossings",
    persons=lambda number: f"{number} persons",
    precision=lambda code: code,
)
POINTS = {
    "tumen": (129.85, 42.95, "border_crossing"),
    "sambong": (129.76, 42.85, "border_crossing"),
    "dandong": (124.39, 40.12, "border_crossing"),
    "yanji": (129.50, 42.89, "city"),
    "shenyang": (123.43, 41.79, "city"),
    "camp": (126.06, 39.57, "facility"),
    "kunming": (102.7, 25.0, "city"),
    "moscow": (37.6, 55.7, "city"),
}


def leg(kind, start, end, persons=1):
    return {"kind": kind, "from": start, "to": end, "persons": persons, "claims": [f"c-{start}-{end}"]}


def answer(*legs, held=(), rough=()):
    named = {end for each in legs for end in (each["from"], each["to"]) if end} | set(held)
    nowhere = (None, None, "city")
    places = {}
    for name in named:
        longitude, latitude, kind = POINTS.get(name, nowhere)
        precision = "county_centroid" if name in rough else "point"
        places[name] = {"longitude": longitude, "latitude": latitude, "kind": kind, "precision": precision}
    facilities = [{"place": name, "persons": 3, "claims": ["c"]} for name in held]
    return {"legs": list(legs), "facilities": facilities, "places": places}


FULL = answer(
    leg("crossing", "tumen", "tumen", 20),
    leg("crossing", "sambong", "sambong", 5),
    leg("crossing", "dandong", "dandong", 7),
    leg("abroad", "shenyang", "dandong", 4),
    leg("abroad", "yanji", "tumen", 2),
    leg("inside", "dandong", "camp", 3),
    leg("handover", "kunming", "moscow", 1),
    leg("inside", None, "camp", 9),
    leg("crossing", "lost", "lost", 2),
    held=["camp"],
    rough=["camp"],
)


def test_the_projection_gives_the_worked_example_of_the_manual():
    # Snyder 1987, p. 295: parallels 33 and 45, origin 23 N 96 W, the place 35 N 75 W, sphere of radius 1
    conic = LambertConic(33, 45, -96)
    x, y = conic.project(-75, 35)
    assert x == pytest.approx(0.2966785, abs=1e-7)
    assert conic.project(-96, 23)[1] - y == pytest.approx(0.2462112, abs=2e-7)


def test_the_projection_keeps_angles_and_true_length_along_its_parallels():
    conic, step = LambertConic(39.5, 43.2, 127.5), 1e-2
    for latitude in (39.5, 43.2):
        one, other = conic.project(129, latitude), conic.project(129 + step, latitude)
        assert math.dist(one, other) == pytest.approx(math.radians(step) * math.cos(math.radians(latitude)), rel=1e-2)
    here, east, north = conic.project(125, 41), conic.project(125.1, 41), conic.project(125, 41.1)
    dot = sum((a - h) * (b - h) for a, b, h in zip(east, north, here, strict=True))
    assert abs(dot) / (math.dist(here, east) * math.dist(here, north)) < 2e-3


@pytest.mark.parametrize("name", EXTENTS)
def test_an_extent_fills_its_frame_and_has_the_outline_of_north_korea(name):
    ground = ground_of(name)
    west, south, east, north = ground.extent.box
    corners = [ground.at(x, y) for x in (west, east) for y in (south, north)]
    assert all(-0.5 <= x <= ground.width + 0.5 and -0.5 <= y <= ground.height + 0.5 for x, y in corners)
    assert {"KP", "CN", "RU"} <= {country for country, _ in ground.outlines}
    assert not ground.holds(ground.at(0, 51))


def test_a_ring_outside_the_box_leaves_nothing():
    assert clip([(10, 10), (12, 10), (12, 12)], (0, 0, 5, 5)) == []


def test_crossings_near_to_one_another_are_one_mark_with_all_their_people():
    marks = [mark for mark in map_layout(FULL, "border")["marks"] if mark["kind"] == "crossing"]
    assert [(mark["places"], mark["persons"]) for mark in marks] == [(["tumen", "sambong"], 25), (["dandong"], 7)]
    assert all(math.dist((a["x"], a["y"]), (b["x"], b["y"])) >= MERGE for a, b in combinations(marks, 2))
    assert "2 crossings, Tumen river" in draw_map(FULL, "border", WORDS)


@pytest.mark.parametrize("extent", EXTENTS)
def test_every_leg_is_in_a_mark_in_a_drawn_leg_or_said_not_to_be_drawn(extent):
    layout = map_layout(FULL, extent)
    crossings = [each for mark in layout["marks"] if mark["kind"] == "crossing" for each in mark["legs"]]
    drawn = [each for row in layout["legs"] for each in row["legs"]]
    left = [each for legs in layout["not_drawn"].values() for each in legs]
    assert sorted(map(str, crossings + drawn + left)) == sorted(map(str, FULL["legs"]))


def test_a_leg_with_an_end_that_is_not_known_or_has_no_point_is_never_drawn():
    assert [each["persons"] for each in map_layout(FULL, "border")["not_drawn"]["no_point"]] == [2, 9]
    assert [each["persons"] for each in map_layout(FULL, "border")["not_drawn"]["outside"]] == [1]
    assert map_layout(answer(leg("abroad", "nowhere", "yanji")), "border")["legs"] == []


def test_more_people_are_a_wider_leg_and_rough_points_are_marked():
    layout = map_layout(FULL, "border")
    widths = {row["persons"]: row["width"] for row in layout["legs"]}
    assert sorted(widths, key=widths.__getitem__) == sorted(widths)
    assert [mark["rough"] for mark in layout["marks"] if mark["kind"] == "facility"] == [True]
    assert draw_map(FULL, "border", WORDS).count('stroke-dasharray="2 2"') == 1


def test_north_korea_has_its_name_when_a_mark_lies_on_the_first_point_of_it(monkeypatch):
    longitude, latitude = EXTENTS["border"].countries["KP"][0]
    monkeypatch.setitem(POINTS, "camp", (longitude, latitude, "facility"))
    held = answer(held=["camp"])
    assert draw_map(held, "border", WORDS).count(">KP</text>") == 1


def test_people_brought_from_a_place_to_itself_after_merging_are_said_not_drawn():
    near = answer(
        leg("crossing", "tumen", "tumen"), leg("crossing", "sambong", "sambong"), leg("inside", "tumen", "sambong")
    )
    assert [each["kind"] for each in map_layout(near, "border")["not_drawn"]["short"]] == ["inside"]


def test_labels_take_the_first_free_position_and_never_meet():
    room = Room(400, 200)
    room.take_square(100, 100, 5)
    labels = [room.place("Label", 12, (100, 100), 5) for _ in range(9)]
    assert [each.anchor for each in labels[:4]] == ["start", "end", "middle", "middle"]
    assert labels[0].x > 100 > labels[1].x
    assert all(not a.meets(b) for a, b in combinations(room.taken, 2))
    assert labels[-1] is None
    assert all(each.right - each.left == pytest.approx(text_width("Label", 12)) for each in room.taken[1:])
    assert not Rect(0, 0, 1, 1).meets(Rect(1, 0, 2, 1))


def test_the_same_moves_give_the_same_picture_with_links_and_escaped_names():
    links = {"place": "/places/", "claim": "/evidence/"}
    svg = draw_map(FULL, "border", WORDS, lambda kind, id_: links[kind] + id_)
    assert svg == draw_map(FULL, "border", WORDS, lambda kind, id_: links[kind] + id_)
    assert 'href="/places/tumen"' in svg
    assert 'href="/evidence/c-shenyang-dandong"' in svg
    assert "&lt;dandong&gt;" in svg
    assert "<dandong>" not in svg
    assert "style=" not in svg
    assert svg.index('href="/places/camp"') < svg.index('href="/places/tumen"')  # crossings lie on top


def test_nothing_to_show_is_an_empty_map():
    svg = draw_map(answer(), "region", WORDS)
    assert "<path" in svg
    assert 'class="leg"' not in svg


def test_legs_of_two_kinds_are_drawn_differently_without_their_colour():
    drawn = [draw_map(answer(leg(kind, "shenyang", "dandong", 4)), "region", WORDS) for kind in ("handover", "abroad")]
    bare = {re.sub(r"#[0-9a-f]{6}|<title>.*?</title>", "", each) for each in drawn}
    assert len(bare) == 2


@pytest.mark.parametrize("name", EXTENTS)
def test_the_names_of_the_countries_of_the_study_lie_in_the_picture(name):
    drawn = draw_map(answer(), name, WORDS)
    assert [code for code in ("KP", "CN", "RU") if f">{code}</text>" not in drawn] == []
