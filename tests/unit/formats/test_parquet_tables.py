"""Facts about Parquet out: the snapshot's own columns, for any reader."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from app.domain.snapshot import SCHEMAS, Snapshot
from app.errors import InvalidDocument
from app.formats.graph_records import ordered_table
from app.formats.parquet_tables import read_parquet_tables, write_parquet_tables
from tests.unit.formats.graphs import population, random_snapshots, story


def test_pyarrow_reads_every_table_with_its_columns_and_types(tmp_path: Path) -> None:
    snapshot = population()
    written = write_parquet_tables(snapshot, tmp_path / "out")
    assert {file.stem for file in written.files} == set(SCHEMAS)
    for name, schema in SCHEMAS.items():
        table = pq.read_table(tmp_path / "out" / f"{name}.parquet")
        assert table.schema.equals(schema)
        assert table.equals(ordered_table(snapshot.tables[name]))


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    snapshot = story()
    write_parquet_tables(snapshot, tmp_path)
    read = read_parquet_tables(tmp_path)
    assert read.data_version == snapshot.data_version == 7
    assert all(read.tables[name].equals(ordered_table(snapshot.tables[name])) for name in SCHEMAS)


def test_a_folder_that_lacks_a_table_or_has_others_is_refused(tmp_path: Path) -> None:
    write_parquet_tables(story(), tmp_path)
    (tmp_path / "Case.parquet").write_bytes((tmp_path / "Place.parquet").read_bytes())
    with pytest.raises(InvalidDocument, match=r"Case\.parquet.*other columns"):
        read_parquet_tables(tmp_path)
    (tmp_path / "Case.parquet").write_text("no Parquet")
    with pytest.raises(InvalidDocument, match=r"Case\.parquet.*cannot be read"):
        read_parquet_tables(tmp_path)


def test_the_data_version_stands_in_the_schema(tmp_path: Path) -> None:
    write_parquet_tables(story(), tmp_path)
    assert pq.read_schema(tmp_path / "Person.parquet").metadata[b"kintrace.data_version"] == b"7"


def test_duckdb_joins_the_files(tmp_path: Path) -> None:
    write_parquet_tables(story(), tmp_path)
    rows = (
        duckdb.connect()
        .execute(
            f"SELECT e.kind, e.begin_earliest::text FROM '{tmp_path}/Event.parquet' e "
            f"JOIN '{tmp_path}/event_ties.parquet' t ON t.a = e.id AND t.type = 'FROM_PLACE'"
        )
        .fetchall()
    )
    assert rows == [("transfer", "2009-03-01")]


def test_only_the_claims_themselves_are_lost(tmp_path: Path) -> None:
    written = write_parquet_tables(story(), tmp_path)
    assert [(loss.kind, loss.count) for loss in written.losses] == [("claims", 3)]
    assert written.counts["kinship"] == 4


@settings(max_examples=12)
@given(random_snapshots())
def test_any_text_is_kept_as_it_is(tmp_path_factory: pytest.TempPathFactory, snapshot: Snapshot) -> None:
    folder = tmp_path_factory.mktemp("files")
    write_parquet_tables(snapshot, folder)
    for name in ("Person", "kinship"):
        held = pq.read_table(folder / f"{name}.parquet").to_pylist()
        assert sorted(held, key=repr) == sorted(snapshot.rows(name), key=repr)
