"""XES event logs in: a case is a person, an activity a kind of event, a resource or group an agency.

Own reader on defusedxml. The day of an event is the local day that its timestamp
writes, never shifted to another zone. Events keep the order of the document as their steps. The kind is the attribute
``kintrace:kind``, else ``concept:name``; an event of another kind is a refused row with those that are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from app.domain.cells import Problem
from app.domain.claims import content_hash
from app.domain.custody import MOVES, event_kinds
from app.domain.identifiers import is_id, make_id
from app.formats.base import FileNote, FileRow, ReadResult
from app.formats.source_file import check_file, source_id, source_row
from app.formats.xml_events import Name, XmlReader, read_xml, root_of

Item = FileRow | FileNote
Cells = dict[str, str]
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?")
_VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})


def recognise_xes(path: Path) -> bool:
    """Say whether a file is an event log, by its first element; never raises."""
    return root_of(path) == "log"


def read_xes(path: Path, dataset: str = "") -> ReadResult:
    """Open an event log for reading.

    Parameters
    ----------
    path : Path
    dataset : str
        Data set of ids that are none of ours; empty: ``xes``.

    Returns
    -------
    ReadResult

    Raises
    ------
    InvalidDocument
        There is no such file.
    """
    check_file(path)
    return ReadResult([str(path)], _items(path, dataset or "xes"))


def _items(path: Path, dataset: str) -> Iterator[Item]:
    source = source_id(path, dataset)
    yield FileRow(str(path), 1, "sources", source_row(path, source))
    yield from read_xml(path, _Reader(str(path), dataset, source))


class _Reader(XmlReader[Item]):
    def __init__(self, file: str, dataset: str, source: str) -> None:
        super().__init__()
        self._file, self._dataset, self._source = file, dataset, source
        self._open: list[str] = []
        self._trace: Cells = {}
        self._event: Cells = {}
        self._step = 0
        self._person = ""
        self._agencies: set[str] = set()
        self._persons: set[str] = set()

    def start(self, name: Name, attributes: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else ""
        self._open.append(name[1])
        if name[1] == "trace":
            self._trace, self._step, self._person = {}, 0, ""
        elif name[1] == "event":
            self._event, self._step = {}, self._step + 1
        elif name[1] in _VALUES and parent in ("trace", "event"):
            into = self._trace if parent == "trace" else self._event
            into.setdefault(attributes.get("key", ""), attributes.get("value", ""))

    def end(self, name: Name) -> None:
        self._open.pop()
        if name[1] == "event" and "trace" in self._open:
            self._finish_event()
        elif name[1] == "trace" and not self._person:
            self._begin_case()

    def _put(self, table: str, cells: Cells, problem: Problem | None = None) -> None:
        origin = {"source_id": self._source, "citation": self._trace.get("concept:name", "")[:200]}
        self.found.append(FileRow(self._file, self.line(), table, {**cells, **origin}, problem))

    def _id(self, told: str, prefix: str = "") -> str:
        return told if is_id(told) else make_id(self._dataset, f"{prefix}{content_hash(told)}")

    def _begin_case(self) -> bool:
        told = self._trace.get("concept:name", "").strip()
        if not told:
            self._put("persons", {}, Problem("concept:name", "missing", "the case has no name", "a name in each trace"))
            return False
        self._person = self._id(told)
        if self._person not in self._persons:
            self._persons.add(self._person)
            shown = self._trace.get("kintrace:name", "") or told
            script = "" if "kintrace:name" in self._trace else "label"
            self._put("persons", {"id": self._person, "name": shown, "name_script": script})
        return True

    def _finish_event(self) -> None:
        told = self._event
        kind = re.sub(r"[\s-]+", "_", (told.get("kintrace:kind") or told.get("concept:name", "")).strip().lower())
        if kind not in event_kinds():
            reason = "is no kind of event"
            self._put("events", {}, Problem("concept:name", "unknown_kind", reason, ", ".join(event_kinds())))
            return
        if not self._person and not self._begin_case():
            return
        cells = {"person_id": self._person, "kind": kind, "step": str(self._step)}
        day = _DAY.fullmatch(told.get("time:timestamp", "").strip())
        cells["begin"] = told.get("kintrace:begin") or (day[1] if day else told.get("time:timestamp", ""))
        own = told.get("kintrace:event", "")
        said = [self._person, kind, told.get("time:timestamp", ""), self._step]
        cells["id"] = own if is_id(own) else make_id(self._dataset, content_hash(said))
        agency = (told.get("kintrace:agency") or told.get("org:group") or told.get("org:resource", "")).strip()
        if agency:
            id = self._id(agency, "agency-")
            if id not in self._agencies:
                self._agencies.add(id)
                name = told.get("org:group") or told.get("org:resource") or agency
                self._put("agencies", {"id": id, "name": name, "kind": "unknown"})
            cells["to_agency_id" if kind in MOVES else "by_agency_id"] = id
        self._put("events", cells)
