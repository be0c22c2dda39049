"""Where new statements come in: files, one testimony, judgements."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.api.pages.frame import PageFrame
from app.api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute)


@router.get("/add", response_class=HTMLResponse)
def show_ways(page: PageFrame) -> HTMLResponse:
    """Show the ways in."""
    return page.render("add.html")
