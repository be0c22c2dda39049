"""Reads a folder of tables for the tests, with the standard library alone."""

import csv
from datetime import date
from pathlib import Path

from app.domain.row_rules import Bodies
from app.domain.rows import Checked, RowChecker
from app.domain.tables import TABLES

Rows = dict[str, list[dict[str, str]]]
LABEL_TABLES = {
    "Source": "sources",
    "Case": "cases",
    "Agency": "agencies",
    "Place": "places",
    "Person": "persons",
    "Family": "families",
    "Event": "events",
}


def read_folder(folder: Path) -> Rows:
    """Return the rows of every table in a folder; a table that is not there has none."""
    return {name: read_file(folder / f"{name}.csv") for name in TABLES}


def read_file(path: Path) -> list[dict[str, str]]:
    """Return the rows of one CSV file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check_all(rows: Rows) -> list[Checked]:
    """Check every row as an import does."""
    bodies = Bodies()
    for label, table in (("Agency", "agencies"), ("Place", "places")):
        for row in rows[table]:
            bodies.add(label, {"id": row["id"], "kind": row.get("kind"), "country": row.get("country") or None})
    checker = RowChecker(date(2025, 11, 1), bodies=bodies)
    return [checker.check(TABLES[name], row) for name, table in rows.items() for row in table]


def dangling(rows: Rows) -> set[str]:
    """Return every id that a row names and no row describes."""
    known = {label: {row["id"] for row in rows[table]} for label, table in LABEL_TABLES.items()}
    anything = set().union(*known.values())
    found: set[str] = set()
    for name, table in rows.items():
        for column in TABLES[name].columns:
            if column.type in ("id", "ids"):
                ids = {each for row in table for each in row.get(column.name, "").split("|") if each}
                found |= ids - (known[column.label] if column.label else anything)
    return found


def conflicts(rows: Rows) -> int:
    """Return how many rows share table, key, source and citation with another row."""
    keys = [
        (name, *(row.get(column, "") for column in TABLES[name].key), row.get("source_id", ""), row.get("citation", ""))
        for name, table in rows.items()
        for row in table
    ]
    return len(keys) - len(set(keys))
