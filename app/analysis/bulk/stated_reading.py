"""Documented links of everyone as a table: what the two events that a source joins stand for, looked up in columns."""

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from app.analysis.casebook import Casebook
from app.domain.claims import GRADE_RANK, decides
from app.domain.snapshot import Snapshot

#: One row for each documented link: ids of the two events and their persons, days, and whether the source names an
#: event; where it names only a person, ``src`` is that person.
STATED = pa.schema(
    [
        *((name, pa.string()) for name in ("src", "a", "dst", "b")),
        *((name, pa.int32()) for name in ("least", "most")),
        ("named", pa.bool_()),
    ]
)
_FIRM = [grade for grade in GRADE_RANK if decides(grade)]


class Known(NamedTuple):
    """What is known of events.

    Attributes
    ----------
    events : pyarrow.Table
        ``id, person, lo, hi, kind, act, firm`` of every event of the snapshot.
    firsts : pyarrow.Table
        ``id, first``: the event that opens the taking of an event, for those that were read from columns.
    rest : Casebook
        All others.
    """

    events: pa.Table
    firsts: pa.Table
    rest: Casebook


def firm(table: pa.Table) -> pa.ChunkedArray:
    """Say of each row whether its grade decides anything."""
    return pc.is_in(pc.fill_null(table["grade"], "ungraded"), value_set=pa.array(_FIRM))


def linked(snapshot: Snapshot) -> pa.Array:
    """Return the events of which sources say that they were because of something, or that something was."""
    because = snapshot.tables["because_of"]
    named = because.filter(pc.equal(because["b_label"], "Event"))["b"]
    return pc.unique(pa.chunked_array([*because["a"].chunks, *named.chunks], pa.string()))


def read_stated(snapshot: Snapshot, known: Known) -> pa.Table:
    """Return the documented links.

    Parameters
    ----------
    snapshot : Snapshot
    known : Known

    Returns
    -------
    pyarrow.Table
        In the shape of :data:`STATED` with ``kind, lo, hi`` of the punishment and ``trigger_kind``. The same links as
        those of :func:`app.analysis.links.stated_links`; which of several ties stands for a pair makes no difference.
    """
    because = snapshot.tables["because_of"]
    because = because.filter(firm(because))
    ends, events = _ends(linked(snapshot), known)
    effect = pc.index_in(because["a"], value_set=ends["id"])
    named = pc.equal(because["b_label"], "Event")
    cause = pc.index_in(pc.if_else(named, because["b"], None), value_set=ends["id"], skip_nulls=True)
    source, target = ends["source"].take(cause), ends["target"].take(effect)
    began, befell = (pc.index_in(each, value_set=events["id"], skip_nulls=True) for each in (source, target))
    lo, hi, kind = (events[name] for name in ("lo", "hi", "kind"))
    found = pa.table(
        {
            "src": pc.coalesce(source, because["b"]),
            "a": pc.if_else(named, ends["person"].take(cause), because["b"]),
            "dst": target,
            "b": ends["person"].take(effect),
            "least": pc.subtract(lo.take(befell), hi.take(began)),
            "most": pc.subtract(hi.take(befell), lo.take(began)),
            "named": named,
            "kind": kind.take(befell),
            "lo": lo.take(befell),
            "hi": hi.take(befell),
            "trigger_kind": kind.take(began),
        }
    )
    told = pc.and_(ends["told"].take(effect), pc.fill_null(ends["told"].take(cause), True))
    other = pc.and_(pc.is_valid(found["b"]), pc.fill_null(pc.not_equal(found["a"], found["b"]), True))
    return found.filter(pc.and_(told, other)).group_by(found.column_names, use_threads=False).aggregate([])


def _ends(ids: pa.Array, known: Known) -> tuple[pa.Table, pa.Table]:
    """Return whose each event is, what it stands for as trigger and as punishment; and all events among these."""
    rest = known.rest
    slow = [id_ for id_ in ids.to_pylist() if id_ in rest.events] if rest.snapshot.tables["Event"].num_rows else []
    takings = [rest.taking_with(id_) for id_ in slow]
    by_rules = pc.index_in(ids, value_set=pa.array(slow, pa.string()))
    persons = pa.array([rest.event(id_).person for id_ in slow], pa.string()).take(by_rules)
    opened = pa.array([taking.first.id if taking else None for taking in takings], pa.string()).take(by_rules)
    firsts = _among(known.firsts, ids)
    first = pc.coalesce(opened, firsts["first"].take(pc.index_in(ids, value_set=firsts["id"])), ids)
    events = _among(known.events, pa.chunked_array([ids, *first.chunks]))
    place = pc.index_in(ids, value_set=events["id"])
    ends = {
        "id": ids,
        "person": pc.if_else(pc.is_valid(by_rules), persons, events["person"].take(place)),
        "source": pc.if_else(pc.fill_null(events["act"].take(place), False), ids, first),
        "target": first,
        "told": pc.fill_null(events["firm"].take(place), True),
    }
    return pa.table(ends), events


def _among(table: pa.Table, ids: pa.Array | pa.ChunkedArray) -> pa.Table:
    return table.filter(pc.is_in(table["id"], value_set=ids))
