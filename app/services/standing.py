"""Which claim stands at each key among the rows of one import, however many they are."""

import json
from collections.abc import Iterable, Iterator, Mapping

from app.services.import_report import Place
from app.services.scratch import scratch_base

_TABLE = "CREATE TABLE standing (key TEXT PRIMARY KEY, claim TEXT, file TEXT, row INTEGER) WITHOUT ROWID"
_CACHE_KIB = 8_192

#: The id of a claim and where its row stands.
Stands = tuple[str, Place]


class Standing:
    """A table of keys in a database of SQLite that has no name: in memory while small, else in a file gone at its end.

    It holds hashes and places of rows, nothing of what they say.

    Examples
    --------
    >>> standing = Standing()
    >>> standing.add({"k": ("c", Place("persons.csv", 2))})
    >>> standing.among(["k", "other"]), list(standing.claims())
    ({'k': ('c', Place(file='persons.csv', row=2))}, ['c'])
    """

    def __init__(self) -> None:
        self._base = scratch_base(_TABLE, _CACHE_KIB)

    def among(self, keys: Iterable[str]) -> dict[str, Stands]:
        """Return what stands at some keys; a key without a claim is left out."""
        rows = self._base.execute(
            "SELECT s.key, s.claim, s.file, s.row FROM json_each(?) AS asked JOIN standing AS s ON s.key = asked.value",
            (json.dumps(list(keys)),),
        )
        return {key: (claim, Place(file, row)) for key, claim, file, row in rows}

    def add(self, new: Mapping[str, Stands]) -> None:
        """Put claims at keys where none stands yet."""
        self._base.execute("BEGIN")
        self._base.executemany(
            "INSERT INTO standing VALUES (?, ?, ?, ?)", ((key, claim, *place) for key, (claim, place) in new.items())
        )
        self._base.execute("COMMIT")

    def claims(self) -> Iterator[str]:
        """Yield the ids of all claims."""
        return (claim for (claim,) in self._base.execute("SELECT claim FROM standing"))

    def __del__(self) -> None:
        self._base.close()
