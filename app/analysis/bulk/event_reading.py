"""Acts and takings of everyone as tables, without an object for each event: columns are sorted, compared and counted.

Who did nothing but acts, or was taken and did none, and whose events are in order by their dates alone, is read so. All
others go through the rules of courses and takings, in a casebook of their own: where sources count steps, several ties
compete, or a rumour decides who it was.
"""

from dataclasses import replace
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from app.analysis.bulk.stated_reading import Known, firm, read_stated
from app.analysis.casebook import Casebook
from app.analysis.columns import days
from app.analysis.takings import ACT, OTHER
from app.domain.custody import event_kinds
from app.domain.snapshot import Snapshot

#: Ties of which an event has one each, or goes through the rules; where it was stands before where it led.
_SUBJECT, _PLACES = "SUBJECT_OF", ("AT_PLACE", "TO_PLACE", "FROM_PLACE")
_BEFORE_ALL, _AFTER_ALL = -(2**31), 2**31 - 1
_ORDER = [(name, "ascending") for name in ("number", "undated", "first", "last", "id")]


class EventTables(NamedTuple):
    """What everyone did, and when everyone was taken.

    Attributes
    ----------
    acts, takings : pyarrow.Table
        ``id, person, lo, hi, kind, place, said``: of the act, or of the first event of the taking. Takings have the
        columns ``act`` and ``other`` too: whether one of their events states a reason of that class.
    stated : pyarrow.Table
        The documented links, as :func:`app.analysis.bulk.stated_reading.read_stated` returns them.
    rest : Casebook
        The events of everyone who is in neither.
    """

    acts: pa.Table
    takings: pa.Table
    stated: pa.Table
    rest: Casebook


def read_events(book: Casebook) -> EventTables:
    """Return the acts and takings of a casebook as tables.

    Parameters
    ----------
    book : Casebook

    Returns
    -------
    EventTables

    Notes
    -----
    O(events log events) in Arrow's own code, and the rules for the events of ``rest``. Dates order the events of one
    person where none is told with steps: what lies certainly before another has an earlier first day too.
    """
    snapshot = book.snapshot
    events, odd = _events(snapshot)
    subjects = _ties(snapshot, _SUBJECT)
    slow = subjects.filter(pc.is_in(subjects["a"], value_set=events["id"].filter(odd)))["b"]
    plain = pc.and_(events["counts"], pc.invert(pc.or_(odd, pc.is_in(events["person"], value_set=slow))))
    course = _course(events.filter(plain))
    acts, (takings, firsts) = course.filter(course["act"]), _takings(course)
    both = acts.filter(pc.is_in(acts["person"], value_set=takings["person"]))["person"]
    slow = pa.chunked_array([*slow.chunks, *both.chunks], pa.string())
    acts, takings = (each.filter(pc.invert(pc.is_in(each["person"], value_set=both))) for each in (acts, takings))
    rest = Casebook.of(_about(snapshot, slow))
    return EventTables(acts, takings, read_stated(snapshot, Known(events, firsts, rest)), rest)


def _events(snapshot: Snapshot) -> tuple[pa.Table, pa.Array]:
    """Return the events with their subject and place, and which of them go through the rules."""
    told = snapshot.tables["Event"].combine_chunks()
    kind, category, taking = _kinds(told)
    lo, hi = (days(told, f"begin_{end}") for end in ("earliest", "latest"))
    subject, odd = _only(snapshot, told["id"], _SUBJECT)
    places = []
    for name in _PLACES:
        place, several = _only(snapshot, told["id"], name)
        places.append(place)
        odd = pc.or_(odd, several)
    decides = firm(told)
    reason = pc.fill_null(told["reason_class"], "")
    table = pa.table(
        {
            "id": told["id"],
            "person": subject,
            "lo": lo,
            "hi": hi,
            "kind": kind,
            "place": pc.coalesce(*places),
            "said": told["begin"],
            "act": pc.equal(category, "act"),
            "opens": pc.is_in(taking, value_set=pa.array(["opens", "may_open"])),
            "closes": pc.equal(taking, "closes"),
            "own": pc.equal(reason, ACT),
            "other": pc.equal(reason, OTHER),
            "firm": decides,
            "counts": _all(decides, pc.not_equal(kind, ""), pc.not_equal(category, "procedure"), pc.is_valid(subject)),
        }
    )
    counted = pc.fill_null(pc.greater(pc.list_value_length(told["steps"]), 0), False)
    reversed_ = pc.fill_null(pc.greater(lo, hi), False)
    return table, pc.or_(odd, pc.or_(counted, reversed_))


def _kinds(told: pa.Table) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return kind, category and what the kind does to a taking; nothing is an empty text."""
    kind, stated = (pc.fill_null(told[name], "") for name in ("kind", "category"))
    known = event_kinds()
    number = pc.index_in(kind, value_set=pa.array(list(known), pa.string()))
    category, taking = (
        pc.fill_null(pa.array([getattr(each, name) for each in known.values()], pa.string()).take(number), "")
        for name in ("category", "taking")
    )
    return kind, pc.if_else(pc.equal(stated, ""), category, stated), taking


def _all(*conditions: pa.Array) -> pa.Array:
    found = conditions[0]
    for each in conditions[1:]:
        found = pc.and_(found, each)
    return found


def _ties(snapshot: Snapshot, kind: str) -> pa.Table:
    ties = snapshot.tables["event_ties"]
    return ties.filter(pc.equal(ties["type"], kind)).select(["a", "b", "grade"])


def _only(snapshot: Snapshot, ids: pa.ChunkedArray, kind: str) -> tuple[pa.Array, pa.Array]:
    """Return the other end of the one tie of a kind by event, and which events have several, or a rumoured one."""
    ties = _ties(snapshot, kind)
    counts = pc.value_counts(ties["a"])
    several = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    weak = ties.filter(pc.invert(firm(ties)))["a"]
    other = ties["b"].take(pc.index_in(ids, value_set=ties["a"]))
    return other, pc.or_(pc.is_in(ids, value_set=several), pc.is_in(ids, value_set=weak))


def _course(events: pa.Table) -> pa.Table:
    """Put the events of each person in order."""
    undated = pc.and_(pc.is_null(events["lo"]), pc.is_null(events["hi"]))
    keys = {
        "number": pc.dictionary_encode(_flat(events["person"])).indices,
        "undated": undated.cast(pa.int8()),
        "first": pc.fill_null(events["lo"], _BEFORE_ALL),
        "last": pc.fill_null(events["hi"], _AFTER_ALL),
    }
    for name, column in keys.items():
        events = events.append_column(name, column)
    return events.sort_by(_ORDER).combine_chunks()


def _takings(course: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Cut courses into takings, open from an event that opens one to the next that closes it; say which each is in."""
    number = _flat(course["number"])
    first = pc.fill_null(pc.not_equal(number, _shifted(number)), True)
    opens, closes = _flat(course["opens"]), _flat(course["closes"])
    state = pc.if_else(pc.or_(opens, closes), opens, pc.if_else(first, False, pa.scalar(None, pa.bool_())))
    state = pc.fill_null_forward(state)
    before = pc.and_(pc.fill_null(_shifted(state), False), pc.invert(first))
    start = pc.and_(opens, pc.invert(before))
    taking = pc.cumulative_sum(start.cast(pa.int32()))
    inside = pc.or_(before, start)
    stated = {
        name: taking.filter(pc.and_(inside, _flat(course[column]))) for name, column in (("act", "own"), ("other",) * 2)
    }
    numbers = taking.filter(start)
    found = course.filter(start).drop_columns(["act", "other"])
    for name, known in stated.items():
        found = found.append_column(name, pc.is_in(numbers, value_set=known))
    first = found["id"].take(pc.subtract(taking.filter(inside), 1))
    return found, pa.table({"id": course["id"].filter(inside), "first": first})


def _flat(column: pa.ChunkedArray) -> pa.Array:
    return pa.concat_arrays(column.chunks or [pa.array([], column.type)])


def _shifted(column: pa.Array) -> pa.Array:
    """Return each value one row later; the first is null."""
    return pa.concat_arrays([pa.nulls(min(1, len(column)), column.type), column.slice(0, max(0, len(column) - 1))])


def _about(snapshot: Snapshot, persons: pa.ChunkedArray) -> Snapshot:
    """Return a snapshot with the events of some persons only."""
    subjects, events, ties = _ties(snapshot, _SUBJECT), snapshot.tables["Event"], snapshot.tables["event_ties"]
    wanted = subjects.filter(pc.is_in(subjects["b"], value_set=persons))["a"]
    kept = {"Event": _among(events, "id", wanted), "event_ties": _among(ties, "a", wanted)}
    return replace(snapshot, tables={**snapshot.tables, **kept})


def _among(table: pa.Table, name: str, values: pa.ChunkedArray) -> pa.Table:
    return table.filter(pc.is_in(table[name], value_set=values))
