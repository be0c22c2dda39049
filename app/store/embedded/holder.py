"""The process that runs the engine of a folder: who it is, and its end."""

import json
import os
import signal
import time
from pathlib import Path

from app.errors import EngineFailed
from app.store.embedded.folder import Folder
from app.store.embedded.processes import State, state

_STOP_SECONDS = 30.0


def holder_of(home: Path) -> int | None:
    """Return the process that runs the engine of a folder, None when there is none.

    Parameters
    ----------
    home : Path
        The engine's folder.

    Returns
    -------
    int or None
    """
    if not (home / "engine.lock").exists():
        return None
    folder = Folder(home)
    lock = folder.try_lock()
    if lock is not None:
        lock.release()
        return None
    try:
        note = json.loads(folder.lock_note())
        pid, mark = int(note["pid"]), str(note["create_time"])
    except (ValueError, KeyError, TypeError):
        return None
    return None if state(pid, mark) is State.GONE else pid


def stop_holder(home: Path) -> int | None:
    """Ask the process that runs the engine of a folder to end, and wait until it has.

    Parameters
    ----------
    home : Path
        The engine's folder.

    Returns
    -------
    int or None
        Number of the process; None when there was none.

    Raises
    ------
    EngineFailed
        It does not end in 30 s.
    """
    pid = holder_of(home)
    if pid is None:
        return None
    os.kill(pid, signal.SIGTERM)
    limit = time.monotonic() + _STOP_SECONDS
    while holder_of(home) is not None:
        if time.monotonic() > limit:
            raise EngineFailed(str(home / "engine.log"), f"process {pid} does not end")
        time.sleep(0.1)
    return pid
