"""Uploaded files on their way to an import: archives are looked at before anything in them is unpacked."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from app.domain.tables import TABLES
from app.errors import InvalidDocument, TooLarge
from app.formats import FORMATS
from app.formats.archives import ArchiveLimits, check_members
from app.services.quarantine import DAMAGED

_PIECE = 1 << 20
_MAPPING, _MANIFEST = ".toml", "manifest.json"
_OTHERS = "other"
_MOST_NAME = 100
_MOST_BYTES = 200
_DIGEST = 12
_KNOWN = frozenset(f"{name}.csv" for name in TABLES)
#: Ends of names of other files; what they are is seen from their content.
_SUFFIXES = frozenset({each.suffix for each in FORMATS if each.read is not None and each.suffix}) | frozenset(
    {".json", ".jsonl", ".ged", ".gdz", ".xes", ".gz", ".xml"}
)
#: With a mapping also lines of any kind.
_MAPPED = frozenset({".csv", ".tsv", ".txt"})
_ALLOWED = f"{', '.join(sorted(_KNOWN))}, one .zip that holds them, or {', '.join(sorted(_SUFFIXES))}"


@dataclass(slots=True)
class Unpacked:
    """Uploaded files on disk.

    Attributes
    ----------
    folder : Path
    paths : list of Path
        What is to be imported: the folder with the tables, and other files.
    mapping : Path or None
        The mapping among them.
    names : dict of str to str
        Path on disk to the name as uploaded.
    """

    folder: Path
    paths: list[Path] = field(default_factory=list)
    mapping: Path | None = None
    names: dict[str, str] = field(default_factory=dict)

    def named(self, place: str) -> str:
        """Return the place that a report names, in the words of the one who uploaded."""
        if place == str(self.folder):
            return "the upload"
        for path, name in self.names.items():
            if place.startswith(path):
                return f"{name}{place.removeprefix(path)}"
        return place.removeprefix(f"{self.folder}/")


def unpack_uploads(
    files: Iterable[tuple[str, BinaryIO]], folder: Path, limits: ArchiveLimits | None = None
) -> Unpacked:
    """Write uploaded files into a folder.

    Parameters
    ----------
    files : iterable of (str, binary file)
        Name as uploaded, and content: ``<table>.csv``, files of other formats, ``.zip`` archives of these such as
        exports, and a mapping (``.toml``), with which all others are read.
    folder : Path
        An empty folder; nothing is written outside of it.
    limits : ArchiveLimits, optional

    Returns
    -------
    Unpacked

    Raises
    ------
    InvalidDocument
        A name is that of no table or format or comes twice, or an archive is damaged, locked or holds something else.
    TooLarge
        A file or archive holds more than the limits.

    Notes
    -----
    Of a name only the last part is used. Files that are no table have numbered folders of their own, in which they keep
    their names, since a file is the source of what it holds: sent or imported by command, it is the same source. A name
    with signs that are not printed, or longer than a file's may be, becomes a digest.

    An archive of rejected rows comes back as it was given: what is in its folder ``damaged`` is no table of the set.
    """
    bounds = limits or ArchiveLimits()
    found = Unpacked(folder)
    listed = [(PurePosixPath(name.replace("\\", "/")).name, content) for name, content in files]
    is_mapped = any(base.lower().endswith(_MAPPING) for base, _ in listed)
    for base, content in listed:
        if PurePosixPath(base).suffix.lower() == ".zip":
            _unpack(found, base, content, bounds, is_mapped=is_mapped)
        else:
            try:
                _write_any(found, base, content, bounds.inflated, is_mapped=is_mapped)
            except TooLarge as error:
                raise TooLarge(error.limit, error.how, _shown(base)) from error
    if any((folder / name).exists() for name in _KNOWN):
        found.paths.insert(0, folder)
    return found


def readable_suffix(name: str) -> str:
    """Return the end of a file's name if it is one of a file that can be read, else ``.txt``.

    Parameters
    ----------
    name : str
        As uploaded.

    Examples
    --------
    >>> readable_suffix("archive.GraphML"), readable_suffix("a/b.exe")
    ('.graphml', '.txt')
    """
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix in _SUFFIXES | _MAPPED else ".txt"


def _write_any(found: Unpacked, base: str, content: BinaryIO, most: int, *, is_mapped: bool = False) -> int:
    """Write a file under a name that is safe; the manifest of an export says nothing that is to be recorded."""
    suffix = PurePosixPath(base).suffix.lower()
    if base == _MANIFEST or base.endswith(f".{_MANIFEST}"):
        return 0
    if suffix in _SUFFIXES | {_MAPPING} or (is_mapped and suffix in _MAPPED):
        return _write_other(found, base, suffix, content, most)
    return _write(base, content, found.folder, most)


def _write_other(found: Unpacked, base: str, suffix: str, content: BinaryIO, most: int) -> int:
    number = len(found.names) + 1
    target = found.folder / _OTHERS / str(number) / (base if _is_safe(base) else f"{_digest(base)}{suffix}")
    target.parent.mkdir(parents=True, exist_ok=True)
    if suffix == _MAPPING and found.mapping is not None:
        raise InvalidDocument("the upload", None, None, "repeated_file", "there are two mappings", "one mapping")
    written = _copy(content, target, most)
    found.names[str(target)] = base[:_MOST_NAME] if base.isprintable() else f"file {number}{suffix}"
    if suffix == _MAPPING:
        found.mapping = target
    else:
        found.paths.append(target)
    return written


def _is_safe(base: str) -> bool:
    """Say whether the last part of a name can be that of a file in a folder of its own."""
    return base.isprintable() and base not in (".", "..") and len(base.encode()) <= _MOST_BYTES


def _digest(base: str) -> str:
    return sha256(base.encode("utf-8", "backslashreplace")).hexdigest()[:_DIGEST]


def _shown(name: str) -> str:
    """Return which of the files is meant, for the one who sent them."""
    return name[:_MOST_NAME] if name.isprintable() else "the upload"


def _write(name: str, content: BinaryIO, folder: Path, most: int) -> int:
    if name not in _KNOWN:
        raise InvalidDocument(_shown(name), None, None, "unknown_file", "is no table of a data set", _ALLOWED)
    target = folder / name
    if target.exists():
        raise InvalidDocument(name, None, None, "repeated_file", "the table comes twice", "each table once")
    return _copy(content, target, most)


def _copy(content: BinaryIO, target: Path, most: int) -> int:
    written = 0
    with target.open("wb") as out:
        while piece := content.read(_PIECE):
            written += len(piece)
            if written > most:
                raise TooLarge(f"{most:,} bytes of an upload when inflated", "Send fewer tables at once")
            out.write(piece)
    return written


def _unpack(found: Unpacked, name: str, content: BinaryIO, limits: ArchiveLimits, *, is_mapped: bool) -> None:
    try:
        with zipfile.ZipFile(content) as archive:
            _unpack_members(found, archive, limits, is_mapped=is_mapped)
    except TooLarge as error:
        raise TooLarge(error.limit, error.how, _shown(name)) from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, shutil.Error) as error:
        raise InvalidDocument(
            _shown(name), None, None, "bad_archive", "the archive cannot be read", _ALLOWED
        ) from error


def _unpack_members(found: Unpacked, archive: zipfile.ZipFile, limits: ArchiveLimits, *, is_mapped: bool) -> None:
    members = [member for member in archive.infolist() if not member.is_dir()]
    check_members(members, limits)
    left = limits.inflated
    for member in members:
        path = PurePosixPath(member.filename)
        with archive.open(member) as inner:
            content = cast(BinaryIO, inner)
            if DAMAGED in path.parts[:-1] and (is_mapped or path.name in _KNOWN):
                left -= _write_other(found, path.name, path.suffix.lower(), content, left)
            else:
                left -= _write_any(found, path.name, content, left)
