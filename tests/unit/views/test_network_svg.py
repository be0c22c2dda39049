"""A network as a fixed picture: every record and every line of the network once, at the places that were given."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from app.views import draw_network, draw_network_picture
from app.views.agency_places import agency_places
from app.views.network_fold import Folded, Line, fold_events
from app.views.network_svg import NetworkPictureWords, line_mark, network_picture_layout, node_mark
from tests.unit.views import test_family_network as family
from tests.unit.views import test_network as network

WORDS = NetworkPictureWords(
    title="<Network>",
    description="marks and lines",
    line=lambda edge, ends: f"{' → '.join(ends)}: {edge['text']}",
    evidence=lambda claim: f"/en/evidence/{claim}",
)
SVG = "{http://www.w3.org/2000/svg}"


def events():
    nodes = [*network.NODES[:1], network.node("Person/x:b", name="<b>href", invented=True), *network.NODES[2:]]
    links = [{**each, "claims": [f"c-{number}"]} for number, each in enumerate(network.LINKS)]
    return draw_network(fold_events(nodes, links), network.WORDS, focus="Person/x:b")


def star(number):
    keys = ["Person/x:c", *(f"Person/x:{n}" for n in range(number))]
    nodes = {key: network.node(key, name="한수진한수진\nHan Su-jin the younger") for key in keys}
    return draw_network(
        Folded(nodes, [Line(keys[0], key, "kinship", ["parent"]) for key in keys[1:]]), network.WORDS, focus=keys[0]
    )


NETWORKS = {"events": events, "family": family.drawn, "star": lambda: star(79)}


@pytest.mark.parametrize("made", NETWORKS.values(), ids=NETWORKS)
def test_every_record_and_every_line_is_drawn_once_and_inside(made):
    drawn = made()
    layout = network_picture_layout(drawn)
    svg = ElementTree.fromstring(draw_network_picture(drawn, WORDS))
    records = [node for node in drawn["nodes"] if node["name"]]
    assert len(svg.findall(f".//{SVG}g[@class='record']")) == len(records) == len(layout["marks"])
    assert len(svg.findall(f".//{SVG}path[@class='tie']")) == len(drawn["edges"])
    assert draw_network_picture(drawn, WORDS) == draw_network_picture(made(), WORDS)
    for mark in layout["marks"]:
        wide = max(mark["wide"], mark["reach"])
        assert wide <= mark["x"] <= layout["width"] - wide
        assert mark["tall"] <= mark["y"] <= layout["height"] - mark["tall"] - mark["below"]


def test_no_two_names_of_a_full_first_view_meet():
    marks = network_picture_layout(star(79))["marks"]
    for one in marks:
        for other in marks:
            apart = abs(one["x"] - other["x"]) >= one["reach"] + other["reach"] or abs(one["y"] - other["y"]) >= 50
            assert one is other or apart


def test_a_small_network_goes_apart_until_its_names_can_be_read():
    lines = [mark["lines"] for mark in network_picture_layout(star(14))["marks"]]
    assert all(line[0] == "한수진한수진" for line in lines)


def test_marks_and_lines_look_as_in_the_browser():
    drawn = draw_network_picture(events(), WORDS)
    strokes = set(re.findall(r'class="tie"[^>]* stroke="(#\w+)"', drawn))
    assert strokes == {look["color"] for kind, look in network_looks().items()}
    assert drawn.count("stroke-dasharray") >= 2  # a place, and a line that only a weak claim supports
    heads = {(look["color"], look["arrows"]["to"]["type"]) for look in network_looks().values() if look["arrows"]}
    assert drawn.count("<marker ") == len(heads)


@pytest.mark.parametrize("made", [events, family.drawn])
def test_no_two_kinds_of_lines_differ_by_their_colour_alone(made):
    lines = made()["styles"]["lines"]
    marks = [re.sub("#[0-9a-f]{6}", "", line_mark(style)) for style in lines.values()]
    assert len(set(marks)) == len(lines)
    assert not any('stroke-dasharray="3 4"' in mark for mark in marks)  # only weak claims look so


def test_a_sign_on_a_line_is_in_picture_and_legend():
    keys = ["Agency/x:a", "Agency/x:b"]
    nodes = {key: network.node(key) for key in keys}
    made = draw_network(Folded(nodes, [Line(*keys, "unclear", ["3 persons"])]), network.WORDS)
    assert ">?</text>" in draw_network_picture(made, WORDS) and ">?</text>" in line_mark(
        made["styles"]["lines"]["unclear"]
    )


def network_looks():
    made = events()
    kinds = {edge["kind"] for edge in made["edges"]}
    return {kind: look for kind, look in made["styles"]["lines"].items() if kind in kinds}


def test_each_mark_leads_to_its_record_and_each_line_to_its_evidence():
    svg = ElementTree.fromstring(draw_network_picture(events(), WORDS))
    linked = [link.get("href") for link in svg.iter(f"{SVG}a")]
    assert "/en/persons/x:a" in linked
    assert len([each for each in linked if each.startswith("/en/evidence/c-")]) == len(events()["edges"])
    assert all(each.text for each in svg.iter(f"{SVG}title"))


def test_what_is_invented_says_so_and_no_text_is_markup():
    drawn = draw_network_picture(events(), WORDS)
    assert "href\u00a0※" in drawn and "<b>" not in drawn and "&lt;Network&gt;" in drawn
    assert "style=" not in drawn


def test_lines_between_the_same_two_records_do_not_cover_each_other_however_far_apart():
    for places in (None, {"Person/x:a": (0, 0), "Person/x:b": (2000, 900)}):
        pair = [each for each in network.LINKS if "Agency" not in each["target"] and "Place" not in each["target"]]
        folded = fold_events([each for each in network.NODES if each["label"] in ("Person", "Event")], pair)
        lines = network_picture_layout(draw_network(folded, network.WORDS, places=places))["lines"]
        turns = [each["path"].partition("Q")[2].rpartition(" ")[0].rpartition(" ")[0] for each in lines]
        assert len(lines) == len(set(turns)) == 3 and turns.count("") == 1


def test_a_network_of_nothing_is_no_picture():
    assert draw_network_picture(draw_network(Folded({}, []), network.WORDS), WORDS) == ""


def test_marks_of_a_legend_are_those_of_the_picture():
    styles = family.drawn()["styles"]
    assert "<path" in node_mark(styles["nodes"]["diamond lost"]) and "stroke-dasharray" in node_mark(
        styles["nodes"]["diamond lost"]
    )
    assert "z" in line_mark(styles["lines"]["after"]) and "stroke-dasharray" in line_mark(styles["lines"]["after"])
    assert "stroke-dasharray" not in line_mark(styles["lines"]["bar"])
    assert 'stroke-dasharray="3 4"' in line_mark(styles["lines"]["bar"], weak=True)


def test_a_long_name_in_a_box_has_several_lines_and_no_box_grows_into_the_next_row():
    long = "MSS teams and offices abroad (arrest and abduction teams, consulate security staff) of the ministry"
    bodies = [{"id": f"x:{n}", "parent": None, "country": "KP"} for n in range(3)]
    nodes = {f"Agency/{each['id']}": network.node(f"Agency/{each['id']}", name=long) for each in bodies}
    places = {f"Agency/{id}": at for id, at in agency_places(bodies).items()}
    made = draw_network(Folded(nodes, []), network.WORDS, places=places)
    assert all(node["label"].count("\n") == 2 and "…" in node["label"] for node in made["nodes"])
    marks = sorted(network_picture_layout(made)["marks"], key=lambda mark: mark["y"])
    assert all(len(mark["lines"]) == 3 and mark["lines"][2].endswith("…") for mark in marks)
    assert all(a["y"] + a["tall"] + a["below"] < b["y"] - b["tall"] for a, b in pairwise(marks))
