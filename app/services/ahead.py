"""The next piece of work is made ready in one thread while the piece before it waits for the database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import sleep
from typing import TypeVar

T = TypeVar("T")
_END = object()
#: Steps of about a millisecond; what they leave to the other thread is too little to be felt here.
_STEP = 20
_PAUSE_SECONDS = 0.0001


def in_small_steps(items: Iterator[T]) -> Iterator[T]:
    """Yield the same items and give way now and then: who waits for the database has work as soon as it answers.

    Two threads that both work share the interpreter by halves, so the one that the database waits for would take twice
    as long.
    """
    for number, item in enumerate(items):
        if number % _STEP == 0:
            sleep(_PAUSE_SECONDS)
        yield item


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
    with ThreadPoolExecutor(1, "one-ahead") as thread:

        def given() -> Iterator[T]:
            coming = thread.submit(next, items, _END)
            while (item := coming.result()) is not _END:
                coming = thread.submit(next, items, _END)
                yield item  # type: ignore[misc]

        yield given()
