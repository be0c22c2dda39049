"""Facts about XES in: cases are persons, activities are kinds, and days stay as they are written."""

from __future__ import annotations

from pathlib import Path

from app.formats.xes import read_xes, recognise_xes
from tests.unit.formats.test_gedcom import codes, rows_of
from tests.unit.seed.snapshot_of import snapshot_of


def log(folder: Path, *activities: str, head: str = "") -> Path:
    when = '<date key="time:timestamp" value="2009-05-03T00:30:00.000+09:00"/><string key="org:group" value="B"/>'
    events = "".join(f'<event><string key="concept:name" value="{each}"/>{when}</event>' for each in activities)
    case = '<trace><string key="concept:name" value="case 1"/>'
    path = folder / "a.xes"
    path.write_text(f'{head}<log xes.version="1.0">{case}{events}</trace></log>', encoding="utf-8")
    return path


def test_a_case_is_a_person_and_equal_times_keep_their_order(tmp_path: Path) -> None:
    path = log(tmp_path, "Arrest", "transfer", "Arrest")
    rows = rows_of(list(read_xes(path, "x").items))
    assert recognise_xes(path)
    assert [(row["kind"], row["begin"], row["step"]) for row in rows["events"]] == [
        ("arrest", "2009-05-03", "1"),
        ("transfer", "2009-05-03", "2"),
        ("arrest", "2009-05-03", "3"),
    ]
    graph = snapshot_of(rows)
    assert [row["name"] for row in graph.rows("Person")] == ["case 1"]
    assert [row["name"] for row in graph.rows("Agency")] == ["B"]


def test_an_unknown_activity_is_a_refused_row_beside_the_others(tmp_path: Path) -> None:
    items = list(read_xes(log(tmp_path, "arrest", "dancing"), "x").items)
    assert (codes(items), len(rows_of(items)["events"])) == (["unknown_kind"], 1)


def test_entities_and_cut_files_are_refused(tmp_path: Path) -> None:
    bomb = log(tmp_path, "arrest", head='<!DOCTYPE log [<!ENTITY a "aaaa">]>')
    assert codes(list(read_xes(bomb, "x").items)) == ["dtd"]
    path = log(tmp_path, "arrest")
    path.write_bytes(path.read_bytes()[:-9])
    assert "cut" in codes(list(read_xes(path, "x").items))
