"""An answer that is one table, as a Parquet file."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from app import bootstrap
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


def test_a_folder_of_parquet_answers_as_the_database_does(
    published: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, questions = tmp_path / "export", (["chains", "--engine", "duckdb"], ["network", "--level", "place"])
    assert published("export", "parquet", folder).code == 0
    answers = [published(*question, "--format", "json").document for question in questions]
    tables = [tmp_path / name for name in ("database.parquet", "folder.parquet")]
    published("chains", "--format", "parquet", "--out", tables[0])
    monkeypatch.setattr(bootstrap, "build", None)  # nothing is started
    for question, answer in zip(questions, answers, strict=True):
        assert published(*question, "--from-parquet", folder, "--format", "json").document == answer
    published("chains", "--from-parquet", folder, "--format", "parquet", "--out", tables[1])
    assert pq.read_table(tables[0]).equals(pq.read_table(tables[1]), check_metadata=True)


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
        (["chains", "--from-parquet", "/no/such/folder"], "a folder that `kintrace export parquet` wrote"),
        (["trail", "x:1", "--format", "parquet"], "table, json, csv"),
        (["chains", "--engine", "fast"], "auto, networkx, duckdb, spark"),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_line(published: Run, arguments: list[str], said: str) -> None:
    ended = published(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1 and said in ended.err.replace("'", "")
