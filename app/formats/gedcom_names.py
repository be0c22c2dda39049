"""Names and persons of GEDCOM: the name to show, its other forms, and what else a person record says."""

from __future__ import annotations

from app.domain.columns import SEPARATOR
from app.domain.countries import COUNTRY_CODES
from app.formats.gedcom_records import Node

SEXES = {"M": "male", "F": "female", "X": "other"}


def plain_name(value: str) -> str:
    """Return a name without the slashes around its surname.

    Examples
    --------
    >>> plain_name("Chol /Ri/ Jr.")
    'Chol Ri Jr.'
    """
    return " ".join(value.replace("/", " ").split())


def names_of(record: Node) -> list[str]:
    """Return all forms of a person's name, the one to show first.

    Parameters
    ----------
    record : Node

    Returns
    -------
    list[str]
    """
    forms: list[str] = []
    for node in record.all("NAME"):
        shown = plain_name(node.value)
        if not shown:
            parts = (node.text("NPFX"), node.text("GIVN"), node.text("SPFX"), node.text("SURN"), node.text("NSFX"))
            shown = " ".join(part for part in parts if part)
        forms.append(shown)
        title, end = node.text("NPFX"), node.text("NSFX")
        forms.append(
            " ".join(filter(None, (title if title not in shown else "", shown, end if end not in shown else "")))
        )
        forms += [plain_name(each.value) for each in node.all("NICK", "FONE", "ROMN", "TRAN")]
    return list(dict.fromkeys(form for form in forms if form))


def person_cells(record: Node) -> dict[str, str]:
    """Return the cells of a person but for id and dates; a person without a name is shown by its record id.

    Parameters
    ----------
    record : Node

    Returns
    -------
    dict[str, str]
    """
    names = names_of(record)
    cells = {"name": names[0]} if names else {"name": record.xref, "name_script": "label"}
    others = [name for name in names[1:] if SEPARATOR not in name]
    if others:
        cells["names"] = SEPARATOR.join(others)
    cells["sex"] = SEXES.get(record.text("SEX").strip().upper(), "")
    cells["occupation"] = "; ".join(dict.fromkeys(node.value for node in record.all("OCCU") if node.value))
    nation = record.text("NATI").strip()
    if nation in COUNTRY_CODES:
        cells["nationality"] = nation
    return cells
