"""Facts about GEXF out: when a spell starts and ends, and what is told of spells that cannot be written."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings

from app.domain.snapshot import Snapshot
from app.formats.gexf import write_gexf
from tests.unit.formats.graphs import dated, random_snapshots, story

NS = "{http://gexf.net/1.3}"


def spell_of(row: dict[str, Any], label: str, folder: Path) -> tuple[dict[str, str] | None, dict[str, int]]:
    """Return the spell of one node and the losses."""
    written = write_gexf(Snapshot.from_rows({label: [{"id": "x:1", **row}]}), folder / "out.gexf")
    root = ET.parse(folder / "out.gexf").getroot()
    spells = [spell.attrib for spell in root.iter(f"{NS}spell")]
    return (spells[0] if spells else None), {loss.kind: loss.count for loss in written.losses}


CLOSED = dated("begin", "2009-01-01", "2009-12-31")


@pytest.mark.parametrize(
    ("label", "row", "spell"),
    [
        ("Event", {"kind": "arrest", **CLOSED}, ("2009-01-01", "2009-12-31")),
        ("Event", {"kind": "detention", **CLOSED, **dated("end", "2010-02-01")}, ("2009-01-01", "2010-02-01")),
        ("Event", {"kind": "detention", **CLOSED}, ("2009-01-01", None)),
        ("Event", {"kind": "arrest", **dated("begin", None, "2009-12-31")}, (None, "2009-12-31")),
        ("Event", {"kind": "arrest"}, None),
        ("Event", {"kind": "unheard of", **CLOSED}, ("2009-01-01", "2009-12-31")),
        ("Event", {"kind": "detention", **CLOSED, **dated("end", "2001-01-01")}, None),
        ("Person", {**dated("birth", "1950-01-01"), **dated("death", "1990-05-05")}, ("1950-01-01", "1990-05-05")),
        ("Agency", {**dated("valid_from", "1949-01-01")}, ("1949-01-01", None)),
        ("Place", {"name": "town"}, None),
    ],
)
def test_a_spell_is_the_widest_stretch_that_the_dates_allow(
    label: str, row: dict[str, Any], spell: tuple[str | None, str | None] | None, tmp_path: Path
) -> None:
    found, _ = spell_of(row, label, tmp_path)
    asked = None if spell is None else {n: d for n, d in zip(("start", "end"), spell, strict=True) if d is not None}
    assert found == asked


def test_open_missing_and_impossible_spells_are_counted(tmp_path: Path) -> None:
    rows = [
        {"id": "x:1", "kind": "arrest"},
        {"id": "x:2", "kind": "detention", **CLOSED},
        {"id": "x:3", "kind": "detention", **CLOSED, **dated("end", "2001-01-01")},
        {"id": "x:4", "kind": "arrest", **CLOSED},
    ]
    losses = write_gexf(Snapshot.from_rows({"Event": rows}), tmp_path / "out.gexf").losses
    assert {loss.kind: loss.count for loss in losses} == {
        "spells without dates": 1,
        "spells open on one side": 1,
        "spells that end before they start": 1,
    }


def test_networkx_reads_spells_labels_and_kinds_of_ties(tmp_path: Path) -> None:
    write_gexf(story(), tmp_path / "out.gexf")
    graph = nx.read_gexf(tmp_path / "out.gexf")
    assert graph.graph["mode"] == "dynamic"
    assert graph.nodes["Person/x:son~41"]["label"] == "김 아들"
    assert graph.nodes["Event/x:e2"]["spells"] == [("2009-02-01", "2009-02-01")]
    related = [data for _, _, data in graph.edges(data=True) if data.get("term") == "relative"]
    assert [(data["tie"], data["spells"], data["id"]) for data in related] == [
        ("KIN_OF", [("1980-05-01", "None")], "KIN_OF::x:ma::x:son~41::2")
    ]


def test_every_element_stands_where_the_standard_puts_it(tmp_path: Path) -> None:
    write_gexf(story(), tmp_path / "out.gexf")
    root = ET.parse(tmp_path / "out.gexf").getroot()
    tag = [child.tag.removeprefix(NS) for child in root]
    graph = root.find(f"{NS}graph")
    assert graph is not None
    assert (root.get("version"), tag) == ("1.3", ["meta", "graph"])
    assert [child.tag.removeprefix(NS) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    declared = {each.get("id") for each in root.iter(f"{NS}attribute")}
    assert {each.get("for") for each in root.iter(f"{NS}attvalue")} <= declared
    types = {each.get("type") for each in root.iter(f"{NS}attribute")}
    assert types <= {"integer", "double", "boolean", "string", "liststring"}


@settings(max_examples=40)
@given(random_snapshots())
def test_any_graph_is_read_back_by_networkx(tmp_path_factory: Any, snapshot: Snapshot) -> None:
    path = tmp_path_factory.mktemp("graphs") / "out.gexf"
    write_gexf(snapshot, path)
    graph = nx.MultiDiGraph(nx.read_gexf(path))
    record = nx.get_node_attributes(graph, "record")
    asked = sorted((row["a"], row["type"], row["b"]) for row in snapshot.rows("kinship"))
    assert sorted((record[a], data["tie"], record[b]) for a, b, data in graph.edges(data=True)) == asked
