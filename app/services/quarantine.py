"""Rejected rows, kept word for word in files that can be put right and imported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.domain.cells import unguarded
from app.formats import TableRow
from app.formats.csv_tables import write_csv_tables
from app.services.import_report import Place
from app.services.spool import Spool

#: Where lines without cells go: they have the columns of their own file, not those of a whole table.
DAMAGED = "damaged"
_NO_LINES = (".xlsx", ".graphml", ".gexf", ".json", ".xes", ".gz")


class Damaged:
    """Lines that could not be cut into cells, by their files, with the headers above them."""

    def __init__(self) -> None:
        self._lines = Spool()
        self._headers: dict[str, bytes] = {}

    def add(self, place: Place, header: bytes, line: bytes) -> None:
        """Keep one line."""
        self._headers.setdefault(place.file, header)
        self._lines.append([place.file, line.decode("latin-1")])

    def write(self, folder: Path) -> None:
        """Write the lines of each file into a file of the same name, under the same header.

        Parameters
        ----------
        folder : Path
            Two files of one name get a number.
        """
        targets: dict[str, Path] = {}
        for file, line in self._lines:
            if file not in targets:
                folder.mkdir(mode=0o700, exist_ok=True)
                header = self._headers[file]
                targets[file] = _free(folder, _as_text(Path(file)) if header else Path(file).name)
                targets[file].write_bytes(_ended(header) if header else b"")
            with targets[file].open("ab") as out:
                out.write(_ended(line.encode("latin-1")))


def _free(folder: Path, name: str) -> Path:
    taken = sum(1 for each in folder.iterdir() if each.name.rpartition("~")[2] == name)
    return folder / (f"{taken + 1}~{name}" if taken else name)


def _as_text(file: Path) -> str:
    """Return the name of a file for lines of it; those of a workbook or a graph are lines with separators."""
    return f"{file.name}.csv" if file.suffix.lower() in _NO_LINES else file.name


def _ended(line: bytes) -> bytes:
    return line if line.endswith(b"\n") else line + b"\n"


def kept_word_for_word(text: str) -> str:
    """Return a cell for a table that is written with guards, and that any file can hold.

    Examples
    --------
    >>> kept_word_for_word("'=1"), kept_word_for_word("a")
    ('=1', 'a')
    """
    return unguarded(text).encode("utf-8", "backslashreplace").decode("utf-8")


def put_aside(rows: Iterable[TableRow], damaged: Damaged, folder: Path) -> None:
    """Write rejected rows.

    Parameters
    ----------
    rows : iterable of (table name, cells)
        They become tables of a data set.
    damaged : Damaged
        Lines without cells; they go into the folder ``damaged``.
    folder : Path
        Made when it is not there.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_csv_tables(rows, folder)
    damaged.write(folder / DAMAGED)
