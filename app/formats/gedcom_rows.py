"""What the rows of GEDCOM are made with: the index of the first reading, and the counts and notes of the second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.cells import Problem
from app.formats.base import FileNote, FileRow
from app.formats.gedcom_families import VOID, Family, Membership
from app.formats.gedcom_records import Node
from app.formats.gedcom_sources import Sources
from app.formats.gedcom_taken import survey

Item = FileRow | FileNote
Cells = dict[str, str]


@dataclass
class Index:
    """What the first reading found.

    Attributes
    ----------
    lines : dict of str to int
        The lines of records by their id.
    damaged : set of str
        The ids of records in which a line cannot be read.
    is_damaged : bool
        Whether there is any line that cannot be read.
    """

    dataset: str
    sources: Sources
    lines: dict[str, int] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    child_of: dict[str, dict[str, list[Membership]]] = field(default_factory=dict)
    parent_in: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)
    is_damaged: bool = False


class Rows:
    """Makes rows and notes of one file.

    Attributes
    ----------
    index : Index
    counts : dict of str to int
    left : Counter
        What is not taken over: "BURI of INDI" and how often.
    """

    def __init__(self, file: str, index: Index) -> None:
        self._file = file
        self.index = index
        self.counts: dict[str, int] = {}
        self.left: Counter[str] = Counter()

    def row(self, number: int, table: str, cells: Cells, problem: Problem | None = None) -> FileRow:
        """Return a row, or one that is refused."""
        return FileRow(self._file, number, table, cells, problem)

    def note(self, number: int | None, code: str, reason: str, allowed: str = "") -> FileNote:
        """Return a warning."""
        return FileNote(self._file, number, Problem("", code, reason, allowed), stops=False)

    def bad_date(self, number: int, what: str) -> FileNote:
        """Return the warning of a date that cannot be read."""
        reason = f"{what} holds a date that cannot be read; it is kept as words"
        return self.note(number, "bad_date", reason, "a date such as 12 MAR 1950 or ABT 1950")

    def count(self, what: str) -> None:
        """Count one of a kind."""
        self.counts[what] = self.counts.get(what, 0) + 1

    def checked(self, record: Node) -> Iterator[FileNote]:
        """Count what is not taken over from a record; warn of sources and notes that are not there."""
        for node in survey(record, self.left):
            known = self.index.sources.known if node.tag == "SOUR" else self.index.notes
            if node.pointer not in known:
                yield self.nowhere(node, "a record")

    def nowhere(self, node: Node, what: str) -> FileNote:
        """Return the warning of a line that should point to something, and does not.

        Parameters
        ----------
        node : Node
        what : str
            What it should point to.
        """
        tag = node.tag[:20]
        if node.pointer == VOID:
            return self.note(node.number, "void", f"{tag} points to nobody (@VOID@); nothing is made of it")
        reason = f"{tag} points to {what} that is not there" if node.pointer else f"{tag} has no pointer to {what}"
        return self.note(node.number, "no_record", f"{reason}; nothing is made of it", "the id of a record of the file")

    def left_out(self) -> Iterator[FileNote]:
        """Yield what was not taken over, counted by kind."""
        for what, times in sorted((+self.left).items()):
            yield self.note(None, "left_out", f"{what} is not taken over, {times:,} times")

    def notes_of(self, node: Node) -> list[str]:
        """Return the notes under a line, those of records too."""
        found = (
            self.index.notes.get(each.pointer, "") if each.pointer else each.value for each in node.all("NOTE", "SNOTE")
        )
        return [text for text in found if text]
