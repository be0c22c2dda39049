"""Facts about the links of GEDCOM: which nature and grade a tie to a parent has, and pointers that lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.formats.base import FileNote
from app.formats.gedcom_writer import write_gedcom
from tests.unit.formats.test_gedcom import Item, codes, items_of, of_text, persons, rows_of
from tests.unit.seed.snapshot_of import snapshot_of
from tests.unit.seed.tables_of import conflicts

PARENTS = "0 @D@ INDI\n1 NAME Dad\n1 FAMS @F@\n0 @M@ INDI\n1 NAME Ma\n1 FAMS @F@"
FAMILY = "0 @F@ FAM\n1 HUSB @D@\n1 WIFE @M@\n1 CHIL @C@"


def child(folder: Path, link: str, chil: str = "") -> list[Item]:
    return of_text(folder, f"{PARENTS}\n0 @C@ INDI\n1 NAME Kid\n{link}\n{FAMILY}\n{chil}".strip())


def parents(items: list[Item], column: str = "nature") -> dict[str, str]:
    return {row["person_a"]: row[column] for row in rows_of(items)["kinship"] if row["relation"] == "parent"}


@pytest.mark.parametrize(
    ("link", "father", "mother"),
    [
        ("1 FAMC @F@", "", ""),
        ("1 FAMC @F@\n2 PEDI birth", "birth", "birth"),
        ("1 FAMC @F@\n2 PEDI ADOPTED", "adoptive", "adoptive"),
        ("1 FAMC @F@\n2 PEDI FOSTER", "foster", "foster"),
        ("1 FAMC @F@\n2 PEDI step", "step", "step"),
        ("1 FAMC @F@\n2 PEDI OTHER\n3 PHRASE step", "step", "step"),
        ("1 FAMC @F@\n1 ADOP\n2 FAMC @F@\n3 ADOP HUSB", "adoptive", ""),
        ("1 FAMC @F@\n2 PEDI birth\n1 ADOP\n2 FAMC @F@\n3 ADOP WIFE", "birth", "adoptive"),
        ("1 FAMC @F@\n2 PEDI adopted\n1 ADOP\n2 FAMC @F@\n3 ADOP HUSB", "adoptive", ""),
        ("1 FAMC @F@\n1 ADOP\n2 FAMC @F@\n3 ADOP BOTH", "adoptive", "adoptive"),
        ("1 FAMC @F@\n1 BIRT\n2 FAMC @F@", "birth", "birth"),
    ],
)
def test_the_file_says_the_nature_of_the_tie_to_each_parent(
    link: str, father: str, mother: str, tmp_path: Path
) -> None:
    items = child(tmp_path, link)
    assert (parents(items), codes(items)) == ({"g:D": father, "g:M": mother}, [])


def test_what_a_family_says_of_each_parent_alone_wins(tmp_path: Path) -> None:
    items = child(tmp_path, "1 FAMC @F@\n2 PEDI birth", "2 _FREL Step\n2 _MREL Natural")
    assert parents(items) == {"g:D": "step", "g:M": "birth"}


def test_a_child_that_is_only_sealed_has_no_parents_there(tmp_path: Path) -> None:
    items = child(tmp_path, "1 FAMC @F@\n2 PEDI sealing")
    assert (parents(items), codes(items)) == ({}, ["sealing"])


@pytest.mark.parametrize(
    ("status", "grade"), [("challenged", "unlikely"), ("DISPROVEN", "unlikely"), ("proven", "confirmed")]
)
def test_a_doubted_link_decides_nothing_and_keeps_its_word(status: str, grade: str, tmp_path: Path) -> None:
    items = child(tmp_path, f"1 FAMC @F@\n2 STAT {status}")
    assert parents(items, "grade") == {"g:D": grade, "g:M": grade}
    assert parents(items, "words")["g:D"] == f"STAT {status.lower()}"


def test_two_links_to_one_family_are_two_ties_and_the_same_link_twice_is_one(tmp_path: Path) -> None:
    adopted, born = "1 FAMC @F@\n2 PEDI ADOPTED\n2 STAT PROVEN", "1 FAMC @F@\n2 PEDI BIRTH\n2 STAT DISPROVEN"
    items = child(tmp_path, f"{adopted}\n{born}\n{adopted}", "1 SOUR @S@\n2 PAGE p. 3\n0 @S@ SOUR\n1 TITL R")
    ties = [(row["nature"], row["grade"]) for row in rows_of(items)["kinship"] if row["relation"] == "parent"]
    assert ties == [("adoptive", "confirmed")] * 2 + [("birth", "unlikely")] * 2
    assert conflicts(rows_of(items)) == 0


@pytest.mark.parametrize(("role", "relation"), [("FATH", "father"), ("NGHBR", "neighbour"), ("OTHER", "cousin")])
def test_roles_of_associates_are_words_of_kinship(role: str, relation: str, tmp_path: Path) -> None:
    link = f"1 ASSO @D@\n2 ROLE {role}\n3 PHRASE cousin" if role == "OTHER" else f"1 ASSO @D@\n2 ROLE {role}"
    items = of_text(tmp_path, f"0 @D@ INDI\n1 NAME D\n0 @C@ INDI\n1 NAME C\n{link}")
    (row,) = rows_of(items)["kinship"]
    assert (row["person_a"], row["relation"], row["person_b"]) == ("g:D", relation, "g:C")
    assert codes(items) == []


def test_words_that_are_not_understood_are_told_and_kept(tmp_path: Path) -> None:
    items = child(tmp_path, "1 FAMC @F@\n2 PEDI godchild\n2 STAT perhaps")
    assert parents(items, "words")["g:D"] == "PEDI godchild; STAT perhaps"
    assert codes(items) == ["unknown_word", "unknown_word"]


def test_an_adoption_has_its_date_and_source_and_may_name_the_family_alone(tmp_path: Path) -> None:
    adoption = "1 ADOP\n2 DATE 1960\n2 FAMC @F@\n2 SOUR @S@\n3 PAGE p. 3\n3 DATA\n4 TEXT taken in"
    items = child(tmp_path, adoption, "0 @S@ SOUR\n1 TITL Register")
    (row, _) = [row for row in rows_of(items)["kinship"] if row["relation"] == "parent"]
    assert (row["nature"], row["since"], row["source_id"]) == ("adoptive", "1960", "g:S")
    assert (row["citation"], row["quote"]) == ("p. 3", "taken in")


def test_an_adoption_into_no_family_is_told(tmp_path: Path) -> None:
    items = child(tmp_path, "1 FAMC @F@\n1 ADOP\n2 DATE 1960")
    assert codes(items) == ["no_family"]
    dated = child(tmp_path, "1 FAMC @F@\n2 PEDI adopted\n1 ADOP\n2 DATE 1960")
    assert (parents(dated, "since"), codes(dated)) == ({"g:D": "1960", "g:M": "1960"}, [])


def test_pointers_that_lead_nowhere_make_no_person_and_are_told(tmp_path: Path) -> None:
    person = "0 @C@ INDI\n1 NAME Kid\n1 FAMC @VOID@\n1 FAMS @F9@\n1 ASSO @VOID@\n1 SOUR @S9@\n1 NOTE @N9@"
    family = "0 @F@ FAM\n1 HUSB @VOID@\n1 WIFE @I9@\n1 CHIL somebody\n1 SOUR @S9@"
    items = of_text(tmp_path, f"{person}\n{family}")
    assert persons(items) == {"g:C": "Kid"}
    assert rows_of(items)["kinship"] == []
    assert codes(items) == ["no_record"] * 6 + ["void"] * 3
    lines = [item.row for item in items if isinstance(item, FileNote) and item.note.code == "void"]
    assert lines == [5, 7, 11]


@pytest.mark.parametrize(
    ("told", "relation", "words"),
    [
        ("", "partner", ""),
        ("1 NO MARR", "partner", "NO MARR"),
        ("1 MARR Y", "spouse", ""),
        ("1 MARR\n2 TYPE common law", "spouse", "MARR common law"),
        ("1 ANUL", "spouse", ""),
    ],
)
def test_a_couple_is_married_only_where_the_file_says_so(told: str, relation: str, words: str, tmp_path: Path) -> None:
    items = of_text(tmp_path, f"{PARENTS}\n0 @F@ FAM\n1 HUSB @D@\n1 WIFE @M@\n{told}".strip())
    (row,) = rows_of(items)["kinship"]
    assert (row["relation"], row["words"], codes(items)) == (relation, words, [])


def test_every_end_of_a_marriage_is_kept_with_its_source(tmp_path: Path) -> None:
    told = "1 MARR\n2 DATE 1950\n1 DIV\n2 DATE 1955\n2 SOUR @S@\n1 DIV\n2 DATE 1960\n0 @S@ SOUR\n1 TITL R"
    items = of_text(tmp_path, f"{PARENTS}\n0 @F@ FAM\n1 HUSB @D@\n1 WIFE @M@\n{told}")
    rows = [(row["since"], row["until"], row["source_id"]) for row in rows_of(items)["kinship"]]
    assert rows == [("1950", "1955", "g:S"), ("", "1960", "g:a.ged")]


@pytest.mark.parametrize("told", ["1 MARR\n1 DIV", "1 MARR\n1 DIV Y", "1 ANUL"])
def test_a_marriage_that_ended_without_a_date_is_a_former_one(told: str, tmp_path: Path) -> None:
    items = of_text(tmp_path, f"{PARENTS}\n0 @F@ FAM\n1 HUSB @D@\n1 WIFE @M@\n{told}")
    assert [row["until"] for row in rows_of(items)["kinship"]] == ["unknown"]
    written = write_gedcom(snapshot_of(rows_of(items)), tmp_path / "out.ged")
    assert "1 DIV Y" in (tmp_path / "out.ged").read_text()
    assert [loss.kind for loss in written.losses] == ["Source"]
    assert [row["until"] for row in rows_of(items_of(tmp_path / "out.ged"))["kinship"]] == ["unknown"]


@pytest.mark.parametrize(
    "order", [("M 1911", "D 1912", "M 1914"), ("M 1911", "M 1914", "D 1912")], ids=["in time", "by tag"]
)
def test_an_end_belongs_to_the_marriage_before_it(order: tuple[str, ...], tmp_path: Path) -> None:
    tags = {"M": "MARR", "D": "DIV"}
    told = "\n".join(f"1 {tags[each[0]]}\n2 DATE {each[2:]}" for each in order)
    items = of_text(tmp_path, f"{PARENTS}\n0 @F@ FAM\n1 HUSB @D@\n1 WIFE @M@\n{told}")
    assert [(row["since"], row["until"]) for row in rows_of(items)["kinship"]] == [("1911", "1912"), ("1914", "")]


def test_the_end_of_a_second_marriage_does_not_end_the_first(tmp_path: Path) -> None:
    told = "1 MARR\n2 DATE 1911\n1 MARR\n2 DATE 1914\n1 DIV\n2 DATE 1920"
    items = of_text(tmp_path, f"{PARENTS}\n0 @F@ FAM\n1 HUSB @D@\n1 WIFE @M@\n{told}")
    assert [(row["since"], row["until"]) for row in rows_of(items)["kinship"]] == [("1911", ""), ("1914", "1920")]


def test_a_death_without_a_date_is_told_and_a_second_birth_is_kept(tmp_path: Path) -> None:
    items = of_text(tmp_path, "0 @C@ INDI\n1 NAME Kid\n1 BIRT\n2 DATE 1950\n1 BIRT\n2 DATE 1951\n1 DEAT Y")
    assert rows_of(items)["persons"][0]["birth"] == "1950"
    assert [(row["kind"], row["begin"]) for row in rows_of(items)["events"]] == [("birth", "1951"), ("death", "")]


def test_what_has_no_column_is_kept_as_a_note_or_counted(tmp_path: Path) -> None:
    body = "1 NATI Korean\n1 RESI\n2 PLAC Musan\n3 MAP\n4 LATI odd\n2 TYPE tent\n2 CAUS flood\n1 OCCU cook\n2 DATE 1950"
    items = of_text(tmp_path, f"0 @C@ INDI\n1 NAME Kid\n{body}")
    assert rows_of(items)["persons"][0]["note"] == "NATI: Korean"
    assert rows_of(items)["events"][0]["note"] == "TYPE: tent\nCAUS: flood"
    notes = [item.note.reason for item in items if isinstance(item, FileNote)]
    assert notes == ["DATE of OCCU is not taken over, 1 times", "MAP of PLAC is not taken over, 1 times"]


@pytest.mark.parametrize(
    ("link", "words", "told"),
    [
        ("1 FAMC @F@\n2 PEDI birth\n2 PEDI foster", "PEDI foster", []),
        ("1 FAMC @F@\n1 ADOP\n2 FAMC @F@\n3 ADOP NEITHER", "ADOP NEITHER", []),
        ("1 FAMC @F@\n2 PEDI foster\n1 BIRT\n2 FAMC @F@", "BIRT into the family", []),
        ("1 FAMC @F@\n1 ADOP\n2 FAMC @F@\n2 DATE some day", "ADOP some day", ["bad_date"]),
        ("1 FAMC @F@\n1 ADOP\n2 FAMC @F9@", "", ["no_record"]),
    ],
)
def test_what_contradicts_itself_keeps_its_words(link: str, words: str, told: list[str], tmp_path: Path) -> None:
    items = child(tmp_path, link)
    assert (parents(items, "words")["g:D"], codes(items)) == (words, told)


def test_what_cannot_be_a_tie_or_an_event_is_told(tmp_path: Path) -> None:
    person = "0 @C@ INDI\n1 NAME\n2 GIVN Kid\n2 SURN Ri\n1 ASSO @C@\n2 RELA hmm\n1 EVEN\n2 TYPE dancing\n1 FAMC @F@"
    family = "0 @F@ FAM\n1 HUSB @C@\n1 CHIL @C@\n1 MARR\n2 DATE some day"
    items = of_text(tmp_path, f"{person}\n{family}\n0 @R@ REPO\n1 NAME Archive")
    assert persons(items) == {"g:C": "Kid Ri"}
    assert codes(items) == ["left_out", "listed_twice", "one_sided", "self_tie", "unknown_kind", "unknown_term"]


def test_notes_of_records_and_marriages_on_days_that_cannot_be_read_are_kept(tmp_path: Path) -> None:
    people = PARENTS.replace("1 NAME Dad", "1 NAME Dad\n1 SNOTE @N@\n1 NOTE own")
    family = "0 @F@ FAM\n1 HUSB @D@\n1 WIFE @M@\n1 MARR\n2 DATE some day"
    items = of_text(tmp_path, f"{people}\n{family}\n0 @N@ SNOTE one\n1 CONT two")
    assert rows_of(items)["persons"][0]["note"] == "one\ntwo\nown"
    assert [row["words"] for row in rows_of(items)["kinship"]] == ["MARR some day"]
    assert codes(items) == ["bad_date"]


def test_a_child_that_is_listed_twice_is_one(tmp_path: Path) -> None:
    items = child(tmp_path, "1 FAMC @F@\n1 FAMC @F@", "1 CHIL @C@")
    ties = [(row["person_a"], row["person_b"]) for row in rows_of(items)["kinship"] if row["relation"] == "parent"]
    assert ties == [("g:D", "g:C"), ("g:M", "g:C")]
