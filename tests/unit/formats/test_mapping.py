"""Facts about mappings: foreign files of many shapes become rows of our tables, and nothing is left out silently."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidDocument, InvalidParameter
from app.formats import FORMATS, FileNote, FileRow
from app.formats.mapping import read_mapped, read_with_mapping
from app.formats.mapping_file import Mapping, parse_mapping, read_mapping
from app.services.import_report import ImportReport
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeStore

WIDE = """
[file]
separator = ";"
dataset = "archive"
[source]
id = "archive:register"
kind = "register"
[values.sex]
"남" = "male"
"F" = "female"
"?" = ""
[[rows]]
table = "persons"
when = "Name"
[rows.fields]
id = { column = "No", id = "person-" }
name = "Name"
names = { column = "Alias", split = "/" }
sex = { column = "Sex", values = "sex" }
birth = { columns = ["Year", "Month"], join = "-" }
nationality = { constant = "KP" }
citation = { template = "record {No}" }
[[rows]]
table = "places"
when = "Where"
[rows.fields]
id = { column = "Where", id = "place-" }
name = { column = "Where", split = ",", part = 1 }
kind = { constant = "city" }
[[rows]]
table = "events"
when = "Arrested"
[rows.fields]
person_id = { column = "No", id = "person-" }
kind = { constant = "arrest" }
begin = "Arrested"
place_id = { column = "Where", id = "place-" }
[[rows]]
table = "events"
when = ["Released"]
[rows.fields]
person_id = { column = "No", id = "person-" }
kind = { constant = "release" }
begin = "Released"
[[rows]]
table = "events"
when = { Sentenced = ["y", "yes"] }
[rows.fields]
person_id = { column = "No", id = "person-" }
kind = { constant = "sentence" }
"""
HEADER = "No;Name;Alias;Sex;Year;Month;Where;Arrested;Released;Sentenced"
LINES = [
    "1;김철;K. C./Kim;남;1950;03;Hyesan, N.H.;2009-05;2010;yes",
    "2;B;;F;1960;;;;;",
]  # fmt: skip


def rows_of(path: Path, mapping: str | Mapping = WIDE, dataset: str = "") -> list[FileRow | FileNote]:
    made = parse_mapping(mapping) if isinstance(mapping, str) else mapping
    return list(read_with_mapping(path, made, dataset, FORMATS).items)


def written(tmp_path: Path, *lines: str, encoding: str = "utf-8", header: str = HEADER) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes("\n".join([header, *lines, ""]).encode(encoding))
    return path


def seen(items: list[FileRow | FileNote]) -> list[tuple[int | None, str, str]]:
    """Return row number, table and the word for each item: ok, or what is wrong."""
    return [
        (item.row, "", item.note.code)
        if isinstance(item, FileNote)
        else (item.row, item.table, item.problem.code if item.problem else "ok")
        for item in items
    ]


def imported(tmp_path: Path, path: Path, mapping: str, **options: bool) -> tuple[ImportReport, FakeStore]:
    (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
    store = FakeStore()
    ledger = Ledger(store, lambda: datetime(2025, 6, 1, tzinfo=UTC), "test")
    return ledger.import_paths([path], ImportOptions(mapping=tmp_path / "m.toml", **options)), store  # type: ignore[arg-type]


def test_a_wide_row_is_a_person_a_place_and_three_events(tmp_path: Path) -> None:
    items = rows_of(written(tmp_path, *LINES))
    assert seen(items) == [
        (1, "sources", "ok"),
        (2, "persons", "ok"),
        (2, "places", "ok"),
        (2, "events", "ok"),
        (2, "events", "ok"),
        (2, "events", "ok"),
        (3, "persons", "ok"),
    ]
    person, place, arrest, release, sentence, other = (item.cells for item in items[1:] if isinstance(item, FileRow))
    assert person == {
        "id": "archive:person-1", "name": "김철", "names": "K. C.|Kim", "sex": "male", "birth": "1950-03",
        "nationality": "KP", "citation": "record 1", "source_id": "archive:register",
    }  # fmt: skip
    assert place["id"] == "archive:place-Hyesan~2C~20N.H." and place["name"] == "Hyesan"
    assert (arrest["kind"], arrest["begin"], arrest["place_id"]) == ("arrest", "2009-05", place["id"])
    assert (release["begin"], sentence["kind"], sentence["person_id"]) == ("2010", "sentence", "archive:person-1")
    assert (other["birth"], "names" in other) == ("1960", False)


def test_what_is_mapped_is_recorded_with_its_source_and_twice_is_no_change(tmp_path: Path) -> None:
    path = written(tmp_path, *LINES, LINES[0])
    report, store = imported(tmp_path, path, WIDE)
    assert report.problems.entries == [] and (report.recorded, report.unchanged, report.rejected) == (7, 5, 0)
    assert report.rows_read == 12 and {claim.source for claim in store.kept.values()} == {"archive:register"}
    events = {claim.statement["kind"]: claim.statement for claim in store.kept.values() if claim.table == "events"}
    assert events["arrest"]["at_place_id"] == ["archive:place-Hyesan~2C~20N.H."]
    assert len({statement["id"] for statement in events.values()}) == 3
    dry, _ = imported(tmp_path, path, WIDE, dry_run=True)
    assert (dry.rows_read, dry.recorded, dry.unchanged) == (12, 7, 5)


LONG = """
[file]
dataset = "a"
[source]
id = "a:s"
kind = "database"
[values.kind]
detained = "detention"
freed = "release"
"*" = "arrest"
[[rows]]
table = "persons"
[rows.fields]
id = { column = "person", id = "p-" }
name = "person"
[[rows]]
table = "events"
[rows.fields]
person_id = { column = "person", id = "p-" }
kind = { column = "what", values = "kind" }
begin = "when"
step = "step"
note = "note"
"""


def test_long_rows_are_one_event_each_and_repeats_are_told_apart(tmp_path: Path) -> None:
    lines = ["A,detained,2009,1,first", "A,detained,2009,2,second", "A,freed,2010,3,", "B,taken,2011,,"]
    path = written(tmp_path, *lines, header="person,what,when,step,note")
    report, store = imported(tmp_path, path, LONG)
    events = [claim.statement for claim in store.kept.values() if claim.table == "events"]
    assert (report.counts["persons"], report.counts["events"], report.unchanged) == (2, 4, 2)
    assert sorted(event["kind"] for event in events) == ["arrest", "detention", "detention", "release"]
    same = sorted(event["id"] for event in events if event["kind"] == "detention")
    assert same[1] == f"{same[0]}~2"
    _, other = imported(tmp_path, written(tmp_path, *lines[::-1], header="person,what,when,step,note"), LONG)
    assert set(other.kept) == set(store.kept)


def test_every_line_is_accounted_for(tmp_path: Path) -> None:
    lines = [
        "1;A;;남;1950;;;;;",
        "",
        "3;;;;;;;;;",
        "4;D;;M;1950;;;;;",
        "5;E;;남",
        '6;"F;;남;1950;;;;;',
        "7;G;;?;not a year;;;;;",
    ]
    path = written(tmp_path, *lines)
    assert seen(rows_of(path))[1:] == [
        (2, "persons", "ok"),
        (3, "", "blank_row"),
        (4, "", "no_row"),
        (5, "persons", "no_value"),
        (6, "", "ragged"),
        (7, "", "unclosed_quote"),
        (8, "persons", "ok"),
    ]
    report, _ = imported(tmp_path, path, WIDE)
    assert (report.rows_read, report.recorded, report.rejected) == (6, 0, 6) and report.held_back == 2
    by_row = {entry["row"]: (entry["column"], entry["code"]) for entry in report.problems.entries}
    assert by_row == {
        5: ("sex", "no_value"), 6: (None, "ragged"), 7: (None, "unclosed_quote"), 8: ("birth", "bad_date"),
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949", "utf-16", "gb18030"])
def test_named_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    named = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    mapping = WIDE.replace('dataset = "archive"', f'dataset = "archive"\nencoding = "{named}"')
    items = rows_of(written(tmp_path, *LINES, encoding=encoding), mapping)
    assert isinstance(items[1], FileRow) and items[1].cells["name"] == "김철" and len(items) == 7


def test_a_line_of_another_encoding_is_reported_and_swallows_no_other(tmp_path: Path) -> None:
    path = written(tmp_path, *LINES)
    path.write_bytes(path.read_bytes() + "3;김;;;;;;;;\n".encode("cp949") + b"4;D;;;;;;;;\n")
    assert seen(rows_of(path))[-2:] == [(4, "", "undecodable"), (5, "persons", "ok")]
    euc = WIDE.replace('dataset = "archive"', 'dataset = "archive"\nencoding = "euc-kr"')
    path.write_bytes((HEADER + "\n").encode() + b"1;\xff\xff;;;;;;;;\n" + b"2;B;;;;;;;;\n")
    assert seen(rows_of(path, euc))[-2:] == [(2, "", "undecodable"), (3, "persons", "ok")]


@pytest.mark.parametrize("separator", [",", "\t", "|"])
def test_any_of_four_separators(tmp_path: Path, separator: str) -> None:
    mapping = WIDE.replace('separator = ";"', f'separator = "{separator}"').replace("Hyesan, N.H.", "Hyesan")
    lines = [line.replace(", ", " ").replace(";", separator) for line in LINES]
    items = rows_of(written(tmp_path, *lines, header=HEADER.replace(";", separator)), mapping)
    assert len(items) == 7 and isinstance(items[1], FileRow) and items[1].cells["name"] == "김철"


def test_a_sheet_of_a_workbook_is_read_like_a_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["nothing"])
    sheet = book.create_sheet("List")
    sheet.append(["a title above"])
    for line in (HEADER, *LINES):
        sheet.append(line.split(";"))
    sheet.append(["9", "=1+1"])
    book.save(tmp_path / "a.xlsx")
    mapping = WIDE.replace('separator = ";"', 'sheet = "List"\nheader_row = 2')
    items = rows_of(tmp_path / "a.xlsx", mapping)
    assert [row for row, _, _ in seen(items)] == [1, 3, 3, 3, 3, 3, 4, 5] and seen(items)[-1][2] == "formula_cell"
    with pytest.raises(InvalidDocument, match="no such sheet"):
        rows_of(tmp_path / "a.xlsx", WIDE.replace('separator = ";"', 'sheet = "Other"'))


def test_records_of_a_graph_go_through_a_mapping_as_they_are() -> None:
    mapping = parse_mapping(
        """
        [file]
        dataset = "g"
        [source]
        id = "g:s"
        kind = "file"
        [[rows]]
        table = "persons"
        when = { what = "node" }
        [rows.fields]
        id = { column = "id", id = "" }
        name = "label"
        [[rows]]
        table = "kinship"
        when = { what = "edge" }
        [rows.fields]
        person_a = { column = "source", id = "" }
        relation = "type"
        person_b = { column = "target", id = "" }
        """
    )
    records = [
        {"what": "node", "id": "n1", "label": "A"},
        {"what": "edge", "source": "n1", "target": "n2", "type": "parent"},
        {"what": "hub", "id": "n9"},
    ]
    found = list(read_mapped([FileRow("graph", n, "", cells) for n, cells in enumerate(records, 1)], mapping, "graph"))
    assert seen(found) == [(1, "sources", "ok"), (1, "persons", "ok"), (2, "kinship", "ok"), (3, "", "no_row")]
    assert isinstance(found[2], FileRow)
    assert found[2].cells == {"person_a": "g:n1", "relation": "parent", "person_b": "g:n2", "source_id": "g:s"}


@pytest.mark.parametrize(
    ("header", "code"),
    [("No;Name", "missing_column"), ("No;Name;Name", "repeated_column"), ("", "no_header"),
     (";".join(f"c{n}" for n in range(100_000)), "too_many_columns")],
    ids=["missing", "repeated", "none", "100,000"],
)  # fmt: skip
def test_a_header_that_does_not_fit_stops_the_import(tmp_path: Path, header: str, code: str) -> None:
    items = rows_of(written(tmp_path, "1;A", header=header))
    assert isinstance(items[0], FileNote) and items[0].stops and items[0].note.code == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = ", "no TOML"),
        ("[file]\ncolour = 1\n", "file.colour"),
        ('[[rows]]\ntable = "dogs"\nfields = { id = "a" }', "persons"),
        ('[[rows]]\ntable = "persons"\nfields = { age = "a" }', "no column of persons"),
        ('[[rows]]\ntable = "persons"\nfields = { id = { column = "a", constant = "b" } }', "one of column"),
        ('[[rows]]\ntable = "persons"\nfields = { id = { column = "a", part = 2 } }', "part needs split"),
        ('[[rows]]\ntable = "persons"\nfields = { sex = { column = "a", values = "sex" } }', "values.sex"),
        ('[[rows]]\ntable = "persons"\nfields = { id = "a" }\n[source]\nkind = "file"', "source needs an id"),
        ('[[rows]]\ntable = "persons"\nfields = { id = "a" }\n[file]\nencoding = "rot13"', "cp949"),
        ('[[rows]]\ntable = "persons"\nfields = { id = "a" }\n[file]\nseparator = "::"', "file.separator"),
        ("a = " + "[" * 5_000, "nested too deeply"),
        ("", "rows"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_the_place(text: str, words: str) -> None:
    with pytest.raises(InvalidDocument, match="the mapping") as error:
        parse_mapping(text)
    assert words in str(error.value)


def test_a_mapping_needs_a_file_in_utf_8_and_a_data_set(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_bytes(b'a = "\xff"')
    for name in ("m.toml", "nothing.toml"):
        with pytest.raises(InvalidDocument, match="cannot be read"):
            read_mapping(tmp_path / name)
    without = WIDE.replace('dataset = "archive"\n', "")
    with pytest.raises(InvalidDocument, match="names no data set"):
        rows_of(written(tmp_path, *LINES), without)
    items = rows_of(written(tmp_path, *LINES), without, "other")
    assert isinstance(items[1], FileRow) and items[1].cells["id"] == "other:person-1"


def test_a_format_and_a_mapping_together_are_refused(tmp_path: Path) -> None:
    ledger = Ledger(FakeStore(), lambda: datetime(2025, 6, 1, tzinfo=UTC), "test")
    with pytest.raises(InvalidParameter, match="--mapping without --as"):
        ledger.import_paths([tmp_path], ImportOptions(as_="csv", mapping=tmp_path / "m.toml"))


CELL = st.text(alphabet="ab가;\"'\t =-|&<", max_size=6)


@given(cells=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6))
def test_any_text_of_a_record_comes_through_unchanged(cells: list[tuple[str, str]]) -> None:
    mapping = parse_mapping('[[rows]]\ntable = "families"\nfields = { id = "a", name = "a", note = "b" }')
    found = list(read_mapped([FileRow("f", 1, "", {"a": a, "b": b}) for a, b in cells], mapping, "f"))
    expected = [{"id": a.strip(), "name": a.strip(), "note": b.strip()} for a, b in cells if a.strip() or b.strip()]
    made = [item.cells for item in found if isinstance(item, FileRow)]
    assert made == [{name: text for name, text in row.items() if text} for row in expected]
