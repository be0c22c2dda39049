"""The rows of an answer as a Parquet file, and answers from a folder of such files."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from app import bootstrap
from app.analysis import ANALYSES
from app.analysis.answer_table import about_of
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


_UN, _DAUGHTER = "published:un-kim-cheol-ok", "published:un-kim-cheol-ok.daughter"
_QUESTIONS = {
    "kin": ("kin", [_UN]),
    "kin of two": ("all", [_UN, _DAUGHTER]),
    "connect": ("paths", [_UN, _DAUGHTER]),
    "cascade": ("roots", []),
    "trail": ("stages", [_UN]),
    "handovers": ("paths", []),
    "stages": ("paths", []),
    "families": ("families", []),
    "network": ("nodes", []),
    "moves": ("legs", []),
    "agencies": ("agencies", []),
    "presence": ("events", ["--place", "published:bc-tumen-namyang"]),
    "directory": ("records", ["--limit", "3"]),
    "compare": ("periods", []),
    "figures": ("figures", ["--ids", "published:tjwg24"]),
    "rests-on": ("sources", [_UN, "--answer", "trail", "--limit", "4"]),
}


def test_every_analysis_is_asked_for_its_table() -> None:
    commands = {name.split()[0].replace("-", "_") for name in _QUESTIONS}
    assert commands | {"chains"} == ANALYSES.keys()


@pytest.mark.parametrize("question", _QUESTIONS)
def test_the_rows_of_an_answer_are_those_of_its_table(published: Run, tmp_path: Path, question: str) -> None:
    file, (part, arguments) = tmp_path / "rows.parquet", _QUESTIONS[question]
    asked = [question.split()[0], *arguments]
    answer = published(*asked, "--format", "json").document
    ended = published(*asked, "--format", "parquet", "--out", file)
    table = pq.read_table(file)
    assert (ended.code, ended.err) == (0, "")
    assert answer[part] and json.loads(json.dumps(table.to_pylist(), default=str)) == answer[part]
    about = about_of(table)
    assert (about["parameters"], about["truncated"]) == (answer["parameters"], answer.get("truncated"))


def test_an_answer_of_nothing_is_an_empty_table(published: Run, tmp_path: Path) -> None:
    file = tmp_path / "rows.parquet"
    ended = published("handovers", "--country", "JP", "--format", "parquet", "--out", file)
    assert ended.code == 0 and pq.read_table(file).num_rows == 0


def test_kinship_answers_from_a_folder_too(published: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, pairs = tmp_path / "export", tmp_path / "pairs.csv"
    pairs.write_text(f"a,b\n{_UN},{_DAUGHTER}\n")
    assert published("export", "parquet", folder).code == 0
    questions: list[list[object]] = [["kin", _UN, _DAUGHTER], ["kin", "--pairs", pairs]]
    answers = [published(*question, "--format", "json").document for question in questions]
    monkeypatch.setattr(bootstrap, "build", None)  # nothing is started
    for question, answer in zip(questions, answers, strict=True):
        assert published(*question, "--from-parquet", folder, "--format", "json").document == answer


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
        (["trail", "x:1", "--format", "parquet"], "--out"),
        (["kin", "--pairs", "pairs.csv", "--format", "parquet"], "table, json, csv"),
        (["rests-on", "x:1", "--from-parquet", "folder"], "--from-parquet"),
        (["chains", "--engine", "fast"], "auto, networkx, duckdb, spark"),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_line(published: Run, arguments: list[str], said: str) -> None:
    ended = published(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1 and said in ended.err.replace("'", "")
