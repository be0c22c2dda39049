"""What a file format is: it recognises paths and turns files into rows of the tables of :mod:`app.domain.tables`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.domain.cells import Problem


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of a file, or why it could not be read.

    Attributes
    ----------
    file : str
        Name of the file, as reports show it.
    row : int
        Number of its first line; the header is line 1.
    table : str
        Name of its table; empty when that is not known.
    cells : dict of str to str
        Column to cell, as the file has them.
    problem : Problem or None
        Why the row could not be read; it counts as rejected.
    """

    file: str
    row: int
    table: str
    cells: dict[str, str]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class FileNote:
    """Something about a file, or a place in it, that is no row: a wrong header, a blank line.

    Attributes
    ----------
    row : int or None
        None when the whole file is meant.
    stops : bool
        True when nothing may be recorded because of it; else it is a warning.
    """

    file: str
    row: int | None
    note: Problem
    stops: bool


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader gives.

    Attributes
    ----------
    files : list of str
        The files read, as reports show them.
    items : iterator of FileRow and FileNote
        In the order of the tables, as the files are read: nothing is held in memory.
    tables : tuple of str
        The tables that are read, those without rows too: what such a file no longer has is gone.
    counts : dict of str to int
        What a format counts itself, where its own units are no rows; filled while the items are read.
    """

    files: list[str]
    items: Iterator[FileRow | FileNote]
    tables: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format cannot carry.

    Attributes
    ----------
    kind : str
        What is left out or made coarser, in the words of the graph: ``Event.end``, ``KIN_OF``, ``claims``.
    count : int
        How often.
    why : str
        One sentence for the loss report.
    """

    kind: str
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer gives.

    Attributes
    ----------
    files : list of Path
    counts : dict of str to int
        What the files hold, by kind.
    losses : list of Loss
        Empty when everything was carried.
    """

    files: list[Path]
    counts: dict[str, int]
    losses: list[Loss] = field(default_factory=list)


class Format(Protocol):
    """One file format."""

    @property
    def name(self) -> str:
        """The word for ``--as`` and ``export``."""
        ...

    @property
    def doc(self) -> str:
        """One line for help texts."""
        ...

    def recognise(self, path: Path) -> bool:
        """Say whether a path looks like this format; cheap, and never raises."""
        ...

    def read(self, path: Path, dataset: str) -> ReadResult:
        """Open a path for reading; ``dataset`` is for formats whose own ids have no data set."""
        ...

    def write(self, rows: Iterable[tuple[str, dict[str, str]]], out: Path) -> dict[str, int]:
        """Write (table, cells) rows; returns how many rows each file holds."""
        ...
