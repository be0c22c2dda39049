"""Numbers for the persons of a snapshot: looked up once, when it is read, since nothing else takes as long."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc


class PersonNumbers(NamedTuple):
    """The persons by number, and who stands at both ends of each tie of kinship.

    Attributes
    ----------
    ids : pyarrow.Array
        Of the persons, by number; those whom only a tie names come last.
    a, b : pyarrow.Array
        For each row of ``kinship`` the numbers of its ends; ``int32``.
    """

    ids: pa.Array
    a: pa.Array
    b: pa.Array


def number_persons(persons: pa.Table, kinship: pa.Table) -> PersonNumbers:
    """Give every person of a snapshot a number.

    Parameters
    ----------
    persons : pyarrow.Table
        With a column ``id``.
    kinship : pyarrow.Table
        With the columns ``a`` and ``b``.

    Returns
    -------
    PersonNumbers

    Notes
    -----
    O(persons + ties); the two ends are looked up at once.

    Examples
    --------
    >>> numbers = number_persons(pa.table({"id": ["x:1", "x:2"]}), pa.table({"a": ["x:2"], "b": ["x:9"]}))
    >>> numbers.ids.to_pylist(), numbers.a.to_pylist(), numbers.b.to_pylist()
    (['x:1', 'x:2', 'x:9'], [1], [2])
    """
    ids, *ends = (
        pa.concat_arrays(each.chunks or [pa.array([], pa.string())])
        for each in (persons["id"], kinship["a"], kinship["b"])
    )
    with ThreadPoolExecutor(len(ends)) as pool:
        numbers = list(pool.map(partial(pc.index_in, value_set=ids), ends))
    others = pc.unique(
        pa.concat_arrays([end.filter(pc.is_null(found)) for end, found in zip(ends, numbers, strict=True)])
    )
    if len(others):
        first = pa.scalar(len(ids), pa.int32())
        known = [pc.add(pc.index_in(end, value_set=others), first) for end in ends]
        numbers = [pc.coalesce(*found) for found in zip(numbers, known, strict=True)]
    return PersonNumbers(pa.concat_arrays([ids, others]), *numbers)
