"""Answers that were worked out, kept as bytes until there is no room for them."""

import threading
from collections import OrderedDict
from typing import Any


class AnswerCache:
    """Answers as bytes, the least used dropped first.

    Parameters
    ----------
    most_bytes : int
    """

    def __init__(self, most_bytes: int = 64 * 1024 * 1024) -> None:
        self._most = most_bytes
        self._held: OrderedDict[Any, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Any) -> bytes | None:
        """Return what is held under a key, or None."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key]

    def put(self, key: Any, value: bytes) -> None:
        """Hold a value, unless it alone would fill a quarter of the room."""
        if len(value) > self._most // 4:
            return
        with self._lock:
            self._bytes += len(value) - len(self._held.pop(key, b""))
            self._held[key] = value
            while self._bytes > self._most:
                self._bytes -= len(self._held.popitem(last=False)[1])
