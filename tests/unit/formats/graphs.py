"""Snapshots for the tests of the graph formats: a story written out, an invented population, and shuffled copies."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from app.domain.snapshot import Snapshot
from seed.population import generate
from tests.unit.seed.snapshot_of import snapshot_of

Rows = dict[str, list[dict[str, Any]]]


def dated(name: str, earliest: str | None, latest: str | None = None, text: str = "told") -> dict[str, Any]:
    """Return a date property: the second day is the first when it is not given; None is open."""
    last = earliest if latest is None else latest
    days = {"earliest": earliest, "latest": last or None}
    return {name: text, **{f"{name}_{side}": date.fromisoformat(day) if day else None for side, day in days.items()}}


def story_rows() -> Rows:
    """A mother, a son taken to a jail with a point, handed over at a crossing without one, and sent on to a camp."""
    return {
        "Person": [
            {"id": "x:ma", "name": '<b>Ma</b> & "Co"', "names": ["Ma", "=1+1"], "claims": ["c1"], "sex": "female"},
            {
                "id": "x:son~41",
                "name": "김 아들",
                **dated("birth", "1980-01-01", "1980-12-31", "1980"),
                "grade": "likely",
            },
            {"id": "x:unseen"},
        ],
        "Family": [{"id": "x:fam", "name": "The family"}],
        "Agency": [{"id": "x:psb", "name": "PSB", "country": "CN", **dated("valid_from", "1949-01-01")}],
        "Place": [
            {"id": "x:jail", "name": "Jail", "latitude": 41.5, "longitude": 129.25, "coordinate_precision": "town"},
            {"id": "x:bridge", "name": "Bridge", "kind": "border_crossing"},
            {"id": "x:camp", "name": "Camp", "latitude": 40.0, "longitude": 128.0},
        ],
        "Event": [
            {
                "id": "x:e1",
                "kind": "detention",
                "category": "custody",
                **dated("begin", "2009-01-05"),
                "claims": ["c2"],
            },
            {"id": "x:e2", "kind": "handover", "category": "custody", **dated("begin", "2009-02-01")},
            {"id": "x:e3", "kind": "transfer", "category": "custody", **dated("begin", "2009-03-01")},
            {"id": "x:e4", "kind": "denial", "category": "concealment"},
        ],
        "Source": [{"id": "x:s", "title": "Report", "kind": "report"}],
        "kinship": [
            {"type": "PARENT_OF", "a": "x:ma", "b": "x:son~41", "nature": "birth", "claims": ["c1", "c3"]},
            {"type": "KIN_OF", "a": "x:ma", "b": "x:son~41", "term": "relative", **dated("since", "1980-05-01")},
            {"type": "KIN_OF", "a": "x:ma", "b": "x:son~41", "term": "cousin"},
            {"type": "KNOWS", "a": "x:ma", "b": "x:nobody", "term": "friend"},
        ],
        "memberships": [{"type": "MEMBER_OF", "a": "x:ma", "b": "x:fam"}],
        "event_ties": [
            *({"type": "SUBJECT_OF", "a": f"x:e{number}", "b": "x:son~41"} for number in (1, 2, 3, 4)),
            {"type": "AT_PLACE", "a": "x:e1", "b": "x:jail"},
            {"type": "AT_PLACE", "a": "x:e2", "b": "x:bridge"},
            {"type": "FROM_PLACE", "a": "x:e3", "b": "x:jail"},
            {"type": "TO_PLACE", "a": "x:e3", "b": "x:camp"},
            {"type": "FROM_AGENCY", "a": "x:e2", "b": "x:psb"},
        ],
        "because_of": [{"a": "x:e1", "b": "x:ma", "b_label": "Person"}],
    }


def story() -> Snapshot:
    """Return the snapshot of the story."""
    return Snapshot.from_rows(story_rows(), data_version=7)


def population(size: int = 60) -> Snapshot:
    """Return the snapshot of an invented population."""
    rows = generate(size) | {"identities": []}
    return snapshot_of({name: table for name, table in rows.items() if name != "truth"})


def shuffled(snapshot: Snapshot, seed: int = 1) -> Snapshot:
    """Return the same data with the rows of every table in another order."""
    order = random.Random(seed)
    tables = {}
    for name, table in snapshot.tables.items():
        places = list(range(table.num_rows))
        order.shuffle(places)
        tables[name] = table.take(pa.array(places, pa.int64()))
    return Snapshot(snapshot.data_version, tables)


#: Any text that a snapshot can hold: also what XML cannot.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_KIN = st.sampled_from(["PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "KIN_OF", "KNOWS"])
_TIE = st.tuples(st.integers(0, 5), _KIN, st.integers(0, 5), st.none() | TEXTS)


@st.composite
def random_snapshots(draw: st.DrawFn) -> Snapshot:
    """Draw persons with any names and ties between them, also several of one type and to themselves."""
    persons = [
        {"id": f"x:{number}", "name": name, "names": names, "count_least": number, "invented": number % 2 == 0}
        for number, (name, names) in enumerate(
            draw(st.lists(st.tuples(st.none() | TEXTS, st.lists(TEXTS, max_size=3)), min_size=6, max_size=6))
        )
    ]
    ties = [{"type": kind, "a": f"x:{a}", "b": f"x:{b}", "term": term} for a, kind, b, term in draw(st.lists(_TIE))]
    return Snapshot.from_rows({"Person": persons, "kinship": ties})


def triples(edges: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return edges as a sorted list, to compare as multisets."""
    return sorted(edges)
