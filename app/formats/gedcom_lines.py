"""Lines of a GEDCOM file: which characters its bytes are, where its lines end, and what is no line.

What the bytes are wins over what the header says. Lines are taken one by one, so memory stays flat.
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

import ansel

from app.errors import InvalidDocument, KintraceError
from app.formats.archives import ArchiveLimits, check_members
from app.formats.mapping_file import ENCODINGS

_PIECE = 1 << 16
_HEAD = 1 << 14
MOST_LINE_BYTES = 1 << 20
#: What is kept of a line that is too long.
_CUT_BYTES = 64
_MEMBER = "gedcom.ged"
_LINE = re.compile(r"[ \t]*([0-9]{1,2}) +(?:@([^@]+)@ +)?([A-Za-z0-9_]+)(?: (.*))?", re.DOTALL)
#: What a line holds that could not be read: its level, or else what no text holds or a record begins with.
_LEVEL = re.compile(rb"[ \t]*([0-9]{1,2})(?![0-9])")
_RECORD = re.compile(rb"[\x00-\x08\x0e-\x1f]|@[^@]+@[ \t]+(?:INDI|FAM|SOUR|S?NOTE|REPO|OBJE|SUBM|SUBN)\b")
#: Level of a damaged line that is only the rest of the value above it.
REST_OF_VALUE = -1
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
_ANSEL_MARK_ALONE = re.compile(rb"[\xe0-\xfe][ /,.;\r\n0-9]")
_C1 = re.compile(rb"[\x80-\x9f]")
_PAIR = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")


class Line(NamedTuple):
    """One line: its number, level, record id, tag and value; ``damage`` says why it could not be read.

    A damaged line has only its level, as far as it can be told: 0 when nothing tells it, :data:`REST_OF_VALUE` for
    text without a level.
    """

    number: int
    level: int
    xref: str
    tag: str
    value: str
    damage: str = ""
    raw: bytes = b""


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
    try:
        if not zipfile.is_zipfile(path):
            return path.open("rb")
        archive = zipfile.ZipFile(path)
        check_members(archive.infolist(), ArchiveLimits(), str(path))
        return archive.open(_MEMBER)
    except FileNotFoundError as error:
        raise InvalidDocument(str(path), None, None, "not_found", "there is no such file") from error
    except (KeyError, zipfile.BadZipFile, NotImplementedError, IsADirectoryError) as error:
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
    valid, high, pairs, western = True, False, 0, 0
    piece = head
    while piece:
        if not piece.isascii():
            high = True
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
    if valid or (said == "utf-8" and pairs):
        return "utf-8"
    if said == "ansel" and western:
        return "cp1252"
    return "cp1252" if said in ("utf-8", "utf-16") else said


def read_lines(path: Path, encoding: str) -> Iterator[Line]:
    """Yield the lines of a file; blank ones are passed over.

    Parameters
    ----------
    path : Path
    encoding : str

    Yields
    ------
    Line
        A damaged one has only its number, level, bytes and a word for the damage.

    Raises
    ------
    InvalidDocument
        The archive or file cannot be read.
    """
    ansel.register()
    with open_gedcom(path) as file:
        try:
            yield from _numbered(file, encoding)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise InvalidDocument(
                str(path), None, None, "bad_archive", "the archive is damaged", "a whole archive"
            ) from error


def _numbered(file: IO[bytes], encoding: str) -> Iterator[Line]:
    for number, (raw, cut) in enumerate(_split(_plain(file, encoding)), 1):
        if cut or raw.strip():
            yield _line(number, raw, encoding, cut)


def _plain(file: IO[bytes], encoding: str) -> Iterator[bytes]:
    """Yield pieces in 8-bit characters: UTF-16 becomes UTF-8."""
    total, most = 0, ArchiveLimits().inflated if isinstance(file, zipfile.ZipExtFile) else None
    wide = codecs.getincrementaldecoder(encoding)("replace") if encoding.startswith("utf-16") else None
    first = True
    while piece := file.read(_PIECE):
        total += len(piece)
        if most is not None and total > most:
            raise zipfile.BadZipFile("more than it says")
        out = wide.decode(piece).encode("utf-8", "replace") if wide else piece
        yield out.removeprefix(codecs.BOM_UTF8) if first else out
        first = False


def _split(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield (line, whether it was cut at the limit); lines end with CR, LF, CRLF or LFCR."""
    rest, cut = b"", False
    for piece in pieces:
        data = rest + piece
        held = data[-1:] in (b"\r", b"\n")  # its second half may follow
        lines = re.split(rb"\r\n|\n\r|\r|\n", data[:-1] if held else data)
        for line in lines[:-1]:
            yield line[:MOST_LINE_BYTES], cut or len(line) > MOST_LINE_BYTES
            cut = False
        rest = lines[-1] + (data[-1:] if held else b"")
        if len(rest) > (_CUT_BYTES if cut else MOST_LINE_BYTES):
            rest, cut = rest[:_CUT_BYTES] + rest[-1:], True
    if rest:
        line = rest.rstrip(b"\r\n")
        yield line[:MOST_LINE_BYTES], cut or len(line) > MOST_LINE_BYTES


def _line(number: int, raw: bytes, encoding: str, cut: bool) -> Line:
    if cut:
        return _damaged(number, raw[:1_000], "too_long")
    try:
        text = _decoded(raw, encoding)
    except (UnicodeError, LookupError, IndexError):
        return _damaged(number, raw, "undecodable")
    found = _LINE.fullmatch(text)
    if "\0" in text or "\ufffd" in text:
        return _damaged(number, raw, "undecodable")
    if found is None:
        return _damaged(number, raw, "no_line")
    level, xref, tag, value = found.groups()
    return Line(number, int(level), xref.strip() if xref else "", tag.upper(), value or "", "", raw)


def _damaged(number: int, raw: bytes, damage: str) -> Line:
    """Return a damaged line with the level that its first bytes tell."""
    found = _LEVEL.match(raw)
    if found is not None:
        level = int(found[1])
    else:
        level = REST_OF_VALUE if damage == "no_line" and not _RECORD.search(raw) else 0
    return Line(number, level, "", "", "", damage, raw)


def _decoded(raw: bytes, encoding: str) -> str:
    if raw.isascii():
        return raw.decode("ascii")
    if encoding == "ansel":  # the package puts a mark after its letter, as Unicode has it
        return unicodedata.normalize("NFC", codecs.decode(raw, "gedcom"))
    return raw.decode("utf-8" if encoding.startswith("utf") else encoding)


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
    except (OSError, ValueError, KintraceError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return False
    return re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*0 +HEAD\b", head) is not None
