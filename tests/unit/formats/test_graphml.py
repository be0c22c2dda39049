"""Facts about GraphML out: the rules of its schema, its types and names, and that igraph reads the same graph."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings

from app.domain.snapshot import Snapshot
from app.formats.graphml import write_graphml
from tests.unit.formats.graphs import population, random_snapshots, story

NS = "{http://graphml.graphdrawing.org/xmlns}"
TOKEN = re.compile(r"[\w.:·-]+")


def written(snapshot: Snapshot, folder: Path) -> Path:
    out = folder / "out.graphml"
    write_graphml(snapshot, out)
    return out


def breaches(path: Path) -> list[str]:
    """Return what breaks the rules of the GraphML schema: order, names, uniqueness, references, types of data."""
    root = ET.parse(path).getroot()
    found = [f"root {root.tag}"] if root.tag != f"{NS}graphml" else []
    keys = {each.get("id"): each for each in root.findall(f"{NS}key")}
    found += _order(root, ["key", "graph"]) + _names(root.findall(f"{NS}key"))
    for key in keys.values():
        found += _order(key, ["desc"])
        if key.get("for") not in ("graph", "node", "edge", "all"):
            found.append(f"domain {key.get('for')}")
        if key.get("attr.type") not in ("boolean", "int", "long", "float", "double", "string"):
            found.append(f"type {key.get('attr.type')}")
    for graph in root.findall(f"{NS}graph"):
        found += [] if graph.get("edgedefault") in ("directed", "undirected") else ["edgedefault"]
        found += _order(graph, ["data", "node", "edge"])
        nodes, edges = graph.findall(f"{NS}node"), graph.findall(f"{NS}edge")
        found += _names(nodes) + _names(edges)
        ids = {node.get("id") for node in nodes}
        found += [f"end of {edge.get('id')}" for edge in edges if not {edge.get("source"), edge.get("target")} <= ids]
        for holder, domain in [
            (graph, "graph"),
            *((node, "node") for node in nodes),
            *((edge, "edge") for edge in edges),
        ]:
            found += _data(holder, domain, keys)
    return found


def _order(element: ET.Element, tags: list[str]) -> list[str]:
    places = [tags.index(child.tag.removeprefix(NS)) for child in element if child.tag.removeprefix(NS) in tags]
    strange = [child.tag for child in element if child.tag.removeprefix(NS) not in tags]
    return strange + ([f"order in {element.tag}"] if places != sorted(places) else [])


def _names(elements: list[ET.Element]) -> list[str]:
    ids = [element.get("id") or "" for element in elements]
    return [f"no token: {id}" for id in ids if not TOKEN.fullmatch(id)] + ["repeated id"] * (len(ids) - len(set(ids)))


def _data(holder: ET.Element, domain: str, keys: dict[str | None, ET.Element]) -> list[str]:
    found = []
    cells = holder.findall(f"{NS}data")
    if len({cell.get("key") for cell in cells}) != len(cells):
        found.append("repeated data")
    for cell in cells:
        key = keys.get(cell.get("key"))
        if key is None or key.get("for") not in (domain, "all"):
            found.append(f"key {cell.get('key')}")
        elif not _holds(cell.text or "", key.get("attr.type") or ""):
            found.append(f"value of {cell.get('key')}")
    return found


def _holds(text: str, type_: str) -> bool:
    pattern = {"int": r"[+-]?\d+", "boolean": "true|false|1|0", "double": r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?"}
    return re.fullmatch(pattern.get(type_, r"(?s).*"), text) is not None


@pytest.mark.parametrize("snapshot", [story(), population(), Snapshot.from_rows({})], ids=["story", "many", "nothing"])
def test_the_file_keeps_the_rules_of_the_schema(snapshot: Snapshot, tmp_path: Path) -> None:
    assert breaches(written(snapshot, tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "breach"),
    [
        ('id="Person:x:ma"', 'id="Person/x:ma"', "no token: Person/x:ma"),
        ('id="Person:x:ma"', 'id="Person:x:unseen"', "repeated id"),
        ('<data key="n.name">', '<data key="t.nature">', "key t.nature"),
        ('<data key="g.data_version">7', '<data key="g.data_version">?', "value of g.data_version"),
    ],
)
def test_a_breach_of_the_rules_would_be_noticed(old: str, new: str, breach: str, tmp_path: Path) -> None:
    path = written(story(), tmp_path)
    path.write_text(path.read_text().replace(old, new))
    assert breach in breaches(path)


def test_ties_have_ids_that_stay_the_same_in_every_export(tmp_path: Path) -> None:
    graph = nx.read_graphml(written(story(), tmp_path))
    assert {key for start, _, key in graph.edges(keys=True) if start == "Person:x:ma" and "x:son" in key} == {
        "PARENT_OF::x:ma::x:son:41",
        "KIN_OF::x:ma::x:son:41",
        "KIN_OF::x:ma::x:son:41::2",
    }


def test_values_are_read_back_with_their_types(tmp_path: Path) -> None:
    graph = nx.read_graphml(written(story(), tmp_path))
    assert graph.graph["data_version"] == 7
    assert graph.nodes["Place:x:jail"]["latitude"] == 41.5
    assert graph.nodes["Person:x:son:41"]["birth_earliest"] == "1980-01-01"
    assert graph.nodes["Person:x:son:41"]["record"] == "x:son~41"


def test_igraph_reads_the_same_graph(tmp_path: Path) -> None:
    snapshot = population()
    graph, asked = igraph.Graph.Read_GraphML(str(written(snapshot, tmp_path))), snapshot.to_networkx()
    ends = sorted((graph.vs[e.source]["record"], e["type"], graph.vs[e.target]["record"]) for e in graph.es)
    assert ends == sorted((a.partition("/")[2], kind, b.partition("/")[2]) for a, b, kind in asked.edges(keys=True))
    names = {vertex["record"]: vertex["name"] for vertex in graph.vs if vertex["label"] == "Person"}
    assert names == {row["id"]: row["name"] for row in snapshot.rows("Person")}


def test_what_xml_cannot_hold_is_replaced_and_counted(tmp_path: Path) -> None:
    snapshot = Snapshot.from_rows({"Person": [{"id": "x:1", "name": "a\x00b\x0b"}, {"id": "x:2", "name": "c\r\nd\te"}]})
    losses = write_graphml(snapshot, tmp_path / "out").losses
    graph = nx.read_graphml(tmp_path / "out")
    assert [(loss.kind, loss.count) for loss in losses] == [("characters", 1)]
    assert [graph.nodes[f"Person:x:{number}"]["name"] for number in (1, 2)] == ["a�b�", "c\r\nd\te"]


@settings(max_examples=40)
@given(random_snapshots())
def test_any_graph_is_read_back_by_networkx_and_igraph(tmp_path_factory: Any, snapshot: Snapshot) -> None:
    path = written(snapshot, tmp_path_factory.mktemp("graphs"))
    graph, other = nx.read_graphml(path, force_multigraph=True), igraph.Graph.Read_GraphML(str(path))
    asked = sorted((row["a"], row["type"], row["b"]) for row in snapshot.rows("kinship"))
    record = nx.get_node_attributes(graph, "record")
    assert sorted((record[a], data["type"], record[b]) for a, b, data in graph.edges(data=True)) == asked
    vertex = other.vs
    assert sorted((vertex[e.source]["record"], e["type"], vertex[e.target]["record"]) for e in other.es) == asked
    assert breaches(path) == []
    assert [vertex[number]["count_least"] for number in range(6)] == [0, 1, 2, 3, 4, 5]
    assert all(math.isnan(value) for value in vertex["count_most"])
