"""The next piece of work is made ready in one thread while the piece before it waits for the database."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
_END = object()
#: Who waits for the database has work as soon as it answers; Python would let it wait ten times as long.
_SWITCH_SECONDS = 0.0005


@contextmanager
def _giving_way() -> Iterator[None]:
    """Let threads take turns sooner within the block, unless they do already."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, _SWITCH_SECONDS))
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextmanager
def one_ahead(items: Iterator[T]) -> Iterator[Iterator[T]]:
    """Take items one ahead of their use.

    Parameters
    ----------
    items : iterator
        Its steps run in the other thread, one after the other.

    Returns
    -------
    context manager
        Gives an iterator over the same items in the same order. At most one item waits. What a step raises is raised
        where its item would have come, after all items before it. On leaving, the step under way is waited for and no
        other begins.

    Examples
    --------
    >>> with one_ahead(iter("ab")) as letters:
    ...     list(letters)
    ['a', 'b']
    """
    with _giving_way(), ThreadPoolExecutor(1, "one-ahead") as thread:

        def given() -> Iterator[T]:
            coming = thread.submit(next, items, _END)
            while (item := coming.result()) is not _END:
                coming = thread.submit(next, items, _END)
                yield item  # type: ignore[misc]

        yield given()
