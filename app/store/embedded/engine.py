"""The engine as the rest of Kintrace sees it: started or joined, watched, started again after a crash."""

import time
from threading import Condition, Event, Thread
from types import TracebackType

from app.errors import EngineFailed, KintraceError, StoreUnavailable
from app.store.embedded.attach import USER, Attached, attach
from app.store.embedded.backoff import Backoff
from app.store.embedded.config import EngineConfig, Progress, silent
from app.store.embedded.folder import Folder, disk_warning
from app.store.embedded.processes import State

_LOOK_SECONDS = 0.5


def open_engine(config: EngineConfig, *, progress: Progress = silent) -> "Engine":
    """Start the engine of a data folder, or join the one that another process runs.

    Parameters
    ----------
    config : EngineConfig
    progress : callable
        Called with ``fetch`` and how many jars are there, ``start``, and ``wait`` while another process starts it.

    Returns
    -------
    Engine
        Running. Close it, or use it in a ``with`` statement.

    Raises
    ------
    ConfigurationError
        The folder, a size, the password file or the disk is not usable.
    EngineFailed
        Jars cannot be had, Neo4j does not start, or the process that holds the engine does not have it running.
    """
    folder = Folder(config.home)
    warning = disk_warning(config.home)
    return Engine(config, folder, attach(config, folder, progress, Event()), warning)


class Engine:
    """A running Neo4j. Safe to use from several threads.

    Attributes
    ----------
    user : str
    warning : str or None
        Said when the engine was opened: the disk is getting full.
    """

    user = USER

    def __init__(self, config: EngineConfig, folder: Folder, attached: Attached, warning: str | None) -> None:
        self.warning = warning
        self._config = config
        self._folder = folder
        self._attached = attached
        self._failure: KintraceError | None = None
        self._changed = Condition()
        self._closing = Event()
        self._backoff = Backoff()
        self._watcher = Thread(target=self._watch, name="engine-watch", daemon=True)
        self._watcher.start()

    @property
    def uri(self) -> str:
        """Address for a driver; it changes when the engine is started again."""
        return self._attached.address.uri

    @property
    def password(self) -> str:
        """Password for a driver."""
        return self._attached.password

    @property
    def owned(self) -> bool:
        """Whether this process runs the engine, so that it ends with it."""
        return self._attached.child is not None

    @property
    def pid(self) -> int:
        """Number of the engine's process."""
        return self._attached.address.pid

    @property
    def version(self) -> str:
        """Version of Neo4j."""
        return self._attached.address.version

    def alive(self) -> bool:
        """Say whether the engine's process runs; costs a look at the process table."""
        return not self._closing.is_set() and self._attached.state() is State.RUNNING

    def locate(self) -> tuple[str, str, str]:
        """Return address, user and password of the engine as it runs now; never waits.

        Raises
        ------
        StoreUnavailable
            It does not run. It is being started again, unless it was closed.
        """
        attached = self._attached
        state = attached.state()
        if self._closing.is_set():
            raise StoreUnavailable("the database engine was closed", "Start Kintrace again")
        if state is State.SUSPENDED:
            raise StoreUnavailable(
                f"the database engine (process {attached.address.pid}) is suspended",
                f"Let it go on: kill -CONT {attached.address.pid}",
            )
        if state is State.GONE:
            raise StoreUnavailable("the database engine is not running; it is being started again")
        return attached.address.uri, self.user, attached.password

    def ensure(self, timeout_seconds: float = 120.0) -> str:
        """Wait until the engine runs, which is at once unless it has just ended.

        Parameters
        ----------
        timeout_seconds : float

        Returns
        -------
        str
            Its address, a new one after a crash.

        Raises
        ------
        StoreUnavailable
            It was closed, is suspended, or does not run in time.
        EngineFailed, ConfigurationError
            It was started again and that failed.
        """
        with self._changed:
            self._changed.wait_for(self._settled, timeout_seconds)
            if self._failure is not None and not self.alive():
                raise self._failure
        return self.locate()[0]

    def _settled(self) -> bool:
        return self._closing.is_set() or self._failure is not None or self._attached.state() is not State.GONE

    def close(self) -> None:
        """Stop the engine if this process owns it; else only leave it. May be called twice."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._watcher.join()
        self._attached.release(self._folder)
        with self._changed:
            self._changed.notify_all()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _watch(self) -> None:
        """Notice the end of the engine and start (or join) it again, at most three times in five minutes."""
        while not self._closing.wait(_LOOK_SECONDS):
            if self._attached.state() is not State.GONE:
                continue
            if self._closing.wait(self._backoff.delay(time.monotonic())):
                return
            self._recover()

    def _recover(self) -> None:
        self._backoff.tried(time.monotonic())
        if self._attached.child is not None:
            self._attached.child.stop()  # it is dead; this closes its pipes
        try:
            attached = attach(self._config, self._folder, silent, self._closing, self._attached.lock)
            failure: KintraceError | None = None
        except KintraceError as error:
            attached, failure = self._attached, error
        except OSError as error:
            attached, failure = self._attached, EngineFailed(str(self._folder.log), f"its files: {error.strerror}")
        with self._changed:
            self._attached, self._failure = attached, failure
            self._changed.notify_all()
