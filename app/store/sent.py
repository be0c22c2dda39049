"""Rows on their way to the database."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from neo4j import ManagedTransaction

T = TypeVar("T")
_AT_ONCE = 1_000


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


def send(tx: ManagedTransaction, write: str, rows: Iterable[Any]) -> None:
    """Send a write of rows without waiting for it: the engine works while the next rows are made.

    Parameters
    ----------
    tx : ManagedTransaction
        What is wrong with the write is raised by the next statement, or by the commit.
    write : str
        A statement over ``$rows`` that returns nothing.
    rows : iterable
        Nothing is sent when there are none.

    Notes
    -----
    Neo4j does the work of a statement without columns before it answers that it has begun; with a column it answers at
    once and works when the rows are pulled, which the driver asks for in the same breath.
    """
    sent = Sent(rows)
    if sent:
        tx.run(f"{write} RETURN count(*) AS written", rows=sent)


def slices(items: list[T]) -> Iterator[list[T]]:
    """Yield a list in parts of about one statement's work."""
    return (items[first : first + _AT_ONCE] for first in range(0, len(items), _AT_ONCE))
