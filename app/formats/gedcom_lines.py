"""Lines of a GEDCOM file: where they end, what they are made of, and what is no line. Memory stays flat."""

from __future__ import annotations

import codecs
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

import ansel

from app.errors import InvalidDocument
from app.formats.archives import ArchiveLimits
from app.formats.gedcom_bytes import open_gedcom

_PIECE = 1 << 16
MOST_LINE_BYTES = 1 << 20
#: What is kept of a line that is too long.
_CUT_BYTES = 64
_LINE = re.compile(r"^[ \t]*([0-9]{1,2}) +(?:@([^@\n]+)@ +)?([A-Za-z0-9_]+)(?: (.*))?$", re.MULTILINE)
_LINE_END = re.compile(rb"\r\n|\n\r|\r|\n")
#: What a line holds that could not be read: its level, or else what no text holds or a record begins with.
_LEVEL = re.compile(rb"[ \t]*([0-9]{1,2})(?![0-9])")
_RECORD = re.compile(rb"[\x00-\x08\x0e-\x1f]|@[^@]+@[ \t]+(?:INDI|FAM|SOUR|S?NOTE|REPO|OBJE|SUBM|SUBN)\b")
#: Level of a damaged line that is only the rest of the value above it.
REST_OF_VALUE = -1


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


#: Level, record id, tag and value of a line.
Parts = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines on end, taken together because that is cheap.

    Attributes
    ----------
    first : int
        Number of its first line.
    raw : list of bytes
    parts : list of Parts
        Of each line; none when one of them is blank or damaged, so that they are to be looked at one by one.
    """

    first: int
    raw: list[bytes]
    parts: list[Parts]
    encoding: str
    cut: frozenset[int]

    def line(self, place: int) -> Line:
        """Return the line at a place; a damaged one has only its number, level, bytes and a word for the damage."""
        return _line(self.first + place, self.raw[place], self.encoding, place in self.cut)

    def lines(self) -> Iterator[Line]:
        """Yield its lines; blank ones are passed over."""
        return (self.line(place) for place, raw in enumerate(self.raw) if place in self.cut or raw.strip())


def read_blocks(path: Path, encoding: str) -> Iterator[Block]:
    """Yield the lines of a file in blocks.

    Parameters
    ----------
    path : Path
    encoding : str

    Yields
    ------
    Block

    Raises
    ------
    InvalidDocument
        The archive or file cannot be read.
    """
    ansel.register()
    with open_gedcom(path) as file:
        try:
            yield from _blocks(file, encoding)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise InvalidDocument(
                str(path), None, None, "bad_archive", "the archive is damaged", "a whole archive"
            ) from error


def _blocks(file: IO[bytes], encoding: str) -> Iterator[Block]:
    number = 1
    for raw, cut in _split(_plain(file, encoding)):
        yield Block(number, raw, [] if cut else _parts(raw, encoding), encoding, cut)
        number += len(raw)


def _parts(raw: list[bytes], encoding: str) -> list[Parts]:
    """Return the parts of some lines, or nothing when one of them is no line."""
    joined = b"\n".join(raw)
    if encoding == "ansel" and not joined.isascii():
        return []  # a mark stands before its letter there, and a line may end with one
    try:
        text = _decoded(joined, encoding)
    except (UnicodeError, LookupError, IndexError):
        return []
    found = [] if "\0" in text or "\ufffd" in text else _LINE.findall(text)
    return found if len(found) == len(raw) else []


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


def _split(pieces: Iterator[bytes]) -> Iterator[tuple[list[bytes], frozenset[int]]]:
    """Yield lines, and the places of those that were cut at the limit; lines end with CR, LF, CRLF or LFCR."""
    rest, cut = b"", False
    for piece in pieces:
        data = rest + piece
        held = data[-1:] in (b"\r", b"\n")  # its second half may follow
        lines = _LINE_END.split(data[:-1] if held else data) if b"\r" in data else data[: len(data) - held].split(b"\n")
        rest = lines.pop() + (data[-1:] if held else b"")
        if lines:
            yield _limited(lines, cut)
            cut = False
        if len(rest) > (_CUT_BYTES if cut else MOST_LINE_BYTES):
            rest, cut = rest[:_CUT_BYTES] + rest[-1:], True
    if rest:
        yield _limited([rest.rstrip(b"\r\n")], cut)


def _limited(lines: list[bytes], first_cut: bool) -> tuple[list[bytes], frozenset[int]]:
    if not first_cut and max(map(len, lines)) <= MOST_LINE_BYTES:
        return lines, frozenset()
    long = {place for place, line in enumerate(lines) if len(line) > MOST_LINE_BYTES}
    return [line[:MOST_LINE_BYTES] for line in lines], frozenset({0} | long if first_cut else long)


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
