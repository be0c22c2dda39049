"""The ledger on a real Neo4j: files in, out of the graph, back again; what is kept is what the claims say."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import Conflict
from app.evidence.columns import snapshot_of_graph
from app.evidence.projection import project
from app.formats.csv_tables import write_csv_tables
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from app.services.verification import verify
from app.store import lookups
from tests.engine_fixture import WipedStore
from tests.fakes import FakeStore
from tests.unit.services.test_withdrawal import ROWS


def ledger_of(store: WipedStore | FakeStore) -> Ledger:
    return Ledger(store, lambda: datetime.now(UTC), "test")


@pytest.fixture
def ledger(tmp_path: Path, empty_store: WipedStore) -> Ledger:
    write_csv_tables(ROWS, tmp_path)
    ledger = ledger_of(empty_store)
    assert ledger.import_paths([tmp_path]).recorded == len(ROWS)
    return ledger


def test_what_is_imported_is_the_full_projection(ledger: Ledger, empty_store: WipedStore) -> None:
    found = verify(empty_store)
    assert found["ok"] and (found["claims"], found["sources"]) == (5, 2)
    assert ledger.counts()["persons"] == 2


def test_the_same_files_twice_change_nothing(tmp_path: Path, ledger: Ledger, empty_store: WipedStore) -> None:
    version = empty_store.data_version()
    report = ledger.import_paths([tmp_path])
    assert (report.recorded, report.unchanged, report.rejected) == (0, len(ROWS), 0)
    assert empty_store.data_version() == version


def test_a_source_goes_and_comes_back_with_all_its_claims(ledger: Ledger, empty_store: WipedStore) -> None:
    before = empty_store.graph()
    dry = ledger.withdraw("x:s", dry_run=True)
    assert empty_store.graph() == before
    gone = ledger.withdraw("x:s")
    assert {**gone, "dry_run": True, "data_version": None} == dry
    assert gone["derived_sources"] == ["x:t"] and verify(empty_store)["ok"]
    assert len(ledger.reinstate("x:s")["claims"]) == 4
    assert empty_store.graph() == before and verify(empty_store)["ok"]


def test_a_claim_does_not_come_back_while_its_source_is_withdrawn(ledger: Ledger) -> None:
    claim = ledger.withdraw("x:s")["claims"][0]
    with pytest.raises(Conflict, match="withdrawal of its source"):
        ledger.reinstate(claim)


def test_a_correction_and_a_complete_one_replace_and_withdraw(
    tmp_path: Path, ledger: Ledger, empty_store: WipedStore
) -> None:
    changed = [(table, cells | {"name": "Z"} if cells.get("id") == "x:2" else cells) for table, cells in ROWS[:-1]]
    write_csv_tables(changed, tmp_path / "new")
    (tmp_path / "new" / "events.csv").write_text((tmp_path / "events.csv").read_text().splitlines()[0] + "\n")
    assert ledger.import_paths([tmp_path / "new"]).problems.entries[0]["code"] == "conflict"
    report = ledger.import_paths([tmp_path / "new"], ImportOptions(correct=True))
    assert (report.recorded, report.withdrawn) == (1, 1)
    complete = ledger.import_paths([tmp_path / "new"], ImportOptions(correct=True, complete=True))
    assert (complete.recorded, complete.withdrawn) == (0, 1)
    assert verify(empty_store)["ok"] and ledger.counts()["events"] == 0


def test_columns_of_the_projection_are_the_snapshot_of_the_store(ledger: Ledger, empty_store: WipedStore) -> None:
    kept = empty_store.snapshot()
    graph = project(empty_store.claims(), empty_store.sources(), empty_store.derivations())
    made = snapshot_of_graph(graph, empty_store.sources(), empty_store.derivations())
    assert set(made.tables) == set(kept.tables)
    for name, table in kept.tables.items():
        left, right = (sorted(map(str, each.to_pylist())) for each in (made.tables[name], table))
        assert [row for row in left if name != "Source"] == [row for row in right if name != "Source"]


def test_the_store_in_memory_answers_the_lookups_as_the_real_one(
    tmp_path: Path, ledger: Ledger, empty_store: WipedStore
) -> None:
    fake = FakeStore()
    ledger_of(fake).import_paths([tmp_path])
    for store in (fake, empty_store):
        ledger_of(store).withdraw("x:t", "test")
    assert fake.graph() == empty_store.graph()
    ids = [*fake.kept, "a" * 26]
    keys = [*fake.keys.values(), "b" * 26]
    for store in (fake, empty_store):
        assert set(lookups.claims_on_record(store, ids)) == set(fake.kept)
        assert lookups.rows_on_record(store, keys) == lookups.rows_on_record(fake, keys)
        assert lookups.sources_on_record(store, ["x:s", "x:t", "x:n"]) == lookups.sources_on_record(
            fake, ["x:s", "x:t"]
        )
        assert lookups.claims_of_sources(store, ["x:t"]) == lookups.claims_of_sources(fake, ["x:t"])
        assert lookups.derived_sources(store, "x:s") == ["x:t"]
        assert lookups.described(store, "Person", ["x:1", "x:9"]) == lookups.described(fake, "Person", ["x:1"])
        assert lookups.in_progress(store) == ""
