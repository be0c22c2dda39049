"""What of a GEDCOM record is taken over: a table by tag. Everything else is counted."""

from __future__ import annotations

from collections import Counter

from app.formats.gedcom_events import KIND_OF, OWN_ID, point_of
from app.formats.gedcom_names import SEXES
from app.formats.gedcom_records import Node
from app.formats.gedcom_sources import OWN_TYPE, QUAY

_EVENTS = frozenset({*KIND_OF, "EVEN", "FACT"})
_SOURCE = frozenset({"PAGE", "QUAY", "DATA", "TEXT"})
_OF_EVENT = frozenset({"RESN", "TYPE", "DATE", "PLAC", "AGNC", "AGE", "CAUS", "NOTE", "SNOTE", "SOUR", OWN_ID})
#: Tags that are read, by the tag that they stand under.
TAKEN: dict[str, frozenset[str]] = {
    "INDI": _EVENTS
    | {"NAME", "SEX", "OCCU", "NATI", "FAMC", "FAMS", "SOUR", "NOTE", "SNOTE", "REFN", "ASSO", "ADOP", "RESN"},
    "FAM": frozenset({"HUSB", "WIFE", "CHIL", "MARR", "DIV", "ANUL", "SOUR", "NO", "RESN"}),
    "NAME": frozenset({"NPFX", "GIVN", "SPFX", "SURN", "NSFX", "NICK", "FONE", "ROMN", "TRAN", "SOUR"}),
    **dict.fromkeys(_EVENTS, _OF_EVENT),
    "BIRT": _OF_EVENT | {"FAMC"},
    "ADOP": frozenset({"DATE", "FAMC", "SOUR", "ADOP"}),
    "FAMC": frozenset({"PEDI", "STAT", "ADOP"}),
    "PEDI": frozenset({"PHRASE"}),
    "CHIL": frozenset({"_FREL", "_MREL"}),
    "ASSO": frozenset({"ROLE", "RELA", "SOUR"}),
    "ROLE": frozenset({"PHRASE"}),
    "MARR": frozenset({"TYPE", "DATE", "SOUR"}),
    "DIV": frozenset({"DATE", "SOUR"}),
    "ANUL": frozenset({"DATE", "SOUR"}),
    "DATE": frozenset({"PHRASE"}),
    "PLAC": frozenset({"MAP", OWN_ID, "_KIND", "_COUNTRY", "_SIDE"}),
    "AGNC": frozenset({OWN_ID, "_KIND", "_COUNTRY", "_SIDE"}),
    "MAP": frozenset({"LATI", "LONG"}),
    "SOUR": _SOURCE,
    "DATA": frozenset({"TEXT"}),
    "REFN": frozenset({"TYPE"}),
}
#: Tags of lines that can point to a source or a note; tags that are taken over only with some values.
_POINTING = frozenset({"SOUR", "NOTE", "SNOTE"})
_CONDITIONAL = frozenset({"REFN", "NO", "MAP", "QUAY", "SEX", "RESN"})
#: Of these the first is taken.
_ONCE = frozenset({"SEX", "DATE", "PLAC", "AGNC", "AGE", "CAUS", "TYPE", "QUAY"})
#: U says that it is not known.
_TOLD_SEXES = frozenset({*SEXES, "U", ""})
#: Of a record of a source, which shares its tag with a citation.
_OF_SOURCE_RECORD = frozenset({"TITL", "ABBR", "AUTH", "PUBL", "REFN"})


def survey(record: Node, left: Counter[str]) -> list[Node]:
    """Count what is not taken over from a record, and find its pointers to sources and notes.

    Parameters
    ----------
    record : Node
    left : Counter
        Filled: "BURI of INDI" and how often.

    Returns
    -------
    list of Node
        The lines taken over that point to a source or a note, as they follow one another.
    """
    pointers: list[Node] = []
    waiting = [record]
    while waiting:
        node = waiting.pop()
        if node.pointer and node.tag in _POINTING:
            pointers.append(node)
        taken = _OF_SOURCE_RECORD if node is record and node.tag == "SOUR" else _taken(node)
        once = [each.tag for each in node.under if each.tag in _ONCE] if len(node.under) > 1 else []
        for tag in {tag for tag in once if once.count(tag) > 1 and tag in taken} if len(once) > 1 else ():
            left[f"another {tag} of {node.tag[:20]}"] += once.count(tag) - 1
        for each in reversed(node.under):
            if each.tag not in taken or (each.tag in _CONDITIONAL and _says_nothing_to_us(each)):
                left[f"{each.tag[:20]} of {node.tag[:20]}"] += 1
            elif each.under or each.pointer:
                waiting.append(each)
    return pointers


def _taken(node: Node) -> frozenset[str]:
    if node.tag == "DATE" and node.value.strip():
        return frozenset()  # the phrase is read where there is no date
    return TAKEN.get(node.tag, frozenset())


def _says_nothing_to_us(node: Node) -> bool:
    """Say whether a value is one that no row is made of."""
    if node.tag == "REFN":
        return node.text("TYPE") != OWN_TYPE
    if node.tag == "NO":
        return node.value.strip().upper() != "MARR"
    if node.tag == "RESN":
        return not _keeps(node)
    if node.tag == "QUAY":
        return node.value.strip() not in QUAY
    if node.tag == "SEX":
        return node.value.strip().upper() not in _TOLD_SEXES
    return node.tag == "MAP" and not point_of(node)


def is_restricted(node: Node) -> bool:
    """Say whether a record or an event is told in confidence; ``locked`` says only that nobody is to change it."""
    return any(map(_keeps, node.all("RESN")))


def _keeps(restriction: Node) -> bool:
    words = {word.strip().upper() for word in restriction.value.split(",")}
    return bool(words & {"CONFIDENTIAL", "PRIVACY"})
