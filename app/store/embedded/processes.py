"""Whether a process is still the one that was started.

A number alone is not enough: numbers are used again, so the time of its start is compared too.
"""

import os
import subprocess
import sys
from enum import Enum
from pathlib import Path

_PROC = Path("/proc")


class State(Enum):
    """What a process does."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    GONE = "gone"


def start_mark(pid: int) -> str | None:
    """Return a text that differs between two processes with one number, None when there is no such process."""
    seen = _look(pid)
    return None if seen is None else seen[1]


def state(pid: int, mark: str) -> State:
    """Return what the process with this number and start mark does."""
    seen = _look(pid)
    if seen is None or seen[1] != mark:
        return State.GONE
    return State.SUSPENDED if seen[0] in "Tt" else State.RUNNING


def _look(pid: int) -> tuple[str, str] | None:
    """Return state letter and start mark; None for a process that is gone or only waits to be reaped."""
    letter, mark = _from_proc(pid) if sys.platform == "linux" else _from_ps(pid)
    return None if letter in ("", "Z", "X") else (letter, mark)


def _from_proc(pid: int) -> tuple[str, str]:
    try:
        # The name of the program stands in brackets and may hold blanks and brackets itself.
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return "", ""
    return fields[0], f"{boot}/{fields[19]}"


def _from_ps(pid: int) -> tuple[str, str]:
    done = subprocess.run(
        ["ps", "-o", "state=,lstart=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    letter, _, started = done.stdout.strip().partition(" ")
    return letter[:1], " ".join(started.split())
