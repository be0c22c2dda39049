"""The overview: the question, the main figures, arrests by year, where to start."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from app.api.pages.frame import Page, PageFrame
from app.api.pages.view import View, ViewQuery, view_route
from app.api.pages.years import most_taken, year_rows
from app.api.strict import StrictRoute
from app.views import draw_bars
from app.views.page_svg import COLOURS, HATCHED, legend_mark

router = APIRouter(route_class=StrictRoute)
_BAR = f'<path d="M9 0H21V16H9z" fill="{COLOURS["blue"]}"/>'


@router.get("/", response_class=HTMLResponse)
def show_overview(page: PageFrame) -> HTMLResponse:
    """Show the overview."""
    overview = page.services.analyst.overview()
    counts = {int(year): count for year, count in overview["arrests_by_year"].items()}
    overview["arrests_by_year"] = counts
    bars = _bars(page, counts, overview["arrests_without_year"])
    return page.render("overview.html", overview=overview, figures=_figures(page, overview), bars=bars)


def _figures(page: Page, overview: dict[str, dict[str, dict[str, int]]]) -> list[dict[str, object]]:
    _ = page.words
    texts = {
        "taken": (_("persons taken"), "/search?was=taken"),
        "punished_for_relative": (_("punished because of another person, as a source says"), "/search?was=punished"),
        "taken_in_china": (_("taken in China"), "/search?was=taken&country=CN"),
        "taken_in_russia": (_("taken in Russia"), "/search?was=taken&country=RU"),
        "handed_over": (_("handed over or sent back across a border"), "/handovers"),
        "fate_unknown": (_("fate not known, as a source says"), "/search?was=fate_unknown"),
    }
    return [{"text": text, "address": to, **overview["figures"][key]} for key, (text, to) in texts.items()]


@view_route(router, "/arrests")
def show_arrests(page: PageFrame, query: Annotated[ViewQuery, Query()]) -> View:
    """Show arrests by year."""
    _ = page.words
    overview = page.services.analyst.overview()
    counts = {int(year): count for year, count in overview["arrests_by_year"].items()}
    without = overview["arrests_without_year"]
    return View(
        name="arrests",
        title=_("Arrests by year"),
        finding=most_taken(page, counts, without, groups=True) or _("No arrest with a known year is on record."),
        picture=_bars(page, counts, without),
        columns=[_("Year"), _("Persons")],
        rows=year_rows(counts, without, lambda year: _arrested(page, year)),
        data={name: overview[name] for name in ("data_version", "arrests_by_year", "arrests_without_year")},
        legend=[
            *([(legend_mark(_BAR), _("persons, by the year"))] if counts else []),
            *([(legend_mark(HATCHED), _("persons of whom the year is not certain"))] if without else []),
        ],
        crumbs=[(_("Arrests by year"), "")],
        note=_("Persons by the year of an arrest, abduction or disappearance; a group counts once.")
        + " " + _("Documented cases are no sample of all cases."),
        values={"invented": overview["invented_sources"]},
    )  # fmt: skip


def _arrested(page: Page, year: int) -> str:
    return f"/{page.language}/search?was=arrested&from={year}&to={year}"


def _bars(page: Page, counts: dict[int, int], without: int) -> str:
    _ = page.words
    return draw_bars(
        counts,
        title=_("Arrests by year"),
        description=_("One bar for each year; the table below has the same numbers."),
        links={year: _arrested(page, year) for year in counts},
        unknown=(without, _("not certain")),
    )
