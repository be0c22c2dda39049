"""Facts about tables in other charsets and dialects, as spreadsheets of other countries write them."""

from __future__ import annotations

import codecs
import csv
import io
import random
from pathlib import Path

import pytest

from app.errors import InvalidDocument
from app.formats.base import FileRow
from app.formats.mapping import read_with_mapping
from app.formats.mapping_file import ENCODINGS, parse_mapping
from app.formats.mapping_start import start_mapping
from app.services.import_report import ImportReport
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeClock, FakeStore

#: Charset, header, a line, and the name and sex of its person.
SAMPLES = {
    "cp949": (["번호", "이름", "성별"], ["1", "김철수", "남"], ("김철수", "male")),
    "euc-kr": (["번호", "이름", "성별"], ["1", "김철수", "남"], ("김철수", "male")),
    "gb18030": (["编号", "姓名", "性别"], ["1", "李明", "女"], ("李明", "female")),
    "big5": (["編號", "姓名", "性別"], ["1", "李明", "女"], ("李明", "female")),
    "shift_jis": (["番号", "氏名", "性別"], ["1", "表ソ太郎", "男"], ("表ソ太郎", "male")),
    "euc-jp": (["番号", "氏名", "性別"], ["1", "山田太郎", "男"], ("山田太郎", "male")),
    "cp1251": (["Номер", "ФИО", "Пол"], ["1", "Иван Петров", "М"], ("Иван Петров", "male")),
    "koi8-r": (["Номер", "ФИО", "Пол"], ["1", "Иван Петров", "М"], ("Иван Петров", "male")),
    "cp1252": (["No", "Name", "Sex"], ["1", "José “Núñez”", "M"], ("José “Núñez”", "male")),
    "utf-16": (["번호", "이름", "성별"], ["1", "김철수", "남"], ("김철수", "male")),
}


def lines(*rows: list[str], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def imported(path: Path, mapping: str, store: FakeStore, quarantine: Path | None = None) -> ImportReport:
    rules = path.with_suffix(".toml")
    rules.write_text(mapping, encoding="utf-8")
    options = ImportOptions(mapping=rules, quarantine=quarantine)
    return Ledger(store, FakeClock(), "tester").import_paths([path], options)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("encoding", SAMPLES)
def test_a_charset_that_is_named_is_proposed_and_read(encoding: str, separator: str, tmp_path: Path) -> None:
    header, line, person = SAMPLES[encoding]
    path = tmp_path / "list.csv"
    path.write_bytes(lines(header, line, separator=separator).encode(encoding))
    store = FakeStore()
    report = imported(path, start_mapping(path, "x", encoding), store)
    assert (report.recorded, report.problems.entries) == (2, [])
    assert [(row["name"], row["sex"]) for row in store.snapshot().rows("Person")] == [person]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b""], ids=["LE", "BE", "no mark"])
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_in_both_orders_with_and_without_its_mark(mark: bytes, order: str, tmp_path: Path) -> None:
    if mark and (mark == codecs.BOM_UTF16_LE) != (order == "utf-16-le"):
        mark = b""
    header, line, person = SAMPLES["utf-16"]
    path = tmp_path / "list.tsv"
    path.write_bytes(mark + lines(header, line, separator="\t").encode(order))
    store = FakeStore()
    # The mark alone is enough: Excel's "Unicode text" needs no --encoding.
    assert imported(path, start_mapping(path, "x", "utf-8" if mark else "utf-16"), store).problems.entries == []
    assert [row["name"] for row in store.snapshot().rows("Person")] == [person[0]]


def test_marks_and_the_first_line_of_excel_are_no_data(tmp_path: Path) -> None:
    header, line, person = SAMPLES["cp949"]
    path = tmp_path / "list.csv"
    path.write_bytes(("sep=;\r\n" + lines(header, line, separator=";")).encode("utf-8-sig"))
    mapping = start_mapping(path, "x")
    store = FakeStore()
    assert "header_row = 2" in mapping
    assert imported(path, mapping, store).problems.entries == []
    assert [row["name"] for row in store.snapshot().rows("Person")] == [person[0]]


@pytest.mark.parametrize("encoding", [each for each in SAMPLES if each not in ("utf-16", "cp1252")])
def test_what_is_not_of_the_charset_is_refused_with_what_to_do(encoding: str, tmp_path: Path) -> None:
    header, line, _ = SAMPLES[encoding]
    path = tmp_path / "list.csv"
    path.write_bytes(lines(header, line, separator=",").encode(encoding))
    with pytest.raises(InvalidDocument, match=r"--encoding with one of .*cp949"):
        start_mapping(path, "x")


def test_line_ends_of_old_macs_are_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"No,Name\r1,A\r")
    with pytest.raises(InvalidDocument, match="lines that end with LF or CRLF"):
        start_mapping(path, "x")


@pytest.mark.parametrize(
    ("content", "code", "allowed"),
    [
        ("id,name,source_id\nx:1,김철수,x:s\n".encode("cp949"), "undecodable", "save the file as UTF-8"),
        ("id,name,source_id\nx:1,山田,x:s\n".encode("shift_jis"), "undecodable", "save the file as UTF-8"),
        ("id,name,source_id\nx:1,김철수,x:s\n".encode("utf-16"), "encoding", "save the file as UTF-8"),
        ("id,name,source_id\nx:1,김철수,x:s\n".encode("utf-16-le"), "encoding", "save the file as UTF-8"),
        (b"id;name;source_id\nx:1;A;x:s\n", "separator", "commas; save the file as CSV with commas"),
        (b"id\tname\tsource_id\nx:1\tA\tx:s\n", "separator", "commas; save the file as CSV with commas"),
    ],
    ids=["cp949", "shift_jis", "utf-16", "utf-16 without a mark", "semicolons", "tabs"],
)
def test_a_table_of_ours_in_another_charset_or_dialect_says_what_to_do(
    content: bytes, code: str, allowed: str, tmp_path: Path
) -> None:
    (tmp_path / "persons.csv").write_bytes(content)
    (tmp_path / "sources.csv").write_text("id,kind\nx:s,report\n")
    store = FakeStore()
    report = Ledger(store, FakeClock(), "tester").import_paths([tmp_path])
    (problem,) = [each for each in report.problems.entries if each["code"] == code]
    assert problem["allowed"] == allowed
    assert not store.kept


@pytest.mark.parametrize("encoding", ["cp949", "shift_jis", "utf-16"])
def test_damaged_lines_are_put_aside_in_their_own_charset(encoding: str, tmp_path: Path) -> None:
    header, line, person = SAMPLES[encoding]
    wrong = [["2", "긴" if encoding != "shift_jis" else "長", "", "more"]]
    path = tmp_path / "list.csv"
    path.write_bytes(lines(header, line, *wrong, separator=",").encode(encoding))
    mapping = start_mapping(path, "x", encoding)
    store = FakeStore()
    report = imported(path, mapping, store, tmp_path / "q")
    assert (report.recorded, report.rejected) == (2, 1)
    kept = tmp_path / "q" / "damaged" / "list.csv"
    assert kept.read_bytes().decode(encoding) == lines(header, *wrong, separator=",")
    kept.write_bytes(kept.read_bytes().decode(encoding).replace(",,more", ",").encode(encoding))
    again = imported(kept, mapping, store)
    assert (again.recorded, again.problems.entries) == (1, [])
    assert person[0] in {row["name"] for row in store.snapshot().rows("Person")}


def test_bytes_that_are_no_character_are_put_aside_as_they_are(tmp_path: Path) -> None:
    header, line, _ = SAMPLES["cp949"]
    path = tmp_path / "list.csv"
    path.write_bytes(lines(header, line, separator=",").encode("cp949"))
    mapping = start_mapping(path, "x", "cp949")
    path.write_bytes(path.read_bytes() + b"2,\xff\xfe,\r\n")
    report = imported(path, mapping, FakeStore(), tmp_path / "q")
    assert [problem["code"] for problem in report.problems.entries] == ["undecodable"]
    assert (tmp_path / "q" / "damaged" / "list.csv").read_bytes().endswith(b"\r\n2,\xff\xfe,\r\n")


def letters(encoding: str) -> list[str]:
    """Return letters that the charset has and that come back from it."""
    found = []
    for code in range(0x41, 0xD7A4, 13):
        letter = chr(code)
        try:
            same = letter.isalnum() and letter.encode(encoding).decode(encoding) == letter
        except UnicodeError:
            continue
        found += [letter] if same else []
    return found


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_name_of_a_charset_comes_through(encoding: str, tmp_path: Path) -> None:
    some, known = random.Random(1), letters(encoding)
    names = ["".join(some.choices(known, k=12)) for _ in range(200)]
    path = tmp_path / "list.csv"
    rows = [[str(number), name] for number, name in enumerate(names)]
    path.write_bytes(lines(["No", "Name"], *rows, separator=";").encode(encoding))
    mapping = parse_mapping(
        f'[file]\nseparator = ";"\nencoding = "{encoding}"\n[[rows]]\ntable = "families"\nfields = {{ name = "Name" }}'
    )
    found = [item.cells["name"] for item in read_with_mapping(path, mapping, "x").items if isinstance(item, FileRow)]
    assert found == names
