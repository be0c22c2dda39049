"""A time limit on work in Python: work that takes longer is stopped where it stands."""

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

from app.errors import StoreTimeout

T = TypeVar("T")
_REPEAT_SECONDS = 0.5


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

    def run(self) -> None:
        wait = self._seconds
        while not self._over.wait(wait):
            wait = _REPEAT_SECONDS  # an error that came while an object was being deleted is lost
            with self._lock:
                if not self._over.is_set():
                    self._send(ctypes.py_object(_OutOfTime))

    def end(self) -> None:
        """End the watch; an error that was sent and has not come yet is taken back."""
        try:
            with self._lock:
                self._over.set()
                self._send(None)
        except _OutOfTime:  # it came at this very moment
            self.end()

    def _send(self, error: object) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self._worker, error)
