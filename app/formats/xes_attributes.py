"""Attributes of a log, a trace or an event of XES: which were used, and which no row is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from app.domain.cells import Problem
from app.formats.base import FileNote

#: Elements that hold one value.
VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})
_LISTS = frozenset({"list", "container", "values"})
#: Columns of an event that our own logs carry as they are: ``kintrace:reason`` and so on.
COLUMNS = (
    "end",
    "reason",
    "agency_kind",
    "place_kind",
    "country",
    "duration_least",
    "duration_most",
    "age",
    "manner",
    "note",
)
#: Keys of our own logs for agencies and places, with the table of what they name and the column of the event.
EXACT: dict[str, tuple[str, str]] = {
    f"kintrace:{side}": (table, f"{side}_id")
    for table, sides in (
        ("agencies", ("by_agency", "from_agency", "to_agency")),
        ("places", ("at_place", "from_place", "to_place")),
    )
    for side in sides
}
#: Key of the list of a log that describes them.
BODIES = {"agencies": "kintrace:agencies", "places": "kintrace:places"}
#: What such a list tells of each, besides its name.
OF_BODIES = ("kind", "country", "latitude", "longitude")
#: Of the log itself; it says nothing of a person.
_OF_LOG = frozenset({"concept:name"})
#: Bounds that our own logs write beside the date itself.
_BESIDE = frozenset({"kintrace:earliest", "kintrace:latest"})
_MOST_KEYS = 1_000
_MOST_KEY = 60


class Attributes:
    """The attributes of one element.

    Parameters
    ----------
    within : str
        log, trace or event.
    """

    def __init__(self, within: str) -> None:
        self._within = within
        self._values: dict[str, str] = {}
        self._used: set[str] = set()
        self._others: Counter[str] = Counter()
        self._list = ""
        self._described: dict[tuple[str, str], dict[str, str]] = {}
        self._last: dict[str, str] = {}

    def take(self, open_: list[str], attributes: Mapping[str, str]) -> None:
        """Take an element that stands somewhere within: a value, a value of a value, or a list.

        Parameters
        ----------
        open_ : list of str
            Names of the elements around it, and its own.
        attributes : dict of str to str
        """
        name, key = open_[-1], attributes.get("key", "")
        parent = open_[-2] if len(open_) > 1 else ""
        if "global" in open_ or name in ("log", "extension", "global", "classifier", "values"):
            return
        if name in _LISTS:
            self._list = key if self._within == "log" else ""
            if self._list not in BODIES.values():
                self._others[key] += 1
        elif self._list in BODIES.values() and "list" in open_:
            self._describe(parent, key, attributes.get("value", ""))
        elif name in VALUES and parent == self._within and key not in self._values:
            self._values[key] = attributes.get("value", "")
        else:
            self._others[key] += 1

    def _describe(self, parent: str, key: str, value: str) -> None:
        if parent == "values":
            self._last = self._described.setdefault((self._list, key), {"name": value})
        elif key in OF_BODIES:
            self._last[key] = value
        else:
            self._others[key] += 1

    def peek(self, key: str) -> str:
        """Return a value without using it; empty when there is none."""
        return self._values.get(key, "").strip()

    def use(self, key: str) -> str:
        """Return a value; it counts as used."""
        self._used.add(key)
        return self.peek(key)

    def body(self, table: str, id: str) -> dict[str, str]:
        """Return what the log tells of an agency or place; nothing when it tells nothing."""
        return self._described.get((BODIES[table], id), {})

    def count_unused(self, left: Counter[str]) -> None:
        """Count what was not used, by its key.

        Parameters
        ----------
        left : Counter
            Filled.
        """
        unused = [key for key in self._values if key not in self._used | _BESIDE]
        if self._within == "log":
            unused = [key for key in unused if key not in _OF_LOG]
        for key, times in (*((key, 1) for key in unused), *self._others.items()):
            what = f"{key[:_MOST_KEY]} of {self._within}"
            left[what if what in left or len(left) < _MOST_KEYS else f"another attribute of {self._within}"] += times


def left_out(file: str, left: Counter[str]) -> Iterator[FileNote]:
    """Yield what no row is made of, counted by its key.

    Parameters
    ----------
    file : str
    left : Counter

    Yields
    ------
    FileNote
    """
    for what, times in sorted(left.items()):
        yield FileNote(file, None, Problem("", "left_out", f"{what} is not taken over, {times:,} times"), stops=False)
