"""Events of GEDCOM: which tag is which kind, dates as far as they can be read, places."""

from __future__ import annotations

import re

from app.domain.cells import read_day
from app.domain.claims import content_hash
from app.domain.custody import event_kinds
from app.domain.dates import DateRefused
from app.domain.identifiers import is_id, make_id
from app.formats.gedcom_records import Node

#: Tags of our kinds; every other kind is an EVEN with its TYPE.
KIND_OF = {
    "BIRT": "birth",
    "DEAT": "death",
    "RESI": "residence",
    "EMIG": "migration",
    "IMMI": "migration",
}
OWN_ID = "_KTID"
#: What a place or an agency can be to an event.
SIDES = {"place": ("at", "from", "to"), "agency": ("by", "from", "to")}
_COORDINATE = re.compile(r"([NSEW])([0-9]{1,3}(?:\.[0-9]+)?)")


def kind_of(node: Node) -> str:
    """Return the kind of an event; empty when it is none of ours.

    Parameters
    ----------
    node : Node

    Returns
    -------
    str
    """
    known = KIND_OF.get(node.tag)
    if known is not None:
        told = _word(node.text("TYPE"))
        return told if known == "migration" and told in ("departure", "border_crossing") else known
    if node.tag not in ("EVEN", "FACT"):
        return ""
    return next((word for word in (_word(node.text("TYPE")), _word(node.value)) if word in event_kinds()), "")


def denied(node: Node) -> bool:
    """Say whether a line says of its event that it did not happen: ``DEAT N``, as some programs write it."""
    return node.value.strip().upper() in ("N", "NO") and not node.text("DATE", "PLAC")


def _word(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def date_of(node: Node, *, period: bool = False) -> tuple[str, str]:
    """Return the date of an event that can be read, and the words of one that cannot.

    Parameters
    ----------
    node : Node
    period : bool

    Returns
    -------
    tuple[str, str]
    """
    dated = next(iter(node.all("DATE")), None)
    text = "" if dated is None else " ".join((dated.value or dated.text("PHRASE")).split())
    if not text:
        return "", ""
    try:
        read_day(text, period)
    except DateRefused:
        return "", text
    return text, ""


def place_cells(dataset: str, node: Node) -> dict[str, str] | None:
    """Return the row of the place of an event, without its origin; None when none is named.

    Parameters
    ----------
    dataset : str
    node : Node

    Returns
    -------
    dict[str, str] | None
    """
    found = _named(dataset, node, "PLAC", "place")
    if found is None:
        return None
    place, cells = found
    point = next((each for each in map(point_of, place.all("MAP")) if each), {})
    return {**cells, "kind": place.text("_KIND"), **point}


def point_of(node: Node) -> dict[str, str]:
    """Return latitude and longitude of a MAP; nothing when one of them cannot be read."""
    numbers = {"latitude": _number(node.text("LATI")), "longitude": _number(node.text("LONG"))}
    return numbers if all(numbers.values()) else {}


def agency_cells(dataset: str, node: Node) -> dict[str, str] | None:
    """Return the row of the agency of an event, without its origin; None when none is named.

    Parameters
    ----------
    dataset : str
    node : Node

    Returns
    -------
    dict[str, str] | None
    """
    found = _named(dataset, node, "AGNC", "agency")
    if found is None:
        return None
    agency, cells = found
    return {**cells, "kind": agency.text("_KIND") or "unknown"}


def _named(dataset: str, node: Node, tag: str, word: str) -> tuple[Node, dict[str, str]] | None:
    """Return what an event names under a tag, with its id, name and country; an id is made where none is told."""
    named = next((each for each in node.all(tag) if each.value.strip()), None)
    if named is None:
        return None
    name = " ".join(named.value.split())
    told = named.text(OWN_ID)
    id = told if is_id(told) else make_id(dataset, f"{word}-{content_hash(name)}")
    return named, {"id": id, "name": name, "country": named.text("_COUNTRY")}


def side_of(node: Node, tag: str, label: str) -> str:
    """Return the column for the place or agency of an event.

    Parameters
    ----------
    node : Node
    tag : str
        PLAC or AGNC.
    label : str
        place or agency.

    Returns
    -------
    str
        The side that Kintrace wrote, else the single column, of which the kind of the event decides what it means.
    """
    told = next((each.text("_SIDE") for each in node.all(tag)), "")
    return f"{told}_{label}_id" if told in SIDES[label] else f"{label}_id"


def _number(text: str) -> str:
    found = _COORDINATE.fullmatch(text.strip().upper())
    return f"{'-' if found[1] in 'SW' else ''}{found[2]}" if found else ""


def event_id(dataset: str, node: Node, said: list[str]) -> str:
    """Return the id that Kintrace wrote, else one made from person, kind, date and place."""
    told = node.text(OWN_ID)
    return told if is_id(told) else make_id(dataset, content_hash(said))
