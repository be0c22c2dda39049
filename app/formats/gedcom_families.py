"""Families of GEDCOM as ties: who says so, HUSB, WIFE and CHIL or FAMS and FAMC, counts once."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.formats.gedcom_records import Node

_NATURES = {
    "birth": "birth",
    "natural": "birth",
    "biological": "birth",
    "adopted": "adoptive",
    "adoption": "adoptive",
    "adoptive": "adoptive",
    "foster": "foster",
    "step": "step",
    "stepchild": "step",
}
_SEALING = "sealing"
_GRADES = {"challenged": "unlikely", "disproven": "unlikely", "proven": "confirmed"}


@dataclass(slots=True)
class Membership:
    """What a person record says of the family it is a child of."""

    nature: str
    grade: str
    sealed: bool


@dataclass(slots=True)
class Family:
    """A family by its own record and by those of its persons."""

    id: str
    number: int
    parents: dict[str, bool] = field(default_factory=dict)
    children: dict[str, bool] = field(default_factory=dict)
    natures: dict[tuple[str, str], str] = field(default_factory=dict)


def membership_of(famc: Node) -> Membership:
    """Return what a FAMC says."""
    pedi = famc.text("PEDI").strip().lower()
    grade = _GRADES.get(famc.text("STAT").strip().lower(), "")
    return Membership(_NATURES.get(pedi, ""), grade, pedi == _SEALING)


def family_of(record: Node) -> Family:
    """Return the family of a record; parents and children in its order, each once.

    Parameters
    ----------
    record : Node

    Returns
    -------
    Family
    """
    family = Family(record.xref, record.number)
    sides = {"_FREL": "HUSB", "_MREL": "WIFE"}
    by_side = {node.tag: node.pointer for node in record.all("HUSB", "WIFE")}
    for node in record.all("HUSB", "WIFE"):
        family.parents[node.pointer] = True
    for node in record.all("CHIL"):
        family.children[node.pointer] = True
        for tag, side in sides.items():
            nature = _NATURES.get(node.text(tag).strip().lower(), "")
            if nature and side in by_side:
                family.natures[by_side[side], node.pointer] = nature
    return family


def is_person(pointer: str) -> bool:
    """Say whether a pointer leads anywhere: ``@VOID@`` does not."""
    return pointer not in ("", "VOID")
