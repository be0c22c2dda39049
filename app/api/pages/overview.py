"""The overview: the question, the main figures, arrests by year, where to start."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.api.pages.frame import Page, PageFrame
from app.api.strict import StrictRoute
from app.views import draw_bars

router = APIRouter(route_class=StrictRoute)


@router.get("/", response_class=HTMLResponse)
def show_overview(page: PageFrame) -> HTMLResponse:
    """Show the overview."""
    overview = page.services.analyst.overview()
    counts = {int(year): count for year, count in overview["arrests_by_year"].items()}
    overview["arrests_by_year"] = counts
    return page.render("overview.html", overview=overview, figures=_figures(page, overview), bars=_bars(page, counts))


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


def _bars(page: Page, counts: dict[int, int]) -> str:
    if not counts:
        return ""
    _ = page.words
    return draw_bars(
        counts,
        title=_("Arrests by year"),
        description=_("One bar for each year; the table below has the same numbers."),
        links={year: f"/{page.language}/search?was=arrested&year={year}" for year in counts},
    )
