"""All ties of a snapshot as neighbours, in both directions; without rumours."""

from collections.abc import Iterator
from typing import NamedTuple

from app.analysis.columns import decides, rows
from app.analysis.records import grade_name, support_of
from app.domain.snapshot import Snapshot

#: Label and id.
Node = tuple[str, str]
_ENDS = {
    "PARENT_OF": ("Person", "Person"),
    "SPOUSE_OF": ("Person", "Person"),
    "SIBLING_OF": ("Person", "Person"),
    "KIN_OF": ("Person", "Person"),
    "KNOWS": ("Person", "Person"),
    "MEMBER_OF": ("Person", "Family"),
    "IN_CASE": ("Person", "Case"),
    "AMONG": ("Person", "Person"),
    "PART_OF": ("Agency", "Agency"),
    "SUCCEEDED": ("Agency", "Agency"),
    "SAME_BODY": ("Agency", "Agency"),
    "BASED_AT": ("Agency", "Place"),
    "WITHIN": ("Place", "Place"),
    "SUBJECT_OF": ("Event", "Person"),
    "BY_AGENCY": ("Event", "Agency"),
    "FROM_AGENCY": ("Event", "Agency"),
    "TO_AGENCY": ("Event", "Agency"),
    "AT_PLACE": ("Event", "Place"),
    "FROM_PLACE": ("Event", "Place"),
    "TO_PLACE": ("Event", "Place"),
    "BY_PERSON": ("Event", "Person"),
}


class Tie(NamedTuple):
    """One tie with what it rests on; sorts by grade, then type."""

    rank: int
    type: str
    start: Node
    end: Node
    claims: tuple[str, ...]

    @property
    def grade(self) -> str:
        """Best grade of its claims."""
        return grade_name(self.rank)


class TieIndex:
    """Neighbours of every node, by label and id.

    Parameters
    ----------
    snapshot : Snapshot

    Notes
    -----
    O(ties). Derivations join sources only and are left out.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._ties: dict[tuple[Node, Node], list[Tie]] = {}
        beside: dict[Node, set[Node]] = {}
        for tie in _read(snapshot):
            if tie.start == tie.end:
                continue
            pair = (min(tie.start, tie.end), max(tie.start, tie.end))
            self._ties.setdefault(pair, []).append(tie)
            beside.setdefault(tie.start, set()).add(tie.end)
            beside.setdefault(tie.end, set()).add(tie.start)
        self._beside = {node: tuple(sorted(others)) for node, others in beside.items()}

    def neighbours(self, node: Node) -> tuple[Node, ...]:
        """Return the nodes tied to a node, by label and id."""
        return self._beside.get(node, ())

    def best_tie(self, one: Node, other: Node) -> Tie:
        """Return the best supported tie between two neighbours."""
        return min(self._ties[min(one, other), max(one, other)])


def _read(snapshot: Snapshot) -> Iterator[Tie]:
    support = ("claims", "grade", "independent_sources")
    for table in ("kinship", "memberships", "structure", "event_ties"):
        for row in rows(snapshot.tables[table], ("type", "a", "b", *support)):
            found = support_of(row)
            if decides(found):
                start, end = _ENDS[row["type"]]
                yield Tie(found.rank, row["type"], (start, row["a"]), (end, row["b"]), found.claims)
    for row in rows(snapshot.tables["because_of"], ("a", "b", "b_label", *support)):
        found = support_of(row)
        if decides(found):
            yield Tie(found.rank, "BECAUSE_OF", ("Event", row["a"]), (row["b_label"], row["b"]), found.claims)
