"""Facts about files that other libraries write: GEDCOM 5.5.1, 5.5 in ANSEL and UTF-16, 7.0; XES; workbooks; CSV."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import gedcom7
import gedcom_lite
import polars
import pytest
import r4pm
import xlsxwriter
from gedcom7.types import GedcomStructure

from app.formats import format_of
from app.formats.base import FileRow
from app.formats.workbook import read_workbook
from app.formats.xes import read_xes
from tests.unit.formats.test_gedcom import codes, items_of, persons, rows_of
from tests.unit.seed.snapshot_of import snapshot_of

_HEAD = "0 HEAD\n1 GEDC\n2 VERS {version}\n2 FORM LINEAGE-LINKED\n1 CHAR {charset}\n0 TRLR\n"
_BOMS = {"utf-8-sig": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def lite(path: Path, encoding: str, charset: str, version: str) -> Path:
    """Write a family with gedcom-lite: two parents, a child, an arrest with a source and a page."""
    document = gedcom_lite.parse(_HEAD.format(version=version, charset=charset).encode())
    document.encoding, document.bom = encoding, _BOMS.get(encoding, b"")
    source = document.add_record("SOUR", "@S1@")
    source.add_child("TITL", "Invented register")
    for xref, name, sex in (
        ("@I1@", "José /Núñez/", "M"),
        ("@I2@", "Łucja /Ångström/", "F"),
        ("@I3@", "Ana /Núñez/", "F"),
    ):
        person = document.add_record("INDI", xref)
        person.add_child("NAME", name)
        person.add_child("SEX", sex)
        person.add_child("FAMC" if xref == "@I3@" else "FAMS", "@F1@")
    born = document.resolve("@I3@").add_child("BIRT")
    born.add_child("DATE", "ABT 1975")
    born.add_child("PLAC", "Málaga")
    cited = born.add_child("SOUR", "@S1@")
    cited.add_child("PAGE", "p. 7")
    family = document.add_record("FAM", "@F1@")
    for tag, payload in (("HUSB", "@I1@"), ("WIFE", "@I2@"), ("CHIL", "@I3@"), ("MARR", "Y")):
        family.add_child(tag, payload)
    document.write(path)
    return path


@pytest.mark.parametrize(
    ("encoding", "charset", "version"),
    [
        ("utf-8", "UTF-8", "5.5.1"),
        ("utf-8-sig", "UTF-8", "5.5.1"),
        ("ansel", "ANSEL", "5.5"),
        ("utf-16-le", "UNICODE", "5.5.1"),
        ("utf-16-be", "UNICODE", "5.5.1"),
    ],
)
def test_a_family_that_gedcom_lite_writes_is_read_whole(encoding, charset, version, tmp_path):
    items = items_of(lite(tmp_path / "other.ged", encoding, charset, version))
    rows = rows_of(items)
    snapshot = snapshot_of(rows)
    assert codes(items) == []
    assert persons(items) == {"g:I1": "José Núñez", "g:I2": "Łucja Ångström", "g:I3": "Ana Núñez"}
    assert {(tie["type"], tie["a"], tie["b"]) for tie in snapshot.rows("kinship")} == {
        ("SPOUSE_OF", "g:I1", "g:I2"),
        ("PARENT_OF", "g:I1", "g:I3"),
        ("PARENT_OF", "g:I2", "g:I3"),
    }
    (birth,) = rows["events"]
    assert (birth["kind"], birth["begin"], birth["source_id"], birth["citation"]) == (
        "birth",
        "ABT 1975",
        "g:S1",
        "p. 7",
    )
    assert [place["name"] for place in rows["places"]] == ["Málaga"]


def seven(tag: str, text: str = "", *children: GedcomStructure, xref: str | None = None, to: str | None = None):
    return GedcomStructure(tag, pointer=to, text=text, xref=xref, children=list(children))


def test_a_family_that_gedcom7_writes_is_read_whole(tmp_path):
    family = [seven("HUSB", to="@VOID@"), seven("WIFE", to="@I1@"), seven("CHIL", to="@I2@")]
    child = [seven("NAME", "Yong /Ri/"), seven("FAMC", "", seven("PEDI", "ADOPTED"), to="@F1@")]
    note = seven("NOTE", "first line\nsecond line\n@third")
    birth = seven("BIRT", "", seven("DATE", "BET 1950 AND 1955"))
    records = [
        seven("HEAD", "", seven("GEDC", "", seven("VERS", "7.0"))),
        seven(
            "INDI",
            "",
            seven("NAME", "Sun /Han/"),
            seven("SEX", "F"),
            birth,
            note,
            seven("FAMS", to="@F1@"),
            xref="@I1@",
        ),
        seven("INDI", "", *child, xref="@I2@"),
        seven("FAM", "", *family, xref="@F1@"),
        seven("TRLR"),
    ]
    path = tmp_path / "other.ged"
    with path.open("wb") as file:
        gedcom7.dump(records, file, line_terminator="\r\n")
    items = items_of(path)
    rows = rows_of(items)
    (tie,) = snapshot_of(rows).rows("kinship")
    assert (codes(items), persons(items)) == (["void"], {"g:I1": "Sun Han", "g:I2": "Yong Ri"})
    assert (tie["type"], tie["a"], tie["b"], tie["nature"]) == ("PARENT_OF", "g:I1", "g:I2", "adoptive")
    assert rows["persons"][0]["note"] == "first line\nsecond line\n@third"
    assert rows["persons"][0]["birth"] == "BET 1950 AND 1955"


@pytest.mark.parametrize("name", ["other.xes", "other.xes.gz"])
def test_a_log_that_r4pm_writes_is_read_whole(name, tmp_path):
    frame = polars.DataFrame(
        {
            "case:concept:name": ["invented 1", "invented 1", "invented 2"],
            "concept:name": ["arrest", "transfer", "arrest"],
            "time:timestamp": [datetime(2009, 5, day, tzinfo=UTC) for day in (3, 4, 5)],
            "org:group": ["Bureau", "Camp", "Bureau"],
        }
    )
    r4pm.df.export_xes(frame, str(tmp_path / name))
    items = list(read_xes(tmp_path / name, "x").items)
    rows = rows_of(items)
    graph = snapshot_of(rows)
    assert format_of(tmp_path / name).name == "xes"
    assert codes(items) == []
    assert [(row["kind"], row["begin"], row["step"]) for row in rows["events"]] == [
        ("arrest", "2009-05-03", "1"),
        ("transfer", "2009-05-04", "2"),
        ("arrest", "2009-05-05", "1"),
    ]
    assert {row["name"] for row in graph.rows("Person")} == {"invented 1", "invented 2"}
    assert {row["name"] for row in graph.rows("Agency")} == {"Bureau", "Camp"}


def test_a_workbook_that_xlsxwriter_writes_is_read_whole(tmp_path):
    path = tmp_path / "other.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sources, people, events = (book.add_worksheet(name) for name in ("sources", "persons", "events"))
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sources.write_row(0, 0, ["id", "kind", "title"])
        sources.write_row(1, 0, ["x:s", "report", "Invented"])
        people.write_row(0, 0, ["id", "name", "source_id"])
        people.write_row(1, 0, ["x:a", "김철수"])
        people.write_rich_string(1, 1, "김", book.add_format({"bold": True}), "철수")
        people.write(1, 2, "x:s")
        events.write_row(0, 0, ["id", "person_id", "kind", "begin", "source_id"])
        events.write_row(1, 0, ["x:e", "x:a", "arrest", None, "x:s"])
        events.write_datetime(1, 3, date(2009, 5, 3), day)
    items = [item for item in read_workbook(path).items if isinstance(item, FileRow)]
    told = {
        (item.table, item.cells.get("name") or item.cells.get("begin") or item.cells.get("title")) for item in items
    }
    assert [item.problem for item in items] == [None] * 3
    assert told == {("sources", "Invented"), ("persons", "김철수"), ("events", "2009-05-03")}


def test_tables_that_polars_writes_are_read_whole(tmp_path):
    columns = {
        "id": ["x:a", "x:b"],
        "name": ['김 "철" 수', "Sun, Han"],
        "birth": ["1950", None],
        "source_id": ["x:s"] * 2,
    }
    sources = polars.DataFrame({"id": ["x:s"], "kind": ["report"], "title": ["Invented; and\nso on"]})
    polars.DataFrame(columns).write_csv(tmp_path / "persons.csv", include_bom=True)
    sources.write_csv(tmp_path / "sources.csv", quote_style="always", line_terminator="\r\n")
    items = [item for item in format_of(tmp_path).read(tmp_path, "").items if isinstance(item, FileRow)]
    assert [item.problem for item in items] == [None] * 3
    assert [item.cells["name"] for item in items if item.table == "persons"] == columns["name"]
    assert items[0].cells["title"] == "Invented; and\nso on"
