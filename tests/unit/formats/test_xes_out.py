"""Facts about XES out: a log by the standard's structure, in the order of the trails, that gives the same events."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from app.domain.snapshot import Snapshot
from app.formats.xes import read_xes
from app.formats.xes_writer import in_order, write_xes
from tests.unit.formats.graphs import dated, population, shuffled, story_rows
from tests.unit.formats.test_gedcom import codes, rows_of
from tests.unit.seed.snapshot_of import snapshot_of

XES = "{http://www.xes-standard.org/}"
#: The order of the parts of a log, and of a trace, in the schema of XES 1.0.
PARTS = ["extension", "global", "classifier", "attribute", "trace"]
VALUES = ("string", "date", "int", "float", "boolean", "id", "list")
SIDES = ("BY_AGENCY", "FROM_AGENCY", "TO_AGENCY", "AT_PLACE", "FROM_PLACE", "TO_PLACE", "SUBJECT_OF")


def events_of(snapshot: Snapshot) -> set[tuple[str, ...]]:
    names = ("id", "kind", "begin", "begin_earliest", "begin_latest", "reason", "country", "age", "note")
    kept = (row for row in snapshot.rows("Event") if row["category"] != "procedure")
    return {tuple(str(row[name]) for name in names) for row in kept}


def ties_of(snapshot: Snapshot) -> set[tuple[str, str, str]]:
    events = {row[0] for row in events_of(snapshot)}
    rows = (row for row in snapshot.rows("event_ties") if row["type"] in SIDES and row["a"] in events)
    return {(row["type"], row["a"], row["b"]) for row in rows}


def test_events_agencies_and_places_of_a_population_come_back(tmp_path: Path) -> None:
    before = population(400)
    result = write_xes(before, tmp_path / "out.xes")
    items = list(read_xes(tmp_path / "out.xes", "x").items)
    after = snapshot_of(rows_of(items))
    assert codes(items) == []
    assert len(events_of(before)) > 100
    assert (events_of(after), ties_of(after)) == (events_of(before), ties_of(before))
    assert result.counts["events"] == len(events_of(before))
    described = {row["id"]: (row["name"], row["kind"], row["country"]) for row in before.rows("Agency")}
    assert all(described[row["id"]] == (row["name"], row["kind"], row["country"]) for row in after.rows("Agency"))


def test_the_log_has_the_structure_of_the_standard(tmp_path: Path) -> None:
    write_xes(population(200), tmp_path / "out.xes")
    root = ElementTree.parse(tmp_path / "out.xes").getroot()
    assert root is not None
    assert root.tag == f"{XES}log"
    tags = [child.tag.removeprefix(XES) for child in root]
    parts = ["attribute" if tag in VALUES else tag for tag in tags]
    assert parts == sorted(parts, key=PARTS.index)
    prefixes = {child.attrib["prefix"] for child in root.iter(f"{XES}extension")}
    for element in root.iter():
        keys = [child.attrib["key"] for child in element if "key" in child.attrib]
        assert len(keys) == len(set(keys))
        if element.tag in (f"{XES}trace", f"{XES}event"):
            assert {key.partition(":")[0] for key in keys} <= prefixes
            assert "concept:name" in keys
    for day in root.iter(f"{XES}date"):
        assert datetime.fromisoformat(day.attrib["value"]).tzinfo is not None


def test_the_same_data_give_the_same_bytes_in_any_order_of_rows(tmp_path: Path) -> None:
    write_xes(population(60), tmp_path / "a.xes")
    write_xes(shuffled(population(60)), tmp_path / "b.xes")
    assert (tmp_path / "a.xes").read_bytes() == (tmp_path / "b.xes").read_bytes()


def test_no_day_is_invented_and_what_is_lost_is_counted(tmp_path: Path) -> None:
    rows = story_rows()
    rows["Event"][2] |= dated("begin", "2009-03-01", "2009-03-31", "2009-03")
    losses = write_xes(Snapshot.from_rows(rows), tmp_path / "out.xes").losses
    text = (tmp_path / "out.xes").read_text(encoding="utf-8")
    assert text.count("time:timestamp") == 2
    assert '"kintrace:latest" value="2009-03-31' in text
    lost = {loss.kind: loss.count for loss in losses}
    assert lost["Event.begin"] == 2
    assert {"Family", "kinship", "BECAUSE_OF", "Person", "Person.birth", "Source"} <= lost.keys()


def test_a_name_of_markup_stays_a_name(tmp_path: Path) -> None:
    rows = story_rows()
    rows["Person"][1]["name"] = '"><trace/>&'
    write_xes(Snapshot.from_rows(rows), tmp_path / "out.xes")
    people = rows_of(list(read_xes(tmp_path / "out.xes", "x").items))["persons"]
    assert [row["name"] for row in people] == ['"><trace/>&']


def test_dates_order_first_then_the_steps_of_the_best_source_that_close_no_circle() -> None:
    rows = [
        {"id": "x:a", **dated("begin", "2009-01-01", "2009-12-31"), "steps": ["likely|s:1|2", "possible|s:2|1"]},
        {"id": "x:b", **dated("begin", "2009-06-01"), "steps": ["likely|s:1|1", "possible|s:2|2"]},
        {"id": "x:c", **dated("begin", "2008-01-01"), "steps": ["likely|s:1|3"]},
        {"id": "x:d", "steps": ["unlikely|s:3|0"]},
    ]
    events = list(Snapshot.from_rows({"Event": rows}).rows("Event"))
    assert [row["id"] for row in in_order(events)] == ["x:c", "x:b", "x:a", "x:d"]


_days = st.none() | st.dates(date(2000, 1, 1), date(2000, 3, 1))
_events = st.lists(st.tuples(_days, st.integers(0, 40), st.none() | st.integers(0, 4)), max_size=7)


def trail(told: list[tuple[date | None, int, int | None]]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"x:{number}",
            "begin_earliest": first,
            "begin_latest": first and first + timedelta(days=wide),
            "steps": [] if step is None else [f"likely|s:1|{step}"],
        }
        for number, (first, wide, step) in enumerate(told)
    ]


@given(told=_events, seed=st.integers(0, 9))
def test_no_order_of_rows_changes_a_trail_and_what_is_certain_stays_so(
    told: list[tuple[date | None, int, int | None]], seed: int
) -> None:
    events = trail(told)
    mixed = random.Random(seed).sample(events, len(events))
    ordered = in_order(events)
    assert in_order(mixed) == ordered
    assert sorted(row["id"] for row in ordered) == sorted(row["id"] for row in events)
    for first, second in combinations(ordered, 2):
        assert not (first["begin_earliest"] and second["begin_latest"]) or (
            second["begin_latest"] >= first["begin_earliest"]
        )


def test_a_very_long_trail_is_ordered_by_its_days() -> None:
    events = trail([(date(2000, 1, 1) + timedelta(days=number * 7 % 3_000), 0, None) for number in range(3_000)])
    days = [row["begin_earliest"] for row in in_order(events)]
    assert days == sorted(days)
