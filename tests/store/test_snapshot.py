"""A snapshot from a real Neo4j: the tables that were written, and what one record a row would give."""

import random
from datetime import date
from itertools import combinations

import pyarrow as pa

from app.domain.snapshot import SCHEMAS, TIE_ENDS, Snapshot
from app.store.snapshot_reader import read_tables
from benchmarks.snapshot import in_order, read_plainly, write_tables

_LABELS = ("Person", "Family", "Case", "Agency", "Place", "Event", "Source")
_GROUPS = {
    "kinship": ("PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "KIN_OF", "KNOWS"),
    "memberships": ("MEMBER_OF", "IN_CASE", "AMONG"),
    "structure": ("PART_OF", "SUCCEEDED", "SAME_BODY", "BASED_AT", "WITHIN"),
    "event_ties": ("BY_AGENCY", "FROM_AGENCY", "TO_AGENCY", "AT_PLACE", "FROM_PLACE", "TO_PLACE", "BY_PERSON"),
}


def value(rng, field):
    """A value of a column, or null now and then."""
    if rng.random() < 0.4:
        return None
    if pa.types.is_date32(field.type):
        return date(rng.randint(1, 2030), rng.randint(1, 12), rng.randint(1, 28))
    if pa.types.is_boolean(field.type):
        return rng.random() < 0.5
    if pa.types.is_list(field.type):
        return [rng.choice(("x:1", "가", "'\"")) for _ in range(rng.randint(0, 3))]
    if pa.types.is_int32(field.type):
        return rng.randint(-9, 2**31 - 1)
    return rng.random() * 90 if pa.types.is_float64(field.type) else rng.choice(("", "김철", "a\nb"))


def row(rng, table, **given):
    return {field.name: given.get(field.name, value(rng, field)) for field in SCHEMAS[table]}


def random_snapshot(seed):
    """Every table with rows, every type of tie, one parent of everyone, and nulls everywhere."""
    rng = random.Random(seed)
    ids = {label: [f"x:{label}~{number:02}" for number in range(12)] for label in _LABELS}
    rows = {label: [row(rng, label, id=id_) for id_ in ids[label]] for label in _LABELS}
    for table, kinds in _GROUPS.items():
        ends = [(kind, *(rng.choice(ids[label]) for label in TIE_ENDS[kind])) for kind in kinds for _ in range(9)]
        if table == "kinship":
            ends += [("PARENT_OF", ids["Person"][3], child) for child in ids["Person"]]
        rows[table] = [row(rng, table, type=kind, a=a, b=b) for kind, a, b in sorted(set(ends))]
    subjects = [("SUBJECT_OF", event, rng.choice(ids["Person"])) for event in ids["Event"]]
    rows["event_ties"] += [row(rng, "event_ties", type=kind, a=a, b=b) for kind, a, b in subjects]
    because = [(ids["Event"][0], label, ids[label][1]) for label in ("Event", "Person")]
    rows["because_of"] = [row(rng, "because_of", a=a, b_label=label, b=b) for a, label, b in because]
    rows["derivations"] = [{"a": a, "b": b} for a, b in combinations(ids["Source"][:4], 2)]
    return Snapshot.from_rows(rows)


def test_a_snapshot_holds_what_was_written_and_what_one_record_a_row_gives(empty_store, driver):
    made = random_snapshot(1)
    write_tables(driver, made)
    plain = {name: in_order(read_plainly(driver, name)) for name in SCHEMAS}
    for tables in (empty_store.snapshot().tables, read_tables(empty_store._stream, page=5)):
        assert list(tables) == list(SCHEMAS)
        for name, table in tables.items():
            assert table.equals(in_order(made.tables[name])), name
            assert table.equals(plain[name]), name


def test_a_snapshot_of_nothing_has_every_table(empty_store):
    assert [table.num_rows for table in empty_store.snapshot().tables.values()] == [0] * len(SCHEMAS)
