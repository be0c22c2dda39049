"""In which years the persons of handover paths were taken: bars beside the flow, and a view of their own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.api.pages.frame import Page, PageFrame
from app.api.pages.handover_query import HandoverQuery, chosen_paths
from app.api.pages.handover_words import filter_chips, flow_words
from app.api.pages.view import View, view_route
from app.api.pages.years import most_taken, year_rows
from app.api.strict import StrictRoute
from app.views import draw_bars
from app.views.page_svg import COLOURS, HATCHED, legend_mark

router = APIRouter(route_class=StrictRoute)


@view_route(router, "/handovers/taken")
def show_taken_years(page: PageFrame, query: Annotated[HandoverQuery, Query()]) -> View:
    """Show in which years the persons of handover paths were taken."""
    answer, paths, invented = chosen_paths(page, query)
    counts, unknown = _counted(paths)
    _ = page.words
    names = page.services.reader.names([*query.filters().values(), query.agency])
    return View(
        name="handovers-taken",
        title=_("Handover paths: taken, by year"),
        finding=most_taken(page, counts, unknown)
        or _("No year in which a person of these paths was taken is certain."),
        picture=draw_taken_years(page, query, paths),
        columns=[_("Year"), _("Persons")],
        rows=year_rows(counts, unknown, lambda year: _of_year(page, query, year)),
        data={
            "data_version": answer["data_version"],
            "taken_by_year": {str(year): n for year, n in counts.items()},
            "year_not_certain": unknown,
        },
        legend=_legend(page, counts, unknown),
        filters=filter_chips(page, query, flow_words(page, names), "/handovers/taken"),
        crumbs=[(_("Handover paths"), "/handovers"), (_("Taken, by year"), "")],
        note=_("A group counts with the least number told.") + " " + _("Documented cases are no sample of all cases."),
        whole=len(year_rows(*_counted(answer["paths"]), str)),
        values={"invented": invented},
    )  # fmt: skip


def draw_taken_years(page: Page, query: HandoverQuery, paths: Sequence[Mapping[str, Any]]) -> str:
    """Draw how many persons were taken in each year, and of how many the year is not certain; empty for nobody.

    Parameters
    ----------
    page : Page
    query : HandoverQuery
    paths : sequence of mapping
        As in the handovers answer.
    """
    _ = page.words
    counts, unknown = _counted(paths)
    text = _("One bar for each year in which persons of these paths were taken; the last one where it is not certain.")
    links = {year: _of_year(page, query, year) for year in counts}
    return draw_bars(
        counts, title=_("Taken, by year"), description=text, links=links, unknown=(unknown, _("not certain"))
    )


def year_range(path: Mapping[str, Any]) -> str:
    """Return the years in which the person of a path can have been taken: one, or the first and the last.

    Parameters
    ----------
    path : mapping
        As in the handovers answer.
    """
    years = [day[:4] for day in (path["earliest"], path["latest"]) if day]
    return "" if not years else years[0] if len(set(years)) == 1 else f"{years[0]}–{years[1]}"


def _counted(paths: Sequence[Mapping[str, Any]]) -> tuple[dict[int, int], int]:
    """Return the persons of each year, and how many have none that is certain."""
    counts: Counter[str] = Counter()
    for path in paths:
        year = year_range(path)
        certain = len(year) == len("2009") and path["earliest"] and path["latest"]
        counts[year if certain else ""] += path["persons"] or 0
    unknown = counts.pop("", 0)
    return {int(year): counts[year] for year in sorted(counts)}, unknown


def _of_year(page: Page, query: HandoverQuery, year: int) -> str:
    return query.address(page.language, "/handovers", {"first": year, "last": year})


def _legend(page: Page, counts: Mapping[int, int], unknown: int) -> list[tuple[str, str]]:
    _ = page.words
    bar = legend_mark(f'<path d="M9 0H21V16H9z" fill="{COLOURS["blue"]}"/>')
    shown = [(bar, _("persons, by the year"))] if counts else []
    return shown + ([(legend_mark(HATCHED), _("persons of whom the year is not certain"))] if unknown else [])
