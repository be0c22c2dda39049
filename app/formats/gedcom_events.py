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
    place = next((each for each in node.all("PLAC") if each.value.strip()), None)
    if place is None:
        return None
    name = " ".join(place.value.split())
    told = place.text(OWN_ID)
    cells = {"id": told if is_id(told) else make_id(dataset, f"place-{content_hash(name)}"), "name": name}
    cells["kind"] = place.text("_KIND")
    cells["country"] = place.text("_COUNTRY")
    point = next(iter(place.all("MAP")), None)
    if point is not None:
        numbers = {"latitude": _number(point.text("LATI")), "longitude": _number(point.text("LONG"))}
        cells |= numbers if all(numbers.values()) else {}
    return cells


def _number(text: str) -> str:
    found = _COORDINATE.fullmatch(text.strip().upper())
    return f"{'-' if found[1] in 'SW' else ''}{found[2]}" if found else ""


def event_id(dataset: str, node: Node, said: list[str]) -> str:
    """Return the id that Kintrace wrote, else one made from person, kind, date and place."""
    told = node.text(OWN_ID)
    return told if is_id(told) else make_id(dataset, content_hash(said))
