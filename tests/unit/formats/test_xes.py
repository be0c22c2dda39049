"""Facts about XES in: cases are persons, activities are kinds, and days stay as they are written."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from app.formats.base import FileNote, FileRow
from app.formats.xes import read_xes, recognise_xes
from tests.unit.formats.test_gedcom import codes, rows_of
from tests.unit.seed.snapshot_of import snapshot_of
from tests.unit.seed.tables_of import check_all


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
    assert (codes(items), len(rows_of(items)["events"])) == (["left_out", "unknown_kind"], 1)


def test_a_row_is_known_by_its_line_and_in_a_log_of_one_line_by_its_number(tmp_path: Path) -> None:
    path = log(tmp_path, "arrest", "dancing", head='<?xml version="1.0"?>\n\n')
    assert [item.row for item in read_xes(path, "x").items if isinstance(item, FileRow) and item.problem] == [3]
    path.write_text(path.read_text(encoding="utf-8").replace("<event>", "\n<event>"), encoding="utf-8")
    assert [item.row for item in read_xes(path, "x").items if isinstance(item, FileRow) and item.problem] == [5]


def test_entities_and_cut_files_are_refused(tmp_path: Path) -> None:
    bomb = log(tmp_path, "arrest", head='<!DOCTYPE log [<!ENTITY a "aaaa">]>')
    assert codes(list(read_xes(bomb, "x").items)) == ["dtd"]
    path = log(tmp_path, "arrest")
    path.write_bytes(path.read_bytes()[:-9])
    assert "cut" in codes(list(read_xes(path, "x").items))


def test_a_gzip_file_is_read_and_a_bomb_or_a_cut_one_is_answered(tmp_path: Path) -> None:
    plain, packed = log(tmp_path, "arrest"), tmp_path / "a.xes.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert recognise_xes(packed)
    kinds = [row["kind"] for row in rows_of(list(read_xes(packed, "x").items))["events"]]
    assert kinds == ["arrest"]
    packed.write_bytes(gzip.compress(plain.read_bytes())[:-20])
    assert "cut" in codes(list(read_xes(packed, "x").items))
    packed.write_bytes(gzip.compress(plain.read_bytes().replace(b"</log>", b" " * 9_000_000 + b"</log>")))
    assert "too_large" in codes(list(read_xes(packed, "x").items))
    packed.write_bytes(b"\x1f\x8bnot gzip at all")
    assert not recognise_xes(packed)
    assert codes(list(read_xes(packed, "x").items)) == ["cut"]


def test_what_no_row_is_made_of_is_counted_by_its_key(tmp_path: Path) -> None:
    more = (
        '<string key="org:resource" value="R"/><string key="org:role" value="x"/><float key="cost" value="1"/>'
        '<string key="nested" value="a"><int key="within" value="2"/></string><list key="many"><values/></list>'
    )
    path = log(tmp_path, "arrest", "release")
    text = path.read_text(encoding="utf-8").replace("</event>", f"{more}</event>")
    event = '<event><string key="concept:name" value="arrest"/></event>'
    path.write_text(text.replace("</log>", f'<string key="tool" value="t"/>{event}</log>'), encoding="utf-8")
    items = list(read_xes(path, "x").items)
    notes = [item.note.reason for item in items if isinstance(item, FileNote)]
    twice = ["cost", "many", "nested", "org:resource", "org:role"]
    assert notes == [
        *(f"{key} of event is not taken over, 2 times" for key in twice),
        "time of day of time:timestamp is not taken over, 2 times",
        "tool of log is not taken over, 1 times",
        "within of event is not taken over, 2 times",
    ]
    assert codes(items).count("no_case") == 1


def test_the_agency_of_a_handover_needs_its_country(tmp_path: Path) -> None:
    checked = check_all(rows_of(list(read_xes(log(tmp_path, "handover", "transfer"), "x").items)))
    events = [one for one in checked if one.table == "events"]
    assert [problem.code for problem in events[0].problems] == ["unclear_role"]
    assert "to_agency_id" in events[1].statement


def test_a_case_without_a_name_is_refused_and_one_without_events_is_a_person(tmp_path: Path) -> None:
    named = '<trace><string key="concept:name" value="case 2"/></trace>'
    event = '<event><string key="concept:name" value="arrest"/></event>'
    (tmp_path / "a.xes").write_text(f"<log>{named}<trace>{event}</trace></log>", encoding="utf-8")
    items = list(read_xes(tmp_path / "a.xes", "x").items)
    assert [row["name"] for row in rows_of(items)["persons"]] == ["case 2"]
    assert set(codes(items)) == {"missing"}


def test_a_case_that_comes_twice_is_one_person_and_its_events_go_on(tmp_path: Path) -> None:
    path = log(tmp_path, "arrest", "transfer")
    text = path.read_text(encoding="utf-8")
    trace = text[text.index("<trace>") : text.index("</log>")]
    path.write_text(text.replace("</log>", f"{trace}</log>"), encoding="utf-8")
    items = list(read_xes(path, "x").items)
    rows = rows_of(items)
    assert "repeated_id" in codes(items)
    assert len(rows["persons"]) == 1
    assert [row["step"] for row in rows["events"]] == ["1", "2", "3", "4"]
    assert len({row["id"] for row in rows["events"]}) == 4


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2009-05-03T23:30:00Z", "2009-05-03"),
        ("2009-05-03T00:30:00.000+09:00", "2009-05-03"),
        ("2009-05-03T23:59:59.123456-11:00", "2009-05-03"),
        ("2009-05-03T12:00:00", "2009-05-03"),
        ("2009-05-03", "2009-05-03"),
    ],
)
def test_the_day_is_the_one_that_is_written_in_whatever_zone(told: str, day: str, tmp_path: Path) -> None:
    path = log(tmp_path, "arrest")
    path.write_text(path.read_text().replace("2009-05-03T00:30:00.000+09:00", told))
    assert [row["begin"] for row in rows_of(list(read_xes(path, "x").items))["events"]] == [day]


@pytest.mark.parametrize("told", ["03.05.2009", "1241308800", "2009-13-45T00:00:00Z"])
def test_a_time_that_is_none_is_refused(told: str, tmp_path: Path) -> None:
    path = log(tmp_path, "arrest")
    path.write_text(path.read_text().replace("2009-05-03T00:30:00.000+09:00", told))
    checked = check_all(rows_of(list(read_xes(path, "x").items)))
    assert {problem.code for one in checked for problem in one.problems} == {"bad_date"}
