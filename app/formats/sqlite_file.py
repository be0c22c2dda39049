"""SQLite: the graph as one file to browse with datasette, or with any SQLite program.

One table for each label and each group of ties, with foreign keys and indexes; ``search`` with a full-text index over
names and titles; and a view for each common question: ``takings``, ``kinship``, ``handovers``. A list is the text of a
JSON array, which ``json_each`` takes apart; a day is ``YYYY-MM-DD``; truth is 1 or 0.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

from app.domain.custody import event_kinds
from app.domain.snapshot import Snapshot
from app.formats.base import Written
from app.formats.graph_records import GraphNode, GraphRecords, GraphTie, plain
from app.formats.sqlite_schema import END_COLUMNS, TABLE_OF, TIE_TABLE_OF, statements

_ABOUT = {
    "made by": "Kintrace",
    "lists": "a list is the text of a JSON array; json_each() takes it apart",
    "takings": "events of a kind that opens a taking; a transfer, handover or interrogation that may open one is left "
    "out, since that depends on what came before it",
    "kinship": "each recorded tie, from both of its sides; relatives further off are computed by Kintrace",
    "handovers": "events of a kind in which control passes to another state or across a border",
}


def write_sqlite_file(snapshot: Snapshot, out: Path) -> Written:
    """Write a snapshot as one SQLite file.

    Parameters
    ----------
    snapshot : Snapshot
    out : Path
        A file of this name is replaced.

    Returns
    -------
    Written
        ``counts`` by label and tie type. Lost are the claims themselves and ties without an end.

    Notes
    -----
    The same data in another row order give the same bytes, as long as the SQLite library is the same: rows are
    written in one order and the file is made in one go. O(n log n).
    """
    out.unlink(missing_ok=True)
    records = GraphRecords(snapshot)
    with closing(sqlite3.connect(out, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("PRAGMA page_size = 4096")
        file.execute("BEGIN")
        parts = [part for statement in statements() for part in statement.split(";\n") if part.strip()]
        indexes = [part for part in parts if part.startswith("CREATE INDEX")]
        for part in parts:
            if part not in indexes:
                file.execute(part)
        _fill(file, records)
        for part in indexes:  # at the end: an index that grows with every row takes longer
            file.execute(part)
        file.execute("COMMIT")
        file.execute("ANALYZE")
        file.execute("VACUUM")
    return Written([out], dict(records.written), records.losses())


def _fill(file: sqlite3.Connection, records: GraphRecords) -> None:
    about = {"data version": str(records.snapshot.data_version), **_ABOUT}
    file.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    kinds = [
        (kind.name, kind.category, kind.lasts, kind.taking, kind.crosses, kind.label["en"], kind.label["ko"])
        for kind in event_kinds().values()
    ]
    file.executemany("INSERT INTO event_kinds VALUES (?, ?, ?, ?, ?, ?, ?)", kinds)
    for label, nodes in groupby(records.nodes(), key=lambda node: node.label):
        _insert_nodes(file, label, nodes)
    for table, ties in groupby(records.ties(), key=lambda tie: tie.table):
        _insert(file, TIE_TABLE_OF[table], (_tie_row(tie) for tie in ties))
    file.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")


def _insert_nodes(file: sqlite3.Connection, label: str, nodes: Iterator[GraphNode]) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        for node in nodes:
            values = node.values
            name = values.get("name") or values.get("title")
            words = " ".join([*values.get("names", ()), values.get("summary", "")]).strip()
            if name or words:
                file.execute(
                    "INSERT INTO search(label, id, name, words) VALUES (?, ?, ?, ?)",
                    (label, node.record, name or node.record, words),
                )
            yield {"id": node.record, **values}

    _insert(file, TABLE_OF[label], rows())


def _insert(file: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    columns = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("?" for _ in columns)
    file.executemany(
        f"INSERT INTO {table} VALUES ({marks})", ([_value(row.get(column)) for column in columns] for row in rows)
    )


def _value(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else plain(value)


def _tie_row(tie: GraphTie) -> dict[str, Any]:
    row = {"type": tie.type, **tie.values}
    for columns, key in zip(END_COLUMNS[tie.table], (tie.start, tie.end), strict=True):
        label, _, record = key.partition("/")
        row[columns[label]] = record
    return row
