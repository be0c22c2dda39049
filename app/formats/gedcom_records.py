"""Records of a GEDCOM file: lines put together, one record in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.cells import Problem
from app.formats.base import FileRow
from app.formats.gedcom_lines import MOST_LINE_BYTES, Line, read_lines

_DAMAGE = {
    "too_long": ("is longer than a line can be", f"at most {MOST_LINE_BYTES:,} bytes"),
    "undecodable": ("holds bytes that are no characters of the file's encoding", "text in one encoding"),
    "no_line": ("is no GEDCOM line", "level, tag and value: 1 NAME Ri /Chol/"),
    "bad_level": ("skips a level, so it belongs to nothing", "a level at most one deeper than the line above"),
}
_MOST_VALUE = 100_000


@dataclass(slots=True)
class Node:
    """A line with those under it."""

    number: int
    tag: str
    xref: str = ""
    value: str = ""
    under: list[Node] = field(default_factory=list)

    def all(self, *tags: str) -> list[Node]:
        """Return the nodes under it with these tags."""
        return [node for node in self.under if node.tag in tags]

    def text(self, *tags: str) -> str:
        """Return the first value under it that is not empty, of the first tag that has one."""
        return next((node.value for tag in tags for node in self.under if node.tag == tag and node.value), "")

    @property
    def pointer(self) -> str:
        """The record id that its value points to; empty when it is none."""
        value = self.value.strip()
        inner = value[1:-1]
        return inner if len(value) > 2 and value[0] == value[-1] == "@" and "@" not in inner else ""


def read_nodes(path: Path, encoding: str) -> Iterator[Node | FileRow]:
    """Yield the records of a file, and its damaged lines as refused rows.

    Parameters
    ----------
    path : Path
    encoding : str

    Yields
    ------
    Node or FileRow
        A damaged line does not touch the lines beside it.
    """
    stack: list[Node] = []
    for line in read_lines(path, encoding):
        if line.damage:
            yield _refused(path, line, line.damage)
        elif line.level == 0:
            if stack:
                yield stack[0]
            stack = [Node(line.number, line.tag, line.xref, _plain(line.value))]
        elif line.level > len(stack):
            yield _refused(path, line, "bad_level")
        else:
            del stack[line.level :]
            if line.tag in ("CONC", "CONT"):
                _join(stack[-1], line)
                continue
            node = Node(line.number, line.tag, line.xref, _plain(line.value))
            stack[-1].under.append(node)
            stack.append(node)
    if stack:
        yield stack[0]


def _join(node: Node, line: Line) -> None:
    if len(node.value) < _MOST_VALUE:
        node.value += ("\n" if line.tag == "CONT" else "") + _plain(line.value)


def _plain(value: str) -> str:
    """Return a value with doubled at signs as one; a pointer is left alone."""
    return value.replace("@@", "@") if "@@" in value else value


def _refused(path: Path, line: Line, damage: str) -> FileRow:
    reason, allowed = _DAMAGE[damage]
    raw = line.raw or f"{line.level} {line.tag} {line.value}".encode()
    return FileRow(str(path), line.number, "", {}, Problem("", damage, reason, allowed), raw=raw)
