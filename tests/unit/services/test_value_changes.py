"""A preview says which value of which record or tie changes, from what to what; the oracle is the whole projection."""

import random
from pathlib import Path
from typing import Any

import pytest

from app.domain.claims import Claim, Source
from app.evidence.projection import Graph
from app.formats.csv_tables import write_csv_tables
from app.services.ledger import Ledger
from app.services.value_changes import value_changes
from app.store.base import Batch
from tests.fakes import FakeClock, FakeStore

HIDDEN = {"id", "search_text", "match_keys", "name_script", "steps", "category", "reason_class"}
ROWS: list[tuple[str, dict[str, str]]] = [
    ("sources", {"id": "x:s", "kind": "report"}),
    ("sources", {"id": "x:t", "kind": "article"}),
    ("persons", {"id": "x:1", "name": "A", "birth": "1950", "source_id": "x:s", "grade": "possible"}),
    ("persons", {"id": "x:2", "name": "B", "source_id": "x:s"}),
    ("persons", {"id": "x:3", "name": "Bee", "birth": "1980-04", "source_id": "x:t"}),
    ("kinship", {"person_a": "x:1", "relation": "parent", "person_b": "x:3", "source_id": "x:t"}),
    ("events", {"id": "x:e", "person_id": "x:2", "kind": "arrest", "begin": "2009", "source_id": "x:s"}),
]


@pytest.fixture
def store(tmp_path: Path) -> FakeStore:
    store = FakeStore()
    write_csv_tables(ROWS, tmp_path)
    Ledger(store, FakeClock(), "t").import_paths([tmp_path])
    return store


@pytest.fixture
def ledger(store: FakeStore) -> Ledger:
    return Ledger(store, FakeClock(), "t")


def changed(values: dict[str, list[dict[str, Any]]], key: str) -> dict[str, tuple[Any, Any]]:
    return {each["name"]: (each["before"], each["after"]) for each in values[key]}


def test_a_nearer_date_is_told_from_what_to_what(ledger: Ledger) -> None:
    row = {"id": "x:e", "person_id": "x:2", "kind": "arrest", "begin": "2009-06", "source_id": "x:t"}
    values = ledger.foresee([("events", {**row, "grade": "likely"})])["values"]
    found = changed(values, "Event/x:e")
    assert found["begin"] == ("2009", "2009-06") and found["grade"] == ("ungraded", "likely")
    assert found["independent_sources"] == (1, 2) and "begin_earliest" not in found
    assert len(found["claims"][1]) == 2


def test_what_comes_new_has_values_and_nothing_before(ledger: Ledger) -> None:
    values = ledger.foresee([("persons", {"id": "x:9", "name": "New", "source_id": "x:t"})])["values"]
    assert changed(values, "Person/x:9")["name"] == (None, "New")


def test_two_records_judged_the_same_say_which_values_and_ties_come_and_go(ledger: Ledger) -> None:
    row = {"kind": "person", "record_a": "x:2", "record_b": "x:3", "judgement": "same", "source_id": "x:t"}
    values = ledger.foresee([("identities", row)])["values"]
    assert changed(values, "Person/x:2")["birth"] == (None, "1980-04")
    assert changed(values, "Person/x:3")["name"] == ("Bee", None)
    assert changed(values, "Person/x:1 -PARENT_OF-> Person/x:3")["grade"] == ("ungraded", None)
    assert changed(values, "Person/x:1 -PARENT_OF-> Person/x:2")["grade"] == (None, "ungraded")


def test_a_withdrawal_and_the_way_back_tell_the_same_values_the_other_way_round(
    store: FakeStore, ledger: Ledger
) -> None:
    row = {"id": "x:e", "person_id": "x:2", "kind": "arrest", "begin": "2009-06", "source_id": "x:t"}
    told = ledger.foresee([("events", row)])["told"]
    (claim,) = told
    store.record(Batch("b", claims=(Claim("event", told[claim]["statement"], "x:t"),)))
    dry = ledger.withdraw(claim, dry_run=True)["values"]
    done = ledger.withdraw(claim)["values"]
    assert done == dry and changed(done, "Event/x:e")["begin"] == ("2009-06", "2009")
    back = ledger.reinstate(claim, dry_run=True)["values"]
    assert changed(back, "Event/x:e")["begin"] == ("2009", "2009-06")


def test_a_place_that_only_events_need_any_more_loses_its_values(store: FakeStore, ledger: Ledger) -> None:
    place = Claim("place", {"id": "x:p", "name": "Camp", "kind": "facility"}, "x:s", citation="1")
    event = Claim(
        "event", {"id": "x:f", "person_id": "x:2", "kind": "camp", "at_place_id": ["x:p"]}, "x:s", citation="2"
    )
    store.record(Batch("b", claims=(place, event)))
    report = ledger.withdraw(place.id, dry_run=True)
    assert report["changed"] == ["Place/x:p"] and report["nodes"] == []
    assert changed(report["values"], "Place/x:p")["kind"] == ("facility", None)


@pytest.mark.parametrize("seed", range(40))
def test_the_values_are_those_of_the_whole_projection_before_and_after(seed: int) -> None:
    draw = random.Random(seed)
    sources = [Source(f"x:s{n}", kind="report", witness="w" if n else "") for n in range(3)]
    claims = [_claim(draw) for _ in range(draw.randrange(4, 24))]
    store = FakeStore()
    half = len(claims) // 2
    store.record(Batch("a", sources=tuple(sources), claims=tuple(claims[:half])))
    gone = draw.sample(sorted(store.kept), min(len(store.kept), draw.randrange(3)))
    batch = Batch("b", claims=tuple(claims[half:]), withdraw=tuple((id, "r") for id in gone))
    _, change = store.preview(batch)
    before = store.graph()
    values = value_changes(store, change, gone=gone, more=[c for c in batch.claims if c.id not in store.kept])
    store.record(batch)
    expected = _differences(before, store.graph())
    shown = {key for part in (change.falls, change.appears, change.changes) for key in part[:40]}
    assert values == {key: expected[key] for key in shown}


def _claim(draw: random.Random) -> Claim:
    source, grade = f"x:s{draw.randrange(3)}", draw.choice(["confirmed", "possible", "ungraded"])
    a, b = (f"x:{n}" for n in draw.sample(range(6), 2))
    kind = draw.choice(["person", "person", "kinship", "event", "identity"])
    statement: dict[str, Any] = {
        "person": {"id": a, "name": f"N{draw.randrange(3)}", "birth": draw.choice(["1950", "1950-03", "1961"])},
        "kinship": {"person_a": a, "relation": "parent", "person_b": b, "nature": draw.choice(["birth", "step"])},
        "event": {"id": f"x:e{draw.randrange(2)}", "person_id": a, "kind": "arrest", "begin": "2009"},
        "identity": {"kind": "person", "record_a": a, "record_b": b, "judgement": draw.choice(["same", "different"])},
    }[kind]
    return Claim(kind, statement, source, grade=grade, citation=str(draw.random()))


def _differences(before: Graph, after: Graph) -> dict[str, list[dict[str, Any]]]:
    old = {str(k): p for k, p in (*before.nodes.items(), *before.ties.items())}
    new = {str(k): p for k, p in (*after.nodes.items(), *after.ties.items())}
    found = {}
    for key in old.keys() | new.keys():
        a, b = old.get(key, {}), new.get(key, {})
        names = [n for n in sorted({*a, *b}) if n not in HIDDEN and a.get(n) != b.get(n)]
        dates = [n for n in names if n in ("begin", "birth")]
        names = [n for n in names if not any(n.startswith(f"{date}_") for date in dates)]
        found[key] = [{"name": n, "before": a.get(n), "after": b.get(n)} for n in names]
    return found
