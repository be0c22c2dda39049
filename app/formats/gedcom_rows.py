"""Rows of the tables from the records of GEDCOM: persons, their ties and events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from app.domain.cells import CellRefused, Problem
from app.domain.claims import content_hash
from app.domain.custody import MOVES, event_kinds
from app.domain.identifiers import is_id, make_id
from app.domain.row_kinship import read_relation
from app.formats.base import FileNote, FileRow
from app.formats.gedcom_events import OWN_ID, date_of, event_id, kind_of, place_cells
from app.formats.gedcom_families import Family, Membership, is_person
from app.formats.gedcom_names import person_cells
from app.formats.gedcom_records import Node
from app.formats.gedcom_sources import Sources

Item = FileRow | FileNote
Cells = dict[str, str]
_OF_PERSON = frozenset(
    [
        "NAME",
        "SEX",
        "OCCU",
        "NATI",
        "FAMC",
        "FAMS",
        "SOUR",
        "NOTE",
        "SNOTE",
        "REFN",
        "ASSO",
        "CHAN",
        "CREA",
        "UID",
        "_UID",
        "RIN",
        "EXID",
        "ADOP",
    ]
)
_OF_FAMILY = frozenset(
    ["HUSB", "WIFE", "CHIL", "MARR", "DIV", "ANUL", "SOUR", "REFN", "CHAN", "CREA", "UID", "_UID", "RIN", "EXID"]
)
_ENDS = ("DIV", "ANUL")


@dataclass
class Index:
    """What the first reading found; ``lines`` are the lines of records by their id."""

    dataset: str
    sources: Sources
    lines: dict[str, int] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    child_of: dict[str, dict[str, Membership]] = field(default_factory=dict)
    parent_in: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


class Rows:
    """Makes the rows of one file.

    Attributes
    ----------
    counts : dict of str to int
    left : Counter
        What is not taken over, by its tag.
    """

    def __init__(self, file: str, index: Index) -> None:
        self._file = file
        self._index = index
        self._named: set[str] = set()
        self._ids: Counter[str] = Counter()
        self.counts: dict[str, int] = {}
        self.left: Counter[str] = Counter()

    def row(self, number: int, table: str, cells: Cells) -> FileRow:
        """Return a row."""
        return FileRow(self._file, number, table, cells)

    def note(self, number: int | None, code: str, reason: str, allowed: str = "") -> FileNote:
        """Return a warning."""
        return FileNote(self._file, number, Problem("", code, reason, allowed), stops=False)

    def left_out(self) -> Iterator[FileNote]:
        """Yield what was not taken over, counted by kind."""
        for what, times in sorted(self.left.items()):
            yield self.note(None, "left_out", f"{what} is not taken over, {times:,} times")

    def person(self, record: Node) -> Iterator[Item]:
        """Yield the rows of a person: one for each source, then events and associates."""
        id = self._index.persons[record.xref]
        cells = {"id": id, **person_cells(record)}
        words: list[str] = []
        for tag, column in (("BIRT", "birth"), ("DEAT", "death")):
            node = next((each for each in record.all(tag) if not each.text(OWN_ID)), None)
            if node is not None:
                cells[column], refused = date_of(node)
                words += [f"{tag}: {refused}"] if refused else []
        for text in words:
            reason = "holds a date that cannot be read; it is kept as a note"
            yield self.note(record.number, "bad_date", f"{text[:4]} {reason}", "a date such as 12 MAR 1950 or ABT 1950")
        cells["note"] = "\n".join([*self._notes(record), *words])
        self._count("persons")
        named = Node(
            record.number, "", under=[*record.all("SOUR"), *(s for n in record.all("NAME") for s in n.all("SOUR"))]
        )
        for origin in self._index.sources.origins(named, record.xref):
            yield self.row(record.number, "persons", {**cells, **origin})
        for node in record.under:
            yield from self._of_person(record, node, id)

    def _of_person(self, record: Node, node: Node, id: str) -> Iterator[Item]:
        if node.tag == "ASSO":
            yield from self._associate(record, node, id)
        elif node.tag == "FAMC" or node.tag == "FAMS":
            if is_person(node.pointer) and node.pointer not in self._index.families:
                yield self.note(node.number, "no_record", f"{node.tag} points to a family that is not there")
        elif kind := kind_of(node):
            if node.tag not in ("BIRT", "DEAT") or node.text("PLAC", OWN_ID, "AGNC") or node.all("SOUR"):
                yield from self._event(node, id, kind, record.xref)
        elif node.tag in ("EVEN", "FACT"):
            allowed = f"TYPE with one of: {', '.join(event_kinds())}"
            yield self.note(node.number, "unknown_kind", f"{node.tag} is of no kind of event and is left out", allowed)
        elif node.tag not in _OF_PERSON:
            self.left[f"{node.tag[:20]} of a person"] += 1

    def _event(self, node: Node, id: str, kind: str, place: str) -> Iterator[Item]:
        lasts = event_kinds()[kind].lasts
        date, refused = date_of(node, period=lasts)
        if refused:
            reason = "holds a date that cannot be read; it is kept as a note"
            yield self.note(node.number, "bad_date", f"{node.tag} {reason}", "a date such as 12 MAR 1950 or ABT 1950")
        cells = {"person_id": id, "kind": kind, "begin": date}
        where = place_cells(self._index.dataset, node)
        origins = self._index.sources.origins(node, f"{place} {node.tag}")
        if where is not None:
            cells["to_place_id" if kind in MOVES else "at_place_id"] = where["id"]
            yield from self._body(node.number, "places", where, origins[0])
        agency = " ".join(node.text("AGNC").split())
        if agency:
            told = next((each.text(OWN_ID) for each in node.all("AGNC")), "")
            body = told if is_id(told) else make_id(self._index.dataset, f"agency-{content_hash(agency)}")
            cells["to_agency_id" if kind in MOVES else "by_agency_id"] = body
            about = {"id": body, "name": agency, "kind": "unknown"}
            yield from self._body(node.number, "agencies", about, origins[0])
        cells["id"] = self._event_id(node, [id, kind, date, where["name"] if where else ""])
        cells["age"] = node.text("AGE")
        cells["manner"] = node.text("CAUS") if kind == "death" else ""
        own = [node.value] if node.value.upper() not in ("", "Y", kind.upper()) and not node.pointer else []
        cells["note"] = "\n".join([*own, *self._notes(node), *([refused] if refused else [])])
        self._count("events")
        for origin in origins:
            yield self.row(node.number, "events", {**cells, **origin})

    def _event_id(self, node: Node, said: list[str]) -> str:
        id = event_id(self._index.dataset, node, said)
        self._ids[id] += 1
        return id if self._ids[id] == 1 else f"{id}~{self._ids[id]}"

    def _body(self, number: int, table: str, cells: Cells, origin: Cells) -> Iterator[FileRow]:
        if cells["id"] not in self._named:
            self._named.add(cells["id"])
            yield self.row(number, table, {**cells, **origin})

    def _associate(self, record: Node, node: Node, id: str) -> Iterator[Item]:
        other = self._index.persons.get(node.pointer)
        role = next(iter(node.all("ROLE", "RELA")), Node(0, ""))
        word = (role.text("PHRASE") or role.value).strip().lower()
        try:
            if other is None:
                yield self.note(node.number, "no_record", "ASSO points to a person who is not there")
                return
            read_relation(word, None)
        except CellRefused as refused:
            reason = "ASSO has no word of kinship or acquaintance and is left out"
            yield self.note(node.number, refused.code, reason, refused.allowed)
            return
        cells = {"person_a": other, "relation": word, "person_b": id}
        for origin in self._index.sources.origins(node, record.xref):
            yield self.row(node.number, "kinship", {**cells, **origin})

    def family(self, record: Node) -> Iterator[Item]:
        """Yield the ties of a family."""
        family = self._index.families[record.xref]
        self._count("families")
        for node in record.under:
            if node.tag not in _OF_FAMILY:
                self.left[f"{node.tag[:20]} of a family"] += 1
        parents = yield from self._people(
            family, list(family.parents), self._index.parent_in.pop(family.id, []), "FAMS"
        )
        members = self._index.child_of.pop(family.id, {})
        children = yield from self._people(family, list(family.children), list(members), "FAMC")
        yield from self._couples(record, parents)
        for child in children:
            yield from self._parents_of(record, family, parents, child, members.get(child))

    def _people(self, family: Family, here: list[str], there: list[str], tag: str) -> Generator[Item, None, list[str]]:
        """Return the persons that either side names, each once; warn where the two differ or lead nowhere."""
        for pointer in here:
            if is_person(pointer) and pointer not in self._index.persons:
                yield self.note(family.number, "no_record", "the family points to a person who is not there")
            elif is_person(pointer) and pointer not in there:
                yield self.note(family.number, "one_sided", f"a person of the family has no {tag} to it; both are kept")
        known = self._index.persons
        for xref in there:
            if xref not in here:
                yield self.note(self._index.lines.get(xref), "one_sided", f"{tag} leads to a family without the person")
        return [xref for xref in dict.fromkeys([*here, *there]) if xref in known]

    def _couples(self, record: Node, parents: list[str]) -> Iterator[Item]:
        married, ends = record.all("MARR"), record.all(*_ENDS)
        relation = "spouse" if married or ends else "partner"
        for first, second in combinations(parents, 2):
            self._count("couples")
            tie = {"person_a": self._index.persons[first], "person_b": self._index.persons[second]}
            for number, node in enumerate(married or ends or [record]):
                end = ends[number] if number < len(ends) else None
                yield from self._couple(record, node, end, number, {**tie, "relation": relation})

    def _couple(self, record: Node, node: Node, end: Node | None, number: int, tie: Cells) -> Iterator[Item]:
        since, bad = date_of(node) if node.tag == "MARR" else ("", "")
        until, worse = date_of(end) if end else ("", "")
        if bad or worse:
            reason = "a marriage or its end holds a date that cannot be read"
            yield self.note(node.number, "bad_date", reason, "a date such as 12 MAR 1950 or ABT 1950")
        place = record.xref if not number else f"{record.xref} {number + 1}"
        for origin in self._index.sources.origins(node, place):
            yield self.row(node.number, "kinship", {**tie, "since": since, "until": until, **origin})

    def _parents_of(
        self, record: Node, family: Family, parents: list[str], child: str, member: Membership | None
    ) -> Iterator[Item]:
        if member is not None and member.sealed:
            yield self.note(family.number, "sealing", "a child is only sealed to the family: that makes no parent")
            return
        for parent in parents:
            if parent == child:
                yield self.note(family.number, "self_tie", "a person is a child of his own; the tie is left out")
                continue
            nature = family.natures.get((parent, child)) or (member.nature if member else "")
            grade = member.grade if member else ""
            tie = {"person_a": self._index.persons[parent], "relation": "parent", "nature": nature}
            self._count("parent_child")
            for origin in self._index.sources.origins(Node(0, "", under=record.all("SOUR")), record.xref):
                cells = {**tie, "person_b": self._index.persons[child], **origin}
                yield self.row(family.number, "kinship", {**cells, "grade": grade or origin.get("grade", "")})

    def _notes(self, node: Node) -> list[str]:
        found = (
            self._index.notes.get(each.pointer, "") if each.pointer else each.value
            for each in node.all("NOTE", "SNOTE")
        )
        return [text for text in found if text]

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1
