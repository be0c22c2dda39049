"""Facts about every format that is read and every way to hurt its reader: one clear word, soon, and nothing recorded.

What is done to the small file of a format, and the word that answers it, is the table ``ANSWERS``.
"""

from __future__ import annotations

import random
import string
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import InvalidDocument, TooLarge
from app.services.import_report import ImportReport
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeClock, FakeStore
from tests.unit.formats import hostile

MOST_SECONDS, MOST_BYTES = 40, 100 * hostile.MIB
_LONG = "".join(random.Random(1).choices(string.ascii_letters, k=3_000_000)).encode()
_DAMAGE = {
    "NUL": hostile.renamed(b"Han\0name"),
    "3 MB": hostile.renamed(_LONG),
    "charset": hostile.renamed("김철수".encode("cp949")),
    "cut": hostile.cut,
    "id twice": hostile.same_id_twice,
}
XML = {"NUL": "not_xml", "3 MB": "too_long", "charset": "not_xml", "cut": "cut", "wide": "too_many_columns"}
#: The first problem of each file, by format and what was done to it; of GEDCOM that is cut off it is a warning.
ANSWERS: dict[str, dict[str, str]] = {
    "csv": {
        "NUL": "control_character",
        "3 MB": "too_long",
        "charset": "undecodable",
        "cut": "cut",
        "id twice": "conflict",
        "wide": "too_many_columns",
    },
    "workbook": {
        "NUL": "invalid_document",
        "3 MB": "too_long",
        "charset": "invalid_document",
        "cut": "invalid_document",
        "id twice": "conflict",
        "wide": "too_many_columns",
    },
    "graphml": XML | {"id twice": "repeated_id"},
    "gexf": XML | {"id twice": "repeated_id"},
    "node-link": {
        "NUL": "not_json",
        "3 MB": "too_long",
        "charset": "encoding",
        "cut": "cut",
        "id twice": "repeated_id",
        "wide": "too_long",
    },
    "gedcom": {
        "NUL": "undecodable",
        "3 MB": "too_long",
        "charset": "undecodable",
        "cut": "cut",
        "id twice": "repeated_id",
        "wide": "left_out",
    },
    "followthemoney": {
        "NUL": "not_json",
        "3 MB": "too_long",
        "charset": "undecodable",
        "cut": "not_json",
        "id twice": "repeated_id",
        "wide": "too_long",
    },
    "xes": XML | {"id twice": "repeated_id", "wide": "left_out"},
}
#: Of a workbook more stand in test_workbook_hostile; in GEDCOM and XES they are lines, not columns.
WIDE = {"workbook": 1_000, "gedcom": 20_000, "xes": 20_000}
#: They are told as warnings, and the rest is recorded: the file is read, and says all that it has lost.
TOLD = {("gedcom", "cut"), ("gedcom", "wide"), ("xes", "wide"), ("xes", "id twice")}


@pytest.fixture(autouse=True)
def soon_and_small() -> Iterator[None]:
    Path("/proc/self/clear_refs").write_text("5")  # the highest memory begins anew
    before, began = memory("VmRSS"), time.process_time()
    yield
    assert time.process_time() - began < MOST_SECONDS
    assert memory("VmHWM") - before < MOST_BYTES


def memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def imported(path: Path, format: str, store: FakeStore) -> ImportReport:
    report = Ledger(store, FakeClock(), "tester").import_paths([path], ImportOptions(as_=format))
    assert report.rows_read == report.recorded + report.unchanged + report.rejected
    return report


@pytest.mark.parametrize("format", hostile.READ)
@pytest.mark.parametrize("kind", [*_DAMAGE, "wide"])
def test_damage_is_named_and_nothing_is_recorded(format: str, kind: str, tmp_path: Path) -> None:
    file = hostile.good_file(format, tmp_path)
    hostile.change(
        format,
        file,
        hostile.wide(format, WIDE.get(format, 100_000)) if kind == "wide" else _DAMAGE[kind],
    )
    store = FakeStore()
    report = imported(hostile.path_to_import(format, file), format, store)
    entries = report.warnings.entries if (format, kind) in TOLD else report.problems.entries
    assert entries[0]["code"] == ANSWERS[format][kind]
    assert entries[0]["file"].startswith(str(file))
    assert bool(store.kept) is ((format, kind) in TOLD)


@pytest.mark.parametrize("format", hostile.READ)
@pytest.mark.parametrize("kind", hostile.BOMBS)
def test_what_is_no_file_of_the_format_is_refused(format: str, kind: str, tmp_path: Path) -> None:
    file = tmp_path / ("persons.csv" if format == "csv" else "in")
    file.write_bytes(hostile.BOMBS[kind])
    store = FakeStore()
    try:
        told = bool(imported(file, format, store).problems.entries)
    except (InvalidDocument, TooLarge) as refused:
        told = bool(str(refused))
    assert told
    assert not store.kept and not store.known_sources


@pytest.mark.parametrize("format", hostile.READ)
@pytest.mark.parametrize("name", ['=HYPERLINK("x.example")', "+1-@SUM", "<script>alert('a')<b>&amp;"])
def test_a_formula_or_markup_in_a_name_stays_text(format: str, name: str, tmp_path: Path) -> None:
    file = hostile.good_file(format, tmp_path, name)
    store = FakeStore()
    assert imported(hostile.path_to_import(format, file), format, store).problems.entries == []
    assert name in {row["name"] for row in store.snapshot().rows("Person")}
