"""Rejected rows, kept word for word in files that can be put right and imported."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.domain.cells import unguarded
from app.domain.tables import TABLES
from app.errors import KintraceError
from app.formats.archives import open_inflated
from app.formats.csv_tables import recognise_csv_tables, write_csv_tables
from app.formats.gedcom_bytes import is_gedcom, open_gedcom
from app.services.import_report import Place
from app.services.spool import Spool

#: Where that goes which is no row: lines have the columns of their own file, not those of a whole table.
DAMAGED = "damaged"
_PIECE = 1 << 16
_NO_LINES = (".xlsx", ".graphml", ".gexf", ".json", ".xes", ".gz")


class Damaged:
    """What is no row: lines that could not be cut into cells, with the headers above them, and files as a whole."""

    def __init__(self) -> None:
        self._lines = Spool()
        self._headers: dict[str, bytes] = {}
        self._ones: set[str] = set()
        self._whole: dict[str, Path] = {}

    def add(self, place: Place, header: bytes, line: bytes) -> None:
        """Keep one line."""
        self._headers.setdefault(place.file, header)
        self._lines.append([place.file, line.decode("latin-1")])

    def is_one(self, path: Path) -> None:
        """Take note of a file whose parts mean nothing outside of it."""
        self._ones.add(str(path))

    def add_whole(self, file: str, path: Path) -> None:
        """Keep a file as it is.

        Parameters
        ----------
        file : str
            As reports show it.
        path : Path
        """
        self._whole[file] = path

    def holds(self, file: str) -> bool:
        """Say whether a wrong row of a file is kept with the whole file."""
        if file in self._ones:
            self._whole[file] = Path(file)
        return file in self._whole

    def write(self, folder: Path) -> None:
        """Write the lines of each file into a file of the same name, under the same header, and copy whole files.

        Parameters
        ----------
        folder : Path
            Two files of one name get folders of their own.
        """
        targets: dict[str, Path] = {}
        for file, line in self._lines:
            if file in self._whole:
                continue
            if file not in targets:
                header = self._headers[file]
                targets[file] = _free(folder, _as_text(Path(file)) if header else Path(file).name)
                targets[file].write_bytes(_ended(header) if header else b"")
            with targets[file].open("ab") as out:
                out.write(_ended(line.encode("latin-1")))
        for path in dict.fromkeys(self._whole.values()):
            _copy(path, _free(folder, path.name))


def _free(folder: Path, name: str) -> Path:
    """Return a place for a file of this name, which is part of the id of a source."""
    number = 1
    target = folder / name
    while target.exists():
        number += 1
        target = folder / str(number) / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return target


def _copy(path: Path, target: Path) -> None:
    """Copy a file so that an editor can open it: one that is packed is unpacked, if it can be."""
    try:
        with open_gedcom(path) if is_gedcom(path) else open_inflated(path) as file, target.open("wb") as out:
            while piece := file.read(_PIECE):
                out.write(piece)
    except (OSError, EOFError, ValueError, zlib.error, zipfile.BadZipFile, KintraceError):
        shutil.copyfile(path, target)


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


def put_aside(rejected: Iterable[list[Any]], damaged: Damaged, folder: Path) -> None:
    """Write what is rejected.

    Parameters
    ----------
    rejected : iterable of [file, row, table name, cells]
        They become tables of a data set, if their files are not kept as a whole.
    damaged : Damaged
        What is no row; it goes into the folder ``damaged``.
    folder : Path
        Made when it is not there.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    apart = ((file, table, cells) for file, _, table, cells in rejected if not damaged.holds(file))
    write_csv_tables(((table, cells) for _, table, cells in apart if table in TABLES and cells), folder)
    damaged.write(folder / DAMAGED)


def parts_of(folder: Path) -> list[Path]:
    """Return what is to be imported of a folder of rejected rows; nothing where it is none.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    list of Path
        The folder, if it has tables, and the files in its folder ``damaged``.
    """
    files = sorted(path for path in (folder / DAMAGED).rglob("*") if path.is_file())
    return [*([folder] if files and recognise_csv_tables(folder) else []), *files]
