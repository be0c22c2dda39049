"""Facts that hold for every format that the graph is written in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from app.domain.snapshot import NODE_TABLES, Snapshot
from app.formats.base import Written
from app.formats.geojson import write_geojson
from app.formats.gexf import write_gexf
from app.formats.graphml import write_graphml
from app.formats.json_graph import write_cytoscape, write_node_link
from app.formats.parquet_tables import write_parquet_tables
from app.formats.sqlite_file import write_sqlite_file
from tests.unit.formats.graphs import population, shuffled, story, story_rows

Writer = Callable[[Snapshot, Path], Written]
WRITERS: dict[str, Writer] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "node-link": write_node_link,
    "cytoscape": write_cytoscape,
    "geojson": write_geojson,
    "parquet": write_parquet_tables,
    "sqlite": write_sqlite_file,
}
#: The graph as each reader of another library sees it.
GRAPHS: dict[str, Callable[[Path], nx.MultiDiGraph]] = {
    "graphml": lambda path: nx.read_graphml(path, force_multigraph=True),
    "gexf": lambda path: nx.MultiDiGraph(nx.read_gexf(path)),
    "node-link": lambda path: nx.node_link_graph(json.loads(path.read_text())),
    "cytoscape": lambda path: nx.cytoscape_graph(json.loads(path.read_text())),
}


def content(writer: Writer, snapshot: Snapshot, out: Path) -> dict[str, bytes]:
    """Return the bytes of every file that a writer makes."""
    out.mkdir()
    return {file.name: file.read_bytes() for file in writer(snapshot, out / "out").files}


@pytest.fixture(scope="module")
def people() -> Snapshot:
    return population()


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_data_in_another_row_order_give_the_same_bytes(name: str, people: Snapshot, tmp_path: Path) -> None:
    for number, snapshot in enumerate((story(), people)):
        first = content(WRITERS[name], snapshot, tmp_path / f"{number}-a")
        assert first == content(WRITERS[name], shuffled(snapshot, 1), tmp_path / f"{number}-b")
        assert first == content(WRITERS[name], shuffled(snapshot, 2), tmp_path / f"{number}-c")


@pytest.mark.parametrize("name", GRAPHS)
def test_networkx_reads_every_node_and_tie_back(name: str, people: Snapshot, tmp_path: Path) -> None:
    written = WRITERS[name](people, tmp_path / "out")
    graph = GRAPHS[name](tmp_path / "out")
    asked = people.to_networkx()
    assert len(graph) == len(asked) == sum(written.counts[label] for label in NODE_TABLES if label in written.counts)
    assert graph.number_of_edges() == asked.number_of_edges()
    assert {data["record"] for _, data in graph.nodes(data=True)} == {data["id"] for _, data in asked.nodes(data=True)}


@pytest.mark.parametrize("name", GRAPHS)
def test_several_ties_of_one_type_between_two_persons_stay_apart(name: str, tmp_path: Path) -> None:
    WRITERS[name](story(), tmp_path / "out")
    graph = GRAPHS[name](tmp_path / "out")
    records = nx.get_node_attributes(graph, "record")
    terms = [
        data.get("term")
        for start, end, data in graph.edges(data=True)
        if (records[start], records[end]) == ("x:ma", "x:son~41")
    ]
    assert sorted(map(str, terms)) == ["None", "cousin", "relative"]


@pytest.mark.parametrize("name", GRAPHS)
def test_a_name_with_markup_or_a_formula_stays_the_text_that_it_is(name: str, tmp_path: Path) -> None:
    WRITERS[name](story(), tmp_path / "out")
    graph = GRAPHS[name](tmp_path / "out")
    (mother,) = [data for _, data in graph.nodes(data=True) if data["record"] == "x:ma"]
    names = mother["names"] if isinstance(mother["names"], list) else json.loads(mother["names"])
    assert (mother["name"], names) == ('<b>Ma</b> & "Co"', ["Ma", "=1+1"])


@pytest.mark.parametrize("name", GRAPHS)
def test_what_is_not_known_has_no_property(name: str, tmp_path: Path) -> None:
    WRITERS[name](story(), tmp_path / "out")
    graph = GRAPHS[name](tmp_path / "out")
    (unseen,) = [data for _, data in graph.nodes(data=True) if data["record"] == "x:unseen"]
    assert unseen.keys() - {"id", "record", "value", "name"} in ({"label"}, {"label", "entity"})


@pytest.mark.parametrize("name", [*GRAPHS, "sqlite"])
def test_a_tie_to_a_record_that_is_not_there_is_counted_and_makes_no_node(name: str, tmp_path: Path) -> None:
    losses = {loss.kind: loss.count for loss in WRITERS[name](story(), tmp_path / "out").losses}
    assert losses["KNOWS"] == 1
    assert losses["claims"] == 3


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_at_all_can_be_written(name: str, tmp_path: Path) -> None:
    written = WRITERS[name](Snapshot.from_rows({}), tmp_path / "out")
    assert (sum(written.counts.values()), written.losses) == (0, [])
    assert all(file.exists() for file in written.files)


@pytest.mark.parametrize("name", [*GRAPHS, "sqlite"])
def test_of_two_rows_with_one_id_one_is_carried_and_the_other_counted(name: str, tmp_path: Path) -> None:
    rows = story_rows()
    rows["Person"].append({"id": "x:ma", "name": "another"})
    written = WRITERS[name](Snapshot.from_rows(rows), tmp_path / "out")
    assert {loss.kind: loss.count for loss in written.losses}["records"] == 1
    assert written.counts["Person"] == 3
