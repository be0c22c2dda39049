"""Facts about GEDCOM out: what it can say comes back as it was, what it cannot is counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ged4py import GedcomReader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.snapshot import Snapshot
from app.formats.gedcom_writer import write_gedcom, write_gedcom551
from tests.unit.formats.graphs import dated as graph_date
from tests.unit.formats.graphs import population
from tests.unit.formats.test_gedcom import SAMPLE, codes, items_of, rows_of
from tests.unit.seed.snapshot_of import snapshot_of

WRITERS = {"7.0": write_gedcom, "5.5.1": write_gedcom551}


def kin(snapshot: Snapshot) -> set[tuple[str, ...]]:
    return {
        (row["type"], row["a"], row["b"], row["nature"] or row["term"] or "", str(row["since_earliest"]))
        for row in snapshot.rows("kinship")
    }


def doubted(snapshot: Snapshot) -> set[tuple[str, str]]:
    return {
        (row["a"], row["b"])
        for row in snapshot.rows("kinship")
        if row["type"] == "PARENT_OF" and row["grade"] == "unlikely"
    }


def dated(snapshot: Snapshot) -> set[tuple[str, ...]]:
    return {
        (row["id"], row["kind"], str(row["begin_earliest"]), str(row["begin_latest"])) for row in snapshot.rows("Event")
    }


def people(snapshot: Snapshot) -> set[tuple[str, ...]]:
    return {(row["id"], row["name"], str(row["sex"]), str(row["birth_earliest"])) for row in snapshot.rows("Person")}


@pytest.mark.parametrize("version", WRITERS)
def test_what_was_read_comes_back_the_same(version: str, tmp_path: Path) -> None:
    before = snapshot_of(rows_of(items_of(SAMPLE)))
    written = WRITERS[version](before, tmp_path / "out.ged")
    items = items_of(tmp_path / "out.ged")
    after = snapshot_of(rows_of(items))
    assert (people(after), kin(after), dated(after)) == (people(before), kin(before), dated(before))
    assert doubted(after) == doubted(before) != set()
    assert (codes(items), written.counts) == ([], {"Person": 3, "Family": 1, "Event": 4})


@pytest.mark.parametrize("version", WRITERS)
def test_an_invented_population_comes_back(version: str, tmp_path: Path) -> None:
    before = population(80)
    WRITERS[version](before, tmp_path / "out.ged")
    after = snapshot_of(rows_of(items_of(tmp_path / "out.ged")))
    assert people(after) == people(before)
    told = {("SIBLING_OF", "full"): "unknown"}
    expected = {(*each[:3], told.get((each[0], each[3]), each[3])) for each in kin(before)}
    assert {each[:4] for each in kin(after)} == expected


def test_the_same_data_give_the_same_bytes_and_losses_are_counted(tmp_path: Path) -> None:
    losses = write_gedcom(population(40), tmp_path / "a.ged").losses
    write_gedcom(population(40), tmp_path / "b.ged")
    assert (tmp_path / "a.ged").read_bytes() == (tmp_path / "b.ged").read_bytes()
    assert {"Source", "structure"} <= {loss.kind for loss in losses}


def test_the_other_reader_reads_the_older_version(tmp_path: Path) -> None:
    before = snapshot_of(rows_of(items_of(SAMPLE)))
    write_gedcom551(before, tmp_path / "out.ged")
    with GedcomReader(str(tmp_path / "out.ged")) as reader:
        names = {record.name.format() for record in reader.records0("INDI")}
    assert names == {row["name"] for row in before.rows("Person")}


_names = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8)
_ties = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] < pair[1]), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(_names, min_size=5, max_size=5), parents=_ties, spouses=_ties)
def test_any_small_pedigree_comes_back(
    names: list[str], parents: set[tuple[int, int]], spouses: set[tuple[int, int]], tmp_path: Path
) -> None:
    rows = [{"type": "PARENT_OF", "a": f"x:{a}", "b": f"x:{b}", "nature": "birth"} for a, b in parents]
    rows += [{"type": "SPOUSE_OF", "a": f"x:{a}", "b": f"x:{b}", "nature": "marriage"} for a, b in spouses]
    persons = [{"id": f"x:{number}", "name": name} for number, name in enumerate(names)]
    before = Snapshot.from_rows({"Person": persons, "kinship": rows})
    for write in WRITERS.values():
        write(before, tmp_path / "out.ged")
        after = snapshot_of(rows_of(items_of(tmp_path / "out.ged")))
        assert (people(after), kin(after)) == (people(before), kin(before))


@pytest.mark.parametrize("version", WRITERS)
def test_the_agency_of_a_handover_comes_back_on_its_side(version: str, tmp_path: Path) -> None:
    told = {"id": "x:e", "kind": "handover", "category": "custody"}
    sides = [("SUBJECT_OF", "x:p"), ("FROM_AGENCY", "x:a"), ("AT_PLACE", "x:b")]
    rows = {
        "Person": [{"id": "x:p", "name": "A"}],
        "Agency": [{"id": "x:a", "name": "PSB", "kind": "police", "country": "CN"}],
        "Place": [{"id": "x:b", "name": "Bridge", "kind": "border_crossing"}],
        "Event": [told],
        "event_ties": [{"type": type, "a": "x:e", "b": b} for type, b in sides],
    }
    WRITERS[version](Snapshot.from_rows(rows), tmp_path / "out.ged")
    after = snapshot_of(rows_of(items_of(tmp_path / "out.ged")))
    assert {(tie["type"], tie["b"]) for tie in after.rows("event_ties")} == set(sides)
    assert [(row["kind"], row["country"]) for row in after.rows("Agency")] == [("police", "CN")]


def test_long_texts_with_at_signs_and_blanks_come_back(tmp_path: Path) -> None:
    note = "me@home.example " * 60
    for write in WRITERS.values():
        write(Snapshot.from_rows({"Person": [{"id": "x:p", "name": "A", "note": note.strip()}]}), tmp_path / "out.ged")
        (row,) = rows_of(items_of(tmp_path / "out.ged"))["persons"]
        assert row["note"] == note.strip()


@pytest.mark.parametrize("version", WRITERS)
def test_a_rumoured_parent_stays_rumoured_beside_a_sure_one(version: str, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"type": "PARENT_OF", "a": "x:ma", "b": "x:kid", "nature": "birth", "grade": "confirmed"},
        {"type": "PARENT_OF", "a": "x:pa", "b": "x:kid", "nature": "birth", "grade": "unlikely"},
        {"type": "SPOUSE_OF", "a": "x:ma", "b": "x:pa", "nature": "marriage", "grade": "ungraded"},
    ]
    persons = [{"id": id, "name": id[2:]} for id in ("x:kid", "x:ma", "x:pa")]
    before = Snapshot.from_rows({"Person": persons, "kinship": rows})
    written = WRITERS[version](before, tmp_path / "out.ged")
    after = snapshot_of(rows_of(items_of(tmp_path / "out.ged")))
    assert (kin(after), doubted(after)) == (kin(before), {("x:pa", "x:kid")})
    assert {loss.kind: loss.count for loss in written.losses} == {"kinship.grade": 1}


def test_dates_that_are_open_or_wide_come_back(tmp_path: Path) -> None:
    spans = [("1950-03-02", None), (None, "1960-04-05"), ("1950-01-07", "1952-02-03"), ("1949-01-01", "1951-12-31")]
    rows = [
        {"id": f"x:{n}", "name": "A", **graph_date("birth", first, last or "")} for n, (first, last) in enumerate(spans)
    ]
    before = Snapshot.from_rows({"Person": rows})
    for write in WRITERS.values():
        assert write(before, tmp_path / "out.ged").losses == []
        after = snapshot_of(rows_of(items_of(tmp_path / "out.ged")))
        told = {(row["id"], row["birth_earliest"], row["birth_latest"]) for row in after.rows("Person")}
        assert told == {(row["id"], row["birth_earliest"], row["birth_latest"]) for row in before.rows("Person")}


def test_a_slash_in_a_name_is_lost_and_counted(tmp_path: Path) -> None:
    named = Snapshot.from_rows({"Person": [{"id": "x:p", "name": "A/B"}]})
    for write in WRITERS.values():
        (loss,) = write(named, tmp_path / "out.ged").losses
        assert (loss.kind, loss.count) == ("Person.name", 1)
        assert [row["name"] for row in rows_of(items_of(tmp_path / "out.ged"))["persons"]] == ["A B"]


@pytest.mark.parametrize("version", WRITERS)
def test_persons_and_events_name_the_sources_of_their_claims(version: str, tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "Person": [{"id": "x:p", "name": "A", "claims": ["c1", "c2"]}, {"id": "x:q", "name": "B", "claims": ["c3"]}],
        "Event": [{"id": "x:e", "kind": "arrest", "category": "custody", "claims": ["c2"]}],
        "Source": [
            {"id": "x:s", "title": "First", "kind": "report", "publisher": "UN"},
            {"id": "x:t", "title": "A @ sign", "kind": "interview", "told_on": "2001"},
        ],
        "event_ties": [{"type": "SUBJECT_OF", "a": "x:e", "b": "x:p", "claims": ["c2"]}],
    }
    told = {"c1": "x:s", "c2": "x:t", "c3": "x:gone"}
    written = WRITERS[version](Snapshot.from_rows(rows), tmp_path / "out.ged", told)
    found = rows_of(items_of(tmp_path / "out.ged"))
    assert [(row["id"], row["source_id"]) for row in found["persons"]] == [
        ("x:p", "x:s"),
        ("x:p", "x:t"),
        ("x:q", "g:out.ged"),
    ]
    assert [(row["id"], row["source_id"]) for row in found["events"]] == [("x:e", "x:t")]
    assert {(row["id"], row["title"], row.get("publisher", "")) for row in found["sources"]} >= {
        ("x:s", "First", "UN"),
        ("x:t", "A @ sign", ""),
    }
    lost = sorted((loss.kind, loss.count) for loss in written.losses)
    assert lost == [("Source.kind", 1), ("Source.told_on", 1), ("claims", 1), ("claims", 1)]
