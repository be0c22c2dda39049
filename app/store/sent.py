"""Rows on their way to the database."""

from typing import TypeVar

T = TypeVar("T")


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
