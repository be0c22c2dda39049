"""Entities of FollowTheMoney as one file tells them: their properties, their ids, and the documents they rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.domain.identifiers import escape_local, is_id, make_id

#: Schemas of documents; they become sources.
DOCUMENTS = (
    *("Document", "Folder", "Package", "HyperText", "PlainText", "Pages", "Image", "Table", "Workbook", "Email"),
    *("Message", "Article", "Audio", "Video"),
)
DOCUMENTATION = "Documentation"


@dataclass
class Entity:
    """One entity.

    Attributes
    ----------
    taken, first_only, odd : set of str
        Properties that a row was made of, those of them of which only the first value was, and those with a value that
        cannot be kept.
    """

    id: str
    told_id: str
    schema: str
    properties: dict[str, list[str]]
    taken: set[str] = field(default_factory=set)
    first_only: set[str] = field(default_factory=set)
    odd: set[str] = field(default_factory=set)

    def all(self, *names: str) -> list[str]:
        """Return the values of properties, each once."""
        self.taken.update(names)
        return list(dict.fromkeys(value for name in names for value in self.properties.get(name, ())))

    def first(self, *names: str) -> str:
        """Return the first value of properties; empty when there is none."""
        self.first_only.update(names)
        return next(iter(self.all(*names)), "")

    def date(self, *names: str) -> str:
        """Return the date of properties; of one that is told more and less exactly the most exact."""
        told = self.all(*names)
        longest = max(told, key=len, default="")
        return longest if all(longest.startswith(each) for each in told) else self.first(*names)


@dataclass
class Known:
    """Schemas of all entities and the documents on which they rest, by our id.

    Attributes
    ----------
    is_damaged, is_link_lost : bool
        Whether there is an entity that cannot be read, and one that may have said what rests on which document.
    """

    dataset: str
    schemas: dict[str, str] = field(default_factory=dict)
    documents: dict[str, list[str]] = field(default_factory=dict)
    is_damaged: bool = False
    is_link_lost: bool = False

    def first(self, entity: Entity) -> None:
        """Take note of an entity in the first reading."""
        self.schemas.setdefault(entity.id, entity.schema)
        if entity.schema == DOCUMENTATION:
            for about in entity.all("entity"):
                self._rests(self.id_of(about), entity.all("document"))
        if proof := entity.all("proof"):
            self._rests(entity.id, proof)

    def lost(self, line: bytes) -> None:
        """Take note of a line that cannot be read in the first reading."""
        self.is_damaged = True
        is_link = b"Documentation" in line or (b'"document"' in line and b'"entity"' in line)
        self.is_link_lost = self.is_link_lost or is_link

    def may_rest_on_more(self, entity: Entity) -> bool:
        """Say whether an entity may rest on a document that stands in, or is named by, a line that cannot be read."""
        told = self.documents.get(entity.id)
        if not told:
            return self.is_link_lost
        return self.is_damaged and any(each not in self.schemas for each in told)

    def _rests(self, id: str, documents: list[str]) -> None:
        told = self.documents.setdefault(id, [])
        told += [each for each in map(self.id_of, documents) if each not in told]

    def sources_of(self, entity: Entity) -> list[str]:
        """Return the documents in the file that an entity rests on; one that is not there is told as left out."""
        proof = entity.all("proof")
        if any(self.schemas.get(self.id_of(each)) not in DOCUMENTS for each in proof):
            entity.taken.discard("proof")
        return [each for each in self.documents.get(entity.id, ()) if self.schemas.get(each) in DOCUMENTS]

    def id_of(self, told: str) -> str:
        """Return our id of an entity: its own when it is one of ours."""
        own = unfold_id(told)
        return own if is_id(own) else make_id(self.dataset, escape_local(told))


def fold_id(id: str) -> str:
    """Return one of our ids as FollowTheMoney allows: letters, digits, and points that say which byte follows.

    Examples
    --------
    >>> fold_id("x:I1")
    'kt.x.3AI1'
    """
    return "kt." + "".join(sign if sign.isalnum() else f".{ord(sign):02X}" for sign in id)


def unfold_id(told: str) -> str:
    """Return our id from what :func:`fold_id` made of it, and anything else as it is."""
    return re.sub(r"\.([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), told[3:]) if told[:3] == "kt." else told
