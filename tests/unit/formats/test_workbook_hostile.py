"""Facts about workbooks made to hurt their reader: each is answered in bounded time and memory."""

import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import InvalidDocument, TooLarge
from app.formats import FileNote, FileRow
from app.formats.archives import ArchiveLimits
from app.formats.workbook import read_workbook
from app.formats.workbook_process import WorkbookLimits
from tests.unit.formats.workbooks import SHEET, raw_workbook, text_cell

HEADER = '<row r="1">' + text_cell("A1", "id") + text_cell("B1", "name") + text_cell("C1", "source_id") + "</row>"
GOOD = '<row r="2">' + text_cell("A2", "x:1") + text_cell("B2", "A") + text_cell("C2", "x:s") + "</row>"


@pytest.fixture(autouse=True)
def in_bounded_time() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 50


def codes(path: Path, limits: WorkbookLimits | None = None) -> list[str]:
    found = []
    for item in read_workbook(path, "", limits).items:
        problem = item.note if isinstance(item, FileNote) else item.problem
        found.append(problem.code if problem else "ok")
    return found


def test_a_small_file_with_far_cells_costs_two_rows(tmp_path: Path) -> None:
    far = '<row r="1048576">' + text_cell("A1048576", "x:2") + text_cell("XFD1048576", "far") + "</row>"
    path = raw_workbook(tmp_path / "a.xlsx", {"families": SHEET.format(rows=HEADER + GOOD + far)})
    assert path.stat().st_size < 17_000
    assert codes(path) == ["ok", "blank_row", "ragged"]


def test_a_hundred_thousand_columns_are_too_many(tmp_path: Path) -> None:
    cells = "".join(f"<c t='inlineStr'><is><t>c{n}</t></is></c>" for n in range(100_000))
    header = HEADER.replace("</row>", f"{cells}</row>")
    path = raw_workbook(tmp_path / "a.xlsx", {"families": SHEET.format(rows=header + GOOD)})
    assert codes(path, WorkbookLimits(ArchiveLimits(ratio=10_000))) == ["too_many_columns", "header"]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (ArchiveLimits(), "100 inflated bytes"),
        (ArchiveLimits(ratio=100_000, inflated=1_000_000), "1,000,000 bytes"),
        (ArchiveLimits(members=3), "3 files"),
    ],
    ids=["ratio", "inflated", "members"],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, limits: ArchiveLimits, words: str) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", {"families": SHEET.format(rows=HEADER + GOOD + " " * 20_000_000)})
    assert path.stat().st_size < 100_000
    with pytest.raises(TooLarge, match=words):
        read_workbook(path, "", WorkbookLimits(limits))


def test_memory_has_an_end(tmp_path: Path) -> None:
    rows = HEADER + GOOD + '<row r="3">' + text_cell("A3", "a" * 150_000_000) + "</row>"
    path = raw_workbook(tmp_path / "a.xlsx", {"families": SHEET.format(rows=rows)})
    limits = WorkbookLimits(ArchiveLimits(ratio=100_000), memory=64 * 1024 * 1024)
    assert codes(path, limits)[-1] == "too_large"


def test_time_has_an_end(tmp_path: Path) -> None:
    rows = HEADER + GOOD + "<row/>" * 3_000_000
    path = raw_workbook(tmp_path / "a.xlsx", {"families": SHEET.format(rows=rows)})
    assert codes(path, WorkbookLimits(ArchiveLimits(ratio=100_000), seconds=1))[-1] == "too_large"


LAUGHS = """<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
FILE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("dtd", [LAUGHS, FILE], ids=["billion laughs", "file"])
def test_entities_are_refused(tmp_path: Path, dtd: str) -> None:
    row = '<row r="2">' + text_cell("A2", "&a;") + "</row>"
    xml = SHEET.format(rows=HEADER + row).replace("<worksheet", f"{dtd}<worksheet")
    assert "invalid_document" in codes(raw_workbook(tmp_path / "a.xlsx", {"families": xml}))


def test_a_damaged_sheet_stops_the_import(tmp_path: Path) -> None:
    xml = SHEET.format(rows=HEADER + GOOD * 2_000).replace("</sheetData>", "<row")
    found = list(read_workbook(raw_workbook(tmp_path / "a.xlsx", {"families": xml})).items)
    assert isinstance(found[0], FileRow)
    assert [item.note.code for item in found if isinstance(item, FileNote) and item.stops] == ["invalid_document"]


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_refused(tmp_path: Path, cut: float) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", {"families": SHEET.format(rows=HEADER + GOOD)})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * cut)])
    with pytest.raises(InvalidDocument, match="no workbook that can be read"):
        read_workbook(path)


def test_an_archive_that_is_no_workbook_and_one_whose_parts_are_none_are_refused(tmp_path: Path) -> None:
    for name, member in (("a.xlsx", "notes.txt"), ("b.xlsx", "xl/workbook.xml")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(member, "hello")
        with pytest.raises(InvalidDocument, match="no workbook that can be read"):
            read_workbook(tmp_path / name)


def test_control_characters_and_markup_in_cells_stay_text(tmp_path: Path) -> None:
    row = (
        '<row r="2">' + text_cell("A2", "x:1") + text_cell("B2", "&lt;b&gt;_x0000_") + text_cell("C2", "x:s") + "</row>"
    )
    (item,) = read_workbook(raw_workbook(tmp_path / "a.xlsx", {"families": SHEET.format(rows=HEADER + row)})).items
    assert isinstance(item, FileRow) and item.cells["name"] == "<b>_x0000_"
