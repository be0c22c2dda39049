"""File formats: one file each, and the list of them."""

from pathlib import Path

from app.formats.base import FileNote, FileRow, Format, Loss, ReadResult, TableRow, Written
from app.formats.csv_tables import read_csv_tables, recognise_csv_tables, write_csv_tables

__all__ = [
    "FORMATS",
    "FileNote",
    "FileRow",
    "Format",
    "Loss",
    "ReadResult",
    "TableRow",
    "Written",
    "format_named",
    "format_of",
]

#: Every format, in the order in which they are asked whether they recognise a path.
FORMATS: tuple[Format, ...] = (
    Format(
        "csv",
        "a folder of CSV files named like the tables (persons.csv, events.csv …), or one of them",
        "",
        recognise=recognise_csv_tables,
        read=read_csv_tables,
        write_rows=write_csv_tables,
    ),
)


def format_named(name: str) -> Format | None:
    """Return the format of this name, or None."""
    return next((each for each in FORMATS if each.name == name), None)


def format_of(path: Path) -> Format | None:
    """Return the first format that recognises the content of a path, or None."""
    return next((each for each in FORMATS if each.recognise is not None and each.recognise(path)), None)
