"""What a file format is: it recognises paths, turns files into rows of the tables of :mod:`app.domain.tables`, and
writes the claims as rows, or the graph of a snapshot, into files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.cells import Problem
from app.domain.snapshot import Snapshot


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
    raw, raw_header : bytes
        Of a line that has no cells because it is damaged: its bytes, and those of the header above it.
    partial : bool
        Something beside it that cannot be read may belong to it, so that it may not say all.
    """

    file: str
    row: int
    table: str
    cells: dict[str, str]
    problem: Problem | None = None
    raw: bytes = b""
    raw_header: bytes = b""
    partial: bool = False


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
    is_whole : bool
        What stands in the file means something only there, such as records that point to one another: what is wrong
        is put right within it, not in a row of its own.
    """

    files: list[str]
    items: Iterator[FileRow | FileNote]
    tables: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    is_whole: bool = False


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


#: A row of the claims: name of its table, cells by column.
TableRow = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Format:
    """One file format; its line stands in :data:`app.formats.FORMATS`.

    Attributes
    ----------
    name : str
        The word for ``--as`` and ``export``.
    doc : str
        One line for help texts.
    suffix : str
        End of the name of a file that is written, with its dot; empty: a folder is written.
    recognise : callable or None
        Says by its content whether a path is of this format; cheap, and never raises. None: it is not read.
    read : callable or None
        Opens a path; the second argument is the data set for formats whose own ids have none.
    write : callable or None
        Writes the graph of a snapshot to a file, or into a folder.
    write_rows : callable or None
        Writes the claims as rows, for formats from which the same claims can be imported again.
    write_with_sources : callable or None
        As ``write``, given the source of each claim (claim id to source id), for formats that can say it.
    read_raw : callable or None
        Gives the records of a file as they are, as rows of no table, for formats that need a mapping (graphs: one
        record for each node and each edge).
    """

    name: str
    doc: str
    suffix: str
    recognise: Callable[[Path], bool] | None = None
    read: Callable[[Path, str], ReadResult] | None = None
    write: Callable[[Snapshot, Path], Written] | None = None
    write_rows: Callable[[Iterable[TableRow], Path], Written] | None = None
    write_with_sources: Callable[[Snapshot, Path, Mapping[str, str]], Written] | None = None
    read_raw: Callable[[Path], Iterable[FileRow | FileNote]] | None = None

    @property
    def is_written(self) -> bool:
        """Whether there is a way out in this format."""
        return self.write is not None or self.write_rows is not None
