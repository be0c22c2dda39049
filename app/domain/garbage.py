"""When Python looks for garbage that refers to itself: not in the middle of work that keeps what it makes."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

#: Each look at what is new keeps what is in use at that moment; every so many looks that is looked at again.
_LOOKS = 3
_look = count(1)


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


@contextmanager
def collected_in_steps() -> Iterator[None]:
    """Hold the search during long work that calls :func:`collect_new` between its steps.

    Returns
    -------
    context manager
        What was there before is not looked at within it.
    """
    with uncollected():
        gc.freeze()
        try:
            yield
        finally:
            gc.unfreeze()


def collect_new() -> None:
    """Look for garbage among what was made lately; what works :func:`collected_in_steps` does so between them.

    What one look finds in use it takes for lasting. A transaction under way is no such thing, and all its rows hang on
    it: now and then a look reads everything made since the search was held.
    """
    gc.collect(0 if next(_look) % _LOOKS else 2)
