"""How many analyses run at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import StoreUnavailable


class Gate:
    """Lets a few pass at once; some wait, more are turned away at once.

    Parameters
    ----------
    most, waiting : int
    seconds : float
        How long one waits at most.
    """

    def __init__(self, most: int, waiting: int, seconds: float = 30.0) -> None:
        self._slots = threading.BoundedSemaphore(most)
        self._places = threading.BoundedSemaphore(most + waiting)
        self._seconds = seconds

    @contextmanager
    def pass_through(self) -> Iterator[None]:
        """Hold a slot for a block.

        Raises
        ------
        StoreUnavailable
            Too many wait already, or it took too long.
        """
        if not self._places.acquire(blocking=False):
            raise StoreUnavailable("too many analyses are asked for at once")
        try:
            if not self._slots.acquire(timeout=self._seconds):
                raise StoreUnavailable("the analyses before this one take long")
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._places.release()
