"""Nodes and ties of a snapshot, one by one, in an order that depends on the data alone.

What the graph formats write. A node is named ``Label/id``; what is not known has no property, and neither has an
empty list. A tie whose end has no node is left out and counted: nothing is invented.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any, NamedTuple

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from app.domain.snapshot import NODE_TABLES, SCHEMAS, TIE_TABLES, Snapshot, tie_ends
from app.formats.base import Loss

Row = dict[str, Any]
_KEYS = ("type", "id", "a", "b", "b_label")
_ENDS = frozenset({"type", "a", "b", "b_label"})
_ROWS_AT_ONCE = 20_000
#: Kinds of values by column type.
TEXT, NUMBER, DECIMAL, TRUTH, DAY, TEXTS = "text", "number", "decimal", "truth", "day", "texts"


class GraphNode(NamedTuple):
    """A node: ``Label/id``, its label, the id of its record, and what is known of it."""

    key: str
    label: str
    record: str
    values: Row


class GraphTie(NamedTuple):
    """A tie: its type, the keys of its ends, its number among those of one type, what is known, its table."""

    type: str
    start: str
    end: str
    number: int
    values: Row
    table: str = ""


class GraphRecords:
    """The nodes and ties of a snapshot.

    Parameters
    ----------
    snapshot : Snapshot

    Examples
    --------
    >>> tie = {"type": "PARENT_OF", "a": "x:1", "b": "x:2"}
    >>> records = GraphRecords(Snapshot.from_rows({"Person": [{"id": "x:2"}, {"id": "x:1"}], "kinship": [tie]}))
    >>> [node.key for node in records.nodes()], [(tie.start, tie.end) for tie in records.ties()]
    (['Person/x:1', 'Person/x:2'], [('Person/x:1', 'Person/x:2')])
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._known = {
            f"{label}/{record}" for label in NODE_TABLES for record in snapshot.tables[label]["id"].to_pylist()
        }
        described = sum(snapshot.tables[label].num_rows for label in NODE_TABLES)
        self._repeated = described - len(self._known)
        self._dangling: Counter[str] = Counter()
        self.written: Counter[str] = Counter()

    def nodes(self) -> Iterator[GraphNode]:
        """Yield the nodes, table by table, by id; of several rows with one id the first."""
        for label in NODE_TABLES:
            last = None
            for row in ordered_rows(self.snapshot.tables[label]):
                record = row.pop("id")
                if record != last:
                    self.written[label] += 1
                    yield GraphNode(f"{label}/{record}", label, record, known(row))
                last = record

    def ties(self) -> Iterator[GraphTie]:
        """Yield the ties whose ends are there, table by table, by type and ends."""
        self._dangling.clear()
        for table in TIE_TABLES:
            last, number = None, 0
            for row in ordered_rows(self.snapshot.tables[table]):
                ends = tie_ends(table, row)
                number = number + 1 if ends == last else 1
                last = ends
                start, end, kind = ends
                if start not in self._known or end not in self._known:
                    self._dangling[kind] += 1
                    continue
                self.written[kind] += 1
                yield GraphTie(kind, start, end, number, known(row, _ENDS), table)

    def losses(self) -> list[Loss]:
        """Return what was left out; asked for when nodes and ties were taken."""
        found = [claims_loss(self.snapshot)]
        if self._repeated:
            found.append(Loss("records", self._repeated, "several records have one id; the first is carried"))
        found += [Loss(kind, count, "one end of the tie has no node") for kind, count in sorted(self._dangling.items())]
        return [loss for loss in found if loss.count]


def claims_loss(snapshot: Snapshot) -> Loss:
    """Return the loss that every format of the graph has: the claims behind it, of which only ids are carried.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    Loss
        Its count is the number of claims; 0 when there are none.
    """
    ids: set[str] = set()
    for table in snapshot.tables.values():
        if "claims" in table.column_names:
            ids.update(each for each in pc.list_flatten(table["claims"]).to_pylist() if each is not None)
    why = "statement, source, citation and quote of a claim stay in the ledger; the csv format carries them"
    return Loss("claims", len(ids), why)


def known(row: Row, left_out: Iterable[str] = ()) -> Row:
    """Return what is known in a row: no None, no number that is none, no empty list."""
    return {name: value for name, value in row.items() if name not in left_out and _is_known(value)}


def _is_known(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return value is not None and value != []


def ordered_rows(table: pa.Table) -> Iterator[Row]:
    """Yield the rows of a table in the order of :func:`ordered_table`, a part of them in memory at a time."""
    batches = ordered_table(table).to_batches(max_chunksize=_ROWS_AT_ONCE)
    return chain.from_iterable(batch.to_pylist() for batch in batches)


def ordered_table(table: pa.Table) -> pa.Table:
    """Return a table in an order that depends on its rows alone.

    Parameters
    ----------
    table : pyarrow.Table
        One of a snapshot.

    Returns
    -------
    pyarrow.Table
        By type, id and ends; rows that share these, which a store does not give, by all they hold.

    Notes
    -----
    O(n log n).
    """
    keys = [name for name in _KEYS if name in table.column_names]
    ordered = table.sort_by([(name, "ascending") for name in keys]).combine_chunks()
    distinct = ordered.group_by(keys).aggregate([]).num_rows
    if distinct == ordered.num_rows:
        return ordered
    rows = ordered.to_pylist()
    groups = (list(group) for _, group in groupby(rows, key=lambda row: [row[name] for name in keys]))
    settled = [row for group in groups for row in sorted(group, key=orjson.dumps)]
    return pa.Table.from_pylist(settled, schema=ordered.schema)


def value_kinds(tables: Sequence[str]) -> dict[str, str]:
    """Return the columns of some tables with the kind of their values, in the order of the schemas.

    Examples
    --------
    >>> value_kinds(["memberships"])["independent_sources"]
    'number'
    """
    fields = [field for table in tables for field in SCHEMAS[table] if field.name not in ("id", *_ENDS)]
    return {field.name: _kind(field.type) for field in fields}


def _kind(type_: pa.DataType) -> str:
    if pa.types.is_list(type_):
        return TEXTS
    tests = ((pa.types.is_integer, NUMBER), (pa.types.is_floating, DECIMAL), (pa.types.is_boolean, TRUTH))
    found = [kind for test, kind in tests if test(type_)]
    return found[0] if found else DAY if pa.types.is_date(type_) else TEXT


def plain(value: Any) -> str:
    """Return a value as text: lists as JSON, days as ISO text, truth as ``true`` and ``false``.

    Examples
    --------
    >>> plain(["a", "b"]), plain(True), plain(1.5)
    ('["a","b"]', 'true', '1.5')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list | bool):
        return orjson.dumps(value).decode()
    return str(value)


def node_title(node: GraphNode) -> str:
    """Return what a node is called: its name, title or kind, else its id."""
    values = node.values
    return str(values.get("name") or values.get("title") or values.get("kind") or node.record)


def tie_id(tie: GraphTie) -> str:
    """Return an id of a tie that is the same in every export: its type, its ends, and its number from the second on.

    Examples
    --------
    >>> tie_id(GraphTie("KIN_OF", "Person/x:1", "Person/x:2", 2, {}))
    'KIN_OF::x:1::x:2::2'
    """
    ends = [each.partition("/")[2] for each in (tie.start, tie.end)]
    return "::".join([tie.type, *ends, *([str(tie.number)] if tie.number > 1 else [])])
