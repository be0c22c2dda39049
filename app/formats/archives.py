"""Archives: looked at before anything in them is unpacked, and written with the same bytes for the same files."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.errors import InvalidDocument, TooLarge

_ENCRYPTED = 0x1
_GZIP = b"\x1f\x8b"
_FROM_BYTES = 1 << 20
#: The first moment that an archive can name; ours hold no time.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How much an archive may hold.

    Attributes
    ----------
    inflated : int
        Bytes of all members together.
    ratio : int
        Inflated bytes for each packed byte, from the first megabyte on.
    members : int
    """

    inflated: int = 200 * 1024 * 1024
    ratio: int = 100
    members: int = 1_000


def check_members(members: Iterable[zipfile.ZipInfo], limits: ArchiveLimits, file: str = "the upload") -> None:
    """Refuse an archive by what it says of itself; what it then really holds is counted while it is unpacked.

    Parameters
    ----------
    members : iterable of ZipInfo
    limits : ArchiveLimits
    file : str
        Name for the message.

    Raises
    ------
    InvalidDocument
        A member is locked.
    TooLarge
        It holds more than the limits.
    """
    listed = list(members)
    if len(listed) > limits.members:
        raise TooLarge(f"{limits.members:,} files in an archive", "Send fewer files at once")
    if any(member.flag_bits & _ENCRYPTED for member in listed):
        raise InvalidDocument(file, None, None, "bad_archive", "the archive is locked", "one without a password")
    inflated = sum(member.file_size for member in listed)
    packed = sum(member.compress_size for member in listed)
    if inflated > limits.inflated:
        raise TooLarge(f"{limits.inflated:,} bytes in an archive when inflated", "Send fewer tables at once")
    if inflated > _FROM_BYTES and inflated > limits.ratio * max(packed, 1):
        raise TooLarge(f"{limits.ratio} inflated bytes for each packed one", "Send the tables themselves")


class InflatedTooFar(ValueError):
    """A gzip file holds more than the limits."""


class Inflating:
    """A gzip file that is read piece by piece, and counted.

    Parameters
    ----------
    path : Path
    limits : ArchiveLimits
    """

    def __init__(self, path: Path, limits: ArchiveLimits) -> None:
        self._file = gzip.open(path, "rb")  # noqa: SIM115 -- closed by whoever reads
        self._most = min(limits.inflated, max(_FROM_BYTES, limits.ratio * path.stat().st_size))
        self._total = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes.

        Raises
        ------
        InflatedTooFar
        """
        piece = self._file.read(size)
        self._total += len(piece)
        if self._total > self._most:
            raise InflatedTooFar
        return piece

    def __enter__(self) -> Inflating:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def open_inflated(path: Path, limits: ArchiveLimits | None = None) -> BinaryIO | Inflating:
    """Open a file, or what is within it when it is a gzip file, by its first bytes.

    Parameters
    ----------
    path : Path
    limits : ArchiveLimits, optional

    Returns
    -------
    BinaryIO or Inflating
    """
    with path.open("rb") as file:
        packed = file.read(len(_GZIP)) == _GZIP
    return Inflating(path, limits or ArchiveLimits()) if packed else path.open("rb")


def write_archive(files: Iterable[Path], out: Path) -> None:
    """Pack files side by side, by their names.

    Parameters
    ----------
    files : iterable of Path
    out : Path

    Notes
    -----
    The same files give the same bytes: members are in the order of their names and hold no time.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files, key=lambda each: each.name):
            with file.open("rb") as content, archive.open(plain_member(file.name), "w", force_zip64=True) as member:
                shutil.copyfileobj(content, member, _FROM_BYTES)


def plain_member(name: str) -> zipfile.ZipInfo:
    """Return a member of an archive without a time."""
    member = zipfile.ZipInfo(name, _NO_TIME)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member
