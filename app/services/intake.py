"""The first half of an import: files are read once, every row is checked, and what is right is kept packed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.domain.cells import Problem
from app.domain.garbage import collect_new
from app.domain.row_rules import Bodies
from app.domain.rows import Checked, RowChecker, content_of, numbered
from app.domain.tables import TABLES
from app.errors import TooLarge
from app.formats import FileNote, FileRow, ReadResult
from app.services.import_report import ImportReport, Place
from app.services.quarantine import Damaged, kept_word_for_word
from app.services.spool import Spool

#: Called with what is being done, how much is done and how much there is (None: not known).
Progress = Callable[[str, int, int | None], None]
_TELL_EVERY = 5_000
_PARTIAL = Problem(
    "",
    "partial",
    "is put aside: what cannot be read beside it may belong to it",
    "the file put right, with what cannot be read",
)
_BODIES = {"agencies": "Agency", "places": "Place"}

Placed = tuple[Place, Checked]


class Intake:
    """Takes the rows of all files of one import.

    Parameters
    ----------
    checker : RowChecker
    bodies : Bodies
        The same that the checker asks; it learns from the rows of agencies and places.
    report : ImportReport
        Counts and problems are noted in it.
    most_rows : int
        More are refused.
    keep_rejected : bool
        True when rejected rows are to be put aside.
    """

    def __init__(
        self, checker: RowChecker, bodies: Bodies, report: ImportReport, most_rows: int, *, keep_rejected: bool
    ) -> None:
        self._checker = checker
        self._bodies = bodies
        self._report = report
        self._most_rows = most_rows
        self._sources = Spool()
        self._rows = Spool()
        self._unnamed = Spool()
        self._repeats: dict[str, list[str]] = {}
        self.rejected: Spool | None = Spool() if keep_rejected else None
        self.damaged: Damaged | None = Damaged() if keep_rejected else None
        self.stopped = False
        self._path = Path()

    def take(self, read: ReadResult, path: Path, progress: Progress) -> None:
        """Check what a reader gives.

        Parameters
        ----------
        read : ReadResult
        path : Path
            What it reads: a file, or a folder of files.
        progress : Progress

        Raises
        ------
        TooLarge
            There are more rows than are allowed at once.
        """
        self._path = path
        if self.damaged is not None and read.is_whole:
            self.damaged.is_one(path)
        for item in read.items:
            if isinstance(item, FileNote):
                self._note(item)
                continue
            self._report.rows_read += 1
            if self._report.rows_read > self._most_rows:
                raise TooLarge(f"{self._most_rows:,} rows in one import", "Split the files")
            self._row(item)
            if self._report.rows_read % _TELL_EVERY == 0:
                collect_new()
                progress("checking rows", self._report.rows_read, None)
        progress("checking rows", self._report.rows_read, None)

    def _note(self, item: FileNote) -> None:
        self.stopped = self.stopped or item.stops
        if item.stops:
            self._keep_whole(item.file)
        listing = self._report.problems if item.stops else self._report.warnings
        listing.add(Place(item.file, item.row), item.note)

    def _row(self, item: FileRow) -> None:
        place = Place(item.file, item.row)
        if item.problem is not None:
            self._reject(place, item.table, item.cells, (item.problem,) if item.problem.code != "header" else ())
            if self.damaged is not None and item.raw:
                self.damaged.add(place, item.raw_header, item.raw)
            elif not item.cells:
                self._keep_whole(item.file)
            return
        if item.partial and self.rejected is not None:
            self._reject(place, item.table, item.cells, (_PARTIAL,))
            return
        checked = self._checker.check(TABLES[item.table], item.cells)
        for warning in checked.warnings:
            self._report.warnings.add(place, warning)
        if checked.problems:
            self._reject(place, item.table, item.cells, checked.problems)
            return
        if item.table in _BODIES:
            self._bodies.add(_BODIES[item.table], checked.statement)
        packed = [*place, checked.table, checked.kind, checked.statement, checked.origin]
        if checked.unnamed:
            self._repeats_of(checked.statement["id"]).append(content_of(checked))
            self._unnamed.append(packed)
        else:
            (self._sources if checked.kind is None else self._rows).append(packed)

    def _keep_whole(self, file: str) -> None:
        """Keep a file of which something cannot be put into a row or a line of its own."""
        if self.damaged is not None:
            self.damaged.add_whole(file, self._path if self._path.is_file() else Path(file))

    def _repeats_of(self, id: str) -> list[str]:
        return self._repeats.setdefault(id, [])

    def _reject(self, place: Place, table: str, cells: dict[str, str], problems: tuple[Problem, ...]) -> None:
        self._report.rejected += 1
        for problem in problems:
            self._report.problems.add(place, problem)
        if self.rejected is not None:
            self.rejected.append([*place, table, {name: kept_word_for_word(text) for name, text in cells.items()}])

    def sources(self) -> Iterator[Placed]:
        """Yield the rows of sources and derivations that are right, with their places."""
        return map(_unpacked, self._sources)

    def claims(self) -> Iterator[Placed]:
        """Yield the rows of all other tables that are right, with their places.

        Yields
        ------
        (Place, Checked)

        Notes
        -----
        Events without ids come last. Those with one made id and different content are numbered in the order of their
        content, so rows in another order give the same ids; rows that are equal throughout are one event.
        """
        for packed in self._rows:
            yield _unpacked(packed)
        order = {id: sorted(set(hashes)) for id, hashes in self._repeats.items() if len(hashes) > 1}
        for packed in self._unnamed:
            place, checked = _unpacked(packed)
            hashes = order.get(checked.statement["id"])
            yield place, checked if hashes is None else numbered(checked, hashes.index(content_of(checked)) + 1)


def _unpacked(packed: list[Any]) -> Placed:
    file, row, table, kind, statement, origin = packed
    return Place(file, row), Checked(table, kind, statement, origin)
