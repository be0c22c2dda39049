"""Facts about quarantine: good rows are recorded, bad ones are kept word for word, put right, and imported."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeStore

HEADER = "id,name,birth,note,source_id\n"
GOOD = "x:1,A,1950,,x:s\n"


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(FakeStore(), lambda: datetime(2025, 6, 1, tzinfo=UTC), "test")


def quarantined(ledger: Ledger, path: Path, folder: Path, mapping: Path | None = None) -> Any:
    report = ledger.import_paths([path], ImportOptions(quarantine=folder, mapping=mapping))
    assert report.rows_read == report.recorded + report.unchanged + report.rejected
    return report


def tables(tmp_path: Path, persons: bytes) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "sources.csv").write_text("id,kind\nx:s,report\n")
    (tmp_path / "in" / "persons.csv").write_bytes(persons)
    return tmp_path / "in"


def test_a_wrong_row_is_put_right_in_its_table_and_imported(ledger: Ledger, tmp_path: Path) -> None:
    wrong = 'x:2,"B, ""C""\nD",195O,\'=1+1,x:s\n'
    report = quarantined(ledger, tables(tmp_path, (HEADER + GOOD + wrong).encode()), tmp_path / "q")
    assert (report.recorded, report.rejected, report.quarantine) == (2, 1, str(tmp_path / "q"))
    kept = tmp_path / "q" / "persons.csv"
    with kept.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["name"], row["birth"], row["note"]) == ('B, "C"\nD', "195O", "'=1+1")
    kept.write_text(kept.read_text().replace("195O", "1950").replace("\nD", " D"))
    again = ledger.import_paths([tmp_path / "q"])
    assert (again.recorded, again.problems.entries) == (1, [])
    assert {cells["note"] for table, cells in ledger.rows() if cells.get("id") == "x:2"} == {"=1+1"}


def test_damaged_lines_are_kept_byte_for_byte_under_their_own_header(ledger: Ledger, tmp_path: Path) -> None:
    header = b"name,id,source_id\n"
    damaged = [b'"B,x:2,x:s\n', b"\xff,x:3,x:s\n", b"C,x:4,x:s,more\n", b"D,x:5"]
    report = quarantined(ledger, tables(tmp_path, header + b"A,x:1,x:s\n" + b"".join(damaged)), tmp_path / "q")
    assert (report.recorded, report.rejected) == (2, 4)
    kept = tmp_path / "q" / "damaged" / "persons.csv"
    assert kept.read_bytes() == header + b"".join(damaged) + b"\n"
    kept.write_bytes(header + b"B,x:2,x:s\nE,x:3,x:s\nC,x:4,x:s\nD,x:5,x:s\n")
    again = ledger.import_paths([kept])
    assert (again.recorded, again.problems.entries) == (4, [])


def test_damaged_lines_of_a_foreign_file_are_imported_with_the_same_mapping(ledger: Ledger, tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[file]\ndataset = "x"\nseparator = ";"\n[source]\nid = "x:s"\nkind = "file"\n'
        '[[rows]]\ntable = "persons"\nfields = { id = { column = "no", id = "" }, name = "name", birth = "born" }\n'
    )
    (tmp_path / "list.txt").write_text("no;name;born\n1;A;1950\n2;B\n3;C;19 5\n")
    report = quarantined(ledger, tmp_path / "list.txt", tmp_path / "q", mapping)
    assert (report.rows_read, report.recorded, report.rejected) == (4, 2, 2)
    kept = tmp_path / "q" / "damaged" / "list.txt"
    assert kept.read_text() == "no;name;born\n2;B\n"
    kept.write_text("no;name;born\n2;B;1960\n")
    (tmp_path / "q" / "persons.csv").write_text((tmp_path / "q" / "persons.csv").read_text().replace("19 5", "1955"))
    assert ledger.import_paths([tmp_path / "q"], ImportOptions(mapping=mapping)).recorded == 2


def test_rows_of_a_workbook_are_kept_as_tables_with_their_formulas(ledger: Ledger, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "sources"
    for row in (["id", "kind"], ["x:s", "report"]):
        book.active.append(row)
    persons = book.create_sheet("persons")
    for row in (["id", "name", "note", "source_id"], ["x:1", "A", "=1+1", "x:s"], ["x:2", "B", "b", "x:s"]):
        persons.append(row)
    book.save(tmp_path / "a.xlsx")
    report = quarantined(ledger, tmp_path / "a.xlsx", tmp_path / "q")
    assert (report.recorded, report.rejected) == (2, 1)
    kept = tmp_path / "q" / "persons.csv"
    assert "'=1+1" in kept.read_text()
    kept.write_text(kept.read_text().replace("'=1+1", "2"))
    assert ledger.import_paths([kept]).recorded == 1


def test_two_damaged_files_of_one_name_are_kept_apart(ledger: Ledger, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
        (folder / "sources.csv").write_text(f"id,kind\nx:{folder.name},report,more\n")
    ledger.import_paths(folders, ImportOptions(quarantine=tmp_path / "q"))
    kept = sorted((tmp_path / "q" / "damaged").rglob("*.csv"))
    assert [str(path.relative_to(tmp_path / "q")) for path in kept] == ["damaged/2/sources.csv", "damaged/sources.csv"]
    for path in kept:
        path.write_text(path.read_text().replace(",more", ""))
    assert ledger.import_paths([tmp_path / "q"]).recorded == 2
