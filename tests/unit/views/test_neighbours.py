"""The relatives around one person: elder above, nobody twice, no two boxes overlap, who is linked comes first."""

from app.views.neighbours import NeighbourWords, draw_neighbours, neighbour_layout

WORDS = NeighbourWords("Relatives", "rows", lambda id_: f"<{id_}>", lambda id_: f"/p/{id_}", lambda each: "relative")


def kin(person, up, down, chon=None):
    return {"person": person, "up": up, "down": down, "chon": up + down if chon is None else chon}


KIN = [kin("wife", 0, 0), kin("father", 1, 0), kin("son", 0, 1), *(kin(f"cousin{n}", 2, 2) for n in range(9))]
LINKS = [
    {"trigger": {"person": "me"}, "punishment": {"person": "cousin8"}, "class": "certain"},
    {"trigger": {"person": "me"}, "punishment": {"person": "son"}, "class": "documented"},
    {"trigger": {"person": "son"}, "punishment": {"person": "wife"}, "class": "documented"},
    {"trigger": {"person": None}, "punishment": {"person": "me"}, "class": "documented"},
]


def test_generations_stand_in_rows_and_no_two_boxes_overlap():
    layout = neighbour_layout("me", KIN, LINKS)
    place = {box["id"]: box for box in layout["boxes"]}
    assert len(place) == len(layout["boxes"])
    assert place["father"]["y"] < place["me"]["y"] == place["wife"]["y"] < place["son"]["y"]
    for a in layout["boxes"]:
        for b in layout["boxes"]:
            assert a is b or abs(a["y"] - b["y"]) >= 38 or abs(a["x"] - b["x"]) >= 128


def test_who_is_linked_by_a_punishment_is_drawn_and_the_rest_is_counted():
    layout = neighbour_layout("me", KIN, LINKS)
    assert "cousin8" in {box["id"] for box in layout["boxes"]}
    assert len(layout["lines"]) + layout["left_out"] == len(KIN) and layout["left_out"] == 3
    assert sorted(line["punished"] for line in layout["lines"] if line["punished"]) == ["documented", "inferred"]


def test_the_picture_is_escaped_and_nobody_around_gives_none():
    drawn = draw_neighbours("me", KIN, LINKS, WORDS)
    assert "<me>" not in drawn and 'href="/p/son"' in drawn and "stroke-dasharray" in drawn
    assert drawn == draw_neighbours("me", KIN, LINKS, WORDS)
    assert draw_neighbours("me", [], [], WORDS) == ""


def test_a_line_inside_a_row_goes_below_the_boxes_and_linked_ones_are_drawn_last():
    links = [{"trigger": {"person": "cousin8"}, "punishment": {"person": "me"}, "class": "documented"}]
    layout = neighbour_layout("me", KIN, links)
    place = {box["id"]: box["x"] for box in layout["boxes"] if box["kin"] is None or box["id"].startswith("cousin")}
    assert abs(place["cousin8"] - place["me"]) == min(abs(x - place["me"]) for id, x in place.items() if id != "me")
    last = layout["lines"][-1]
    assert last["punished"] == "documented" and "C" in last["path"] and "L" not in last["path"]
    assert not any(line["punished"] for line in layout["lines"][:-1])
