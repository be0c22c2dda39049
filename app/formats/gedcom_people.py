"""Rows of persons from their records: names and dates, events with places and agencies, associates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.domain.cells import CellRefused
from app.domain.columns import SEPARATOR
from app.domain.custody import event_kinds
from app.domain.row_kinship import read_relation
from app.formats.base import FileRow
from app.formats.gedcom_events import OWN_ID, agency_cells, date_of, denied, event_id, kind_of, place_cells, side_of
from app.formats.gedcom_families import Membership, adopting
from app.formats.gedcom_names import names_of, person_cells
from app.formats.gedcom_records import Node
from app.formats.gedcom_rows import Cells, Item, Rows

#: Roles of 7.0 that are words of kinship or acquaintance.
_ROLES = {
    "CHIL": "child",
    "FATH": "father",
    "FRIEND": "friend",
    "GODP": "godparent",
    "HUSB": "husband",
    "MOTH": "mother",
    "NGHBR": "neighbour",
    "PARENT": "parent",
    "SPOU": "spouse",
    "WIFE": "wife",
}
_DATED = {"BIRT": "birth", "DEAT": "death"}


class People:
    """Makes the rows of persons."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._index = rows.index
        self._named: set[str] = set()
        self._ids: Counter[str] = Counter()

    def person(self, record: Node) -> Iterator[Item]:
        """Yield the rows of a person: one for each source, then events and associates."""
        rows, id = self._rows, self._index.persons[record.xref]
        yield from rows.checked(record)
        cells = {"id": id, **person_cells(record)}
        words: list[str] = []
        of_the_person = [
            next((n for n in record.all(tag) if not n.text(OWN_ID) and not denied(n)), None) for tag in _DATED
        ]
        for node in of_the_person:
            if node is not None:
                self._rows.left["DEAT without a date, a place or Y of INDI"] += node.tag == "DEAT" and not _says(node)
                cells[_DATED[node.tag]], refused = date_of(node)
                words += [f"{node.tag}: {refused}"] if refused else []
                if refused:
                    yield rows.bad_date(node.number, node.tag)
        if record.all("NATI") and "nationality" not in cells:
            words += [f"NATI: {node.value}" for node in record.all("NATI") if node.value]
        cells["note"] = "\n".join([*rows.notes_of(record), *words])
        rows.count("persons")
        rows.left["name with | of INDI"] += sum(SEPARATOR in name for name in names_of(record)[1:])
        origins = self._index.sources.origins(record, record.xref)
        for origin in origins:
            yield rows.row(record.number, "persons", {**cells, **origin})
        yield from self._names(record, id, origins)
        for node in record.under:
            if node.tag not in _DATED or _tells_more(node) or not any(node is each for each in of_the_person):
                yield from self._of_person(record, node, id)

    def _names(self, record: Node, id: str, told: list[Cells]) -> Iterator[Item]:
        """Yield a row for each source of names alone, which says nothing else of the person."""
        places = {(origin["source_id"], origin["citation"]) for origin in told}
        found: dict[tuple[str, str], tuple[Cells, list[Node]]] = {}
        for name in record.all("NAME"):
            for origin in self._index.sources.origins(name, record.xref) if name.all("SOUR") else ():
                place = (origin["source_id"], origin["citation"])
                if place not in places:
                    found.setdefault(place, (origin, []))[1].append(name)
        for origin, names in found.values():
            cells = person_cells(Node(record.number, record.tag, record.xref, under=names))
            yield self._rows.row(record.number, "persons", {"id": id, **cells, **origin})

    def _of_person(self, record: Node, node: Node, id: str) -> Iterator[Item]:
        rows = self._rows
        if node.tag == "ASSO":
            yield from self._associate(record, node, id)
        elif node.tag in ("FAMC", "FAMS"):
            if node.pointer not in self._index.families:
                yield rows.nowhere(node, "a family")
            elif node.tag == "FAMC":
                yield from self._odd_words(node)
        elif node.tag == "ADOP":
            yield from self._adoption(record, node)
        elif denied(node):
            yield rows.note(node.number, "denied", f"{node.tag} says that it did not happen; nothing is made of it")
        elif kind := kind_of(node):
            yield from self._event(node, id, kind, record.xref)
        elif node.tag in ("EVEN", "FACT"):
            allowed = f"TYPE with one of: {', '.join(event_kinds())}"
            yield rows.note(node.number, "unknown_kind", f"{node.tag} is of no kind of event and is left out", allowed)

    def _odd_words(self, famc: Node) -> Iterator[Item]:
        member = Membership()
        member.link(famc)
        for word in member.unknown:
            reason = f"{word[:60]} is not understood; it is kept as words of the tie"
            yield self._rows.note(famc.number, "unknown_word", reason, "PEDI and STAT as in the standard")

    def _adoption(self, record: Node, event: Node) -> Iterator[Item]:
        families = adopting(record, event)
        if not families:
            reason = "ADOP names no family, so it makes no tie"
            yield self._rows.note(event.number, "no_family", reason, "2 FAMC @F1@ under it")
        for family, _ in families:
            if family not in self._index.families:
                yield self._rows.nowhere(next(iter(event.all("FAMC")), event), "a family")
        if families and date_of(event)[1]:
            yield self._rows.bad_date(event.number, "ADOP")

    def _event(self, node: Node, id: str, kind: str, place: str) -> Iterator[Item]:
        date, refused = date_of(node, period=event_kinds()[kind].lasts)
        if refused and node.tag not in _DATED:
            yield self._rows.bad_date(node.number, node.tag)
        cells = {"person_id": id, "kind": kind, "begin": date}
        where = place_cells(self._index.dataset, node)
        body = agency_cells(self._index.dataset, node)
        origins = self._index.sources.origins(node, f"{place} {node.tag}")
        if where is not None:
            cells[side_of(node, "PLAC", "place")] = where["id"]
            yield from self._body(node.number, "places", where, origins[0])
        if body is not None:
            cells[side_of(node, "AGNC", "agency")] = body["id"]
            yield from self._body(node.number, "agencies", body, origins[0])
        cells["id"] = self._event_id(node, [id, kind, date, where["name"] if where else ""])
        cells["age"] = node.text("AGE")
        cells["manner"] = node.text("CAUS") if kind == "death" else ""
        cells["note"] = "\n".join(
            [*_own_words(node, kind), *self._rows.notes_of(node), *([refused] if refused else [])]
        )
        self._rows.count("events")
        for origin in origins:
            yield self._rows.row(node.number, "events", {**cells, **origin})

    def _event_id(self, node: Node, said: list[str]) -> str:
        id = event_id(self._index.dataset, node, said)
        self._ids[id] += 1
        return id if self._ids[id] == 1 else f"{id}~{self._ids[id]}"

    def _body(self, number: int, table: str, cells: Cells, origin: Cells) -> Iterator[FileRow]:
        if cells["id"] not in self._named:
            self._named.add(cells["id"])
            yield self._rows.row(number, table, {**cells, **origin})

    def _associate(self, record: Node, node: Node, id: str) -> Iterator[Item]:
        other = self._index.persons.get(node.pointer)
        role = next(iter(node.all("ROLE", "RELA")), Node(0, ""))
        told = role.value.strip()
        word = (role.text("PHRASE") or _ROLES.get(told.upper(), told)).strip().lower()
        if other is None:
            yield self._rows.nowhere(node, "a person")
            return
        try:
            read_relation(word, None)
        except CellRefused as refused:
            reason = "ASSO has no word of kinship or acquaintance and is left out"
            yield self._rows.note(node.number, refused.code, reason, refused.allowed)
            return
        cells = {"person_a": other, "relation": word, "person_b": id}
        for origin in self._index.sources.origins(node, record.xref):
            yield self._rows.row(node.number, "kinship", {**cells, **origin})


def _says(node: Node) -> bool:
    """Say whether a line tells anything: by the standard a bare DEAT does not say that someone is dead."""
    return bool(node.value.strip() or node.under)


def _tells_more(node: Node) -> bool:
    """Say whether a birth or death tells more than the date that its person has already."""
    more = bool(node.text("PLAC", OWN_ID, "AGNC", "CAUS", "AGE", "TYPE") or node.all("SOUR", "NOTE", "SNOTE"))
    dead = node.tag == "DEAT" and not date_of(node)[0] and bool(node.value.strip() or node.all("DATE"))
    return more or dead


def _own_words(node: Node, kind: str) -> list[str]:
    """Return what an event says in words that have no column."""
    words = [] if node.pointer or node.value.upper() in ("", "Y", kind.upper()) else [node.value]
    type_ = node.text("TYPE")
    told = type_.lower().replace(" ", "_").replace("-", "_")
    words += [f"TYPE: {type_}"] if type_ and node.tag not in ("EVEN", "FACT") and told != kind else []
    cause = node.text("CAUS")
    return words + ([f"CAUS: {cause}"] if cause and kind != "death" else [])
