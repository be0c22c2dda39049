"""A GEDCOM file as bytes: opened, also from its archive, recognised, and which characters its bytes are.

What the bytes are wins over what the header says.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.errors import InvalidDocument, KintraceError, TooLarge
from app.formats.archives import ArchiveLimits, check_members
from app.formats.mapping_file import ENCODINGS
from app.formats.source_file import check_file

_PIECE = 1 << 16
_HEAD = 1 << 14
_MEMBER = "gedcom.ged"
_CHAR = re.compile(rb"1[ \t]+CHAR[ \t]+([A-Za-z0-9 _-]+)")
_SAID = {
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
    "ASCII": "utf-8",
    "UNICODE": "utf-16",
    "UTF-16": "utf-16",
    "ANSEL": "ansel",
    "ANSI": "cp1252",
    "CP1252": "cp1252",
    "WINDOWS-1252": "cp1252",
    "IBMPC": "cp437",
    "MACINTOSH": "mac_roman",
    "WINDOWS-1250": "cp1250",
    "WINDOWS-1251": "cp1251",
    "MS949": "cp949",
    "GBK": "gb18030",
    "GB2312": "gb18030",
    "SHIFT-JIS": "shift_jis",
} | {name.upper(): name for name in ENCODINGS if not name.startswith("utf")}
#: What headers say, whatever the bytes are.
_OFTEN_WRONG = frozenset({"utf-8", "utf-16", "ansel", "cp1252"})
_ANSEL_MARK_ALONE = re.compile(rb"[\xe0-\xfe][ /,.;\r\n0-9]")
_C1 = re.compile(rb"[\x80-\x9f]")
_HIGH = re.compile(rb"[\x80-\xff]+")
#: Korean syllables in EUC-KR and its extension CP949.
_KOREAN = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_FEW = 8
_PAIR = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the bytes are, and what the header says where it differs."""

    name: str
    said: str = ""


def open_gedcom(path: Path) -> IO[bytes]:
    """Open a GEDCOM file or the one within a ``.gdz`` archive, which is checked first.

    Parameters
    ----------
    path : Path

    Returns
    -------
    IO[bytes]

    Raises
    ------
    InvalidDocument
        There is no such file, or the archive is damaged or holds no ``gedcom.ged``.
    TooLarge
        The archive holds more than the limits.
    """
    check_file(path)
    try:
        if not zipfile.is_zipfile(path):
            return path.open("rb")
        archive = zipfile.ZipFile(path)
        check_members(archive.infolist(), ArchiveLimits(), str(path))
        return archive.open(_MEMBER)
    except (KeyError, zipfile.BadZipFile, NotImplementedError) as error:
        raise InvalidDocument(
            str(path), None, None, "bad_archive", "is no archive that can be read", f"a zip that holds {_MEMBER}"
        ) from error


def encoding_of(path: Path) -> Encoding:
    """Say what the bytes of a file are, by all of them.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Encoding

    Notes
    -----
    Reads the file once, 64 KiB at a time.
    """
    with open_gedcom(path) as file:
        head = file.read(_HEAD)
        found = _CHAR.search(head.replace(b"\0", b""))
        said = found[1].decode("ascii").strip().upper() if found else ""
        wide = _wide(head)
        if wide:
            return Encoding(wide, "" if _SAID.get(said, "utf-16") == "utf-16" else said)
        if head.startswith(codecs.BOM_UTF8):
            return Encoding("utf-8", "" if _SAID.get(said, "utf-8") == "utf-8" else said)
        found_name = _eight_bit(head, file, _SAID.get(said, "utf-8"))
    agrees = not found_name or found_name == _SAID.get(said, "utf-8")
    return Encoding(found_name or "utf-8", "" if agrees else said or "nothing")


def _wide(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, b"0\0", b" \0")):
        return "utf-16-le"
    return "utf-16-be" if head.startswith((codecs.BOM_UTF16_BE, b"\x000", b"\0 ")) else ""


def _eight_bit(head: bytes, file: IO[bytes], said: str) -> str:
    """Return what 8-bit bytes are; empty when all are ASCII."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    valid, high, pairs, western, korean = True, 0, 0, 0, 0
    piece = head
    while piece:
        if not piece.isascii():
            runs = _HIGH.findall(piece)
            high += sum(map(len, runs))
            korean += 2 * sum(len(_KOREAN.findall(run)) for run in runs)
            pairs += len(_PAIR.findall(piece))
            western += len(_ANSEL_MARK_ALONE.findall(piece)) + len(_C1.findall(piece))
        if valid:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                valid = False
        piece = file.read(_PIECE)
    if not high:
        return ""
    if not valid and said in _OFTEN_WRONG and high >= _FEW and korean > 0.7 * high:
        return "cp949"
    if valid or (said == "utf-8" and pairs):
        return "utf-8"
    if said == "ansel" and western:
        return "cp1252"
    return "cp1252" if said in ("utf-8", "utf-16") else said


def is_gedcom(path: Path) -> bool:
    """Say whether a file begins like GEDCOM; never raises.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bool
    """
    try:
        with open_gedcom(path) as file:
            head = io.BytesIO(file.read(64)).read().replace(b"\0", b"")
    except TooLarge:
        return _holds_gedcom(path)
    except (OSError, ValueError, KintraceError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return False
    return re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*0 +HEAD\b", head) is not None


def _holds_gedcom(path: Path) -> bool:
    """Say whether an archive that is too large names the file that one of GEDCOM holds."""
    with zipfile.ZipFile(path) as archive:
        return _MEMBER in archive.namelist()
