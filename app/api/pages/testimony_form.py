"""The form of one testimony: what was typed, and the rows of a data set that it makes."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData

from app.api.problems import Refused
from app.domain.identifiers import is_id
from app.services.testimony import Told

#: Parts of the form with several entries: prefix of their fields -> (entries at the start, most entries).
PARTS = {"p": (2, 40), "k": (2, 80), "e": (2, 80)}
_FIELDS = {
    "p": ("name", "sex", "birth", "note", "where", "is"),
    "k": ("a", "term", "b", "where"),
    "e": ("person", "kind", "begin", "place", "place_is", "agency", "agency_is", "reason", "quote", "where"),
}
_SOURCE = ("dataset", "code", "title", "kind", "told_on", "witness", "language", "tier", "consent")
#: Columns whose faults are shown at a field with another name.
_SHOWN_AT = {
    "sources": {"id": "code"},
    "persons": {"id": "name", "citation": "where"},
    "kinship": {"person_a": "a", "person_b": "b", "relation": "term", "citation": "where"},
    "events": {"person_id": "person", "place_id": "place", "agency_id": "agency", "citation": "where"},
    "identities": {"record_b": "is"},
    "places": {"name": "place"},
    "agencies": {"name": "agency"},
}
#: What is on record of the kind of an agency that the witness only names.
_KIND_NOT_TOLD = "unknown"
_MOST_TEXT = 20_000
_MOST_FIELDS = 2_000


@dataclass(slots=True)
class TestimonyForm:
    """What was typed, and how many entries each part has.

    Attributes
    ----------
    do : str
        The button: check, record, or more of a part.
    checked : str
        Digest of what was checked before.
    values : dict of str to str
    counts : dict of str to int
    """

    __test__ = False  # its name is not that of a test

    do: str = ""
    checked: str = ""
    values: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: {part: least for part, (least, _) in PARTS.items()})

    def get(self, name: str) -> str:
        """Return one typed text without blanks at its ends."""
        return self.values.get(name, "").strip()

    def entries(self, part: str) -> range:
        """Return the numbers of the entries of a part, from 1."""
        return range(1, self.counts[part] + 1)

    def used(self, part: str) -> Iterator[int]:
        """Yield the numbers of the entries in which something was typed."""
        for number in self.entries(part):
            if any(self.get(f"{part}{number}_{name}") for name in _FIELDS[part] if not name.endswith("is")):
                yield number

    def mark(self) -> str:
        """Return a digest of all that was typed."""
        typed = sorted((name, text.strip()) for name, text in self.values.items() if text.strip())
        return hashlib.sha256(repr(typed).encode("utf-8", "backslashreplace")).hexdigest()

    @property
    def source_id(self) -> str:
        """Return the id of the source."""
        return f"{self.get('dataset') or 'testimony'}:{self.get('code')}"

    def id_of(self, part: str, number: int) -> str:
        """Return the id that an entry gets."""
        return f"{self.source_id}-{part}{number}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that the form makes, and where its faults are shown."""

    table: str
    row: Mapping[str, Any]
    prefix: str = ""

    def told(self) -> Told:
        """Return the row without empty cells."""
        return self.table, {name: value for name, value in self.row.items() if value not in ("", [])}

    def shown_at(self, column: str | None) -> str:
        """Return the field that a column was typed in."""
        name = _SHOWN_AT.get(self.table, {}).get(column or "", column or "")
        return f"{self.prefix}{name}"


async def read_form(request: Request) -> TestimonyForm:
    """Read what was typed.

    Raises
    ------
    Refused
        A field is not known here, comes twice, or is a file.
    """
    given = await request.form(max_files=0, max_fields=_MOST_FIELDS)
    form = TestimonyForm(do=_text(given, "do") or "check", checked=_text(given, "checked"))
    for part, (least, most) in PARTS.items():
        told = _text(given, f"{part}_count")
        form.counts[part] = min(max(int(told), least), most) if told.isdecimal() and len(told) < 4 else least
    known = {*_SOURCE, *(f"{part}{n}_{name}" for part in PARTS for n in form.entries(part) for name in _FIELDS[part])}
    if given.keys() - known - {"do", "checked", *(f"{part}_count" for part in PARTS)}:
        raise Refused(422, "unknown_field", "A field is not known here.", loc=("body",))
    form.values = {name: text for name in known if (text := _text(given, name))}
    for part, (_, most) in PARTS.items():
        if form.do == f"more_{part}":
            form.counts[part] = min(form.counts[part] + 2, most)
    return form


def _text(given: FormData, name: str) -> str:
    values = given.getlist(name)
    if len(values) > 1 or any(not isinstance(each, str) for each in values):
        raise Refused(422, "repeated_field", "A field is given twice or is a file.", loc=("body",))
    text = str(values[0]) if values else ""
    if len(text) > _MOST_TEXT:
        raise Refused(422, "invalid", f"A text is longer than {_MOST_TEXT:,} characters.", loc=("body",))
    return text


def rows_of(form: TestimonyForm) -> list[Entry]:
    """Return the rows that a form makes: the source, then what it says.

    Notes
    -----
    A name of a place or agency that is not chosen from the record makes a record of its own, one for each text.
    """
    cells = {name: form.get(name) for name in _SOURCE if name not in ("dataset", "code")}
    found = [Entry("sources", {"id": form.source_id, **cells})]
    for number in form.used("p"):
        found += _person(form, number)
    for number in form.used("k"):
        found.append(_kinship(form, number))
    bodies: dict[tuple[str, str], str] = {}
    for number in form.used("e"):
        found += _event(form, number, bodies)
    return found


def _person(form: TestimonyForm, number: int) -> list[Entry]:
    at, prefix = form.id_of("p", number), f"p{number}_"
    origin = {"source_id": form.source_id, "citation": form.get(f"{prefix}where")}
    cells = {name: form.get(f"{prefix}{name}") for name in ("name", "sex", "birth", "note")}
    rows = [Entry("persons", {"id": at, **cells, **origin}, prefix)]
    same = form.get(f"{prefix}is")
    if same and same != "new":
        judged = {"kind": "person", "record_a": at, "record_b": same, "judgement": "same"}
        rows.append(Entry("identities", {**judged, **origin}, prefix))
    return rows


def _kinship(form: TestimonyForm, number: int) -> Entry:
    prefix = f"k{number}_"
    a, b = (_person_id(form, form.get(f"{prefix}{end}")) for end in ("a", "b"))
    term = form.get(f"{prefix}term")
    origin = {"source_id": form.source_id, "citation": form.get(f"{prefix}where")}
    return Entry("kinship", {"person_a": a, "relation": term, "person_b": b, "words": term, **origin}, prefix)


def _event(form: TestimonyForm, number: int, bodies: dict[tuple[str, str], str]) -> list[Entry]:
    prefix = f"e{number}_"
    origin = {"source_id": form.source_id, "citation": form.get(f"{prefix}where")}
    rows: list[Entry] = []
    ids: dict[str, list[str]] = {}
    for name, table in (("place", "places"), ("agency", "agencies")):
        text, chosen = form.get(f"{prefix}{name}"), form.get(f"{prefix}{name}_is")
        if not text:
            continue
        if is_id(text) or (chosen and chosen != "new"):
            ids[f"{name}_id"] = [text if is_id(text) else chosen]
            continue
        if (table, text) not in bodies:
            bodies[table, text] = f"{form.source_id}-{name}{number}"
            kind = {"kind": _KIND_NOT_TOLD} if table == "agencies" else {}
            rows.append(Entry(table, {"id": bodies[table, text], "name": text, **kind, **origin}, prefix))
        ids[f"{name}_id"] = [bodies[table, text]]
    cells = {name: form.get(f"{prefix}{name}") for name in ("kind", "begin", "reason", "quote")}
    person = _person_id(form, form.get(f"{prefix}person"))
    return [
        *rows,
        Entry("events", {"id": form.id_of("e", number), "person_id": person, **cells, **ids, **origin}, prefix),
    ]


def _person_id(form: TestimonyForm, number: str) -> str:
    return form.id_of("p", int(number)) if number.isdecimal() and len(number) < 4 else ""
