"""All ties of a snapshot as neighbours, in both directions; without rumours."""

from collections.abc import Iterator
from typing import NamedTuple

from app.analysis.columns import decides, rows
from app.analysis.records import grade_name, support_of
from app.domain.snapshot import TIE_ENDS, Snapshot

#: Label and id.
Node = tuple[str, str]
#: As in the store, but a tie SUBJECT_OF is held from event to person, like the other ties of an event.
_ENDS = {**TIE_ENDS, "SUBJECT_OF": ("Event", "Person")}


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
    """Neighbours of every node, by label and id, each with the best supported tie to it.

    Parameters
    ----------
    snapshot : Snapshot

    Notes
    -----
    O(ties). Derivations join sources only and are left out.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._beside: dict[Node, dict[Node, Tie]] = {}
        for tie in _read(snapshot):
            known = self._beside.setdefault(tie.start, {}).get(tie.end)
            if tie.start != tie.end and (known is None or tie < known):
                self._beside[tie.start][tie.end] = tie
                self._beside.setdefault(tie.end, {})[tie.start] = tie

    def degree(self, node: Node) -> int:
        """Return the number of neighbours of a node."""
        return len(self._beside.get(node, ()))

    def neighbours(self, node: Node) -> list[Node]:
        """Return the nodes tied to a node, by label and id."""
        return sorted(self._beside.get(node, ()))

    def best_tie(self, one: Node, other: Node) -> Tie:
        """Return the best supported tie between two neighbours; of equal ones the first by type."""
        return self._beside[one][other]


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
