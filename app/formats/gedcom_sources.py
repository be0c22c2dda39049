"""Sources of GEDCOM: the records, the places cited, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.domain.claims import Tier
from app.domain.identifiers import escape_local, is_id, make_id
from app.formats.gedcom_records import Node
from app.formats.source_file import source_id, source_row

QUAY = {"0": "unlikely", "1": "possible", "2": "likely", "3": "confirmed"}
OWN_TYPE = "kintrace"


def own_id(dataset: str, record: Node) -> str:
    """Return the id of a record: the one that Kintrace wrote into it, else its own in the data set."""
    for node in record.all("REFN"):
        if node.text("TYPE") == OWN_TYPE and is_id(node.value):
            return node.value
    return make_id(dataset, escape_local(record.xref))


@dataclass
class Sources:
    """The sources of one file.

    Attributes
    ----------
    file : str
        Id of the source that the file is: of all that has no source of its own.
    known : dict of str to str
        Record id to id.
    """

    dataset: str
    path: Path
    known: dict[str, str]

    def __post_init__(self) -> None:
        self.file = source_id(self.path, self.dataset)

    def file_row(self) -> dict[str, str]:
        """Return the row of the source that the file is."""
        return source_row(self.path, self.file)

    def record_row(self, record: Node) -> dict[str, str]:
        """Return the row of a source record."""
        title = " ".join((record.text("TITL", "ABBR") or record.xref).split())
        publisher = " ".join(filter(None, (record.text("AUTH"), record.text("PUBL"))))
        return {
            "id": self.known[record.xref],
            "kind": "report",
            "title": title,
            "publisher": publisher,
            "tier": Tier.TEAM.value,
        }

    def origins(self, node: Node, place: str) -> list[dict[str, str]]:
        """Return the origin cells of all that cites; of the file when nothing is cited.

        Parameters
        ----------
        node : Node
        place : str
            Where it stands in the file.
        """
        cites = node.all("SOUR")
        if not cites:
            return [{"source_id": self.file, "citation": place}]
        found: dict[tuple[str, str], dict[str, str]] = {}
        for cited in cites:
            source = self.known.get(cited.pointer, self.file)
            words = cited.text("PAGE") if cited.pointer else cited.value
            citation = words if source != self.file else " ".join(filter(None, (place, words)))
            quote = next((text for each in (*cited.all("DATA"), cited) if (text := each.text("TEXT"))), "")
            grade = QUAY.get(cited.text("QUAY").strip(), "")
            cells = found.setdefault((source, citation), {"source_id": source, "citation": citation, "grade": grade})
            if quote:  # one place in a source is one origin, also when it is cited for two of its sentences
                cells["quote"] = "\n".join(filter(None, (cells.get("quote"), quote)))
        return list(found.values())
