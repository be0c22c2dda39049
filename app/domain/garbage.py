"""When Python looks for garbage that refers to itself: not in the middle of work that keeps what it makes."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

#: Garbage that refers to itself is little: what the driver keeps of a transaction.
_STEPS_OF_A_LOOK = 20
_step = count(1)


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


def leave_out_what_stays() -> None:
    """Look for garbage now, and leave what is in use out of later searches: they would read millions of lasting things.

    What was left out before is looked at once more, so that data which nobody holds any longer are found. While long
    work holds the search, nothing is done.
    """
    if gc.isenabled():
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def collect_new() -> None:
    """Look for garbage among what was made since the search was held; what works :func:`collected_in_steps` calls it.

    A look reads everything that is in use, so only every so many steps is one.
    """
    if next(_step) % _STEPS_OF_A_LOOK == 0:
        gc.collect()
