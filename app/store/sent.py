"""Rows on their way to the database."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from neo4j import ManagedTransaction, Record, Result

T = TypeVar("T")
#: A statement over ``$rows`` that returns nothing, and its rows.
Write = tuple[str, list[Any]]
_AT_ONCE = 5_000


class Sent(list[T]):
    """Rows of one statement, told by their number only.

    The driver writes out the parameters of every statement for its log, whether or not anyone keeps that log: of
    thousands of rows this costs more than sending them, and their words are nobody's to read there.

    Examples
    --------
    >>> Sent([{"id": "x:1", "name": "A"}])
    [1 rows]
    """

    def __repr__(self) -> str:
        return f"[{len(self)} rows]"


def send(tx: ManagedTransaction, write: Write) -> None:
    """Send a write without waiting for it: the engine works while the next rows are made.

    Parameters
    ----------
    tx : ManagedTransaction
        What is wrong with the write is raised by the next statement, or by the commit.
    write : Write
        Nothing is sent when it has no rows.

    Notes
    -----
    Neo4j does the work of a statement without columns before it answers that it has begun; with a column it answers at
    once and works when the rows are pulled, which the driver asks for in the same breath.
    """
    statement, rows = write
    if rows:
        _run(tx, f"{statement} RETURN count(*) AS written", {"rows": rows})


def ask(tx: ManagedTransaction, statement: str, **rows: Iterable[Any]) -> list[Record]:
    """Run a statement over many rows and return its answer.

    Parameters
    ----------
    tx : ManagedTransaction
    statement : str
    **rows : iterable
        Parameters of the statement.

    Returns
    -------
    list of neo4j.Record
    """
    return list(_run(tx, statement, rows))


def _run(tx: ManagedTransaction, statement: str, rows: Mapping[str, Iterable[Any]]) -> Result:
    """Run a statement; its rows are with the engine then, and are not kept.

    The driver would keep them as long as the transaction, which refers to itself: until the search for garbage.
    """
    sent = {name: Sent(values) for name, values in rows.items()}
    result = tx.run(statement, dict(sent))
    for each in sent.values():
        each.clear()
    return result


def slices(items: list[T]) -> Iterator[list[T]]:
    """Yield a list in parts of about one statement's work."""
    return (items[first : first + _AT_ONCE] for first in range(0, len(items), _AT_ONCE))
