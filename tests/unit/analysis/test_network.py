"""The network of transfers."""

import random
from itertools import permutations

import networkx as nx
import pytest

from app.analysis import ANALYSES
from app.analysis.network import NetworkOptions, transfer_graph
from app.analysis.network_measures import betweenness, least_cut
from app.errors import NotFound
from tests.unit.analysis.notebook import Notebook


def network(note, **values):
    return ANALYSES["network"].run(note.book(), **values)


def moved(note, id_, person, start, end, when="2009", **more):
    note.event(id_, person, "transfer", when, given_by=start, given_to=end, **more)


def ties(answer):
    return [(tie["from"].removeprefix("x:"), tie["to"].removeprefix("x:"), tie["persons"]) for tie in answer["ties"]]


def test_a_tie_is_a_transfer_with_its_persons_and_days():
    note = Notebook()
    note.group("crowd", 41, 41)
    moved(note, "1", "p", "county", "province", "2009-03")
    moved(note, "2", "crowd", "county", "province", "2011")
    answer = network(note)
    assert ties(answer) == [("county", "province", 42)]
    tie = answer["ties"][0]
    assert (tie["first"], tie["last"], tie["events"]) == ("2009-03-01", "2011-12-31", ["x:1", "x:2"])
    assert ties(network(note, **{"from": "2010-01-01"})) == [("county", "province", 41)]


def test_an_end_that_is_not_named_is_that_of_the_stage_beside_it():
    note = Notebook()
    note.event("1", "p", "detention", "2008", by="police", at="north")
    note.event("2", "p", "transfer", "2009")
    note.event("3", "p", "detention", "2010", by="bureau", at="south")
    assert ties(network(note)) == [("police", "bureau", 1)]
    assert ties(network(note, level="place")) == [("north", "south", 1)]


def test_an_unknown_end_makes_no_node():
    note = Notebook()
    note.event("1", "p", "detention", "2009", by="police")
    note.event("2", "p", "transfer", "2009", given_to="bureau")
    assert network(note)["nodes"] == []  # nothing puts the two in order
    note.event("3", "q", "transfer", "2009", given_by="police")
    note.event("4", "q", "release", "2010", by="bureau")
    assert network(note)["nodes"] == []


def test_a_stage_in_another_country_is_not_where_a_handover_led():
    note = Notebook()
    note.agency("police", "CN")
    note.event("1", "p", "handover", "2009", given_by="police", country="KP")
    note.event("2", "p", "detention", "2010", by=note.agency("guards", "RU").removeprefix("x:"))
    assert network(note)["ties"] == []


def test_name_periods_are_one_node():
    note = Notebook()
    note.structure("SAME_BODY", "old", "new")
    moved(note, "1", "p", "county", "old")
    moved(note, "2", "q", "county", "new")
    assert ties(network(note)) == [("county", "new", 2)]


def chain():
    note = Notebook()
    for number, (start, end) in enumerate((("a", "b"), ("b", "c"), ("c", "d"), ("a", "c"))):
        moved(note, str(number), f"p{number}", start, end)
    return note


def test_betweenness_is_the_share_of_shortest_ways():
    answer = network(chain())
    # of the 6 ordered pairs without one node: over c go a-d and b-d; over b none, as a-c is a tie
    assert [(node["id"], node["betweenness"]) for node in answer["nodes"]] == [
        ("x:c", pytest.approx(2 / 6)),
        ("x:a", 0),
        ("x:b", 0),
        ("x:d", 0),
    ]
    assert (answer["nodes"][0]["received"], answer["nodes"][0]["passed_on"]) == (2, 1)


def test_cut_points_and_bridges_split_what_hangs_together():
    answer = network(chain())
    assert (answer["cut_points"], answer["bridges"]) == (["x:c"], [["x:c", "x:d"]])


def test_the_least_cut_is_found_by_persons():
    note = chain()
    note.group("many", 10, 10)
    moved(note, "8", "many", "b", "c")
    moved(note, "9", "many", "c", "d")
    answer = network(note, start="x:a", end="x:d")
    assert answer["least_cut"] == {"persons": 2, "ties": [["x:a", "x:b"], ["x:a", "x:c"]]}
    assert network(note, start="x:a", end="x:a")["least_cut"] is None
    with pytest.raises(NotFound):
        network(note, start="x:a", end="x:z")


def test_kinds_and_countries_can_be_the_nodes():
    note = Notebook()
    note.agency("police", "CN", kind="police")
    note.agency("bureau", "KP", kind="secret_police")
    note.agency("prison", "KP", kind="prison_service")
    note.event("1", "p", "handover", "2009", given_by="police", given_to="bureau")
    moved(note, "2", "q", "bureau", "prison")
    rows = network(note, level="country")
    assert [(tie["from"], tie["to"], tie["persons"]) for tie in rows["ties"]] == [("CN", "KP", 1)]
    assert [(node["id"], node["country"], node["name"]) for node in rows["nodes"]] == [
        ("CN", "CN", None),
        ("KP", "KP", None),
    ]
    ends = [(tie["from"], tie["to"]) for tie in network(note, level="kind")["ties"]]
    assert ends == [("police", "secret_police"), ("secret_police", "prison_service")]
    assert network(note, level="kind")["nodes"][0]["country"] is None


@pytest.mark.parametrize("seed", range(0, 1000, 100))
def test_betweenness_and_cuts_equal_networkx_on_random_graphs(seed):
    for number in range(seed, seed + 100):
        rng = random.Random(number)
        size = rng.randint(2, 9)
        pairs = [(f"n{a}", f"n{b}") for a, b in permutations(range(size), 2) if rng.random() < 0.35]
        graph = nx.DiGraph()
        graph.add_nodes_from(["n0", "n1"])
        for a, b in pairs or [("n0", "n1")]:
            graph.add_edge(a, b, persons=rng.randint(1, 9))
        wanted = nx.betweenness_centrality(graph)
        assert betweenness(graph) == pytest.approx(wanted)
        persons, ties = least_cut(graph, "n0", "n1")
        assert persons == nx.minimum_cut_value(graph, "n0", "n1", capacity="persons")
        assert sum(graph.edges[tie]["persons"] for tie in ties) == persons
        graph.remove_edges_from(ties)
        assert not nx.has_path(graph, "n0", "n1")


def test_the_graph_itself_can_be_worked_with():
    graph = transfer_graph(chain().book(), NetworkOptions())
    assert nx.has_path(graph, "x:a", "x:d") and not nx.has_path(graph, "x:d", "x:a")


def test_an_empty_network_is_an_answer():
    answer = network(Notebook())
    assert (answer["nodes"], answer["ties"], answer["cut_points"], answer["bridges"]) == ([], [], [], [])


def test_a_person_moved_twice_between_the_same_two_counts_once():
    note = Notebook()
    for year in ("2006", "2008"):
        note.event(f"{year}-1", "p", "handover", f"{year}-03", given_by="police", given_to="bureau", country="KP")
        note.event(f"{year}-2", "p", "release", f"{year}-06")
    answer = ANALYSES["network"].run(note.book())
    assert [(tie["persons"], len(tie["events"])) for tie in answer["ties"]] == [(1, 2)]
    assert {row["id"]: (row["received"], row["passed_on"]) for row in answer["nodes"]} == {
        "x:bureau": (1, 0),
        "x:police": (0, 1),
    }
