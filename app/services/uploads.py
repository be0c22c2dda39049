"""Uploaded files become a folder of tables: archives are looked at before anything in them is unpacked."""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app.domain.tables import TABLES
from app.errors import InvalidDocument, TooLarge
from app.formats.archives import ArchiveLimits, check_members

_PIECE = 1 << 20
_KNOWN = frozenset(f"{name}.csv" for name in TABLES)
_ALLOWED = f"{', '.join(sorted(_KNOWN))}, or one .zip that holds them"


def unpack_uploads(files: Iterable[tuple[str, BinaryIO]], folder: Path, limits: ArchiveLimits | None = None) -> Path:
    """Write uploaded tables into a folder.

    Parameters
    ----------
    files : iterable of (str, binary file)
        Name as uploaded, and content: ``<table>.csv``, or ``.zip`` archives of these.
    folder : Path
        An empty folder; nothing is written outside of it.
    limits : ArchiveLimits, optional

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InvalidDocument
        A name is that of no table or comes twice, or an archive is damaged, locked or holds something else.
    TooLarge
        An archive holds more than the limits.

    Notes
    -----
    Only the last part of a name is used, and only if it is the name of a table, so no name of an archive reaches the
    file system.
    """
    bounds = limits or ArchiveLimits()
    for name, content in files:
        base = PurePosixPath(name.replace("\\", "/")).name
        if base.lower().endswith(".zip"):
            _unpack(content, folder, bounds)
        else:
            _write(base, content, folder, bounds.inflated)
    return folder


def _write(name: str, content: BinaryIO, folder: Path, most: int) -> int:
    if name not in _KNOWN:
        raise InvalidDocument("the upload", None, None, "unknown_file", "a file is no table of a data set", _ALLOWED)
    target = folder / name
    if target.exists():
        raise InvalidDocument(name, None, None, "repeated_file", "the table comes twice", "each table once")
    written = 0
    with target.open("wb") as out:
        while piece := content.read(_PIECE):
            written += len(piece)
            if written > most:
                raise TooLarge(f"{most:,} bytes of an upload when inflated", "Send fewer tables at once")
            out.write(piece)
    return written


def _unpack(content: BinaryIO, folder: Path, limits: ArchiveLimits) -> None:
    try:
        with zipfile.ZipFile(content) as archive:
            _unpack_members(archive, folder, limits)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, shutil.Error) as error:
        raise InvalidDocument(
            "the upload", None, None, "bad_archive", "the archive cannot be read", _ALLOWED
        ) from error


def _unpack_members(archive: zipfile.ZipFile, folder: Path, limits: ArchiveLimits) -> None:
    members = [member for member in archive.infolist() if not member.is_dir()]
    check_members(members, limits)
    left = limits.inflated
    for member in members:
        with archive.open(member) as inner:
            left -= _write(PurePosixPath(member.filename).name, inner, folder, left)  # type: ignore[arg-type]
