"""Facts that hold for every format alike: its bytes, its manifest, a part of the graph, and the way back in."""

from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path

import pytest

from app.formats import FORMATS, Format, TableRow
from app.services.exporter import Export, ExportRequest
from app.services.importing import ImportOptions
from tests.unit.services.test_exporter import ROWS, Books
from tests.unit.services.test_round_trips import ledger

WRITTEN = [each for each in FORMATS if each.is_written]
BOTH = [each for each in WRITTEN if each.read is not None]
MORE: list[TableRow] = [
    *ROWS,
    ("places", {"id": "x:pl", "name": "Hyesan", "kind": "city", "country": "KP", "latitude": "41.4",
                "longitude": "128.2", "coordinate_precision": "town", "source_id": "x:t"}),
    ("events", {"id": "x:g", "person_id": "x:1", "kind": "transfer", "begin": "2010-02-03", "to_place_id": "x:pl",
                "source_id": "x:s"}),
]  # fmt: skip


def exported(format: Format, folder: Path, rows: list[TableRow], **asked: object) -> Export:
    books = Books(rows, folder / "in")
    out = folder / f"out{format.suffix}" if format.suffix else folder / "out"
    return books.exporter.export(ExportRequest(format.name, **asked), out)  # type: ignore[arg-type]


def bytes_of(export: Export) -> dict[str, str]:
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in (*export.files, export.manifest)}


@pytest.mark.parametrize("format", WRITTEN, ids=lambda format: format.name)
def test_the_same_data_give_the_same_bytes_in_whatever_order_they_came(format: Format, tmp_path: Path) -> None:
    first = exported(format, tmp_path / "a", MORE)
    other = exported(format, tmp_path / "b", random.Random(1).sample(MORE, len(MORE)))
    assert bytes_of(first) == bytes_of(other)
    assert first.counts and all(loss.count > 0 and loss.why for loss in first.losses)


@pytest.mark.parametrize("format", WRITTEN, ids=lambda format: format.name)
def test_a_part_holds_less_and_its_manifest_says_of_what(format: Format, tmp_path: Path) -> None:
    whole = exported(format, tmp_path / "whole", MORE)
    asked = {"kinds": frozenset({"Person", "Event", "SUBJECT_OF"}), "from_day": "2010-01-01", "to_day": "2010-12-31"}
    part = exported(format, tmp_path / "part", MORE, **asked)
    manifest = json.loads(part.manifest.read_text())
    told = {name: value for name, value in manifest["filters"].items() if value}
    assert told == {"kinds": ["Event", "Person", "SUBJECT_OF"], "from": "2010-01-01", "to": "2010-12-31"}
    assert manifest["counts"] == part.counts
    assert sum(part.counts.values()) < sum(whole.counts.values())
    assert {each["name"]: each["sha256"] for each in manifest["files"]}.items() <= bytes_of(part).items()


@pytest.mark.parametrize("format", BOTH, ids=lambda format: format.name)
def test_what_goes_out_comes_in_as_a_dry_run_says_and_twice_is_no_change(format: Format, tmp_path: Path) -> None:
    out = exported(format, tmp_path, MORE).files[0]
    path = out.parent if not format.suffix else out
    books, store = ledger()
    counted = []
    for dry_run in (True, False, False):
        report = books.import_paths([path], ImportOptions(dry_run=dry_run))
        assert report.problems.entries == []
        assert report.rows_read == report.recorded + report.unchanged + report.rejected > 0
        counted.append((report.recorded, report.unchanged, report.rejected))
    assert counted[0] == counted[1]
    assert counted[2] == (0, counted[1][0] + counted[1][1], 0)
    assert len(store.kept) > 3
