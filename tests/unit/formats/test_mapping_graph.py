"""Facts about a first mapping for a graph of another program: it comes in as it is, and says what it left out."""

from __future__ import annotations

import random
from pathlib import Path

import networkx as nx
import pytest

from app.formats import FORMATS
from app.formats.mapping_start import start_mapping
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeClock, FakeStore

SAMPLES = Path(__file__).parents[2] / "data" / "formats"
FILES = ["invented-networkx.graphml", "invented-networkx.gexf", "invented-networkx.json", "invented-igraph.graphml"]
WRITERS = {"graphml": nx.write_graphml, "gexf": nx.write_gexf}


def proposed(path: Path, mapping: Path) -> tuple[str, FakeStore]:
    """The proposal for a file, and the store into which the file came by it."""
    text = start_mapping(path, "a", graphs=FORMATS)
    mapping.write_text(text, encoding="utf-8")
    store = FakeStore()
    report = Ledger(store, FakeClock(), "tester").import_paths([path], ImportOptions(mapping=mapping))
    assert (report.problems.entries, report.rejected) == ([], 0), text
    return text, store


@pytest.mark.parametrize("file", FILES)
def test_the_proposal_imports_persons_and_kinship_and_names_what_it_left_out(file: str, tmp_path: Path) -> None:
    text, store = proposed(SAMPLES / file, tmp_path / "m.toml")
    graph = store.snapshot()
    number = {row["name"]: row["id"] for row in graph.rows("Person")}
    assert sorted(number) == ["<b>Third</b>", "Han Invented", "한 가상"]
    assert {row["sex"] for row in graph.rows("Person")} == {"female", "male"}
    mother, second, third = number["Han Invented"], number["한 가상"], number["<b>Third</b>"]
    assert sorted((row["type"], row["a"], row["b"]) for row in graph.rows("kinship")) == sorted(
        [("PARENT_OF", mother, second), ("PARENT_OF", mother, third), ("KNOWS", mother, third)]
    )
    left_out = text.partition("# Not understood")[2]
    assert "node: what = place" in left_out and "edge: rel = arrested at" in left_out and "edge: when" in left_out
    assert "mother" not in left_out


@pytest.mark.parametrize("format", WRITERS)
def test_nodes_without_names_are_called_by_their_label_or_id(format: str, tmp_path: Path) -> None:
    graph = nx.Graph([("kim", "ri")])
    WRITERS[format](graph, tmp_path / "g")
    text, store = proposed(tmp_path / "g", tmp_path / "m.toml")
    assert {row["name"] for row in store.snapshot().rows("Person")} == {"kim", "ri"}
    assert store.snapshot().rows("kinship") == [] and "[values.relation]" not in text


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("seed", range(10))
def test_of_any_graph_each_tie_of_a_known_word_comes_in(format: str, seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    graph = nx.MultiDiGraph()
    for number in range(rng.randint(2, 6)):
        graph.add_node(f"n{number}", Name=f'=A <b>{number}</b> \\ "{rng.choice("한x")}"')
    words = {"MOTHER_OF": True, "is friend of": True, "사촌": True, "arrested at": False, "'\"": False}
    for _ in range(8):
        one, other = rng.sample(sorted(graph), 2)
        graph.add_edge(one, other, tie=rng.choice(sorted(words)), weight=rng.random())
    WRITERS[format](graph, tmp_path / "g")
    _, store = proposed(tmp_path / "g", tmp_path / "m.toml")
    assert {row["name"] for row in store.snapshot().rows("Person")} == {name for _, name in graph.nodes(data="Name")}
    claims = sum(claim.kind != "person" for claim in store.kept.values())
    told = {(one, other, tie) for one, other, tie in graph.edges(data="tie") if words[tie]}
    assert claims == len(told)
