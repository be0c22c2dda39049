"""Facts about CSV tables: what is read, and that a damaged row swallows no other."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.tables import TABLES
from app.errors import InvalidDocument
from app.formats import FORMATS, FileNote, FileRow, format_named, format_of
from app.formats.csv_lines import read_records
from app.formats.csv_tables import read_csv_tables, recognise_csv_tables, write_csv_tables

HEADER = "id,name,source_id\n"


def table(tmp_path: Path, text: str | bytes, name: str = "families") -> list[FileRow | FileNote]:
    data = text if isinstance(text, bytes) else text.encode()
    path = tmp_path / f"{name}.csv"
    path.write_bytes(data)
    return list(read_csv_tables(path).items)


def seen(items: list[FileRow | FileNote]) -> list[tuple[int | None, str]]:
    """Return row number and the word for it: ok, or what is wrong."""
    return [
        (item.row, item.note.code)
        if isinstance(item, FileNote)
        else (item.row, item.problem.code if item.problem else "ok")
        for item in items
    ]


def test_a_row_is_its_cells_by_column_with_file_and_number(tmp_path: Path) -> None:
    (item,) = table(tmp_path, "\ufeffid,name,source_id\r\nx:1,김,x:s\r\n")
    assert isinstance(item, FileRow)
    assert (item.file, item.row, item.table) == (str(tmp_path / "families.csv"), 2, "families")
    assert item.cells == {"id": "x:1", "name": "김", "source_id": "x:s"}


def test_a_cell_may_hold_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    items = table(tmp_path, HEADER + 'x:1,"a, ""b""\nc",x:s\nx:2,d,x:s\n')
    assert seen(items) == [(2, "ok"), (4, "ok")]
    assert isinstance(items[0], FileRow) and items[0].cells["name"] == 'a, "b"\nc'


@pytest.mark.parametrize(
    ("row", "damage"),
    [
        (b'x:1,"open,x:s\n', "unclosed_quote"),
        (b'"x:1","a","x:s\n', "unclosed_quote"),
        (b'x:1,"a" b,x:s\n', "bad_quotes"),
        (b"x:1,\xff\xfe,x:s\n", "undecodable"),
        (b"x:1,a\n", "ragged"),
        (b"x:1,a,x:s,more\n", "ragged"),
        (b"x:1,a\rb,x:s\n", "bad_line_ends"),
        (b"\n", "blank_row"),
        (b" , ,\n", "blank_row"),
    ],
)
def test_a_damaged_row_is_reported_and_swallows_no_other(tmp_path: Path, row: bytes, damage: str) -> None:
    good = b'x:8,"plain",x:s\n"x:9","q","x:s"\n'
    items = table(tmp_path, HEADER.encode() + b"x:0,first,x:s\n" + row + good)
    assert seen(items) == [(2, "ok"), (3, damage), (4, "ok"), (5, "ok")]


def test_lines_of_commas_alone_are_one_note(tmp_path: Path) -> None:
    items = table(tmp_path, ",,\n" + HEADER + "x:1,a,x:s\n,,\n\n , ,\r\n,,,,\nx:2,b,x:s\n")
    assert seen(items) == [(3, "ok"), (4, "blank_row"), (8, "ok")]
    assert isinstance(items[1], FileNote) and items[1].note.reason.startswith("this row and the 3 after it")


def test_two_unclosed_quotes_are_two_damaged_rows(tmp_path: Path) -> None:
    items = table(tmp_path, HEADER + 'x:1,"a,x:s\nx:2,"b,x:s\nx:3,c,x:s\n')
    assert seen(items) == [(2, "unclosed_quote"), (3, "unclosed_quote"), (4, "ok")]


def test_an_unclosed_quote_before_undecodable_bytes_is_one_damaged_row(tmp_path: Path) -> None:
    items = table(tmp_path, HEADER.encode() + b'x:1,"a,x:s\nx:2,\xff,x:s\nx:3,c,x:s\n')
    assert seen(items) == [(2, "unclosed_quote"), (3, "undecodable"), (4, "ok")]


def test_a_file_cut_off_within_a_row_is_noticed(tmp_path: Path) -> None:
    assert seen(table(tmp_path, HEADER + "x:1,a,x:s\nx:2,b")) == [(2, "ok"), (3, "cut")]
    assert seen(table(tmp_path, HEADER + "x:1,a,x:s")) == [(2, "ok")]


@pytest.mark.parametrize(
    ("header", "column", "code"),
    [
        ("id,name,name,source_id", "name", "repeated_column"),
        ("id,name,source_id,colour", "colour", "unknown_column"),
        ("id,name,source_id,", "", "unknown_column"),
        ("id,name", "source_id", "missing_column"),
        ("id;name;source_id", "", "separator"),
        ('id,"name,source_id', "", "unclosed_quote"),
    ],
)
def test_a_wrong_header_stops_the_file_and_its_rows_are_counted(
    tmp_path: Path, header: str, column: str, code: str
) -> None:
    items = table(tmp_path, header + "\nx:1,a,x:s\n")
    note = items[0]
    assert isinstance(note, FileNote) and note.stops
    assert (note.row, note.note.column, note.note.code) == (1, column, code)
    assert seen(items)[1:] == [(2, "header")]


def test_an_empty_file_has_no_header(tmp_path: Path) -> None:
    assert seen(table(tmp_path, "")) == [(1, "no_header")]


def test_utf_16_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (note,) = table(tmp_path, HEADER.encode("utf-16"))
    assert isinstance(note, FileNote) and note.stops and note.note.allowed == "save the file as UTF-8"


def test_a_folder_is_read_in_the_order_of_the_tables(tmp_path: Path) -> None:
    for name in ("events", "sources", "numbers"):
        (tmp_path / f"{name}.csv").write_text(
            "id,kind,person_id,source_id\n" if name == "events" else "id,kind\nx:s,book\n"
        )
    result = read_csv_tables(tmp_path)
    assert [Path(file).stem for file in result.files] == ["sources", "events"]
    assert seen(list(result.items)) == [(None, "not_a_table"), (2, "ok")]


@pytest.mark.parametrize("name", ["nothing", "notes.csv"])
def test_a_path_without_tables_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.csv").write_text("a,b\n")
    with pytest.raises(InvalidDocument):
        read_csv_tables(tmp_path / name)


def test_formats_are_found_by_name_and_path(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text("")
    assert format_of(tmp_path) is format_of(tmp_path / "persons.csv") is format_named("csv") is FORMATS[0]
    assert format_named("xyz") is None
    assert not recognise_csv_tables(tmp_path / "other.csv")


CELL = st.text(alphabet="ab ,\"'=\n가-", max_size=8)


@given(rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_records_agree_with_the_standard_reader_on_undamaged_files(rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    records = list(read_records(io.BytesIO(out.getvalue().encode())))
    assert [record.cells for record in records] == [list(row) for row in rows]


@given(rows=st.lists(st.tuples(CELL, CELL), max_size=6))
def test_what_is_written_is_read_again_and_has_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    cells = [("families", {"id": f"x:{n}", "name": a, "note": b, "source_id": "x:s"}) for n, (a, b) in enumerate(rows)]
    counts = write_csv_tables(cells, folder / "one").counts
    write_csv_tables(cells, folder / "two")
    assert counts == ({"families": len(rows)} if rows else {})
    if rows:
        first, second = ((folder / name / "families.csv").read_bytes() for name in ("one", "two"))
        assert first == second
        with (folder / "one" / "families.csv").open("rb") as file:
            header, *records = read_records(file)
        assert header.cells == [column.name for column in TABLES["families"].columns]
        assert len(records) == len(rows)


def test_cells_that_would_be_formulas_are_guarded_and_numbers_are_not(tmp_path: Path) -> None:
    cells = {"id": "x:p", "name": "=cmd()", "latitude": "-4.5", "kind": "city", "source_id": "x:s"}
    write_csv_tables([("places", cells)], tmp_path)
    text = (tmp_path / "places.csv").read_text()
    assert "'=cmd()" in text and ",-4.5," in text
