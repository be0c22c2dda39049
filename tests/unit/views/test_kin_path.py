"""A path of kinship as a picture: every step of the relation is one line, who is not recorded is drawn as such."""

import re

import pytest

from app.views import draw_kin_path
from app.views.kin_path import KinPathWords, kin_path_layout, path_places

WORDS = KinPathWords(
    "t", "d", lambda id: (f"<{id}>", ""), lambda id: f"/p/{id}", lambda each: f"{each['up']}/{each['down']}", "nobody"
)  # fmt: skip


def relation(path, up, down, start=False, end=False):
    return {"path": path, "up": up, "down": down, "marriage_start": start, "marriage_end": end}


@pytest.mark.parametrize(
    ("given", "levels"),
    [
        (relation(["a", "b"], 1, 0), [0, 1]),
        (relation(["a", "m", "b"], 1, 1), [0, 1, 0]),
        (relation(["a", "b"], 0, 0, start=True), [0, 0]),
        (relation(["a", "s", "m", "g", "u", "w"], 2, 1, start=True, end=True), [0, 0, 1, 2, 1, 1]),
        (relation(["a", "b", "c"], 0, 2), [0, -1, -2]),
    ],
)
def test_every_step_has_its_generation(given, levels):
    assert path_places(given) == list(zip(given["path"], levels, strict=True))


def test_people_between_who_are_not_recorded_are_kept():
    assert path_places(relation(["a", "b"], 1, 1)) == [("a", 0), (None, 1), ("b", 0)]
    assert path_places(relation(["a", "b"], 2, 1)) == [("a", 0), (None, 1), (None, 2), ("b", 1)]


def test_lines_are_the_steps_and_no_two_people_share_a_place():
    every = [relation(["a", "m", "b"], 1, 1), relation(["a", "b"], 0, 0, start=True)]
    layout = kin_path_layout(every)
    assert [len(panel["lines"]) for panel in layout["panels"]] == [2, 1]
    assert [line["marriage"] for line in layout["panels"][1]["lines"]] == [True]
    places = [(person["x"], person["y"]) for panel in layout["panels"] for person in panel["persons"]]
    assert len(set(places)) == len(places)
    assert max(y for _, y in places) < layout["height"] and max(x for x, _ in places) < layout["width"]


def test_names_are_escaped_and_the_same_input_gives_the_same_picture():
    drawn = draw_kin_path([relation(["a", "b"], 1, 1)], WORDS)
    assert drawn == draw_kin_path([relation(["a", "b"], 1, 1)], WORDS)
    assert "&lt;a&gt;" in drawn and "<a>" not in drawn and "nobody" in drawn
    assert re.findall(r'href="([^"]+)"', drawn) == ["/p/a", "/p/b"]
    assert draw_kin_path([], WORDS) == ""
