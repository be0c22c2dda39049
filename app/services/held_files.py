"""Files that were made for one who will fetch them soon: without a name on disk, under a word nobody can guess."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from secrets import token_urlsafe
from threading import Lock
from typing import BinaryIO

from app.errors import NotFound

_KEPT_SECONDS = 3_600.0
_MOST_FILES = 20
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Held:
    """A file that waits, by its number in this process; it goes from the disk with the last who refers to it."""

    number: int
    size: int
    until: float

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes; several may read at once."""
        at = 0
        while piece := os.pread(self.number, _PIECE, at):
            at += len(piece)
            yield piece

    def __del__(self) -> None:
        os.close(self.number)


class HeldFiles:
    """Keeps the last files for an hour, as long as the process runs.

    Parameters
    ----------
    now : callable
        Seconds of a clock that never goes back.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._held: dict[str, Held] = {}

    def keep(self, file: BinaryIO) -> str:
        """Keep a file; more than twenty push out the oldest.

        Parameters
        ----------
        file : binary file
            Of the disk, without a name there; it is closed.

        Returns
        -------
        str
            The word that gives it back.
        """
        word = token_urlsafe(24)
        with file, self._lock:
            file.flush()
            size = os.fstat(file.fileno()).st_size
            self._forget(_MOST_FILES - 1)
            self._held[word] = Held(os.dup(file.fileno()), size, self._now() + _KEPT_SECONDS)
        return word

    def get(self, word: str) -> Held:
        """Return the file of a word.

        Raises
        ------
        NotFound
            There is none, or no longer.
        """
        with self._lock:
            self._forget(_MOST_FILES)
            held = self._held.get(word)
        if held is None:
            raise NotFound("file", word, "It was kept for an hour. Import the same files again to get it")
        return held

    def _forget(self, most: int) -> None:
        gone = [word for word, held in self._held.items() if held.until <= self._now()]
        fresh = [word for word in self._held if word not in gone]
        for word in (*gone, *fresh[: max(0, len(fresh) - most)]):
            del self._held[word]
