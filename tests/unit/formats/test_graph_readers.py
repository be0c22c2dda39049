"""Facts about graphs in: files that NetworkX and igraph write, kept as they are, with nothing joined or made up."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InvalidDocument
from app.formats import format_of
from app.formats.base import FileNote, FileRow
from app.formats.gexf_reader import read_graph_gexf, read_raw_gexf, recognise_gexf
from app.formats.graph_cells import as_text, texts_of
from app.formats.graph_file import GraphFile
from app.formats.graphml_reader import read_graph_graphml, read_raw_graphml, recognise_graphml
from app.formats.json_graph_reader import read_graph_node_link, read_raw_node_link, recognise_node_link
from tests.unit.formats.graph_samples import SAMPLES

Cells = dict[str, str]


def write_node_link(graph: nx.Graph, path: Path) -> None:
    path.write_text(json.dumps(nx.node_link_data(graph)), encoding="utf-8")


def write_igraph(graph: nx.Graph, path: Path) -> None:
    igraph.Graph.from_networkx(graph).write_graphml(str(path))


READERS: dict[str, Callable[[Path], GraphFile]] = {
    "graphml": read_graph_graphml,
    "gexf": read_graph_gexf,
    "node-link": read_graph_node_link,
}
RAW = {"graphml": read_raw_graphml, "gexf": read_raw_gexf, "node-link": read_raw_node_link}
RECOGNISED = {"graphml": recognise_graphml, "gexf": recognise_gexf, "node-link": recognise_node_link}
#: Who writes which format.
WRITERS: dict[str, tuple[str, Callable[[nx.Graph, Path], None]]] = {
    "networkx-graphml": ("graphml", nx.write_graphml),
    "networkx-gexf": ("gexf", nx.write_gexf),
    "networkx-gexf-1.1": ("gexf", lambda graph, path: nx.write_gexf(graph, path, version="1.1draft")),
    "networkx-node-link": ("node-link", write_node_link),
    "igraph-graphml": ("graphml", write_igraph),
}


def rows_of(graph: GraphFile) -> tuple[list[Cells], list[Cells]]:
    """Return the cells of nodes and edges of a graph without problems."""
    nodes, edges = list(graph.nodes()), list(graph.edges())
    assert [item for item in (*nodes, *edges) if isinstance(item, FileNote) or item.problem] == []
    return [n.cells for n in nodes if isinstance(n, FileRow)], [edge.cells for edge in edges]


def told(items: Iterable[FileRow | FileNote]) -> list[tuple[int | None, str]]:
    """Return row and word of everything that is wrong or odd."""
    wrong = [(item.row, item.note if isinstance(item, FileNote) else item.problem) for item in items]
    return [(row, problem.code) for row, problem in wrong if problem is not None]


def people() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_node("p1", name="<b>Kim</b>", born=1950, height=1.5, alive=True)
    graph.add_node("p2", name="=1+1", alive=False)
    graph.add_node("p3", name="김")
    graph.add_edge("p1", "p2", rel="parent", weight=2.0)
    graph.add_edge("p1", "p2", rel="teacher")
    graph.add_edge("p2", "p3", rel="spouse")
    return graph


@pytest.mark.parametrize("writer", WRITERS)
def test_attributes_of_any_type_and_parallel_edges_are_kept(writer: str, tmp_path: Path) -> None:
    format, write = WRITERS[writer]
    write(people(), tmp_path / "graph")
    nodes, edges = rows_of(READERS[format](tmp_path / "graph"))
    by_name = {node["name"]: node for node in nodes}
    assert by_name.keys() == {"<b>Kim</b>", "=1+1", "김"}
    first = by_name["<b>Kim</b>"]
    assert (first["born"], first["height"], first["alive"]) == ("1950", "1.5", "true")
    name = {node["id"]: node["name"] for node in nodes}
    assert sorted((name[e["source"]], e["rel"], name[e["target"]]) for e in edges) == [
        ("<b>Kim</b>", "parent", "=1+1"),
        ("<b>Kim</b>", "teacher", "=1+1"),
        ("=1+1", "spouse", "김"),
    ]
    assert {edge["directed"] for edge in edges} == {"true"}


@pytest.mark.parametrize("writer", WRITERS)
def test_an_undirected_graph_says_so(writer: str, tmp_path: Path) -> None:
    format, write = WRITERS[writer]
    write(nx.Graph([("a", "b")]), tmp_path / "graph")
    _, edges = rows_of(READERS[format](tmp_path / "graph"))
    assert [edge["directed"] for edge in edges] == ["false"]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_file_is_recognised_by_its_content_alone(writer: str, tmp_path: Path) -> None:
    format, write = WRITERS[writer]
    write(people(), tmp_path / "any.name")
    assert [name for name, recognise in RECOGNISED.items() if recognise(tmp_path / "any.name")] == [format]


@pytest.mark.parametrize("format", RECOGNISED)
@pytest.mark.parametrize("content", [b"", b"\x00", b"<", b"{", b"\xff\xfe", b"a,b\n", b"<gr\x00", b'{"nodes": 1}'])
def test_recognising_never_raises(format: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    assert not RECOGNISED[format](tmp_path / "file")
    assert not RECOGNISED[format](tmp_path / "nothing there")
    assert not RECOGNISED[format](tmp_path)


def test_cytoscape_json_is_no_node_link_json(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(json.dumps(nx.cytoscape_data(people())))
    assert not recognise_node_link(tmp_path / "file")


@pytest.mark.parametrize("format", READERS)
def test_a_record_for_a_mapping_says_whether_it_is_a_node_or_an_edge(format: str, tmp_path: Path) -> None:
    write = {"graphml": nx.write_graphml, "gexf": nx.write_gexf, "node-link": write_node_link}[format]
    write(people(), tmp_path / "graph")
    records = [item.cells for item in RAW[format](tmp_path / "graph") if isinstance(item, FileRow)]
    assert [record["element"] for record in records] == ["node"] * 3 + ["edge"] * 3
    with pytest.raises(InvalidDocument, match="no such file"):
        next(RAW[format](tmp_path / "nothing there"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_is_wrong_is_told_with_its_place(sample: str, tmp_path: Path) -> None:
    format, text, expected = SAMPLES[sample]
    (tmp_path / "graph").write_text(text, encoding="utf-8")
    assert told(READERS[format](tmp_path / "graph").items()) == expected


@pytest.mark.parametrize("sample", [name for name, (_, _, expected) in SAMPLES.items() if expected])
def test_a_mapping_is_given_all_that_is_wrong_with_its_place(sample: str, tmp_path: Path) -> None:
    format, text, expected = SAMPLES[sample]
    (tmp_path / "graph").write_text(text, encoding="utf-8")
    assert told(RAW[format](tmp_path / "graph")) == expected


GRAPHML_DETAILS = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="kind" attr.type="string"><default>person</default></key>
<key id="d1" for="all" attr.name="ok" attr.type="boolean"><default>0</default></key>
<key id="d2" for="node" attr.name="id" attr.type="string"/>
<key id="d3" for="node" attr.name="kind" attr.type="string"/>
<key id="d4" for="edge" attr.name="kind" attr.type="string"/>
<key id="d5" for="graph" attr.name="about" attr.type="string"><default>x</default></key>
<key id="d6" for="node"/>
<graph edgedefault="directed"><data key="d5">whole</data>
<edge source="b" target="a" id="e" directed="false"><data key="d4">spouse</data></edge>
<node id="a"><data key="d2">own</data><data key="d6">plain</data>
<graph edgedefault="undirected"><data key="d5">inner</data><node id="b"><data key="d0">group</data></node>
<edge source="a" target="b"/></graph>
</node></graph></graphml>"""


def test_graphml_defaults_inner_graphs_and_clashing_names(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text(GRAPHML_DETAILS)
    nodes, edges = rows_of(read_graph_graphml(tmp_path / "graph"))
    assert nodes == [
        {"id": "b", "parent": "a", "kind": "group", "ok": "false"},
        {"id": "a", "attr.id": "own", "d6": "plain", "kind": "person", "ok": "false"},
    ]
    assert edges == [
        {"source": "b", "target": "a", "id": "e", "directed": "false", "kind": "spouse", "ok": "false"},
        {"source": "a", "target": "b", "directed": "false", "ok": "false"},
    ]


GEXF_DETAILS = """<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="undirected" mode="dynamic">
<attributes class="node" mode="dynamic"><attribute id="0" title="job" type="string"><default>none</default></attribute>
<attribute id="1" title="label" type="string"/><attribute id="2" title="label" type="string"/></attributes>
<attributes class="edge"><attribute id="0" title="since" type="integer"/></attributes>
<nodes>
<node id="a" label="A" start="2001-01-01"><attvalues><attvalue for="0" value="smith" start="2001" end="2002"/>
<attvalue for="0" value="miner" start="2002"/><attvalue for="1" value="own"/></attvalues>
<viz:color r="1" g="2" b="3"/><spells><spell start="1999-01-01" end="2000-01-01"/><spell end="2005-01-01"/></spells>
<nodes><node id="b"/></nodes></node>
<node id="c" pid="a"/>
</nodes>
<edges><edge id="e" source="a" target="b" type="directed" weight="2" kind="kin"><attvalues><attvalue for="0" value="5"/>
</attvalues></edge><edge source="b" target="c" type="mutual"/></edges></graph></gexf>"""


def test_gexf_spells_values_over_time_inner_nodes_and_clashing_names(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text(GEXF_DETAILS)
    nodes, edges = rows_of(read_graph_gexf(tmp_path / "graph"))
    assert nodes == [
        {"id": "b", "parent": "a", "job": "none"},
        {
            "id": "a",
            "gexf_label": "A",
            "job": "smith|miner",
            "label": "own",
            "end": "2005-01-01",
        },
        {"id": "c", "parent": "a", "job": "none"},
    ]
    assert edges == [
        {"source": "a", "target": "b", "id": "e", "directed": "true", "weight": "2", "kind": "kin", "since": "5"},
        {"source": "b", "target": "c", "directed": "false"},
    ]


def test_json_values_of_every_kind_become_text(tmp_path: Path) -> None:
    node = {
        "id": 7,
        "none": None,
        "list": ["a", "b"],
        "bars": ["a|b"],
        "object": {"k": [1]},
        "big": 1e22,
        "source": "s",
    }
    edges = [{"source": 7, "target": 7, "key": 0}]
    (tmp_path / "graph").write_text("\ufeff" + json.dumps({"links": edges, "nodes": [node], "graph": {}}))
    nodes, found = rows_of(read_graph_node_link(tmp_path / "graph"))
    assert nodes == [
        {
            "id": "7",
            "none": "",
            "list": "a|b",
            "bars": '["a|b"]',
            "object": '{"k":[1]}',
            "big": "10000000000000000000000",
            "attr.source": "s",
        }
    ]
    assert found == [{"source": "7", "target": "7", "key": "0"}]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6), max_size=4))
def test_a_list_of_texts_is_read_back_from_its_cell(texts: list[str]) -> None:
    assert texts_of(as_text(texts)) == texts


def test_a_cell_that_only_looks_like_json_is_one_text() -> None:
    assert texts_of("[a") == ["[a"]
    assert texts_of("[1, null]") == ["1", ""]


_VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=8),
    st.integers(-(2**31), 2**31 - 1),
    st.booleans(),
)
_NODES = st.dictionaries(
    st.sampled_from("abcdef"), st.dictionaries(st.sampled_from(["name", "x"]), _VALUES), min_size=1
)


@st.composite
def random_graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Draw a graph whose attributes have one type each, as igraph wants."""
    graph = nx.MultiDiGraph()
    type_of = {"name": str, "x": draw(st.sampled_from([str, int, bool]))}
    nodes = draw(_NODES)
    for node, values in nodes.items():
        graph.add_node(node, **{name: value for name, value in values.items() if type(value) is type_of[name]})
    ends = st.sampled_from(sorted(nodes))
    for start, end, rel in draw(st.lists(st.tuples(ends, ends, st.sampled_from(["p", "q"])), max_size=8)):
        graph.add_edge(start, end, rel=rel)
    return graph


@settings(max_examples=40)
@given(random_graphs())
@pytest.mark.parametrize("writer", [name for name in WRITERS if name != "networkx-gexf-1.1"])
def test_any_graph_of_another_library_is_read_as_it_is(
    tmp_path_factory: Any, writer: str, graph: nx.MultiDiGraph
) -> None:
    format, write = WRITERS[writer]
    path = tmp_path_factory.mktemp("graphs") / "graph"
    write(graph, path)
    nodes, edges = rows_of(READERS[format](path))
    id = {node["id"]: node.get("_nx_name", node["id"]) for node in nodes}
    assert sorted(id.values()) == sorted(graph)
    asked = sorted((start, data["rel"], end) for start, end, data in graph.edges(data=True))
    assert sorted((id[edge["source"]], edge["rel"], id[edge["target"]]) for edge in edges) == asked
    for node in nodes:
        for name, value in graph.nodes[id[node["id"]]].items():
            assert node[name] == as_text(value)


@pytest.mark.parametrize(
    ("spells", "start", "end"),
    [
        ('<spell start="9" end="10"/><spell start="11.5" end="100"/>', "9", "100"),
        ('<spell end="1990-01-01"/><spell start="1995-01-01" end="1999-01-01"/>', None, "1999-01-01"),
        ('<spell startopen="2001-02-03"/>', "2001-02-03", None),
        ("<spell/>", None, None),
    ],
    ids=["numbers", "open before", "open after", "always"],
)
def test_spells_of_gexf_are_ordered_in_time_and_an_open_side_stays_open(
    spells: str, start: str | None, end: str | None, tmp_path: Path
) -> None:
    node = f'<node id="a" start="7"><spells>{spells}</spells></node>'
    (tmp_path / "graph").write_text(f'<gexf version="1.3"><graph><nodes>{node}</nodes></graph></gexf>')
    (found,), _ = rows_of(read_graph_gexf(tmp_path / "graph"))
    assert (found.get("start"), found.get("end")) == (start, end)


def test_data_of_a_port_are_not_taken_for_data_of_its_node(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text(
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="n" for="node" attr.name="name"/>'
        '<key id="p" for="port" attr.name="name"/><graph edgedefault="directed"><node id="a"><port name="north">'
        '<data key="p">Port</data></port><data key="n">A</data></node><node id="b"/>'
        '<edge source="a" target="b" sourceport="north"/></graph></graphml>'
    )
    graph = read_graph_graphml(tmp_path / "graph")
    assert [(item.row, item.note.code) for item in graph.items() if isinstance(item, FileNote)] == [(1, "ports")]
    cells = [item.cells for item in graph.items() if isinstance(item, FileRow)]
    assert cells[:2] == [{"id": "a", "name": "A"}, {"id": "b"}]
    assert cells[2:] == [{"source": "a", "target": "b", "sourceport": "north", "directed": "true"}]


@pytest.mark.parametrize("kind", ['{} SYSTEM "http://example.org/x.dtd"', 'x [<!ENTITY a "b">]'], ids=["dtd", "entity"])
@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_a_graph_with_a_document_type_is_refused_with_that_word(format: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.xml"
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE {kind.format(format)}><{format}/>')
    assert {"graphml": recognise_graphml, "gexf": recognise_gexf}[format](path)
    assert [code for _, code in told(READERS[format](path).items())] == ["dtd"]


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert format_of(tmp_path / "pipe") is None
