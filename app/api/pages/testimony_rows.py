"""The rows of a data set that one testimony makes: the source, then what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.api.pages.testimony_form import AGENCIES, PLACES, SOURCE, TestimonyForm
from app.domain.identifiers import is_id
from app.services.testimony import Told

#: Columns whose faults are shown at a field with another name.
_SHOWN_AT = {
    "sources": {"id": "code"},
    "persons": {"id": "name", "citation": "where"},
    "families": {"id": "name", "citation": "where"},
    "memberships": {"person_id": "members", "target_id": "name", "citation": "where"},
    "kinship": {"person_a": "a", "person_b": "b", "relation": "term", "citation": "where"},
    "events": {"person_id": "person", "citation": "where"} | {f"{name}_id": name for name in (*AGENCIES, *PLACES)},
    "because_of": {"because_event_id": "because_act", "because_person_id": "because", "words": "because_words"},
    "identities": {"record_b": "is"},
}
#: What is on record of the kind of an agency that the witness only names.
_KIND_NOT_TOLD = "unknown"
#: Chosen instead of an act on record: only the person is named.
ONLY_PERSON = "person"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that the form makes, and where its faults are shown."""

    table: str
    row: Mapping[str, Any]
    prefix: str = ""
    field: str = ""

    def told(self) -> Told:
        """Return the row without empty cells."""
        return self.table, {name: value for name, value in self.row.items() if value not in ("", [])}

    def shown_at(self, column: str | None) -> str:
        """Return the field that a column was typed in."""
        name = _SHOWN_AT.get(self.table, {}).get(column or "", column or "")
        return f"{self.prefix}{self.field if self.field and name == 'name' else name}"


@dataclass(slots=True)
class _Bodies:
    """Agencies and places that are only named: one new record for each text."""

    known: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: list[Entry] = field(default_factory=list)


def rows_of(form: TestimonyForm) -> list[Entry]:
    """Return the rows that a form makes.

    Notes
    -----
    A name of a place or agency that is not chosen from the record makes a record of its own, one for each text. Those
    who were taken together get an event each, with the same words: an event has one subject.
    """
    cells = {name: form.get(name) for name in SOURCE if name not in ("dataset", "code")}
    found = [Entry("sources", {"id": form.source_id, **cells})]
    for number in form.used("p"):
        found += _person(form, number)
    for number in form.used("f"):
        found += _family(form, number)
    for number in form.used("k"):
        found.append(_kinship(form, number))
    bodies = _Bodies()
    events = [entry for number in form.used("e") for entry in _event(form, number, bodies)]
    return [*found, *bodies.rows, *events]


def person_id(form: TestimonyForm, number: str) -> str:
    """Return the id of a person who is chosen by number; empty when none is."""
    return form.id_of("p", int(number)) if number.isdecimal() and len(number) < 4 else ""


def event_ids(form: TestimonyForm, number: int) -> Iterator[tuple[str, str]]:
    """Yield the id of an event and its person's number, then those of the persons with whom it was."""
    own = form.get(f"e{number}_person")
    yield form.id_of("e", number), own
    for other in form.ticked(f"e{number}_with"):
        if other != own:
            yield f"{form.id_of('e', number)}-p{other}", other


def _origin(form: TestimonyForm, prefix: str) -> dict[str, str]:
    return {"source_id": form.source_id, "citation": form.get(f"{prefix}where")}


def _person(form: TestimonyForm, number: int) -> Iterator[Entry]:
    at, prefix = form.id_of("p", number), f"p{number}_"
    names = ("name", "sex", "birth", "note", "count_least", "count_most")
    cells = {name: form.get(f"{prefix}{name}") for name in names}
    yield Entry("persons", {"id": at, **cells, **_origin(form, prefix)}, prefix)
    yield from _same(form, "person", at, prefix)
    group = person_id(form, form.get(f"{prefix}among"))
    if group:
        cells = {"person_id": at, "relation": "among", "target_id": group}
        yield Entry("memberships", {**cells, **_origin(form, prefix)}, prefix, "among")


def _family(form: TestimonyForm, number: int) -> Iterator[Entry]:
    at, prefix = form.id_of("f", number), f"f{number}_"
    yield Entry("families", {"id": at, "name": form.get(f"{prefix}name"), **_origin(form, prefix)}, prefix)
    yield from _same(form, "family", at, prefix)
    for member in form.ticked(f"{prefix}members"):
        cells = {"person_id": person_id(form, member), "relation": "member_of", "target_id": at}
        yield Entry("memberships", {**cells, **_origin(form, prefix)}, prefix)


def _same(form: TestimonyForm, kind: str, at: str, prefix: str) -> Iterator[Entry]:
    """Yield the judgement that a person or family is one that is on record."""
    same = form.get(f"{prefix}is")
    if same and same != "new":
        judged = {"kind": kind, "record_a": at, "record_b": same, "judgement": "same"}
        yield Entry("identities", {**judged, **_origin(form, prefix)}, prefix)


def _kinship(form: TestimonyForm, number: int) -> Entry:
    prefix = f"k{number}_"
    a, b = (person_id(form, form.get(f"{prefix}{end}")) for end in ("a", "b"))
    term = form.get(f"{prefix}term")
    cells = {"person_a": a, "relation": term, "person_b": b, "words": term}
    return Entry("kinship", {**cells, **_origin(form, prefix)}, prefix)


def _event(form: TestimonyForm, number: int, bodies: _Bodies) -> Iterator[Entry]:
    prefix = f"e{number}_"
    cells: dict[str, Any] = {name: form.get(f"{prefix}{name}") for name in ("kind", "begin", "reason", "quote")}
    for names, table in ((AGENCIES, "agencies"), (PLACES, "places")):
        for name in names:
            cells[f"{name}_id"] = _body(form, f"{prefix}{name}", table, bodies)
    for id, person in event_ids(form, number):
        row = {"id": id, "person_id": person_id(form, person), **cells, **_origin(form, prefix)}
        yield Entry("events", row, prefix)
        yield from _because(form, number, id)


def _body(form: TestimonyForm, name: str, table: str, bodies: _Bodies) -> list[str]:
    """Return the id of an agency or place as typed, as chosen from the record, or of a new record."""
    text, chosen = form.get(name), form.get(f"{name}_is")
    if not text:
        return []
    if is_id(text) or (chosen and chosen != "new"):
        return [text if is_id(text) else chosen]
    if (table, text) not in bodies.known:
        prefix, _, role = name.partition("_")
        bodies.known[table, text] = f"{form.source_id}-{role}{prefix[1:]}"
        kind = {"kind": _KIND_NOT_TOLD} if table == "agencies" else {}
        row = {"id": bodies.known[table, text], "name": text, **kind, **_origin(form, f"{prefix}_")}
        bodies.rows.append(Entry(table, row, f"{prefix}_", role))
    return [bodies.known[table, text]]


def _because(form: TestimonyForm, number: int, event: str) -> Iterator[Entry]:
    """Yield for whose act an event is said to be: an act told here, one on record, or only the person."""
    prefix = f"e{number}_"
    person, act, kept = (form.get(f"{prefix}{name}") for name in ("because", "because_act", "because_is"))
    if not person and not act:
        return
    if act:
        target = {"because_event_id": form.id_of("e", int(act)) if act.isdecimal() and len(act) < 4 else ""}
    elif kept and kept != ONLY_PERSON:
        target = {"because_event_id": kept}
    else:
        target = {"because_person_id": person_id(form, person)}
    cells = {"event_id": event, **target, "words": form.get(f"{prefix}because_words")}
    yield Entry("because_of", {**cells, **_origin(form, prefix)}, prefix)
