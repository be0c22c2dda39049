"""The engine as the rest of Kintrace sees it: started or joined, watched, started again after a crash."""

import time
from dataclasses import dataclass
from threading import Condition, Event, Thread
from types import TracebackType

from app.errors import ConfigurationError, EngineFailed, KintraceError, StoreUnavailable
from app.store.embedded.backoff import Backoff
from app.store.embedded.config import EngineConfig, Progress, silent
from app.store.embedded.folder import Address, Folder, HeldLock, disk_warning
from app.store.embedded.jars import install, read_lock
from app.store.embedded.launch import Child, start_child
from app.store.embedded.probe import Answer, ask
from app.store.embedded.processes import State, start_mark

_USER = "neo4j"
_LOOK_SECONDS = 0.5
_WAIT_STEP_SECONDS = 0.2
_SILENT_SECONDS = 15.0
_FIRST_ANSWER_SECONDS = 60.0


@dataclass(frozen=True)
class _Attached:
    """A running engine: its address, its password and, when this process owns it, the child and the lock."""

    address: Address
    password: str
    child: Child | None = None
    lock: HeldLock | None = None

    def state(self) -> State:
        if self.child is not None and self.child.process.poll() is not None:
            return State.GONE
        return self.address.state()

    def release(self, folder: Folder) -> None:
        """Stop the child, if it is ours, and give the lock back."""
        if self.child is not None:
            self.child.stop()
            folder.remove_address()
        if self.lock is not None:
            self.lock.release()


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
    return Engine(config, folder, _attach(config, folder, progress, Event()), warning)


class Engine:
    """A running Neo4j. Safe to use from several threads.

    Attributes
    ----------
    user : str
    warning : str or None
        Said when the engine was opened: the disk is getting full.
    """

    user = _USER

    def __init__(self, config: EngineConfig, folder: Folder, attached: _Attached, warning: str | None) -> None:
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
            attached = _attach(self._config, self._folder, silent, self._closing, self._attached.lock)
            failure: KintraceError | None = None
        except (EngineFailed, ConfigurationError) as error:
            attached, failure = self._attached, error
        with self._changed:
            self._attached, self._failure = attached, failure
            self._changed.notify_all()


def _attach(
    config: EngineConfig, folder: Folder, progress: Progress, cancelled: Event, lock: HeldLock | None = None
) -> _Attached:
    """Start the engine if nobody holds it, else join the one that runs, waiting until it does."""
    if lock is not None:
        return _start(config, folder, progress, cancelled, lock)
    note, limit, silent_since = "", time.monotonic() + config.wait_seconds, 0.0
    while not cancelled.is_set():
        lock = folder.try_lock()
        if lock is not None:
            try:
                return _start(config, folder, progress, cancelled, lock)
            except BaseException:
                lock.release()
                raise
        address = folder.address()
        if address is not None and address.state() is not State.GONE:
            silent_since = silent_since or time.monotonic()
            patience = min(_SILENT_SECONDS, config.wait_seconds)
            joined = _join(folder, address, time.monotonic() - silent_since > patience)
            if joined is not None:
                return joined
        elif folder.lock_note() != note:
            note, limit = folder.lock_note(), time.monotonic() + config.wait_seconds
        if time.monotonic() > limit:
            raise _held(folder, f"has not had it running for {config.wait_seconds:g} s")
        progress("wait", 0, 0)
        cancelled.wait(_WAIT_STEP_SECONDS)
    raise StoreUnavailable("the database engine was closed", "Start Kintrace again")


def _start(config: EngineConfig, folder: Folder, progress: Progress, cancelled: Event, lock: HeldLock) -> _Attached:
    folder.remove_address()

    def report(what: str, done: int, total: int) -> None:
        lock.note(f"{what} {done} of {total}")
        progress(what, done, total)

    report("check", 0, 1)
    jars = read_lock(config.lock)
    classpath = install(jars, config.repo, maven_url=config.maven_url, offline=config.offline, progress=report)
    report("start", 0, 1)
    child = start_child(folder, config, jars, classpath, lock.handle, cancelled)
    try:
        pid = child.process.pid
        address = Address(pid, start_mark(pid) or "", child.port, jars.version)
        password = folder.password()
        _check(folder, address, password)
        folder.write_address(address)
    except BaseException:
        child.stop()
        raise
    report("start", 1, 1)
    return _Attached(address, password, child, lock)


def _check(folder: Folder, address: Address, password: str) -> None:
    limit = time.monotonic() + _FIRST_ANSWER_SECONDS
    answer = ask(address.uri, _USER, password)
    while answer is Answer.SILENT and time.monotonic() < limit:  # the very first query is slow on a busy machine
        answer = ask(address.uri, _USER, password)
    if answer is Answer.WRONG_PASSWORD:
        raise _wrong_password(folder)
    if answer is Answer.SILENT:
        raise EngineFailed(
            str(folder.log), "the database engine started but does not answer", log_tail=folder.log_tail()
        )


def _join(folder: Folder, address: Address, last_try: bool) -> _Attached | None:
    """Connect to the engine that another process runs; None when it does not answer yet."""
    if address.state() is State.SUSPENDED:
        raise EngineFailed(
            str(folder.log),
            f"the database engine (process {address.pid}) is suspended. Let it go on: kill -CONT {address.pid}",
        )
    password = folder.known_password()
    answer = ask(address.uri, _USER, password) if password else Answer.WRONG_PASSWORD
    if answer is Answer.WRONG_PASSWORD:
        raise _wrong_password(folder)
    if answer is Answer.YES:
        return _Attached(address, password)
    if last_try:
        raise _held(folder, f"runs it as process {address.pid}, but port {address.port} refuses or is silent")
    return None


def _held(folder: Folder, what: str) -> EngineFailed:
    return EngineFailed(
        str(folder.log),
        f"{folder.holder()} holds the database engine of {folder.home} and {what}. "
        "Stop that process, or set KINTRACE_HOME to another folder",
    )


def _wrong_password(folder: Folder) -> ConfigurationError:
    return ConfigurationError(
        str(folder.home / "engine.secret"),
        "the engine refuses the password in this file, so it belongs to other data",
        "Put back the file that belongs to these data, or restore a backup into an empty folder",
    )
