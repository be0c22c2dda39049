"""An invented pedigree as a snapshot of the product, so that its own terms are measured on it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from app.domain.custody import event_kinds
from app.domain.snapshot import SCHEMAS, Snapshot
from benchmarks.pedigree import PUNISHMENT, STAGES, Pedigree

_EPOCH = 719_163
_ACTS = np.array(["escape", "religion", "outside_contact"])
#: Event kind of each stage of an itinerary.
_KINDS = np.array(
    [
        "detention",
        "detention",
        "detention",
        "detention",
        "handover",
        "interrogation",
        "interrogation",
        "interrogation",
        "camp",
        "release",
        "execution",
    ]
)


def snapshot_of_pedigree(made: Pedigree, *, custody: bool = False) -> Snapshot:
    """Return a pedigree as a snapshot: acts and arrests, and on request what followed each arrest.

    Parameters
    ----------
    made : Pedigree
    custody : bool
        With the itineraries, five events for each punishment.

    Returns
    -------
    Snapshot
        Ids are ``x:`` and a number; every row has one claim of its own and is graded likely.
    """
    numbers = np.arange(made.persons)
    people = {"id": _ids("x:", numbers), "sex": pa.array(np.where(made.men, "male", "female"))}
    parents = {"type": "PARENT_OF", "a": _ids("x:", _of(made.par, "p")), "b": _ids("x:", _of(made.par, "c"))}
    couples = _pair("SPOUSE_OF", made.sp)
    siblings = _pair("SIBLING_OF", made.sib)
    events, subjects = _events(made, custody)
    because = {"a": _ids("x:e", _of(made.doc, "dst")), "b": _ids("x:e", _of(made.doc, "src")), "b_label": "Event"}
    tables = {name: schema.empty_table() for name, schema in SCHEMAS.items()}
    tables["Person"] = _table("Person", people, "p")
    tables["kinship"] = pa.concat_tables(
        [
            _table("kinship", {**parents, "nature": "birth"}, "k"),
            _table("kinship", {**couples, "nature": "marriage"}, "m"),
            _table("kinship", {**siblings, "nature": "unknown"}, "s"),
        ]
    ).combine_chunks()
    tables["Event"] = _table("Event", events, "e")
    tables["event_ties"] = _table("event_ties", subjects, "t")
    tables["because_of"] = _table("because_of", because, "b")
    return Snapshot(data_version=1, tables=tables)


def _of(table: pa.Table, name: str) -> npt.NDArray[np.int64]:
    return np.asarray(table.column(name))


def _ids(prefix: str, numbers: npt.NDArray[np.int64]) -> pa.Array:
    padded = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), 8, "0")
    return pc.binary_join_element_wise(prefix, padded, "")


def _pair(kind: str, ties: pa.Table) -> dict[str, Any]:
    a, b = _of(ties, "a"), _of(ties, "b")
    return {"type": kind, "a": _ids("x:", np.minimum(a, b)), "b": _ids("x:", np.maximum(a, b))}


def _days(numbers: npt.NDArray[np.int64]) -> pa.Array:
    return pa.array((numbers - _EPOCH).astype(np.int32)).cast(pa.date32())


def _events(made: Pedigree, custody: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the columns of the events and of the ties to their subjects."""
    number, kind = _of(made.ev, "id"), _of(made.ev, "kind")
    person, lo, hi = _of(made.ev, "person"), _of(made.ev, "lo"), _of(made.ev, "hi")
    kinds = np.where(kind == PUNISHMENT, "arrest", _ACTS[number % len(_ACTS)])
    if custody:
        stages = made.custody
        number = np.concatenate([number, len(number) + np.arange(stages.num_rows)])
        person = np.concatenate([person, _of(stages, "person")])
        lo, hi = np.concatenate([lo, _of(stages, "lo")]), np.concatenate([hi, _of(stages, "hi")])
        kinds = np.concatenate([kinds, _KINDS[_of(stages, "stage") % len(STAGES)]])
    categories = {name: each.category for name, each in event_kinds().items()}
    begin, end = _days(lo), _days(hi)
    words = [pc.cast(each, pa.string()) for each in (begin, end)]
    span = pc.binary_join_element_wise("[", words[0], "..", words[1], "]", "")
    columns = {
        "id": _ids("x:e", number),
        "kind": pa.array(kinds),
        "category": pa.array([categories[name] for name in kinds.tolist()]),
        "begin": pc.if_else(pc.equal(begin, end), words[0], span),
        "begin_earliest": begin,
        "begin_latest": end,
    }
    return columns, {"type": "SUBJECT_OF", "a": columns["id"], "b": _ids("x:", person)}


def _table(name: str, columns: Mapping[str, Any], claim: str) -> pa.Table:
    """Return a table of a snapshot; a text stands in every row, and what is not given is null."""
    rows = next(len(column) for column in columns.values() if not isinstance(column, str))
    claims = pa.ListArray.from_arrays(np.arange(rows + 1, dtype=np.int32), _ids(claim, np.arange(rows)))
    given = {**columns, "claims": claims, "grade": "likely", "independent_sources": pa.array(np.ones(rows, np.int32))}
    arrays = []
    for field in SCHEMAS[name]:
        column = given.get(field.name)
        if column is None:
            column = pa.nulls(rows, field.type)
        elif isinstance(column, str):
            column = pa.repeat(column, rows)
        arrays.append(column.cast(field.type))
    return pa.Table.from_arrays(arrays, schema=SCHEMAS[name])
