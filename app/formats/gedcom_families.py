"""Families of GEDCOM as ties: who says so, HUSB, WIFE and CHIL or FAMS and FAMC, counts once.

How a child belongs to a family is told in three places: PEDI and STAT of its FAMC, ``ADOP HUSB|WIFE|BOTH`` of the FAMC
of an adoption (by whom), and ``_FREL``/``_MREL`` of the CHIL (each parent alone). The one that tells more wins, and no
word that is not understood is lost: it stands in ``words`` of the tie.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.formats.gedcom_events import date_of
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
    "unknown": "",
}
_SEALING = "sealing"
#: What STAT says of the link: the standard calls a challenged one suspect.
_GRADES = {"challenged": "unlikely", "disproven": "unlikely", "proven": "confirmed"}
_SIDES = {"_FREL": "HUSB", "_MREL": "WIFE"}
_ADOPTERS = ("HUSB", "WIFE", "BOTH")
VOID = "VOID"


@dataclass(slots=True)
class Membership:
    """What a person record says of a family it is a child of.

    Attributes
    ----------
    nature, grade : str
        Empty where nothing is said.
    sealed : bool
        The child is only sealed to the family.
    adopted_by : str
        HUSB, WIFE or BOTH.
    since : str
        Date of the adoption.
    words : list of str
        What the file says that nature and grade do not.
    unknown : list of str
        Those of the words that were not understood.
    cited : list of Node
        Citations of the adoption.
    """

    nature: str = ""
    grade: str = ""
    sealed: bool = False
    adopted_by: str = ""
    since: str = ""
    words: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    cited: list[Node] = field(default_factory=list)

    def link(self, famc: Node) -> None:
        """Take what a FAMC of the person says."""
        for node in famc.all("PEDI"):
            told = (node.text("PHRASE") or node.value).strip()
            word = told.lower()
            if word == _SEALING:
                self.sealed = True
            elif word not in _NATURES:
                self._odd(f"PEDI {told}")
            elif not self.nature:
                self.nature = _NATURES[word]
            elif self.nature != _NATURES[word]:
                self.words.append(f"PEDI {told}")
        status = famc.text("STAT").strip()
        if status:
            self.words.append(f"STAT {status.lower()}")
            self.grade = _GRADES.get(status.lower(), "")
            self.unknown += [] if self.grade else [f"STAT {status}"]

    def adoption(self, event: Node, by: str) -> None:
        """Take an adoption into the family."""
        told = by.strip().upper()
        if told and told not in _ADOPTERS:
            self._odd(f"ADOP {by}")
        self.adopted_by = told if told in _ADOPTERS else self.adopted_by or "BOTH"
        self.since, refused = date_of(event)
        self.words += [f"ADOP {refused}"] if refused else []
        self.cited += event.all("SOUR")

    def born(self) -> None:
        """Take a birth into the family."""
        if not self.nature:
            self.nature = "birth"
        elif self.nature != "birth":
            self.words.append("BIRT into the family")

    def nature_of(self, side: str) -> str:
        """Return the nature of the tie to one parent.

        Parameters
        ----------
        side : str
            HUSB, WIFE or empty.

        Returns
        -------
        str
            Empty for the parent who is not the one that adopted, unless the file says more.
        """
        if self.adopted_by and self.adopted_by in ("BOTH", side):
            return "adoptive"
        return "" if self.adopted_by and self.nature == "adoptive" else self.nature

    def _odd(self, word: str) -> None:
        self.words.append(word)
        self.unknown.append(word)


@dataclass(slots=True)
class Family:
    """A family by its own record: its parents with HUSB or WIFE, its children, and natures by (parent, child)."""

    id: str
    number: int
    parents: dict[str, str] = field(default_factory=dict)
    children: dict[str, int] = field(default_factory=dict)
    natures: dict[tuple[str, str], str] = field(default_factory=dict)


def memberships_of(record: Node) -> dict[str, list[Membership]]:
    """Return what a person record says of the families it is a child of, by their record ids.

    Parameters
    ----------
    record : Node

    Returns
    -------
    dict of str to list of Membership
        Several where the file links the person to one family in several ways; the same link twice is one.
    """
    found: dict[str, list[Membership]] = {}
    for famc in record.all("FAMC"):
        links = found.setdefault(famc.pointer, [])
        link = Membership()
        link.link(famc)
        links += [link] if link not in links else []
    for event in record.all("ADOP"):
        for family, by in adopting(record, event):
            links = found.setdefault(family, [])
            link = next((each for each in links if each.nature == "adoptive"), links[0] if links else Membership())
            links += [link] if not links else []
            link.adoption(event, by)
    for event in record.all("BIRT"):
        for famc in event.all("FAMC"):
            links = found.setdefault(famc.pointer, [])
            links += [Membership()] if not links else []
            if all(each.nature != "birth" for each in links):
                links[0].born()
    found.pop("", None)
    return found


def adopting(record: Node, event: Node) -> list[tuple[str, str]]:
    """Return the families of an adoption and the word for who adopted.

    Parameters
    ----------
    record, event : Node

    Returns
    -------
    list of (str, str)
        Where the event names none: the one family that the person has by adoption; else none.
    """
    named = [(famc.pointer, famc.text("ADOP")) for famc in event.all("FAMC") if famc.pointer]
    adoptive = [
        famc.pointer for famc in record.all("FAMC") if _NATURES.get(famc.text("PEDI").strip().lower()) == "adoptive"
    ]
    return named or ([(adoptive[0], "")] if len(adoptive) == 1 else [])


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
    for node in record.all("HUSB", "WIFE"):
        family.parents.setdefault(node.pointer, node.tag)
    by_side = {side: pointer for pointer, side in family.parents.items()}
    for node in record.all("CHIL"):
        family.children.setdefault(node.pointer, node.number)
        for tag, side in _SIDES.items():
            nature = _NATURES.get(node.text(tag).strip().lower(), "")
            if nature and side in by_side:
                family.natures[by_side[side], node.pointer] = nature
    return family


def is_person(pointer: str) -> bool:
    """Say whether a pointer leads anywhere: ``@VOID@`` does not."""
    return pointer not in ("", VOID)
