"""How two people are related: in one sentence, step by step, and every relation as a table."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.pages.cells import Cell
from app.api.pages.frame import Page, PageFrame
from app.api.pages.view import View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.domain.identifiers import check_id
from app.views import draw_kin_path
from app.views.kin_path import KinPathWords, path_places
from app.views.page_svg import COLOURS, legend_mark

router = APIRouter(route_class=StrictRoute)
_MOST_DRAWN = 4
Names = Mapping[str, Mapping[str, Any]]


class KinshipQuery(ViewQuery):
    """Of which two persons, by their ids."""

    a: str = Field("", max_length=1000)
    b: str = Field("", max_length=1000)


@view_route(router, "/kinship")
def show_kinship(page: PageFrame, query: Annotated[KinshipQuery, Query()]) -> View:
    """Show how two people are related."""
    _ = page.words
    columns = [_("Relation"), _("Degree"), _("Common ancestors"), _("Path"), _("Grade"), _("Claims")]
    title = _("How two people are related")
    about: dict[str, Any] = {"a": query.a, "b": query.b, "names": page.services.reader.names([query.a, query.b])}
    if not (query.a and query.b):
        empty = {"data_version": page.services.reader.data_version()}
        finding = _("Give two names, or ids: who is related to whom, and by which persons between.")
        return View("kinship", title, finding, "", columns, [], empty, template="kinship.html", values=about)
    ids = {"a": check_id(query.a, "a"), "b": check_id(query.b, "b")}
    answer = page.services.analyst.answer("kin", **ids)
    others = (id for each in answer["all"] for id in (*each["path"], *each["common_ancestors"]))
    names = page.services.reader.names({*ids.values(), *others})
    shown = [each["name"] for each in (_called(page, names, id) for id in ids.values())]
    return View(
        name="kinship",
        title=" · ".join(shown),
        finding=_finding(page, answer, shown),
        picture=draw_kin_path(answer["all"][:_MOST_DRAWN], _words(page, names)),
        columns=columns,
        rows=[_row(page, names, each) for each in answer["all"]],
        data=answer,
        legend=_legend(page, answer["all"][:_MOST_DRAWN]),
        crumbs=[(title, "/kinship"), (" · ".join(shown), "")],
        note=_note(page, answer),
        template="kinship.html",
        values={**about, "names": names, "invented": any(record.get("invented") for record in names.values())},
    )


def _called(page: Page, names: Names, id: str) -> dict[str, str]:
    first, second = page.words.drawn(names.get(id, {"id": id}))
    return {"name": first, "second": second}


def _words(page: Page, names: Names) -> KinPathWords:
    _ = page.words

    def called(id: str) -> tuple[str, str]:
        return _.drawn(names.get(id, {"id": id}))

    return KinPathWords(
        title=_("How two people are related"),
        description=_("One panel for each relation, step by step; the table below has the same relations."),
        name=called,
        link=lambda id: page.address("Person", id),
        relation=lambda each: " · ".join(part for part in (_.relation(each), _degree(page, each)) if part),
        unrecorded=_("not recorded"),
    )


def _degree(page: Page, relation: Mapping[str, Any]) -> str:
    _ = page.words
    if not relation["chon"]:
        return _("spouse")
    return f"{_.chon(relation['chon'])}{' · ' + _('by marriage') if relation['affinity'] else ''}"


def _finding(page: Page, answer: Mapping[str, Any], shown: list[str]) -> str:
    _ = page.words
    a, b = shown
    if answer["a"] == answer["b"]:
        return _("Both are one person. Choose two persons.")
    if not answer["all"]:
        if answer["unknown_degree"]:
            return _("%(b)s is kin of %(a)s, but no source says in which degree.", a=a, b=b)
        return _(
            "No kinship of %(a)s and %(b)s is on record within %(n)s chon.", a=a, b=b, n=answer["complete_to_chon"]
        )
    first = answer["all"][0]
    said = {"a": a, "b": b, "relation": _.relation(first), "degree": _degree(page, first)}
    text = _("%(b)s is %(a)s's %(relation)s: %(degree)s.", **said)
    if answer["legal_kin"]:
        return f"{text} {_('By law they are relatives (Civil Act art. 777).')}"
    return text


def _row(page: Page, names: Names, relation: Mapping[str, Any]) -> list[Cell]:
    _ = page.words
    between = [_called(page, names, id)["name"] for id in relation["path"]]
    tops = [_called(page, names, id)["name"] for id in relation["common_ancestors"]]
    return [
        Cell(_.relation(relation)),
        Cell(_degree(page, relation)),
        Cell(", ".join(tops) or ("" if relation["up"] and relation["down"] else "–")),
        Cell(" → ".join(between)),
        Cell(_.code(relation["grade"] or "ungraded")),
        Cell("", claims=relation["claims"]),
    ]


def _legend(page: Page, drawn: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return what the marks mean that are in the picture."""
    _ = page.words
    line = f'stroke="{COLOURS["line"]}" stroke-width="2" fill="{COLOURS["paper"]}"'
    marks = {
        _("the two asked for"): (bool(drawn), f'<circle cx="15" cy="8" r="7" fill="{COLOURS["blue"]}"/>'),
        _("known to have been there, not recorded"): (
            any(id is None for each in drawn for id, _level in path_places(each)),
            f'<circle cx="15" cy="8" r="6.5" stroke-dasharray="3 3" {line}/>',
        ),
        _("marriage"): (
            any(each["marriage_start"] or each["marriage_end"] for each in drawn),
            f'<path d="M0 5H30M0 11H30" {line}/>',
        ),
        _("parent and child"): (any(each["up"] or each["down"] for each in drawn), f'<path d="M0 14L30 2" {line}/>'),
    }
    return [(legend_mark(shapes), text) for text, (there, shapes) in marks.items() if there]


def _note(page: Page, answer: Mapping[str, Any]) -> str:
    _ = page.words
    said = []
    if len(answer["all"]) > _MOST_DRAWN:
        said.append(_("The nearest %(n)s relations are drawn; the table has all.", n=_MOST_DRAWN))
    if answer.get("one_of"):
        said.append(_("The source's word has several meanings: one of these relations holds."))
    if answer.get("or_nearer"):
        said.append(_("They may be nearer kin than the path shows."))
    if any(each["former"] for each in answer["all"]):
        said.append(_("A marriage on the way has ended."))
    return " ".join(said)
