import networkx as nx
import pytest

from app.errors import InvalidParameter
from app.services.subgraph_shapes import SUBGRAPH_FORMATS, generate_subgraph

SUBGRAPH = {
    "data_version": 7,
    "seeds": ["Person/x:a"],
    "depth": 1,
    "truncated": True,
    "left_out": {"Event": 3},
    "left_out_at_least": False,
    "nodes": [
        {"key": "Person/x:a", "label": "Person", "id": "x:a", "distance": 0, "name": "A"},
        {"key": "Person/x:b", "label": "Person", "id": "x:b", "distance": 1},
    ],
    "links": [
        {"source": "Person/x:a", "target": "Person/x:b", "type": "PARENT_OF", "claims": ["c"]},
        {"source": "Person/x:a", "target": "Person/x:b", "type": "KIN_OF", "term": "relative"},
    ],
}
READERS = {"node_link": nx.node_link_graph, "cytoscape": nx.cytoscape_graph}


@pytest.mark.parametrize("format", SUBGRAPH_FORMATS)
def test_networkx_reads_the_same_graph_from_every_format(format):
    graph = READERS[format](generate_subgraph(SUBGRAPH, format))
    assert set(graph.nodes) == {"Person/x:a", "Person/x:b"}
    assert sorted(key for _, _, key in graph.edges(keys=True)) == ["KIN_OF", "PARENT_OF"]
    assert graph.nodes["Person/x:a"]["record"] == "x:a"


@pytest.mark.parametrize("format", SUBGRAPH_FORMATS)
def test_what_was_left_out_is_told_in_every_format(format):
    made = generate_subgraph(SUBGRAPH, format)
    assert (made["truncated"], made["left_out"]) == (True, {"Event": 3})


def test_another_format_is_refused_with_those_there_are():
    with pytest.raises(InvalidParameter, match="cytoscape"):
        generate_subgraph(SUBGRAPH, "pickle")
