"""Facts about damaged files: what is put aside is put right with an editor, and gives what the whole file had given."""

from __future__ import annotations

import gzip
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.formats import format_named
from app.formats.csv_tables import write_csv_tables
from app.services.import_report import ImportReport
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeStore
from tests.unit.services.test_every_format import MORE

GEDCOM = """0 HEAD
1 GEDC
2 VERS 7.0
0 @S1@ SOUR
1 TITL A register
0 @N1@ SNOTE Invented
1 CONT in a test
0 @I1@ INDI
1 NAME A
1 BIRT
2 DATE 1950
1 EVEN taken
2 TYPE arrest
2 DATE 3 MAR 2009
2 PLAC Musan
1 FAMS @F1@
0 @I2@ INDI
1 NAME B
1 SNOTE @N1@
1 FAMS @F1@
0 @I3@ INDI
1 NAME C
1 RESN confidential
1 FAMC @F1@
2 PEDI adopted
2 SOUR @S1@
0 @F1@ FAM
1 HUSB @I1@
1 WIFE @I2@
1 CHIL @I3@
1 MARR
2 DATE 1970
0 @I4@ INDI
1 NAME D
0 TRLR
"""
ENTITIES = """{"id":"d1","schema":"Document","properties":{"title":["A register"]}}
{"id":"p1","schema":"Person","properties":{"name":["A"],"birthDate":["1950"],"proof":["d1"]}}
{"id":"p2","schema":"Person","properties":{"name":["B"]}}
{"id":"l1","schema":"Documentation","properties":{"document":["d1"],"entity":["p2"]}}
{"id":"f1","schema":"Family","properties":{"person":["p1"],"relative":["p2"],"relationship":["parent"],"proof":["d1"]}}
{"id":"p3","schema":"Person","properties":{"name":["C"],"proof":["d1"]}}
{"id":"e1","schema":"Event","properties":{"name":["arrest"],"involved":["p1","p2"],"startDate":["2009"]}}
"""
LOG = """<log>
<trace><string key="concept:name" value="A"/>
<event><string key="concept:name" value="arrest"/><date key="time:timestamp" value="2009-05-03T00:00:00Z"/></event>
<event><string key="concept:name" value="transfer"/><string key="org:group" value="SSD"/></event>
</trace>
<trace><string key="concept:name" value="B"/>
<event><string key="concept:name" value="release"/><date key="time:timestamp" value="2010-01-01T00:00:00Z"/></event>
</trace>
</log>
"""
PERSONS = "id,name,birth,source_id\nx:1,A,1950,x:s\nx:2,B,1960,x:s\nx:3,C,1970,x:s\n"


def ledger() -> tuple[Ledger, FakeStore]:
    store = FakeStore()
    return Ledger(store, lambda: datetime(2025, 6, 1, tzinfo=UTC), "test"), store


def graph_of(format: str, folder: Path) -> bytes:
    """Return a graph of ours in a format, as bytes."""
    books, store = ledger()
    write_csv_tables(MORE, folder / "own")
    books.import_paths([folder / "own"])
    write = format_named(format).write  # type: ignore[union-attr]
    assert write is not None
    write(store.snapshot(), folder / "own.graph")
    return (folder / "own.graph").read_bytes()


def comes_back(folder: Path, name: str, whole: bytes, right: bytes, wrong: bytes) -> ImportReport:
    """Import a file with one place of it damaged, put that right in what is put aside, and import this."""
    assert whole.count(right) >= 1
    for part, content in (("whole", whole), ("in", whole.replace(right, wrong, 1))):
        (folder / part).mkdir()
        if name == "persons.csv":
            (folder / part / "sources.csv").write_text("id,kind\nx:s,report\n")
        (folder / part / name).write_bytes(content)
    (undisturbed, expected), (books, store) = ledger(), ledger()
    table = name == "persons.csv"
    assert undisturbed.import_paths([folder / "whole" / ("" if table else name)]).rejected == 0
    path, aside = folder / "in" / ("" if table else name), folder / "q"
    dry = books.import_paths([path], ImportOptions(quarantine=aside, dry_run=True))
    first = books.import_paths([path], ImportOptions(quarantine=aside))
    assert (dry.recorded, dry.rejected) == (first.recorded, first.rejected) and first.recorded
    assert first.rejected or first.problems.entries
    assert first.rows_read == first.recorded + first.unchanged + first.rejected
    assert set(store.kept) <= set(expected.kept)
    (kept,) = (each for each in aside.rglob("*") if each.is_file() and wrong in each.read_bytes())
    kept.write_bytes(kept.read_bytes().replace(wrong, right, 1))
    again = books.import_paths([aside])
    assert again.rows_read == again.recorded + again.unchanged and not again.problems.entries
    assert set(store.kept) == set(expected.kept) and store.graph() == expected.graph()
    assert not any(claim.withdrawn_at for claim in store.kept.values())
    return first


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("2 DATE 1950", "2 DA\0E 1950"),
        ("2 DATE 3 MAR 2009", "DATE 3 MAR 2009"),
        ("1 RESN confidential", "1 RE\0N confidential"),
        ("2 PEDI adopted", "4 PEDI adopted"),
        ("1 NAME B", "\0 NAME B"),
        ("2 DATE 1950", "2 DATE 19\n0"),
        ("0 @I2@ INDI", "0@I2@ INDI"),
        ("0 @F1@ FAM", "O @F1@ FAM"),
        ("1 WIFE @I2@", "1 WI\0E @I2@"),
        ("1 CONT in a test", "1 CO\0T in a test"),
        ("0 @N1@ SNOTE", "0 @N1 SNOTE"),
        ("1 TITL A register", "1 TI\0L A register"),
        ("0 @S1@ SOUR", "0 @S1@ SO\0R"),
        ("1 NAME D", "1 NAM\0E D"),
        ("0 @I4@ INDI\n1 NAME D", "0 @I1@ INDI\n1 NAME D"),
    ],
)
def test_a_line_of_a_family_tree_is_put_right(right: str, wrong: str, tmp_path: Path) -> None:
    comes_back(tmp_path, "tree.ged", GEDCOM.encode(), right.encode(), wrong.encode())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"name":["B"]}}', '"name":["B"]}'),
        ('"id":"p1","schema"', '"id":"p1,"schema"'),
        ('"birthDate":["1950"]', '"birthDate":["1950-13"]'),
        ('{"id":"d1","schema":"Document"', '{"id":"d1","schema":"Docum'),
        ('{"id":"l1","schema"', '{"id":"l1,"schema"'),
        ('"schema":"Documentation"', '"schema":"Documntation"'),
        ('"schema":"Family"', '"schema":"Famly"'),
    ],
)
def test_an_entity_is_put_right(right: str, wrong: str, tmp_path: Path) -> None:
    comes_back(tmp_path, "a.ftm.json", ENTITIES.encode(), right.encode(), wrong.encode())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('value="arrest"', 'value="seized"'),
        ('value="2009-05-03T00:00:00Z"', 'value="2009-13-03T00:00:00Z"'),
        ('<string key="concept:name" value="B"/>', '<string key="name" value="B"/>'),
        ("</trace>\n</log>", "</trace>\n</lg>"),
    ],
)
def test_an_event_log_is_put_right(right: str, wrong: str, tmp_path: Path) -> None:
    comes_back(tmp_path, "a.xes", LOG.encode(), right.encode(), wrong.encode())


@pytest.mark.parametrize(
    ("format", "right", "wrong"),
    [
        ("graphml", b'source="Event:x:g"', b'source="Event:x:no"'),
        ("graphml", b'<node id="Agency:x:a"', b'<node no="Agency:x:a"'),
        ("gexf", b'source="Event/x:g"', b'source="Event/x:no"'),
        ("node-link", b'"source":"Event/x:g"', b'"source":"Event/x:no"'),
    ],
)
def test_an_edge_or_a_node_is_put_right(format: str, right: bytes, wrong: bytes, tmp_path: Path) -> None:
    whole = graph_of(format, tmp_path)
    comes_back(tmp_path, f"g{format_named(format).suffix}", whole, right, wrong)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("1960", "196O"),
        ("x:2,B,", 'x:2,"B,'),
        ("B,1960,x:s", "B,1960,x:s,more"),
        ("birth", "geburt"),
        ("B,1960", "B," + "1" * 5_000_000),
    ],
    ids=["cell", "quote", "ragged", "header", "long"],
)
def test_a_line_of_a_table_is_put_right(right: str, wrong: str, tmp_path: Path) -> None:
    comes_back(tmp_path, "persons.csv", PERSONS.encode(), right.encode(), wrong.encode())


def test_persons_of_two_files_are_never_one_by_the_numbers_in_them(tmp_path: Path) -> None:
    for name in ("a", "나", "다", "b c"):
        (tmp_path / f"{name}.ged").write_text(f"0 HEAD\n0 @I1@ INDI\n1 NAME {name}\n0 TRLR\n")
        (tmp_path / f"{name}.xes").write_text('<log><trace><string key="concept:name" value="1"/></trace></log>')
    books, store = ledger()
    books.import_paths(sorted(tmp_path.iterdir()))
    assert store.snapshot().tables["Person"].num_rows == 8
    (tmp_path / "packed").mkdir()
    (tmp_path / "packed" / "나.xes.gz").write_bytes(gzip.compress((tmp_path / "나.xes").read_bytes()))
    books.import_paths([tmp_path / "packed" / "나.xes.gz"])
    assert store.snapshot().tables["Person"].num_rows == 8


def test_what_is_packed_is_put_aside_as_text(tmp_path: Path) -> None:
    damaged = GEDCOM.replace("1 NAME D", "1 NAM\0E D")
    with zipfile.ZipFile(tmp_path / "a.gdz", "w") as archive:
        archive.writestr("gedcom.ged", damaged)
    (tmp_path / "a.xes.gz").write_bytes(gzip.compress(LOG.replace("arrest", "seized").encode()))
    books, store = ledger()
    books.import_paths([tmp_path / "a.gdz", tmp_path / "a.xes.gz"], ImportOptions(quarantine=tmp_path / "q"))
    for name, wrong, right in (("a.gdz", "1 NAM\0E D", "1 NAME D"), ("a.xes.gz", "seized", "arrest")):
        kept = tmp_path / "q" / "damaged" / name
        kept.write_text(kept.read_text().replace(wrong, right))
    assert books.import_paths([tmp_path / "q"]).rejected == 0
    assert {"D", "A"} <= {row["name"] for row in store.snapshot().rows("Person")}
