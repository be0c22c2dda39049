"""Answers that are being worked out while who asked waits, or looks again now and then."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from app.errors import KintraceError, StillWorking

_KEPT_SECONDS = 60.0


@dataclass(slots=True)
class _Work:
    """One answer under way: at its end there is an answer, or an error to tell in its place."""

    begun: float
    done: Event = field(default_factory=Event)
    answer: bytes | None = None
    error: KintraceError | None = None

    def do(self, make: Callable[[], bytes]) -> None:
        try:
            self.answer = make()
        except KintraceError as error:
            self.error = error
        finally:
            self.done.set()


class Pending:
    """Works answers out in threads; the same question is worked out once, whoever asks.

    An answer, or the error in its place, is given to the first who asks again, and forgotten after a minute.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._works: dict[Hashable, _Work] = {}

    def take(self, key: Hashable, make: Callable[[], bytes], seconds: float | None) -> bytes:
        """Return the answer of a function that needs some time.

        Parameters
        ----------
        key : hashable
            Names the question.
        make : callable
            Works the answer out; called in another thread, unless that is under way.
        seconds : float or None
            How long to wait at most; None waits for the end.

        Returns
        -------
        bytes

        Raises
        ------
        StillWorking
            It takes longer; the work goes on.
        """
        with self._lock:
            self._forget_old()
            work = self._works.get(key)
            if work is None:
                work = self._works[key] = _Work(time.monotonic())
                Thread(target=work.do, args=(make,), name="work-out", daemon=True).start()
        if not work.done.wait(seconds):
            raise StillWorking(time.monotonic() - work.begun)
        with self._lock:
            if self._works.get(key) is work:  # others who waited for it may have taken it already
                del self._works[key]
        if work.error is not None:
            raise work.error
        return make() if work.answer is None else work.answer  # what else went wrong goes wrong before who asks

    def _forget_old(self) -> None:
        oldest = time.monotonic() - _KEPT_SECONDS
        for key in [key for key, work in self._works.items() if work.done.is_set() and work.begun < oldest]:
            del self._works[key]
