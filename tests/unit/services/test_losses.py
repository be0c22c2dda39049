"""Property: of any claims, what a format gives back is the same graph, but for what its loss report names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.domain.claims import Claim
from app.domain.snapshot import TIE_TABLES, Snapshot
from app.formats import format_named
from app.formats.csv_tables import write_csv_tables
from app.services.importing import ImportOptions
from tests import claim_strategies as some
from tests.unit.services.test_round_trips import ledger, rows_of

#: They carry everything but the claims themselves.
WHOLE = ("graphml", "gexf", "node-link")
PARTLY = {"gedcom": "gedcom", "gedcom551": "gedcom", "followthemoney": "followthemoney", "xes": "xes"}
#: Table to what a row of it is known by, and to columns that are compared apart.
KEYS = {
    "Person": ("id",), "Family": ("id",), "Case": ("id",), "Agency": ("id",), "Place": ("id",), "Event": ("id",),
    "kinship": ("type", "a", "b"), "memberships": ("type", "a", "b"), "structure": ("type", "a", "b"),
    "event_ties": ("type", "a", "b"), "because_of": ("a", "b"),
}  # fmt: skip
COLUMNS = {
    "Person": ("name", "sex", "birth_earliest", "birth_latest", "death_earliest", "nationality", "occupation", "note",
               "count_least"),
    "Agency": ("name", "kind", "country", "valid_from_earliest"),
    "Event": ("kind", "begin_earliest", "begin_latest", "end_latest", "reason", "country", "duration_least"),
    "kinship": ("nature", "term", "since_earliest", "until_earliest"),
    "event_ties": ("role",),
}  # fmt: skip
#: Words of loss reports that say more than their own name: a whole group, or what goes with it.
WIDER = {
    "kinship": {"kinship"}, "memberships": {"memberships"}, "because_of": {"BECAUSE_OF"}, "structure": {"structure"},
    "event_ties": {"Event", "Event Agency", "Event Place"}, "Person": {"Person"}, "Agency": {"Agency", "Event Agency"},
    "Event": {"Event"}, "Family": {"Family"}, "Case": {"Case"}, "Place": {"Place", "Event Place"},
}  # fmt: skip


def described(snapshot: Snapshot, table: str) -> list[dict[str, Any]]:
    """Return the rows that a claim describes: what is only named by a tie comes back with its id as its name."""
    rows = snapshot.rows(table)
    if table not in WIDER or "name" not in snapshot.tables[table].column_names:
        return [row for row in rows if table != "Event" or row["kind"] is not None]
    return [row for row in rows if row["name"] not in (None, row["id"])]


def stated(snapshot: Snapshot, table: str) -> list[dict[str, Any]]:
    """Return the rows that a claim describes or a tie needs; of joined records a tie to itself can be all there is."""
    tied = {row[end] for each in TIE_TABLES for row in snapshot.rows(each) for end in ("a", "b")}
    return [row for row in snapshot.rows(table) if row["claims"] or row.get("id") in tied]


def missing(before: Snapshot, after: Snapshot) -> set[tuple[str, str, str]]:
    """Return what did not come back: table, kind of the row, and the column, or nothing for the row itself."""
    found = set()
    for table, key in KEYS.items():
        ends = {row["id"] for each in ("Person", "Event") for row in described(before, each)}
        for column in ("", *COLUMNS.get(table, ())):
            told = [
                Counter(tuple(str(row[name]) for name in (*key, *([column] if column else []))) for row in rows)
                for rows in (described(before, table), described(after, table))
            ]
            for row in told[0] - told[1]:
                if table != "event_ties" or {row[1], row[2]} & ends:
                    found.add((table, row[0] if "type" in key else table, column))
    return found


def claims_in(folder: Path, claims: list[Claim]) -> Snapshot:
    first, store = ledger()
    write_csv_tables(rows_of(claims), folder / "in")
    first.import_paths([folder / "in"], ImportOptions(quarantine=folder / "q"))
    return store.snapshot()


def through(folder: Path, snapshot: Snapshot, format: str, read_as: str) -> tuple[Snapshot, set[str]]:
    """Return the graph that comes back, and the kinds of loss; the import is checked on its way."""
    spec = format_named(format)
    assert spec is not None and spec.write is not None
    out = folder / f"out-{format}"
    losses = {loss.kind for loss in spec.write(snapshot, out).losses}
    books, store = ledger()
    reports = [
        books.import_paths([out], ImportOptions(as_=read_as, dry_run=dry, quarantine=folder / f"{format}-{n}"))
        for n, dry in enumerate((True, False, False))
    ]
    counted = [(each.rows_read, each.recorded, each.unchanged, each.rejected) for each in reports]
    assert all(read == recorded + unchanged + rejected for read, recorded, unchanged, rejected in counted)
    assert counted[0] == counted[1]
    assert reports[2].recorded == 0
    return store.snapshot(), losses


@settings(max_examples=8, phases=(Phase.generate,))
@given(claims=st.lists(some.claims(), max_size=12))
def test_a_graph_format_gives_everything_back(tmp_path_factory: pytest.TempPathFactory, claims: list[Claim]) -> None:
    folder = tmp_path_factory.mktemp("whole")
    before = claims_in(folder, claims)
    for format in WHOLE:
        after, _ = through(folder, before, format, format)
        for table in KEYS:
            assert len(stated(after, table)) == len(stated(before, table))
        assert missing(before, after) == missing(after, before) == set()


def test_a_day_told_of_a_kind_that_does_not_last_is_no_more_exact_under_one_that_does(tmp_path: Path) -> None:
    told = {"id": "t:e2", "person_id": "t:p0"}
    said = (({"kind": "arrest", "begin": "2009/.."}, "ungraded"), ({"kind": "detention"}, "likely"))
    claims = [
        Claim("event", {**told, **more}, "t:s1", citation=grade, grade=grade, table="event", row_key=grade)
        for more, grade in said
    ]
    before = claims_in(tmp_path, claims)
    assert [(row["kind"], row["begin_latest"]) for row in before.rows("Event")] == [("detention", None)]
    for format in WHOLE:
        after, _ = through(tmp_path, before, format, format)
        assert missing(before, after) == missing(after, before) == set()


@settings(max_examples=12, phases=(Phase.generate,))  # a smaller example takes minutes to find
@given(claims=st.lists(some.claims(), max_size=12))
def test_what_does_not_come_back_stands_in_the_loss_report(
    tmp_path_factory: pytest.TempPathFactory, claims: list[Claim]
) -> None:
    folder = tmp_path_factory.mktemp("partly")
    before = claims_in(folder, claims)
    for format, read_as in PARTLY.items():
        after, losses = through(folder, before, format, read_as)
        for table, kind, column in missing(before, after):
            base = column.removesuffix("_earliest").removesuffix("_latest")
            told = {kind, *WIDER[table], *([f"{kind}.{base}"] if base else [])}
            assert told & losses, (format, table, kind, column, sorted(losses))
