"""What the views of one family share: its row of the families answer and what it is called."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.analysis.chains import links_of_persons
from app.api.pages.frame import Page
from app.api.pages.view import Tab
from app.errors import NotFound
from app.views.family_tree import Tree


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
    called = page.words.drawn(record)[0]
    named = row["kind"] == "named"
    title = called if named else page.words("kin of %(name)s", name=called)
    return Family(id, title, named, row, answer["data_version"])


def family_links(page: Page, family: Family) -> dict[str, Any]:
    """Return the links of a family's members with what stands beside them.

    Parameters
    ----------
    page : Page
    family : Family

    Returns
    -------
    dict
        ``data_version, links, not_taken, degree_unknown``, as in the chains answer.
    """
    if family.named:
        return page.services.analyst.answer("chains", family=family.id)
    punished = [each["person"] for each in family.row["takings"] if each["because_of"]]
    told = page.services.analyst.apply(partial(links_of_persons, persons=punished))
    return {"data_version": family.data_version, **told}


def tree_of(people: Mapping[str, Any]) -> Tree:
    """Return the tree of what the pedigree tells.

    Parameters
    ----------
    people : mapping
        What :func:`app.analysis.pedigree.pedigree` gives.
    """
    days = {id: person["birth"][0] or person["birth"][1] for id, person in people["persons"].items()}
    return Tree.of({id: int(day[:4]) if day else None for id, day in days.items()}, people)


def act_badges(links: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return a number for each person after whose act someone was punished, those with most links first.

    The pictures of a family show it as T1, T2 …: one person has one number in all of them.

    Parameters
    ----------
    links : iterable of mapping
        All links of the family.
    """
    counts = Counter(actor for link in links if (actor := link["trigger"]["person"]))
    return {each: number for number, each in enumerate(sorted(counts, key=lambda each: (-counts[each], each)), 1)}


def middle_of(tree: Tree, links: Iterable[Mapping[str, Any]]) -> str:
    """Return the person of a tree after whose act most others were punished; the first person where nobody was.

    Parameters
    ----------
    tree : Tree
        Of at least one person.
    links : iterable of mapping
    """
    return next((each for each in act_badges(links) if each in tree.births), next(iter(tree.births)))


def link_key(link: Mapping[str, Any]) -> str:
    """Return the id of the trigger of a link: its event, or the person where no event is named."""
    return str(link["trigger"]["event"] or link["trigger"]["person"])


def family_tabs(page: Page, id: str, current: str) -> list[Tab]:
    """Return the views of one family.

    Parameters
    ----------
    page : Page
    id : str
    current : str
        ``chart``, ``cascade``, ``network`` or ``timeline``.
    """
    _ = page.words
    root = f"/{page.language}"
    listed = {
        "chart": (_("Family chart"), f"{root}/families/{id}/chart"),
        "cascade": (_("Punishment cascade"), f"{root}/families/{id}/cascade"),
        "network": (_("Family network"), f"{root}/families/{id}/network"),
        "timeline": (_("Timeline"), f"{root}/timeline?family={id}"),
    }
    return [Tab(text, address, name == current) for name, (text, address) in listed.items()]
