"""Triggers, punishments and takings as tables: in words first, then in the numbers that the statements read."""

from collections.abc import Iterable
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from app.analysis.records import EventRecord

#: One row for each event that can be an end of a link; days are day numbers, null is open. ``said`` are the words of
#: the date.
WORDS = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "person")),
        *((name, pa.int32()) for name in ("lo", "hi")),
        *((name, pa.string()) for name in ("kind", "place", "said")),
    ]
)
#: The same in numbers.
SPANS = pa.schema([(name, pa.int32()) for name in WORDS.names])


def in_words(rows: Iterable[tuple[str, EventRecord]]) -> pa.Table:
    """Return a table in words.

    Parameters
    ----------
    rows : iterable of (str, EventRecord)
        Persons and events.

    Returns
    -------
    pyarrow.Table
        In the shape of :data:`WORDS`.
    """
    listed = list(rows)
    events = [event for _, event in listed]
    columns: list[list[str] | list[str | None] | list[int | None]] = [
        [event.id for event in events],
        [person for person, _ in listed],
        [event.begin.earliest for event in events],
        [event.begin.latest for event in events],
        [event.kind for event in events],
        [event.place for event in events],
        [event.begin_text for event in events],
    ]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, WORDS, strict=True)]
    return pa.table(arrays, schema=WORDS)


class Numbered(Protocol):
    """Gives numbers for ids."""

    def persons(self, ids: pa.ChunkedArray, /) -> pa.ChunkedArray:
        """Return the numbers of some persons."""
        ...

    def events(self, ids: pa.ChunkedArray, /) -> pa.ChunkedArray:
        """Return the numbers of some events."""
        ...


def in_numbers(tables: list[pa.Table], numbers: Numbered) -> list[pa.Table]:
    """Return tables in words as tables in numbers.

    Parameters
    ----------
    tables : list of pyarrow.Table
        In the shape of :data:`WORDS`.
    numbers : Numbered
        Of all persons and events in them.

    Returns
    -------
    list of pyarrow.Table
        In the shape of :data:`SPANS`. Kinds, places and words get numbers that are the same in all of them; no place is
        a place like another, no words are null.
    """
    whole = pa.concat_tables([table.select(["kind", "place", "said"]) for table in tables])
    known = {name: pc.unique(pc.fill_null(whole[name], "")) for name in whole.column_names}
    return [_numbered(table, numbers, known) for table in tables]


def _numbered(table: pa.Table, numbers: Numbered, known: dict[str, pa.Array]) -> pa.Table:
    columns = {"id": numbers.events(table["id"]), "person": numbers.persons(table["person"])}
    columns |= {name: pc.index_in(pc.fill_null(table[name], ""), value_set=known[name]) for name in known}
    columns["said"] = pc.if_else(pc.equal(pc.fill_null(table["said"], ""), ""), None, columns["said"])
    return pa.table([columns.get(name, table[name]) for name in WORDS.names], schema=SPANS)
