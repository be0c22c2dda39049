"""Checked rows kept between reading and recording: packed in memory, so that what was checked is what is recorded."""

import zlib
from collections.abc import Iterator
from typing import Any

import orjson

_ROWS_IN_A_PACK = 1_000


class Spool:
    """A list of JSON values, packed: about 60 bytes for a row of a table.

    Nothing is written to disk, and a file that changes while it is imported changes nothing any more.

    Examples
    --------
    >>> spool = Spool()
    >>> spool.append([1, "a"])
    >>> list(spool), len(spool)
    ([[1, 'a']], 1)
    """

    def __init__(self) -> None:
        self._packs: list[bytes] = []
        self._open: list[Any] = []
        self._length = 0

    def append(self, value: Any) -> None:
        """Add a value that JSON can hold."""
        self._open.append(value)
        self._length += 1
        if len(self._open) == _ROWS_IN_A_PACK:
            self._packs.append(zlib.compress(orjson.dumps(self._open), 1))
            self._open = []

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Any]:
        for pack in self._packs:
            yield from orjson.loads(zlib.decompress(pack))
        yield from self._open
