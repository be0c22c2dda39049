"""A family as a network: every person once, the bars of a couple and of siblings, an arrow for each punishment."""

from app.views import draw_family_network
from app.views.family_tree import Tree

TREE = Tree({"f": 1950, "m": 1952, "a": 1975, "b": 1977}, [(p, c) for p in "fm" for c in "ab"], [("f", "m")])


def person(name, **more):
    base = {"label": name, "name": name, "what": "", "sex": "male", "fate": "unknown", "address": f"/p/{name}"}
    return {**base, "marks": [], "trigger": False, "invented": False, **more}


PERSONS = {
    "f": person("f", fate="dead"),
    "m": person("m", sex="female"),
    "a": person("a" * 40, trigger=True),
    "b": person("b", sex=None, fate="disappeared"),
}
LINKS = [
    {"from": "a", "to": "b", "documented": True, "text": "x", "claims": ["c-x"]},
    {"from": "a", "to": "f", "documented": False, "text": "y", "claims": ["c-y"]},
]
TOLD = {
    pair: {"text": "–".join(pair), "claims": [f"c-{a}{b}" for a, b in [pair]]} for pair in [("f", "m"), *TREE.parents]
}


def drawn():
    return draw_family_network(TREE, PERSONS, LINKS, TOLD)


def test_a_line_carries_the_claims_of_all_ties_that_it_stands_for():
    told = {edge["text"]: edge["claims"] for edge in drawn()["edges"] if edge["text"]}
    assert told["f–m"] == ("c-fm",) and told["f–a; m–a"] == ("c-fa", "c-ma") and told["x"] == ("c-x",)


def test_every_person_stands_once_at_a_place_of_the_chart():
    people = [node for node in drawn()["nodes"] if node["name"]]
    assert sorted(node["id"] for node in people) == ["a", "b", "f", "m"]
    assert len({(node["x"], node["y"]) for node in people}) == 4
    rows = {node["id"]: node["y"] for node in people}
    assert rows["f"] == rows["m"] < rows["a"] == rows["b"]


def test_marks_are_shapes_before_colours_and_long_names_are_cut():
    node = {each["id"]: each for each in drawn()["nodes"]}
    assert [node[id]["shape"] for id in "fmab"] == ["square", "dot", "square", "diamond"]
    look = {id: drawn()["styles"]["nodes"][each["group"]] for id, each in node.items()}
    assert [look[id]["shape"] for id in "fmab"] == ["square", "dot", "square", "diamond"]
    assert look["b"]["shapeProperties"] == {"borderDashes": [4, 3]} and look["a"]["borderWidth"] == 4
    assert node["a"]["label"].endswith("…") and node["a"]["name"] == "a" * 40


def test_there_is_an_arrow_for_each_punishment_and_none_for_kinship():
    edges, lines = drawn()["edges"], drawn()["styles"]["lines"]
    arrows = [edge for edge in edges if lines[edge["kind"]]["arrows"]]
    assert [(edge["from"], edge["to"], "dashes" in lines[edge["kind"]]) for edge in arrows] == [
        ("a", "b", False),
        ("a", "f", True),
    ]
    helpers = {node["id"] for node in drawn()["nodes"] if not node["name"]}
    assert all({edge["from"], edge["to"]} & helpers or {edge["from"], edge["to"]} == {"f", "m"} for edge in edges
               if edge not in arrows)  # fmt: skip


def test_nothing_moves_and_the_same_family_gives_the_same_network():
    assert drawn() == drawn() and drawn()["physics"] is False


def test_two_punishments_of_the_same_two_persons_do_not_cover_each_other():
    edges = draw_family_network(TREE, PERSONS, [LINKS[0], LINKS[0]], TOLD)["edges"]
    assert [edge["bow"] for edge in edges if edge["kind"] == "punished"] == [2, 3]
