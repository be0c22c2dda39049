"""Facts about CSV files made to hurt their reader, as tables and through a mapping: each is answered soon."""

import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.formats import FileNote, FileRow
from app.formats.csv_tables import read_csv_tables
from app.formats.mapping import read_with_mapping
from app.formats.mapping_file import parse_mapping
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeStore

HEADER = b"id,name,note,source_id\n"
GOOD = b"x:9,A,,x:s\n"
MAPPING = parse_mapping(
    '[[rows]]\ntable = "families"\nfields = { id = "id", name = "name", note = "note", source_id = "source_id" }'
)


@pytest.fixture(autouse=True)
def soon_and_small() -> Iterator[None]:
    tracemalloc.start()
    began = time.monotonic()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - began < 50 and peak < 150 * 1024 * 1024


def codes(items: Iterator[FileRow | FileNote]) -> list[str]:
    found = []
    for item in items:
        problem = item.note if isinstance(item, FileNote) else item.problem
        found.append(problem.code if problem else "ok")
    return found


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "families.csv"
    path.write_bytes(content)
    return path


HOSTILE = {
    "a line of 3 MB": (HEADER + b"x:1," + b"a" * 3_000_000 + b",,x:s\n" + GOOD, ["ok", "ok"]),
    "a line of 20 MB": (HEADER + b"x:1," + b"a" * 20_000_000 + b",,x:s\n" + GOOD, ["too_long", "ok"]),
    "a quote that is never closed": (
        HEADER + b'x:1,"' + b"a\n" * 1_000 + GOOD,
        [*["unclosed_quote"], *["ragged"] * 999, "ok"],
    ),
    "a row of 100,000 cells": (HEADER + b"," * 100_000 + b"a\n" + GOOD, ["ragged", "ok"]),
    "a wrong charset": (HEADER + "x:1,김,,x:s\n".encode("euc-kr") + GOOD, ["undecodable", "ok"]),
    "cut off": (HEADER + GOOD + b"x:1,A", ["ok", "cut"]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_is_reported_and_the_next_is_read(tmp_path: Path, name: str) -> None:
    content, expected = HOSTILE[name]
    path = written(tmp_path, content)
    assert codes(read_csv_tables(path).items) == expected
    mapped = ["ragged" if code == "cut" else code for code in expected]
    assert codes(read_with_mapping(path, MAPPING, "x").items) == mapped


def test_a_hundred_thousand_columns_stop_the_file(tmp_path: Path) -> None:
    header = b",".join(b"c%d" % n for n in range(100_000)) + b"\n"
    path = written(tmp_path, header + GOOD)
    assert codes(read_csv_tables(path).items) == ["too_many_columns", "header"]
    assert codes(read_with_mapping(path, MAPPING, "x").items) == ["too_many_columns"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("A\x00B", "control_character"), ("A" * 40_000, "too_long"), ("=1+1", None), ("<script>alert(1)</script>", None)],
    ids=["NUL", "long", "formula", "HTML"],
)
def test_hostile_text_is_refused_or_kept_as_text(tmp_path: Path, cell: str, code: str | None) -> None:
    (tmp_path / "sources.csv").write_text("id,kind\nx:s,report\n")
    written(tmp_path, HEADER + f"x:1,{cell},,x:s\n".encode() + GOOD)
    store = FakeStore()
    ledger = Ledger(store, lambda: datetime(2025, 6, 1, tzinfo=UTC), "test")
    report = ledger.import_paths([tmp_path], ImportOptions(quarantine=tmp_path / "q"))
    assert [entry["code"] for entry in report.problems.entries] == ([code] if code else [])
    assert report.recorded == (2 if code else 3)
    names = {claim.statement["name"] for claim in store.kept.values()}
    assert (cell in names) is (code is None)


def _processor_seconds(path: Path) -> tuple[float, list[FileRow | FileNote]]:
    began = time.process_time()
    found = list(read_csv_tables(path).items)
    return time.process_time() - began, found


def test_many_blank_lines_are_one_note_and_cost_less_than_a_third_as_many_rows(tmp_path: Path) -> None:
    path, rows = tmp_path / "persons.csv", tmp_path / "places.csv"
    path.write_bytes(b"id,name,source_id\n" + b"\n" * 300_000 + b"x:1,A,x:s\r\n\r\nx:2,B,x:s\n")
    rows.write_bytes(b"id,name,source_id\n" + b"x:1,A,x:s\n" * 100_000)
    seconds, found = _processor_seconds(path)
    assert seconds < _processor_seconds(rows)[0]
    assert [(item.row, isinstance(item, FileRow)) for item in found] == [
        (2, False), (300_002, True), (300_003, False), (300_004, True)
    ]  # fmt: skip
    told = [item.note.reason for item in found if isinstance(item, FileNote)]
    assert told[0] == "this row and the 299,999 after it are blank and are passed over"
