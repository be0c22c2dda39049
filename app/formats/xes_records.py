"""Events of an XES log of any activities, as records for a mapping."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.domain.cells import Problem
from app.formats.base import FileNote, FileRow
from app.formats.source_file import check_file
from app.formats.xes_attributes import VALUES, left_out
from app.formats.xml_events import Name, XmlReader, read_xml

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T.*)?")
_WITHIN = ("trace", "event")
_MOST_KEY = 60


def read_raw_xes(path: Path) -> Iterator[FileRow | FileNote]:
    """Yield the events of a log, whatever their activities are called, and the cases that have none.

    Parameters
    ----------
    path : Path

    Yields
    ------
    FileRow or FileNote
        Its cells: ``element`` (event or case), ``case`` (its name), the attributes of the case as ``case:…``, those of
        the event by their keys, ``day`` (the local day of its time) and ``step`` (its place in the case).

    Raises
    ------
    InvalidDocument
        There is no such file.
    """
    check_file(path)
    records = _Records(str(path))
    yield from read_xml(path, records)
    yield from left_out(str(path), records.left)


class _Records(XmlReader[FileRow | FileNote]):
    units = _WITHIN

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._open: list[str] = []
        self._of: dict[str, dict[str, str]] = {name: {} for name in _WITHIN}
        self._step = 0
        self.left: Counter[str] = Counter()

    def start(self, name: Name, attributes: Mapping[str, str]) -> None:
        if name[1] in _WITHIN:
            self._of[name[1]] = {}
            self._step = 0 if name[1] == "trace" else self._step + 1
        elif name[1] in VALUES and self._open and self._open[-1] in _WITHIN:
            self._take(self._open[-1], attributes.get("key", ""), attributes.get("value", ""))
        elif "key" in attributes and "global" not in self._open:
            within = next((each for each in reversed(_WITHIN) if each in self._open), "log")
            if within != "log":
                self.left[f"{attributes['key'][:_MOST_KEY]} of {within}"] += 1
        self._open.append(name[1])

    def _take(self, within: str, key: str, value: str) -> None:
        if key in self._of[within]:
            self.left[f"{key[:_MOST_KEY]} of {within}"] += 1
        else:
            self._of[within][key] = value

    def end(self, name: Name) -> None:
        self._open.pop()
        if name[1] == "event" and "trace" not in self._open:
            problem = Problem("", "no_case", "the event stands in no trace", "events within traces")
            self.found.append(FileRow(self._file, self.line(), "events", {}, problem))
        elif name[1] == "event":
            event = self._of["event"]
            day = _DAY.fullmatch(event.get("time:timestamp", "").strip())
            told = {"element": "event", **self._case(), **event, "step": str(self._step)}
            self._put({**told, "day": day[1] if day else ""})
        elif name[1] == "trace" and not self._step:
            self._put({"element": "case", **self._case()})

    def _case(self) -> dict[str, str]:
        case = self._of["trace"]
        return {"case": case.get("concept:name", ""), **{f"case:{key}": text for key, text in case.items()}}

    def _put(self, cells: dict[str, str]) -> None:
        self.found.append(FileRow(self._file, self.line(), "events", cells))
