"""Facts about graphs of other programs through a mapping: persons, kinship and events without a line of code."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import InvalidDocument
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeClock, FakeStore

SAMPLES = Path(__file__).parents[2] / "data" / "formats"
MAPPING = SAMPLES / "invented.toml"
FILES = ["invented-networkx.graphml", "invented-networkx.gexf", "invented-networkx.json", "invented-igraph.graphml"]


def options(*, dry_run: bool = False) -> ImportOptions:
    return ImportOptions(mapping=MAPPING, dry_run=dry_run)


@pytest.mark.parametrize("file", FILES)
def test_persons_kinship_and_events_are_recorded(file: str) -> None:
    store = FakeStore()
    report = Ledger(store, FakeClock(), "tester").import_paths([SAMPLES / file], options())
    assert (report.rows_read, report.recorded, report.rejected) == (10, 10, 0)
    graph = store.snapshot()
    number = {row["name"]: row["id"] for row in graph.rows("Person")}
    assert sorted(number) == ["<b>Third</b>", "Han Invented", "한 가상"]
    assert {row["sex"] for row in graph.rows("Person")} == {"female", "male"}
    mother, second, third = number["Han Invented"], number["한 가상"], number["<b>Third</b>"]
    assert sorted((row["type"], row["a"], row["b"]) for row in graph.rows("kinship")) == sorted(
        [("PARENT_OF", mother, second), ("PARENT_OF", mother, third), ("KNOWS", mother, third)]
    )
    assert sorted((row["kind"], row["begin"]) for row in graph.rows("Event")) == [
        ("arrest", "2009-04"),
        ("detention", "2009-05/2011"),
    ]


@pytest.mark.parametrize("file", FILES)
def test_a_second_import_changes_nothing_and_a_dry_run_says_what_the_real_run_does(file: str) -> None:
    ledger = Ledger(FakeStore(), FakeClock(), "tester")
    tried = ledger.import_paths([SAMPLES / file], options(dry_run=True))
    first = ledger.import_paths([SAMPLES / file], options())
    again = ledger.import_paths([SAMPLES / file], options())
    assert (tried.recorded, again.recorded, again.unchanged) == (first.recorded, 0, 10)


def test_a_damaged_graph_records_nothing(tmp_path: Path) -> None:
    text = (SAMPLES / FILES[0]).read_text(encoding="utf-8")
    (tmp_path / "cut.graphml").write_text(text[: len(text) // 2], encoding="utf-8")
    store = FakeStore()
    ledger = Ledger(store, FakeClock(), "tester")
    try:
        report = ledger.import_paths([tmp_path / "cut.graphml"], options())
    except InvalidDocument as refused:
        assert refused.problem in ("cut", "not_xml")
    else:
        assert report.problems.entries
    assert list(store.claims()) == []
