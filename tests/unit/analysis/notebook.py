"""A notebook for made-up cases: persons, ties and events written down in a line each, read back as a snapshot."""

from __future__ import annotations

from typing import Any

from app.analysis.casebook import Casebook
from app.domain.custody import event_kinds, reasons
from app.domain.dates import read_date
from app.domain.snapshot import Snapshot

_ROLES = {
    "by": ("BY_AGENCY", "Agency"),
    "given_by": ("FROM_AGENCY", "Agency"),
    "given_to": ("TO_AGENCY", "Agency"),
    "at": ("AT_PLACE", "Place"),
    "left": ("FROM_PLACE", "Place"),
    "reached": ("TO_PLACE", "Place"),
}


class Notebook:
    """Rows of a snapshot, written by short calls. Ids are given without their data set."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self._known: set[tuple[str, str]] = set()

    def add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def node(self, label: str, id_: str, **more: Any) -> str:
        """Describe a node once; naming it again adds nothing."""
        if (label, id_) not in self._known:
            self._known.add((label, id_))
            defaults = {"count_least": 1, "count_most": 1} if label == "Person" and "count_least" not in more else {}
            self.add(label, **{"id": f"x:{id_}", **_said(id_), **defaults, **more})
        return f"x:{id_}"

    def person(self, id_: str, *, birth: str = "", death: str = "", **more: Any) -> str:
        dated = {**_dated("birth", birth), **_dated("death", death)}
        return self.node("Person", id_, **dated, **more)

    def group(self, id_: str, least: int, most: int | None) -> str:
        return self.node("Person", id_, count_least=least, count_most=most)

    def agency(self, id_: str, country: str | None = None, **more: Any) -> str:
        return self.node("Agency", id_, country=country, **more)

    def place(self, id_: str, country: str | None = None, kind: str = "city") -> str:
        return self.node("Place", id_, country=country, kind=kind)

    def kin(self, type_: str, a: str, b: str, grade: str = "likely", **more: Any) -> None:
        pair = (self.person(a), self.person(b))
        self.add("kinship", type=type_, a=pair[0], b=pair[1], **_said(f"{type_}-{a}-{b}", grade), **more)

    def parent(self, parent: str, *children: str) -> None:
        for child in children:
            self.kin("PARENT_OF", parent, child, nature="birth")

    def spouses(self, a: str, b: str) -> None:
        self.kin("SPOUSE_OF", a, b, nature="marriage")

    def siblings(self, a: str, b: str) -> None:
        self.kin("SIBLING_OF", a, b, nature="full")

    def member(self, type_: str, person: str, other: str) -> None:
        label = {"MEMBER_OF": "Family", "AMONG": "Person"}[type_]
        pair = (self.person(person), self.node(label, other))
        self.add("memberships", type=type_, a=pair[0], b=pair[1], **_said(f"{type_}-{person}-{other}"))

    def structure(self, type_: str, a: str, b: str) -> None:
        label = "Place" if type_ == "WITHIN" else "Agency"
        pair = (self.node(label, a), self.node(label, b))
        self.add("structure", type=type_, a=pair[0], b=pair[1], **_said(f"{type_}-{a}-{b}"))

    def event(self, id_: str, person: str, kind: str, when: str = "", grade: str = "likely", **more: Any) -> str:
        """Write an event down: ``by``, ``at`` and the like name agencies and places; ``steps`` is {source: number}."""
        known = event_kinds()[kind]
        ends = {role: more.pop(role) for role in _ROLES if role in more}
        steps = [f"{grade}|x:{source}|{number}" for source, number in more.pop("steps", {}).items()]
        reason = more.pop("reason", None)
        self.node(
            "Event",
            id_,
            grade=grade,
            kind=kind,
            category=known.category,
            reason=reason,
            reason_class=reasons()[reason].reason_class if reason else None,
            steps=steps or None,
            **_dated("begin", when, lasts=known.lasts),
            **more,
        )
        self.tie("SUBJECT_OF", id_, self.person(person), grade)
        for role, other in ends.items():
            type_, label = _ROLES[role]
            self.tie(type_, id_, self.node(label, other), grade)
        return f"x:{id_}"

    def tie(self, type_: str, event: str, other: str, grade: str = "likely", claim: str = "") -> None:
        self.add("event_ties", type=type_, a=f"x:{event}", b=other, **_said(claim or event, grade))

    def because(self, event: str, other: str = "", person: str = "", grade: str = "likely") -> None:
        label = "Event" if other else "Person"
        said = _said(f"because-{event}-{other}{person}", grade)
        self.add("because_of", a=f"x:{event}", b=f"x:{other or person}", b_label=label, **said)

    def source(self, id_: str, published: str) -> None:
        self.add("Source", id=f"x:{id_}", published=published, published_latest=read_date(published).latest)

    def snapshot(self, *, backwards: bool = False) -> Snapshot:
        step = -1 if backwards else 1
        return Snapshot.from_rows({table: rows[::step] for table, rows in self.rows.items()}, data_version=7)

    def book(self) -> Casebook:
        return Casebook.of(self.snapshot())


def _said(what: str, grade: str = "likely") -> dict[str, Any]:
    return {"claims": [f"c-{what}"], "grade": grade, "independent_sources": 1}


def _dated(name: str, text: str, *, lasts: bool = False) -> dict[str, Any]:
    if not text:
        return {}
    read = read_date(text, period=lasts)
    found: dict[str, Any] = {name: text, f"{name}_earliest": read.earliest, f"{name}_latest": read.latest}
    if read.end is not None:
        found.update(end=read.end.text, end_earliest=read.end.earliest, end_latest=read.end.latest)
    return found
