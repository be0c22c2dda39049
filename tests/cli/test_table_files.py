"""An answer that is one table, as a Parquet file."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("engine", ["auto", "networkx", "duckdb"])
def test_chains_as_parquet_hold_the_links_of_the_json(published: Run, tmp_path: Path, engine: str) -> None:
    file = tmp_path / "links.parquet"
    ended = published("chains", "--format", "parquet", "--out", file, "--engine", engine)
    links = published("chains", "--format", "json").document["links"]
    assert (ended.code, ended.err) == (0, "")
    assert f"{len(links)} rows of data version" in ended.out and "no sample" in ended.out
    rows = pq.read_table(file).to_pylist()
    assert [(row["class"], row["trigger_person"], row["punishment_event"], row["chon"]) for row in rows] == [
        (link["class"], link["trigger"]["person"], link["punishment"]["event"], link["chon"]) for link in links
    ]
    assert [[row["least_days"], row["most_days"]] for row in rows] == [link["delay_days"] for link in links]


def test_what_the_limit_leaves_out_is_said(published: Run, tmp_path: Path) -> None:
    file = tmp_path / "links.parquet"
    ended = published("chains", "--limit", "1", "--format", "parquet", "--out", file)
    assert "left out by --limit: " in ended.out and pq.read_table(file).num_rows == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chains", "--format", "parquet"], "--out"),
        (["chains", "--out", "links.parquet"], "--format parquet"),
        (["chains", "--format", "parquet", "--out", "/no/such/folder/links.parquet"], "--out"),
        (["trail", "x:1", "--format", "parquet"], "table, json, csv"),
        (["chains", "--engine", "fast"], "auto, networkx, duckdb, spark"),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_line(published: Run, arguments: list[str], said: str) -> None:
    ended = published(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1 and said in ended.err.replace("'", "")
