"""The data in memory: read once a version, by one thread; the others wait for it, or do not."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from app.domain.snapshot import Snapshot
from app.errors import KintraceError, StillReading, StoreUnavailable, TooLarge


class SnapshotStore(Protocol):
    """What the analyst needs of a store."""

    def data_version(self) -> int:
        """Return the number that moves with every write."""
        ...

    def snapshot(self) -> Snapshot:
        """Return the whole graph as columns."""
        ...


class Fixed:
    """A snapshot that never moves, in place of a store.

    Parameters
    ----------
    snapshot : Snapshot
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def data_version(self) -> int:
        """Return the data version at which it was taken."""
        return self._snapshot.data_version

    def snapshot(self) -> Snapshot:
        """Return it."""
        return self._snapshot


class Loaded:
    """The snapshot that answers are made from.

    Parameters
    ----------
    store : SnapshotStore
    prepare : callable
        Makes of a snapshot what every analysis reads; done once a data version.
    then : callable
        Told of each snapshot that was read.
    max_persons : int
        Above so many persons nothing is prepared.
    seconds : float
        Longest wait for data that another is reading.
    """

    def __init__(
        self,
        store: SnapshotStore,
        prepare: Callable[[Snapshot], Any],
        then: Callable[[Snapshot], None],
        *,
        max_persons: int,
        seconds: float,
    ) -> None:
        self._store = store
        self._prepare = prepare
        self._then = then
        self._max_persons = max_persons
        self._seconds = seconds
        self._building = threading.Lock()
        self._begun = 0.0
        self._current: tuple[int, Snapshot, Any] | None = None
        self._read_at = 0.0

    def get(self, version: int) -> tuple[int, Snapshot, Any]:
        """Return version, snapshot and what was prepared of it, at this version or newer.

        One that was read while work was under way serves those who waited for it, and is then read again.

        Parameters
        ----------
        version : int

        Returns
        -------
        (int, Snapshot, object)

        Raises
        ------
        StoreUnavailable
            Another reads them and takes too long.
        TooLarge
            The data are too many for analyses in memory.
        """
        asked = time.monotonic()
        if self._serves(version, asked):
            return self._held()
        if not self._building.acquire(timeout=self._seconds):
            raise StoreUnavailable("the data are still being read into memory")
        try:
            return self._held() if self._serves(version, asked) else self._read()
        finally:
            self._building.release()

    def wait(self, version: int, seconds: float) -> None:
        """Wait until the data are in memory, at this version or newer; a thread reads them if none does.

        Parameters
        ----------
        version : int
        seconds : float
            How long at most.

        Raises
        ------
        StillReading
            It takes longer; the reading goes on.
        """
        begin = time.monotonic()
        while not self._serves(version, begin):
            left = begin + seconds - time.monotonic()
            if left <= 0:
                raise StillReading(time.monotonic() - self._begun)
            if self._building.locked():
                if self._building.acquire(timeout=left):
                    self._building.release()
            elif self._read_beside(version, left) and not self._serves(version, begin):
                return  # the reading failed: who asks now is told why

    def _read_beside(self, version: int, seconds: float) -> bool:
        """Have another thread read; return whether it is done in time."""
        done = threading.Event()

        def read() -> None:
            with suppress(KintraceError):
                self.get(version)
            done.set()

        threading.Thread(target=read, name="read-data", daemon=True).start()
        return done.wait(seconds)

    def _read(self) -> tuple[int, Snapshot, Any]:
        self._begun = time.monotonic()
        snapshot = self._store.snapshot()
        if snapshot.tables["Person"].num_rows > self._max_persons:
            raise TooLarge(f"{self._max_persons:,} persons for an analysis in memory", "Ask about one person or family")
        _ = snapshot.person_numbers  # a part of the reading: whoever asks first must not wait for it
        self._current = (snapshot.data_version, snapshot, self._prepare(snapshot))
        self._read_at = time.monotonic()
        self._then(snapshot)
        return self._current

    def _serves(self, version: int, asked: float) -> bool:
        current = self._current
        whole = current is not None and (not current[1].in_progress or self._read_at >= asked)
        return current is not None and current[0] >= version and whole

    def _held(self) -> tuple[int, Snapshot, Any]:
        if self._current is None:
            raise StoreUnavailable("the snapshot is gone")
        return self._current
