"""Facts about graphs that Kintrace wrote and reads again: what was known comes back, as claims of the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.snapshot import Snapshot
from app.domain.tables import TABLES
from app.errors import InvalidDocument
from app.formats.base import FileNote, FileRow, ReadResult, Written
from app.formats.gexf import write_gexf
from app.formats.gexf_reader import read_gexf
from app.formats.graphml import write_graphml
from app.formats.graphml_reader import read_graphml
from app.formats.json_graph import write_node_link
from app.formats.json_graph_reader import read_node_link
from app.services.ledger import Ledger
from tests.fakes import FakeClock, FakeStore
from tests.unit.formats.graphs import Rows, dated, population
from tests.unit.seed.snapshot_of import snapshot_of
from tests.unit.seed.tables_of import check_all

Writer = Callable[[Snapshot, Path], Written]
Reader = Callable[[Path, str], ReadResult]
FORMATS: dict[str, tuple[Writer, Reader]] = {
    "graphml": (write_graphml, read_graphml),
    "gexf": (write_gexf, read_gexf),
    "node-link": (write_node_link, read_node_link),
}
#: What only the claims of the first store could say again.
_OF_CLAIMS = frozenset({"claims", "independent_sources", "contradictions", "steps"})


def tables(items: list[FileRow | FileNote]) -> dict[str, list[dict[str, str]]]:
    """Return the rows by table; there must be nothing wrong."""
    found: dict[str, list[dict[str, str]]] = {name: [] for name in TABLES}
    for item in items:
        if isinstance(item, FileRow):
            assert item.problem is None
            found[item.table].append(item.cells)
    return found


def notes(items: Iterable[FileRow | FileNote]) -> list[str]:
    wrong = (item.note if isinstance(item, FileNote) else item.problem for item in items)
    return [problem.code for problem in wrong if problem is not None]


def there_and_back(snapshot: Snapshot, format: str, folder: Path) -> list[FileRow | FileNote]:
    write, read = FORMATS[format]
    write(snapshot, folder / "kin.graph")
    return list(read(folder / "kin.graph", "in").items)


def said(snapshot: Snapshot, table: str) -> list[list[tuple[str, str]]]:
    """Return the rows of a table as sorted text, without what depends on the claims."""
    rows = [
        {name: value for name, value in row.items() if value is not None and name not in _OF_CLAIMS}
        for row in snapshot.rows(table)
    ]
    return sorted(sorted((name, str(value)) for name, value in row.items()) for row in rows)


@pytest.mark.parametrize("format", FORMATS)
def test_persons_kinship_and_events_come_back_as_they_were(format: str, tmp_path: Path) -> None:
    before = population(120)
    items = there_and_back(before, format, tmp_path)
    after = snapshot_of(tables(items))
    assert {name: said(after, name) for name in before.tables if name != "Source"} == {
        name: said(before, name) for name in before.tables if name != "Source"
    }
    assert notes(items) == ["sources_left"]


@pytest.mark.parametrize("format", FORMATS)
def test_every_row_cites_the_file_and_the_node_or_edge(format: str, tmp_path: Path) -> None:
    rows = tables(there_and_back(population(5), format, tmp_path))
    (source,) = rows.pop("sources")
    assert source == {"id": "in:kin.graph.invented", "kind": "invented", "title": "kin.graph", "tier": "team"}
    every = [cells for table in rows.values() for cells in table]
    assert {cells["source_id"] for cells in every} == {"in:kin.graph.invented"}
    assert {cells["citation"].split(" ")[0] for cells in every} == {"node", "edge"}


def rich() -> Rows:
    """Ties and events of every kind that a row has to be made for."""
    ids = "abcd"
    return {
        "Person": [{"id": f"x:{id}", "name": id.upper(), "names": [id.upper(), "a|b"], "grade": "likely"} for id in ids]
        + [{"id": "x:bare"}],
        "Family": [{"id": "x:f", "name": "F"}],
        "Case": [{"id": "x:c", "title": "C"}],
        "Agency": [{"id": "x:g", "name": "G", "kind": "police"}, {"id": "x:h", "name": "H", "kind": "police"}],
        "Place": [{"id": "x:p", "name": "P", "kind": "city"}],
        "Event": [
            {
                "id": "x:e",
                "kind": "arrest",
                **dated("begin", "2009-01-01", text="2009-01-01"),
                "steps": ["likely|x:s|4"],
            },
            {
                "id": "x:d",
                "kind": "detention",
                **dated("begin", "2009-01-01", text="2009/2010"),
                **dated("end", "2010-12-31"),
            },
            {"id": "x:bare"},
        ],
        "kinship": [
            {"type": "PARENT_OF", "a": "x:a", "b": "x:b", "nature": "adoptive"},
            {
                "type": "SPOUSE_OF",
                "a": "x:a",
                "b": "x:c",
                "nature": "partner",
                **dated("since", "2001-01-01", text="2001"),
            },
            {"type": "SPOUSE_OF", "a": "x:a", "b": "x:d", "nature": "marriage"},
            {"type": "SIBLING_OF", "a": "x:b", "b": "x:d", "nature": "half"},
            {"type": "KIN_OF", "a": "x:b", "b": "x:c", "term": "cousin"},
            {"type": "KNOWS", "a": "x:c", "b": "x:d", "term": "friend"},
        ],
        "memberships": [
            {"type": "MEMBER_OF", "a": "x:a", "b": "x:f"},
            {"type": "IN_CASE", "a": "x:a", "b": "x:c"},
            {"type": "AMONG", "a": "x:a", "b": "x:bare"},
        ],
        "structure": [{"type": "BASED_AT", "a": "x:g", "b": "x:p"}],
        "event_ties": [
            {"type": "SUBJECT_OF", "a": "x:e", "b": "x:a"},
            {"type": "SUBJECT_OF", "a": "x:d", "b": "x:b"},
            {"type": "BY_AGENCY", "a": "x:e", "b": "x:h"},
            {"type": "BY_AGENCY", "a": "x:e", "b": "x:g"},
            {"type": "AT_PLACE", "a": "x:e", "b": "x:p"},
            {"type": "BY_PERSON", "a": "x:e", "b": "x:c", "role": "officer"},
            {"type": "BY_PERSON", "a": "x:e", "b": "x:d", "role": "informer"},
        ],
        "because_of": [
            {"a": "x:e", "b": "x:b", "b_label": "Person"},
            {"a": "x:e", "b": "x:bare", "b_label": "Event"},
        ],
        "Source": [{"id": "x:s"}, {"id": "x:t"}],
        "derivations": [{"a": "x:s", "b": "x:t"}],
    }


@pytest.mark.parametrize("format", FORMATS)
def test_every_tie_finds_its_table_and_columns(format: str, tmp_path: Path) -> None:
    rows = tables(there_and_back(Snapshot.from_rows(rich()), format, tmp_path))
    kinship = {(r["person_a"], r["relation"], r["person_b"], r["nature"], r.get("since")) for r in rows["kinship"]}
    assert kinship == {
        ("x:a", "parent", "x:b", "adoptive", None),
        ("x:a", "partner", "x:c", "", "2001"),
        ("x:a", "spouse", "x:d", "", None),
        ("x:b", "sibling", "x:d", "half", None),
        ("x:b", "cousin", "x:c", "", None),
        ("x:c", "friend", "x:d", "", None),
    }
    assert [(r["relation"], r["target_id"]) for r in rows["memberships"]] == [
        ("among", "x:bare"),
        ("in_case", "x:c"),
        ("member_of", "x:f"),
    ]
    assert [(r["from_id"], r["relation"], r["to_id"]) for r in rows["structure"]] == [("x:g", "based_at", "x:p")]
    because = {(r.get("because_event_id"), r.get("because_person_id")) for r in rows["because_of"]}
    assert because == {("x:bare", None), (None, "x:b")}
    assert rows["derivations"] == []


@pytest.mark.parametrize("format", FORMATS)
def test_an_event_has_all_its_ties_in_one_row_and_each_further_role_in_another(format: str, tmp_path: Path) -> None:
    rows = tables(there_and_back(Snapshot.from_rows(rich()), format, tmp_path))
    arrest, part = [cells for cells in rows["events"] if cells["id"] == "x:e"]
    assert (arrest["person_id"], arrest["by_agency_id"], arrest["at_place_id"]) == ("x:a", "x:g|x:h", "x:p")
    assert (arrest["by_person_id"], arrest["by_role"], arrest["step"]) == ("x:d", "informer", "4")
    assert (part["by_person_id"], part["by_role"], part.get("by_agency_id")) == ("x:c", "officer", None)
    assert part["citation"] == f"{arrest['citation']} part 2"
    (detention,) = [cells for cells in rows["events"] if cells["id"] == "x:d"]
    assert (detention["begin"], detention.get("end")) == ("2009/2010", None)


@pytest.mark.parametrize("format", FORMATS)
def test_what_no_claim_describes_makes_no_row_and_names_lose_the_separator(format: str, tmp_path: Path) -> None:
    rows = tables(there_and_back(Snapshot.from_rows(rich()), format, tmp_path))
    assert [cells["id"] for cells in rows["persons"]] == ["x:a", "x:b", "x:c", "x:d"]
    assert (rows["persons"][0]["names"], rows["persons"][0]["grade"]) == ("A", "likely")
    assert all(checked.problems == () for checked in check_all(rows))


def test_invented_and_other_records_rest_on_sources_of_their_own(tmp_path: Path) -> None:
    people = [{"id": "x:1", "name": "A", "invented": True}, {"id": "x:2", "name": "B", "invented": False}]
    rows = tables(there_and_back(Snapshot.from_rows({"Person": people}), "graphml", tmp_path))
    assert [(source["id"], source["kind"]) for source in rows["sources"]] == [
        ("in:kin.graph.invented", "invented"),
        ("in:kin.graph", "file"),
    ]
    assert [cells["source_id"] for cells in rows["persons"]] == ["in:kin.graph.invented", "in:kin.graph"]


def test_a_graph_of_another_program_asks_for_a_mapping(tmp_path: Path) -> None:
    nx.write_graphml(nx.path_graph(3), tmp_path / "path.graphml")
    (note,) = read_graphml(tmp_path / "path.graphml").items
    assert isinstance(note, FileNote)
    assert (note.stops, note.note.code) == (True, "no_mapping")
    assert "--mapping" in note.note.allowed


NODE = {"id": "Person/x:1", "label": "Person", "record": "x:1", "name": "A"}


@pytest.mark.parametrize(
    ("nodes", "edges", "expected"),
    [
        ([NODE, {"id": "b"}], [], ["no_label"]),
        ([NODE, NODE], [], ["repeated_id"]),
        ([NODE, {"id": "b"}], [{"source": "b", "target": NODE["id"], "type": "KNOWS"}], ["no_label", "no_label"]),
        ([NODE], [{"source": NODE["id"], "target": "c", "type": "KNOWS"}], ["dangling"]),
        ([NODE], [{"source": NODE["id"], "target": NODE["id"], "type": "LIKES"}], ["no_tie"]),
        ([NODE], [{"source": NODE["id"], "target": NODE["id"]}], ["no_tie"]),
    ],
)
def test_a_node_or_edge_that_is_not_ours_is_a_problem_of_its_own(
    nodes: list[Any], edges: list[Any], expected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "g.json").write_text(json.dumps({"nodes": nodes, "edges": edges}))
    assert notes(read_node_link(tmp_path / "g.json").items) == expected


def test_an_event_tie_from_something_else_is_no_tie(tmp_path: Path) -> None:
    event = {"id": "Event/x:e", "label": "Event", "record": "x:e", "kind": "arrest"}
    edges = [
        {"source": NODE["id"], "target": event["id"], "type": "AT_PLACE"},
        {"source": event["id"], "target": NODE["id"], "type": "LIKES"},
    ]
    (tmp_path / "g.json").write_text(json.dumps({"nodes": [NODE, event], "edges": edges}))
    assert notes(read_node_link(tmp_path / "g.json").items) == ["no_tie", "no_tie"]


def test_graphics_that_another_program_added_are_passed_over_with_a_note(tmp_path: Path) -> None:
    write_graphml(Snapshot.from_rows({"Person": [{"id": "x:1", "name": "A"}]}), tmp_path / "g")
    text = (tmp_path / "g").read_text().replace("</node>", '<data key="y"><y:Shape xmlns:y="y"/></data></node>')
    (tmp_path / "g").write_text(text.replace("<graph ", '<key id="y" for="node"/><graph '))
    items = list(read_graphml(tmp_path / "g").items)
    assert notes(items) == ["graphics"]
    assert [cells["name"] for cells in tables(items)["persons"]] == ["A"]


@pytest.mark.parametrize("format", FORMATS)
def test_damage_and_absence_are_told(format: str, tmp_path: Path) -> None:
    write, read = FORMATS[format]
    write(population(5), tmp_path / "g")
    (tmp_path / "g").write_bytes((tmp_path / "g").read_bytes()[:-30])
    assert notes(read(tmp_path / "g", "").items) == ["cut"]
    with pytest.raises(InvalidDocument, match="no such file"):
        read(tmp_path / "nothing", "")


_EDITS = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 6), st.binary(max_size=4) | st.sampled_from([b"<", b">", b'"', b"&", b"{"])
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return a small graph in each format."""
    folder, found = tmp_path_factory.mktemp("originals"), {}
    for format, (write, _) in FORMATS.items():
        write(Snapshot.from_rows(rich()), folder / format)
        found[format] = (folder / format).read_bytes()
    return found


@settings(max_examples=60)
@given(_EDITS)
@pytest.mark.parametrize("format", FORMATS)
def test_whatever_is_done_to_a_file_the_answer_is_rows_and_problems(
    originals: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, format: str, edits: list[Any]
) -> None:
    content = originals[format]
    for place, length, put in edits:
        at = int(place * len(content))
        content = content[:at] + put + content[at + length :]
    path = tmp_path_factory.mktemp("damaged") / "graph"
    path.write_bytes(content)
    ids = set()
    for item in FORMATS[format][1](path, "in").items:
        assert isinstance(item, FileNote) or item.problem is not None or item.table in TABLES
        if isinstance(item, FileRow) and item.problem is None and "id" in item.cells and item.table != "events":
            assert (item.table, item.cells["id"]) not in ids or item.table == "sources"
            ids.add((item.table, item.cells["id"]))


@pytest.mark.parametrize("format", FORMATS)
def test_an_import_of_an_export_records_all_and_the_second_time_nothing(format: str, tmp_path: Path) -> None:
    FORMATS[format][0](population(20), tmp_path / "kin.graph")
    ledger = Ledger(FakeStore(), FakeClock(), "tester")
    first = ledger.import_paths([tmp_path / "kin.graph"])
    again = ledger.import_paths([tmp_path / "kin.graph"])
    assert first.recorded == first.rows_read > 100
    assert (again.recorded, again.unchanged) == (0, first.rows_read)
