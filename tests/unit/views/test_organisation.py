"""The organisation of an agency over time: every office once, names one after another, what came after what."""

from itertools import pairwise

from app.views.organisation import OrganisationWords, draw_organisation, organisation_layout

WORDS = OrganisationWords(
    title="Organisation", description="rows", name=lambda id_: f"<{id_}>", period=lambda each: f"{each['id']} used"
)


def body(id_, level=0, parent=None, names=(), succeeded=()):
    periods = [{"id": name, "from": first, "to": last} for name, first, last in names or [(id_, None, None)]]
    came = [{"id": other, "since": since, "until": None, "claims": []} for other, since in succeeded]
    return {"id": id_, "level": level, "parent": parent, "names": periods, "succeeded": came}


BODIES = [
    body("top", names=[("old", "1973-01-01", "1982-12-31"), ("mid", "1982-12-31", None), ("top", "1993-01-01", None)]),
    body("office", 1, "top"),
    body("newer", names=[("newer", "2016-06-29", None)], succeeded=[("top", "2016-06-29"), ("lost", None)]),
]


def test_every_body_has_a_row_and_hangs_under_the_one_above():
    layout = organisation_layout(BODIES)
    assert [row["body"]["id"] for row in layout["rows"]] == ["top", "office", "newer"]
    assert all(b["y"] - a["y"] >= 24 for a, b in pairwise(layout["rows"]))
    (line,) = layout["lines"]
    assert line["y2"] == layout["rows"][1]["y"]


def test_names_of_one_body_follow_one_another_and_what_is_not_told_is_open():
    old, mid, top = organisation_layout(BODIES)["rows"][0]["bars"]
    assert old["x"] + old["width"] <= mid["x"] + 1 and mid["x"] + mid["width"] <= top["x"]
    assert (old["open_end"], mid["open_end"], top["open_end"]) == (False, True, True)


def test_an_arrow_stands_for_each_body_that_came_after_one_that_is_shown():
    layout = organisation_layout(BODIES)
    (arrow,) = layout["arrows"]
    assert arrow["y1"] < arrow["y2"]
    back = organisation_layout([BODIES[2], BODIES[0]])["arrows"][0]
    assert back["y1"] > back["y2"]
    undated = organisation_layout([body("a"), body("b", succeeded=[("a", None)])])
    assert undated["ticks"] == [] and len(undated["arrows"]) == 1


def test_the_picture_is_escaped_and_the_same_for_the_same_input():
    drawn = draw_organisation(BODIES, WORDS, lambda id_: f"/a/{id_}", "top")
    assert drawn == draw_organisation(BODIES, WORDS, lambda id_: f"/a/{id_}", "top")
    assert "<top>" not in drawn and "&lt;top&gt;" in drawn and 'href="/a/old"' in drawn
    assert drawn.count('class="succeeded"') == 1
    assert draw_organisation([], WORDS, str) == ""
