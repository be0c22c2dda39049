"""Facts about first mappings: what is proposed for a file imports that file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.errors import InvalidDocument
from app.formats.mapping_file import parse_mapping
from app.formats.mapping_start import start_mapping
from app.formats.mapping_words import event_column, person_column, relative_of
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeStore

ENGLISH = """Case No;Full name;Gender;Born;Nationality;Father's name;Arrested on;Place of arrest;Released on;Colour
7;Kim A;M;1950-02;North Korea;Kim B;2009;Hyesan;2011-05;red
8;Lee C;F;;DPRK;;2010-01-02;;;
9;Pak D;x;1960;Atlantis;;;;2012;
"""
KOREAN = """번호|성명|성별|생년월일|국적|배우자|체포일|체포 장소|북송일|비고
1|김철|남|1950년 3월|북한|리영|2009년 5월|혜산||메모
2|박순|여|1960|중국||||2010년|
"""


def imported(tmp_path: Path, path: Path, mapping: str) -> tuple[Any, FakeStore]:
    (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
    store = FakeStore()
    ledger = Ledger(store, lambda: datetime(2025, 6, 1, tzinfo=UTC), "test")
    return ledger.import_paths([path], ImportOptions(mapping=tmp_path / "m.toml")), store


@pytest.mark.parametrize(
    ("text", "persons", "events", "kinship"),
    [(ENGLISH, 4, 4, 1), (KOREAN, 3, 2, 1)],
    ids=["English", "Korean"],
)
def test_the_proposal_imports_its_file(tmp_path: Path, text: str, persons: int, events: int, kinship: int) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    mapping = start_mapping(path, "archive")
    report, store = imported(tmp_path, path, mapping)
    assert report.problems.entries == []
    assert (report.counts["persons"], report.counts["events"]) == (persons, events)
    assert report.counts["parent_child"] + report.counts["couples"] == kinship
    assert {claim.source for claim in store.kept.values()} == {"archive:file"}


def test_values_that_are_not_understood_stand_in_the_proposal_for_a_human(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(ENGLISH, encoding="utf-8")
    text = start_mapping(path, "archive")
    assert '"x" = ""  # not understood' in text and '"Atlantis" = ""  # not understood' in text
    assert '#   "Colour"' in text
    mapping = parse_mapping(text)
    assert mapping.file.separator == ";" and mapping.values["nationality"]["DPRK"] == "KP"


def test_without_numbers_the_id_is_made_of_name_and_birth(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("no\tname\tbirth\tmother\n1\tA\t1950\tM\n1\tB\t1960\t\n", encoding="utf-8")
    text = start_mapping(path, "x")
    assert parse_mapping(text).file.separator == "\t"
    report, store = imported(tmp_path, path, text)
    assert report.problems.entries == []
    assert {claim.statement["id"] for claim in store.kept.values() if claim.table == "persons"} == {
        "x:person-A-1950", "x:person-B-1960", "x:person-A-1950-mother",
    }  # fmt: skip


def test_agencies_places_and_many_values_are_proposed(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = [f"{n},P{n},land {n},Bureau {n % 2},2009,Dandong" for n in range(60)]
    path.write_text(
        "\n".join(["id,name,nationality,arresting agency,송환일,송환 장소", *lines]) + "\n", encoding="utf-8"
    )
    text = start_mapping(path, "x")
    assert '"*" = ""  # everything else is left out' in text and text.count("not understood; empty") == 40
    report, store = imported(tmp_path, path, text)
    assert report.problems.entries == []
    assert (report.counts["agencies"], report.counts["places"], report.counts["events"]) == (2, 1, 120)
    handed = next(claim.statement for claim in store.kept.values() if claim.statement.get("kind") == "repatriation")
    assert handed["to_place_id"] == ["x:place-Dandong"]


def test_quotes_that_never_close_are_no_separator(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('name;note\nA;"b\nC;d\n', encoding="utf-8")
    assert parse_mapping(start_mapping(path, "x")).file.separator == ";"


def test_a_sheet_is_proposed_by_its_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Persons held"
    for line in KOREAN.splitlines():
        book.active.append(line.split("|"))
    book.save(tmp_path / "a.xlsx")
    text = start_mapping(tmp_path / "a.xlsx", "archive")
    assert parse_mapping(text).file.sheet == "Persons held"
    report, _ = imported(tmp_path, tmp_path / "a.xlsx", text)
    assert report.problems.entries == [] and report.counts["events"] == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (KOREAN.encode("cp949"), "not utf-8 text"),
        (b"", "no header"),
        (b"a,b\n1,2\n", "no column with names"),
    ],
    ids=["encoding", "empty", "no names"],
)
def test_what_cannot_be_guessed_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidDocument, match=words):
        start_mapping(path, "x")


def test_an_encoding_is_named_and_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(KOREAN.encode("cp949"))
    text = start_mapping(path, "x", "cp949")
    assert parse_mapping(text).file.encoding == "cp949"
    report, _ = imported(tmp_path, path, text)
    assert report.problems.entries == []
    for encoding, at in (("rot13", path), ("utf-8", tmp_path / "nothing")):
        with pytest.raises(InvalidDocument):
            start_mapping(at, "x", encoding)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Date of arrest", ("arrest", "begin")),
        ("체포 장소", ("arrest", "place")),
        ("체포일", ("arrest", "begin")),
        ("Arresting agency", ("arrest", "agency")),
        ("Where detained", ("detention", "place")),
        ("Name", None),
    ],
)
def test_headers_of_events_are_understood(header: str, found: tuple[str, str] | None) -> None:
    assert event_column(header) == found


def test_headers_of_persons_and_relatives_are_understood() -> None:
    assert (person_column("Date of Birth"), person_column("성 별"), person_column("Colour")) == ("birth", "sex", None)
    assert (relative_of("Father's name"), relative_of("배우자"), relative_of("Friend")) == ("father", "spouse", None)
