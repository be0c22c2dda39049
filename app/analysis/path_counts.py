"""Counting persons along paths, so that every table of one answer adds up to the same number."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from app.analysis.casebook import Casebook
from app.analysis.headcount import Count, count_persons, total_of

#: Below so many persons a count is marked: it can point to single people.
SMALL = 5
Value = str | None


class Path(Protocol):
    """What is counted along: a handover path, or a whole taking."""

    @property
    def person(self) -> str:
        """Whose it is."""


AnyPath = TypeVar("AnyPath", bound=Path)


class Tally:
    """Counts persons along paths; of a group what is left of it beside its members with paths of their own."""

    def __init__(self, book: Casebook, paths: Iterable[Path]) -> None:
        listed = {path.person for path in paths}
        members: dict[str, set[str]] = {person: set() for person in listed}
        for person in listed:
            for group in listed.intersection(book.groups_of.get(person, ())):
                members[group].add(person)
        self._weights = {person: _beside(book, person, found) for person, found in members.items()}

    def count(self, paths: Iterable[Path]) -> dict[str, int | None]:
        """Return ``persons`` and ``persons_most`` along some paths; None: a group of unknown size."""
        total = total_of(self._weights[path.person] for path in paths)
        return {"persons": total.least, "persons_most": total.most}

    def marked(self, paths: Iterable[Path]) -> dict[str, Any]:
        """Return the count with its mark: a small one can point to single people."""
        counted = self.count(paths)
        return {**counted, "small": (counted["persons"] or 0) < SMALL}


def _beside(book: Casebook, person: str, members: set[str]) -> Count:
    record, counted = book.person(person), count_persons(book, members)
    most = None if record.count_most is None else max(0, record.count_most - counted.least)
    return Count(max(0, record.count_least - counted.least), most)


def grouped_by(
    paths: Iterable[AnyPath], key: Callable[[AnyPath], tuple[Value, ...]]
) -> list[tuple[tuple[Value, ...], list[AnyPath]]]:
    """Gather paths by a key; by its values, unknown last."""
    cells: dict[tuple[Value, ...], list[AnyPath]] = {}
    for path in paths:
        cells.setdefault(key(path), []).append(path)
    return sorted(cells.items(), key=lambda cell: null_last(cell[0]))


def null_last(values: Iterable[Value]) -> list[tuple[bool, str]]:
    """Return a sort key of values: unknown last."""
    return [(value is None, value or "") for value in values]
