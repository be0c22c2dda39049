"""Facts about the SQLite file: tables that hold together, a search, and a view for each question."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from app.domain.snapshot import NODE_TABLES, Snapshot
from app.formats.sqlite_file import write_sqlite_file
from app.formats.sqlite_schema import TABLE_OF, TIE_TABLE_OF
from tests.unit.formats.graphs import population, random_snapshots, story, story_rows

_PERSONS = "SELECT id, name, names FROM persons"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    write_sqlite_file(story(), tmp_path / "out.db")
    with closing(sqlite3.connect(tmp_path / "out.db")) as connection:
        yield connection


def rows(file: sqlite3.Connection, query: str, *values: Any) -> list[tuple[Any, ...]]:
    return file.execute(query, values).fetchall()


def test_every_record_and_tie_is_there_and_every_reference_holds(tmp_path: Path) -> None:
    snapshot = population()
    write_sqlite_file(snapshot, tmp_path / "out.db")
    with closing(sqlite3.connect(tmp_path / "out.db")) as file:
        for name, table in {**TABLE_OF, **TIE_TABLE_OF}.items():
            assert rows(file, f"SELECT count(*) FROM {table}") == [(snapshot.tables[name].num_rows,)]
        assert rows(file, "PRAGMA foreign_key_check") == []
        assert rows(file, "PRAGMA integrity_check") == [("ok",)]


def test_every_column_that_names_a_record_is_a_foreign_key_with_an_index(file: sqlite3.Connection) -> None:
    for table in TIE_TABLE_OF.values():
        ends = {
            row[1] for row in rows(file, f"PRAGMA table_info({table})") if row[1].startswith(("person_", "event_id"))
        }
        keys = {row[3] for row in rows(file, f"PRAGMA foreign_key_list({table})")}
        indexed = {
            rows(file, f"PRAGMA index_info({row[1]})")[0][2] for row in rows(file, f"PRAGMA index_list({table})")
        }
        assert keys and ends <= keys == indexed


def test_lists_are_json_that_sqlite_takes_apart(file: sqlite3.Connection) -> None:
    assert rows(file, "SELECT j.value FROM persons p, json_each(p.names) j WHERE p.id = 'x:ma'") == [("Ma",), ("=1+1",)]


def test_a_name_is_found_by_a_word_of_it_in_any_script(file: sqlite3.Connection) -> None:
    found = "SELECT label, id FROM search WHERE rowid IN (SELECT rowid FROM search_fts WHERE search_fts MATCH ?)"
    assert rows(file, found, "아들") == [("Person", "x:son~41")]
    assert rows(file, found, "Bri*") == [("Place", "x:bridge")]
    assert rows(file, found, "nobody") == []


def test_takings_name_person_place_and_day(file: sqlite3.Connection) -> None:
    found = rows(file, "SELECT person_id, person, kind, begin_earliest, place, by_agency FROM takings")
    assert found == [("x:son~41", "김 아들", "detention", "2009-01-05", "Jail", None)]


def test_handovers_name_both_sides(file: sqlite3.Connection) -> None:
    found = rows(file, "SELECT person_id, event_id, from_agency, to_agency, crossing FROM handovers")
    assert found == [("x:son~41", "x:e2", "PSB", None, "Bridge")]


def test_kinship_is_seen_from_both_sides(file: sqlite3.Connection) -> None:
    found = rows(file, "SELECT person_id, is_the, of_id FROM kinship ORDER BY 1, 2")
    assert found == [
        ("x:ma", "cousin", "x:son~41"),
        ("x:ma", "parent", "x:son~41"),
        ("x:ma", "relative", "x:son~41"),
        ("x:son~41", "child", "x:ma"),
    ]


def test_several_agencies_of_one_event_stand_in_one_cell(tmp_path: Path) -> None:
    data = story_rows()
    data["Agency"].append({"id": "x:mss", "name": None})
    data["event_ties"].append({"type": "FROM_AGENCY", "a": "x:e2", "b": "x:mss"})
    write_sqlite_file(Snapshot.from_rows(data), tmp_path / "out.db")
    with closing(sqlite3.connect(tmp_path / "out.db")) as file:
        assert rows(file, "SELECT from_agency FROM handovers") == [("x:mss / PSB",)]


def test_every_kind_of_tie_finds_its_columns(tmp_path: Path) -> None:
    data = story_rows()
    data["Case"] = [{"id": "x:case", "title": "Case"}]
    data["memberships"] += [
        {"type": "IN_CASE", "a": "x:ma", "b": "x:case"},
        {"type": "AMONG", "a": "x:ma", "b": "x:unseen"},
    ]
    data["structure"] = [
        {"type": "BASED_AT", "a": "x:psb", "b": "x:jail"},
        {"type": "WITHIN", "a": "x:jail", "b": "x:camp"},
    ]
    data["because_of"].append({"a": "x:e1", "b": "x:e2", "b_label": "Event"})
    data["Source"].append({"id": "x:s2"})
    data["derivations"] = [{"a": "x:s2", "b": "x:s"}]
    write_sqlite_file(Snapshot.from_rows(data), tmp_path / "out.db")
    with closing(sqlite3.connect(tmp_path / "out.db")) as file:
        columns = "person_id, family_id, case_id, group_id"
        assert rows(file, f"SELECT {columns} FROM membership_ties ORDER BY type") == [
            ("x:ma", None, None, "x:unseen"),
            ("x:ma", None, "x:case", None),
            ("x:ma", "x:fam", None, None),
        ]
        assert rows(file, "SELECT from_agency_id, from_place_id, to_place_id FROM structure_ties ORDER BY type") == [
            ("x:psb", None, "x:jail"),
            (None, "x:jail", "x:camp"),
        ]
        because = rows(file, "SELECT because_event_id, because_person_id FROM because_of_ties ORDER BY 2")
        assert because == [("x:e2", None), (None, "x:ma")]
        assert rows(file, "SELECT source_id, from_source_id FROM source_derivations") == [("x:s2", "x:s")]


def test_a_file_that_is_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "out.db").write_text("something else")
    write_sqlite_file(story(), tmp_path / "out.db")
    first = (tmp_path / "out.db").read_bytes()
    write_sqlite_file(story(), tmp_path / "out.db")
    assert first == (tmp_path / "out.db").read_bytes()
    assert json.dumps([label for label in NODE_TABLES if label not in TABLE_OF]) == "[]"


@settings(max_examples=12)
@given(random_snapshots())
def test_any_text_is_kept_as_it_is(tmp_path_factory: pytest.TempPathFactory, snapshot: Snapshot) -> None:
    path = tmp_path_factory.mktemp("files") / "out.db"
    write_sqlite_file(snapshot, path)
    with closing(sqlite3.connect(path)) as file:
        held = {id: (name, json.loads(names) if names else []) for id, name, names in rows(file, _PERSONS)}
        ties = sorted(rows(file, "SELECT type, person_a, person_b, coalesce(term, '') FROM kinship_ties"))
    assert held == {row["id"]: (row["name"], row["names"] or []) for row in snapshot.rows("Person")}
    assert ties == sorted((r["type"], r["a"], r["b"], r["term"] or "") for r in snapshot.rows("kinship"))
