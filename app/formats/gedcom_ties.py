"""Rows of ties from the families of GEDCOM: couples, parents and children, and loops among them.

The standard says that a FAM is kept for marriages, cohabitation and unions of parents alike, and that nothing is to be
inferred from HUSB and WIFE. So a couple is married only where the file tells of a marriage or of its end; else they are
partners, which says that they are a couple and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from itertools import combinations

import networkx as nx

from app.domain.cells import Problem, read_day
from app.formats.gedcom_events import date_of, denied
from app.formats.gedcom_families import Family, Membership, is_person
from app.formats.gedcom_records import Node
from app.formats.gedcom_rows import Cells, Item, Rows

_ENDS = ("DIV", "ANUL")
_MOST_NAMED = 10
#: Each is a partner of each other and a parent of every child, so few lines could make millions of ties.
_MOST_PARENTS = 20


class Ties:
    """Makes the rows of families."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._index = rows.index
        self._parents: list[tuple[str, str]] = []

    def family(self, record: Node) -> Iterator[Item]:
        """Yield the ties of a family."""
        index, family = self._index, self._index.families[record.xref]
        self._rows.count("families")
        for node in filter(denied, record.all("MARR", *_ENDS)):
            yield self._rows.note(
                node.number, "denied", f"{node.tag} says that it did not happen; nothing is made of it"
            )
        yield from self._rows.checked(record)
        yield from self._told_persons(record)
        parents = yield from self._people(family, list(family.parents), index.parent_in.pop(family.id, []), "FAMS")
        members = index.child_of.pop(family.id, {})
        children = yield from self._people(family, list(family.children), list(members), "FAMC")
        if len(parents) > _MOST_PARENTS:
            problem = Problem("", "too_many_parents", f"names {len(parents):,} parents", f"at most {_MOST_PARENTS}")
            yield self._rows.row(record.number, "kinship", {}, problem)
            return
        yield from self._couples(record, parents)
        for child in children:
            for number, member in enumerate(members.get(child) or [Membership()]):
                # Only the first link rests on what the family cites: two ties from one place would contradict it.
                place = f"{record.xref} {number + 1}" if number else record.xref
                cited = Node(0, "", place, under=[] if number else record.all("SOUR"))
                yield from self._parents_of(cited, family, parents, (child, member))

    def loops(self) -> Iterator[Item]:
        """Yield a warning for each group of persons who are among their own ancestors."""
        for loop in nx.strongly_connected_components(nx.DiGraph(_within_loops(self._parents))):
            if len(loop) > 1:
                named = ", ".join(sorted(loop)[:_MOST_NAMED])
                reason = f"{len(loop):,} persons are among their own ancestors; they are recorded so: {named}"
                yield self._rows.note(None, "parent_cycle", reason, "no person among the own ancestors")

    def _told_persons(self, record: Node) -> Iterator[Item]:
        seen: set[str] = set()
        for node in record.all("HUSB", "WIFE", "CHIL"):
            if node.pointer not in self._index.persons:
                yield self._rows.nowhere(node, "a person")
            elif node.pointer in seen:
                yield self._rows.note(node.number, "listed_twice", "the family lists a person twice; one is kept")
            seen.add(node.pointer)

    def _people(self, family: Family, here: list[str], there: list[str], tag: str) -> Generator[Item, None, list[str]]:
        """Return the persons that either side names, each once; warn where the two differ."""
        known, note = self._index.persons, self._rows.note
        sides = set(there)
        for pointer in here:
            if is_person(pointer) and pointer in known and pointer not in sides:
                yield note(family.number, "one_sided", f"a person of the family has no {tag} to it; both are kept")
        told = set(here)
        for xref in there:
            if xref not in told:
                yield note(self._index.lines.get(xref), "one_sided", f"{tag} leads to a family without the person")
        return [xref for xref in dict.fromkeys([*here, *there]) if xref in known]

    def _couples(self, record: Node, parents: list[str]) -> Iterator[Item]:
        periods = _periods(record)
        relation = "spouse" if periods else "partner"
        words = ["NO MARR"] if any(node.value.strip().upper() == "MARR" for node in record.all("NO")) else []
        for first, second in combinations(parents, 2):
            self._rows.count("couples")
            tie = {"person_a": self._index.persons[first], "person_b": self._index.persons[second]}
            for number, nodes in enumerate(periods or [[record]]):
                place = record.xref if not number else f"{record.xref} {number + 1}"
                told = words + [f"{node.tag} {node.text('TYPE')}" for node in nodes if node.text("TYPE")]
                yield from self._couple(nodes, place, {**tie, "relation": relation}, told)

    def _couple(self, nodes: list[Node], place: str, tie: Cells, words: list[str]) -> Iterator[Item]:
        dates = {"since": "", "until": ""}
        for node in nodes:
            column = "until" if node.tag in _ENDS else "since"
            dates[column], refused = ("", "") if node.tag == "FAM" else date_of(node)
            if refused:
                yield self._rows.bad_date(node.number, node.tag)
                words = [*words, f"{node.tag} {refused}"]
            if column == "until":
                dates[column] = dates[column] or "unknown"  # it has ended, whether or not it is told when
        cited = Node(0, "", under=[source for node in nodes for source in node.all("SOUR")])
        for origin in self._index.sources.origins(cited, place):
            yield self._rows.row(nodes[0].number, "kinship", {**tie, **dates, "words": "; ".join(words), **origin})

    def _parents_of(
        self, cited: Node, family: Family, parents: list[str], link: tuple[str, Membership]
    ) -> Iterator[Item]:
        """Yield the ties of a child to parents; ``cited`` holds the citations and their place in the file."""
        rows, (child, member) = self._rows, link
        number = family.children.get(child, family.number)
        if member.sealed:
            yield rows.note(number, "sealing", "a child is only sealed to the family: that makes no parent")
            return
        under = [*cited.under, *member.cited]
        origins = self._index.sources.origins(Node(0, "", under=under), cited.xref)
        for parent in parents:
            if parent == child:
                yield rows.note(number, "self_tie", "a person is a child of his own; the tie is left out")
                continue
            nature = family.natures.get((parent, child)) or member.nature_of(family.parents.get(parent, ""))
            tie = {"person_a": self._index.persons[parent], "relation": "parent", "nature": nature}
            tie |= {"person_b": self._index.persons[child], "words": "; ".join(member.words)}
            tie["since"] = member.since if nature == "adoptive" else ""
            self._parents.append((tie["person_a"], tie["person_b"]))
            rows.count("parent_child")
            for origin in origins:
                grade = member.grade or origin.get("grade", "")
                yield rows.row(number, "kinship", {**tie, **origin, "grade": grade})


def _within_loops(ties: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out, again and again, ties of a parent who is nobody's child: where there is no loop, none is left."""
    children: dict[str, list[str]] = {}
    waits = Counter(child for _, child in ties)
    for parent, child in ties:
        children.setdefault(parent, []).append(child)
    free = [parent for parent in children if not waits[parent]]
    while free:
        for child in children.pop(free.pop(), ()):
            waits[child] -= 1
            if not waits[child]:
                free.append(child)
    return [(parent, child) for parent, several in children.items() for child in several]


def _periods(record: Node) -> list[list[Node]]:
    """Return the marriages of a family, each with its end where there is one, and ends without a marriage.

    An end belongs to the last marriage before it that has none, by the dates where they tell it.
    """
    periods = [[node] for node in record.all("MARR") if not denied(node)]
    for end in (node for node in record.all(*_ENDS) if not denied(node)):
        open_ = [period for period in periods if len(period) == 1 and not _is_after(period[0], end)]
        if open_:
            open_[-1].append(end)
        else:
            periods.append([end])
    return periods


def _is_after(marriage: Node, end: Node) -> bool:
    if marriage.tag in _ENDS:
        return True
    first, last = date_of(marriage)[0], date_of(end)[0]
    begin, finish = (read_day(text) if text else None for text in (first, last))
    return bool(begin and finish and begin.earliest and finish.latest and begin.earliest > finish.latest)
