import json
from dataclasses import replace
from itertools import combinations, pairwise
from math import dist
from random import Random
from statistics import median

import pytest

from app.views.network import MOST_MOVING_NODES, NetworkWords, draw_network
from app.views.network_fold import Folded, Line, fold_events, keep_nodes, nearest, steps_from
from app.views.network_layout import ring_positions, settled_positions
from app.views.network_pack import PAGE_FACTS, pack_network

WORDS = NetworkWords(
    name=lambda node: node.get("name") or node["id"],
    line=lambda kind, code: code,
    address=lambda node: f"/en/persons/{node['id']}",
)


def node(key, **more):
    label, _, id = key.partition("/")
    return {"key": key, "label": label, "id": id, **more}


def link(source, kind, target, **more):
    return {"source": source, "target": target, "type": kind, **more}


NODES = [
    node("Person/x:a", name="A"),
    node("Person/x:b", name="B", invented=True),
    node("Event/x:arrest", kind="arrest", begin="2009-06"),
    node("Event/x:act", kind="escape"),
    node("Event/x:over", kind="handover"),
    node("Agency/x:police", name="Police"),
    node("Place/x:camp", name="Camp", kind="facility"),
]
LINKS = [
    link("Person/x:a", "PARENT_OF", "Person/x:b", nature="adoptive"),
    link("Person/x:b", "SUBJECT_OF", "Event/x:arrest"),
    link("Person/x:a", "SUBJECT_OF", "Event/x:act"),
    link("Person/x:b", "SUBJECT_OF", "Event/x:over"),
    link("Event/x:arrest", "BY_AGENCY", "Agency/x:police", grade="unlikely"),
    link("Event/x:arrest", "AT_PLACE", "Place/x:camp", invented=True),
    link("Event/x:arrest", "BECAUSE_OF", "Event/x:act"),
    link("Event/x:arrest", "BY_PERSON", "Person/x:a", role="informer"),
    link("Event/x:over", "FROM_AGENCY", "Agency/x:police"),
]


def lines(folded):
    return {(line.start.partition("/")[2], line.kind, line.end.partition("/")[2]): line for line in folded.lines}


def test_events_become_lines_between_persons_agencies_and_places():
    folded = fold_events(NODES, LINKS)
    assert set(lines(folded)) == {
        ("x:a", "kinship", "x:b"),
        ("x:b", "custody", "x:police"),
        ("x:b", "handover", "x:police"),
        ("x:b", "place", "x:camp"),
        ("x:a", "punished", "x:b"),
        ("x:a", "acted", "x:b"),
    }
    assert all(not key.startswith("Event/") for key in folded.nodes)


def test_a_line_knows_its_events_dates_words_and_how_weak_it_is():
    found = lines(fold_events(NODES, LINKS))
    custody = found["x:b", "custody", "x:police"]
    assert (custody.words, custody.events, custody.when, custody.weak) == (["arrest"], ["x:arrest"], ["2009-06"], True)
    assert found["x:a", "kinship", "x:b"].words == ["adoptive_parent"]
    assert found["x:a", "acted", "x:b"].words == ["informer"]
    assert found["x:b", "place", "x:camp"].invented is True
    assert found["x:a", "punished", "x:b"].weak is False


def test_a_reason_that_is_only_a_person_is_drawn_from_that_person():
    more = [*LINKS[:-3], link("Event/x:over", "BECAUSE_OF", "Person/x:a")]
    assert ("x:a", "punished", "x:b") in lines(fold_events(NODES, more))


def test_an_event_without_its_person_is_left_out():
    assert fold_events(NODES[2:], [LINKS[4]]).lines == []


def chain(length):
    keys = [f"Person/x:{n:04}" for n in range(length)]
    return Folded(
        {key: node(key) for key in keys},
        [Line(a, b, "kinship", ["parent"], ties=1) for a, b in pairwise(keys)],
    )


def test_the_nearest_come_first_and_seeds_stay():
    folded = chain(10)
    assert steps_from(folded, ["Person/x:0004"])["Person/x:0000"] == 4
    assert sorted(nearest(folded, ["Person/x:0004"], most=3, steps=2).nodes) == [
        "Person/x:0003",
        "Person/x:0004",
        "Person/x:0005",
    ]
    assert len(nearest(folded, ["Person/x:0004"], most=99, steps=2).nodes) == 5
    assert keep_nodes(folded, {"Person/x:0000"}).lines == []


@pytest.mark.parametrize(("positions", "tied"), [(ring_positions, 300), (settled_positions, 100)])
def test_positions_are_the_same_each_time_and_no_two_nodes_share_one(positions, tied):
    star = Folded(
        {key: node(key) for key in ["Person/x:c", *(f"Person/x:{n}" for n in range(tied)), "Person/x:alone"]},
        [Line("Person/x:c", f"Person/x:{n}", "kinship") for n in range(tied)],
    )
    placed = positions(star, "Person/x:c")
    assert placed == positions(star, "Person/x:c")
    assert len(set(placed.values())) == tied + 2
    assert placed["Person/x:c"] == (0, 0)
    assert positions(Folded({}, []), "Person/x:c") == {}
    assert positions(Folded({"Person/x:c": node("Person/x:c")}, []), "Person/x:c") == {"Person/x:c": (0, 0)}


@pytest.mark.parametrize("seed", range(20))
def test_forces_bring_tied_nodes_nearer_than_others_and_let_none_lie_upon_another(seed):
    rng = Random(seed)
    keys = [f"Person/x:{n:03}" for n in range(rng.randint(10, 80))]
    lines = [Line(key, keys[rng.randrange(at)], "kinship") for at, key in enumerate(keys) if at]
    placed = settled_positions(Folded({key: node(key) for key in keys}, lines), keys[0])
    tied = {frozenset((line.start, line.end)) for line in lines}
    apart = {frozenset(pair): dist(placed[pair[0]], placed[pair[1]]) for pair in combinations(keys, 2)}
    near, far = (median(far for pair, far in apart.items() if (pair in tied) is is_tied) for is_tied in (True, False))
    assert near < 0.5 * far
    assert min(apart.values()) > 10


def test_what_is_added_to_a_large_network_moves_nothing_and_to_a_small_one_does():
    small, large = chain(5), chain(MOST_MOVING_NODES + 1)
    drawn = draw_network(small, WORDS, focus="Person/x:0000")
    assert drawn["physics"] is True and drawn["options"]["physics"]["stabilization"] is False
    assert {each["id"]: (each["x"], each["y"]) for each in drawn["nodes"]} == settled_positions(small, "Person/x:0000")
    drawn = draw_network(large, WORDS, focus="Person/x:0000")
    assert drawn["physics"] is False and drawn["options"]["physics"] is False
    assert all({"x", "y"} <= set(each) for each in drawn["nodes"])


def test_every_line_is_drawn_also_between_the_same_two_nodes():
    drawn = draw_network(fold_events(NODES, LINKS), WORDS, focus="Person/x:a")
    between = [edge for edge in drawn["edges"] if {edge["from"], edge["to"]} == {"Person/x:a", "Person/x:b"}]
    assert len(drawn["edges"]) == 6
    assert len({edge["bow"] for edge in between}) == 3


def test_names_are_plain_text_and_invented_records_say_so():
    drawn = draw_network(fold_events([*NODES[:1], node("Person/x:b", name="<b>href", invented=True)], LINKS[:1]), WORDS)
    second = next(each for each in drawn["nodes"] if each["id"] == "Person/x:b")
    assert (second["label"], second["name"]) == ("<b>href\u00a0※", "<b>href")
    assert second["invented"] is True
    assert "html" not in json.dumps(drawn).lower()


def test_red_means_punished_or_handed_over_only():
    drawn = draw_network(fold_events(NODES, LINKS), WORDS)
    lines = drawn["styles"]["lines"]
    red = {edge["kind"] for edge in drawn["edges"] if lines[edge["kind"]]["color"] == "#b3261e"}
    assert red == {"punished", "handover"}


def test_who_only_dealt_with_a_case_held_nobody():
    nodes = [node("Person/x:a"), node("Event/x:un", kind="un_communication"), node("Agency/x:wg")]
    told = [link("Person/x:a", "SUBJECT_OF", "Event/x:un"), link("Event/x:un", "BY_AGENCY", "Agency/x:wg")]
    assert [line.kind for line in fold_events(nodes, told).lines] == ["dealt"]


def unpacked(table):
    count, columns = table["count"], {name: column for name, column in table.items() if name != "count"}

    def value(column, row):
        if isinstance(column, list):
            return column[row]
        return column["all"] if "all" in column else column["of"][column["at"][row]]

    return [{name: value(column, row) for name, column in columns.items()} for row in range(count)]


def test_columns_hold_what_the_rows_held_and_styles_stand_there_once():
    drawn = draw_network(fold_events(NODES, LINKS), WORDS, focus="Person/x:a")
    packed = pack_network(drawn, PAGE_FACTS)
    nodes = unpacked(packed["nodes"])
    assert [(each["id"], each["name"], each["x"], each["group"]) for each in nodes] == [
        (each["id"], each["name"], each["x"], each["group"]) for each in drawn["nodes"]
    ]
    assert [
        (nodes[edge["from"]]["id"], edge["kind"], nodes[edge["to"]]["id"]) for edge in unpacked(packed["edges"])
    ] == [(edge["from"], edge["kind"], edge["to"]) for edge in drawn["edges"]]
    assert all(type(each["x"]) is int and type(each["y"]) is int for each in drawn["nodes"])
    assert set(packed["styles"]["nodes"]) == {"Person", "Agency", "Facility"}
    assert json.dumps(packed).count("borderWidth") == 1
    assert pack_network({**drawn, "nodes": [], "edges": []})["nodes"]["count"] == 0


def test_a_trigger_and_someone_lost_look_so():
    marked = Folded({"Person/x:a": node("Person/x:a", marks=["trigger", "lost"])}, [])
    drawn = draw_network(marked, WORDS)
    assert [each["group"] for each in drawn["nodes"]] == ["Person trigger lost"]
    look = drawn["styles"]["nodes"]["Person trigger lost"]
    assert (look["borderWidth"], look["shapeProperties"]) == (3, {"borderDashes": [4, 3]})


def test_many_nodes_take_little_room():
    """Twenty bytes of words a node and a line: 120 bytes for both is a fifth of a list of styled rows."""
    drawn = draw_network(chain(2_000), WORDS, focus="Person/x:0000")
    assert len(json.dumps(pack_network(drawn), separators=(",", ":"))) < 120 * 2_000


def test_the_days_of_a_line_are_told_in_the_words_of_the_page():
    words = replace(WORDS, day=lambda text: f"<{text}>")
    edges = draw_network(fold_events(NODES, LINKS), words)["edges"]
    assert "arrest · <2009-06>" in [edge["text"] for edge in edges]
