"""Facts about the commands for files: a template to fill in, a first mapping, files out with their manifest."""

import json
from pathlib import Path

import networkx as nx
import pytest

from app.formats import FORMATS
from app.formats.workbook_template import EXAMPLES
from tests.cli.conftest import Run

LINES = "No;Name;Sex;Birth;Arrest date;Arrest place\n1;Kim A;M;1950;2009;Hyesan\n2;Lee B;F;;;\n"


def test_a_template_is_written_and_imported(run: Run, tmp_path: Path) -> None:
    assert run("template", tmp_path / "new" / "data.xlsx").code == 0
    report = run("import", tmp_path / "new" / "data.xlsx", "--format", "json")
    assert (report.code, report.document["recorded"]) == (0, len(EXAMPLES))
    again = run("template", tmp_path / "new" / "data.xlsx")
    assert again.code == 2 and "filled in" in again.err
    wrong = run("template", tmp_path / "data.csv")
    assert wrong.code == 2 and ".xlsx" in wrong.err


def test_a_first_mapping_is_printed_and_used(run: Run, tmp_path: Path) -> None:
    (tmp_path / "my list.csv").write_text(LINES)
    started = run("map-start", tmp_path / "my list.csv")
    assert (started.code, started.err) == (0, "") and 'dataset = "my-list"' in started.out
    (tmp_path / "list.toml").write_text(started.out)
    command = ("import", tmp_path / "my list.csv", "--mapping", tmp_path / "list.toml", "--format", "json")
    dry = run(*command, "--dry-run").document
    report = run(*command)
    assert report.code == 0 and report.document["counts"] == dry["counts"]
    assert (report.document["counts"]["persons"], report.document["counts"]["events"]) == (2, 1)
    assert run(*command).document["recorded"] == 0


def test_a_first_mapping_of_a_graph_is_printed_and_used(run: Run, tmp_path: Path) -> None:
    nx.write_graphml(nx.DiGraph([("kim", "ri", {"rel": "mother"})]), tmp_path / "g.graphml")
    told = run("import", tmp_path / "g.graphml", "--format", "json")
    assert told.code == 1 and "kintrace map-start" in told.document["problems"][0]["allowed"]
    (tmp_path / "g.toml").write_text(run("map-start", tmp_path / "g.graphml").out)
    report = run("import", tmp_path / "g.graphml", "--mapping", tmp_path / "g.toml", "--format", "json").document
    assert (report["counts"]["persons"], report["counts"]["parent_child"], report["problems"]) == (2, 1, [])


def test_a_foreign_file_without_a_mapping_is_told_how_it_comes_in(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LINES)
    ended = run("import", tmp_path / "list.csv")
    assert ended.code == 2 and "kintrace map-start" in ended.err and ended.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["map-start", "nowhere.csv"], "nowhere.csv"),
        (["map-start", "nowhere.csv", "--dataset", "a b"], "ASCII letters"),
        (["map-start", "nowhere.csv", "--encoding", "rot13"], "cp949"),
    ],
)
def test_what_cannot_be_mapped_is_one_line(run: Run, arguments: list[str], said: str) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "") and said in ended.err and ended.err.count("\n") == 1


@pytest.mark.parametrize("format", [each.name for each in FORMATS if each.is_written])
def test_every_format_is_exported_with_a_manifest_and_its_losses(published: Run, tmp_path: Path, format: str) -> None:
    (suffix,) = (each.suffix for each in FORMATS if each.name == format)
    out = tmp_path / f"out{suffix}"
    ended = published("export", format, out)
    assert ended.code == 0, ended.err
    manifest = json.loads((tmp_path / f"{out.name}.manifest.json" if suffix else out / "manifest.json").read_text())
    assert manifest["format"] == format and manifest["counts"] and manifest["files"]
    assert all(loss["count"] > 0 and loss["why"] for loss in manifest["losses"])
    for loss in manifest["losses"]:
        assert loss["kind"] in ended.out
    assert ("carries all of it" in ended.out) is (manifest["losses"] == [])


def test_part_of_the_graph_is_exported(published: Run, tmp_path: Path) -> None:
    assert published("export", "csv", tmp_path / "out", "--kinds", "Person,PARENT_OF").code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"persons.csv", "kinship.csv", "sources.csv"}
    assert not (tmp_path / "out" / "events.csv").exists()
