"""Facts about exports: what is in them, what the manifest says, and that the same data give the same bytes."""

import hashlib
import json
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.errors import Conflict, InvalidParameter
from app.formats import FORMATS, Format, TableRow
from app.formats.csv_tables import write_csv_tables
from app.services.downloads import open_download
from app.services.exporter import Exporter, ExportRequest
from app.services.ledger import Ledger
from app.services.reader import Reader
from tests.fakes import FakeStore

ROWS: list[TableRow] = [
    ("sources", {"id": "x:s", "kind": "report", "title": "=a title"}),
    ("sources", {"id": "x:t", "kind": "article"}),
    ("derivations", {"source_id": "x:t", "from_source_id": "x:s"}),
    ("agencies", {"id": "x:a", "name": "보위부", "kind": "secret_police", "country": "KP", "source_id": "x:s"}),
    ("places", {"id": "x:p", "name": "Hoeryong", "kind": "city", "country": "KP", "latitude": "42.44",
                "longitude": "129.75", "coordinate_precision": "town", "source_id": "x:s"}),
    ("persons", {"id": "x:1", "name": "A, B", "birth": "1950~", "note": 'a "b"\nc', "source_id": "x:s"}),
    ("persons", {"id": "x:2", "name": "+B", "birth": "1980", "source_id": "x:s", "grade": "likely"}),
    ("persons", {"id": "x:3", "name": "C", "source_id": "x:t"}),
    ("kinship", {"person_a": "x:1", "relation": "father", "person_b": "x:2", "source_id": "x:s", "citation": "p. 1"}),
    ("kinship", {"person_a": "x:1", "relation": "uncle", "person_b": "x:3", "source_id": "x:t"}),
    ("events", {"id": "x:e", "person_id": "x:1", "kind": "arrest", "begin": "2009", "by_agency_id": "x:a",
                "place_id": "x:p", "source_id": "x:s"}),
    ("events", {"id": "x:f", "person_id": "x:2", "kind": "detention", "begin": "1999/2003", "source_id": "x:s"}),
    ("events", {"person_id": "x:2", "kind": "escape", "source_id": "x:t"}),
    ("because_of", {"event_id": "x:e", "because_person_id": "x:2", "source_id": "x:s"}),
    ("identities", {"kind": "person", "record_a": "x:2", "record_b": "x:3", "judgement": "different",
                    "source_id": "x:s"}),
]  # fmt: skip


class Books:
    """A store with rows in it, and the services on it."""

    def __init__(self, rows: list[TableRow], folder: Path) -> None:
        self.store = FakeStore()
        self.ledger = Ledger(self.store, lambda: datetime(2025, 6, 1, tzinfo=UTC), "test")
        self.exporter = Exporter(self.store, Reader(self.store, {}), self.ledger)
        write_csv_tables(rows, folder)
        assert self.ledger.import_paths([folder]).problems.entries == []


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(ROWS, tmp_path / "in")


def all_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def manifest_of(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_text())


def test_the_manifest_holds_version_filters_counts_and_digests(books: Books, tmp_path: Path) -> None:
    export = books.exporter.export(ExportRequest("csv"), tmp_path / "out")
    found = manifest_of(tmp_path / "out")
    assert (found["format"], found["data_version"], found["losses"]) == ("csv", books.store.version, [])
    assert found["filters"] == {"seeds": [], "depth": None, "kinds": [], "from": None, "to": None, "source": None}
    assert (found["truncated"], found["counts"]) == (False, export.counts)
    assert found["counts"]["persons"] == 3 and found["counts"]["events"] == 3
    for each in found["files"]:
        content = (tmp_path / "out" / each["name"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert {each["name"] for each in found["files"]} == {*all_bytes(tmp_path / "out")} - {"manifest.json"}


def test_rows_in_another_order_give_the_same_bytes(books: Books, tmp_path: Path) -> None:
    books.exporter.export(ExportRequest("csv"), tmp_path / "out")
    for seed in range(3):
        shuffled = random.Random(seed).sample(ROWS, len(ROWS))
        other = Books(shuffled, tmp_path / f"in{seed}")
        other.exporter.export(ExportRequest("csv"), tmp_path / f"out{seed}")
        assert all_bytes(tmp_path / f"out{seed}") == all_bytes(tmp_path / "out")


@pytest.mark.parametrize("format", [each for each in FORMATS if each.is_written], ids=lambda each: each.name)
def test_the_whole_and_a_part_have_the_same_bytes_every_time_and_in_every_order_of_rows(
    books: Books, tmp_path: Path, format: Format
) -> None:
    kept = frozenset({"Person", "Event", "Place", "Agency", "PARENT_OF", "SUBJECT_OF", "AT_PLACE", "BY_AGENCY"})
    part = ExportRequest(format.name, kinds=kept, from_day="2004-01-01", to_day="2012-12-31")
    shuffled = Books(random.Random(format.name).sample(ROWS, len(ROWS)), tmp_path / "other")
    found = []
    for name, request in (("whole", ExportRequest(format.name)), ("part", part)):
        for number, each in enumerate((books, books, shuffled)):
            out = tmp_path / f"{name}{number}" / f"out{format.suffix}"
            out.parent.mkdir()
            each.exporter.export(request, out)
            found.append(all_bytes(out if out.is_dir() else out.parent))
    whole, twice, other, part_, part_twice, part_other = found
    assert whole == twice == other and len(whole) > 1
    assert part_ == part_twice == part_other != whole


def test_an_export_goes_into_an_empty_store_and_gives_the_equal_graph(books: Books, tmp_path: Path) -> None:
    books.exporter.export(ExportRequest("csv"), tmp_path / "out")
    store = FakeStore()
    other = Ledger(store, lambda: datetime(2026, 1, 1, tzinfo=UTC), "another")
    report = other.import_paths([tmp_path / "out"])
    assert (report.recorded, report.problems.entries) == (len(ROWS), [])
    assert store.graph() == books.store.graph()
    assert set(store.kept) == set(books.store.kept)


def test_kinds_keep_their_records_ties_and_sources(books: Books, tmp_path: Path) -> None:
    request = ExportRequest("csv", kinds=frozenset({"Person", "PARENT_OF"}))
    export = books.exporter.export(request, tmp_path / "out")
    assert export.counts == {"sources": 2, "derivations": 1, "persons": 3, "kinship": 1, "identities": 1}
    assert manifest_of(tmp_path / "out")["filters"]["kinds"] == ["PARENT_OF", "Person"]


def test_days_leave_out_events_that_certainly_lie_outside(books: Books, tmp_path: Path) -> None:
    # The escape has no date: it is not certainly outside.
    for request, kinds in (
        (ExportRequest("csv", from_day="2004-01-01"), {"arrest", "escape"}),
        (ExportRequest("csv", to_day="2008-12-31"), {"detention", "escape"}),
        (ExportRequest("csv", from_day="2003-12-31", to_day="2009-12-31"), {"arrest", "detention", "escape"}),
    ):
        books.exporter.export(request, tmp_path / "out")
        text = (tmp_path / "out" / "events.csv").read_text()
        assert {kind for kind in ("arrest", "detention", "escape") if f",{kind}," in text} == kinds


def test_one_source_gives_its_rows_alone(books: Books, tmp_path: Path) -> None:
    export = books.exporter.export(ExportRequest("csv", source="x:t"), tmp_path / "out")
    assert export.counts == {"sources": 1, "persons": 1, "kinship": 1, "events": 1}


def test_an_earlier_export_is_replaced_as_a_whole_and_nothing_else(books: Books, tmp_path: Path) -> None:
    out = tmp_path / "out"
    books.exporter.export(ExportRequest("csv"), out)
    books.exporter.export(ExportRequest("csv", source="x:t"), out)
    assert {*all_bytes(out)} == {"sources.csv", "persons.csv", "kinship.csv", "events.csv", "manifest.json"}
    (out / "mine.txt").write_text("kept")
    with pytest.raises(InvalidParameter, match="other files"):
        books.exporter.export(ExportRequest("csv"), out)
    assert (out / "mine.txt").read_text() == "kept"
    with pytest.raises(InvalidParameter, match="is a file"):
        books.exporter.export(ExportRequest("csv"), out / "mine.txt")


def test_a_file_that_is_no_earlier_export_is_left_alone(books: Books, tmp_path: Path) -> None:
    out = tmp_path / "family.ged"
    out.write_text("mine")
    with pytest.raises(InvalidParameter, match="another kind"):
        books.exporter.export(ExportRequest("gedcom"), out)
    assert out.read_text() == "mine" and [*tmp_path.glob("family*")] == [out]
    out.unlink()
    for _ in range(2):
        books.exporter.export(ExportRequest("gedcom"), out)
    assert "0 HEAD" in out.read_text()


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (ExportRequest("pdf"), "csv"),
        (ExportRequest("csv", kinds=frozenset({"Dog"})), "PARENT_OF"),
        (ExportRequest("csv", from_day="2009-13-01"), "YYYY-MM-DD"),
        (ExportRequest("csv", to_day="20090101"), "YYYY-MM-DD"),
    ],
    ids=["format", "kinds", "from", "to"],
)
def test_what_does_not_go_together_is_refused_before_anything_is_written(
    books: Books, tmp_path: Path, request_: ExportRequest, words: str
) -> None:
    with pytest.raises(InvalidParameter, match=words):
        books.exporter.export(request_, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_data_that_move_all_the_time_are_no_export(books: Books, tmp_path: Path) -> None:
    versions = iter(range(100))
    books.store.data_version = lambda: next(versions)  # type: ignore[method-assign]
    with pytest.raises(Conflict):
        books.exporter.export(ExportRequest("csv"), tmp_path / "out")
    assert all_bytes(tmp_path / "out") == {}


def test_a_download_of_tables_is_an_archive_with_the_manifest_and_the_same_bytes(books: Books, tmp_path: Path) -> None:
    first, second = (open_download(books.exporter, ExportRequest("csv")) for _ in range(2))
    content = b"".join(first.pieces())
    assert content == b"".join(second.pieces()) and len(content) == first.size and first.file.closed
    (tmp_path / "got.zip").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "got.zip") as archive:
        assert first.name == "kintrace.zip" and archive.testzip() is None
        assert {"manifest.json", "persons.csv", "events.csv"} < set(archive.namelist())


@pytest.mark.parametrize(
    ("format", "kinds"),
    [("followthemoney", ("person", "agency", "kinship")), ("gedcom", ("person",)), ("gedcom551", ("person",))],
)
def test_a_format_that_can_names_the_source_of_every_claim(
    books: Books, tmp_path: Path, format: str, kinds: tuple[str, ...]
) -> None:
    export = books.exporter.export(ExportRequest(format), tmp_path / "out")
    store = FakeStore()
    Ledger(store, lambda: datetime(2026, 1, 1, tzinfo=UTC), "another").import_paths([export.files[0]])
    for kind in kinds:
        before, after = (
            sorted(claim.source for claim in each.kept.values() if claim.kind == kind) for each in (books.store, store)
        )
        assert after == before != []
