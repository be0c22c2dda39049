"""What the headers and values of a foreign file let one guess, written as the rules of a mapping."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.countries import COUNTRY_CODES
from app.formats.mapping_words import (
    COUNTRY_VALUES,
    SEX_VALUES,
    event_column,
    person_column,
    plain,
    relative_of,
)

_MOST_VALUES = 40


class Guess:
    """What the columns of a file are taken for.

    Parameters
    ----------
    headers : sequence of str
    records : sequence of mapping of str to str
        The first lines: header to cell.
    dataset : str
        First part of the ids.
    """

    def __init__(self, headers: Sequence[str], records: Sequence[Mapping[str, str]], dataset: str) -> None:
        self._records = records
        self._dataset = dataset
        self._person: dict[str, str] = {}
        self._relatives: dict[str, str] = {}
        self._events: dict[str, dict[str, str]] = {}
        self._unknown: list[str] = []
        for header in headers:
            self._take(header)
        if "id" in self._person and not self._is_key(self._person["id"]):
            self._unknown.append(self._person.pop("id"))

    def _take(self, header: str) -> None:
        column, event = person_column(header), event_column(header)
        relation = relative_of(header)
        if column is not None and column not in self._person:
            self._person[column] = header
        elif relation is not None and relation not in self._relatives:
            self._relatives[relation] = header
        elif event is not None and event[1] not in self._events.get(event[0], {}):
            self._events.setdefault(event[0], {})[event[1]] = header
        else:
            self._unknown.append(header)

    @property
    def knows_persons(self) -> bool:
        """Whether there is a column with names of persons."""
        return "name" in self._person

    def _is_key(self, header: str) -> bool:
        values = [cells.get(header, "").strip() for cells in self._records if any(cells.values())]
        return all(values) and len(set(values)) == len(values)

    def lines(self) -> Iterator[str]:
        """Yield the value tables and the rules."""
        yield from self._value_table("sex", SEX_VALUES, ("female", "male", "other"))
        yield from self._value_table("nationality", COUNTRY_VALUES, COUNTRY_CODES)
        yield from self._persons()
        yield from self._ties()
        for relation, header in self._relatives.items():
            yield from self._relative(relation, header)
        for kind, parts in self._events.items():
            yield from self._event(kind, parts)
        if self._unknown:
            yield from ("", "# Not understood, and left out:", *(f"#   {quoted(name)}" for name in self._unknown))

    def _ties(self) -> Iterator[str]:
        """Yield the rules for ties that are records of their own; lines have none."""
        yield from ()

    def _value_table(self, column: str, known: Mapping[str, str], allowed: Iterable[str]) -> Iterator[str]:
        if column not in self._person:
            return
        header, codes = self._person[column], frozenset(allowed)
        found = Counter(text for cells in self._records if (text := cells.get(header, "").strip()))
        yield from ("", f"[values.{column}]  # what the file says = what we say")
        for text, _ in found.most_common(_MOST_VALUES):
            value = text if text in codes else known.get(plain(text))
            yield f"{quoted(text)} = {quoted(value or '')}{'' if value else '  # not understood; empty: left out'}"
        if not found or len(found) > _MOST_VALUES:
            yield '"*" = ""  # everything else is left out'

    def _persons(self) -> Iterator[str]:
        yield from rule("persons", self._who(), f"id = {self._id()}")
        for column, header in self._person.items():
            if column in ("sex", "nationality"):
                yield f"{column} = {{ column = {quoted(header)}, values = {quoted(column)} }}"
            elif column == "names":
                yield f'names = {{ column = {quoted(header)}, split = ";" }}'
            elif column != "id":
                yield f"{column} = {quoted(header)}"

    def _who(self) -> Sequence[str] | str:
        """Return which records are persons."""
        return [self._person["name"]]

    def _id(self) -> str:
        """Return the field of the person's id: of the column with numbers, else of name and birth."""
        if "id" in self._person:
            return f'{{ column = {quoted(self._person["id"])}, id = "person-" }}'
        named = [self._person[column] for column in ("name", "birth") if column in self._person]
        return f'{{ columns = [{", ".join(map(quoted, named))}], join = "-", id = "person-" }}'

    def _relative_id(self, relation: str) -> str:
        named = [self._person[column] for column in ("id", "name", "birth") if column in self._person]
        named = named[:1] if "id" in self._person else named
        template = f"{'-'.join(f'{{{name}}}' for name in named)}-{relation}"
        return f'{{ template = {quoted(template)}, id = "person-" }}'

    def _relative(self, relation: str, header: str) -> Iterator[str]:
        id = self._relative_id(relation)
        needed = [self._person["name"], header]
        yield from rule("persons", needed, f"id = {id}", f"name = {quoted(header)}")
        word = f"relation = {{ constant = {quoted(relation)} }}"
        yield from rule("kinship", needed, f"person_a = {id}", word, f"person_b = {self._id()}")

    def _event(self, kind: str, parts: Mapping[str, str]) -> Iterator[str]:
        told = parts.get("begin") or next(iter(parts.values()))
        fields = [f"person_id = {self._id()}", f"kind = {{ constant = {quoted(kind)} }}"]
        if "begin" in parts:
            fields.append(f"begin = {quoted(parts['begin'])}")
        if "place" in parts:
            id = f'{{ column = {quoted(parts["place"])}, id = "place-" }}'
            city = 'kind = { constant = "city" }  # or province, county, settlement, facility, border_crossing …'
            yield from rule("places", [parts["place"]], f"id = {id}", f"name = {quoted(parts['place'])}", city)
            fields.append(f"place_id = {id}" if kind != "repatriation" else f"to_place_id = {id}")
        if "agency" in parts:
            id = f'{{ column = {quoted(parts["agency"])}, id = "agency-" }}'
            unknown = 'kind = { constant = "unknown" }  # secret_police, police, border_guard …'
            yield from rule("agencies", [parts["agency"]], f"id = {id}", f"name = {quoted(parts['agency'])}", unknown)
            fields.append(f"by_agency_id = {id}")
        yield from rule("events", [self._person["name"], told], *fields)


def rule(table: str, when: Sequence[str] | str, *fields: str) -> Iterator[str]:
    """Yield a rule: for which records, as columns that are not empty or as TOML, and the fields of their row."""
    told = when if isinstance(when, str) else f"[{', '.join(map(quoted, when))}]"
    yield from ("", "[[rows]]", f"table = {quoted(table)}", f"when = {told}")
    yield from ("[rows.fields]", *fields)


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
