"""File formats: one file each, and the list of them."""

from app.formats.base import FileNote, FileRow, Format, ReadResult
from app.formats.csv_tables import CsvTables

__all__ = ["FORMATS", "FileNote", "FileRow", "Format", "ReadResult", "format_named"]

#: Every format, in the order in which they are asked whether they recognise a path.
FORMATS: tuple[Format, ...] = (CsvTables(),)


def format_named(name: str) -> Format | None:
    """Return the format of this name, or None."""
    return next((each for each in FORMATS if each.name == name), None)
