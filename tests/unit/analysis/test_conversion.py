"""Every analysis works from a NetworkX graph too."""

import networkx as nx
import pytest

from app.analysis import ANALYSES, snapshot_of
from app.analysis.sample import sample_case, sample_rows
from app.domain.snapshot import SCHEMAS, Snapshot
from app.errors import InvalidParameter
from tests.unit.analysis.notebook import Notebook

ASKED = {
    "kin": {"a": "x:ben", "b": "x:dan"},
    "connect": {"a": "x:ben", "b": "x:dan"},
    "trail": {"person": "x:ben"},
    "presence": {"agency": "x:police"},
    "rests_on": {"person": "x:ben"},
}


def everything():
    """A snapshot with a row in each table."""
    note = Notebook()
    note.parent("a", "b")
    note.member("MEMBER_OF", "a", "family")
    note.structure("WITHIN", "town", "land")
    note.event("1", "b", "arrest", "2009", by="police", at="town")
    note.because("1", person="a")
    note.source("s", "2010")
    note.add("derivations", a="x:s", b="x:t")
    note.add("Source", id="x:t")
    note.add("Case", id="x:case")
    return note.snapshot()


def test_a_snapshot_survives_the_way_to_a_graph_and_back():
    snapshot = everything()
    back = snapshot_of(snapshot.to_networkx())
    assert back.data_version == snapshot.data_version
    for table in SCHEMAS:
        key = [name for name in ("type", "id", "a", "b") if name in SCHEMAS[table].names]

        def order(row, key=key):
            return [row[name] or "" for name in key]

        assert sorted(back.rows(table), key=order) == sorted(snapshot.rows(table), key=order), table


@pytest.mark.parametrize("name", [name for name in ANALYSES if name != "rests_on"])  # a graph holds no claims
def test_answers_are_the_same_from_a_graph(name):
    graph = Snapshot.from_rows(sample_rows(), data_version=1).to_networkx()
    assert ANALYSES[name].run(graph, **ASKED.get(name, {})) == ANALYSES[name].run(sample_case(), **ASKED.get(name, {}))


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (lambda graph: graph.add_node("Ada"), "no `Label/id`"),
        (lambda graph: graph.add_node("Robot/x:1"), "no `Label/id`"),
        (lambda graph: graph.add_edge("Person/x:1", "Person/x:2", key="LIKES"), "no tie type"),
    ],
    ids=["no label", "other label", "other tie"],
)
def test_another_graph_is_refused(build, reason):
    graph = nx.MultiDiGraph()
    build(graph)
    with pytest.raises(InvalidParameter, match=reason):
        snapshot_of(graph)


def test_a_plain_graph_is_refused():
    with pytest.raises(InvalidParameter, match="no directed multigraph"):
        ANALYSES["chains"].run(nx.Graph())


def test_what_the_columns_do_not_know_is_left_out():
    graph = nx.MultiDiGraph()
    graph.add_node("Person/x:1", label="Person", id="x:1", colour="red")
    assert snapshot_of(graph).rows("Person")[0]["id"] == "x:1"


class Key:
    """A node key that is no text; its text is a label and an id."""

    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text


def test_rows_keep_the_order_of_the_graph_whatever_is_told_of_each():
    graph = nx.MultiDiGraph()
    told = [{}, {"name": "A"}, {"sex": "male", "name": "B"}, {"name": "C"}, {"name": "D", "sex": "female"}, {}]
    for number, attributes in enumerate(told):
        graph.add_node(f"Person/x:{number}", **attributes)
    table = snapshot_of(graph).tables["Person"]
    found = table.select(["id", "name", "sex"]).to_pylist()
    assert found == [
        {"id": f"x:{number}", "name": each.get("name"), "sex": each.get("sex")} for number, each in enumerate(told)
    ]


def test_more_combinations_of_attributes_than_are_kept_apart_are_read_all_the_same():
    graph = nx.MultiDiGraph()
    names = ("name", "sex", "birth", "death", "nationality", "occupation", "note")
    for number in range(128):
        known = {name: f"{name} {number}" for place, name in enumerate(names) if number >> place & 1}
        graph.add_node(f"Person/x:{number}", **known)
    for row in snapshot_of(graph).rows("Person"):
        number = int(row["id"][2:])
        for place, name in enumerate(names):
            assert row[name] == (f"{name} {number}" if number >> place & 1 else None)


def test_keys_that_are_no_text_are_read_as_text():
    graph = nx.MultiDiGraph()
    mother, child = Key("Person/x:m"), Key("Person/x:c")
    graph.add_edge(mother, child, key="PARENT_OF")
    graph.add_edge(Key("Event/x:1"), Key("Event/x:2"), key="BECAUSE_OF")
    tables = snapshot_of(graph).tables
    assert tables["kinship"].select(["a", "b"]).to_pylist() == [{"a": "x:m", "b": "x:c"}]
    assert tables["because_of"].select(["a", "b", "b_label"]).to_pylist() == [
        {"a": "x:1", "b": "x:2", "b_label": "Event"}
    ]
