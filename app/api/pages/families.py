"""Families: who was taken and punished in each, and since when."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.api.pages.frame import PageFrame
from app.api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute)
_MOST_ROWS = 300


@router.get("/families", response_class=HTMLResponse)
def show_families(page: PageFrame) -> HTMLResponse:
    """Show all families and kin clusters, the hardest hit first."""
    answer = page.services.analyst.answer("families")
    families = sorted(answer["families"], key=lambda each: (-each["punished"], -each["taken"], each["id"]))
    shown = families[:_MOST_ROWS]
    names = page.services.reader.names(each["id"] for each in shown)
    return page.render("families.html", families=shown, total=len(families), names=names, answer=answer)
