"""XES event logs in: a case is a person, an activity a kind of event, a group or resource an agency. ``.xes.gz`` too.

Own reader on defusedxml. The day of an event is the local day that its timestamp writes, never shifted to another zone.
Events keep the order of the document as their steps, also at equal times. The kind is the attribute ``kintrace:kind``,
else ``concept:name``; an event of another kind is a refused row with those that are allowed: activities with names of
their own come in through a mapping, which ``kintrace map-start`` proposes. What an agency is to an event follows from
the kind as in tables; the agency of a handover needs its country to be known. Attributes that no row is made of are
counted by their key. Attributes ``kintrace:…`` are those of our own logs. In a log of one line, as pm4py writes it, the
number of a row is that of its trace or event among them all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.domain.cells import Problem
from app.domain.claims import content_hash
from app.domain.custody import event_kinds
from app.domain.identifiers import is_id, make_id
from app.formats.base import FileNote, FileRow, ReadResult
from app.formats.source_file import check_file, dataset_named_after, source_id, source_row
from app.formats.xes_attributes import COLUMNS, EXACT, Attributes, left_out
from app.formats.xml_events import Name, XmlReader, read_xml, root_of

Item = FileRow | FileNote
Cells = dict[str, str]
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9:.]+).*)?")
_MIDNIGHT = re.compile(r"[0:.]*")


def recognise_xes(path: Path) -> bool:
    """Say whether a file, or the one within a gzip file, is an event log, by its first element; never raises."""
    return root_of(path) == "log"


def read_xes(path: Path, dataset: str = "") -> ReadResult:
    """Open an event log for reading.

    Parameters
    ----------
    path : Path
    dataset : str
        Data set of ids that are none of ours; empty: named after the file, since two logs have a case 1 each.

    Returns
    -------
    ReadResult

    Raises
    ------
    InvalidDocument
        There is no such file.
    """
    check_file(path)
    return ReadResult([str(path)], _items(path, dataset or dataset_named_after(path, "xes")), is_whole=True)


def _items(path: Path, dataset: str) -> Iterator[Item]:
    source = source_id(path, dataset)
    yield FileRow(str(path), 1, "sources", source_row(path, source))
    reader = _Reader(str(path), dataset, source)
    yield from read_xml(path, reader)
    yield from left_out(str(path), reader.left)


class _Reader(XmlReader[Item]):
    units = ("trace", "event")

    def __init__(self, file: str, dataset: str, source: str) -> None:
        super().__init__()
        self._file, self._dataset, self._source = file, dataset, source
        self._open: list[str] = []
        self._log, self._trace, self._event = Attributes("log"), Attributes("trace"), Attributes("event")
        self.left: Counter[str] = Counter()
        self._step = 0
        self._person = ""
        self._named: set[tuple[str, str]] = set()
        self._steps: dict[str, int] = {}

    def start(self, name: Name, attributes: Mapping[str, str]) -> None:
        self._open.append(name[1])
        if name[1] == "trace":
            self._trace, self._step, self._person = Attributes("trace"), 0, ""
        elif name[1] == "event":
            self._event, self._step = Attributes("event"), self._step + 1
        else:
            self._of_open().take(self._open, attributes)

    def _of_open(self) -> Attributes:
        within = "event" if "event" in self._open else "trace" if "trace" in self._open else "log"
        return {"event": self._event, "trace": self._trace, "log": self._log}[within]

    def end(self, name: Name) -> None:
        self._open.pop()
        if name[1] == "event":
            if self._finish_event():
                self._event.count_unused(self.left)
        elif name[1] == "trace":
            if not self._person:
                self._begin_case()
            self._steps[self._person] = self._step
            self._trace.count_unused(self.left)
        elif name[1] == "log":
            self._log.count_unused(self.left)

    def _put(self, table: str, cells: Cells, problem: Problem | None = None) -> None:
        origin = {"source_id": self._source, "citation": self._trace.peek("concept:name")[:200]}
        self.found.append(FileRow(self._file, self.line(), table, {**cells, **origin}, problem))

    def _id(self, told: str, prefix: str = "") -> str:
        return told if is_id(told) else make_id(self._dataset, f"{prefix}{content_hash(told)}")

    def _begin_case(self) -> bool:
        told = self._trace.use("concept:name")
        if not told:
            self._put("persons", {}, Problem("concept:name", "missing", "the case has no name", "a name in each trace"))
            return False
        self._person = self._id(told)
        if self._person in self._steps:
            self._step += self._steps[self._person]
            reason = "is the name of a case above: the events of both are one person's, and go on in this order"
            self.found.append(FileNote(self._file, self.line(), Problem("concept:name", "repeated_id", reason), False))
        else:
            shown = self._trace.use("kintrace:name")
            script = "" if shown else "label"
            self._put("persons", {"id": self._person, "name": shown or told, "name_script": script})
        return True

    def _finish_event(self) -> bool:
        """Make the rows of an event; say whether there are any, or it was refused."""
        event = self._event
        if "trace" not in self._open:
            self._put("events", {}, Problem("", "no_case", "the event stands in no trace", "events within traces"))
            return False
        activity, own_kind = event.use("concept:name"), event.use("kintrace:kind")
        if not self._person and not self._begin_case():
            return False
        kind, problem = re.sub(r"[\s-]+", "_", (own_kind or activity).lower()), None
        if kind not in event_kinds():
            reason = "is no kind of event"
            allowed = f"a mapping that says what it is (kintrace map-start), or {', '.join(event_kinds())}"
            kind, problem = own_kind or activity, Problem("concept:name", "unknown_kind", reason, allowed)
        cells = {"person_id": self._person, "kind": kind, "step": str(self._step), "begin": self._begin()}
        own = event.use("kintrace:event")
        said = [self._person, kind, event.peek("time:timestamp"), self._step]
        cells["id"] = own if is_id(own) else make_id(self._dataset, content_hash(said))
        cells |= {column: event.use(f"kintrace:{column}") for column in COLUMNS}
        self._put("events", {**cells, **self._bodies()}, problem)
        return problem is None

    def _begin(self) -> str:
        told, own = self._event.use("time:timestamp"), self._event.use("kintrace:begin")
        day = _DAY.fullmatch(told)
        if day is not None and day[2] and not _MIDNIGHT.fullmatch(day[2]):
            self.left["time of day of time:timestamp"] += 1
        return own or (day[1] if day else told)

    def _bodies(self) -> Cells:
        """Return the columns of agencies and places: those that our logs tell, else the single one."""
        event, cells = self._event, {}
        for key, (table, column) in EXACT.items():
            ids = event.use(key)
            for id in filter(is_id, ids.split("|")):
                self._name(table, id, self._log.body(table, id) or {"name": id})
            cells[column] = ids
        agency = event.use("kintrace:agency") or event.peek("org:group") or event.peek("org:resource")
        event.use("org:group" if event.peek("org:group") else "org:resource")
        if agency and not any(cells[column] for _, column in EXACT.values() if "agency" in column):
            id = self._id(agency, "agency-")
            shown = event.peek("org:group") or event.peek("org:resource") or agency
            self._name("agencies", id, {"name": shown})
            cells["agency_id"] = id
        return cells

    def _name(self, table: str, id: str, cells: Cells) -> None:
        if (table, id) not in self._named:
            self._named.add((table, id))
            usual = {"kind": "unknown"} if table == "agencies" else {}
            self._put(table, {"id": id, **usual, **cells})
