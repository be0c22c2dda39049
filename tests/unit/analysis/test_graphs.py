"""Answers as NetworkX graphs: the cascade forest is that of the oracle, kinship has the ties of the snapshot."""

import networkx as nx

from app.analysis import Casebook, cascade_graph, kin_graph
from app.analysis.cascades import CascadeOptions
from tests.unit.analysis import oracle
from tests.unit.analysis.notebook import Notebook
from tests.unit.analysis.random_cases import as_snapshot, random_case


def test_the_cascade_forest_is_that_of_the_oracle():
    seen = 0
    for seed in range(60):
        case = random_case(seed)
        graph = cascade_graph(Casebook.of(as_snapshot(case)), CascadeOptions(max_chon=3, window_days=6))
        found = {node: (data["step"], up) for up, node, data in graph.edges(data=True)}
        assert found == oracle.cascade(case, oracle.links(case, 3, 6))
        assert not graph or nx.is_forest(graph)
        persons = {event.id: event.person for event in case.events}
        assert all(data["person"] == persons.get(node, node) for node, data in graph.nodes(data=True))
        seen += len(found)
    assert seen > 30


def test_a_root_that_is_only_a_person_has_no_day():
    note = Notebook()
    note.person("a")
    note.event("1", "b", "arrest", "2009-01-01")
    note.because("1", person="a")
    graph = cascade_graph(note.book())
    assert graph.nodes["x:a"] == {"person": "x:a", "kind": None, "earliest": None, "latest": None}
    assert graph.nodes["x:1"]["earliest"] == "2009-01-01"
    assert graph.edges["x:a", "x:1"] == {"step": "link", "link_class": "documented", "chon": None}


def test_kinship_is_a_graph_of_its_ties_without_rumours_and_friends():
    note = Notebook()
    note.parent("mother", "son")
    note.spouses("father", "mother")
    note.kin("KNOWS", "son", "friend", term="friend")
    note.kin("PARENT_OF", "other", "son", grade="unlikely")
    graph = kin_graph(note.book())
    assert sorted(graph.edges(keys=True)) == [
        ("x:father", "x:mother", "SPOUSE_OF"),
        ("x:mother", "x:son", "PARENT_OF"),
    ]
    assert graph.edges["x:mother", "x:son", "PARENT_OF"]["nature"] == "birth"
    assert "x:friend" in graph
