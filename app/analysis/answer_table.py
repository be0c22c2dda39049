"""Answers as tables of columns, for files: the rows of one list, and what was asked in the metadata."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

#: Key of a table's metadata: ``data_version, parameters, notes, truncated`` as JSON.
ABOUT = b"kintrace"


def answer_table(answer: Mapping[str, Any], lists: Sequence[str]) -> pa.Table:
    """Return the main list of an answer as a table.

    Parameters
    ----------
    answer : mapping of str to object
    lists : sequence of str
        Names of its list; of several the first that the answer has.

    Returns
    -------
    pyarrow.Table
        One row for each entry of the list, with its keys as columns: lists stay lists, objects are structs. A column
        in which nothing is known is one of texts. Without entries there are no columns.

    Examples
    --------
    >>> table = answer_table({"data_version": 1, "kin": [{"person": "x:ben", "chon": 1}]}, ("kin", "all"))
    >>> table.to_pylist(), about_of(table)["data_version"]
    ([{'person': 'x:ben', 'chon': 1}], 1)
    """
    table = pa.Table.from_pylist(answer[next(name for name in lists if name in answer)])
    for number, field in enumerate(table.schema):
        if pa.types.is_null(field.type):
            table = table.set_column(number, field.name, table.column(number).cast(pa.string()))
    return with_about(table, answer)


def with_about(table: pa.Table, answer: Mapping[str, Any]) -> pa.Table:
    """Return a table that tells what was asked, of which data, what to bear in mind and what was left out.

    Parameters
    ----------
    table : pyarrow.Table
    answer : mapping of str to object
        ``data_version`` and, as far as there are such, ``parameters, notes, truncated``.

    Returns
    -------
    pyarrow.Table
    """
    about = {
        "data_version": answer["data_version"],
        "parameters": answer.get("parameters", {}),
        "notes": answer.get("notes", []),
        "truncated": answer.get("truncated"),
    }
    return table.replace_schema_metadata({ABOUT: json.dumps(about, ensure_ascii=False)})


def about_of(table: pa.Table) -> dict[str, Any]:
    """Return what a table tells of itself.

    Parameters
    ----------
    table : pyarrow.Table
        Made here.

    Returns
    -------
    dict
        ``data_version, parameters, notes, truncated``.
    """
    about: dict[str, Any] = json.loads(table.schema.metadata[ABOUT])
    return about
