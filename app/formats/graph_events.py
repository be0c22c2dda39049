"""The ties of events in a graph file, gathered by event: a row of the events table holds them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from app.domain.cells import read_day
from app.domain.columns import SEPARATOR
from app.domain.custody import event_kinds
from app.domain.dates import DateRefused
from app.evidence.keys import EVENT_TIES
from app.formats.graph_cells import texts_of

Cells = dict[str, str]
_COLUMNS = {tie: column for column, (tie, _) in EVENT_TIES.items()}
_SUBJECT, _PART = "SUBJECT_OF", "BY_PERSON"


class EventTies:
    """Ties of events.

    Attributes
    ----------
    events : set of str
        The node ids of events.
    """

    def __init__(self) -> None:
        self.events: set[str] = set()
        self._columns: dict[str, dict[str, list[str]]] = {}
        self._subjects: dict[str, list[str]] = {}
        self._parts: dict[str, dict[str, list[str]]] = {}

    def __contains__(self, event: str) -> bool:
        """Say whether an event has any tie."""
        return event in self._columns or event in self._subjects or event in self._parts

    def take(self, kind: str, cells: Cells, start: tuple[str, str], end: tuple[str, str]) -> bool:
        """Keep a tie of an event.

        Parameters
        ----------
        kind : str
            Type of the tie.
        cells : dict of str to str
            The edge.
        start, end : (label, record)
            What it joins.

        Returns
        -------
        bool
            False when it is no tie of an event.
        """
        if kind == _SUBJECT and end[0] == "Event":
            self._subjects.setdefault(cells["target"], []).append(start[1])
        elif start[0] != "Event":
            return False
        elif kind == _PART:
            self._parts.setdefault(cells["source"], {}).setdefault(cells.get("role", ""), []).append(end[1])
        elif kind in _COLUMNS:
            self._columns.setdefault(cells["source"], {}).setdefault(_COLUMNS[kind], []).append(end[1])
        else:
            return False
        return True

    def rows(self, event: str) -> Iterator[Cells]:
        """Yield what the rows of an event hold beside its own properties.

        Parameters
        ----------
        event : str
            Its node id.

        Yields
        ------
        dict of str to str
            The first with all agencies and places. A second subject, or persons with another role, need a row of their
            own, which is told apart by its citation.
        """
        columns = {name: SEPARATOR.join(sorted(set(ids))) for name, ids in self._columns.get(event, {}).items()}
        subjects = sorted(set(self._subjects.get(event, ()))) or [""]
        parts = sorted(self._parts.get(event, {}).items())
        for number, (subject, part) in enumerate(zip_longest(subjects, parts)):
            row = {"person_id": subjects[0] if subject is None else subject}
            if part is not None:
                row |= {"by_role": part[0], "by_person_id": SEPARATOR.join(sorted(set(part[1])))}
            yield {**row, **columns} if not number else {**row, "citation": f"part {number + 1}"}


def only_step(cell: str) -> str:
    """Return the number that a source gives an event, where all steps of the graph have one number; else nothing.

    Examples
    --------
    >>> only_step('["likely|x:s|3"]'), only_step('["likely|x:s|3","likely|x:t|4"]')
    ('3', '')
    """
    numbers = {step.rpartition("|")[2] for step in texts_of(cell)}
    return numbers.pop() if len(numbers) == 1 else ""


def one_day_of(begin: str, kind: str, cells: Mapping[str, str]) -> str:
    """Return two dates as the one of the days between them that they were told as, empty when they are a period.

    Parameters
    ----------
    begin : str
        Two dates with ``/`` between.
    kind : str
        Kind of the event.
    cells : mapping of str to str
        The node, with ``begin_latest`` unless the last possible day is not known.

    Returns
    -------
    str
        A set of days of EDTF.

    Notes
    -----
    What the claims say of the kind competes, and the kind that is shown can be one that lasts while the claim that
    gave the date told of one that does not. Read as a period, its begin would be more exact than it was told.

    Examples
    --------
    >>> told = {"begin_earliest": "2009-01-01"}
    >>> one_day_of("2009/..", "detention", told), one_day_of("2009/..", "arrest", told)
    ('[2009..]', '')
    """
    known = event_kinds().get(kind)
    if known is None or not known.lasts or "begin_earliest" not in cells:
        return ""
    first, _, last = (part.strip() for part in begin.partition("/"))
    some_day = f"[{first.strip('.')}..{last.strip('.')}]"
    try:
        latest, told = read_day(begin, True).latest, read_day(some_day).latest
    except DateRefused:
        return ""
    until = cells.get("begin_latest", "")
    too_exact = latest is not None and (not until or until > latest.isoformat()) and (told is None or told > latest)
    return some_day if too_exact else ""
