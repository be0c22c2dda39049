"""Records of a CSV file, one by one, so that a damaged one never swallows the next.

Python's reader, given a whole file, reads on after an unclosed quote to the next one it finds, or to the end. Here a
record starts at every line; it may run over several lines only if its quotes close where a cell ends.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

#: Longest line and longest record, in bytes: a cell of every column at its longest is refused sooner by the cell limit.
_MOST_LINE_BYTES = 4_194_304
_MOST_RECORD_BYTES = 1_048_576
_MOST_RECORD_LINES = 2_000


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the number of its first line, its cells, or a word for what is wrong with it.

    Attributes
    ----------
    damage : str
        Empty, ``undecodable``, ``unclosed_quote``, ``bad_quotes`` or ``too_long``.
    complete : bool
        False when the file ends within the line, without a line break.
    raw : bytes
        Its first line as the file has it; nothing of one that is too long.
    more : int
        Of a blank line: how many blank ones follow it, which are no records of their own.
    """

    line: int
    cells: list[str]
    damage: str = ""
    complete: bool = True
    raw: bytes = b""
    more: int = 0


class _Lines:
    """Lines of a binary file with their numbers; lines taken too far can be put back."""

    def __init__(self, file: BinaryIO, separator: str) -> None:
        self._file = file
        self._nothing = f"{separator} \t\r\n".encode()
        self._back: deque[tuple[int, bytes]] = deque()
        self._number = 0

    def take(self) -> tuple[int, bytes] | None:
        if self._back:
            return self._back.popleft()
        line = self._file.readline(_MOST_LINE_BYTES)
        if not line:
            return None
        self._number += 1
        if len(line) == _MOST_LINE_BYTES and not line.endswith(b"\n"):
            while rest := self._file.readline(_MOST_LINE_BYTES):
                if rest.endswith(b"\n"):
                    break
        return self._number, line

    def is_blank(self, line: bytes) -> bool:
        """Say whether a line has nothing in its cells, as spreadsheets end a sheet."""
        return not line.strip(self._nothing)

    def pass_blank(self) -> int:
        """Pass over blank lines and return how many they are: a file may be millions of them."""
        passed = 0
        while (taken := self.take()) is not None:
            if not self.is_blank(taken[1]):
                self._back.appendleft(taken)
                break
            passed += 1
        return passed

    def put_back(self, lines: list[tuple[int, bytes]]) -> None:
        self._back.extendleft(reversed(lines))


def read_records(file: BinaryIO, separator: str = ",") -> Iterator[Record]:
    """Yield the records of a CSV file.

    Parameters
    ----------
    file : binary file
        UTF-8, with or without a byte order mark; quotes as in RFC 4180.
    separator : str
        The sign between cells.

    Yields
    ------
    Record
        One for each line that starts a record, damaged or not; blank lines on end give one with no cells.

    Notes
    -----
    O(bytes), streaming. After a damaged record reading goes on at the line after its first.
    """
    lines = _Lines(file, separator)
    while (taken := lines.take()) is not None:
        number, line = taken
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if lines.is_blank(line):
            yield Record(number, [], raw=line, more=lines.pass_blank())
        else:
            yield _record(lines, number, line, separator)


def _record(lines: _Lines, number: int, line: bytes, separator: str) -> Record:
    if len(line) >= _MOST_LINE_BYTES:
        return Record(number, [], "too_long")  # its beginning is not the line
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return Record(number, [], "undecodable", raw=line)
    complete = text.endswith("\n")
    if '"' in text:
        return _quoted(lines, number, text, separator)
    text = text.rstrip("\r\n")
    if "\r" in text:
        return Record(number, [], "bad_line_ends", raw=line)
    return Record(number, text.split(separator) if text.strip() else [], "", complete, line)


def _quoted(lines: _Lines, number: int, first: str, separator: str) -> Record:
    """Read a record with quotes; when it does not close well, put back all lines but its first."""
    more: list[tuple[int, bytes]] = []
    last = [first]
    reader = csv.reader(chain([first], _following(lines, more, last)), delimiter=separator, strict=True)
    try:
        cells = next(reader)
    except UnicodeDecodeError:
        damage = "unclosed_quote"
    except csv.Error:
        damage = "unclosed_quote" if more else "bad_quotes"
    else:
        raw = b"".join([first.encode("utf-8"), *(line for _, line in more)])
        return Record(number, cells, "", last[0].endswith("\n"), raw)
    lines.put_back(more)
    return Record(number, [], damage, raw=first.encode("utf-8"))


def _following(lines: _Lines, more: list[tuple[int, bytes]], last: list[str]) -> Iterator[str]:
    size = 0
    while len(more) < _MOST_RECORD_LINES and size < _MOST_RECORD_BYTES:
        taken = lines.take()
        if taken is None:
            return
        more.append(taken)
        size += len(taken[1])
        last[0] = taken[1].decode("utf-8")
        yield last[0]
