"""The relatives around one person as a view of its own: picture, legend, table, files."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.api.deps import RecordId
from app.api.pages.cells import Cell, count_invented, record_cell
from app.api.pages.frame import Page, PageFrame
from app.api.pages.view import View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.views import draw_neighbours
from app.views.neighbours import NeighbourWords
from app.views.page_svg import COLOURS, legend_mark

router = APIRouter(route_class=StrictRoute)
#: Degrees of kinship that are shown around a person.
KIN_CHON = 4
Names = Mapping[str, Mapping[str, Any]]


@view_route(router, "/persons/{id}/relatives")
def show_relatives(page: PageFrame, id: RecordId, query: Annotated[ViewQuery, Query()]) -> View:
    """Show the relatives around one person."""
    _ = page.words
    kin = page.services.analyst.answer("kin", a=id, max_chon=KIN_CHON)
    chains = page.services.analyst.answer("chains", person=id)
    related = [*kin["kin"], *kin["unknown_degree"]]
    names = page.services.reader.names([id, *(each["person"] for each in related)])
    called = _.drawn(names.get(id, {"id": id}))[0]
    linked = _linked(chains["links"], id)
    return View(
        name="relatives",
        title=_("Relatives around %(person)s", person=called),
        finding=_finding(page, related, linked),
        picture=draw_around(page, id, kin, chains, names),
        columns=[_("Person"), _("Relation"), _("Degree"), _("Taken after the act of the other"), _("Grade"),
                 _("Claims")],
        rows=[_row(page, names, each, linked) for each in related],
        data={**kin, "links": chains["links"]},
        legend=_legend(page, linked) if kin["kin"] else (),
        crumbs=[(_("Persons"), "/search?was=taken"), (called, f"/persons/{id}"), (_("Relatives"), "")],
        note=_("At most seven of a generation are drawn. Only recorded kinship counts; a relative who is not here may "
               "not be on record."),
        values={"invented": count_invented(names, names)},
    )  # fmt: skip


def draw_around(page: Page, id: str, kin: Mapping[str, Any], chains: Mapping[str, Any], names: Names) -> str:
    """Return the picture of the nearest relatives.

    Parameters
    ----------
    page : Page
    id : str
        Of the person.
    kin, chains : mapping
        The answers of these names about the person.
    names : mapping
        What ``reader.names`` gives of the person and the relatives.
    """
    _ = page.words
    words = NeighbourWords(
        title=_("Relatives around this person"),
        description=_("A row for each generation, elder above; the table below has all relatives."),
        name=lambda each: _.drawn(names.get(each, {"id": each}))[0],
        link=lambda each: page.address("Person", each),
        relation=_.relation,
    )
    return draw_neighbours(id, kin["kin"], chains["links"], words)


def _linked(links: Sequence[Mapping[str, Any]], id: str) -> dict[str, str]:
    """Return the relatives that a taking links to a person, and whether a source says because of."""
    found: dict[str, str] = {}
    for link in links:
        for other in {link["trigger"]["person"], link["punishment"]["person"]} - {id, None}:
            if found.get(other) != "documented":
                found[other] = "documented" if link["class"] == "documented" else "inferred"
    return found


def _finding(page: Page, related: Sequence[Mapping[str, Any]], linked: Mapping[str, str]) -> str:
    _ = page.words
    if not related:
        return _("No kin is on record.")
    told = sum(each == "documented" for each in linked.values())
    return _(
        "%(n)s relatives within %(chon)s chon are on record; with %(linked)s of them a taking after the other's act "
        "joins this person, for %(told)s a source says because of it.",
        n=len(related), chon=KIN_CHON, linked=sum(each["person"] in linked for each in related), told=told,
    )  # fmt: skip


def _row(page: Page, names: Names, each: Mapping[str, Any], linked: Mapping[str, str]) -> list[Cell]:
    _ = page.words
    words = {"documented": _("because of it, as a source says"), "inferred": _("kin, and the days allow it; no cause")}
    after = linked.get(each["person"], "")
    if "term" in each:
        relation, degree = _.code(each["term"]), ""
    else:
        relation = _.relation(each)
        degree = _.chon(each["chon"]) if each["chon"] else _("spouse")
    return [
        record_cell(page, names, each["person"]),
        Cell(relation),
        Cell(f"{degree} · {_('by marriage')}" if each.get("affinity") and each.get("chon") else degree),
        Cell(words[after], red=True) if after else Cell("–"),
        Cell(_.code(each["grade"] or "ungraded")),
        Cell("", claims=each["claims"]),
    ]


def _legend(page: Page, linked: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what the lines mean that are in the picture."""
    _ = page.words
    red = f'stroke="{COLOURS["red"]}" stroke-width="2"'
    shown = [(legend_mark(f'<path d="M0 8H30" stroke="{COLOURS["line"]}"/>'), _("kin of this person"))]
    if "documented" in linked.values():
        shown.append((legend_mark(f'<path d="M0 8H30" {red}/>'), _("punished because of, as a source says")))
    if "inferred" in linked.values():
        shown.append(
            (legend_mark(f'<path d="M0 8H30" stroke-dasharray="5 4" {red}/>'), _("punished after the act of; no cause"))
        )
    return shown
