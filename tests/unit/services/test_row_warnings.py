"""Facts about what is told when rows are seen together."""

from pathlib import Path
from typing import Any

import pytest

from app.formats.csv_tables import write_csv_tables
from app.services.ledger import Ledger
from tests.fakes import FakeClock, FakeStore

S = {"source_id": "x:s"}
BASE: list[tuple[str, dict[str, str]]] = [("sources", {"id": "x:s", "kind": "report"})]


def person(id: str, birth: str = "") -> tuple[str, dict[str, str]]:
    return "persons", {"id": id, "name": id, "birth": birth} | S


def event(id: str, kind: str, begin: str, **more: str) -> tuple[str, dict[str, str]]:
    return "events", {"id": id, "person_id": "x:1", "kind": kind, "begin": begin, "citation": id} | S | more


def place(id: str) -> tuple[str, dict[str, str]]:
    return "places", {"id": id, "name": id, "kind": "city"} | S


def warnings(tmp_path: Path, rows: list[tuple[str, dict[str, str]]], store: FakeStore | None = None) -> list[Any]:
    write_csv_tables(BASE + rows, tmp_path)
    report = Ledger(store or FakeStore(), FakeClock(), "t").import_paths([tmp_path])
    assert report.problems.entries == [] and report.rejected == 0
    return [(each["code"], Path(each["file"]).name, each["row"], each["column"]) for each in report.warnings.entries]


def test_an_id_that_nothing_describes_is_told_once_with_its_place(tmp_path: Path) -> None:
    rows = [
        person("x:1"),
        event("x:e", "arrest", "2010", by_agency_id="x:a"),
        event("x:f", "arrest", "2011", by_agency_id="x:a"),
    ]
    assert warnings(tmp_path, rows) == [("undescribed", "events.csv", 2, "by_agency_id")]


def test_an_id_described_on_record_is_known(tmp_path: Path) -> None:
    store = FakeStore()
    assert warnings(tmp_path / "a", [person("x:1")], store) == []
    assert warnings(tmp_path / "b", [event("x:e", "arrest", "2010")], store) == []


def test_an_identity_names_two_records_of_its_kind(tmp_path: Path) -> None:
    judged = {"kind": "person", "record_a": "x:1", "record_b": "x:2", "judgement": "same"} | S
    found = warnings(tmp_path, [person("x:1"), ("identities", judged)])
    assert found == [("undescribed", "identities.csv", 2, "record_b")]


@pytest.mark.parametrize("children", [40, 41])
def test_more_than_forty_children_are_told(tmp_path: Path, children: int) -> None:
    ids = [f"x:c{n}" for n in range(children)]
    rows = [person("x:1"), *(person(id) for id in ids)]
    rows += [("kinship", {"person_a": "x:1", "relation": "parent", "person_b": id} | S) for id in ids]
    found = [code for code, *_ in warnings(tmp_path, rows)]
    assert found == (["many_children"] if children > 40 else [])


@pytest.mark.parametrize(
    ("birth", "begin", "told"),
    [("1980", "1979-12-31", True), ("1980", "1980", False), ("1980~", "1979", False), ("", "1900", False)],
)
def test_an_event_certainly_before_birth_is_told(tmp_path: Path, birth: str, begin: str, told: bool) -> None:
    found = warnings(tmp_path, [person("x:1", birth), event("x:e", "arrest", begin)])
    assert [code for code, *_ in found] == (["event_before_birth"] if told else [])


def test_both_claims_of_a_contradiction_are_named(tmp_path: Path) -> None:
    store = FakeStore()
    write_csv_tables([*BASE, person("x:1", "1980"), event("x:e", "arrest", "1970")], tmp_path)
    report = Ledger(store, FakeClock(), "t").import_paths([tmp_path])
    (warning,) = report.warnings.entries
    assert all(id in warning["reason"] for id in store.kept)


@pytest.mark.parametrize(
    ("arrest", "handover", "told"),
    [("2010-05", "2010-04", True), ("2010", "2010-04", False), ("", "2010-04", False), ("2009", "2010", False)],
)
def test_a_handover_before_every_arrest_is_told(tmp_path: Path, arrest: str, handover: str, told: bool) -> None:
    rows = [person("x:1"), event("x:e", "arrest", arrest), event("x:h", "handover", handover, country="KP")]
    assert [code for code, *_ in warnings(tmp_path, rows)] == (["handover_before_arrest"] if told else [])


@pytest.mark.parametrize(("nature", "told"), [("", True), ("birth", True), ("adoptive", False)])
def test_a_child_older_than_its_parent_is_told(tmp_path: Path, nature: str, told: bool) -> None:
    tie = {"person_a": "x:1", "relation": "mother", "person_b": "x:2", "nature": nature} | S
    found = warnings(tmp_path, [person("x:1", "1980"), person("x:2", "1970"), ("kinship", tie)])
    assert [code for code, *_ in found] == (["child_older_than_parent"] if told else [])


def test_two_places_on_one_day_are_told_unless_one_lies_within_the_other(tmp_path: Path) -> None:
    rows = [person("x:1"), place("x:a"), place("x:b"), place("x:c")]
    rows += [
        event("x:e", "arrest", "2010-05-01", at_place_id="x:a"),
        event("x:f", "last_seen", "2010-05-01", at_place_id="x:b"),
    ]
    assert [code for code, *_ in warnings(tmp_path / "one", rows)] == ["two_places_on_one_day"]
    within = [
        ("structure", {"from_id": a, "relation": "within", "to_id": b} | S) for a, b in (("x:a", "x:c"), ("x:c", "x:b"))
    ]
    assert warnings(tmp_path / "two", [*rows, *within]) == []
