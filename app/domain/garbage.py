"""When Python looks for garbage that refers to itself: not in the middle of work that keeps what it makes."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the search for garbage while lists are made by the million: none is garbage, and each search reads all.

    Returns
    -------
    context manager
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def collect_new() -> None:
    """Look for garbage among what was made since the last look only; long work does so between its steps."""
    gc.collect(0)
