"""A row while it is checked, and the rules that tables share: dates, their order, ties to oneself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.cells import CellRefused, Problem, read_date_cell
from app.domain.columns import Table
from app.domain.dates import PartialDate

#: Kind and country of an agency (label ``Agency``) or place (``Place``); None where not known.
LookUp = Callable[[str, str], tuple[str | None, str | None]]


@dataclass
class Bodies:
    """What is known of agencies and places: kind and country, by label and id.

    Parameters
    ----------
    known : dict of (label, id) to (kind or None, country or None)
        Filled by whoever reads the rows of agencies and places.
    look_up : callable, optional
        Asked for what is not in ``known``.
    """

    known: dict[tuple[str, str], tuple[str | None, str | None]] = field(default_factory=dict)
    look_up: LookUp | None = None

    def add(self, label: str, statement: Mapping[str, Any]) -> None:
        """Take note of a checked row of agencies or places."""
        self.known[label, statement["id"]] = (statement.get("kind"), statement.get("country"))

    def find(self, label: str, id: str) -> tuple[str | None, str | None]:
        """Return kind and country, None where not known."""
        key = (label, id)
        if key not in self.known:
            self.known[key] = self.look_up(label, id) if self.look_up else (None, None)
        return self.known[key]


class Row:
    """A row while it is checked."""

    __slots__ = ("bodies", "dataset", "dates", "kind", "problems", "statement", "table", "today", "unnamed", "warnings")

    def __init__(self, table: Table, today: date, dataset: str, bodies: Bodies) -> None:
        self.table = table
        self.kind: str | None = table.kind
        self.today = today
        self.dataset = dataset
        self.bodies = bodies
        self.statement: dict[str, Any] = {}
        self.dates: dict[str, PartialDate] = {}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.unnamed = False

    def refuse(self, column: str, code: str, reason: str, allowed: str = "") -> None:
        """Note that the row is refused."""
        self.problems.append(Problem(column, code, reason, allowed))

    def warn(self, column: str, code: str, reason: str, allowed: str = "") -> None:
        """Note something odd."""
        self.warnings.append(Problem(column, code, reason, allowed))

    def refused_columns(self) -> set[str]:
        """Return the columns that are refused already."""
        return {problem.column for problem in self.problems}

    def read_dates(self, *names: str, period: bool = False) -> None:
        """Read date cells; ``period`` is for the first of them."""
        for name in names:
            text = self.statement.get(name)
            if text is None:
                continue
            try:
                self.dates[name] = read_date_cell(text, period and name == names[0])
            except CellRefused as refused:
                self.refuse(name, refused.code, refused.reason, refused.allowed)

    def warn_when_reversed(self, first: str, last: str) -> None:
        """Warn when the last of two dates is certainly before the first."""
        begin, end = self.dates.get(first), self.dates.get(last)
        if begin and end and begin.earliest and end.latest and end.latest < begin.earliest:
            self.warn(last, "reversed_dates", f"lies before {first}", f"a day not before {first}")

    def warn_when_future(self, *names: str) -> None:
        """Warn of dates that certainly lie after today."""
        for name in names:
            if self.lies_ahead(name):
                self.warn(name, "in_the_future", "lies in the future")

    def lies_ahead(self, name: str) -> bool:
        """Say whether a date certainly lies after today."""
        value = self.dates.get(name)
        return value is not None and value.earliest is not None and value.earliest > self.today

    def refuse_self(self, first: str, second: str) -> None:
        """Refuse a tie of a record to itself."""
        end = self.statement.get(second)
        if end is not None and end == self.statement.get(first):
            self.refuse(second, "self_tie", f"is the same record as {first}", "another record")
