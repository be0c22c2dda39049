"""Checked rows kept between reading and recording: packed, so that what was checked is what is recorded."""

import zlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any
from weakref import finalize

import orjson

_ROWS_IN_A_PACK = 1_000
#: Bytes of packs kept in memory, about 30,000 rows; an import of more goes on in a file.
_IN_MEMORY = 2 * 2**20


class Spool:
    """A list of JSON values, packed: about 60 bytes for a row of a table.

    What is beyond memory is in a file without a name, which only this process can open and which is gone with it,
    however that ends. A file that changes while it is imported changes nothing any more.

    Examples
    --------
    >>> spool = Spool()
    >>> spool.append([1, "a"])
    >>> list(spool), len(spool)
    ([[1, 'a']], 1)
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 -- closed with the spool
        finalize(self, self._file.close)
        self._ends = [0]
        self._open: list[Any] = []
        self._length = 0

    def append(self, value: Any) -> None:
        """Add a value that JSON can hold."""
        self._open.append(value)
        self._length += 1
        if len(self._open) == _ROWS_IN_A_PACK:
            pack = zlib.compress(orjson.dumps(self._open), 1)
            self._file.seek(self._ends[-1])
            self._file.write(pack)
            self._ends.append(self._ends[-1] + len(pack))
            self._open = []

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Any]:
        for begin, end in zip(self._ends, self._ends[1:], strict=False):
            self._file.seek(begin)
            yield from orjson.loads(zlib.decompress(self._file.read(end - begin)))
        yield from self._open
