"""XES out: custody trails, one trace for each person with events.

A trail holds the events of a person of all kinds but procedure, in the order that their dates and the steps of their
sources give. ``time:timestamp`` stands only where the day is known; a wider date is in ``kintrace:begin`` with its
first and last possible day beside it. ``org:group`` is who holds the person after the event. Kinds, sides, agencies
and places stand in attributes ``kintrace:…``, from which the same events are read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from itertools import pairwise
from pathlib import Path
from typing import Any

from app.domain.cells import CellRefused, read_date_cell
from app.domain.claims import DECIDING_RANK, GRADE_RANK
from app.domain.columns import SEPARATOR
from app.domain.custody import event_kinds
from app.domain.snapshot import Snapshot
from app.formats.base import Loss, Written
from app.formats.xes_attributes import BODIES, COLUMNS, EXACT, OF_BODIES
from app.formats.xml_text import XmlText

Row = dict[str, Any]
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Kintrace" prefix="kintrace" uri="urn:kintrace:xes"/>
<global scope="trace">
<string key="concept:name" value="unknown"/>
</global>
<global scope="event">
<string key="concept:name" value="unknown"/>
</global>
<classifier name="Activity" keys="concept:name"/>
<string key="concept:name" value="custody trails"/>
"""
_NO_PLACE = "an event log has no place for it"
_LOST = {"Family": "Family", "Case": "Case", "kinship": "kinship", "memberships": "memberships"}
_LOST |= {"structure": "structure", "because_of": "BECAUSE_OF", "derivations": "DERIVED_FROM", "Source": "Source"}
_OF_PERSON = ("names", "sex", "birth", "death", "nationality", "occupation", "note")
_PROCEDURE = "procedure"
#: Longest trail whose events are compared pair by pair.
_MOST_PAIRED = 500
#: Who holds the person after the event: the first of these that is told.
_HOLDER = ("TO_AGENCY", "BY_AGENCY")


def write_xes(snapshot: Snapshot, out: Path) -> Written:
    """Write the custody trails of a snapshot.

    Parameters
    ----------
    snapshot : Snapshot
    out : Path

    Returns
    -------
    Written
        ``counts``: traces, events, agencies, places.
    """
    writer = _Writer(snapshot)
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(writer.pieces())
    losses = [Loss(kind, number, why) for (kind, why), number in sorted(writer.lost.items())]
    return Written([out], dict(writer.counts), [*losses, *writer.xml.losses()])


def in_order(events: list[Row]) -> list[Row]:
    """Return the events of one person in the order of a trail.

    Parameters
    ----------
    events : list of dict
        Rows of the table ``Event`` of a snapshot.

    Returns
    -------
    list of dict

    Notes
    -----
    First all pairs that are certainly ordered; then the step numbers of each source, taken by grade and source, without
    those that would close a circle; ties by first and last possible day and id, undated last. O(n²); a trail of more
    than 500 events is ordered by its days alone, which keeps every certain order too.
    """
    if len(events) > _MOST_PAIRED:
        return sorted(events, key=_key)
    after: dict[str, set[str]] = {row["id"]: set() for row in events}
    for row in events:
        if row["begin_latest"] is not None:
            late = (one for one in events if one["begin_earliest"] is not None)
            after[row["id"]] |= {one["id"] for one in late if row["begin_latest"] < one["begin_earliest"]}
    for first, second in _steps(events):
        if not _leads(after, second, first):
            after[first].add(second)
    waiting = Counter(later for all_later in after.values() for later in all_later)
    ready = [(_key(row), number) for number, row in enumerate(events) if not waiting[row["id"]]]
    heapify(ready)
    numbers = {row["id"]: number for number, row in enumerate(events)}
    found = []
    while ready:
        row = events[heappop(ready)[1]]
        found.append(row)
        for later in after[row["id"]]:
            waiting[later] -= 1
            if not waiting[later]:
                heappush(ready, (_key(events[numbers[later]]), numbers[later]))
    return found


def _steps(events: list[Row]) -> Iterator[tuple[str, str]]:
    """Yield pairs of neighbours by the step numbers of one source, the best source first."""
    told: dict[tuple[int, str], dict[int, list[str]]] = {}
    for row in events:
        for grade, source, number in (step.split("|") for step in row["steps"] or ()):
            if GRADE_RANK[grade] <= DECIDING_RANK:
                told.setdefault((GRADE_RANK[grade], source), {}).setdefault(int(number), []).append(row["id"])
    for _, by_number in sorted(told.items()):
        groups = [by_number[number] for number in sorted(by_number)]
        for group, following in pairwise(groups):
            yield from ((first, second) for first in group for second in following if first != second)


def _leads(after: dict[str, set[str]], start: str, end: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        if one == end:
            return True
        new = after[one] - seen
        seen |= new
        waiting += new
    return False


def _key(row: Row) -> tuple[str, str, str]:
    first, last = row["begin_earliest"], row["begin_latest"]
    undated = first is None and last is None
    last_shown = last.isoformat() if last else "9999"
    return "~" if undated else first.isoformat() if first else "0", last_shown, row["id"]


class _Writer:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.xml = XmlText()
        self.counts: Counter[str] = Counter()
        self.lost: Counter[tuple[str, str]] = Counter()
        self._ties: dict[str, dict[str, list[str]]] = {}
        for tie in sorted(snapshot.rows("event_ties"), key=lambda row: (row["a"], row["type"], row["b"])):
            self._ties.setdefault(tie["a"], {}).setdefault(tie["type"], []).append(tie["b"])
        self._bodies = {
            label: {row["id"]: row for row in snapshot.rows(label)} for label in ("Agency", "Place", "Person")
        }

    def pieces(self) -> Iterator[str]:
        """Yield the text of the file."""
        for table, kind in _LOST.items():
            self._lose(kind, _NO_PLACE, self._snapshot.tables[table].num_rows)
        trails = self._trails()
        yield _HEAD
        yield from self._body_list("Agency", "agencies", trails)
        yield from self._body_list("Place", "places", trails)
        for person in sorted(trails):
            yield from self._trace(person, trails[person])
        yield "</log>\n"
        for id, row in self._bodies["Person"].items():
            self._lose("Person", "a person without events has no trail", int(id not in trails))
            group = (row["count_least"] or 1, row["count_most"] or 1) != (1, 1)
            self._lose("Person.count_least", "a group of persons becomes one person", int(group and id in trails))
            for name in _OF_PERSON:
                told = row[name] not in (None, [], "")
                self._lose(f"Person.{name}", "a trace has a name and no more", int(told and id in trails))

    def _trails(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in sorted(self._snapshot.rows("Event"), key=lambda each: str(each["id"])):
            persons = self._ties.get(row["id"], {}).get("SUBJECT_OF", [])
            kind = event_kinds().get(row["kind"] or "")
            procedure = (kind.category if kind else row["category"]) == _PROCEDURE
            self._lose("Event", "a procedure is no part of a trail", int(procedure))
            self._lose("Event", "it is told to have happened to nobody", int(not persons and not procedure))
            self._lose("SUBJECT_OF", "an event stands in the trail of one person", len(persons[1:]))
            unknown = persons and row["kind"] is None
            self._lose("Event", "no source says of which kind it is", int(bool(unknown)))
            if persons and not procedure and not unknown:
                found.setdefault(persons[0], []).append(row)
        return found

    def _body_list(self, label: str, table: str, trails: dict[str, list[Row]]) -> Iterator[str]:
        sides = [column.upper().removesuffix("_ID") for where, column in EXACT.values() if where == table]
        events = (self._ties.get(row["id"], {}) for rows in trails.values() for row in rows)
        ids = sorted({id for ties in events for side in sides for id in ties.get(side, ())})
        known = self._bodies[label]
        self._lose(label, "no trail names it", len(known.keys() - set(ids)))
        if not ids:
            return
        yield f'<list key="{BODIES[table]}">\n<values>\n'
        for id in ids:
            row = known.get(id, {})
            self.counts[table] += 1
            yield self._attribute(id, row.get("name") or id, closed=False)
            yield from (self._attribute(name, row.get(name)) for name in OF_BODIES)
            yield "</string>\n"
            for name in ("names", "valid_from", "valid_to", "facility_kind"):
                self._lose(f"{label}.{name}", _NO_PLACE, int(bool(row.get(name))))
        yield "</values>\n</list>\n"

    def _trace(self, person: str, rows: list[Row]) -> Iterator[str]:
        self.counts["traces"] += 1
        yield "<trace>\n" + self._attribute("concept:name", person)
        yield self._attribute("kintrace:name", self._bodies["Person"].get(person, {}).get("name"))
        for row in in_order(rows):
            yield from self._event(row)
        yield "</trace>\n"

    def _event(self, row: Row) -> Iterator[str]:
        self.counts["events"] += 1
        ties = self._ties.get(row["id"], {})
        yield "<event>\n" + self._attribute("concept:name", row["kind"])
        yield from self._dates(row)
        holder = next((id for side in _HOLDER for id in ties.get(side, ())), "")
        yield self._attribute("org:group", self._bodies["Agency"].get(holder, {}).get("name") or holder)
        yield self._attribute("kintrace:event", row["id"])
        for key, (_, column) in EXACT.items():
            yield self._attribute(key, SEPARATOR.join(ties.get(column.upper().removesuffix("_ID"), ())))
        for name in COLUMNS[1:]:
            yield self._attribute(f"kintrace:{name}", row[name])
        self._lose("BY_PERSON", _NO_PLACE, len(ties.get("BY_PERSON", ())))
        yield "</event>\n"

    def _dates(self, row: Row) -> Iterator[str]:
        first, last = row["begin_earliest"], row["begin_latest"]
        if first is not None and first == last:
            yield f'<date key="time:timestamp" value="{first.isoformat()}T00:00:00.000+00:00"/>\n'
        else:
            self._lose("Event.begin", "without a day there is no time:timestamp; it stands in kintrace:begin", 1)
            for name, day in (("earliest", first), ("latest", last)):
                if day is not None:
                    yield f'<date key="kintrace:{name}" value="{day.isoformat()}T00:00:00.000+00:00"/>\n'
        yield self._attribute("kintrace:begin", row["begin"])
        if row["end"] and not _is_period(row["begin"]):
            yield self._attribute("kintrace:end", row["end"])

    def _attribute(self, key: str, value: object, *, closed: bool = True) -> str:
        if value is None or value == "":
            return ""
        text = self.xml.attribute(str(value))
        return f'<string key="{self.xml.attribute(key)}" value="{text}"{"/" if closed else ""}>\n'

    def _lose(self, kind: str, why: str, number: int) -> None:
        if number:
            self.lost[kind, why] += number


def _is_period(text: str | None) -> bool:
    """Say whether a date text holds its own end."""
    try:
        return text is not None and read_date_cell(text, True).end is not None
    except CellRefused:
        return False
