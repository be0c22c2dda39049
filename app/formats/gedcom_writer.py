"""GEDCOM out: 7.0 (``gedcom``) and 5.5.1 (``gedcom551``).

The id of a record stands in REFN with the type ``kintrace``, that of an event, place or agency in ``_KTID``: reading
the file again gives the same ids. Kinds of event that GEDCOM does not know are EVEN with their kind as TYPE. Persons
and events name the sources of their claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.domain.claims import Grade
from app.domain.custody import MOVES
from app.domain.snapshot import Snapshot
from app.formats.base import Loss, Written
from app.formats.gedcom_citations import Citations
from app.formats.gedcom_couples import Household, households
from app.formats.gedcom_dates import gedcom_date
from app.formats.gedcom_events import OWN_ID
from app.formats.gedcom_sources import OWN_TYPE

Row = dict[str, Any]
_SEX = {"female": "F", "male": "M", "other": "X"}
_TAGS = {"birth": "BIRT", "death": "DEAT", "residence": "RESI"}
_PEDI = {"birth": "birth", "adoptive": "adopted", "foster": "foster", "step": "step"}
_LOST = {"Family": "Family", "Case": "Case", "memberships": "memberships", "structure": "structure"}
_LOST |= {"because_of": "BECAUSE_OF", "derivations": "DERIVED_FROM"}
#: Pieces of a long value of 5.5.1: none ends or begins with a blank, and none divides a doubled at sign.
_PIECES = re.compile(r".{1,200}\Z|(?:@@|[^@]){1,120}(?<! )(?! )|.{1,200}", re.DOTALL)
#: What cannot stand within FROM … TO.
_PHRASES = ("BET ", "ABT ", "BEF ", "AFT ")


def write_gedcom(snapshot: Snapshot, out: Path, sources: Mapping[str, str] | None = None) -> Written:
    """Write a snapshot as GEDCOM 7.0; with the source of each claim, persons and events name their sources."""
    return _write(snapshot, out, "7.0", sources or {})


def write_gedcom551(snapshot: Snapshot, out: Path, sources: Mapping[str, str] | None = None) -> Written:
    """Write a snapshot as GEDCOM 5.5.1; with the source of each claim, persons and events name their sources."""
    return _write(snapshot, out, "5.5.1", sources or {})


def _write(snapshot: Snapshot, out: Path, version: str, sources: Mapping[str, str]) -> Written:
    writer = _Writer(snapshot, version, Citations(snapshot, sources))
    with out.open("w", encoding="utf-8-sig", newline="\n") as file:
        file.writelines(writer.lines())
    losses = [Loss(kind, number, why) for (kind, why), number in sorted(writer.lost.items())]
    return Written([out], dict(writer.counts), losses)


class _Writer:
    def __init__(self, snapshot: Snapshot, version: str, citations: Citations) -> None:
        self._citations = citations
        self._snapshot = snapshot
        self._new = version != "5.5.1"
        self._version = version
        self.counts: Counter[str] = Counter()
        self.lost = citations.lost
        self._persons = sorted(snapshot.rows("Person"), key=lambda row: str(row["id"]))
        self._xrefs = {row["id"]: f"I{number}" for number, row in enumerate(self._persons, 1)}
        self._named = {label: {row["id"]: row for row in snapshot.rows(label)} for label in ("Agency", "Place")}
        self._sexes = {row["id"]: row["sex"] for row in self._persons}
        self._homes = households(snapshot)
        self._homes_of = self._by_member()
        self._events, self._ties = self._by_event()
        self._associates = self._by_person()
        self._told: set[tuple[str, str]] = set()

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file."""
        for table, kind in _LOST.items():
            self._lose(kind, "GEDCOM has no place for it here", self._snapshot.tables[table].num_rows)
        dated = (row for row in self._snapshot.rows("kinship") if row["type"] == "PARENT_OF")
        self._lose(
            "PARENT_OF.since", "such a tie has no dates", sum(bool(row["since"] or row["until"]) for row in dated)
        )
        for table in ("Event", "kinship"):
            graded = sum(_is_graded(row) for row in self._snapshot.rows(table))
            self._lose(f"{table}.grade", "how sure it is stands only at doubted parents", graded)
        yield "0 HEAD\n1 SOUR KINTRACE\n1 GEDC\n"
        yield f"2 VERS {self._version}\n"
        yield "1 SCHMA\n2 TAG _KTID urn:kintrace:id\n" if self._new else "2 FORM LINEAGE-LINKED\n1 CHAR UTF-8\n"
        yield from () if self._new else ("1 SUBM @U1@\n",)
        for row in self._persons:
            yield from self._person(row)
        for number, home in enumerate(self._homes, 1):
            yield from self._home(number, home)
        yield from self._sources()
        self._lose_bodies()
        yield "0 TRLR\n" if self._new else "0 @U1@ SUBM\n1 NAME Kintrace\n0 TRLR\n"

    def _sources(self) -> Iterator[str]:
        for xref, told in self._citations.records():
            self.counts["Source"] += 1
            yield f"0 @{xref}@ SOUR\n"
            for tag, value in told:
                yield from self._line(1, tag, value)
            yield f"2 TYPE {OWN_TYPE}\n"

    def _person(self, row: Row) -> Iterator[str]:
        self.counts["Person"] += 1
        xref = self._xrefs[row["id"]]
        yield f"0 @{xref}@ INDI\n"
        for name in dict.fromkeys([row["name"] or row["id"], *(row["names"] or ())]):
            self._lose(
                "Person.name", "slashes stand around surnames only; here a blank stands for one", int("/" in name)
            )
            yield from self._line(1, "NAME", " ".join(name.replace("/", " ").split()))
        if row["sex"] in _SEX:
            yield f"1 SEX {_SEX[row['sex']]}\n"
        yield from self._line(1, "REFN", row["id"])
        yield f"2 TYPE {OWN_TYPE}\n"
        for tag, name in (("BIRT", "birth"), ("DEAT", "death")):
            date = self._date(row, name, f"Person.{name}")
            yield f"1 {tag}\n2 DATE {date}\n" if date else ""
        for tag, name in (("OCCU", "occupation"), ("NATI", "nationality"), ("NOTE", "note")):
            if row[name]:
                yield from self._line(1, tag, row[name])
        if (row["count_least"] or 1, row["count_most"] or 1) != (1, 1):
            self._lose("Person.count_least", "a group of persons becomes one person")
        yield from self._citations.lines(1, row)
        for event in self._events.get(row["id"], ()):
            yield from self._event(event)
        yield from self._kin(row["id"])

    def _kin(self, person: str) -> Iterator[str]:
        for number, home in self._homes_of.get(person, ()):
            yield f"1 FAMS @F{number}@\n" if person in home.parents else ""
            if person in home.children:
                pedi = _PEDI.get(home.children[person], "")
                yield f"1 FAMC @F{number}@\n"
                if pedi == "step" and self._new:
                    yield "2 PEDI OTHER\n3 PHRASE step\n"
                else:
                    yield f"2 PEDI {pedi.upper() if self._new else pedi}\n" if pedi else ""
                if person in home.doubted:
                    yield f"2 STAT {'CHALLENGED' if self._new else 'challenged'}\n"
        for other, term in self._associates.get(person, ()):
            yield f"1 ASSO @{self._xrefs[other]}@\n"
            yield from self._line(2, "ROLE" if self._new else "RELA", "OTHER" if self._new else term)
            if self._new:
                yield from self._line(3, "PHRASE", term)

    def _event(self, row: Row) -> Iterator[str]:
        self.counts["Event"] += 1
        tag = _TAGS.get(row["kind"], "EVEN")
        yield f"1 {tag}\n"
        yield f"2 TYPE {row['kind']}\n" if tag == "EVEN" else ""
        begin, end = self._date(row, "begin", "Event.begin"), self._date(row, "end", "Event.end")
        if end and (
            (" " in begin and begin.split()[0] in ("BET", "ABT", "BEF", "AFT"))
            or end[:3] in ("BET", "ABT", "BEF", "AFT")
        ):
            self._lose("Event.end", "a period of dates that are not plain keeps its begin")
            end = ""
        date = f"FROM {begin} TO {end}" if begin and end else f"TO {end}" if end else begin
        yield f"2 DATE {date}\n" if date else ""
        yield from self._line(2, OWN_ID, row["id"])
        for tag, label in (("PLAC", "Place"), ("AGNC", "Agency")):
            yield from self._body(tag, label, row)
        for tag, name in (("AGE", "age"), ("CAUS", "manner"), ("NOTE", "note")):
            if row[name]:
                yield from self._line(2, tag, row[name])
        yield from self._citations.lines(2, row)
        for name in ("reason", "duration_least", "agency_kind", "place_kind", "country"):
            self._lose(f"Event.{name}", "GEDCOM has no place for it", 1 if row[name] is not None else 0)

    def _body(self, tag: str, label: str, event: Row) -> Iterator[str]:
        kind = event["kind"]
        usual = f"{'TO' if kind in MOVES else 'AT' if label == 'Place' else 'BY'}_{label.upper()}"
        ties = [tie for tie in self._ties.get(event["id"], ()) if tie["type"].endswith(label.upper())]
        ties.sort(key=lambda tie: tie["type"] != usual)
        self._lose(f"Event {label}", "an event names one place and one agency", len(ties[1:]))
        for tie in ties[:1]:
            self._told.add((label, tie["b"]))
            body = self._named[label].get(tie["b"], {"id": tie["b"], "name": None})
            yield from self._line(2, tag, " ".join((body["name"] or body["id"]).split()))
            yield from self._line(3, OWN_ID, body["id"])
            yield f"3 _KIND {body['kind']}\n" if body.get("kind") else ""
            yield f"3 _COUNTRY {body['country']}\n" if body.get("country") else ""
            if tie["type"] != usual or kind in MOVES:
                yield f"3 _SIDE {tie['type'].partition('_')[0].lower()}\n"
            point = int(body.get("latitude") is not None)
            self._lose("Place.latitude", "GEDCOM files of ours hold no points", point)

    def _lose_bodies(self) -> None:
        for label, named in self._named.items():
            for id, row in named.items():
                if (label, id) not in self._told:
                    self._lose(label, "it stands only at an event, and none names it")
                    continue
                self._lose(f"{label}.names", "it has one name", int(len(row["names"] or ()) > 1))
                for name in ("valid_from", "valid_to"):
                    self._lose(f"{label}.{name}", "GEDCOM has no place for it", int(bool(row.get(name))))

    def _home(self, number: int, home: Household) -> Iterator[str]:
        self.counts["Family"] += 1
        yield f"0 @F{number}@ FAM\n"
        sexes = self._sexes
        turned = len(home.parents) > 1 and (
            sexes.get(home.parents[0]) == "female" or sexes.get(home.parents[1]) == "male"
        )
        parents = home.parents[::-1] if turned else home.parents
        alone = len(parents) == 1 and sexes.get(parents[0]) == "female"
        for tag, parent in zip(("WIFE", "HUSB") if alone else ("HUSB", "WIFE"), parents, strict=False):
            yield f"1 {tag} @{self._xrefs[parent]}@\n" if parent in self._xrefs else ""
        for child in home.children:
            yield f"1 CHIL @{self._xrefs[child]}@\n" if child in self._xrefs else ""
        periods = sorted(home.periods, key=lambda row: (row["until"] is None, str(row["since"])))
        for row in periods:
            since, until = self._date(row, "since", "SPOUSE_OF.since"), self._date(row, "until", "SPOUSE_OF.until")
            if not home.married:
                self._lose("SPOUSE_OF.since", "the period of partners has no place", 1 if since or until else 0)
                continue
            yield "1 MARR\n" if since else "1 MARR Y\n"
            yield f"2 DATE {since}\n" if since else ""
            if row["until"]:
                yield f"1 DIV\n2 DATE {until}\n" if until else "1 DIV Y\n"

    def _date(self, row: Row, name: str, kind: str) -> str:
        phrase = gedcom_date(row, name)
        if row[name] and not phrase and row[name] != "unknown":
            self._lose(kind, "the date has no phrase in GEDCOM")
        if phrase and row[f"{name}_uncertain"]:
            self._lose(f"{kind}_uncertain", "GEDCOM cannot say that a date is uncertain")
        return phrase

    def _line(self, level: int, tag: str, value: str) -> Iterator[str]:
        """Yield a value as lines: its line breaks are CONT; long ones are CONC in 5.5.1."""
        for place, text in enumerate(value.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            told = ("@" + text if text.startswith("@") else text) if self._new else text.replace("@", "@@")
            pieces = [told] if self._new else _PIECES.findall(told) or [""]
            for number, piece in enumerate(pieces):
                head = f"{level} {tag}" if not place and not number else f"{level + 1} {'CONC' if number else 'CONT'}"
                yield f"{head} {piece}\n" if piece else f"{head}\n"

    def _lose(self, kind: str, why: str, number: int = 1) -> None:
        if number:
            self.lost[kind, why] += number

    def _by_member(self) -> dict[str, list[tuple[int, Household]]]:
        found: dict[str, list[tuple[int, Household]]] = {}
        for number, home in enumerate(self._homes, 1):
            for member in dict.fromkeys((*home.parents, *home.children)):
                found.setdefault(member, []).append((number, home))
        return found

    def _by_event(self) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
        ties: dict[str, list[Row]] = {}
        for tie in sorted(self._snapshot.rows("event_ties"), key=lambda row: (row["a"], row["type"], row["b"])):
            ties.setdefault(tie["a"], []).append(tie)
        events: dict[str, list[Row]] = {}
        for row in sorted(self._snapshot.rows("Event"), key=lambda each: str(each["id"])):
            subjects = [tie["b"] for tie in ties.get(row["id"], ()) if tie["type"] == "SUBJECT_OF"]
            subject = next(iter(subjects), None)
            self._lose("SUBJECT_OF", "an event stands in the record of one person", len(subjects[1:]))
            if row["kind"] is None:
                self._lose("Event", "no source says of which kind it is")
                continue
            events.setdefault(subject or "", []).append(row)
            parts = sum(tie["type"] == "BY_PERSON" for tie in ties.get(row["id"], ()))
            self._lose("BY_PERSON", "an event names no other person", parts)
            alone = subject not in self._xrefs
            self._lose("Event", "nobody is described to whom it happened", int(alone))
        return events, ties

    def _by_person(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for row in sorted(self._snapshot.rows("kinship"), key=lambda each: (each["b"], each["a"], str(each["term"]))):
            if row["type"] not in ("KIN_OF", "KNOWS", "SIBLING_OF"):
                continue
            described = {row["a"], row["b"]} <= self._xrefs.keys()
            self._lose(row["type"], "one of the two persons is not described", int(not described))
            self._lose(f"{row['type']}.since", "such a tie has no dates", int(bool(row["since"] or row["until"])))
            if described:
                full = row["type"] == "SIBLING_OF" and row["nature"] == "full"
                self._lose("SIBLING_OF.nature", "full siblings are told as siblings", int(full))
                word = "half_sibling" if row["nature"] == "half" else "sibling"
                found.setdefault(row["b"], []).append((row["a"], row["term"] or word))
        return found


def _is_graded(row: Row) -> bool:
    """Say whether a row has a grade that GEDCOM cannot tell."""
    doubted_parent = row.get("type") == "PARENT_OF" and row["grade"] == Grade.UNLIKELY
    return row["grade"] not in (None, Grade.UNGRADED) and not doubted_parent
