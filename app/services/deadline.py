"""A time limit on work in Python: work that takes longer is stopped where it stands."""

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

from app.errors import StoreTimeout

T = TypeVar("T")
_REPEAT_SECONDS = 0.5
_STEPS = 1_000


class _OutOfTime(BaseException):
    """Raised inside work that took too long; no ``except Exception`` of the work catches it."""


def limited(work: Callable[[], T], seconds: float, remedy: str) -> T:
    """Return what work gives, if it ends in time.

    Parameters
    ----------
    work : callable
        Without parameters, and pure: it holds no lock and no file, so that nothing is left half done.
    seconds : float
    remedy : str
        How to narrow the question, for the message.

    Returns
    -------
    object
        What the work returned.

    Raises
    ------
    StoreTimeout
        The work took longer and was stopped.

    Notes
    -----
    A second thread raises an error in the thread that works, between two steps of Python code, until it has stopped; a
    single call into a library in C ends first. Costs one thread while the work runs.

    Examples
    --------
    >>> limited(lambda: 2, 10.0, "Ask for less")
    2
    """
    watch = _Watch(threading.get_ident(), seconds)
    try:
        watch.start()
        try:
            return work()
        finally:
            watch.end()
    except _OutOfTime:
        watch.end()  # again, since the error may have come before the first line of it
        raise StoreTimeout(seconds, remedy, what="the analysis") from None


class _Watch(threading.Thread):
    """Waits for the end of the work, or of its time."""

    def __init__(self, worker: int, seconds: float) -> None:
        super().__init__(name="time-limit", daemon=True)
        self._worker = ctypes.c_ulong(worker)
        self._seconds = seconds
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._sent = False

    def run(self) -> None:
        wait = self._seconds
        while not self._over.wait(wait):
            wait = _REPEAT_SECONDS  # an error that came while an object was being deleted is lost
            with self._lock:
                if not self._over.is_set():
                    self._sent = True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(self._worker, ctypes.py_object(_OutOfTime))

    def end(self) -> None:
        """End the watch. An error that was sent comes here at the latest, and stays here.

        It is not taken back: Python 3.11 never forgets that something is pending when it is, and a thread that is
        traced then goes round in circles for ever.
        """
        while True:
            try:
                with self._lock:
                    self._over.set()
                for _ in range(_STEPS if self._sent else 0):
                    pass  # a pending error comes between two steps
            except _OutOfTime:
                continue
            return
