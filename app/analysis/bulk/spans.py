"""Triggers, punishments and takings as tables of numbers."""

from collections.abc import Iterable
from typing import Protocol

import pyarrow as pa

from app.analysis.records import EventRecord

#: One row for each event that can be an end of a link; days are day numbers, null is open.
SPANS = pa.schema([(name, pa.int32()) for name in ("id", "person", "lo", "hi", "kind", "place", "said")])


class Numbered(Protocol):
    """Gives numbers for ids."""

    def person(self, id_: str, /) -> int:
        """Return the number of a person."""
        ...

    def end(self, id_: str, /) -> int:
        """Return the number of an event."""
        ...


class SpanTables:
    """Makes such tables; kinds, places and words of dates get numbers that are the same in all of them.

    Parameters
    ----------
    numbers : Numbered
    """

    def __init__(self, numbers: Numbered) -> None:
        self._numbers = numbers
        self._codes: dict[str | None, int] = {}

    def table(self, rows: Iterable[tuple[str, EventRecord]]) -> pa.Table:
        """Return the table of some events and their persons; no place is a place like another, no words are null."""
        listed = list(rows)
        columns = [
            [self._numbers.end(event.id) for _, event in listed],
            [self._numbers.person(person) for person, _ in listed],
            [event.begin.earliest for _, event in listed],
            [event.begin.latest for _, event in listed],
            [self._code(event.kind) for _, event in listed],
            [self._code(event.place) for _, event in listed],
            [self._code(event.begin_text) if event.begin_text else None for _, event in listed],
        ]
        return pa.table([pa.array(column, pa.int32()) for column in columns], schema=SPANS)

    def _code(self, text: str | None) -> int:
        return self._codes.setdefault(text, len(self._codes))
