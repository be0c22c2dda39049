"""Facts about imports: nothing by halves, everything counted, the same twice changes nothing."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.tables import TABLES
from app.errors import InvalidDocument, InvalidParameter, StoreUnavailable, TooLarge
from app.formats.csv_tables import write_csv_tables
from app.services.import_report import ImportReport
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from seed import published_folder
from tests.fakes import FakeClock, FakeStore

Rows = dict[str, list[dict[str, str]]]
SOURCE = {"id": "x:s", "kind": "report"}
FAMILY: Rows = {
    "sources": [SOURCE, {"id": "x:t", "kind": "article", "tier": "team"}],
    "derivations": [{"source_id": "x:t", "from_source_id": "x:s"}],
    "persons": [
        {"id": "x:1", "name": "A", "birth": "1950", "source_id": "x:s"},
        {"id": "x:2", "name": "B", "birth": "1980", "source_id": "x:s"},
    ],
    "kinship": [{"person_a": "x:1", "relation": "father", "person_b": "x:2", "source_id": "x:s"}],
    "events": [
        {"id": "x:e", "person_id": "x:2", "kind": "arrest", "begin": "2010-05", "source_id": "x:s"},
        {"person_id": "x:2", "kind": "release", "begin": "2011", "source_id": "x:t"},
    ],
}


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def ledger(store: FakeStore) -> Ledger:
    return Ledger(store, FakeClock(), "tester")


def folder(tmp_path: Path, rows: Rows, name: str = "data") -> Path:
    write_csv_tables(((table, cells) for table in TABLES for cells in rows.get(table, [])), tmp_path / name)
    return tmp_path / name


def changed(rows: Rows, table: str, number: int, **cells: str) -> Rows:
    return rows | {table: [row | cells if n == number else row for n, row in enumerate(rows[table])]}


def codes(report: ImportReport) -> list[tuple[str, int | None, str | None, str]]:
    return [(Path(p["file"]).name, p["row"], p["column"], p["code"]) for p in report.problems.entries]


def told(report: ImportReport) -> list[str]:
    return sorted(warning["code"] for warning in report.warnings.entries)


def figures(report: ImportReport) -> tuple[int, int, int, int]:
    return report.rows_read, report.recorded, report.unchanged, report.rejected


def test_files_become_claims_and_a_report(tmp_path: Path, store: FakeStore, ledger: Ledger) -> None:
    report = ledger.import_paths([folder(tmp_path, FAMILY)])
    assert figures(report) == (8, 8, 0, 0)
    assert report.problems.entries == [] and report.warnings.entries == []
    held = {name: n for name, n in report.counts.items() if n}
    assert held == {"sources": 2, "derivations": 1, "persons": 2, "parent_child": 1, "events": 2}
    assert len(store.kept) == 5 and store.repeats == {("x:t", "x:s")}
    claim = next(claim for claim in store.kept.values() if claim.source == "x:t")
    assert (claim.tier, claim.recorded_by, claim.recorded_at) == ("team", "tester", "2025-06-01T12:00:00+00:00")
    assert [Path(file).name for file in report.files] == [f"{name}.csv" for name in TABLES if name in FAMILY]


def test_the_report_has_the_keys_of_the_design(tmp_path: Path, ledger: Ledger) -> None:
    report = ledger.import_paths([folder(tmp_path, changed(FAMILY, "persons", 0, sex="?"))]).to_dict()
    assert {"files", "rows_read", "recorded", "unchanged", "rejected", "withdrawn", "problems", "warnings"} < set(
        report
    )
    assert {"counts", "dry_run"} < set(report)
    assert set(report["problems"][0]) == {"file", "row", "column", "code", "reason", "allowed"}


def test_the_same_files_twice_change_nothing(tmp_path: Path, store: FakeStore, ledger: Ledger) -> None:
    path = folder(tmp_path, FAMILY)
    ledger.import_paths([path])
    version = store.version
    report = ledger.import_paths([path])
    assert figures(report) == (8, 0, 8, 0) and store.version == version


def test_rows_in_another_order_give_the_same_claims(tmp_path: Path) -> None:
    events = [
        {"person_id": "x:2", "kind": "ill_treatment", "begin": "2010", "note": str(n), "source_id": "x:s"}
        for n in range(5)
    ]
    rows = FAMILY | {"events": FAMILY["events"] + events}
    kept = []
    for seed in range(3):
        mixed = {table: random.Random(seed).sample(given, len(given)) for table, given in rows.items()}
        store = FakeStore()
        Ledger(store, FakeClock(), "tester").import_paths([folder(tmp_path, mixed, f"data{seed}")])
        kept.append(set(store.kept))
    assert kept[0] == kept[1] == kept[2]
    assert len(kept[0]) == 10


def test_repeats_of_an_event_without_id_are_numbered_and_equal_rows_are_one(tmp_path: Path, store: FakeStore) -> None:
    row = {"person_id": "x:2", "kind": "ill_treatment", "begin": "2010", "source_id": "x:s"}
    rows: Rows = {"sources": [SOURCE], "events": [row, row | {"note": "b"}, row]}
    report = Ledger(store, FakeClock(), "tester").import_paths([folder(tmp_path, rows)])
    assert figures(report) == (4, 3, 1, 0)
    first, second = sorted(claim.statement["id"] for claim in store.kept.values())
    assert second == f"{first}~2"


def test_one_wrong_row_stops_everything(tmp_path: Path, store: FakeStore, ledger: Ledger) -> None:
    report = ledger.import_paths([folder(tmp_path, changed(FAMILY, "events", 0, begin="soon"))])
    assert codes(report) == [("events.csv", 2, "begin", "bad_date")]
    assert figures(report) == (8, 0, 0, 8) and report.held_back == 7
    assert store.kept == {} and store.batches == []


def test_with_quarantine_the_others_are_recorded_and_the_rejected_written(
    tmp_path: Path, store: FakeStore, ledger: Ledger
) -> None:
    path = folder(tmp_path, changed(FAMILY, "events", 0, begin="soon"))
    aside = tmp_path / "aside"
    report = ledger.import_paths([path], ImportOptions(quarantine=aside))
    assert figures(report) == (8, 7, 0, 1) and report.quarantine == str(aside)
    text = (aside / "events.csv").read_text()
    (aside / "events.csv").write_text(text.replace("soon", "2010-05"))
    assert figures(ledger.import_paths([aside])) == (1, 1, 0, 0)
    assert len(store.kept) == 5


@pytest.mark.parametrize(
    ("change", "options"),
    [({}, ImportOptions()), ({"begin": "soon"}, ImportOptions())],
    ids=["right", "wrong"],
)
def test_a_dry_run_says_what_the_real_run_does_and_writes_nothing(
    tmp_path: Path, store: FakeStore, ledger: Ledger, change: dict[str, str], options: ImportOptions
) -> None:
    ledger.import_paths([folder(tmp_path, {"sources": [SOURCE], "persons": FAMILY["persons"][:1]}, "first")])
    path = folder(tmp_path, changed(FAMILY, "events", 0, **change))
    version = store.version
    dry = ledger.import_paths([path], ImportOptions(dry_run=True))
    assert store.version == version
    real = ledger.import_paths([path], options)
    assert {**dry.to_dict(), "dry_run": False} == real.to_dict()


def test_another_content_of_a_row_is_a_conflict_unless_it_corrects(
    tmp_path: Path, store: FakeStore, ledger: Ledger
) -> None:
    ledger.import_paths([folder(tmp_path, FAMILY)])
    other = folder(tmp_path, changed(FAMILY, "persons", 0, birth="1951"), "other")
    report = ledger.import_paths([other])
    assert codes(report) == [("persons.csv", 2, None, "conflict")] and report.recorded == 0
    dry = ledger.import_paths([other], ImportOptions(correct=True, dry_run=True))
    report = ledger.import_paths([other], ImportOptions(correct=True))
    assert figures(report) == figures(dry) == (8, 1, 7, 0)
    assert report.withdrawn == dry.withdrawn == 1
    births = [c.statement["birth"] for c in store.kept.values() if c.kind == "person" and c.withdrawn_at is None]
    assert sorted(births) == ["1951", "1980"]


def test_two_rows_of_one_import_conflict_too(tmp_path: Path, ledger: Ledger) -> None:
    rows = FAMILY | {"persons": [*FAMILY["persons"], {"id": "x:1", "name": "A", "birth": "1951", "source_id": "x:s"}]}
    report = ledger.import_paths([folder(tmp_path, rows)])
    assert codes(report) == [("persons.csv", 4, None, "conflict")]
    assert "row 2 of" in report.problems.entries[0]["reason"]


def test_a_second_marriage_of_one_couple_is_another_claim(tmp_path: Path, store: FakeStore, ledger: Ledger) -> None:
    couple = {"person_a": "x:1", "relation": "spouse", "person_b": "x:2", "source_id": "x:s", "citation": "p. 1"}
    married = [couple | {"since": "1970", "until": "1980"}, couple | {"since": "1985"}]
    assert codes(ledger.import_paths([folder(tmp_path, FAMILY | {"kinship": married})])) == []
    assert sorted(c.statement["since"] for c in store.kept.values() if c.kind == "kinship") == ["1970", "1985"]
    other = FAMILY | {"kinship": [married[0] | {"until": "1981"}]}
    assert codes(ledger.import_paths([folder(tmp_path, other, "other")])) == [("kinship.csv", 2, None, "conflict")]


def test_the_published_cases_go_in_without_noise(ledger: Ledger) -> None:
    report = ledger.import_paths([published_folder()])
    assert codes(report) == []
    assert "not_a_table" not in told(report)


def test_a_source_with_other_content_is_a_conflict_unless_it_corrects(tmp_path: Path, ledger: Ledger) -> None:
    ledger.import_paths([folder(tmp_path, FAMILY)])
    other = folder(tmp_path, {"sources": [SOURCE | {"title": "T"}]}, "other")
    assert codes(ledger.import_paths([other])) == [("sources.csv", 2, "id", "conflict")]
    assert figures(ledger.import_paths([other], ImportOptions(correct=True))) == (1, 1, 0, 0)
    twice = folder(tmp_path, {"sources": [SOURCE | {"id": "x:n"}, SOURCE | {"id": "x:n", "title": "T"}]}, "twice")
    assert codes(ledger.import_paths([twice])) == [("sources.csv", 3, "id", "conflict")]


def test_complete_withdraws_what_the_files_no_longer_have(tmp_path: Path, store: FakeStore, ledger: Ledger) -> None:
    ledger.import_paths([folder(tmp_path, FAMILY)])
    fewer = folder(tmp_path, FAMILY | {"events": FAMILY["events"][:1]}, "fewer")
    options = ImportOptions(correct=True, complete=True)
    dry = ledger.import_paths([fewer], ImportOptions(correct=True, complete=True, dry_run=True))
    report = ledger.import_paths([fewer], options)
    assert dry.withdrawn == report.withdrawn == 1
    gone = [claim for claim in store.kept.values() if claim.withdrawn_at]
    assert [claim.statement["kind"] for claim in gone] == ["release"]
    assert ledger.import_paths([fewer], options).withdrawn == 0


def test_complete_withdraws_the_rows_of_a_table_that_is_empty_now(tmp_path: Path, ledger: Ledger) -> None:
    path = folder(tmp_path, FAMILY)
    ledger.import_paths([path])
    (path / "events.csv").write_text("id,person_id,kind,source_id\n")
    assert ledger.import_paths([path], ImportOptions(correct=True, complete=True)).withdrawn == 2


def test_complete_leaves_other_tables_and_other_sources_alone(tmp_path: Path, store: FakeStore, ledger: Ledger) -> None:
    ledger.import_paths([folder(tmp_path, FAMILY)])
    persons = folder(tmp_path, {"persons": FAMILY["persons"]}, "persons")
    assert ledger.import_paths([persons], ImportOptions(correct=True, complete=True)).withdrawn == 0


@pytest.mark.parametrize(
    "options",
    [
        ImportOptions(complete=True),
        ImportOptions(correct=True, complete=True, quarantine=Path("q")),
        ImportOptions(dataset="a b"),
        ImportOptions(as_="xlsx"),
    ],
    ids=["complete alone", "complete and quarantine", "dataset", "format"],
)
def test_options_that_do_not_go_together_are_refused(tmp_path: Path, ledger: Ledger, options: ImportOptions) -> None:
    with pytest.raises(InvalidParameter):
        ledger.import_paths([folder(tmp_path, FAMILY)], options)


def test_paths_of_no_format_are_refused(tmp_path: Path, ledger: Ledger) -> None:
    (tmp_path / "notes.txt").write_text("x")
    for name in ("notes.txt", "missing"):
        with pytest.raises(InvalidDocument):
            ledger.import_paths([tmp_path / name])


def test_too_many_rows_are_refused(tmp_path: Path, ledger: Ledger) -> None:
    path = folder(tmp_path, FAMILY)
    with pytest.raises(TooLarge, match=f"^{path}: above the limit of 7 rows"):
        ledger.import_paths([path], ImportOptions(most_rows=7))


@pytest.mark.parametrize(
    ("table", "cells", "column", "code"),
    [
        ("persons", {"id": "x:9", "name": "N", "source_id": "x:none"}, "source_id", "unknown_source"),
        ("persons", {"id": "x:9", "name": "N", "source_id": "x:t", "tier": "public"}, "tier", "wider_than_source"),
        ("derivations", {"source_id": "x:s", "from_source_id": "x:none"}, "from_source_id", "unknown_source"),
    ],
)
def test_every_row_has_a_source_that_is_known(
    tmp_path: Path, ledger: Ledger, table: str, cells: dict[str, str], column: str, code: str
) -> None:
    report = ledger.import_paths([folder(tmp_path, FAMILY | {table: [*FAMILY[table], cells]})])
    assert [(problem["column"], problem["code"]) for problem in report.problems.entries] == [(column, code)]


def test_a_source_on_record_is_enough(tmp_path: Path, ledger: Ledger) -> None:
    ledger.import_paths([folder(tmp_path, {"sources": FAMILY["sources"]}, "sources")])
    persons = folder(tmp_path, {"persons": FAMILY["persons"]}, "persons")
    assert figures(ledger.import_paths([persons])) == (2, 2, 0, 0)


def test_single_tables_are_read_in_the_order_of_a_data_set(tmp_path: Path, ledger: Ledger) -> None:
    path = folder(tmp_path, FAMILY)
    files = [path / f"{name}.csv" for name in ("events", "kinship", "persons", "derivations", "sources")]
    assert figures(ledger.import_paths(files)) == (8, 8, 0, 0)


def test_an_import_of_several_batches_is_interrupted_and_repeated_without_harm(
    tmp_path: Path, store: FakeStore, ledger: Ledger
) -> None:
    path = folder(tmp_path, FAMILY)
    store.fail_at_batch = 2
    with pytest.raises(StoreUnavailable):
        ledger.import_paths([path], ImportOptions(batch_rows=3))
    assert 0 < len(store.kept) < 5 and store.words.startswith("import-")
    store.fail_at_batch = None
    report = ledger.import_paths([path], ImportOptions(batch_rows=3))
    assert figures(report) == (8, 2, 6, 0) and store.words == ""
    whole = FakeStore()
    Ledger(whole, FakeClock(), "tester").import_paths([path])
    assert set(whole.kept) == set(store.kept) and whole.graph() == store.graph()


def test_batches_hold_at_most_the_rows_allowed_and_sources_come_first(
    tmp_path: Path, store: FakeStore, ledger: Ledger
) -> None:
    ledger.import_paths([folder(tmp_path, FAMILY)], ImportOptions(batch_rows=3))
    sizes = [(len(b.sources), len(b.derivations), len(b.claims)) for b in store.batches]
    assert sizes == [(2, 1, 0), (0, 0, 3), (0, 0, 2)]
    assert len({batch.id for batch in store.batches}) == 3


class _Busy(FakeStore):
    """Another writer records a row of the same key between settling and recording."""

    def record(self, batch: Any) -> Any:
        if not self.batches:
            first = batch.claims[0]
            other = replace(first, id="z" * 26)
            self.kept[other.id], self.keys[other.id] = other, first.conflict_key()
        return super().record(batch)


def test_what_someone_else_wrote_meanwhile_is_told_with_its_row(tmp_path: Path) -> None:
    report = Ledger(_Busy(), FakeClock(), "tester").import_paths([folder(tmp_path, FAMILY)])
    assert codes(report) == [("persons.csv", 2, None, "conflict")]
    assert figures(report) == (8, 7, 0, 1)


class _Shared(FakeStore):
    """Another writer moves the data once, after the second batch."""

    def record(self, batch: Any) -> Any:
        if len(self.batches) == 2:
            self.version += 1
        return super().record(batch)


def test_batches_say_at_which_version_they_were_settled_until_someone_else_writes(tmp_path: Path) -> None:
    for store, said in ((FakeStore(), [0, 1, 2, 3]), (_Shared(), [0, 1, 2, None])):
        Ledger(store, FakeClock(), "tester").import_paths([folder(tmp_path, FAMILY)], ImportOptions(batch_rows=2))
        assert [batch.settled_at for batch in store.batches] == said
    corrected = FakeStore()
    Ledger(corrected, FakeClock(), "tester").import_paths([folder(tmp_path, FAMILY)], ImportOptions(correct=True))
    assert [batch.settled_at for batch in corrected.batches] == [None]


def test_progress_is_told(tmp_path: Path, ledger: Ledger) -> None:
    seen: list[tuple[str, int, int | None]] = []
    ledger.import_paths(
        [folder(tmp_path, FAMILY)], progress=lambda words, done, total: seen.append((words, done, total))
    )
    assert seen == [("checking rows", 8, None), ("recording rows", 8, 8)]


def test_damaged_files_are_reported_by_row_and_counted(tmp_path: Path, ledger: Ledger) -> None:
    path = folder(tmp_path, FAMILY)
    with (path / "persons.csv").open("ab") as file:
        file.write(b'x:3,"open,,,,,,,,,,,,,,,,\n\nx:4,short\nx:5,\xff\n')
    report = ledger.import_paths([path])
    assert codes(report) == [
        ("persons.csv", 4, None, "unclosed_quote"),
        ("persons.csv", 6, None, "ragged"),
        ("persons.csv", 7, None, "undecodable"),
    ]
    assert told(report) == ["blank_row"] and figures(report) == (11, 0, 0, 11)


def test_a_wrong_header_rejects_the_rows_under_it(tmp_path: Path, ledger: Ledger) -> None:
    path = folder(tmp_path, FAMILY)
    (path / "persons.csv").write_text("id,nom,source_id\nx:1,A,x:s\n")
    report = ledger.import_paths([path])
    assert [code for *_, code in codes(report)] == ["unknown_column", "missing_column"]
    assert report.rejected == report.rows_read == 7


def test_a_folder_of_wrong_header_alone_is_still_a_problem(tmp_path: Path, ledger: Ledger) -> None:
    (tmp_path / "persons.csv").write_text("id,nom\n")
    report = ledger.import_paths([tmp_path])
    assert report.problems.entries and figures(report) == (0, 0, 0, 0)


def test_what_is_on_record_is_exported_and_gives_the_same_claims(
    tmp_path: Path, store: FakeStore, ledger: Ledger
) -> None:
    ledger.import_paths([folder(tmp_path, FAMILY)])
    write_csv_tables(ledger.rows(), tmp_path / "out")
    other = FakeStore()
    report = Ledger(other, FakeClock(), "tester").import_paths([tmp_path / "out"])
    assert figures(report) == (8, 8, 0, 0)
    assert set(other.kept) == set(store.kept) and other.known_sources == store.known_sources
    assert {table for table, _ in ledger.rows("x:t")} == {"sources", "events"}
