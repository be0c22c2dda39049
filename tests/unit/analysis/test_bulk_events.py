"""Acts and takings read from columns are those that the rules find in the records, on cases of every untidy kind."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.analysis import Casebook
from app.analysis.bulk.event_reading import read_events
from app.analysis.bulk.question import ends_by_columns, ends_by_rules
from app.analysis.chains import ChainOptions
from app.analysis.inquiry import Inquiry
from app.domain.snapshot import Snapshot
from tests.unit.analysis.random_cases import as_snapshot, random_case

_SAID = {"claims": ["c1"], "grade": "likely", "independent_sources": 1}


def untidy(seed):
    """Write a random case down, with rumours, several subjects and places, steps, and what is told in part."""
    dice = random.Random(seed)
    snapshot = as_snapshot(random_case(seed))
    rows = {name: snapshot.rows(name) for name in ("Person", "kinship", "Event", "event_ties", "because_of")}
    rows["because_of"] = [row for row in rows["because_of"] if dice.random() < 0.3]
    persons = [row["id"] for row in rows["Person"]]
    ids = [row["id"] for row in rows["Event"]]
    for row in rows["Event"]:
        changed = {
            "grade": dice.choice([None, "confirmed", "likely", "unlikely"]),
            "kind": dice.choice([None, "arrest", "escape", "trial", "missing_person_notice", "no_such_kind"]),
            "category": dice.choice([None, "", "act", "procedure"]),
            "begin": dice.choice(["spring", "", "2009"]),
            "reason_class": dice.choice([None, "", "act", "association", "other"]),
            "steps": ["likely|x:s|1"],
            "begin_earliest": None,
            "begin_latest": (row["begin_earliest"] or date(2009, 1, 9)) - timedelta(2),
        }
        row.update({name: value for name, value in changed.items() if dice.random() < 0.08})
    ties = [row for row in rows["event_ties"] if dice.random() < 0.95]
    for kind, others in (("SUBJECT_OF", persons), ("TO_PLACE", ["x:jail", "x:camp"]), ("AT_PLACE", ["x:camp"])):
        for event in ids:
            if dice.random() < 0.06:
                said = {**_SAID, "grade": dice.choice(["likely", "unlikely", None])}
                ties.append(
                    {"type": kind, "a": dice.choice([event, event, "x:unknown"]), "b": dice.choice(others), **said}
                )
    return {**rows, "event_ties": ties}


def side_by_side(seeds):
    """Put untidy cases side by side in one snapshot, each with ids of its own."""
    whole = {}
    for seed in seeds:
        for name, rows in untidy(seed).items():
            own = [
                {key: f"{value}.{seed}" if key in ("id", "a", "b") else value for key, value in row.items()}
                for row in rows
            ]
            whole.setdefault(name, []).extend(own)
    random.Random(0).shuffle(whole["Event"])
    return Snapshot.from_rows(whole)


@pytest.fixture(scope="module")
def book():
    return Casebook.of(side_by_side(range(5000, 6000)))


def told(table):
    return sorted((tuple(row.values()) for row in table.to_pylist()), key=str)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"trigger": "takings"},
        {"own_reason": True},
        {"kind": "arrest", "trigger_kind": "escape"},
        {"first_day": date(2009, 1, 4).toordinal(), "last_day": date(2009, 1, 9).toordinal()},
    ],
    ids=str,
)
def test_a_thousand_untidy_cases_have_the_same_ends_by_columns_and_by_rules(book, asked):
    options = ChainOptions(**asked)
    by_columns, by_rules = (find(Inquiry(book, options), options) for find in (ends_by_columns, ends_by_rules))
    for name in ("triggers", "punishments"):
        found, wanted = (
            [(*row[:6], row[6] or None) for row in told(getattr(ends, name))] for ends in (by_columns, by_rules)
        )
        assert found == wanted and len(found) > 20
    for name in ("stated", "documented"):
        assert told(getattr(by_columns, name)) == told(getattr(by_rules, name))
    assert by_rules.stated.num_rows > 100


def test_most_persons_are_read_from_columns_and_the_others_by_the_rules(book):
    acts, takings, _, rest = book.once(read_events)
    plain = {*acts["person"].to_pylist(), *takings["person"].to_pylist()}
    assert len(plain) > 1000 and len(rest.takings) > 500
    assert plain.isdisjoint(rest.events_of)


def test_no_events_at_all_and_tables_in_pieces_are_read():
    assert [each.num_rows for each in read_events(Casebook.of(Snapshot.from_rows({})))[:2]] == [0, 0]
    whole = side_by_side([1, 2, 3])
    halves = {name: table.slice(0, 9) for name, table in whole.tables.items()}
    pieces = {
        name: type(table).from_batches([*half.to_batches(), *table.slice(9).to_batches()], table.schema)
        for (name, table), half in zip(whole.tables.items(), halves.values(), strict=True)
    }
    one, other = (read_events(Casebook.of(each)) for each in (whole, replace(whole, tables=pieces)))
    assert told(one.takings) == told(other.takings) and one.takings.num_rows
