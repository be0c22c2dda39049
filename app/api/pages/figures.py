"""Published figures beside the same counts from the data, and why some cannot be counted again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.pages.cells import Cell
from app.api.pages.comparisons import compare_tabs
from app.api.pages.frame import Page, PageFrame, with_query
from app.api.pages.view import View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.views import draw_figures
from app.views.figure_ranges import FigureWords
from app.views.page_svg import legend_mark

router = APIRouter(route_class=StrictRoute)
Figure = Mapping[str, Any]
Report = Literal["", "tjwg24", "fp", "rep", "nkdb", "coi", "wgeid", "ohchr", "nkpd", "nkva", "ru"]


class FigureQuery(ViewQuery):
    """The figures of one report, of whom they are counted again, and whether invented persons count."""

    report: Report = ""
    ids: str = Field("", max_length=1000, pattern=r"^[A-Za-z0-9._~:\-]*$")
    invented: Literal["", "with"] = ""


@view_route(router, "/figures")
def show_figures(page: PageFrame, query: Annotated[FigureQuery, Query()]) -> View:
    """Show published figures beside the data."""
    recorded = query.invented != "with" or None
    answer = page.services.analyst.answer(
        "figures", report=query.report or None, ids=query.ids or None, recorded_only=recorded
    )
    whole = page.services.analyst.answer("figures", recorded_only=recorded)["figures"]
    _ = page.words
    figures = [_told(page, figure) for figure in answer["figures"]]
    return View(
        name="published-figures",
        title=_("Published figures beside the data"),
        finding=_finding(page, answer),
        picture=draw_figures(figures, _words(page)),
        columns=[
            _("Figure"),
            _("Published"),
            _("Unit"),
            _("In the data, at least"),
            _("At most"),
            _("Difference"),
            _("Remark"),
        ],
        rows=[_row(page, figure) for figure in figures],
        data=answer,
        legend=_legend(page, figures),
        filters=list(_filters(page, query)),
        tabs=compare_tabs(page, "figures"),
        crumbs=[(_("Comparisons over time"), "/comparisons"), (_("Published figures"), "")],
        note=_note(page),
        template="figures.html",
        whole=len(whole),
        values={"query": query, "reports": _reports(page), "other": _other(page, query)},
    )


def _told(page: Page, figure: Figure) -> dict[str, Any]:
    """Return a figure with what it says in the language of the page."""
    text = figure["statement"]
    return {**figure, "statement": page.words(text)}


def _reports(page: Page) -> dict[str, str]:
    _ = page.words
    return {
        "": _("every report"),
        "tjwg24": _("TJWG, enforced disappearances (2024)"),
        "fp": _("FOOTPRINTS database"),
        "rep": _("Returns from China (2021-2023)"),
        "nkdb": _("NKDB, prisoners of camps"),
        "coi": _("UN Commission of Inquiry (2014)"),
        "wgeid": _("UN Working Group on disappearances"),
        "ohchr": _("OHCHR, prisons (2020)"),
        "nkpd": _("North Korean Prison Database"),
        "nkva": _("NKDB Visual Atlas"),
        "ru": _("Russia, agreement of 2016"),
    }


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}".removesuffix(".0")


def _data(figure: Figure) -> str:
    least, most = _number(figure["least"]), _number(figure["most"])
    return f"{least}+" if not most else least if least == most else f"{least}–{most}"


def _words(page: Page) -> FigureWords:
    _ = page.words
    return FigureWords(
        title=_("Published figures beside the data"),
        description=_("One line for each figure that can be counted again; the table below has all of them."),
        axis=lambda percent: _("published") if percent == 100 else f"{percent}%",
        shown=lambda each: _("data %(data)s · published %(n)s", data=_data(each), n=_number(float(each["published"]))),
    )


def _row(page: Page, figure: Figure) -> list[Cell]:
    _ = page.words
    counted = figure["why"] == "counted"
    return [
        Cell(figure["statement"]),
        Cell(figure["published"] or "–", number=True),
        Cell(_.code(figure["unit"])),
        Cell(_number(figure["least"]) if counted else "–", number=True),
        Cell((_number(figure["most"]) or _("not bounded")) if counted else "–", number=True),
        Cell(_difference(figure) if counted else "–", number=True),
        Cell(_remark(page, figure)),
    ]


def _difference(figure: Figure) -> str:
    least, most = figure["difference"]
    low = f"{least:+,.1f}".removesuffix(".0")
    high = "" if most is None else f"{most:+,.1f}".removesuffix(".0")
    return f"{low} …" if not high else low if low == high else f"{low} … {high}"


def _remark(page: Page, figure: Figure) -> str:
    """Return how a figure compares, or why it is not counted again."""
    _ = page.words
    if figure["why"] == "no_persons":
        return _("Nobody on record was taken into custody.")
    if figure["gap"]:
        return _gaps(page)[figure["gap"]]
    published = float(figure["published"])
    if figure["agrees"]:
        return _("The published figure lies within what the data allow.")
    if figure["most"] is not None and figure["most"] < published:
        return _("The data hold less than was published.")
    return _("The data hold more than was published.")


def _gaps(page: Page) -> dict[str, str]:
    _ = page.words
    return {
        "survey": _("Not counted again: it says whom the report asked, and records do not hold who was asked."),
        "not_a_count": _("Not counted again: it is a date, a time limit or an order, not a number of cases."),
        "other_database": _("Not counted again: it counts entries of another database that are not published singly."),
        "estimate": _("Not counted again: it estimates everyone, recorded or not."),
        "no_field": _("Not counted again: nothing in the records tells this apart."),
        "group_only": _("Not counted again: told of a group as a whole, not of whom in it."),
        "not_recorded": _("Not counted again: the homes of victims are not to be recorded as places."),
    }


def _finding(page: Page, answer: Mapping[str, Any]) -> str:
    _ = page.words
    figures = answer["figures"]
    return _(
        "%(counted)s of %(n)s published figures can be counted again from the data; of these %(agree)s lie within what "
        "the data allow. For each of the others the table says why not.",
        counted=answer["counted"],
        n=len(figures),
        agree=answer["agree"],
    )


def _legend(page: Page, figures: Sequence[Figure]) -> list[tuple[str, str]]:
    _ = page.words
    counted = [each for each in figures if each["least"] is not None]
    bar = '<rect x="1" y="3" width="26" height="10" {}/>'
    shown = []
    if any(each["agrees"] for each in counted):
        shown.append(
            (legend_mark(bar.format('fill="#0b5cad"')), _("least to most of the data; the published figure lies in it"))
        )
    if not all(each["agrees"] for each in counted):
        shown.append(
            (
                legend_mark(bar.format('fill="#c5d3e4" stroke="#0b5cad"')),
                _("least to most of the data; the published figure does not"),
            )
        )
    if counted:
        line = '<path d="M14 0V16" stroke="#1b1f24" stroke-width="2"/>'
        shown.append((legend_mark(line), _("the published figure; the axis is in percent of it")))
    if any(each["most"] is None or each["most"] > 1.5 * float(each["published"]) for each in counted):
        shown.append((legend_mark('<path d="M8 2l10 6l-10 6z" fill="#0b5cad"/>'), _("goes on beyond the axis")))
    return shown


def _note(page: Page) -> str:
    return page.words(
        "What is not told of a person - no reason, no date - counts in the most only: a long bar says how much is not "
        "known. The data hold a part of what reports counted, so a difference does not say that a report is wrong."
    )


def _filters(page: Page, query: FigureQuery) -> Iterator[tuple[str, str]]:
    if query.report:
        yield _reports(page)[query.report], _address(page, query, report="")
    if query.ids:
        yield page.words("ids that begin with %(start)s", start=query.ids), _address(page, query, ids="")
    if query.invented:
        yield page.words("with invented persons"), _address(page, query, invented="")


def _other(page: Page, query: FigureQuery) -> str:
    return _address(page, query, invented="" if query.invented else "with")


def _address(page: Page, query: FigureQuery, **changed: str) -> str:
    values = {**query.model_dump(exclude_defaults=True), **changed}
    return with_query(f"/{page.language}/figures", {name: value for name, value in values.items() if value})
