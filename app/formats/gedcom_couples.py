"""From ties to the families of GEDCOM: a child stands under a couple only where both are its parents in one way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.domain.claims import Grade
from app.domain.snapshot import Snapshot

Row = dict[str, Any]


@dataclass
class Household:
    """One family record: its parents, the periods of a marriage, and its children with the nature of the tie.

    ``doubted`` are the children whose tie is graded unlikely.
    """

    parents: tuple[str, ...]
    married: bool = False
    periods: list[Row] = field(default_factory=list)
    children: dict[str, str] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)

    def add(self, child: str, tie: tuple[str, bool]) -> None:
        """Take a child with the nature of its tie, and whether it is doubted."""
        self.children[child] = tie[0]
        if tie[1]:
            self.doubted.add(child)


def households(snapshot: Snapshot) -> list[Household]:
    """Return the families that say the parent and spouse ties of a snapshot, and nothing more.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    list of Household
        In the order of their parents' ids.
    """
    found: dict[tuple[Any, ...], Household] = {}
    parents: dict[str, dict[str, tuple[str, bool]]] = {}
    for row in sorted(
        snapshot.rows("kinship"), key=lambda each: (each["type"], each["a"], each["b"], str(each["since"]))
    ):
        if row["type"] == "PARENT_OF":
            parents.setdefault(row["b"], {})[row["a"]] = (row["nature"] or "unknown", row["grade"] == Grade.UNLIKELY)
        elif row["type"] == "SPOUSE_OF":
            married = row["nature"] != "partner"
            pair = (row["a"], row["b"])
            found.setdefault((pair, not married), Household(pair, married)).periods.append(row)
    for child, natures in sorted(parents.items()):
        couple_ids: tuple[str, ...] = tuple(sorted(natures))
        couple = found.get((couple_ids, False)) or found.get((couple_ids, True))
        if couple is not None and len(set(natures.values())) == 1:
            couple.add(child, next(iter(natures.values())))
            continue
        for parent, nature in sorted(natures.items()):
            alone = found.setdefault(((parent,), nature), Household((parent,)))
            alone.add(child, nature)
    return [found[key] for key in sorted(found, key=str)]
