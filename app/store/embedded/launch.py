"""Start the child process and stop it."""

import json
import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import Any

from app.errors import EngineFailed
from app.store.embedded.conf import child_settings
from app.store.embedded.config import EngineConfig
from app.store.embedded.folder import Folder
from app.store.embedded.jars import JarLock

_READY_SECONDS = 300.0  # about 5 s on a quiet machine, over 100 s on one with a queue of 15
_STOP_SECONDS = 15.0
_STEP_SECONDS = 0.2
_LARGE_MEGABYTES = 1_024
#: Options that a user keeps for other Java programs; the JVM takes an empty text for none.
NO_JAVA_OPTIONS = {"JAVA_TOOL_OPTIONS": "", "_JAVA_OPTIONS": ""}


@dataclass(frozen=True)
class Child:
    """A running child process and the port on which its Neo4j listens."""

    process: subprocess.Popen[str]
    port: int

    def stop(self) -> None:
        """Close its standard input, wait until it has shut down, and kill it if it does not."""
        _end(self.process)


def start_child(
    folder: Folder, config: EngineConfig, lock: JarLock, classpath: list[str], held: int, cancelled: Event
) -> Child:
    """Start Neo4j and wait until it listens.

    Parameters
    ----------
    folder : Folder
    config : EngineConfig
    lock : JarLock
    classpath : list of str
    held : int
        Handle of the folder's lock, which the child keeps for as long as it lives.
    cancelled : Event
        Set when nobody wants the engine any more.

    Raises
    ------
    EngineFailed
        It ended, or was not ready in 300 s; the error carries the end of the log.
    """
    folder.data.mkdir(mode=0o700, exist_ok=True)
    folder.empty_temporary()
    told = {**_told(folder, config, lock), "classpath": classpath}
    log = folder.open_log()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "app.store.embedded.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            pass_fds=(held,),
            start_new_session=True,  # Ctrl-C in a terminal reaches the parent only, which then stops the child
            env={**os.environ, **NO_JAVA_OPTIONS, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
    finally:
        os.close(log)
    try:
        _tell(process, told)
        answer = _answer(folder, process, cancelled)
    except BaseException:
        _end(process)
        raise
    return Child(process, int(answer["port"]))


def _told(folder: Folder, config: EngineConfig, lock: JarLock) -> dict[str, Any]:
    sizes = {name: getattr(config, name) for name in ("pagecache", "tx_max", "tx_total", "tx_timeout")}
    return {
        "home": str(folder.data),
        "temporary": str(folder.temporary),
        "heap": config.heap,
        "jvm": (*_compiler(config.heap), *config.jvm),
        "password": folder.password(),
        "conf": child_settings(sizes, calendar_version=not lock.version.startswith("5.")),
    }


def _compiler(heap: str) -> tuple[str, ...]:
    """Return which of the JVM's compilers to use.

    The second one costs processor time in the first minutes and makes long work, such as an import, nearly twice as
    fast. Tests with their small heap do without it.
    """
    megabytes = int(heap[:-1]) * {"k": 1 / 1024, "m": 1, "g": 1024}[heap[-1]]
    return () if megabytes >= _LARGE_MEGABYTES else ("-XX:TieredStopAtLevel=1",)


def _tell(process: subprocess.Popen[str], told: dict[str, Any]) -> None:
    if process.stdin is None:
        raise RuntimeError("the child process was started without a pipe")
    try:
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
    except BrokenPipeError:
        process.wait(_STOP_SECONDS)  # it ended at once; the answer, which is none, says so


def _answer(folder: Folder, process: subprocess.Popen[str], cancelled: Event) -> dict[str, Any]:
    """Read the one line that the child writes when it is ready or has failed."""
    if process.stdout is None:
        raise RuntimeError("the child process was started without a pipe")
    limit = time.monotonic() + _READY_SECONDS
    while not select.select([process.stdout], [], [], _STEP_SECONDS)[0]:
        if cancelled.is_set():
            raise _failed(folder, "the start of the database engine was broken off")
        if time.monotonic() > limit:
            raise _failed(folder, f"the database engine was not ready in {_READY_SECONDS:g} s")
    line = process.stdout.readline()
    if not line:
        code = process.wait(_STOP_SECONDS)
        raise _failed(folder, f"the database engine ended while it started (exit code {code})")
    answer: dict[str, Any] = json.loads(line)
    if not answer["ok"]:
        raise _failed(folder, f"the database engine did not start: {answer['error']}")
    return answer


def _failed(folder: Folder, reason: str) -> EngineFailed:
    return EngineFailed(str(folder.log), reason, log_tail=folder.log_tail())


def _end(process: subprocess.Popen[str]) -> None:
    if process.stdin is not None:
        with suppress(BrokenPipeError):  # it is gone already, and what was not yet written is of no use
            process.stdin.close()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
