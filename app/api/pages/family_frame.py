"""What the views of one family share: its row of the families answer and what it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.api.pages.frame import Page
from app.api.pages.view import Tab
from app.errors import NotFound


@dataclass(frozen=True, slots=True)
class Family:
    """A named family, or a cluster of kin by its first person.

    Attributes
    ----------
    id : str
    title : str
        What it is called on this page.
    named : bool
        A source names it.
    row : mapping
        Its row of the families answer.
    data_version : int
    """

    id: str
    title: str
    named: bool
    row: Mapping[str, Any]
    data_version: int


def family_of(page: Page, id: str) -> Family:
    """Return the family of an id.

    Parameters
    ----------
    page : Page
    id : str
        Of a named family, or of the person that a cluster is called after.

    Returns
    -------
    Family

    Raises
    ------
    NotFound
        No such family.
    """
    answer = page.services.analyst.answer("families", id=id)
    row = next(iter(answer["families"]), None)
    if row is None:
        raise NotFound("family", id, "See the list of families")
    record = page.services.reader.names([id]).get(id, {"id": id, "label": "Family"})
    called = page.words.names(record)[0]
    named = row["kind"] == "named"
    title = called if named else f"{page.words('kin of')} {called}"
    return Family(id, title, named, row, answer["data_version"])


def family_tabs(page: Page, id: str, current: str) -> list[Tab]:
    """Return the views of one family.

    Parameters
    ----------
    page : Page
    id : str
    current : str
        ``cascade`` or ``timeline``.
    """
    _ = page.words
    root = f"/{page.language}"
    listed = {
        "cascade": (_("Punishment cascade"), f"{root}/families/{id}/cascade"),
        "timeline": (_("Timeline"), f"{root}/timeline?family={id}"),
    }
    return [Tab(text, address, name == current) for name, (text, address) in listed.items()]
