"""GEDCOM in: 5.5, 5.5.1, 7.0, 7.1 and ``.gdz``.

Our own reader. ged4py reads well-made 5.5 files right and is the second reader in the tests; but it refuses a file as a
whole for one broken line, knows neither 7.0 nor archives, takes the header's word for the encoding, and does not say
what it leaves out.

The file is read twice: first the ids, families, sources and notes, then the persons one by one. Memory holds ids and
family ties. What has no source of its own rests on the file. A couple is married when the file tells of a marriage or
its end, else partners: the standard keeps FAM for unions of every kind and forbids to infer more from HUSB and WIFE.
PEDI, ``ADOP HUSB|WIFE|BOTH`` and ``_FREL``/``_MREL`` give the nature of the tie to a parent; a challenged or disproven
link is graded unlikely, so it decides nothing. What RESN calls confidential or private is sealed. A line that cannot be
read is a refused row, and the lines under it with it; the rows of its record, the ties of its person and what rests
on it may not say all. What is not taken over is counted by its tag. The agency of a handover needs its country to be
known. Ids are of the data set that is asked for, else of one named after the file, since ``@I1@`` means another person
in every file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from app.domain.cells import Problem
from app.domain.claims import Tier
from app.formats.base import FileNote, FileRow, ReadResult
from app.formats.gedcom_bytes import encoding_of, is_gedcom, open_gedcom
from app.formats.gedcom_families import family_of, memberships_of
from app.formats.gedcom_people import People
from app.formats.gedcom_records import Node, read_nodes
from app.formats.gedcom_rows import Index, Rows
from app.formats.gedcom_sources import Sources, own_id
from app.formats.gedcom_taken import is_restricted, survey
from app.formats.gedcom_ties import Ties
from app.formats.source_file import dataset_named_after

Item = FileRow | FileNote
#: One more than a text may have.
_MOST_NOTE = 20_001
#: They tell of the file, not of persons.
_NO_RECORDS_OF_OURS = frozenset({"HEAD", "TRLR", "SUBM", "SUBN"})


def recognise_gedcom(path: Path) -> bool:
    """Say whether a file, or the one within an archive, begins with ``0 HEAD``; never raises."""
    return is_gedcom(path)


def read_gedcom(path: Path, dataset: str = "") -> ReadResult:
    """Open a GEDCOM file for reading.

    Parameters
    ----------
    path : Path
    dataset : str
        Data set of the ids; empty: named after the file, since two files have an ``@I1@`` each.

    Returns
    -------
    ReadResult
        ``counts``: persons, families, parent_child, couples, events and sources that the file holds.

    Raises
    ------
    InvalidDocument
        There is no such file, or its archive is damaged.
    TooLarge
        Its archive holds too much.
    """
    open_gedcom(path).close()
    dataset = dataset or dataset_named_after(path, "gedcom")
    reading = _Reading(path, Index(dataset, Sources(dataset, path, {})))
    return ReadResult([str(path)], reading.items(), counts=reading.rows.counts, is_whole=True)


@dataclass
class _Reading:
    """One reading of a file."""

    path: Path
    index: Index

    def __post_init__(self) -> None:
        self.rows = Rows(str(self.path), self.index)
        self.people, self.ties = People(self.rows), Ties(self.rows)
        self._ids: set[str] = set()

    def items(self) -> Iterator[Item]:
        """Yield all rows and notes."""
        encoding, rows = encoding_of(self.path), self.rows
        if encoding.said:
            reason = f"the header says {encoding.said}, but the bytes are {encoding.name}; read as these"
            yield rows.note(None, "other_encoding", reason)
        yield rows.row(1, "sources", self.index.sources.file_row())
        last = ""
        anything = False
        for item in read_nodes(self.path, encoding.name):
            anything = True
            if isinstance(item, FileRow):
                self.index.is_damaged = True
                yield item
            else:
                last = item.tag
                yield from self._first(item)
        if not anything:
            yield FileNote(str(self.path), None, Problem("", "empty", "holds no line", "a whole file"), stops=True)
        elif last != "TRLR":
            yield rows.note(None, "cut", "does not end with TRLR: it may be cut off", "a whole file")
        for item in read_nodes(self.path, encoding.name):
            if isinstance(item, Node) and item.tag == "INDI" and self.index.lines.get(item.xref) == item.number:
                yield from self._kept(item, self.people.person(item))
            elif isinstance(item, Node) and item.tag == "FAM" and self.index.lines.get(item.xref) == item.number:
                yield from self._kept(item, self.ties.family(item))
        yield from self.ties.loops()
        yield from rows.left_out()

    def _first(self, record: Node) -> Iterator[Item]:
        """Take note of a record in the first reading."""
        index = self.index
        if record.damaged:
            index.damaged.add(record.xref)
        id = own_id(index.dataset, record) if record.tag == "INDI" and record.xref else ""
        if record.tag in ("INDI", "FAM") and (not record.xref or record.xref in index.lines or id in self._ids):
            yield self._without_id(record)
        elif record.tag == "INDI":
            index.lines[record.xref] = record.number
            index.persons[record.xref] = id
            self._ids.add(id)
            for family, links in memberships_of(record).items():
                index.child_of.setdefault(family, {})[record.xref] = links
            for node in record.all("FAMS"):
                index.parent_in.setdefault(node.pointer, []).append(record.xref)
        elif record.tag == "FAM":
            index.lines[record.xref] = record.number
            index.families[record.xref] = family_of(record)
        elif record.tag == "SOUR" and record.xref:
            index.sources.known[record.xref] = own_id(index.dataset, record)
            self.rows.count("sources")
            survey(record, self.rows.left)
            row = self.rows.row(record.number, "sources", index.sources.record_row(record))
            yield replace(row, partial=record.damaged)
        elif record.tag in ("NOTE", "SNOTE"):
            index.notes[record.xref] = record.value[:_MOST_NOTE]  # a longer one is refused with its row
        elif record.tag not in _NO_RECORDS_OF_OURS:
            self.rows.left[f"record {record.tag[:20]}"] += 1

    def _without_id(self, record: Node) -> FileRow:
        known = bool(record.xref)
        reason = "the record has the id of a record above" if known else "the record has no id"
        problem = Problem("id", "repeated_id" if known else "missing", reason, "an id of its own: 0 @I1@ INDI")
        return FileRow(str(self.path), record.number, "persons" if record.tag == "INDI" else "", {}, problem)

    def _kept(self, record: Node, items: Iterator[Item]) -> Iterator[Item]:
        """Yield the items of a record; what is told in confidence, all of it or some events, goes to no other tier."""
        whole = is_restricted(record)
        lines = {node.number for node in record.under if is_restricted(node)}
        for item in self._whole(record, items) if self.index.is_damaged else items:
            if isinstance(item, FileRow) and (whole or item.row in lines):
                yield replace(item, cells={**item.cells, "tier": Tier.SEALED.value})
            else:
                yield item

    def _whole(self, record: Node, items: Iterator[Item]) -> Iterator[Item]:
        """Yield the items of a record of a damaged file; those that may not say all are marked."""
        index = self.index
        known = index.sources.known.keys() | index.notes.keys()
        links = index.child_of.get(record.xref, {}) if record.tag == "FAM" else {}
        cited = (node for several in links.values() for link in several for node in link.cited)
        pointers = {node.pointer for node in chain(survey(record, Counter()), cited) if node.pointer}
        partial = record.damaged or bool(pointers - known or pointers & index.damaged)
        persons = {index.persons[xref] for xref in index.damaged & index.persons.keys()}
        for item in items:
            tied = {item.cells.get(side) for side in ("person_a", "person_b")} if isinstance(item, FileRow) else set()
            yield replace(item, partial=partial or bool(tied & persons)) if isinstance(item, FileRow) else item
