"""What an import did, row by row: the one report of the command, the API and the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.domain.cells import Problem

_MOST_LISTED = 1_000


class Place(NamedTuple):
    """Where a row stands: a file, and a line of it (the header is 1) or None for the whole file."""

    file: str
    row: int | None


class Listing:
    """Problems or warnings with their places; the first thousand are kept, the rest are counted."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.left_out = 0

    def add(self, place: Place, problem: Problem) -> None:
        """Note one problem."""
        if len(self.entries) >= _MOST_LISTED:
            self.left_out += 1
            return
        self.entries.append(
            {
                "file": place.file,
                "row": place.row,
                "column": problem.column or None,
                "code": problem.code,
                "reason": problem.reason,
                "allowed": problem.allowed or None,
            }
        )

    def __len__(self) -> int:
        return len(self.entries) + self.left_out


@dataclass
class ImportReport:
    """What an import did, or would do.

    Attributes
    ----------
    files : list of str
    rows_read, recorded, unchanged, rejected : int
        ``rows_read = recorded + unchanged + rejected``; a blank line is no row.
    held_back : int
        Rows among the rejected that are right themselves and were not recorded because others are wrong.
    withdrawn : int
        Claims that corrections replaced, or that the files no longer have.
    problems, warnings : Listing
    counts : dict of str to int
        What the files hold, apart from rejected rows.
    dry_run : bool
    quarantine : str or None
        Folder into which the rejected rows were written.
    """

    files: list[str] = field(default_factory=list)
    rows_read: int = 0
    recorded: int = 0
    unchanged: int = 0
    rejected: int = 0
    held_back: int = 0
    withdrawn: int = 0
    problems: Listing = field(default_factory=Listing)
    warnings: Listing = field(default_factory=Listing)
    counts: dict[str, int] = field(default_factory=dict)
    dry_run: bool = False
    quarantine: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON shows it."""
        return {
            "files": self.files,
            "rows_read": self.rows_read,
            "recorded": self.recorded,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "held_back": self.held_back,
            "withdrawn": self.withdrawn,
            "problems": self.problems.entries,
            "problems_left_out": self.problems.left_out,
            "warnings": self.warnings.entries,
            "warnings_left_out": self.warnings.left_out,
            "counts": self.counts,
            "dry_run": self.dry_run,
            "quarantine": self.quarantine,
        }
