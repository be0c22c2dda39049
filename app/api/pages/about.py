"""Method, symbols and limits."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.api.pages.frame import PageFrame
from app.api.routers.health import product_version
from app.api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute)


@router.get("/about", response_class=HTMLResponse)
def show_about(page: PageFrame) -> HTMLResponse:
    """Show what the words mean and what cannot be concluded."""
    return page.render("about.html", version=product_version())
