"""XML from strangers, read piece by piece: no DTD, no entities, no endless elements, and memory that stays flat."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import Locator

from defusedxml.common import DefusedXmlException, DTDForbidden
from defusedxml.expatreader import DefusedExpatParser

from app.domain.cells import Problem
from app.formats.archives import InflatedTooFar, open_inflated
from app.formats.base import FileNote

_PIECE = 1 << 16
#: So many bytes without the start or end of anything are no honest file.
_MOST_TOKEN_BYTES = 1 << 20
_MOST_DEPTH = 64
_HEAD_BYTES = 4_096
_TAG = re.compile(rb"<(?:[A-Za-z][A-Za-z0-9._-]*:)?([A-Za-z][A-Za-z0-9._-]*)")
#: Names of elements that are remembered; a format has far fewer.
_MOST_NAMES = 1_000
_NO_DTD = "XML without DOCTYPE and without entities of its own"

Item = TypeVar("Item")
#: (namespace or None, local name).
Name = tuple[str | None, str]


class XmlDepth(ValueError):
    """Elements stand within one another more deeply than any format asks for."""


class XmlTooLong(ValueError):
    """One element, attribute or comment goes on and on."""


class TooManyAttributes(ValueError):
    """A file declares more attributes than a table may have columns."""


_LIMITS: dict[type[Exception], Problem] = {
    XmlDepth: Problem("", "too_deep", "has too many elements within one another", f"at most {_MOST_DEPTH}"),
    XmlTooLong: Problem("", "too_long", "has an element, attribute or comment that is too long", "at most 1 MiB"),
    InflatedTooFar: Problem("", "too_large", "holds more than a gzip file may", "200 MiB, at most 100 for each byte"),
    TooManyAttributes: Problem("", "too_many_columns", "declares too many attributes", "at most 256"),
}


class XmlReader(ContentHandler, Generic[Item]):
    """What a format does at the start and the end of an element and with text; what it finds it appends to ``found``.

    Attributes
    ----------
    found : list
        Taken away after every piece of the file.
    moved : bool
        True when something started, ended or was text since it was last set to False.
    depth : int
        How many elements are open.
    units : tuple of str
        Elements that stand for rows: where all of them are on one line of the file, a row is known by its number among
        them.
    """

    units: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Item] = []
        self.moved = False
        self.depth = 0
        self._place: Locator | None = None
        self._is_one_line = False
        self._unit = 0

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 -- of SAX
        """Keep what knows the line."""
        self._place = locator

    def start(self, name: Name, attributes: Mapping[str, str]) -> None:
        """Take the start of an element; attributes of other namespaces are left out."""

    def count_unit(self) -> None:
        """Count an element that stands for a row."""
        self._unit += 1

    def end(self, name: Name) -> None:
        """Take the end of an element."""

    def text(self, content: str) -> None:
        """Take a piece of text."""

    def begin(self, head: bytes) -> None:
        """Take the first bytes of a file, before anything else."""
        tags = list(re.finditer(rf"<(?:{'|'.join(self.units)})[\s/>]".encode(), head)) if self.units else []
        self._is_one_line = len(tags) > 1 and b"\n" not in head[tags[0].end() :].rstrip()

    def line(self) -> int:
        """Return the line at which reading is; in a file of one line the number of the element that is a row."""
        return self._unit if self._is_one_line and self._unit else self.true_line()

    def true_line(self) -> int:
        """Return the line at which reading is, also in a file of one line."""
        return (self._place.getLineNumber() or 1) if self._place is not None else 1


def read_xml(path: Path, reader: XmlReader[Item]) -> Iterator[Item | FileNote]:
    """Read an XML file and yield what a reader finds in it.

    Parameters
    ----------
    path : Path
    reader : XmlReader

    Yields
    ------
    Item or FileNote
        The last one is a note that stops, when the file cannot be read to its end.

    Notes
    -----
    One piece of 64 KiB is in memory at a time, and at most 1 MiB of an element that does not end. A gzip file is
    inflated while it is read.
    """
    parser = _Parser(reader)
    try:
        yield from _pieces(path, parser, reader)
    except (SAXParseException, ValueError, LookupError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield from _taken(reader)
        yield FileNote(str(path), reader.true_line(), _problem(error), stops=True)


def _pieces(path: Path, parser: _Parser, reader: XmlReader[Item]) -> Iterator[Item]:
    waiting = 0
    parser.feed(b"")  # so that an empty file is parsed too
    with open_inflated(path) as file:
        piece = file.read(_PIECE)
        reader.begin(piece)
        while piece:
            parser.feed(piece)
            yield from _taken(reader)
            waiting = 0 if reader.moved else waiting + len(piece)
            reader.moved = False
            if waiting >= _MOST_TOKEN_BYTES:
                raise XmlTooLong
            piece = file.read(_PIECE)
    parser.close()
    yield from _taken(reader)


def root_of(path: Path) -> str | None:
    """Return the local name of the first element of a file; None when it is no XML, or cannot be read.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str or None

    Notes
    -----
    Reads 4 KiB and never raises. A file with a DOCTYPE, which is refused when it is read, is what its first tag
    says.
    """
    reader = _Root()
    # What was found before the damage counts; a refused DTD is a ValueError too.
    with suppress(SAXParseException, ValueError, LookupError, OSError, EOFError, zlib.error):
        with open_inflated(path) as file:
            head = file.read(_HEAD_BYTES)
        try:
            _Parser(reader).feed(head)
        except DTDForbidden:
            found = _TAG.search(head)
            return found[1].decode("ascii") if found else None
    return reader.found[0] if reader.found else None


class _Root(XmlReader[str]):
    def start(self, name: Name, attributes: Mapping[str, str]) -> None:
        self.found.append(name[1])


class _Parser(DefusedExpatParser):
    """Hands elements to a reader without the objects that SAX makes of each: three times as fast."""

    def __init__(self, reader: XmlReader[Item]) -> None:
        super().__init__(forbid_dtd=True, forbid_entities=True, forbid_external=True)
        self.setFeature(feature_namespaces, True)
        self.setContentHandler(reader)
        self._reader = reader
        self._known: dict[str, Name] = {}
        reader.setDocumentLocator(self)  # parse() would do it, feed() does not

    def reset(self) -> None:
        super().reset()
        # Text comes in one piece, as far as it can; the stubs do not know the parser within.
        self._parser.buffer_text = True  # type: ignore[attr-defined]
        self._parser.CharacterDataHandler = self._take_text  # type: ignore[attr-defined]

    def start_element_ns(self, name: str, attrs: Mapping[str, str]) -> None:
        for each in attrs:
            if " " in each:
                attrs = {key: value for key, value in attrs.items() if " " not in key}
                break
        reader = self._reader
        reader.moved = True
        reader.depth += 1
        if reader.depth > _MOST_DEPTH:
            raise XmlDepth
        known = self._known.get(name) or self._name(name)
        if known[1] in reader.units:
            reader.count_unit()
        reader.start(known, attrs)

    def end_element_ns(self, name: str) -> None:
        reader = self._reader
        reader.moved = True
        reader.depth -= 1
        reader.end(self._known.get(name) or self._name(name))

    def _take_text(self, data: str) -> None:
        reader = self._reader
        reader.moved = True
        reader.text(data)

    def _name(self, name: str) -> Name:
        """Take apart what expat gives: a local name, or namespace, local name and perhaps prefix, with blanks."""
        parts = name.split(" ")
        found = (None, name) if len(parts) == 1 else (parts[0], parts[1])
        if len(self._known) < _MOST_NAMES:
            self._known[name] = found
        return found


def _taken(reader: XmlReader[Item]) -> list[Item]:
    found = reader.found
    reader.found = []
    return found


def _problem(error: Exception) -> Problem:
    if isinstance(error, DefusedXmlException):
        return Problem("", "dtd", "declares a document type or entities, which are not read", _NO_DTD)
    for kind, problem in _LIMITS.items():
        if isinstance(error, kind):
            return problem
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return Problem("", "cut", "is a gzip file that is cut off or damaged", "a whole file")
    if not isinstance(error, SAXParseException):
        return Problem("", "encoding", "is in an encoding that is not read", "UTF-8 or UTF-16")
    message = str(error.getMessage())
    if message in ("no element found", "unclosed token"):
        return Problem("", "cut", "ends within an element, or holds none", "a whole file")
    return Problem(
        "", "not_xml", f"is no XML that can be read: {message}", "well-formed XML in the encoding it declares"
    )
