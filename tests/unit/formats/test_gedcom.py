"""Facts about GEDCOM in: persons, ties and events as rows, and nothing left out in silence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from ged4py import GedcomReader

from app.domain.tables import TABLES
from app.errors import InvalidDocument, TooLarge
from app.formats.base import FileNote, FileRow
from app.formats.gedcom import read_gedcom, recognise_gedcom
from tests.unit.seed.snapshot_of import snapshot_of
from tests.unit.seed.tables_of import check_all, conflicts, dangling

SAMPLE = Path("tests/data/formats/invented-551.ged")
Item = FileRow | FileNote


def items_of(path: Path) -> list[Item]:
    return list(read_gedcom(path, "g").items)


def rows_of(items: list[Item]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {name: [] for name in TABLES}
    for item in items:
        if isinstance(item, FileRow) and item.problem is None:
            found[item.table].append(item.cells)
    return found


def codes(items: list[Item]) -> list[str]:
    wrong = [item.note if isinstance(item, FileNote) else item.problem for item in items]
    return sorted(problem.code for problem in wrong if problem is not None)


def of_text(folder: Path, body: str, encoding: str = "utf-8", head: str = "UTF-8") -> list[Item]:
    path = folder / "a.ged"
    text = f"0 HEAD\n1 CHAR {head}\n{body}\n0 TRLR\n"
    path.write_bytes(text.encode(encoding))
    return items_of(path)


def persons(items: list[Item]) -> dict[str, str]:
    return {row["id"]: row["name"] for row in rows_of(items)["persons"]}


def test_the_sample_gives_its_persons_ties_and_events_once() -> None:
    items = items_of(SAMPLE)
    rows = rows_of(items)
    assert persons(items) == {"g:I1": "Chol Ri", "g:I2": "Sun Han", "g:I~203": "Yong Ri"}
    assert conflicts(rows) == 0
    assert dangling(rows) == set()
    snapshot = snapshot_of(rows)
    ties = {(row["type"], row["a"], row["b"], row["nature"], row["grade"]) for row in snapshot.rows("kinship")}
    assert ties == {
        ("SPOUSE_OF", "g:I1", "g:I2", "marriage", "ungraded"),
        ("PARENT_OF", "g:I1", "g:I~203", "adoptive", "unlikely"),
        ("PARENT_OF", "g:I2", "g:I~203", "adoptive", "unlikely"),
        ("KNOWS", "g:I2", "g:I~203", None, "ungraded"),
    }
    told = {(row["kind"], row["begin"]) for row in snapshot.rows("Event")}
    lasting = {("birth", "ABT 1950"), ("residence", "FROM 1960 TO 1970"), ("arrest", "3 MAY 2009")}
    assert told == {*lasting, ("death", None)}  # the date cannot be read, the death is told


def test_marriage_and_divorce_are_the_period_of_the_tie() -> None:
    (tie,) = [row for row in rows_of(items_of(SAMPLE))["kinship"] if row["relation"] == "spouse"]
    assert (tie["since"], tie["until"]) == ("1972", "1980")


def test_a_source_with_page_and_quay_is_source_citation_and_grade() -> None:
    rows = rows_of(items_of(SAMPLE))
    (birth,) = [row for row in rows["events"] if row["kind"] == "birth"]
    assert (birth["source_id"], birth["citation"], birth["grade"]) == ("g:S1", "p. 12", "likely")
    assert {row["source_id"] for row in rows["persons"]} == {"g:invented-551.ged"}
    assert [(place["latitude"], place["longitude"]) for place in rows["places"]] == [("42.44", "129.75")]


def test_names_and_notes_keep_all_their_forms() -> None:
    first = rows_of(items_of(SAMPLE))["persons"][0]
    assert first["names"] == "Old Ri|리철"
    assert first["note"] == "First line\nsecond, joined\nDEAT: (not known)"


def test_what_is_left_out_or_leads_nowhere_is_told() -> None:
    items = items_of(SAMPLE)
    told = ["bad_date", "left_out", "left_out", "listed_twice", "no_record", "no_record", "void"]
    assert codes(items) == told
    notes = [item.note.reason for item in items if isinstance(item, FileNote) and item.note.code == "left_out"]
    assert notes == ["BURI of INDI is not taken over, 1 times", "TYPE of NAME is not taken over, 1 times"]


def test_the_other_reader_finds_the_same_persons_and_ties() -> None:
    ours = rows_of(items_of(SAMPLE))
    with GedcomReader(str(SAMPLE)) as reader:
        names = {record.name.format() for record in reader.records0("INDI")}
        married = {
            (family.sub_tag("HUSB").name.format(), family.sub_tag("WIFE").name.format())
            for family in reader.records0("FAM")
        }
    shown = {row["id"]: row["name"] for row in ours["persons"]}
    assert names == set(shown.values())
    couples = [row for row in ours["kinship"] if row["relation"] == "spouse"]
    assert married == {(shown[row["person_a"]], shown[row["person_b"]]) for row in couples}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_its_mark_is_read(encoding: str, tmp_path: Path) -> None:
    head = "UNICODE" if "16" in encoding else "UTF-8"
    items = of_text(tmp_path, "0 @I1@ INDI\n1 NAME 김 /철/", encoding, head)
    assert persons(items) == {"g:I1": "김 철"}
    assert recognise_gedcom(tmp_path / "a.ged")
    assert codes(items) == []


def test_in_ansel_the_mark_stands_before_its_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.ged"
    path.write_bytes(b"0 HEAD\n1 CHAR ANSEL\n0 @I1@ INDI\n1 NAME Ren\xe2e /M\xe8uller/\n0 TRLR\n")
    assert persons(items_of(path)) == {"g:I1": "René Müller"}


@pytest.mark.parametrize(("encoding", "head"), [("utf-8", "ANSEL"), ("cp1252", "ANSEL"), ("cp1252", "UTF-8")])
def test_what_the_bytes_are_wins_over_the_header(encoding: str, head: str, tmp_path: Path) -> None:
    items = of_text(tmp_path, "0 @I1@ INDI\n1 NAME René /Müller/", encoding, head)
    assert persons(items) == {"g:I1": "René Müller"}
    assert codes(items) == ["other_encoding"]


def test_windows_text_is_read_as_its_header_says(tmp_path: Path) -> None:
    items = of_text(tmp_path, "0 @I1@ INDI\n1 NAME René /“Ri”/", "cp1252", "ANSI")
    assert (persons(items), codes(items)) == ({"g:I1": "René “Ri”"}, [])


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\n\r"], ids=["LF", "CR", "CRLF", "LFCR"])
def test_lines_may_end_in_every_way_and_begin_with_blanks(end: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ged"
    path.write_bytes(end.join(["0 HEAD", "0 @I1@ INDI", "  1 NAME A /B/", "", "0 TRLR", ""]).encode())
    assert persons(items_of(path)) == {"g:I1": "A B"}


def test_a_broken_line_is_reported_and_swallows_no_neighbour(tmp_path: Path) -> None:
    items = of_text(tmp_path, "0 @I1@ INDI\nno line at all\n1 NAME A\n9 DATE 1950\n1 SEX F\n0 @I2@ INDI\n1 NAME B")
    assert persons(items) == {"g:I1": "A", "g:I2": "B"}
    assert codes(items) == ["bad_level", "no_line"]
    assert [item.row for item in items if isinstance(item, FileRow) and item.problem] == [4, 6]
    assert [
        (item.cells["id"], item.partial) for item in items if isinstance(item, FileRow) and item.table == "persons"
    ] == [
        ("g:I1", True),
        ("g:I2", False),
    ]


def test_bytes_of_another_encoding_and_nul_break_only_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.ged"
    body = "1 NAME 김\n".encode() + b"1 NOTE \xff\xfe\n1 OCCU a\0b\n1 SEX M\n0 TRLR\n"
    path.write_bytes(b"0 HEAD\n1 CHAR UTF-8\n0 @I1@ INDI\n" + body)
    items = items_of(path)
    assert rows_of(items)["persons"][0]["sex"] == "male"
    assert codes(items) == ["undecodable", "undecodable"]


def test_a_line_of_three_megabytes_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    items = of_text(tmp_path, f"0 @I1@ INDI\n1 NOTE {'x' * 3_000_000}\n1 NAME A")
    assert (persons(items), codes(items)) == ({"g:I1": "A"}, ["too_long"])


def test_a_repeated_person_is_refused_and_a_loop_is_imported(tmp_path: Path) -> None:
    loop = "0 @F1@ FAM\n1 HUSB @I1@\n1 CHIL @I2@\n0 @F2@ FAM\n1 HUSB @I2@\n1 CHIL @I1@"
    people = "0 @I1@ INDI\n1 NAME A\n1 FAMS @F1@\n1 FAMC @F2@\n0 @I2@ INDI\n1 NAME B\n1 FAMS @F2@\n1 FAMC @F1@"
    items = of_text(tmp_path, f"{people}\n0 @I1@ INDI\n1 NAME =1+1<b>\n{loop}")
    assert "repeated_id" in codes(items)
    ties = {(row["person_a"], row["person_b"]) for row in rows_of(items)["kinship"]}
    assert ties == {("g:I1", "g:I2"), ("g:I2", "g:I1")}


def test_a_family_that_only_one_side_tells_is_kept_once_with_a_warning(tmp_path: Path) -> None:
    people = "0 @I1@ INDI\n1 NAME A\n0 @I2@ INDI\n1 NAME B\n1 FAMC @F1@"
    items = of_text(tmp_path, f"{people}\n0 @F1@ FAM\n1 HUSB @I1@")
    assert [(row["person_a"], row["person_b"]) for row in rows_of(items)["kinship"]] == [("g:I1", "g:I2")]
    assert codes(items) == ["one_sided", "one_sided"]


def test_an_archive_is_read_and_checked_before_it_is_unpacked(tmp_path: Path) -> None:
    good, bomb = tmp_path / "a.gdz", tmp_path / "b.gdz"
    with zipfile.ZipFile(good, "w") as archive:
        archive.writestr("gedcom.ged", SAMPLE.read_text(encoding="utf-8"))
    assert recognise_gedcom(good)
    assert len(persons(items_of(good))) == 3
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gedcom.ged", b"0 HEAD\n" + b"0" * 30_000_000)
    with pytest.raises(TooLarge):
        read_gedcom(bomb, "g")


def test_a_damaged_archive_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gdz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.txt", "0 HEAD")
    with pytest.raises(InvalidDocument):
        read_gedcom(path, "g")
    with pytest.raises(InvalidDocument):
        read_gedcom(tmp_path / "none.ged", "g")
    assert not recognise_gedcom(path)
    assert not recognise_gedcom(tmp_path)


def test_a_file_that_is_cut_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.ged"
    path.write_text("0 HEAD\n0 @I1@ INDI\n1 NAME A", encoding="utf-8")
    assert codes(items_of(path)) == ["cut"]


@pytest.mark.parametrize("version", ["5.5", "5.5.1", "7.0", "7.1"])
def test_every_version_gives_the_same_rows(version: str, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    path = tmp_path / SAMPLE.name
    path.write_text(text.replace("2 VERS 5.5.1", f"2 VERS {version}"), encoding="utf-8")
    assert rows_of(items_of(path)) == rows_of(items_of(SAMPLE))


def test_a_loop_of_parents_is_told_with_its_persons(tmp_path: Path) -> None:
    people = "\n".join(f"0 @I{n}@ INDI\n1 NAME P{n}\n1 FAMS @F{n}@\n1 FAMC @F{(n + 1) % 3}@" for n in range(3))
    families = "\n".join(f"0 @F{n}@ FAM\n1 HUSB @I{n}@\n1 CHIL @I{(n - 1) % 3}@" for n in range(3))
    items = of_text(tmp_path, f"{people}\n{families}")
    assert (len(rows_of(items)["kinship"]), codes(items)) == (3, ["parent_cycle"])
    (note,) = [item.note.reason for item in items if isinstance(item, FileNote)]
    assert note.endswith("g:I0, g:I1, g:I2")


def test_the_agency_of_a_handover_is_put_on_a_side_only_where_the_countries_tell_it(tmp_path: Path) -> None:
    event = "1 EVEN\n2 TYPE handover\n2 AGNC Invented Bureau\n1 EVEN\n2 TYPE transfer\n2 AGNC Invented Bureau"
    rows = rows_of(of_text(tmp_path, f"0 @I1@ INDI\n1 NAME A\n{event}"))
    checked = [one for one in check_all(rows) if one.table == "events"]
    assert [problem.code for problem in checked[0].problems] == ["unclear_role"]
    assert "to_agency_id" in checked[1].statement


@pytest.mark.parametrize(
    ("said", "encoding", "name"),
    [
        ("CP949", "cp949", "김철수"),
        ("WINDOWS-1251", "cp1251", "Иван Петров"),
        ("GBK", "gb18030", "李明"),
        ("SHIFT_JIS", "shift_jis", "山田太郎"),
        ("IBMPC", "cp437", "José Núñez"),
        ("MACINTOSH", "mac_roman", "José Núñez"),
    ],
)
def test_other_charsets_are_read_where_the_header_names_them(
    said: str, encoding: str, name: str, tmp_path: Path
) -> None:
    text = f"0 HEAD\n1 CHAR {said}\n0 @I1@ INDI\n1 NAME {name}\n0 TRLR\n"
    path = tmp_path / "other.ged"
    path.write_bytes(text.encode(encoding))
    items = items_of(path)
    assert (persons(items), codes(items)) == ({"g:I1": name}, [])
