"""Records of a GEDCOM file: lines put together, one record in memory at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.cells import Problem
from app.formats.base import FileRow
from app.formats.gedcom_lines import MOST_LINE_BYTES, REST_OF_VALUE, Line, read_blocks

_DAMAGE = {
    "too_long": ("is longer than a line can be", f"at most {MOST_LINE_BYTES:,} bytes"),
    "undecodable": ("holds bytes that are no characters of the file's encoding", "text in one encoding"),
    "no_line": ("is no GEDCOM line", "level, tag and value: 1 NAME Ri /Chol/"),
    "under_damaged": ("stands under {above}, which cannot be read, and is left out with it", "a whole line above it"),
    "bad_level": ("skips a level, so it belongs to nothing", "a level at most one deeper than the line above"),
}
_BEGINS_RECORD = re.compile(rb"\s*0\s*@")
_MOST_VALUE = 100_000
#: The first line of a person, and of a family.
_FIRST = ("NAME", "HUSB", "WIFE")
#: Versions that escape only a leading at sign: 7.0 and later.
_MODERN = re.compile(r"(?:[7-9]|[1-9][0-9])(?:\.|$)")


@dataclass(slots=True)
class Node:
    """A line with those under it.

    Attributes
    ----------
    pointer : str
        The record id that its value points to; empty when it is none.
    damaged : bool
        Of a record: a line in it cannot be read.
    """

    number: int
    tag: str
    xref: str = ""
    value: str = ""
    under: list[Node] = field(default_factory=list)
    pointer: str = ""
    damaged: bool = False

    def all(self, *tags: str) -> list[Node]:
        """Return the nodes under it with these tags."""
        return [node for node in self.under if node.tag in tags] if self.under else []

    def text(self, *tags: str) -> str:
        """Return the first value under it that is not empty, of the first tag that has one."""
        for tag in tags if self.under else ():
            for node in self.under:
                if node.tag == tag and node.value:
                    return node.value
        return ""


def read_nodes(path: Path, encoding: str) -> Iterator[Node | FileRow]:
    """Yield the records of a file, and its damaged lines as refused rows.

    Parameters
    ----------
    path : Path
    encoding : str

    Yields
    ------
    Node or FileRow
        A damaged line does not touch the lines beside it; those under it are left out with it, as refused rows.
    """
    tree = _Tree(str(path))
    for block in read_blocks(path, encoding):
        for line in () if block.parts else block.lines():
            yield from tree.add(line)
        for place, (level, xref, tag, value) in enumerate(block.parts):
            depth = int(level)
            if depth > len(tree.stack) or tree.is_in_doubt:
                yield from tree.add(block.line(place))
                continue
            if not depth:
                yield from tree.stack[:1]
            tree.grow(block.first + place, depth, xref, tag, value)
    yield from tree.stack[:1]


class _Tree:
    """Puts lines together.

    Attributes
    ----------
    stack : list of Node
        The record that is read, and the lines in it that may still get lines under them.
    is_in_doubt : bool
        Whether a damaged line may concern the next one.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._modern = False
        self._lost: Line | None = None
        self._doubtful: Line | None = None
        self.is_in_doubt = False
        self.stack: list[Node] = []

    def add(self, line: Line) -> Iterator[Node | FileRow]:
        """Take the next line; yield a record that is complete, or why the line is left out."""
        if not line.damage and self._doubtful is not None:
            yield from self._doubt(self._doubtful, line)
        if line.damage:
            yield self._refused(line, line.damage)
            yield from self._leave_out(line)
        elif self._lost is not None and line.level > self._lost.level:
            yield self._refused(line, "under_damaged")
        elif line.level > len(self.stack):
            yield self._refused(line, "bad_level")
            self._lost = line
        else:
            self._lost = None
            yield from self._cut(line.level)
            self.grow(line.number, line.level, line.xref, line.tag, line.value)
        self.is_in_doubt = self._lost is not None or self._doubtful is not None

    def _leave_out(self, line: Line) -> Iterator[Node]:
        """Leave out what stands under a damaged line: it would join the line before."""
        if line.level == REST_OF_VALUE:
            self._doubtful = line
        elif self._lost is None or line.level <= self._lost.level:
            self._lost = line
            yield from self._cut(line.level)

    def _doubt(self, text: Line, line: Line) -> Iterator[Node]:
        """Take a line without a level for a lost record when the line after it begins one again."""
        self._doubtful = None
        if line.level == 1 and line.tag in _FIRST and self.stack and self.stack[0].all(line.tag):
            self._lost = text._replace(level=0)
            yield from self._cut(0)

    def _cut(self, level: int) -> Iterator[Node]:
        if not level:
            yield from self.stack[:1]
        del self.stack[level:]

    def grow(self, number: int, level: int, xref: str, tag: str, told: str) -> None:
        """Put a line under the one that it belongs to."""
        stack = self.stack
        del stack[level:]
        if not tag.isupper():
            tag = tag.upper()
        if level and tag in ("CONC", "CONT"):
            self._join(stack[-1], tag, told)
            return
        pointer = _pointer(told) if "@" in told else ""
        node = Node(number, tag, xref.strip(), self._plain(told) if "@@" in told else told, [], pointer)
        if stack:
            stack[-1].under.append(node)
        stack.append(node)
        if tag == "VERS" and [each.tag for each in stack] == ["HEAD", "GEDC", "VERS"]:
            self._modern = _MODERN.match(told.strip()) is not None

    def _join(self, node: Node, tag: str, told: str) -> None:
        if len(node.value) < _MOST_VALUE:
            node.value += ("\n" if tag == "CONT" else "") + self._plain(told)

    def _plain(self, value: str) -> str:
        """Return a value without escapes: up to 5.5.1 every at sign is doubled, from 7.0 on only a leading one."""
        if self._modern:
            return value[1:] if value.startswith("@@") else value
        return value.replace("@@", "@")

    def _refused(self, line: Line, damage: str) -> FileRow:
        reason, allowed = _DAMAGE[damage]
        if self.stack and not _BEGINS_RECORD.match(line.raw):
            self.stack[0].damaged = True  # where no level is told either, it may have stood in this record
        above = f"line {self._lost.number}" if self._lost is not None else ""
        problem = Problem("", damage, reason.format(above=above), allowed)
        return FileRow(self._file, line.number, "", {}, problem)


def _pointer(value: str) -> str:
    told = value.strip()
    inner = told[1:-1]
    return inner if len(told) > 2 and told[0] == told[-1] == "@" and "@" not in inner else ""
