"""Strict JSON, item by item: no key twice, no NaN, no bottomless nesting, and one item in memory at a time."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn

from app.domain.cells import Problem

_PIECE = 1 << 16
MOST_ITEM_CHARACTERS = 1 << 20
MOST_DEPTH = 32
_NO_SPACE = re.compile(r"[^ \t\n\r]")
#: A word or an escape that was cut begins at most so far before the end.
_TAIL = 16


class BadJson(ValueError):
    """A file that is no JSON as the standard and the limits have it.

    Parameters
    ----------
    problem : Problem
    line : int
        Where it was noticed.
    """

    def __init__(self, problem: Problem, line: int) -> None:
        super().__init__(problem.reason)
        self.problem = problem
        self.line = line


class JsonItem(NamedTuple):
    """An item of an array at the top of the file, or a value there that is no array.

    Attributes
    ----------
    key : str
        Key of the array or value.
    number : int
        Which item of the array it is, from 1; 0 for a value.
    """

    key: str
    number: int
    value: Any


def read_items(path: Path) -> Iterator[JsonItem]:
    """Read a JSON file that is one object, and yield the items of its arrays.

    Parameters
    ----------
    path : Path
        UTF-8, with or without a byte order mark.

    Yields
    ------
    JsonItem

    Raises
    ------
    BadJson
        Where the file is damaged, or breaks a rule.

    Notes
    -----
    At most 1 MiB of one item and 32 levels are read.
    """
    with path.open("rb") as file:
        yield from _Reader(file).items()


class _Reader:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False
        self._json = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_never, parse_float=_finite)

    def items(self) -> Iterator[JsonItem]:
        self._expect("{")
        seen: set[str] = set()
        if self._peek() == "}":
            self._at += 1
        else:
            while True:
                key = self._key(seen)
                yield from self._member(key)
                if self._expect(",}") == "}":
                    break
        if self._peek():
            raise self._bad("not_json", "has more after its end", "one object")

    def _member(self, key: str) -> Iterator[JsonItem]:
        if self._peek() != "[":
            yield JsonItem(key, 0, self._value())
            return
        self._at += 1
        if self._peek() == "]":
            self._at += 1
            return
        number = 0
        while True:
            number += 1
            yield JsonItem(key, number, self._value())
            if self._expect(",]") == "]":
                return

    def _key(self, seen: set[str]) -> str:
        if self._peek() != '"':
            raise self._wrong('"')
        key = self._value()
        if key in seen:
            raise self._bad("repeated_key", "has one key twice in an object", "each key once")
        seen.add(key)
        self._expect(":")
        return str(key)

    def _expect(self, signs: str) -> str:
        found = self._peek()
        if not found or found not in signs:
            raise self._wrong(signs)
        self._at += 1
        return found

    def _wrong(self, signs: str) -> BadJson:
        if not self._peek():
            return self._bad("cut", "ends too early", "a whole file")
        return self._bad("not_json", "is no JSON that can be read", f"one of {' '.join(signs)} here")

    def _peek(self) -> str:
        """Return the next character that is no space; nothing at the end."""
        while True:
            found = _NO_SPACE.search(self._text, self._at)
            end = found.start() if found else len(self._text)
            self._line += self._text.count("\n", self._at, end)
            self._at = end
            if end < len(self._text):
                return self._text[end]
            if not self._more():
                return ""

    def _value(self) -> Any:
        self._peek()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                self._more_of_item(error)
            except _Refused as refused:
                raise self._bad(refused.code, refused.reason, refused.allowed) from refused
            except (RecursionError, ValueError) as error:
                raise self._bad(
                    "not_json", "has a value beyond all limits", "numbers and levels that are usual"
                ) from error
            else:
                if end < len(self._text) or not self._more():
                    return self._accepted(value, end)

    def _more_of_item(self, error: json.JSONDecodeError) -> None:
        """Read on when an item goes beyond what was read; else say what is wrong with it."""
        is_open = error.msg.startswith("Unterminated")
        if not is_open and error.pos < len(self._text) - _TAIL:
            self._line += self._text.count("\n", self._at, error.pos)
            raise self._bad("not_json", "is no JSON that can be read", "well-formed JSON") from error
        if len(self._text) - self._at > MOST_ITEM_CHARACTERS:
            raise self._bad("too_long", "has an item that is too long", "at most 1 MiB") from error
        if not self._more():
            code = "cut" if is_open or error.pos >= len(self._text.rstrip()) else "not_json"
            raise self._bad(code, "is cut off or damaged within an item", "well-formed JSON") from error

    def _accepted(self, value: Any, end: int) -> Any:
        if end - self._at > MOST_ITEM_CHARACTERS:
            raise self._bad("too_long", "has an item that is too long", "at most 1 MiB")
        if _depth(value) > MOST_DEPTH - 2:
            raise self._bad("too_deep", "has too many levels within one another", f"at most {MOST_DEPTH}")
        self._line += self._text.count("\n", self._at, end)
        self._at = end
        return value

    def _more(self) -> bool:
        """Read another piece; as much again as is waiting, so that a long item is not read many times over."""
        if self._ended:
            return False
        self._text, self._at = self._text[self._at :], 0
        piece = self._file.read(max(_PIECE, len(self._text)))
        self._ended = not piece
        try:
            self._text += self._decoder.decode(piece, final=self._ended)
        except UnicodeDecodeError as error:
            raise self._bad("encoding", "holds bytes that are no UTF-8", "JSON in UTF-8") from error
        return True

    def _bad(self, code: str, reason: str, allowed: str) -> BadJson:
        return BadJson(Problem("", code, reason, allowed), self._line)


class _Refused(Exception):
    """Something that Python's reader would take and we do not."""

    def __init__(self, code: str, reason: str, allowed: str) -> None:
        super().__init__(reason)
        self.code, self.reason, self.allowed = code, reason, allowed


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Refused("repeated_key", "has one key twice in an object", "each key once")
    return found


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _never(digits)


def _never(word: str) -> NoReturn:
    raise _Refused("not_a_number", "holds NaN, Infinity or a number beyond all bounds", "numbers, or null")


def _depth(value: Any) -> int:
    """Return how many arrays and objects stand within one another."""
    levels, layer = 0, [value]
    while layer := [each for each in layer if isinstance(each, dict | list)]:
        levels += 1
        layer = [part for each in layer for part in (each.values() if isinstance(each, dict) else each)]
    return levels
