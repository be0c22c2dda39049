"""Facts about mappings on what archives send: titles above the header, merged cells, letters in parts, wrong rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import openpyxl
import pytest

from app.formats import FORMATS
from app.formats.mapping_start import start_mapping
from app.services.import_report import ImportReport
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeClock, FakeStore

HEADER = ["연번", "성명", "성별", "생년월일", "체포일", "체포 장소"]
LINES = [["1", "김철", "남", "1958-04-12", "1999년 3월 5일", "함흥"], ["2", "리영", "여", "1895", "1999.3", "함흥"]]
GRAPH = """
[file]
dataset = "g"
[source]
id = "g:s"
kind = "file"
[[rows]]
table = "persons"
when = { element = "node" }
fields = { id = { column = "id", id = "" }, name = "name" }
[[rows]]
table = "kinship"
when = { element = "edge" }
[rows.fields]
person_a = { column = "source", id = "" }
relation = { constant = "parent" }
person_b = { column = "target", id = "" }
"""


class Archive:
    """A store, and what is imported into it through one mapping."""

    def __init__(self, folder: Path, mapping: str) -> None:
        self.store = FakeStore()
        self._ledger = Ledger(self.store, FakeClock(), "tester")
        self._mapping = folder / "m.toml"
        self._mapping.write_text(mapping, encoding="utf-8")
        self.quarantine = folder / "q"

    def take(self, path: Path) -> ImportReport:
        return self._ledger.import_paths([path], ImportOptions(mapping=self._mapping, quarantine=self.quarantine))

    def persons(self) -> list[str]:
        return sorted(row["name"] for row in self.store.snapshot().rows("Person"))


def workbook(path: Path, rows: Sequence[Sequence[object]], merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(path)
    return path


def codes(entries: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [(each["row"], each["code"]) for each in entries]


def test_a_header_below_a_title_is_found_in_sheets_and_files(tmp_path: Path) -> None:
    above: list[list[str | None]] = [["명부", None], [None], ["2020"], [None], [None], [None]]
    book = workbook(tmp_path / "a.xlsx", [*above, HEADER, *LINES])
    text = "\n".join(["명부", "", "2020", *(",".join(line) for line in (HEADER, *LINES)), ""])
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    for path, row in ((book, 7), (tmp_path / "a.csv", 4)):
        mapping = start_mapping(path, "x")
        assert f"header_row = {row}" in mapping
        archive = Archive(tmp_path, mapping)
        report = archive.take(path)
        assert (report.problems.entries, archive.persons()) == ([], ["김철", "리영"])


def test_cells_merged_over_rows_are_refused_with_what_they_show(tmp_path: Path) -> None:
    rows: list[Sequence[str | None]] = [
        ["명부"],
        [*HEADER[:5], "체포"],
        [None] * 5 + ["체포 장소"],
        *LINES,
        ["3", "박", "여", "1960", "2001", "원산"],
    ]
    rows[-2] = [*LINES[1][:5], None]
    book = workbook(tmp_path / "a.xlsx", rows, ("A1:F1", *(f"{column}2:{column}3" for column in "ABCDE"), "F4:F5"))
    archive = Archive(tmp_path, start_mapping(book, "x").replace("header_row = 2", "header_row = 3"))
    report = archive.take(book)
    assert codes(report.problems.entries) == [(5, "merged_cell")] and archive.persons() == ["김철", "박"]
    kept = archive.quarantine / "damaged" / "a.xlsx.csv"
    assert kept.read_text(encoding="utf-8").splitlines()[2:] == [",".join(HEADER), "2,리영,여,1895,1999.3,함흥"]
    again = archive.take(kept)
    assert (again.rejected, archive.persons()) == (0, ["김철", "리영", "박"])


def test_letters_in_parts_are_the_same_names_of_columns_values_and_ids(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole.csv", tmp_path / "parts.csv"
    text = "\n".join(",".join(line) for line in (HEADER, *LINES, []))
    whole.write_text(text, encoding="utf-8")
    parts.write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    for mapping in (start_mapping(whole, "x"), start_mapping(parts, "x")):
        archives = [Archive(tmp_path, mapping) for _ in range(2)]
        reports = [archive.take(path) for archive, path in zip(archives, (whole, parts), strict=True)]
        assert [report.problems.entries for report in reports] == [[], []]
        found = [archive.store.snapshot() for archive in archives]
        for label, column in (("Person", "sex"), ("Place", "id"), ("Event", "kind")):
            first, second = (sorted(row[column] for row in snapshot.rows(label)) for snapshot in found)
            assert first == second


def test_columns_that_the_mapping_does_not_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("연번,성명,키\n1,김,170\n", encoding="utf-8")
    report = Archive(tmp_path, start_mapping(path, "x")).take(path)
    assert [each["reason"] for each in report.warnings.entries] == [
        "columns that the mapping does not read: 키 (1 in all)"
    ]


def test_wrong_lines_below_a_title_come_back_with_the_same_mapping(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [["명부"], HEADER, LINES[0], [*LINES[1], "more"]]
    path.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8")
    archive = Archive(tmp_path, start_mapping(path, "x").replace('"남" = "male"', '"남" = "male"\n"여" = "female"'))
    assert codes(archive.take(path).problems.entries) == [(4, "ragged")]
    kept = archive.quarantine / "damaged" / "a.csv"
    kept.write_text(kept.read_text(encoding="utf-8").replace(",more", ""), encoding="utf-8")
    assert (archive.take(kept).rejected, archive.persons()) == (0, ["김철", "리영"])


def test_a_formula_in_a_sheet_of_another_shape_is_kept(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", [HEADER, LINES[0], [*LINES[1][:4], "=1998+1", "함흥"]])
    archive = Archive(tmp_path, start_mapping(book, "x"))
    assert codes(archive.take(book).problems.entries) == [(3, "formula_cell")]
    kept = archive.quarantine / "damaged" / "a.xlsx.csv"
    kept.write_text(kept.read_text(encoding="utf-8").replace("=1998+1", "1999"), encoding="utf-8")
    assert (archive.take(kept).rejected, archive.persons()) == (0, ["김철", "리영"])


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_wrong_edges_of_a_graph_are_told_by_line_kept_and_come_back(suffix: str, tmp_path: Path) -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from((id, {"name": f"N{id}", "colour": "red"}) for id in ("a", "b", "c"))
    graph.add_edges_from([("a", "b"), ("b", "c")])
    path = tmp_path / f"g.{suffix}"
    (nx.write_graphml if suffix == "graphml" else nx.write_gexf)(graph, path)
    path.write_text(path.read_text(encoding="utf-8").replace('target="c"', 'target="gone"'), encoding="utf-8")
    archive = Archive(tmp_path, GRAPH)
    report = archive.take(path)
    assert [each["code"] for each in report.problems.entries] == ["dangling"]
    line = path.read_text(encoding="utf-8").splitlines()[report.problems.entries[0]["row"] - 1]
    assert 'target="gone"' in line and archive.persons() == ["Na", "Nb", "Nc"]
    assert report.rows_read == report.recorded + report.rejected
    assert any("does not read" in each["reason"] and "colour" in each["reason"] for each in report.warnings.entries)
    kept = archive.quarantine / "damaged" / f"g.{suffix}.csv"
    kept.write_text(kept.read_text(encoding="utf-8").replace("gone", "c"), encoding="utf-8")
    assert (archive.take(kept).rejected, archive.store.snapshot().tables["kinship"].num_rows) == (0, 2)


def test_an_activity_that_is_no_kind_is_kept_with_all_that_the_log_says(tmp_path: Path) -> None:
    path = tmp_path / "a.xes"
    path.write_text(
        '<log><trace><string key="concept:name" value="Kim"/><event><string key="concept:name" value="seized"/>'
        '<string key="org:group" value="SSD"/><date key="time:timestamp" value="2009-05-03T00:00:00Z"/></event>'
        "</trace></log>"
    )
    store = FakeStore()
    ledger = Ledger(store, FakeClock(), "tester")
    report = ledger.import_paths([path], ImportOptions(quarantine=tmp_path / "q"))
    assert [each["code"] for each in report.problems.entries] == ["unknown_kind"]
    kept = tmp_path / "q" / "damaged" / "a.xes"
    kept.write_text(kept.read_text(encoding="utf-8").replace("seized", "arrest"), encoding="utf-8")
    assert ledger.import_paths([kept]).rejected == 0
    (event,) = store.snapshot().rows("Event")
    assert (event["kind"], event["begin"]) == ("arrest", "2009-05-03")
    assert {tie["type"] for tie in store.snapshot().rows("event_ties")} == {"SUBJECT_OF", "BY_AGENCY"}


def test_every_format_that_gives_records_is_read_by_a_mapping() -> None:
    assert {each.name for each in FORMATS if each.read_raw} == {"graphml", "gexf", "node-link", "xes"}
