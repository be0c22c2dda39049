"""What records are called, kept as long as the data do not move."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Record = dict[str, Any]


class KnownNames:
    """Names that were read, of one data version.

    Parameters
    ----------
    most : int
        Above so many ids all are forgotten.
    """

    def __init__(self, most: int = 100_000) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._version = -1
        self._held: dict[str, Record | None] = {}

    def of(
        self, version: int, ids: Iterable[str], read: Callable[[Sequence[str]], Mapping[str, Record]]
    ) -> dict[str, Record]:
        """Return what some records are called.

        Parameters
        ----------
        version : int
            The data version before anything is read.
        ids : iterable of str
        read : callable
            Reads those that are not known yet.

        Returns
        -------
        dict of str to dict
            In the order of the ids; one that is not on record is missing.

        Examples
        --------
        >>> names = KnownNames()
        >>> names.of(1, ["x:a"], lambda ids: {"x:a": {"name": "A"}})
        {'x:a': {'name': 'A'}}
        >>> names.of(1, ["x:a"], lambda ids: {})
        {'x:a': {'name': 'A'}}
        """
        wanted = list(ids)
        with self._lock:
            if version != self._version or len(self._held) > self._most:
                self._version, self._held = version, {}
            known = {id: self._held[id] for id in wanted if id in self._held}
        missing = [id for id in wanted if id not in known]
        fresh = read(missing) if missing else {}
        known |= {id: fresh.get(id) for id in missing}
        with self._lock:
            if version == self._version:
                self._held |= {id: known[id] for id in missing}
        return {id: dict(record) for id in wanted if (record := known[id]) is not None}
