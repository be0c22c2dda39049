"""The column tables of ``seed/README.md``, written from the tables that the product checks files by.

``python -m seed.columns`` writes them again; a test fails when they have fallen behind.
"""

from pathlib import Path

from app.domain.columns import Column, Table
from app.domain.tables import TABLES

START = "<!-- columns: written by `python -m seed.columns` -->"
END = "<!-- end of columns -->"
_MOST_CODES = 14
_READ_AS = {
    "id": "id",
    "ids": "ids, `|` between them",
    "name": "name, one line",
    "names": "names, `|` between them",
    "text": "text",
    "date": "date",
    "code": "one of",
    "term": "kinship term",
    "int": "whole number",
    "number": "number",
    "country": "country code",
    "url": "address",
}


def column_tables() -> str:
    """Return one Markdown table for each table of a data set."""
    return "\n\n".join(_table(table) for table in TABLES.values())


def readme_path() -> Path:
    """Return the file that holds the column tables."""
    return Path(__file__).parent / "README.md"


def with_columns(text: str) -> str:
    """Return a text with the part between the two marks written again."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n\n{column_tables()}\n\n{END}{after}"


def _table(table: Table) -> str:
    head = f"### `{table.name}`\n\n{table.doc} A row is named by {_listed(table.key)}."
    rows = ["| column | needed | cell | meaning |", "| --- | --- | --- | --- |", *(_row(c) for c in table.columns)]
    return head + "\n\n" + "\n".join(rows)


def _row(column: Column) -> str:
    return f"| `{column.name}` | {'yes' if column.required else ''} | {_cell(column)} | {_plain(column.doc)} |"


def _cell(column: Column) -> str:
    kind = _READ_AS[column.type].replace("|", "\\|")
    if column.type == "code":
        return f"{kind} {_codes(column.allowed)}"
    if column.type in ("id", "ids") and column.label:
        return f"{kind} ({column.label.lower()})"
    if column.least is not None and column.most is not None:
        return f"{kind}, {column.least:,} to {column.most:,}"
    return kind


def _codes(allowed: tuple[str, ...]) -> str:
    shown = ", ".join(f"`{code}`" for code in allowed[:_MOST_CODES])
    return f"{shown} and {len(allowed) - _MOST_CODES} more" if len(allowed) > _MOST_CODES else shown


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")


if __name__ == "__main__":
    path = readme_path()
    path.write_text(with_columns(path.read_text(encoding="utf-8")), encoding="utf-8")
