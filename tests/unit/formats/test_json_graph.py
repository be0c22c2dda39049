"""Facts about JSON out: the same shapes for a snapshot and for a subgraph, and strict JSON throughout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from app.domain.snapshot import Snapshot
from app.formats.json_graph import write_cytoscape, write_node_link
from tests.unit.formats.graphs import random_snapshots, story


def strict(path: Path) -> Any:
    """Read JSON as the standard has it: no NaN, no key twice in one object."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)

    def never(word: str) -> None:
        raise AssertionError(word)

    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once, parse_constant=never)


def test_a_number_that_is_none_is_left_out(tmp_path: Path) -> None:
    snapshot = Snapshot.from_rows({"Place": [{"id": "x:1", "latitude": float("nan"), "longitude": float("inf")}]})
    write_node_link(snapshot, tmp_path / "out.json")
    assert strict(tmp_path / "out.json")["nodes"] == [{"label": "Place", "id": "Place/x:1", "record": "x:1"}]


def test_the_graph_says_of_which_data_it_is(tmp_path: Path) -> None:
    write_node_link(story(), tmp_path / "a.json")
    write_cytoscape(story(), tmp_path / "b.json")
    assert strict(tmp_path / "a.json")["graph"] == {"data_version": 7}
    assert nx.cytoscape_graph(strict(tmp_path / "b.json")).graph["data_version"] == 7


def test_both_forms_hold_the_same_nodes_and_ties(tmp_path: Path) -> None:
    write_node_link(story(), tmp_path / "a.json")
    write_cytoscape(story(), tmp_path / "b.json")
    one, other = strict(tmp_path / "a.json"), strict(tmp_path / "b.json")["elements"]
    assert one["edges"] == [edge["data"] for edge in other["edges"]]
    extra = {"value", "name"}
    assert [{k: v for k, v in node.items() if k not in extra} for node in one["nodes"]] == [
        {k: v for k, v in node["data"].items() if k not in extra} for node in other["nodes"]
    ]
    assert [node["data"]["name"] for node in other["nodes"] if node["data"]["record"] == "x:unseen"] == ["x:unseen"]


@settings(max_examples=40)
@given(random_snapshots())
@pytest.mark.parametrize("form", ["node-link", "cytoscape"])
def test_any_graph_is_read_back_by_networkx(tmp_path_factory: Any, form: str, snapshot: Snapshot) -> None:
    path = tmp_path_factory.mktemp("graphs") / "out.json"
    write, read = {
        "node-link": (write_node_link, nx.node_link_graph),
        "cytoscape": (write_cytoscape, nx.cytoscape_graph),
    }[form]
    write(snapshot, path)
    graph = read(strict(path))
    record = nx.get_node_attributes(graph, "record")
    asked = sorted((row["a"], row["type"], row["b"]) for row in snapshot.rows("kinship"))
    assert sorted((record[a], data["type"], record[b]) for a, b, data in graph.edges(data=True)) == asked
    names = {data["record"]: data["names"] for _, data in graph.nodes(data=True) if "names" in data}
    assert names == {row["id"]: row["names"] for row in snapshot.rows("Person") if row["names"]}
