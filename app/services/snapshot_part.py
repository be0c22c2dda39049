"""Part of a snapshot: some records and the ties among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from app.domain.custody import event_kinds
from app.domain.snapshot import NODE_TABLES, TIE_ENDS, Snapshot

_EVENT_TIES = {"SUBJECT_OF": ("Event", "Person")}


def part_of(snapshot: Snapshot, nodes: Mapping[str, Collection[str]], ties: Collection[str] | None = None) -> Snapshot:
    """Return the part of a snapshot that holds some records and the ties among them.

    Parameters
    ----------
    snapshot : Snapshot
    nodes : mapping of str to collection of str
        Label to ids; a label that is not named is left out.
    ties : collection of str, optional
        Types of ties to keep; all when left out.

    Returns
    -------
    Snapshot
        Of the same data version; a tie is in it if both its ends are. Rows keep their order.

    Notes
    -----
    O(nodes + ties), in columns.
    """
    wanted = {label: pa.array(sorted(nodes.get(label, ())), pa.string()) for label in NODE_TABLES}
    tables: dict[str, pa.Table] = {}
    for name, table in snapshot.tables.items():
        if name in wanted:
            tables[name] = table.filter(pc.is_in(table["id"], value_set=wanted[name]))
        elif name == "because_of":
            tables[name] = _because_of(table, wanted, ties)
        elif name == "derivations":
            tables[name] = table.filter(_between(table, wanted["Source"], wanted["Source"]))
        else:
            tables[name] = table.filter(_typed(table, wanted, ties))
    return Snapshot(snapshot.data_version, tables, snapshot.in_progress)


def _between(table: pa.Table, starts: pa.Array, ends: pa.Array) -> pa.ChunkedArray:
    return pc.and_(pc.is_in(table["a"], value_set=starts), pc.is_in(table["b"], value_set=ends))


def _typed(table: pa.Table, wanted: Mapping[str, pa.Array], ties: Collection[str] | None) -> pa.ChunkedArray:
    kept = pc.equal(table["a"], None).fill_null(False)
    for type in pc.unique(table["type"]).to_pylist():
        if ties is not None and type not in ties:
            continue
        start, end = _EVENT_TIES.get(type) or TIE_ENDS[type]
        here = pc.and_(pc.equal(table["type"], type), _between(table, wanted[start], wanted[end]))
        kept = pc.or_(kept, here)
    return kept


def _because_of(table: pa.Table, wanted: Mapping[str, pa.Array], ties: Collection[str] | None) -> pa.Table:
    kept = pc.equal(table["a"], None).fill_null(False)
    for label in ("Event", "Person") if ties is None or "BECAUSE_OF" in ties else ():
        here = pc.and_(pc.equal(table["b_label"], label), _between(table, wanted["Event"], wanted[label]))
        kept = pc.or_(kept, here)
    return table.filter(kept)


def within_days(snapshot: Snapshot, from_day: date | None, to_day: date | None) -> set[str]:
    """Return the ids of the events that do not certainly lie outside some days.

    Parameters
    ----------
    snapshot : Snapshot
    from_day, to_day : date or None
        First and last day; None: open.

    Returns
    -------
    set of str
        An event without a date is among them; one that lasts lies before ``from_day`` if its end does.
    """
    return {id for id, first, last in _spans(snapshot) if _meets(first, last, from_day, to_day)}


def _spans(snapshot: Snapshot) -> Iterator[tuple[str, date | None, date | None]]:
    lasting = {kind.name for kind in event_kinds().values() if kind.lasts}
    names = ("id", "kind", "begin_earliest", "begin_latest", "end_latest")
    columns = [snapshot.tables["Event"][name].to_pylist() for name in names]
    for id, kind, first, begin_latest, end_latest in zip(*columns, strict=True):
        yield id, first, end_latest if kind in lasting else begin_latest


def _meets(first: date | None, last: date | None, from_day: date | None, to_day: date | None) -> bool:
    too_early = from_day is not None and last is not None and last < from_day
    too_late = to_day is not None and first is not None and first > to_day
    return not too_early and not too_late


def claims_of(snapshot: Snapshot) -> set[str]:
    """Return the ids of all claims that the records and ties of a snapshot rest on."""
    found: set[str] = set()
    for table in snapshot.tables.values():
        if "claims" in table.column_names:
            found.update(pc.list_flatten(table["claims"]).to_pylist())
    return found
