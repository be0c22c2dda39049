"""The process that reads a workbook, seen from this side: its sheets, and the rows of those that are wanted."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from app.errors import InvalidDocument, TooLarge
from app.formats.archives import ArchiveLimits, check_members
from app.formats.source_file import head_of

_WORKBOOK = "xl/workbook.xml"
#: Names of workbooks, and how locked ones and those before 2007 begin.
_NAMED = (".xlsx", ".xlsm", ".xls")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The reader is run as a file and not imported, so that a command that reads no workbook does not wait for openpyxl.
_READER = Path(__file__).with_name("workbook_child.py")
_OUT_OF_MEMORY = 3
#: What OpenBLAS would set aside for each thread, the reader never uses.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}


@dataclass(frozen=True, slots=True)
class WorkbookLimits:
    """What reading a workbook may take.

    Attributes
    ----------
    archive : ArchiveLimits
    seconds : int
        Of the processor.
    memory : int
        Bytes beyond what the reader itself needs.
    """

    archive: ArchiveLimits = field(default_factory=ArchiveLimits)
    seconds: int = 600
    memory: int = 768 * 1024 * 1024


class SheetRow(NamedTuple):
    """One row of a sheet: its number, and (column, text, mark) of each cell; columns count from 1."""

    number: int
    cells: list[tuple[int, str, str]]


class Sheet(NamedTuple):
    """One sheet: its name, and whether one sees it."""

    name: str
    is_hidden: bool


def is_workbook(path: Path) -> bool:
    """Say whether a path holds an XLSX workbook; never raises.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bool
    """
    head = head_of(path, len(_OLD))
    if path.suffix.lower() in _NAMED and (head[:2] == b"PK" or head == _OLD):
        return True  # damaged, locked or of the old kind: refused with that word when it is read
    if head[:2] != b"PK":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _WORKBOOK in archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False


class WorkbookReading:
    """A workbook while it is read; the process is started at once and ends with the last row.

    Parameters
    ----------
    path : Path
    limits : WorkbookLimits

    Raises
    ------
    InvalidDocument
        It is no workbook, or a damaged one.
    TooLarge
        The archive holds more than the limits, or reading took more.
    """

    def __init__(self, path: Path, limits: WorkbookLimits | None = None) -> None:
        self._path = path
        self._limits = limits or WorkbookLimits()
        self._check()
        command = [sys.executable, "-I", str(_READER), str(path.absolute())]
        command += [str(self._limits.seconds), str(self._limits.memory)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            encoding="utf-8",
        )
        message = self._next()
        if message is None:
            raise self._failure()
        self.sheets = [Sheet(name, state != "visible") for name, state in message[1]]

    def rows(self, names: Sequence[str]) -> Iterator[tuple[str, SheetRow]]:
        """Yield the rows of some sheets, with the name of their sheet, in the order in which these are named.

        Raises
        ------
        InvalidDocument, TooLarge
            As for the whole; what was given before was read right.
        """
        process, name = self._process, ""
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(list(names)) + "\n")
            process.stdin.flush()
            while (message := self._next()) is not None and message[0] != "end":
                if message[0] == "sheet":
                    name = message[1]
                else:
                    yield name, SheetRow(message[1], [(column, text, mark) for column, text, mark in message[2]])
        except BrokenPipeError:
            message = None
        finally:
            self.close()
        if message is None:
            raise self._failure()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _next(self) -> list[Any] | None:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.endswith("\n"):
            self._process.wait()
            return None
        message: list[Any] = json.loads(line)
        return message

    def _check(self) -> None:
        try:
            with zipfile.ZipFile(self._path) as archive:
                check_members(archive.infolist(), self._limits.archive, str(self._path))
                if _WORKBOOK not in archive.namelist():
                    raise self._unreadable()
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
            raise self._unreadable() from error

    def _failure(self) -> InvalidDocument | TooLarge:
        """Return why the process ended too soon."""
        code = self._process.returncode
        self.close()
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return TooLarge(f"{self._limits.seconds:,} s for reading a workbook", "Save its sheets as CSV files")
        if code == _OUT_OF_MEMORY:
            return TooLarge(f"{self._limits.memory:,} bytes for reading a workbook", "Save its sheets as CSV files")
        return self._unreadable()

    def _unreadable(self) -> InvalidDocument:
        reason = "is no workbook that can be read"
        allowed = "an XLSX file, not damaged or locked, nor of the kind before 2007 (.xls)"
        return InvalidDocument(str(self._path), None, None, "unreadable", reason, allowed)
