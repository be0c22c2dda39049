"""Checking one row of a table: cells in, a checked statement or its problems out.

The same rules for files, forms and the API.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from app.domain.cell_readers import STRICT, Reader, reader_of
from app.domain.cells import CellRefused, Problem, is_plain, plain_text
from app.domain.claims import Claim, ClaimKind, Source, Tier, content_hash
from app.domain.columns import ORIGIN_COLUMNS, Table
from app.domain.row_rules import Bodies, Row
from app.domain.table_rules import RULES, Rule
from app.domain.tables import TABLES


class Checked(NamedTuple):
    """A row after checking.

    Attributes
    ----------
    table : str
    kind : str or None
        The kind of claim that it is; None for ``sources`` and ``derivations``.
    statement : dict
        Values of the cells that are not empty, origin columns left out.
    origin : dict of str to str
        ``source_id, citation, quote, grade, tier``, those that are given.
    problems, warnings : tuple of Problem
        A row with problems is refused; warnings are only told.
    unnamed : bool
        True for an event without an id of its own: ``id`` is made from person, kind, date and place, and repeats of it
        are told apart by whoever reads the whole file (:func:`numbered`).
    """

    table: str
    kind: str | None
    statement: dict[str, Any]
    origin: dict[str, str]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is worked out once for a table.

    Attributes
    ----------
    strict : frozenset of str
        Columns whose reader takes no cell but plain ones.
    origin : tuple of str
        Columns that are no part of the statement.
    """

    readers: Mapping[str, Reader]
    strict: frozenset[str]
    required: tuple[str, ...]
    origin: tuple[str, ...]
    rule: Rule


@dataclass
class RowChecker:
    """Checks rows one by one.

    Parameters
    ----------
    today : date
        No birth lies after it.
    dataset : str
        Data set of the ids that are made for events without one; empty: that of the event's person.
    bodies : Bodies
        What is known of agencies and places: where a single agency or place column of a handover goes depends on it.

    Examples
    --------
    >>> checker = RowChecker(date(2025, 1, 1))
    >>> row = {"id": "x:1", "name": "A", "birth": "2009-13", "source_id": "x:s"}
    >>> [(p.column, p.code) for p in checker.check(TABLES["persons"], row).problems]
    [('birth', 'bad_date')]
    """

    today: date
    dataset: str = ""
    bodies: Bodies = field(default_factory=Bodies)
    _plans: dict[str, _Plan] = field(default_factory=dict)

    def check(self, table: Table, cells: Mapping[str, str]) -> Checked:
        """Check one row.

        Parameters
        ----------
        table : Table
        cells : mapping of str to str
            Column name to cell; empty cells may be left out.

        Returns
        -------
        Checked

        Notes
        -----
        About 10 microseconds for a row of simple cells.
        """
        plan = self._plans.get(table.name) or self._plan(table)
        row = Row(table, self.today, self.dataset, self.bodies)
        statement, readers, strict = row.statement, plan.readers, plan.strict
        for name, raw in cells.items():
            if not raw:
                continue
            try:
                if name in strict or (name in readers and is_plain(raw)):
                    statement[name] = readers[name](raw)
                    continue
            except CellRefused:
                pass  # with care it may be read; else it is refused again
            _read_with_care(row, readers, name, raw)
        for name in plan.required:
            if name not in statement and name not in row.refused_columns():
                row.refuse(name, "missing", "is empty", "every row needs it")
        plan.rule(row)
        origin = {name: statement.pop(name) for name in plan.origin if name in statement}
        return Checked(table.name, row.kind, statement, origin, tuple(row.problems), tuple(row.warnings), row.unnamed)

    def _plan(self, table: Table) -> _Plan:
        readers = {column.name: reader_of(column) for column in table.columns}
        strict = frozenset(column.name for column in table.columns if column.type in STRICT)
        required = tuple(column.name for column in table.columns if column.required)
        origin = () if table.name in _BARE else ORIGIN_COLUMNS
        plan = self._plans[table.name] = _Plan(readers, strict, required, origin, RULES[table.name])
        return plan


#: Tables whose rows are no claims, so ``tier`` and ``source_id`` are their own columns.
_BARE = frozenset({"sources", "derivations"})


def _read_with_care(row: Row, readers: Mapping[str, Reader], name: str, raw: str) -> None:
    reader = readers.get(name)
    if reader is None:
        row.refuse(name, "unknown_column", "is no column of this table", ", ".join(readers))
        return
    try:
        text, oddities = plain_text(raw)
        if text:
            row.statement[name] = reader(text)
        for code, reason in oddities:
            row.warn(name, code, reason)
    except CellRefused as refused:
        row.refuse(name, refused.code, refused.reason, refused.allowed)


def numbered(checked: Checked, number: int) -> Checked:
    """Return an unnamed event with the number that tells it from its repeats.

    Parameters
    ----------
    checked : Checked
    number : int
        1 for the first, which keeps its id; 2 and more are written ``~2`` …

    Returns
    -------
    Checked
    """
    if number == 1:
        return checked
    statement = {**checked.statement, "id": f"{checked.statement['id']}~{number}"}
    return Checked(checked.table, checked.kind, statement, checked.origin, checked.problems, checked.warnings)


def to_source(checked: Checked) -> Source:
    """Return the source that a checked row of ``sources`` describes."""
    return Source(**checked.statement)


def to_claim(
    checked: Checked, source_tier: str = Tier.PUBLIC.value, *, batch: str = "", at: str = "", by: str = ""
) -> Claim:
    """Return the claim that a checked row is.

    Parameters
    ----------
    checked : Checked
        Without problems, of a table whose rows are claims.
    source_tier : str
        Tier of its source; used where the row has none.
    batch, at, by : str
        Mark of the import, UTC time and user.

    Returns
    -------
    Claim
    """
    statement, origin = checked.statement, checked.origin
    return Claim(
        kind=checked.kind or ClaimKind.PERSON,
        statement=statement,
        source=origin["source_id"],
        citation=origin.get("citation", ""),
        quote=origin.get("quote", ""),
        grade=origin.get("grade", "ungraded"),
        tier=origin.get("tier", source_tier),
        table=checked.table,
        row_key="|".join(str(statement.get(name, "")) for name in TABLES[checked.table].key),
        batch=batch,
        recorded_at=at,
        recorded_by=by,
    )


def content_of(checked: Checked) -> str:
    """Return a hash of all that a row says; equal rows have equal hashes wherever they stand."""
    return content_hash([checked.table, checked.statement, checked.origin])


def to_cells(claim: Claim) -> dict[str, str]:
    """Return the cells of a claim: the row that gives this claim when it is read again.

    Parameters
    ----------
    claim : Claim
        Not an erased one.

    Returns
    -------
    dict of str to str
        Column name to cell, for the table ``claim.table``.
    """
    cells = {name: _cell(value) for name, value in claim.statement.items()}
    cells |= {"source_id": claim.source, "citation": claim.citation, "quote": claim.quote}
    return cells | {"grade": str(claim.grade), "tier": str(claim.tier)}


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(value)
    if isinstance(value, float):
        return f"{value:.12f}".rstrip("0").rstrip(".")
    return str(value)
