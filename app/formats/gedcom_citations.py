"""Sources in GEDCOM out: a record for each, and which of them a person or an event rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.snapshot import Snapshot

_NO_PLACE = "GEDCOM has no place for it"
_TIES = ("kinship", "event_ties", "Agency", "Place")


class Citations:
    """What is cited where.

    Parameters
    ----------
    snapshot : Snapshot
    sources : mapping of str to str
        Id of a claim to that of its source; nothing is cited when it is empty.

    Attributes
    ----------
    lost : Counter
        (kind, why) to number.
    """

    def __init__(self, snapshot: Snapshot, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._rows = sorted(snapshot.rows("Source"), key=lambda row: str(row["id"])) if sources else []
        self._xrefs = {row["id"]: f"S{number}" for number, row in enumerate(self._rows, 1)}
        self.lost: Counter[tuple[str, str]] = Counter()
        if not sources:
            self._lose("Source", "GEDCOM has no place for it here", snapshot.tables["Source"].num_rows)
        for row in self._rows:
            for name in ("published", "told_on", "witness", "url"):
                self._lose(f"Source.{name}", _NO_PLACE, int(bool(row[name])))
            self._lose("Source.kind", "a source of GEDCOM has no kind", int(row["kind"] not in (None, "report")))
        cited = sum(len(row["claims"] or ()) for table in _TIES for row in snapshot.rows(table)) if sources else 0
        self._lose("claims", "sources are named for persons and events, not for ties, agencies and places", cited)

    def lines(self, level: int, row: dict[str, Any]) -> Iterator[str]:
        """Yield the citations of a person or an event."""
        claims = row["claims"] or ()
        found = {self._sources.get(claim, "") for claim in claims}
        if self._sources:
            gone = sum(self._sources.get(claim) not in self._xrefs for claim in claims)
            self._lose("claims", "the source of the claim is not in the export", gone)
        for xref in (self._xrefs[id] for id in sorted(found & self._xrefs.keys())):
            yield f"{level} SOUR @{xref}@\n"

    def records(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield the record id of each source, and its values by tag, its own id the last."""
        for row in self._rows:
            told = [("TITL", row["title"] or row["id"]), ("PUBL", row["publisher"] or ""), ("REFN", row["id"])]
            yield self._xrefs[row["id"]], [(tag, " ".join(text.split())) for tag, text in told if text]

    def _lose(self, kind: str, why: str, number: int) -> None:
        if number:
            self.lost[kind, why] += number
