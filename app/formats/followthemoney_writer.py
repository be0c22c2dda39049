"""FollowTheMoney out: what it can say of a snapshot, as JSON lines that the official library takes as valid.

The ids stay ours. FollowTheMoney knows dates only as a year, a month or a day: a wider date is left out and counted.
A source is a Document; a Documentation says which person, body, place or event rests on it, and ``proof`` says it of a
tie. Work for a body is a Membership; an event that leads from a place to a place is a Trip; any other is an Event. An
agency or a place is written where reading gives it the same side again.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.snapshot import Snapshot
from app.formats.base import Loss, Written
from app.formats.followthemoney_entities import fold_id
from app.formats.followthemoney_sides import Properties, Sides, is_membership

Row = dict[str, Any]
_LOST = {"Family": "Family", "Case": "Case", "memberships": "memberships", "structure": "structure"}
_LOST |= {"because_of": "BECAUSE_OF", "derivations": "DERIVED_FROM"}
_RELATIONS = {"PARENT_OF": "parent", "SIBLING_OF": "sibling"}
_NO_PLACE = "FollowTheMoney has no place for it"
_NO_CLAIM = "which source tells it is kept; citation, quote and grade of a claim are not, the csv format carries them"
_NO_SOURCE = "the source of the claim is not in the export"
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def write_followthemoney(snapshot: Snapshot, out: Path, sources: Mapping[str, str] | None = None) -> Written:
    """Write a snapshot as entities, one in each line.

    Parameters
    ----------
    snapshot : Snapshot
    out : Path
    sources : mapping of str to str, optional
        Id of a claim to that of its source.

    Returns
    -------
    Written
        ``counts`` by schema.
    """
    writer = _Writer(snapshot, sources or {})
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for id, schema, told in writer.entities():
            properties = {
                name: [each for each in values if each] for name, values in sorted(told.items()) if any(values)
            }
            writer.counts[schema] += 1
            entity = {"id": id, "schema": schema, "properties": properties}
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
    losses = [Loss(kind, number, why) for (kind, why), number in sorted(writer.lost.items())]
    return Written([out], dict(writer.counts), losses)


def ftm_date(first: date | None, last: date | None) -> str:
    """Return the year, month or day that has just these bounds; empty when none has.

    Parameters
    ----------
    first : date | None
    last : date | None

    Returns
    -------
    str

    Examples
    --------
    >>> ftm_date(date(2009, 5, 1), date(2009, 5, 31)), ftm_date(date(2009, 1, 1), date(2010, 12, 31))
    ('2009-05', '')
    """
    if first is None or last is None:
        return ""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7] if (first.day, last.day) == (1, monthrange(last.year, last.month)[1]) else ""
    whole = first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return f"{first.year:04d}" if whole else ""


class _Writer:
    def __init__(self, snapshot: Snapshot, sources: Mapping[str, str]) -> None:
        self._snapshot = snapshot
        self._sources = sources
        self._written = {row["id"] for row in snapshot.rows("Source")}
        self.counts: Counter[str] = Counter()
        self.lost: Counter[tuple[str, str]] = Counter()

    def entities(self) -> Iterator[tuple[str, str, Properties]]:
        """Yield id, schema and properties of every entity."""
        for table, kind in _LOST.items():
            self._lose(kind, "FollowTheMoney has no place for it here", self._snapshot.tables[table].num_rows)
        for row in self._rows("Person"):
            told = {**self._named(row), "gender": [row["sex"] or ""], "birthDate": [self._date(row, "birth", "Person")]}
            told |= {"deathDate": [self._date(row, "death", "Person")], "notes": [row["note"] or ""]}
            told |= {"nationality": [(row["nationality"] or "").lower()], "position": [row["occupation"] or ""]}
            group = (row["count_least"] or 1, row["count_most"] or 1) != (1, 1)
            self._lose("Person.count_least", "a group of persons becomes one person", int(group))
            yield from self._thing(row, "Person", told)
        for row in self._rows("Agency"):
            told = {
                **self._named(row),
                "country": [(row["country"] or "").lower()],
                "classification": [row["kind"] or ""],
            }
            told |= {"incorporationDate": [self._date(row, "valid_from", "Agency")]}
            told |= {"dissolutionDate": [self._date(row, "valid_to", "Agency")]}
            yield from self._thing(row, "PublicBody", told)
        for row in self._rows("Place"):
            point = {name: [str(row[name]) if row[name] is not None else ""] for name in ("latitude", "longitude")}
            told = {"full": [row["name"] or row["id"]], "country": [(row["country"] or "").lower()], **point}
            yield from self._thing(row, "Address", {**told, "keywords": [row["kind"] or ""]})
        yield from self._documents()
        yield from self._kinship()
        yield from self._events()

    def _named(self, row: Row) -> Properties:
        return {"name": [row["name"] or row["id"]], "alias": list(row["names"] or ())}

    def _kinship(self) -> Iterator[tuple[str, str, Properties]]:
        rows = self._snapshot.rows("kinship")
        for row in sorted(
            rows, key=lambda each: (each["type"], each["a"], each["b"], str(each["term"]), str(each["since"]))
        ):
            term = row["term"] or _RELATIONS.get(row["type"], "partner" if row["nature"] == "partner" else "spouse")
            term = "half_sibling" if row["type"] == "SIBLING_OF" and row["nature"] == "half" else term
            known = row["type"] == "KNOWS"
            lost = row["nature"] not in (None, "unknown", "marriage", "partner", "half")
            self._lose(f"{row['type']}.nature", _NO_PLACE, int(lost))
            told = {
                "person": [fold_id(row["b"])],
                "associate" if known else "relative": [fold_id(row["a"])],
                "relationship": [term],
            }
            told |= {
                "startDate": [self._date(row, "since", row["type"])],
                "endDate": [self._date(row, "until", row["type"])],
                "proof": self._documents_of(row),
            }
            number = self.counts["Associate" if known else "Family"] + 1
            yield f"tie-{known:d}-{number}", "Associate" if known else "Family", told

    def _documents(self) -> Iterator[tuple[str, str, Properties]]:
        for row in self._rows("Source"):
            told = {"fileName": [row["title"] or row["id"]], "title": [row["title"] or row["id"]]}
            told |= {"keywords": [row["kind"] or ""], "publisher": [row["publisher"] or ""]}
            told |= {"publishedAt": [row["published"] if _DAY.fullmatch(row["published"] or "") else ""]}
            web = (row["url"] or "").startswith(("https://", "http://"))
            lost = {"told_on": row["told_on"], "witness": row["witness"], "url": None if web else row["url"]}
            lost["published"] = None if told["publishedAt"][0] else row["published"]
            for name, value in lost.items():
                self._lose(f"Source.{name}", _NO_PLACE, int(bool(value)))
            yield fold_id(row["id"]), "Document", {**told, "sourceUrl": [row["url"] if web else ""]}

    def _events(self) -> Iterator[tuple[str, str, Properties]]:
        sides = Sides(self._snapshot)
        for row in self._rows("Event"):
            if row["kind"] is None:
                self._lose("Event", "no source says of which kind it is", 1)
                continue
            told, lost = sides.of(row)
            for type, number in lost.items():
                self._lose(type, "an event of FollowTheMoney has no such side, or its countries do not tell it", number)
            several = len(told.get("involved", ())) - 1
            self._lose("SUBJECT_OF", "who is involved is kept; read again, each has an event of its own", several)
            schema = "Trip" if "startLocation" in told else "Event"
            told |= {"startDate": [self._date(row, "begin", "Event")], "endDate": [self._date(row, "end", "Event")]}
            for name in ("reason", "duration_least", "age", "manner", "agency_kind", "place_kind"):
                self._lose(f"Event.{name}", _NO_PLACE, int(row[name] is not None))
            note, country = row["note"] or "", (row["country"] or "").lower()
            if row["kind"] == "work" and not country and is_membership(told):
                told |= {"role": [note], "proof": self._documents_of(row)}
                told["member"], told["organization"] = told.pop("involved"), told.pop("organizer")
                yield fold_id(row["id"]), "Membership", told
                continue
            told |= {"name": [row["kind"]], "keywords": [row["kind"]]}
            yield from self._thing(row, schema, {**told, "country": [country], "notes": [note]})

    def _thing(self, row: Row, schema: str, told: Properties) -> Iterator[tuple[str, str, Properties]]:
        """Yield an entity, and what says on which documents it rests."""
        yield fold_id(row["id"]), schema, told
        for document in self._documents_of(row):
            number = self.counts["Documentation"] + 1
            yield f"documentation-{number}", "Documentation", {"document": [document], "entity": [fold_id(row["id"])]}

    def _documents_of(self, row: Row) -> list[str]:
        """Return the ids of the documents that the claims of a record or tie come from."""
        claims = row["claims"] or ()
        found = {source for claim in claims if (source := self._sources.get(claim, "")) in self._written}
        self._lose("claims", _NO_CLAIM if found else _NO_SOURCE, len(claims))
        return [fold_id(source) for source in sorted(found)]

    def _rows(self, table: str) -> list[Row]:
        return sorted(self._snapshot.rows(table), key=lambda row: str(row["id"]))

    def _date(self, row: Row, name: str, kind: str) -> str:
        shown = ftm_date(row[f"{name}_earliest"], row[f"{name}_latest"])
        self._lose(
            f"{kind}.{name}", "FollowTheMoney dates are a year, a month or a day", int(bool(row[name]) and not shown)
        )
        return shown

    def _lose(self, kind: str, why: str, number: int) -> None:
        if number > 0:
            self.lost[kind, why] += number
