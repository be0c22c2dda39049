"""Facts about what GEDCOM files of other programs say: no more is made of it than they say, and nothing is lost."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.errors import TooLarge
from app.formats import format_of
from app.formats.base import FileNote, FileRow
from app.formats.gedcom import read_gedcom
from tests.unit.formats.test_gedcom import codes, items_of, of_text, rows_of
from tests.unit.seed.tables_of import conflicts

COUPLE = "0 @A@ INDI\n1 NAME A\n1 FAMS @F@\n0 @B@ INDI\n1 NAME B\n1 FAMS @F@\n0 @F@ FAM\n1 HUSB @A@\n1 WIFE @B@\n"


@pytest.mark.parametrize("word", ["N", "n", "NO"])
def test_an_event_that_did_not_happen_makes_nothing_and_is_told(word: str, tmp_path: Path) -> None:
    items = of_text(tmp_path, f"{COUPLE}1 MARR\n1 DIV {word}\n0 @C@ INDI\n1 NAME C\n1 DEAT {word}\n1 EMIG {word}")
    assert rows_of(items).get("events", []) == []
    assert [row["until"] for row in rows_of(items)["kinship"]] == [""]
    assert codes(items).count("denied") == 3
    items = of_text(tmp_path, f"{COUPLE}1 MARR {word}")
    assert [row["relation"] for row in rows_of(items)["kinship"]] == ["partner"]


def test_a_bare_death_is_no_death_and_is_counted(tmp_path: Path) -> None:
    items = of_text(tmp_path, "0 @C@ INDI\n1 NAME C\n1 DEAT\n0 @D@ INDI\n1 NAME D\n1 DEAT Y")
    assert [row["person_id"] for row in rows_of(items)["events"]] == ["g:D"]
    left = [item.note.reason for item in items if isinstance(item, FileNote) and item.note.code == "left_out"]
    assert left == ["DEAT without a date, a place or Y of INDI is not taken over, 1 times"]


def test_values_that_are_not_understood_or_stand_twice_are_counted(tmp_path: Path) -> None:
    text = (
        "0 @C@ INDI\n1 NAME C\n1 NAME D|E\n1 SEX Q\n1 SEX M\n1 EVEN\n2 TYPE arrest\n2 DATE 1950\n2 DATE 1951\n"
        "2 SOUR @S@\n3 QUAY 7\n0 @S@ SOUR\n1 TITL S"
    )
    items = of_text(tmp_path, text)
    left = {item.note.reason for item in items if isinstance(item, FileNote) and item.note.code == "left_out"}
    assert left == {
        f"{what} is not taken over, 1 times"
        for what in (
            "SEX of INDI",
            "another SEX of INDI",
            "another DATE of EVEN",
            "QUAY of SOUR",
            "name with | of INDI",
        )
    }


def test_the_source_of_a_name_says_nothing_of_the_birth(tmp_path: Path) -> None:
    text = (
        "0 @C@ INDI\n1 NAME Chol /Ri/\n2 SOUR @S@\n3 PAGE 1\n1 NAME Chol /Lee/\n2 SOUR @S@\n3 PAGE 1\n"
        "1 SEX M\n1 BIRT\n2 DATE 1950\n0 @S@ SOUR\n1 TITL S"
    )
    of_file, of_source = rows_of(items := of_text(tmp_path, text))["persons"]
    assert (of_file["birth"], of_file["sex"], of_file["citation"]) == ("1950", "male", "C")
    assert (of_source["source_id"], of_source["name"], of_source["names"]) == ("g:S", "Chol Ri", "Chol Lee")
    assert not of_source["sex"] and "birth" not in of_source
    assert conflicts(rows_of(items)) == 0


def test_a_source_of_the_whole_person_is_named_once_for_its_names_too(tmp_path: Path) -> None:
    text = "0 @C@ INDI\n1 NAME C\n2 SOUR @S@\n3 PAGE 1\n1 SOUR @S@\n2 PAGE 1\n1 SEX F\n0 @S@ SOUR\n1 TITL S"
    assert [row["sex"] for row in rows_of(of_text(tmp_path, text))["persons"]] == ["female"]


@pytest.mark.parametrize("said", ["ANSI", "ANSEL", "UTF-8"])
def test_korean_bytes_under_another_header_are_read_as_korean(said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ged"
    text = f"0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR {said}\n0 @C@ INDI\n1 NAME 철수 /김/\n1 NOTE 함흥에서 왔다\n0 TRLR\n"
    path.write_bytes(text.encode("cp949"))
    items = items_of(path)
    assert [row["name"] for row in rows_of(items)["persons"]] == ["철수 김"] and "other_encoding" in codes(items)


def test_many_parents_in_one_family_are_refused_before_they_become_millions_of_ties(tmp_path: Path) -> None:
    people = "".join(f"0 @I{n}@ INDI\n1 NAME N{n}\n" for n in range(3_000))
    items = of_text(
        tmp_path, people + "0 @F@ FAM\n" + "".join(f"1 HUSB @I{n}@\n" for n in range(2_999)) + "1 CHIL @I2999@"
    )
    refused = [item.problem.code for item in items if isinstance(item, FileRow) and item.problem]
    assert refused == ["too_many_parents"] and len(items) < 10_000


def test_an_archive_that_is_too_large_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.gdz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gedcom.ged", b"0 HEAD\n" + b" " * (220 << 20))
    found = format_of(path)
    assert found is not None and found.name == "gedcom"
    with pytest.raises(TooLarge):
        read_gedcom(path)


def test_what_is_told_in_confidence_is_sealed(tmp_path: Path) -> None:
    text = (
        "0 @A@ INDI\n1 NAME A\n1 RESN confidential\n1 RESI\n2 DATE 1990\n0 @B@ INDI\n1 NAME B\n1 RESN LOCKED\n"
        "1 RESI\n2 DATE 1991\n1 EVEN\n2 TYPE escape\n2 DATE 1999\n2 PLAC Hyesan\n2 RESN LOCKED, PRIVACY\n"
        "0 @F@ FAM\n1 RESN PRIVACY\n1 HUSB @A@\n1 WIFE @B@"
    )
    items = of_text(tmp_path, text)
    tables = rows_of(items)
    tiers = {name: [row.get("tier", "") for row in tables[name]] for name in ("persons", "events", "places", "kinship")}
    assert tiers == {
        "persons": ["sealed", ""],
        "events": ["sealed", "", "sealed"],
        "places": ["sealed"],
        "kinship": ["sealed"],
    }
    left = [item.note.reason for item in items if isinstance(item, FileNote) and item.note.code == "left_out"]
    assert left == ["RESN of INDI is not taken over, 1 times"]
