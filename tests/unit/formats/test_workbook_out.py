"""Facts about workbooks written: they are read back, by us and by another library, and have the same bytes."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.cells import plain_text
from app.domain.tables import TABLES
from app.errors import TooLarge
from app.formats import FileRow, TableRow, workbook_writer
from app.formats.csv_tables import read_csv_tables, write_csv_tables
from app.formats.workbook import read_workbook, row_cells
from app.formats.workbook_process import SheetRow
from app.formats.workbook_template import EXAMPLES, write_template
from app.formats.workbook_writer import escaped, write_workbook
from app.services.ledger import Ledger
from tests.fakes import FakeStore

ROWS: list[TableRow] = [
    ("sources", {"id": "x:s", "kind": "report"}),
    (
        "places",
        {"id": "x:p", "name": "=cmd()", "kind": "city", "latitude": "-4.5", "longitude": "1", "source_id": "x:s"},
    ),
    ("persons", {"id": "x:1", "name": "김 <b>", "birth": "1950~", "note": "a\nb", "source_id": "x:s"}),
    ("persons", {"id": "x:2", "name": "B", "birth": "2009-08", "note": "00012", "source_id": "x:s"}),
]


def read_back(path: Path) -> list[TableRow]:
    rows = read_csv_tables(path).items if path.is_dir() else read_workbook(path).items
    found = []
    for item in rows:
        assert isinstance(item, FileRow) and item.problem is None, item
        found.append((item.table, {name: plain_text(text)[0] for name, text in item.cells.items() if text}))
    return found


def test_what_is_written_is_read_again_and_has_the_same_bytes(tmp_path: Path) -> None:
    written = write_workbook(ROWS, tmp_path / "a.xlsx")
    assert (written.counts, written.losses) == ({"sources": 1, "places": 1, "persons": 2}, [])
    assert read_back(tmp_path / "a.xlsx") == ROWS
    write_workbook(ROWS, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_another_library_reads_the_same_cells_and_no_formula(tmp_path: Path) -> None:
    write_workbook(ROWS, tmp_path / "a.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    assert book.sheet_names == ["sources", "places", "persons"]
    header, first, second = book.get_sheet_by_name("persons").to_python()
    assert header == [column.name for column in TABLES["persons"].columns]
    cells = dict(zip(header, second, strict=True))
    assert (cells["birth"], cells["note"], cells["sex"]) == ("2009-08", "00012", "")
    assert dict(zip(header, first, strict=True))["name"] == "김 <b>"
    place = dict(zip(*book.get_sheet_by_name("places").to_python(), strict=True))
    assert (place["name"], place["latitude"]) == ("'=cmd()", "-4.5")


def test_no_rows_are_a_workbook_too(tmp_path: Path) -> None:
    assert write_workbook([], tmp_path / "a.xlsx").counts == {}
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["README"]


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_writer, "MOST_ROWS", 3)
    with pytest.raises(TooLarge, match="3 rows in a sheet"):
        write_workbook([ROWS[0]] * 3, tmp_path / "a.xlsx")


TEXT = st.text(alphabet="a =+-'@_x05FD\r\n\t,\"|<&가𝄞é", min_size=1, max_size=10).map(str.strip).filter(bool)


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.lists(TEXT, min_size=20, max_size=60))
def test_any_text_goes_through_a_workbook_as_through_csv(tmp_path: Path, notes: list[str]) -> None:
    rows: list[TableRow] = [
        ("families", {"id": f"x:{n}", "name": "A", "note": text, "source_id": "x:s"}) for n, text in enumerate(notes)
    ]
    write_workbook(rows, tmp_path / "a.xlsx")
    write_csv_tables(rows, tmp_path / "out")
    assert read_back(tmp_path / "a.xlsx") == read_back(tmp_path / "out") == rows


@given(text=TEXT)
def test_what_is_escaped_for_xml_comes_back(text: str) -> None:
    cells, problem = row_cells(SheetRow(2, [(1, escaped(text), "")]), {1: "note"})
    assert (cells, problem) == ({"note": text}, None) and "\r" not in escaped(text)


def test_the_template_can_be_imported_as_it_is_and_is_marked_invented(tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx")
    store = FakeStore()
    ledger = Ledger(store, lambda: datetime(2025, 6, 1, tzinfo=UTC), "test")
    report = ledger.import_paths([tmp_path / "a.xlsx"])
    assert (report.problems.entries, report.warnings.entries, report.recorded) == ([], [], len(EXAMPLES))
    assert {source.kind for source in store.sources()} == {"invented"}


def test_the_template_has_every_table_its_lists_and_a_readme(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["README", *TABLES, "_lists"] and book["_lists"].sheet_state == "hidden"
    events = book["events"]
    rules = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in events.data_validations.dataValidation
    }
    columns = {cell.value: cell.column_letter for cell in events[1]}
    assert events.column_dimensions[columns["begin"]].number_format == "@"
    sheet, _, span = rules[columns["kind"]].formula1.partition("!")
    allowed = [cell.value for (cell,) in book[sheet][span.replace("$", "")]]
    assert tuple(allowed) == TABLES["events"].column("kind").allowed  # type: ignore[union-attr]
    kinship = book["kinship"].data_validations.dataValidation
    assert [rule.showErrorMessage for rule in kinship if str(rule.sqref).startswith("B")] == [False]
    told = {(row[0].value, row[1].value) for row in book["README"].iter_rows(min_row=8)}
    assert {(table.name, column.name) for table in TABLES.values() for column in table.columns} <= told
