"""Come to a running engine: start it when nobody holds it, else join the one that runs."""

import os
import time
from dataclasses import dataclass, replace
from threading import Event

from app.errors import ConfigurationError, EngineFailed, StoreUnavailable
from app.store.embedded.class_archive import ClassArchive
from app.store.embedded.config import EngineConfig, Progress
from app.store.embedded.folder import Address, Folder, HeldLock
from app.store.embedded.jars import install, read_lock
from app.store.embedded.launch import Child, start_child
from app.store.embedded.probe import Answer, ask
from app.store.embedded.processes import State, start_mark

USER = "neo4j"
_WAIT_STEP_SECONDS = 0.2
_SILENT_SECONDS = 15.0
_FIRST_ANSWER_SECONDS = 60.0


@dataclass(frozen=True)
class Attached:
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


def attach(
    config: EngineConfig, folder: Folder, progress: Progress, cancelled: Event, lock: HeldLock | None = None
) -> Attached:
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


def _start(config: EngineConfig, folder: Folder, progress: Progress, cancelled: Event, lock: HeldLock) -> Attached:
    folder.remove_address()

    def report(what: str, done: int, total: int) -> None:
        lock.note(f"{what} {done} of {total}")
        progress(what, done, total)

    report("check", 0, 1)
    jars = read_lock(config.lock)
    classpath = install(jars, config.repo, maven_url=config.maven_url, offline=config.offline, progress=report)
    archive = ClassArchive(config.repo, config.classes, classpath)
    with os.fdopen(folder.open_log(), "ab") as log:
        archive.make(log=log, progress=report, cancelled=cancelled)
    report("start", 0, 1)
    quick = replace(config, jvm=(*archive.options(), *config.jvm))
    child = start_child(folder, quick, jars, classpath, lock.handle, cancelled)
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
    return Attached(address, password, child, lock)


def _check(folder: Folder, address: Address, password: str) -> None:
    limit = time.monotonic() + _FIRST_ANSWER_SECONDS
    answer = ask(address.uri, USER, password)
    while answer is Answer.SILENT and time.monotonic() < limit:  # the very first query is slow on a busy machine
        answer = ask(address.uri, USER, password)
    if answer is Answer.WRONG_PASSWORD:
        raise _wrong_password(folder)
    if answer is Answer.SILENT:
        raise EngineFailed(
            str(folder.log), "the database engine started but does not answer", log_tail=folder.log_tail()
        )


def _join(folder: Folder, address: Address, last_try: bool) -> Attached | None:
    """Connect to the engine that another process runs; None when it does not answer yet."""
    if address.state() is State.SUSPENDED:
        raise EngineFailed(
            str(folder.log),
            f"the database engine (process {address.pid}) is suspended. Let it go on: kill -CONT {address.pid}",
        )
    password = folder.known_password()
    answer = ask(address.uri, USER, password) if password else Answer.WRONG_PASSWORD
    if answer is Answer.WRONG_PASSWORD:
        raise _wrong_password(folder)
    if answer is Answer.YES:
        return Attached(address, password)
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
